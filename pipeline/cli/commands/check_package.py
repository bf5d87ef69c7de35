"""`sohoa check-package`: whether packages, ours or others', keep the rules of Thông tư 05/2025/TT-BNV."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from pathlib import Path
from typing import Annotated

import typer

from pipeline.archive.check import check_package as check
from pipeline.cli import archive_texts as texts
from pipeline.cli import archive_view as views
from pipeline.cli.options import json_option, option, print_json
from pipeline.message import Language
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command("check-package", help=texts.CHECK_PACKAGE.in_language(language))
    def check_package(
        paths: Annotated[list[Path], typer.Argument(help=texts.CHECK_PATHS.in_language(language))],
        schemas: Annotated[Path | None, option("--schemas", help=texts.SCHEMAS, language=language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        settings = load_settings()
        reports = [check(path, limits=settings.limits, schemas=schemas or settings.archive.schemas) for path in paths]
        if as_json:
            print_json(
                [
                    {
                        "path": str(one.path), "valid": one.is_valid, "kind": one.kind, "object_id": one.object_id,
                        "documents": one.documents, "faults": [views.fault_json(fault) for fault in one.faults],
                    }
                    for one in reports
                ]
            )  # fmt: skip
        else:
            for one in reports:
                views.print_check(one, language)
        raise typer.Exit(0 if all(one.is_valid for one in reports) else 1)
