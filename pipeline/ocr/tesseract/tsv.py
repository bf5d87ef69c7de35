"""Tesseract's table of words (TSV) to our words."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from pipeline.errors import OcrError
from pipeline.language import nfc
from pipeline.message import Message
from pipeline.model import Box, Word

COLUMNS = (
    "level", "page_num", "block_num", "par_num", "line_num", "word_num",
    "left", "top", "width", "height", "conf", "text",
)  # fmt: skip
_WORD_LEVEL = "5"
_PER_MILLE = re.compile(r"%[oø0](?=\W*$)")  # Debian's Vietnamese data has no ‰
SAME_LOOK = str.maketrans({"Ð": "Đ", "ð": "đ"})
"""The Vietnamese data was taught with eth among the letters."""


def words_of(tsv: str, page: int) -> Iterator[Word]:
    """Yield the words of Tesseract's TSV `tsv`, which has no head, with page number `page`.

    Raises:
        OcrError: the text is not such a table.
    """
    try:
        for row in csv.reader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
            # a word may be empty, and a row without text may end with its confidence
            cell = dict(zip(COLUMNS, [*row, ""] if len(row) == len(COLUMNS) - 1 else row, strict=True))
            text = _PER_MILLE.sub("‰", nfc(cell["text"].strip()).translate(SAME_LOOK))
            if cell["level"] != _WORD_LEVEL or not text:
                continue
            x, y = float(cell["left"]), float(cell["top"])
            box = Box(page, x, y, x + float(cell["width"]), y + float(cell["height"]))
            yield Word(text, box, round(min(1.0, max(0.0, float(cell["conf"]) / 100)), 4))
    except ValueError as error:
        raise OcrError(failed(page, "the output is not a table of words")) from error


def failed(page: int, why: str) -> Message:
    """Return what a person is told when Tesseract failed on a page."""
    return Message(
        f"Trang {page}: chương trình tesseract báo lỗi: {why}. Kiểm tra bằng `sohoa doctor`.",
        f"Page {page}: tesseract failed: {why}. Check with `sohoa doctor`.",
    )


def too_slow(page: int, seconds: float) -> Message:
    """Return what a person is told when Tesseract ran out of time on a page."""
    return Message(
        f"Trang {page}: nhận dạng chữ quá {seconds:g} giây. Tăng ocr.page_seconds nếu trang thật sự lớn.",
        f"Page {page}: OCR took longer than {seconds:g} seconds. Raise ocr.page_seconds for a large page.",
    )
