"""`sohoa like`: what may be corrected as an earlier correction was; all of it with --apply-to-all."""

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
from pipeline.desk import Desk
from pipeline.message import Language
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.LIKE.in_language(language))
    def like(
        number: Annotated[int, typer.Argument(help=texts.NUMBER.in_language(language))],
        apply_to_all: Annotated[bool, option("--apply-to-all", help=texts.APPLY, language=language)] = False,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        who: Annotated[str | None, who_option(language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            desk = Desk(store, load_settings(), whoever(who))
            cases = desk.like_cases(desk.get(number))
            made = desk.make_alike(cases) if apply_to_all and cases else ()
        if as_json:
            print_json([asdict(case) for case in cases])
            return
        review_view.print_like(cases, language)
        if made:
            review_view.print_made(made, language)
        elif cases:
            typer.echo(texts.NOT_MADE.in_language(language))
