"""`sohoa check-signature`: do the digital signatures of a PDF hold, and are its pages those that were sent out?"""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import pdf_texts as texts
from pipeline.cli.options import json_option, option, print_json
from pipeline.errors import UsageError
from pipeline.message import Language, Message
from pipeline.signatures import Returned, check_returned, load_trusted, told


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command("check-signature", help=texts.CHECK_SIGNATURE.in_language(language))
    def check(
        file: Annotated[Path, typer.Argument(help=texts.SIGNED_FILE.in_language(language))],
        sent: Annotated[Path | None, option("--of", help=texts.SENT, language=language)] = None,
        trust: Annotated[list[Path] | None, option("--trust", help=texts.TRUST, language=language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        for path in (file, sent or file):
            if not path.is_file():
                raise UsageError(Message(f"Không có tệp {path}.", f"There is no file {path}."))
        found = check_returned(file, sent or file, load_trusted(trust) if trust else None)
        if as_json:
            print_json(asdict(found) | {"is_good": found.is_good})
        else:
            sys.stdout.write("\n".join(_told(found, language, is_compared=sent is not None)) + "\n")
        raise typer.Exit(0 if found.is_good else 1)


def _told(found: Returned, language: Language, *, is_compared: bool) -> list[str]:
    lines = [told(one).in_language(language) for one in found.signatures]
    lines = lines or [texts.NO_SIGNATURE.in_language(language)]
    if is_compared and found.differing:
        pages = ", ".join(map(str, found.differing))
        lines.append(texts.OTHER_PAGES.in_language(language).format(pages=pages))
    elif is_compared:
        lines.append(texts.SAME_PAGES.in_language(language))
    return lines
