"""`sohoa corrections`: who corrected what, when; on the screen or as a file."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import review_texts as texts
from pipeline.cli import review_view, views
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    workspace_option,
)
from pipeline.export.corrections import write_corrections
from pipeline.message import Language


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.CORRECTIONS.in_language(language))
    def corrections(
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        file_format: Annotated[str | None, option("--format", "-f", help=texts.FORMAT, language=language)] = None,
        out: Annotated[Path | None, option("--out", "-o", help=texts.OUT, language=language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            found = store.corrections.all()
            names = {one.sha256: one.name for one in store.documents()}
        if out is not None:
            write_corrections(found, names, out, file_format or out.suffix.lstrip("."))
            views.print_written([out], out.parent, language)
        elif as_json:
            print_json([asdict(one) for one in found])
        else:
            review_view.print_corrections(found, names, language)
