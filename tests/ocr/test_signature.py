"""What a seal swallowed at the first look is read at a second one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pipeline.layout import arrange
from pipeline.model import Box, LineRole, Word
from pipeline.ocr import View
from pipeline.ocr.signature import look_again
from pipeline.raster import Raster
from pipeline.settings import Ocr

WIDTH, HEIGHT, DPI = 1654, 2339, 200


@dataclass
class BlockReader:
    """An engine that reads `said` of a block, and remembers the sizes of the images it was shown."""

    said: tuple[Word, ...]
    sizes: list[tuple[int, int]] = field(default_factory=list)
    name: str = "block reader"
    version: str = "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        assert (settings, page, view) == (Ocr(), 1, View.BLOCK)
        self.sizes.append((raster.width, raster.height))
        return self.said


def said(text: str, x: float, y: float, confidence: float = 0.95) -> tuple[Word, ...]:
    words = []
    for part in text.split():
        words.append(Word(part, Box(1, x, y, x + 14 * len(part), y + 28), confidence))
        x += 14 * len(part) + 14
    return tuple(words)


RECIPIENTS = (*said("Nơi nhận:", 200, 1000), *said("- Như trên;", 200, 1040), *said("- Lưu: VT.", 200, 1080))


def second_look(words: tuple[Word, ...], engine: BlockReader) -> tuple[Word, ...]:
    page = Raster(np.full((HEIGHT, WIDTH), 255, dtype=np.uint8), DPI)
    return look_again(words, arrange(words, WIDTH, HEIGHT, 1).lines, page, 1, Ocr(), engine)


def test_title_and_name_are_added_and_doubtful_words_give_way() -> None:
    first = (*RECIPIENTS, *said("rầ", 900, 1230, 0.3), *said("Mẫu", 1000, 1230, 0.9))
    right = max(word.box.x1 for word in RECIPIENTS)
    top = 1000 - 0.35 * DPI
    block = (
        *said("CHỦ TỊCH", 900 - right, 1000 - top),
        *said("Trần", 890 - right, 1230 - top),
        *said("MÂU", 1000 - right, 1230 - top),
        *said("ZQx", 900 - right, 1100 - top, 0.4),
    )
    found = second_look(first, BlockReader(block))
    lines = arrange(found, WIDTH, HEIGHT, 1).lines
    assert [line.text for line in lines if line.role is LineRole.SIGNATURE] == ["CHỦ TỊCH", "Trần Mẫu"]


def test_a_signature_that_was_read_is_not_read_again() -> None:
    engine = BlockReader(said("CHỦ", 10, 10))
    first = (*RECIPIENTS, *said("CHỦ TỊCH", 900, 1000), *said("Trần Văn Mẫu", 900, 1230))
    assert second_look(first, engine) == first
    assert not engine.sizes


def test_a_page_without_recipients_is_not_read_again() -> None:
    engine = BlockReader(said("CHỦ", 10, 10))
    first = said("Trang này chỉ có chữ của phần nội dung", 200, 900)
    assert second_look(first, engine) == first
    assert not engine.sizes
