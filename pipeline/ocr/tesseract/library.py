"""Tesseract as a library in this process (tesserocr): nothing is started, written or loaded again for a reading.

A page that crashes it takes the process along; the pool of workers (`run.pool`) finds the page and goes on without it.
"""

from __future__ import annotations

import os
import threading
from functools import cached_property
from pathlib import Path

import tesserocr

from pipeline.errors import OcrError
from pipeline.model import Word
from pipeline.ocr.engine import View
from pipeline.ocr.tesseract.data import LEAST_DPI, data_folder, data_version, missing_language
from pipeline.ocr.tesseract.tsv import failed, too_slow, words_of
from pipeline.raster import Raster
from pipeline.settings import Ocr

_SEGMENTATION = {
    View.PAGE: tesserocr.PSM.AUTO,
    View.BLOCK: tesserocr.PSM.SINGLE_BLOCK,
    View.LINE: tesserocr.PSM.SINGLE_LINE,
}

tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)  # it talks of boxes beside the page


class TesseractLibrary:
    """Tesseract in process, with the data of `language` (codes joined by "+") in `data`, or else where it is installed.

    May be used from several threads, which then wait for one another.
    """

    name = "tesseract"

    def __init__(self, language: str, data: Path | None = None) -> None:
        self._language = language
        self._data = data
        self._lock = threading.Lock()

    @cached_property
    def version(self) -> str:
        """Versions of library and language data, e.g. "5.5.4 vie:1a2b3c4d" (SHA-256 of the data, 8 digits)."""
        library = tesserocr.tesseract_version().split()[1]
        return f"{library} {data_version(self._language, self._folder)}"

    @cached_property
    def _folder(self) -> Path:
        return self._data if self._data is not None else data_folder(self._language)

    @cached_property
    def _api(self) -> tesserocr.PyTessBaseAPI:
        try:
            api = tesserocr.PyTessBaseAPI(path=str(self._folder), lang=self._language)
        except RuntimeError as error:
            raise missing_language(self._language) from error
        api.SetVariable("debug_file", os.devnull)  # it talks of empty pages and of diacritics
        return api

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        """See `Engine.words`."""
        with self._lock:
            return tuple(words_of(self._table(raster, settings.page_seconds, page, view), page))

    def _table(self, raster: Raster, seconds: float, page: int, view: View) -> str:
        api = self._api
        try:
            api.SetPageSegMode(_SEGMENTATION[view])
            api.SetImageBytes(raster.pixels.tobytes(), raster.width, raster.height, 1, raster.width)
            api.SetSourceResolution(max(LEAST_DPI, raster.dpi))
            if not api.Recognize(round(seconds * 1000)):
                raise OcrError(too_slow(page, seconds))
            return str(api.GetTSVText(0))
        except RuntimeError as error:
            raise OcrError(failed(page, str(error))) from error
        finally:
            api.Clear()
