"""The strokes between title and name are the signature."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Box, Line, LineRole, Mark, MarkKind
from pipeline.ocr.marks import find_signature, without_figures
from pipeline.raster import Raster

DPI = 150
SEAL = Mark(MarkKind.SEAL, Box(1, 640, 900, 860, 1120))


def line(text: str, x: float, y: float, role: LineRole = LineRole.SIGNATURE) -> Line:
    return Line(1, text, text, Box(1, x, y, x + 11 * len(text), y + 22), role=role)


LINES = line("CHỦ TỊCH", 800, 900), line("Trần Văn Mẫu", 790, 1120)


def page() -> Raster:
    return Raster(np.full((1754, 1240), 255, dtype=np.uint8), DPI)


def kinds(marks: tuple[Mark, ...]) -> list[MarkKind]:
    return [mark.kind for mark in marks]


def test_long_strokes_are_a_signature() -> None:
    signed = page()
    cv2.ellipse(signed.pixels, (950, 1010), (90, 30), 10, 0, 300, 0, 3)
    (found,) = find_signature(LINES, signed, 1, ())
    assert found.kind is MarkKind.SIGNATURE
    assert found.box is not None
    assert found.box.x0 < 870
    assert found.box.x1 > 1030


def test_without_strokes_there_is_none() -> None:
    bare = page()
    cv2.circle(bare.pixels, (750, 1010), 105, 0, 6)
    assert find_signature(LINES, bare, 1, (SEAL,)) == (SEAL,)
    assert find_signature((), page(), 1, ()) == ()


def test_the_writing_of_a_pen_there_is_the_signature_and_initials_elsewhere_stay() -> None:
    pen = Mark(MarkKind.HANDWRITING, Box(1, 780, 940, 1010, 1080))
    scrawl = Mark(MarkKind.HANDWRITING, Box(1, 800, 1000, 900, 1040), "Hmv", 0.2)
    initials = Mark(MarkKind.HANDWRITING, Box(1, 300, 700, 360, 740))
    found = find_signature(LINES, page(), 1, (pen, scrawl, initials))
    assert kinds(found) == [MarkKind.HANDWRITING, MarkKind.SIGNATURE]
    assert found[0] == initials
    assert found[1].box == pen.box


def test_number_and_day_written_in_the_header_are_text() -> None:
    number = Mark(MarkKind.HANDWRITING, Box(1, 210, 195, 250, 225))
    note = Mark(MarkKind.HANDWRITING, Box(1, 900, 600, 1000, 680))
    lines = (line("Số: 12/KH-UBND", 160, 200, LineRole.HEADER_LEFT),)
    assert without_figures((number, note), lines) == (note,)


def test_a_figure_within_a_line_is_text_and_initials_behind_it_are_not() -> None:
    figure = Mark(MarkKind.HANDWRITING, Box(1, 300, 598, 340, 626))
    initials = Mark(MarkKind.HANDWRITING, Box(1, 500, 590, 560, 640))
    lines = (line("(Kèm theo Quyết định số 34 ngày)", 160, 600, LineRole.BODY),)
    assert without_figures((figure, initials), lines) == (initials,)


def test_coloured_print_is_no_handwriting() -> None:
    ink = Mark(MarkKind.HANDWRITING, Box(1, 700, 30, 1000, 110))
    caption = Mark(MarkKind.CAPTION, Box(1, 705, 32, 990, 105), "Ký bởi: Ủy ban nhân dân")
    assert without_figures((ink, caption), ()) == (caption,)
    far = Mark(MarkKind.CAPTION, Box(1, 100, 32, 390, 105), "Ký bởi: Ủy ban nhân dân")
    assert without_figures((ink, far), ()) == (ink, far)


def test_pale_strokes_that_broke_are_a_signature_less_surely() -> None:
    signed = page()
    for start in range(0, 300, 30):
        cv2.ellipse(signed.pixels, (960, 1010), (90, 30), 10, start, start + 22, 180, 3)
    (found,) = find_signature(LINES, signed, 1, ())
    assert (found.kind, found.confidence) == (MarkKind.SIGNATURE, 0.6)
    specks = page()
    specks.pixels[990:1100:20, 880:1000:24] = 180
    assert find_signature(LINES, specks, 1, ()) == ()


def test_a_name_without_a_title_is_signed_over_it() -> None:
    signed = page()
    cv2.ellipse(signed.pixels, (950, 1010), (90, 30), 10, 0, 300, 0, 3)
    assert kinds(find_signature(LINES[1:], signed, 1, ())) == [MarkKind.SIGNATURE]
    assert find_signature(LINES[1:], page(), 1, ()) == ()
