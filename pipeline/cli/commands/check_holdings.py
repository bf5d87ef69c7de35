"""`sohoa check-holdings`: per file (hồ sơ) what is missing, too coarse, without colour, or unreadable."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.archive.holding import holdings
from pipeline.archive.holdings_report import Finding, findings, outside, write_report
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
from pipeline.cli.views import print_written
from pipeline.message import Language
from pipeline.settings import load_settings
from pipeline.store import Workspace


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command("check-holdings", help=texts.CHECK_HOLDINGS.in_language(language))
    def check_holdings(
        codes: Annotated[list[str] | None, typer.Argument(help=texts.CODES.in_language(language))] = None,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        out: Annotated[Path | None, option("--out", "-o", help=texts.REPORT_OUT, language=language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            found = list(_findings(store, codes or []))
        if out is not None:
            print_written([write_report(found, out)], out.parent, language)
        if as_json:
            print_json([_as_json(one) for one in found])
        elif out is None:
            views.print_findings(found, language)


def _findings(store: Workspace, codes: list[str]) -> Iterator[Finding]:
    failures = store.failures()
    for one in holdings(store, codes, doubtful_below=load_settings().ocr.review_below):
        yield from findings(one, store.originals, failures)
    if not codes:
        placed = store.dossiers.of_documents()
        yield from outside(one.name for one in store.documents() if one.id not in placed)


def _as_json(one: Finding) -> dict[str, object]:
    return {
        "dossier": one.dossier, "document": one.document, "kind": one.kind, "pages": list(one.pages),
        "message": views.vars_of(one.message), "advice": views.vars_of(one.advice),
    }  # fmt: skip
