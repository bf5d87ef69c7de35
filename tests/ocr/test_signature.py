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
    first = (*RECIPIENTS, *TITLE, *said("Nguyễn", 900, 1230), *said("YzÄ", 958, 1230, 0.7), *said("Mẫu", 1014, 1230))
    assert signature(second_look(first, Reader())) == ["CHỦ TỊCH", "Nguyễn Mẫu"]


def test_a_word_that_was_not_read_does_not_leave_the_middle_of_a_name() -> None:
    first = (*RECIPIENTS, *TITLE, *said("Nguyễn", 900, 1230), *said("YzÄ", 998, 1230, 0.7), *said("Mẫu", 1054, 1230))
    assert signature(second_look(first, Reader())) == ["CHỦ TỊCH", "Nguyễn YzÄ Mẫu"]


def test_a_title_is_not_shortened() -> None:
    first = (*RECIPIENTS, *said("CHỦ TỊC", 900, 1000, 0.7), *said("Trần Văn Mẫu", 900, 1230, 0.97))
    x = RIM + 3.6 * 28
    engine = Reader(rows=[said("CHỦ", x, RIM + 0.4 * 28), said("TỔNG CỤC", x, RIM + 0.4 * 28)])
    shorter = (*RECIPIENTS, *said("PHÓ CHỦ TIC", 900, 1000, 0.7), *said("Trần Văn Mẫu", 900, 1230, 0.97))
    assert "CHỦ TỊC" in signature(second_look(first, engine))
    engine = Reader(rows=[said("PHÓ CHỦ", x, RIM + 0.4 * 28)] * 4)
    assert "PHÓ CHỦ TIC" in signature(second_look(shorter, engine))


def test_a_mark_of_tone_read_apart_leaves_the_name_that_holds_it() -> None:
    first = (*RECIPIENTS, *TITLE, *said("Trân Văn Mẫu", 900, 1230, 0.8), Word("≥", Box(1, 930, 1226, 944, 1236), 0.97))
    x = 900 - 3.6 * 28
    better = said("Trần Văn Mẫu", RIM + 900 - x, RIM + 0.4 * 28 - 6, 0.96)
    assert signature(second_look(first, Reader(rows=[better]))) == ["CHỦ TỊCH", "Trần Văn Mẫu"]


def confidences(words: tuple[Word, ...], *texts: str) -> list[float]:
    return [next(word.confidence for word in words if word.text == text) for text in texts]


def with_letters(*words: Word) -> Raster:
    """Draw a page with something like a letter for each of those of `words`."""
    page = Raster(np.full((HEIGHT, WIDTH), 255, dtype=np.uint8), DPI)
    for word in words:
        for at in range(len(word.text)):
            x, y = round(word.box.x0) + 14 * at, round(word.box.y0)
            cv2.rectangle(page.pixels, (x + 1, y + 1), (x + 11, y + 26), 0, 2)
    return page


def look(words: tuple[Word, ...], page: Raster, engine: Reader) -> tuple[Word, ...]:
    return look_again(words, arrange(words, WIDTH, HEIGHT, 1).lines, page, 1, Ocr(), engine, ())


NAME = said("Trần Văn Mẫu", 870, 1230, 0.97)


def test_a_title_that_no_word_covers_is_read() -> None:
    first = (*RECIPIENTS, *said("KT. CHỦ TỊCH", 870, 1000, 0.97), *NAME)
    page = with_letters(*said("PHÓ CHỦ TỊCH", 870, 1060))
    far, top = 870 - 4.5 * 28, round(1060 - 0.25 * 28)
    at = tuple(
        Word(word.text, Box(1, *(0.75 * edge for edge in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))), 0.93)
        for word in said("PHÓ CHỦ TỊCH", RIM + 870 - round(far), RIM + 1060 - top)
    )
    found = look(first, page, Reader(rows=[at]))
    assert signature(found) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Mẫu"]
    added = next(word for word in found if word.text == "PHÓ")
    assert abs(added.box.x0 - 870) < 4
    assert abs(added.box.y0 - 1060) < 4
    assert added.confidence == 0.93


def test_what_no_word_covers_and_is_no_title_stays_unread() -> None:
    first = (*RECIPIENTS, *said("KT. CHỦ TỊCH", 870, 1000, 0.97), *NAME)
    engine = Reader(rows=[said("PHÒNG xyz", 10, 10)] * 9)
    found = look(first, with_letters(*said("PHÓ CHỦ TỊCH", 870, 1060)), engine)
    assert [word.text for word in found] == [word.text for word in first]


def test_a_name_beside_unread_letters_is_doubted() -> None:
    first = (*RECIPIENTS, *TITLE, *said("Văn Mẫu", 927, 1230, 0.97))
    found = look(first, with_letters(*said("Lê", 870, 1230)), Reader())
    assert confidences(found, "Văn", "Mẫu", "CHỦ") == [0.6, 0.6, 0.95]


def test_a_title_off_the_axis_of_the_name_is_doubted() -> None:
    first = (*RECIPIENTS, *said("VĂN PHÒNG", 960, 1000, 0.97), *NAME)
    assert confidences(second_look(first, Reader()), "VĂN", "Trần") == [0.6, 0.97]
    centred = (*RECIPIENTS, *said("VĂN PHÒNG", 891, 1000, 0.97), *NAME)
    assert confidences(second_look(centred, Reader()), "VĂN", "Trần") == [0.97, 0.97]


def test_one_who_signs_for_another_is_a_deputy() -> None:
    first = (*RECIPIENTS, *said("KT. GIÁM ĐỐC", 870, 1000, 0.97), *said("GIÁM SÁT", 898, 1050, 0.97), *NAME)
    assert confidences(second_look(first, Reader()), "KT.", "SÁT", "Mẫu") == [0.6, 0.6, 0.97]
    alone = (*RECIPIENTS, *said("KT. GIÁM ĐỐC", 870, 1000, 0.97), *NAME)
    assert confidences(second_look(alone, Reader()), "KT.", "Mẫu") == [0.6, 0.97]
    right = (*RECIPIENTS, *said("KT. GIÁM ĐỐC", 870, 1000, 0.97), *said("PHÓ GIÁM ĐỐC", 870, 1050, 0.97), *NAME)
    assert second_look(right, Reader()) == right


def test_what_was_read_of_the_strokes_of_a_signature_is_left_out() -> None:
    first = (*RECIPIENTS, *TITLE, *said("aul", 900, 1120, 0.58), *said("*", 960, 1160, 0.4), *NAME)
    assert signature(second_look(first, Reader())) == ["CHỦ TỊCH", "Trần Văn Mẫu"]


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
