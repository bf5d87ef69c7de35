"""`sohoa debug-page`: what was done to a page, as pictures."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import doctor as checks
from pipeline.cli import texts
from pipeline.cli.options import option
from pipeline.message import Language
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command("debug-page", help=texts.DEBUG.in_language(language))
    def debug_page(
        file: Annotated[Path, typer.Argument(help=texts.DEBUG_FILE.in_language(language))],
        page: Annotated[int, typer.Argument(help=texts.DEBUG_PAGE.in_language(language))],
        out: Annotated[Path | None, option("--out", "-o", help=texts.DEBUG_OUT, language=language)] = None,
        no_text_layer: Annotated[bool, option("--no-text-layer", help=texts.NO_TEXT_LAYER, language=language)] = False,
        settings_file: Annotated[Path | None, option("--settings", help=texts.SETTINGS_FILE, language=language)] = None,
    ) -> None:
        from pipeline.cli.debug_page import write_debug_page  # loads OpenCV: only where it is needed

        flags = {"ingest": {"trust_text_layer": False}} if no_text_layer else {}
        settings = load_settings(settings_file, flags)
        checks.require_programs(settings)
        folder = out or Path("sohoa-debug") / f"{file.stem}-{page}"
        sys.stdout.write(f"{write_debug_page(file, page, folder, settings)}\n")
