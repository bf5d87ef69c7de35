"""`sohoa backup` and `sohoa restore`: a copy of a workspace, and a workspace of a copy."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.cli import batch_texts, batch_view
from pipeline.cli.options import DEFAULT_WORKSPACE, existing_workspace, option, workspace_option
from pipeline.message import Language
from pipeline.store import restore_backup


def add(app: typer.Typer, language: Language) -> None:
    """Add the commands to `app`, their help in `language`."""

    @app.command(help=batch_texts.BACKUP.in_language(language))
    def backup(
        out: Annotated[Path, typer.Argument(help=batch_texts.BACKUP_OUT.in_language(language))],
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        no_cache: Annotated[bool, option("--no-cache", help=batch_texts.NO_CACHE, language=language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store, Console(stderr=True).status("") as status:
            copied = store.back_up(out, cache=not no_cache, tell=lambda count: status.update(str(count)))
        batch_view.print_copied(copied, language)

    @app.command(help=batch_texts.RESTORE.in_language(language))
    def restore(
        backup: Annotated[Path, typer.Argument(help=batch_texts.RESTORE_FROM.in_language(language))],
        folder: Annotated[Path, typer.Argument(help=batch_texts.RESTORE_TO.in_language(language))],
    ) -> None:
        with Console(stderr=True).status("") as status:
            copied = restore_backup(backup, folder, lambda count: status.update(str(count)))
        batch_view.print_copied(copied, language)
