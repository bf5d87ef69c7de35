"""A page image made ready for OCR: orientation, slant, light, stamps, specks, dark edges. The original stays."""

from pipeline.clean.page import CleanPage, clean_page

__all__ = ["CleanPage", "clean_page"]
