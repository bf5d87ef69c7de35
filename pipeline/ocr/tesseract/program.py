"""The `tesseract` program: a process for each reading, which cannot harm ours.

The image goes through a pipe as a raw PGM and the words come back as TSV. pytesseract serves where speed does not
matter: the version, and the orientation of a page.
"""

from __future__ import annotations

import os
import subprocess
from functools import cached_property
from pathlib import Path

import pytesseract
from PIL import Image

from pipeline.errors import OcrError
from pipeline.model import Word
from pipeline.ocr.engine import View
from pipeline.ocr.tesseract.data import LEAST_DPI, data_folder, data_version, missing_language, missing_program
from pipeline.ocr.tesseract.tsv import COLUMNS, failed, too_slow, words_of
from pipeline.raster import Raster
from pipeline.settings import Ocr

_SEGMENTATION = {View.PAGE: "3", View.BLOCK: "6", View.LINE: "7"}
_ORIENTATION_SURE = 4.0
_ORIENTATION_SECONDS = 20


class TesseractProgram:
    """The `tesseract` program with the data of `language` (codes joined by "+") in the folder `data`.

    None leaves the folder to the program, which takes what is installed with it.
    """

    name = "tesseract"

    def __init__(self, language: str, program: str = "tesseract", data: Path | None = None) -> None:
        self._language = language
        self._program = program
        self._data = data

    @cached_property
    def version(self) -> str:
        """Versions of program and language data, e.g. "5.3.0 vie:1a2b3c4d" (SHA-256 of the data, 8 digits)."""
        program = installed_program(self._program)
        folder = self._data if self._data is not None else data_folder(self._language)
        return f"{program} {data_version(self._language, folder)}"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        """See `Engine.words`."""
        command = [
            self._program, "stdin", "stdout", "--psm", _SEGMENTATION[view], "-l", self._language,
            "--dpi", str(max(LEAST_DPI, raster.dpi)), "-c", "tessedit_create_tsv=1",
        ]  # fmt: skip
        if self._data is not None:
            command += ["--tessdata-dir", str(self._data)]
        head, _, table = self._run(command, as_pgm(raster), settings.page_seconds, page).partition("\n")
        if head.split("\t") != list(COLUMNS):
            raise OcrError(failed(page, "the output is not a table of words"))
        return tuple(words_of(table, page))

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
            raise OcrError(too_slow(page, seconds)) from error
        except OSError as error:
            raise OcrError(failed(page, str(error))) from error
        if done.returncode != 0:
            complaint = done.stderr.decode("utf-8", "replace").strip()
            if "traineddata" in complaint or "load any languages" in complaint:
                raise missing_language(self._language)
            last = complaint.splitlines()[-1] if complaint else f"exit {done.returncode}"
            raise OcrError(failed(page, last))
        try:
            return done.stdout.decode("utf-8")
        except UnicodeDecodeError as error:
            raise OcrError(failed(page, "the output is not UTF-8")) from error


def as_pgm(raster: Raster) -> bytes:
    """Return the grey `raster` as a binary PGM, which costs nothing to write."""
    return f"P5 {raster.width} {raster.height} 255\n".encode("ascii") + raster.pixels.tobytes()


def installed_program(program: str = "tesseract") -> str:
    """Return the version of the installed program.

    Raises:
        MissingProgramError: it is not installed.
    """
    before, pytesseract.pytesseract.tesseract_cmd = pytesseract.pytesseract.tesseract_cmd, program
    try:
        return str(pytesseract.get_tesseract_version())
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise missing_program() from error
    finally:
        pytesseract.pytesseract.tesseract_cmd = before  # it is global, and others use it


def orientation(raster: Raster) -> int | None:
    """Return the clockwise turn that puts the grey `raster` upright, as Tesseract's OSD sees it; None if unsure.

    For pages whose lines alone do not tell.

    Raises:
        MissingProgramError: Tesseract is not installed.
    """
    image = Image.fromarray(raster.pixels)
    try:
        found = pytesseract.image_to_osd(
            image, config=f"--dpi {max(LEAST_DPI, raster.dpi)}", timeout=_ORIENTATION_SECONDS, output_type="dict"
        )
    except pytesseract.TesseractNotFoundError as error:
        raise missing_program() from error
    except (pytesseract.TesseractError, RuntimeError):
        return None  # too few letters, or no OSD data: it cannot tell
    return int(found["rotate"]) if float(found["orientation_conf"]) >= _ORIENTATION_SURE else None
