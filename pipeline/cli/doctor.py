"""Checks of what the program stands on: programs, language data, models, fonts; and what mends each."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from pipeline import ocr, restore
from pipeline.errors import EXIT_OK, MissingProgramError, PipelineError
from pipeline.message import Message
from pipeline.settings import Settings
from pipeline.synth import fonts
from pipeline.version import __version__


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `mend` is the command that installs it; only a `needed` one fails the program."""

    name: Message
    ok: bool
    detail: str
    mend: str = ""
    needed: bool = True


def examine(settings: Settings) -> tuple[Check, ...]:
    """Look at everything that `sohoa import` needs, and at what only some commands need."""
    return (
        Check(Message("sohoa", "sohoa"), True, f"{__version__}, Python {sys.version.split()[0]}"),
        _engine(settings),
        _check(
            Message("Chương trình tesseract (chiều trang)", "The tesseract program (which way a page lies)"),
            ocr.installed_program,
            "apt-get install tesseract-ocr",
        ),
        _program(
            "pdftoppm", Message("Poppler (vẽ trang PDF)", "Poppler (draws PDF pages)"), "apt-get install poppler-utils"
        ),
        _check(Message("Mô hình sửa chữ", "Restoration models"), _models, "git checkout -- models"),
        _check(
            Message("Phông chữ đủ dấu", "Fonts with all marks"), _fonts, "apt-get install fonts-croscore", needed=False
        ),
    )


def exit_code(checks: tuple[Check, ...]) -> int:
    """Return 3 where something needed is missing, else 0."""
    return MissingProgramError.exit_code if any(check.needed and not check.ok for check in checks) else EXIT_OK


def require_programs(settings: Settings) -> None:
    """Refuse to begin where the OCR engine or what it is asked for besides is missing: pages would fail.

    Raises:
        MissingProgramError: names what to install.
    """
    _ = ocr.tesseract(settings.ocr).version  # asking for it looks for the data
    ocr.installed_program()


def _engine(settings: Settings) -> Check:
    language = settings.ocr.language
    mend = f"apt-get install tesseract-ocr tesseract-ocr-{language.replace('_', '-')}"
    return _check(
        Message(f"Tesseract ({language})", f"Tesseract ({language})"),
        lambda: ocr.tesseract(settings.ocr).version,
        mend,
    )


def _program(name: str, title: Message, mend: str) -> Check:
    path = shutil.which(name)
    return Check(title, path is not None, path or "—", mend)


def _models() -> str:
    restore.check()
    return restore.version()


def _fonts() -> str:
    return ", ".join(fonts.available())


def _check(title: Message, look: Callable[[], str], mend: str, *, needed: bool = True) -> Check:
    try:
        return Check(title, True, look(), mend, needed)
    except PipelineError as error:
        return Check(title, False, str(error.message), mend, needed)
