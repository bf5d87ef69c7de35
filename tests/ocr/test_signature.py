"""What a seal swallowed, or a pen crossed, at the first look is read at a second one."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from pipeline.layout import arrange
from pipeline.model import Box, LineRole, Mark, MarkKind, Word
from pipeline.ocr import View
from pipeline.ocr.signature import look_again
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

WIDTH, HEIGHT, DPI = 1654, 2339, 200
RIM = 15


@dataclass
class Reader:
    """An engine that reads `block` of a block and the next of `rows` of a line; it remembers what it was shown."""

    block: tuple[Word, ...] = ()
    rows: list[tuple[Word, ...]] = field(default_factory=list)
    shown: list[tuple[View, Pixels]] = field(default_factory=list)
    name: str = "reader"
    version: str = "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        assert (settings, page) == (Ocr(), 1)
        self.shown.append((view, raster.pixels))
        if view is View.BLOCK:
            return self.block
        return self.rows.pop(0) if self.rows else ()


def said(text: str, x: float, y: float, confidence: float = 0.95) -> tuple[Word, ...]:
    words = []
    for part in text.split():
        words.append(Word(part, Box(1, x, y, x + 14 * len(part), y + 28), confidence))
        x += 14 * len(part) + 14
    return tuple(words)


RECIPIENTS = (*said("Nơi nhận:", 200, 1000), *said("- Như trên;", 200, 1040), *said("- Lưu: VT.", 200, 1080))
TITLE = said("CHỦ TỊCH", 900, 1000)


def second_look(words: tuple[Word, ...], engine: Reader, seals: tuple[Mark, ...] = ()) -> tuple[Word, ...]:
    page = Raster(np.full((HEIGHT, WIDTH), 255, dtype=np.uint8), DPI)
    for seal in seals:
        assert seal.box
        centre = round((seal.box.x0 + seal.box.x1) / 2), round((seal.box.y0 + seal.box.y1) / 2)
        cv2.circle(page.pixels, centre, 130, 0, 8)
    return look_again(words, arrange(words, WIDTH, HEIGHT, 1).lines, page, 1, Ocr(), engine, seals)


def signature(words: tuple[Word, ...]) -> list[str]:
    return [line.text for line in arrange(words, WIDTH, HEIGHT, 1).lines if line.role is LineRole.SIGNATURE]


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
    engine = Reader(block)
    assert signature(second_look(first, engine)) == ["CHỦ TỊCH", "Trần Mẫu"]
    assert [view for view, _ in engine.shown].count(View.BLOCK) == 1


def test_a_doubtful_name_is_read_again_as_a_line() -> None:
    first = (*RECIPIENTS, *TITLE, *said("Trân Văn Mẫu", 900, 1230, 0.8))
    x = 900 - 3.6 * 28
    better = said("Trần Văn Mẫu", RIM + 900 - x, RIM + 0.4 * 28, 0.96)
    engine = Reader(rows=[better])
    found = second_look(first, engine)
    assert signature(found) == ["CHỦ TỊCH", "Trần Văn Mẫu"]
    assert {view for view, _ in engine.shown} == {View.LINE}


def test_a_name_that_a_seal_cut_is_completed() -> None:
    seal = Mark(MarkKind.SEAL, Box(1, 680, 990, 960, 1270))
    first = (*RECIPIENTS, *TITLE, *said("rần", 910, 1230, 0.6), *said("Văn Mẫu", 966, 1230, 0.96))
    left = 910 - 3.6 * 28
    better = said("Trần Văn Mẫu", RIM + 896 - left, RIM + 0.4 * 28, 0.95)
    engine = Reader(rows=[better])
    assert "Trần Văn Mẫu" in signature(second_look(first, engine, (seal,)))
    assert engine.shown[0][1].min() == 255  # the seal is painted over


def test_what_is_no_name_or_not_believed_is_not_taken() -> None:
    first = (*RECIPIENTS, *TITLE, *said("Trần Văn Mẫu", 900, 1230, 0.9))
    at = RIM + 3.6 * 28, RIM + 0.4 * 28
    for wrong in (said("Phòng Văn Mẫu", *at, 0.97), said("Trần Văn Hậu", *at, 0.6), said("Xqz", *at, 0.97), ()):
        assert second_look(first, Reader(rows=[wrong])) == first


def test_strokes_of_the_pen_leave_the_name() -> None:
    first = (*RECIPIENTS, *TITLE, *said("Nguyễn", 900, 1230), *said("YzÄ", 998, 1230, 0.7), *said("Mẫu", 1054, 1230))
    assert signature(second_look(first, Reader())) == ["CHỦ TỊCH", "Nguyễn Mẫu"]


def test_a_sure_title_is_not_read_again() -> None:
    engine = Reader()
    first = (*RECIPIENTS, *TITLE, *said("Trần Văn Mẫu", 900, 1230))
    assert second_look(first, engine) == first
    assert all(pixels.shape[0] < 0.5 * DPI for _, pixels in engine.shown)  # lines only
    assert len(engine.shown) <= 2


def test_a_name_that_is_surely_whole_and_plain_text_are_not_read_again() -> None:
    engine = Reader()
    words = (*RECIPIENTS, *TITLE, *said("Trần Văn Mẫu", 900, 1230, 0.97), *said("thực hiện", 900, 1330, 0.9))
    assert second_look(words, engine) == words
    assert not engine.shown
    short = (*RECIPIENTS, *TITLE, *said("Trần Mẫu", 900, 1230, 0.97))
    second_look(short, engine)
    assert engine.shown, "a name of two words may have lost the first"


def test_no_part_of_a_page_is_shown_twice() -> None:
    engine = Reader()
    far = Mark(MarkKind.SEAL, Box(1, 100, 2000, 360, 2260))
    second_look((*RECIPIENTS, *TITLE, *said("rần Mẫu", 900, 1230, 0.6)), engine, (far,))
    shown = [pixels for view, pixels in engine.shown if view is View.LINE]
    assert shown
    assert not any(np.array_equal(one, other) for at, one in enumerate(shown) for other in shown[at + 1 :])


def test_a_page_without_signature_is_not_read_again() -> None:
    engine = Reader(said("CHỦ", 10, 10))
    first = said("Trang này chỉ có chữ của phần nội dung", 200, 900)
    assert second_look(first, engine) == first
    assert not engine.shown
