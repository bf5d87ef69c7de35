"""A cleaned page image to words and lines. Tesseract stands behind the `Engine` protocol."""

from pipeline.ocr.engine import Engine, View
from pipeline.ocr.marks import read_stamps
from pipeline.ocr.page import read_page
from pipeline.ocr.tesseract import Tesseract, orientation
from pipeline.resources import models_folder
from pipeline.settings import OcrData


def tesseract(language: str, data: OcrData = "sohoa") -> Engine:
    """Return the engine of this process for `language` (codes joined by "+").

    With `data` "sohoa" it reads with the data that the program carries, where that has every language asked for;
    else with what is installed.
    """
    carried = models_folder() / "tesseract"
    is_carried = all((carried / f"{code}.traineddata").is_file() for code in language.split("+"))
    return Tesseract(language, data=carried if data == "sohoa" and is_carried else None)


__all__ = ["Engine", "Tesseract", "View", "orientation", "read_page", "read_stamps", "tesseract"]
