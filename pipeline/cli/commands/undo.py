"""`sohoa undo`: take back a correction."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import review_texts as texts
from pipeline.cli import review_view
from pipeline.cli.options import DEFAULT_WORKSPACE, existing_workspace, who_option, whoever, workspace_option
from pipeline.desk import Desk
from pipeline.message import Language
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.UNDO.in_language(language))
    def undo(
        number: Annotated[int | None, typer.Argument(help=texts.NUMBER.in_language(language))] = None,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        who: Annotated[str | None, who_option(language)] = None,
    ) -> None:
        with existing_workspace(workspace) as store:
            undone = Desk(store, load_settings(), whoever(who)).undo(number)
        review_view.print_undone(undone, language)
