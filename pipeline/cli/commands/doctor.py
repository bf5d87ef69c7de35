"""`sohoa doctor`: what is missing on this machine."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from typing import Annotated

import typer

from pipeline.cli import doctor as checks
from pipeline.cli import texts, views
from pipeline.cli.options import json_option, print_json
from pipeline.message import Language
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.DOCTOR.in_language(language))
    def doctor(as_json: Annotated[bool, json_option(language)] = False) -> None:
        found = checks.examine(load_settings())
        if as_json:
            print_json([asdict(check) for check in found])
        else:
            views.print_checks(found, language)
        raise typer.Exit(checks.exit_code(found))
