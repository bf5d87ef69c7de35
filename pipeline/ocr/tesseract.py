"""Tesseract behind the engine protocol: the only place that knows the program.

The image goes through a pipe as a raw PGM and the words come back as TSV. Measured on an A4 page at 300 dpi, the
pipe saves the 0.15 s that pytesseract spends on writing a PNG file; pytesseract serves where speed does not
matter: versions, languages, and the orientation of a page.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytesseract
from PIL import Image

from pipeline.errors import MissingProgramError, OcrError
from pipeline.language import nfc
from pipeline.message import Message
from pipeline.model import Box, Word
from pipeline.ocr.engine import View
from pipeline.raster import Raster
from pipeline.settings import Ocr

_SEGMENTATION = {View.PAGE: "3", View.BLOCK: "6", View.LINE: "7"}
_WORD_LEVEL = "5"
SAME_LOOK = str.maketrans({"Ð": "Đ", "ð": "đ"})
"""The Vietnamese data was taught with eth among the letters."""
_PER_MILLE = re.compile(r"%[oø0](?=\W*$)")  # the Vietnamese data has no ‰
_DATA_FOLDERS = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
_ORIENTATION_SURE = 4.0
_ORIENTATION_SECONDS = 20


class Tesseract:
    """The `tesseract` program with the language data `language` (codes joined by "+").

    `data` is the folder of the language data; None leaves it to the program, which takes what is installed with it.
    """

    name = "tesseract"

    def __init__(self, language: str, program: str = "tesseract", data: Path | None = None) -> None:
        self._language = language
        self._program = program
        self._data = data

    @cached_property
    def version(self) -> str:
        """Versions of program and language data, e.g. "5.3.0 vie:1a2b3c4d" (SHA-256 of the data, 8 digits)."""
        pytesseract.pytesseract.tesseract_cmd = self._program
        try:
            program = str(pytesseract.get_tesseract_version())
        except (pytesseract.TesseractNotFoundError, SystemExit) as error:
            raise missing_program() from error
        digests = (f"{code}:{_data_digest(code, self._data)}" for code in self._language.split("+"))
        return " ".join([program, *digests])

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        """See `Engine.words`."""
        command = [
            self._program, "stdin", "stdout", "--psm", _SEGMENTATION[view], "-l", self._language,
            "--dpi", str(max(70, raster.dpi)), "-c", "tessedit_create_tsv=1",
        ]  # fmt: skip
        if self._data is not None:
            command += ["--tessdata-dir", str(self._data)]
        return tuple(_parse(self._run(command, as_pgm(raster), settings.page_seconds, page), page))

    def _run(self, command: list[str], image: bytes, seconds: float, page: int) -> str:
        try:
            done = subprocess.run(
                command,
                input=image,
                capture_output=True,
                timeout=seconds,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except FileNotFoundError as error:
            raise missing_program() from error
        except subprocess.TimeoutExpired as error:
            raise OcrError(
                Message(
                    f"Trang {page}: nhận dạng chữ quá {seconds:g} giây. Tăng ocr.page_seconds nếu trang thật sự lớn.",
                    f"Page {page}: OCR took longer than {seconds:g} seconds. Raise ocr.page_seconds for a large page.",
                )
            ) from error
        except OSError as error:
            raise OcrError(_failed(page, str(error))) from error
        if done.returncode != 0:
            complaint = done.stderr.decode("utf-8", "replace").strip()
            if "traineddata" in complaint or "load any languages" in complaint:
                raise missing_language(self._language)
            last = complaint.splitlines()[-1] if complaint else f"exit {done.returncode}"
            raise OcrError(_failed(page, last))
        try:
            return done.stdout.decode("utf-8")
        except UnicodeDecodeError as error:
            raise OcrError(_failed(page, "the output is not UTF-8")) from error


def as_pgm(raster: Raster) -> bytes:
    """Return the grey `raster` as a binary PGM, which costs nothing to write."""
    return f"P5 {raster.width} {raster.height} 255\n".encode("ascii") + raster.pixels.tobytes()


def _parse(tsv: str, page: int) -> Iterator[Word]:
    """Return the words of Tesseract's TSV.

    Raises:
        OcrError: the text is not such a table.
    """
    rows = csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        for row in rows:
            if row["level"] != _WORD_LEVEL:
                continue
            text = _PER_MILLE.sub("‰", nfc(row["text"].strip()).translate(SAME_LOOK))
            if not text:
                continue
            x, y = float(row["left"]), float(row["top"])
            box = Box(page, x, y, x + float(row["width"]), y + float(row["height"]))
            yield Word(text, box, round(min(1.0, max(0.0, float(row["conf"]) / 100)), 4))
    except (AttributeError, KeyError, ValueError, TypeError) as error:
        raise OcrError(_failed(page, "the output is not a table of words")) from error
    if rows.fieldnames is None or "level" not in rows.fieldnames:
        raise OcrError(_failed(page, "the output is not a table of words"))


def _failed(page: int, why: str) -> Message:
    return Message(
        f"Trang {page}: chương trình tesseract báo lỗi: {why}. Kiểm tra bằng `sohoa doctor`.",
        f"Page {page}: tesseract failed: {why}. Check with `sohoa doctor`.",
    )


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


def _data_digest(code: str, folder: Path | None) -> str:
    """Return the first 8 digits of the SHA-256 of the data of one language, from `folder` or where it is installed.

    Raises:
        MissingProgramError: it is not installed.
    """
    set_by_user = [os.environ["TESSDATA_PREFIX"]] if os.environ.get("TESSDATA_PREFIX") else []
    for place in (folder,) if folder is not None else (*set_by_user, *_DATA_FOLDERS):
        file = Path(place) / f"{code}.traineddata"
        if file.is_file():
            return hashlib.sha256(file.read_bytes()).hexdigest()[:8]
    raise missing_language(code)


def orientation(raster: Raster) -> int | None:
    """Return the clockwise turn that puts the grey `raster` upright, as Tesseract's OSD sees it; None if unsure.

    For pages whose lines alone do not tell.

    Raises:
        MissingProgramError: Tesseract is not installed.
    """
    image = Image.fromarray(raster.pixels)
    try:
        found = pytesseract.image_to_osd(
            image, config=f"--dpi {max(70, raster.dpi)}", timeout=_ORIENTATION_SECONDS, output_type="dict"
        )
    except pytesseract.TesseractNotFoundError as error:
        raise missing_program() from error
    except (pytesseract.TesseractError, RuntimeError):
        return None  # too few letters, or no OSD data: it cannot tell
    return int(found["rotate"]) if float(found["orientation_conf"]) >= _ORIENTATION_SURE else None
