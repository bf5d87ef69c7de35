"""`sohoa correct`: put right what the queue, a field of the header or words of a document have wrong."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import review_texts as texts
from pipeline.cli import review_view
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    who_option,
    whoever,
    workspace_option,
)
from pipeline.desk import Desk, find_waiting
from pipeline.message import Language
from pipeline.model import Correction
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.CORRECT.in_language(language))
    def correct(
        where: Annotated[str, typer.Argument(help=texts.WHERE.in_language(language))],
        value: Annotated[str, typer.Argument(help=texts.VALUE.in_language(language))],
        field: Annotated[str | None, option("--field", "-f", help=texts.FIELD, language=language)] = None,
        word: Annotated[str | None, option("--word", help=texts.WORD, language=language)] = None,
        page: Annotated[int | None, option("--page", "-p", help=texts.PAGE, language=language, min=1)] = None,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        who: Annotated[str | None, who_option(language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            desk = Desk(store, load_settings(), whoever(who))
            made = _made(desk, where, value, field, word, page)
            alike = [(one, len(desk.like_cases(one))) for one in made]
        if as_json:
            print_json([asdict(one) | {"like_cases": count} for one, count in alike])
            return
        review_view.print_made(made, language)
        for one, count in alike:
            review_view.print_offer(one, count, language)


def _made(
    desk: Desk, where: str, value: str, field: str | None, word: str | None, page: int | None
) -> tuple[Correction, ...]:
    if word is not None:
        return desk.correct_words(where, word, value, page)
    if field is not None and not desk.is_waiting(where):
        return desk.correct_field(where, field, value)
    return desk.correct(find_waiting(desk.workspace, desk.settings, where), value, field)
