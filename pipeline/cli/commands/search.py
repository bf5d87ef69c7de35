"""`sohoa search`: places in the texts of a workspace."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import texts, views
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    workspace_option,
)
from pipeline.message import Language


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.SEARCH.in_language(language))
    def search(
        query: Annotated[list[str], typer.Argument(help=texts.QUERY.in_language(language))],
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        limit: Annotated[int, option("--limit", "-n", help=texts.LIMIT, language=language, min=1)] = 20,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            hits = store.search(" ".join(query), limit)
        if as_json:
            print_json([asdict(hit) for hit in hits])
        else:
            views.print_hits(hits, language)
