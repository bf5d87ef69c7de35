"""Marks that were read as words are known by their place and form; captions of programs by their labels."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.model import Box, MarkKind, Word
from pipeline.ocr.marks.wordings import part_wordings
from pipeline.ocr.ruling import find_ruling
from pipeline.raster import Raster

WIDTH, HEIGHT, DPI = 1654, 2339, 200


def line(text: str, x: float, y: float, confidence: float = 0.95, tall: float = 28) -> tuple[Word, ...]:
    words = []
    for part in text.split():
        wide = tall / 2 * len(part)
        words.append(Word(part, Box(1, x, y, x + wide, y + tall), confidence))
        x += wide + tall / 2
    return tuple(words)


BODY = (*line("Số: 12/KH-UBND", 250, 240), *line("Thực hiện kế hoạch bảo mật thông tin", 250, 900))


def parted(words: tuple[Word, ...], frame: Box | None = None) -> tuple[list[str], list[tuple[MarkKind, str]]]:
    page = np.full((HEIGHT, WIDTH), 255, dtype=np.uint8)
    if frame:
        x0, y0, x1, y1 = (round(edge) for edge in (frame.x0, frame.y0, frame.x1, frame.y1))
        page[y0 : y0 + 3, x0:x1] = page[y1 : y1 + 3, x0:x1] = 0
        page[y0:y1, x0 : x0 + 3] = page[y0:y1, x1 : x1 + 3] = 0
    raster = Raster(page, DPI)
    kept, marks = part_wordings(words, find_ruling(raster), raster)
    return [word.text for word in kept if word not in BODY], [(mark.kind, mark.text) for mark in marks]


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ("HỎA TỐC", (MarkKind.URGENCY, "HỎA TỐC")),
        ("KHẨN", (MarkKind.URGENCY, "KHẨN")),
        ("TỐI MẬT", (MarkKind.SECRECY, "TỐI MẬT")),
        ("MẬT", (MarkKind.SECRECY, "MẬT")),
        ("DỰ THẢO", (MarkKind.DRAFT, "DỰ THẢO")),
        ("SAO LỤC", (MarkKind.COPY, "SAO LỤC")),
    ],
)
def test_a_saying_alone_in_the_upper_part_is_a_mark(said: str, mark: tuple[MarkKind, str]) -> None:
    assert parted((*BODY, *line(said, 300, 340))) == ([], [mark])


@pytest.mark.parametrize(
    ("said", "x", "y"),
    [
        ("Mật", 300, 340),  # not in capitals
        ("MẬT", 300, 1500),  # far below the head
        ("bảo vệ bí MẬT nhà nước", 300, 340),
        ("KHẨN CẤP", 300, 340),
    ],
)
def test_the_word_alone_makes_no_mark(said: str, x: float, y: float) -> None:
    kept, marks = parted((*BODY, *line(said, x, y)))
    assert (kept, marks) == (said.split(), [])


def test_the_last_line_of_a_title_is_none_unless_it_is_framed() -> None:
    title = line("KẾ HOẠCH BẢO VỆ BÍ", 600, 400)
    words = (*BODY, *title, *line("MẬT", 760, 440))
    assert parted(words)[1] == []
    assert parted(words, Box(1, 740, 432, 830, 478))[1] == [(MarkKind.SECRECY, "MẬT")]


def test_a_frame_lets_a_wrong_tone_pass() -> None:
    words = (*BODY, *line("MẶT", 300, 340))
    assert parted(words)[1] == []
    assert parted(words, Box(1, 280, 330, 370, 380))[1] == [(MarkKind.SECRECY, "MẬT")]


def test_a_caption_of_a_signature_goes_with_its_lines() -> None:
    caption = (
        *line("Ký bởi: Ủy ban nhân dân xã", 1000, 40, tall=18),
        *line("Cơ quan: Tỉnh Mẫu", 1000, 62, tall=18),
        *line("Thời gian ký: 17/01/2025 08:56:09", 1000, 84, tall=18),
    )
    motto = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1000, 130)
    kept, marks = parted((*BODY, *caption, *motto))
    assert kept == [word.text for word in motto]
    assert [kind for kind, _ in marks] == [MarkKind.CAPTION]
    assert marks[0][1].count("\n") == 2


def test_labels_in_the_text_are_no_caption() -> None:
    words = (*BODY, *line("Cơ quan: Sở Nội vụ", 250, 1000), *line("Email: a@b.vn", 250, 1050))
    assert parted(words)[1] == []


def test_the_line_of_a_capture_app_at_the_edge_is_a_caption() -> None:
    said = "Được quét bằng CamScanner"
    assert parted((*BODY, *line(said, 1200, HEIGHT - 60))) == ([], [(MarkKind.CAPTION, said)])
    assert parted((*BODY, *line(said, 300, 1200)))[1] == []


def test_no_words() -> None:
    assert parted(()) == ([], [])
