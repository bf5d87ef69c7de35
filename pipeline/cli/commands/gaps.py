"""`sohoa gaps`: which numbers are missing in the series of bodies, years and types."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.archive.gaps import Numbered, series
from pipeline.cli import archive_texts as texts
from pipeline.cli import archive_view as views
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    workspace_option,
)
from pipeline.message import Language
from pipeline.store import Workspace


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.GAPS.in_language(language))
    def gaps(
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        single: Annotated[bool, option("--all", help=texts.GAPS_ALL, language=language)] = False,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            everything = [one for one in series(_numbered(store)) if one.missing or one.twice]
        found = [one for one in everything if single or one.held > 1 or one.twice]
        if as_json:
            print_json([asdict(one) | {"missing_count": one.missing_count} for one in found])
        else:
            views.print_gaps(found, language)
            if len(found) < len(everything):
                views.say(texts.GAPS_HIDDEN, language, count=len(everything) - len(found))


def _numbered(store: Workspace) -> Iterator[Numbered]:
    documents = store.frames().documents
    columns = ["number", "date_iso", "doc_type", "symbol", "issuer", "canonical"]
    for row in documents[columns].itertuples(index=False, name=None):
        yield Numbered(*(value if isinstance(value, str) else None for value in row))
