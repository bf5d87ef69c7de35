"""`sohoa export`: the documents of a workspace as files of one format or several."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import texts, views
from pipeline.cli.choice import Choice, chosen_names
from pipeline.cli.options import DEFAULT_WORKSPACE, existing_workspace, option, workspace_option
from pipeline.export import Selection, chosen_formats, export, write_manifest
from pipeline.message import Language
from pipeline.personal import mask_record


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command("export", help=texts.EXPORT.in_language(language))
    def export_(
        out: Annotated[Path, option("--out", "-o", help=texts.OUT_FOLDER, language=language)],
        file_format: Annotated[
            list[str] | None, option("--format", "-f", help=texts.FORMAT, language=language, show_default="json")
        ] = None,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        doc: Annotated[list[str] | None, option("--doc", "-d", help=texts.EXPORT_DOC, language=language)] = None,
        doc_type: Annotated[str | None, option("--type", help=texts.EXPORT_TYPE, language=language)] = None,
        since: Annotated[str | None, option("--since", help=texts.EXPORT_SINCE, language=language)] = None,
        until: Annotated[str | None, option("--until", help=texts.EXPORT_UNTIL, language=language)] = None,
        mask: Annotated[bool, option("--mask", help=texts.EXPORT_MASK, language=language)] = False,
        manifest: Annotated[bool, option("--manifest", help=texts.EXPORT_MANIFEST, language=language)] = False,
    ) -> None:
        formats = chosen_formats(file_format or ["json"])
        choice = Choice(tuple(doc or ()), doc_type, since, until)
        with existing_workspace(workspace) as store:
            documents = Selection(store, chosen_names(store, choice), mask_record if mask else None)
            in_turn = sorted(formats, key=lambda name: name == "xlsx")  # the workbook leads to files of the others
            written = [path for name in in_turn for path in export(documents, name, out)]
        if manifest:
            written.append(write_manifest(out, formats, written))
        views.print_written(written, out, language)
