"""`sohoa confirm`, `sohoa reject`: say that entries of the queue are right as they stand, or no such thing."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import review_texts as texts
from pipeline.cli import review_view
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    who_option,
    whoever,
    workspace_option,
)
from pipeline.desk import Desk, Waiting, find_waiting
from pipeline.message import Language
from pipeline.model import Correction
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the commands to `app`, their help in `language`."""

    @app.command(help=texts.CONFIRM.in_language(language))
    def confirm(
        entries: Annotated[list[str], typer.Argument(help=texts.ENTRIES.in_language(language))],
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        who: Annotated[str | None, who_option(language)] = None,
    ) -> None:
        _decide(workspace, entries, who, language, lambda desk, one: desk.confirm(one))

    @app.command(help=texts.REJECT.in_language(language))
    def reject(
        entries: Annotated[list[str], typer.Argument(help=texts.ENTRIES.in_language(language))],
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        who: Annotated[str | None, who_option(language)] = None,
    ) -> None:
        _decide(workspace, entries, who, language, lambda desk, one: desk.reject(one))


def _decide(
    workspace: Path,
    entries: Sequence[str],
    who: str | None,
    language: Language,
    decide: Callable[[Desk, Waiting], tuple[Correction, ...]],
) -> None:
    with existing_workspace(workspace) as store:
        desk = Desk(store, load_settings(), whoever(who))
        found = [find_waiting(store, desk.settings, entry) for entry in entries]
        for one in found:
            review_view.print_made(decide(desk, one), language)
