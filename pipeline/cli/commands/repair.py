"""`sohoa repair`: a garbled or unaccented text gets its words back."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import texts
from pipeline.cli.options import option
from pipeline.errors import UsageError
from pipeline.message import Language, Message
from pipeline.settings import Settings, load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.REPAIR.in_language(language))
    def repair(
        file: Annotated[Path | None, typer.Argument()] = None,
        out: Annotated[Path | None, option("--out", "-o", help=texts.OUT_FILE, language=language)] = None,
        regime: Annotated[str, option("--regime", help=texts.REGIME, language=language)] = "auto",
        words: Annotated[Path | None, option("--words", help=texts.WORDS, language=language)] = None,
    ) -> None:
        from pipeline.encodings import decode
        from pipeline.restore import repair_text  # loads the models: only where they are needed

        flags = {"regime": regime} | ({"words": words} if words else {})
        settings: Settings = load_settings(None, {"restore": flags})
        data = sys.stdin.buffer.read() if file is None or str(file) == "-" else _read(file)
        repaired = repair_text(decode(data).text, settings.restore)
        if out is None:
            sys.stdout.write(repaired)
        else:
            _write(out, repaired)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            Message(f"Không đọc được {file}: {error.strerror}.", f"Cannot read {file}: {error.strerror}.")
        ) from error


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise UsageError(
            Message(f"Không ghi được {file}: {error.strerror}.", f"Cannot write {file}: {error.strerror}.")
        ) from error
