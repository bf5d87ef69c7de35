"""`sohoa verify`: whether a workspace is whole."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.cli import batch_texts, batch_view
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    print_json,
    workspace_option,
)
from pipeline.message import Language


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=batch_texts.VERIFY.in_language(language))
    def verify(
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        said = Console(stderr=True)
        with existing_workspace(workspace) as store, said.status("") as status:
            found = store.verify(lambda part: status.update(batch_texts.CHECKING[part].in_language(language)))
        if as_json:
            print_json(asdict(found))
        else:
            batch_view.print_verified(found, language)
        raise typer.Exit(found.exit_code)
