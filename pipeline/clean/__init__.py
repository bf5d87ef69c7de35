"""A page image made ready for OCR: orientation, slant, light, stamps, specks, dark edges. The original stays."""

from pipeline.clean.page import CleanPage, Watch, clean_page

__all__ = ["CleanPage", "Watch", "clean_page"]
