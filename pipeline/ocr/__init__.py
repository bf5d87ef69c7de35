"""A cleaned page image to words and lines. Tesseract stands behind the `Engine` protocol."""

from pipeline.ocr.engine import Engine, View
from pipeline.ocr.marks import find_secrecy, read_stamps
from pipeline.ocr.page import read_page
from pipeline.ocr.tesseract import TesseractLibrary, TesseractProgram, installed_program, orientation
from pipeline.ocr.turning import turn_by_reading
from pipeline.resources import models_folder
from pipeline.settings import Ocr


def tesseract(settings: Ocr) -> Engine:
    """Return a new engine for the language of `settings`.

    With `data` "sohoa" it reads with the data that the program carries, where that has every language asked for;
    else with what is installed.
    """
    carried = models_folder() / "tesseract"
    is_carried = all((carried / f"{code}.traineddata").is_file() for code in settings.language.split("+"))
    folder = carried if settings.data == "sohoa" and is_carried else None
    if settings.engine == "program":
        return TesseractProgram(settings.language, data=folder)
    return TesseractLibrary(settings.language, folder)


__all__ = [
    "Engine",
    "TesseractLibrary",
    "TesseractProgram",
    "View",
    "find_secrecy",
    "installed_program",
    "orientation",
    "read_page",
    "read_stamps",
    "tesseract",
    "turn_by_reading",
]
