"""What an OCR engine is to the pipeline."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from pipeline.model import Word
from pipeline.raster import Raster
from pipeline.settings import Ocr


class View(Enum):
    """What an image shows; it tells the engine how far to look for structure."""

    PAGE = "page"
    BLOCK = "block"
    LINE = "line"


class Engine(Protocol):
    """Reads the words of an image. One engine serves one process; its methods may be called any number of times."""

    @property
    def name(self) -> str:
        """The name of the program."""

    @property
    def version(self) -> str:
        """The version of program and language data: what a reading depends on."""

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        """Return the words of `raster`, boxes in its pixels with page number `page`, confidence 0 to 1.

        Raises:
            MissingProgramError: the engine or its language data is not installed.
            OcrError: the engine failed, or took longer than `settings.page_seconds`.
        """
