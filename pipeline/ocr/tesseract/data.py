"""Where Tesseract's language data lies, what identifies it, and what to install when it is missing."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pipeline.errors import MissingProgramError
from pipeline.message import Message

LEAST_DPI = 70
"""Tesseract takes less for a resolution that nobody gave, and guesses."""
_FOLDERS = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")


def data_folder(language: str) -> Path:
    """Return the folder where the data of all of `language` (codes joined by "+") is installed.

    Raises:
        MissingProgramError: there is none.
    """
    set_by_user = [os.environ["TESSDATA_PREFIX"]] if os.environ.get("TESSDATA_PREFIX") else []
    for folder in (*set_by_user, *_FOLDERS):
        if all(_file(Path(folder), code).is_file() for code in language.split("+")):
            return Path(folder)
    raise missing_language(language)


def data_version(language: str, folder: Path) -> str:
    """Return e.g. "vie:1a2b3c4d": each language with the first 8 digits of the SHA-256 of its data in `folder`.

    Raises:
        MissingProgramError: the data is not there.
    """
    try:
        digests = {code: hashlib.sha256(_file(folder, code).read_bytes()) for code in language.split("+")}
    except FileNotFoundError as error:
        raise missing_language(language) from error
    return " ".join(f"{code}:{digest.hexdigest()[:8]}" for code, digest in digests.items())


def _file(folder: Path, code: str) -> Path:
    return folder / f"{code}.traineddata"


def missing_program() -> MissingProgramError:
    """Return the error that says how to install Tesseract."""
    return MissingProgramError(
        Message(
            "Chưa cài tesseract. Cài bằng: sudo apt-get install tesseract-ocr tesseract-ocr-vie",
            "Tesseract is not installed. Install it with: sudo apt-get install tesseract-ocr tesseract-ocr-vie",
        )
    )


def missing_language(language: str) -> MissingProgramError:
    """Return the error that says how to install the data of `language`."""
    packages = " ".join(f"tesseract-ocr-{code.replace('_', '-')}" for code in language.split("+"))
    return MissingProgramError(
        Message(
            f"Tesseract thiếu dữ liệu ngôn ngữ {language}. Cài bằng: sudo apt-get install {packages}",
            f"Tesseract lacks the language data {language}. Install it with: sudo apt-get install {packages}",
        )
    )
