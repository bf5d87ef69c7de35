"""`sohoa settings`: all settings as they stand."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import texts, views
from pipeline.cli.options import json_option, option, print_json
from pipeline.message import Language
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.SETTINGS.in_language(language))
    def settings(
        settings_file: Annotated[Path | None, option("--settings", help=texts.SETTINGS_FILE, language=language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        tree = load_settings(settings_file)
        if as_json:
            print_json(tree.model_dump(mode="json"))
        else:
            views.print_settings(tree, language)
