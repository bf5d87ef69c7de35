from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.model import MarkKind
from pipeline.raster import Raster
from pipeline.synth import GRADES, Arrival, Furniture, Style, draw, make_scan
from pipeline.synth.furniture import CAPTURE_CAPTION, NO_FURNITURE, furnish, overlay
from pipeline.synth.pen import BLACK_BGR, Pen
from pipeline.synth.random_furniture import random_furniture, random_pen
from pipeline.synth.sheet import DrawnPage
from tests.synth.examples import SMALL, small_plan

ARRIVAL = Arrival("482", "07/3/2024", "UBND XÃ BÌNH LƯU")


@pytest.fixture(scope="module")
def page() -> DrawnPage:
    (drawn,) = draw(small_plan(), Style(dpi=100, seal=False), np.random.default_rng(5))
    return drawn


LAID: dict[str, tuple[dict[str, Any], MarkKind, str]] = {
    "arrival": ({"arrival": ARRIVAL}, MarkKind.ARRIVAL, "UBND XÃ BÌNH LƯU ĐẾN Số: 482 Ngày: 07/3/2024 Chuyển:"),
    "urgency": ({"urgency": "HỎA TỐC"}, MarkKind.URGENCY, "HỎA TỐC"),
    "secrecy": ({"secrecy": "MẬT"}, MarkKind.SECRECY, "MẬT"),
    "draft": ({"draft": "DỰ THẢO"}, MarkKind.DRAFT, "DỰ THẢO"),
    "copy": ({"copy": "SAO LỤC"}, MarkKind.COPY, "SAO LỤC"),
    "seal": ({"seal": "ỦY BAN | XÃ BÌNH LƯU"}, MarkKind.SEAL, "ỦY BAN XÃ BÌNH LƯU"),
    "half_seal": ({"half_seal": "ỦY BAN | XÃ BÌNH LƯU"}, MarkKind.HALF_SEAL, "ỦY BAN XÃ BÌNH LƯU"),
    "scrawl": ({"scrawl": True}, MarkKind.SIGNATURE, ""),
    "paraph": ({"paraph": True}, MarkKind.HANDWRITING, ""),
    "watermark": ({"watermark": "Nguyễn Văn Ẩn"}, MarkKind.WATERMARK, "Nguyễn Văn Ẩn"),
    "punch_holes": ({"punch_holes": 1}, MarkKind.NOISE, ""),
    "ghost": ({"ghost": True}, MarkKind.NOISE, ""),
}


@pytest.mark.parametrize("name", LAID)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_laid_is_a_mark_where_it_lies(page: DrawnPage, name: str, seed: int) -> None:
    fields, kind, text = LAID[name]
    laid = furnish(page, Furniture(**fields), np.random.default_rng(seed))
    (mark,) = laid.marks[len(page.marks) :]
    assert (mark.kind, mark.text) == (kind, text)
    assert mark.box is not None
    changed = (laid.raster.pixels != np.repeat(page.raster.pixels[:, :, None], 3, axis=2)).any(axis=2)
    ys, xs = np.nonzero(changed)
    reach = 6  # the faintest ink is not counted as seen
    assert mark.box.x0 - reach <= xs.min()
    assert xs.max() <= mark.box.x1 + reach
    assert mark.box.y0 - reach <= ys.min()
    assert ys.max() <= mark.box.y1 + reach
    assert laid.lines == page.lines


def test_an_arrival_stamp_tells_its_number_and_day(page: DrawnPage) -> None:
    laid = furnish(page, Furniture(arrival=ARRIVAL, pen=Pen(colour=BLACK_BGR)), np.random.default_rng(0))
    assert dict(laid.marks[-1].fields) == {"number": "482", "date": "2024-03-07"}


def test_a_half_seal_is_cut_by_the_edge(page: DrawnPage) -> None:
    laid = furnish(page, Furniture(half_seal="A | B"), np.random.default_rng(1))
    box = laid.marks[-1].box
    assert box is not None
    assert box.x1 == page.raster.width
    assert box.x1 - box.x0 < 0.9 * (box.y1 - box.y0)


def test_no_furniture_changes_nothing(page: DrawnPage) -> None:
    assert furnish(page, NO_FURNITURE, np.random.default_rng(0)) is page
    with_default, without = (
        make_scan(small_plan(), GRADES["good"], 3, SMALL, *more).pages[0].encoded.data for more in ((Furniture(),), ())
    )
    assert with_default == without


def test_captions_are_straight_on_the_finished_scan() -> None:
    furniture = Furniture(captions=("Ký bởi: Ủy ban\nThời gian ký: 1/2/2024",), capture=CAPTURE_CAPTION)
    scan = Raster(np.full((1169, 827), 250, np.uint8), 100)
    seen, marks = overlay(scan, furniture, np.random.default_rng(0))
    assert [mark.text for mark in marks] == ["Ký bởi: Ủy ban Thời gian ký: 1/2/2024", CAPTURE_CAPTION]
    for mark in marks:
        assert mark.box is not None
        box = mark.box
        assert 0 <= box.x0 < box.x1 <= seen.width
        assert (seen.pixels[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)] < 200).any()
    assert marks[1].box is not None
    assert marks[1].box.y0 > 0.9 * seen.height


def test_captions_on_a_bilevel_page_are_bilevel() -> None:
    scan = Raster(np.full((1169, 827), 255, np.uint8), 100, bilevel=True)
    seen, (mark,) = overlay(scan, Furniture(captions=("SAO Y; XÃ BÌNH LƯU",)), np.random.default_rng(0))
    assert seen.bilevel
    assert set(np.unique(seen.pixels)) == {0, 255}
    assert mark.kind is MarkKind.COPY


def test_random_furniture_differs_and_uses_the_pen() -> None:
    made = []
    for seed in range(30):
        rng = np.random.default_rng(seed)
        pen = random_pen(rng)
        furniture = random_furniture(rng, pen)
        assert furniture.pen == pen
        assert furniture != NO_FURNITURE
        made.append(furniture)
    for name in ("arrival", "urgency", "half_seal", "captions", "watermark", "ghost"):
        assert any(getattr(furniture, name) for furniture in made), name


def test_handwritten_number_and_day_are_marks_with_their_digits() -> None:
    style = Style(dpi=100, seal=False, handwritten=True, pen=Pen())
    (page,) = draw(small_plan(), style, np.random.default_rng(2))
    written = [mark for mark in page.marks if mark.kind is MarkKind.HANDWRITING]
    assert [mark.text for mark in written] == ["07", "09"]
    assert page.lines[2].text == "Số: 07/KH-UBND"
    blue = page.raster.pixels[..., 0].astype(int) - page.raster.pixels[..., 2]
    for mark in written:
        assert mark.box is not None
        box = mark.box
        assert (blue[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)] > 60).any()
