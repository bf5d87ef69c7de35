from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from pipeline.raster import Pixels, Raster
from pipeline.synth.write import encode, write_image, write_pdf, write_tiff


@pytest.fixture
def grey() -> Raster:
    pixels = np.full((120, 80), 255, np.uint8)
    pixels[30:60, 20:50] = 40
    return Raster(pixels, 100)


@pytest.fixture
def bilevel(grey: Raster) -> Raster:
    return Raster(np.where(grey.pixels > 128, 255, 0).astype(np.uint8), 100, bilevel=True)


@pytest.fixture
def colour(grey: Raster) -> Raster:
    pixels = np.repeat(grey.pixels[:, :, None], 3, axis=2)
    pixels[30:60, 20:50] = (200, 30, 10)
    return Raster(pixels, 100)


def rendered(path: Path) -> list[Pixels]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.render(scale=100 / 72).to_numpy() for page in document]
    finally:
        document.close()


def test_a_pdf_shows_its_pages_in_every_codec(tmp_path: Path, grey: Raster, bilevel: Raster, colour: Raster) -> None:
    pages = [encode(grey, "jpeg"), encode(bilevel, "ccitt"), encode(colour, "png"), encode(colour, "jpeg", 95)]
    write_pdf(tmp_path / "a.pdf", pages)
    seen = rendered(tmp_path / "a.pdf")
    assert all(abs(page.shape[0] - 120) <= 1 and abs(page.shape[1] - 80) <= 1 for page in seen)
    for page, expected in zip(seen, ((40,) * 3, (0,) * 3, (200, 30, 10), (200, 30, 10)), strict=True):
        assert np.allclose(page[45, 35], expected, atol=8)
        assert np.all(page[5, 5] > 245)


def test_a_pdf_keeps_jpeg_bytes(tmp_path: Path, grey: Raster) -> None:
    page = encode(grey, "jpeg")
    write_pdf(tmp_path / "a.pdf", [page])
    assert page.data in (tmp_path / "a.pdf").read_bytes()


def test_same_pages_same_bytes(tmp_path: Path, grey: Raster, bilevel: Raster) -> None:
    for name in ("a", "b"):
        write_pdf(tmp_path / f"{name}.pdf", [encode(grey, "jpeg"), encode(bilevel, "ccitt")])
        write_tiff(tmp_path / f"{name}.tif", [encode(bilevel, "ccitt")] * 2)
    for suffix in ("pdf", "tif"):
        first, second = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("a", "b"))
        assert first == second


def test_a_tiff_has_its_pages_and_resolution(tmp_path: Path, bilevel: Raster) -> None:
    write_tiff(tmp_path / "a.tif", [encode(bilevel, "ccitt")] * 3)
    with Image.open(tmp_path / "a.tif") as image:
        assert image.info["compression"] == "group4"
        assert image.info["dpi"] == (100, 100)
        image.seek(2)
        assert np.array_equal(np.asarray(image.convert("L")), bilevel.pixels)
        with pytest.raises(EOFError):
            image.seek(3)


def test_grey_pages_make_a_lossless_tiff(tmp_path: Path, grey: Raster) -> None:
    write_tiff(tmp_path / "a.tif", [encode(grey, "png")])
    with Image.open(tmp_path / "a.tif") as image:
        assert np.array_equal(np.asarray(image), grey.pixels)


def test_an_encoded_jpeg_carries_what_a_reader_sees(tmp_path: Path, colour: Raster) -> None:
    page = encode(colour, "jpeg", 60)
    write_image(tmp_path / "a.jpg", page)
    with Image.open(tmp_path / "a.jpg") as image:
        assert image.info["dpi"] == (100, 100)
        assert np.array_equal(np.asarray(image)[:, :, ::-1], page.raster.pixels)


def test_lower_quality_is_smaller(colour: Raster) -> None:
    noisy = Raster(np.random.default_rng(0).integers(0, 255, (100, 100), dtype=np.uint8), 100)
    sizes = [len(encode(noisy, "jpeg", quality).data) for quality in (90, 60, 30)]
    assert all(high > low for high, low in pairwise(sizes))


def test_png_is_lossless(colour: Raster) -> None:
    with Image.open(io.BytesIO(encode(colour, "png").data)) as image:
        assert np.array_equal(np.asarray(image)[:, :, ::-1], colour.pixels)
