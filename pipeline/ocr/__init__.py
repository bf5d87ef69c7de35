"""A cleaned page image to words and lines. Tesseract stands behind the `Engine` protocol."""

from pipeline.ocr.engine import Engine, View
from pipeline.ocr.marks import read_stamps
from pipeline.ocr.page import read_page
from pipeline.ocr.tesseract import Tesseract, orientation


def tesseract(language: str) -> Engine:
    """Return the engine of this process for `language` (codes joined by "+")."""
    return Tesseract(language)


__all__ = ["Engine", "Tesseract", "View", "orientation", "read_page", "read_stamps", "tesseract"]
