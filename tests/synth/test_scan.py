from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.synth import GRADES, make_scan
from tests.synth.examples import SMALL, small_plan


def test_same_seed_same_bytes() -> None:
    first, again, other = (make_scan(small_plan(), GRADES["office"], seed, SMALL) for seed in (9, 9, 10))
    assert [page.encoded.data for page in first.pages] == [page.encoded.data for page in again.pages]
    assert first.pages[0].encoded.data != other.pages[0].encoded.data
    assert first.record == again.record


def test_words_lie_where_the_transform_says() -> None:
    grade = replace(GRADES["office"], noise=0, specks=0, dark_edges=(), bleed=0.0, shade=0.0)
    (page,) = make_scan(small_plan(), grade, 1, replace(SMALL, seal=False)).pages
    outside = page.raster.pixels.copy()
    for line in page.drawn.lines:
        assert line.box is not None
        box = page.from_drawn.box(line.box, page.raster.width, page.raster.height)
        part = page.raster.pixels[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1]
        assert part.min() < 120
        outside[int(box.y0) - 1 : int(box.y1) + 2, int(box.x0) - 1 : int(box.x1) + 2] = 255
    assert (outside < 120).mean() < 0.002  # rules only


def test_text_and_record_belong_to_the_pages() -> None:
    scan = make_scan(small_plan(), GRADES["clean"], 0, SMALL)
    assert len(scan.text.split("\n")) == sum(len(page.drawn.lines) for page in scan.pages)
    assert scan.record["document"]["number"] == "07"
    assert np.array_equal(scan.pages[0].raster.pixels, scan.pages[0].drawn.raster.pixels)
