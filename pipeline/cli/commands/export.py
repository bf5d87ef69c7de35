"""`sohoa export`: the documents of a workspace as files of a format."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import texts, views
from pipeline.cli.options import DEFAULT_WORKSPACE, existing_workspace, option, workspace_option
from pipeline.export import export
from pipeline.message import Language


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command("export", help=texts.EXPORT.in_language(language))
    def export_(
        out: Annotated[Path, option("--out", "-o", help=texts.OUT_FOLDER, language=language)],
        file_format: Annotated[str, option("--format", "-f", help=texts.FORMAT, language=language)] = "json",
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
    ) -> None:
        with existing_workspace(workspace) as store:
            written = export(store, file_format, out)
        views.print_written(written, out, language)
