from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import DamagedSourceError, EmptySourceError, SourceLimitError
from pipeline.ingest import ImageInput, Item, discover, page_count, read_source_page
from pipeline.ingest.images import to_raster
from pipeline.settings import Settings
from tests.ingest.files import huge_png, picture, save

SETTINGS = Settings()


def item(path: Path) -> Item:
    return discover([path], SETTINGS, path.parent / "spool").items[0]


def page(path: Path, number: int = 1, settings: Settings = SETTINGS) -> ImageInput:
    found = read_source_page(item(path), number, settings)
    assert isinstance(found, ImageInput)
    return found


def dark_corner(read: ImageInput) -> str:
    """Which quarter of the raster is darkest."""
    pixels = read.raster.pixels
    rows, columns = pixels.shape[0] // 2, pixels.shape[1] // 2
    quarters = {
        "top left": pixels[:rows, :columns],
        "top right": pixels[:rows, columns:],
        "bottom left": pixels[rows:, :columns],
        "bottom right": pixels[rows:, columns:],
    }
    return min(quarters, key=lambda name: float(quarters[name].mean()))


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "webp"])
def test_each_format(tmp_path: Path, suffix: str) -> None:
    path = save(picture(mode="RGB"), tmp_path / f"a.{suffix}", dpi=(200, 200))
    read = page(path)
    assert (read.raster.width, read.raster.height) == (400, 560)
    assert dark_corner(read) == "top left"
    assert read.raster.dpi == (200 if suffix != "webp" else read.raster.dpi)
    assert page_count(item(path), SETTINGS) == 1


def test_bilevel_stays_bilevel(tmp_path: Path) -> None:
    read = page(save(picture(mode="1"), tmp_path / "a.tif", compression="group4", dpi=(300, 300)))
    assert read.raster.bilevel
    assert set(np.unique(read.raster.pixels)) == {0, 255}
    assert read.raster.dpi == 300


def test_all_pages_of_a_tiff(tmp_path: Path) -> None:
    pages = [picture(300 + index, 500, "1") for index in range(3)]
    path = tmp_path / "a.tiff"
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="group4")
    assert page_count(item(path), SETTINGS) == 3
    assert [page(path, number).raster.width for number in (1, 2, 3)] == [300, 301, 302]


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_orientation_of_photos_is_told_not_applied(tmp_path: Path, orientation: int, turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    read = page(save(picture(), tmp_path / "a.jpg", exif=exif))
    assert (read.rotation, read.raster.width, dark_corner(read)) == (turn, 400, "top left")


def test_a_mirrored_photo_is_flipped(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 2
    assert dark_corner(page(save(picture(), tmp_path / "a.jpg", exif=exif))) == "top right"


def test_transparent_is_white() -> None:
    image = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    assert to_raster(image, 300, 10**6).pixels.min() == 255


def test_palette_sixteen_bit_and_cmyk() -> None:
    grey = picture(mode="RGB").convert("P")
    assert to_raster(grey, 300, 10**6).pixels.shape == (560, 400)
    deep = Image.fromarray(np.asarray(picture(), dtype=np.uint16) * 257)
    pixels = to_raster(deep, 300, 10**6).pixels
    assert (int(pixels.min()), int(pixels.max())) == (0, 255)
    cmyk = to_raster(picture(mode="RGB").convert("CMYK"), 300, 10**6)
    assert int(cmyk.pixels.max()) == 255


def test_colour_is_in_the_order_of_opencv() -> None:
    raster = to_raster(Image.new("RGB", (30, 30), (255, 0, 0)), 300, 10**6)
    assert raster.pixels[0, 0].tolist() == [0, 0, 255]


def test_a_little_colour_keeps_a_page_coloured() -> None:
    image = picture(300, 700, mode="RGB")
    assert to_raster(image, 300, 10**6).pixels.shape == (700, 300)
    image.putpixel((200, 555), (200, 210, 220))
    raster = to_raster(image, 300, 10**6)
    assert raster.pixels.shape == (700, 300, 3)
    assert raster.pixels[555, 200].tolist() == [220, 210, 200]


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_a_large_page_is_scaled_down_and_said(tmp_path: Path, suffix: str) -> None:
    path = save(picture(1000, 1400), tmp_path / f"a.{suffix}", dpi=(300, 300))
    settings = Settings.model_validate({"limits": {"page_pixels": 350_000}})
    read = page(path, settings=settings)
    assert read.raster.width * read.raster.height <= 350_000
    assert read.raster.width >= 400
    assert read.raster.dpi == pytest.approx(300 * read.raster.width / 1000, abs=2)
    assert [problem.code for problem in read.problems] == ["scaled_down"]


@pytest.mark.parametrize("side", [1, 5])
def test_a_tiny_image_is_refused(tmp_path: Path, side: int) -> None:
    path = save(picture(20, 20).resize((side, side)), tmp_path / "a.png")
    with pytest.raises(EmptySourceError, match=r"a\.png"):
        page(path)


def test_a_huge_image_is_refused_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(huge_png(100_000, 100_000))
    with pytest.raises(SourceLimitError, match="100000 x 100000") as caught:
        page(path)
    assert "trang 1" in caught.value.message.vi
    assert "page 1" in caught.value.message.en


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "webp"])
def test_a_truncated_image_is_damaged(tmp_path: Path, suffix: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 200), dtype=np.uint8)
    path = save(Image.fromarray(noise), tmp_path / f"a.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = item(path)
    with pytest.raises(DamagedSourceError, match=rf"a\.{suffix}"):
        page_count(found, SETTINGS)
        read_source_page(found, 1, SETTINGS)


def test_too_many_pages(tmp_path: Path) -> None:
    pages = [picture(100, 100, "1")] * 4
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    with pytest.raises(SourceLimitError):
        page_count(item(tmp_path / "a.tif"), Settings.model_validate({"limits": {"pages": 3}}))


def test_joined_images_are_pages_in_order(tmp_path: Path) -> None:
    for number in (1, 2, 10, *range(3, 10)):
        save(picture(300 + number, 500), tmp_path / "in" / f"p{number}.png")
    found = discover([tmp_path / "in"], SETTINGS, tmp_path / "spool").items[0]
    assert page_count(found, SETTINGS) == 10
    widths = []
    for number in range(1, 11):
        read = read_source_page(found, number, SETTINGS)
        assert isinstance(read, ImageInput)
        widths.append(read.raster.width)
    assert widths == list(range(301, 311))


def test_a_png_named_pdf_is_read_and_said(tmp_path: Path) -> None:
    path = save(picture(), tmp_path / "a.png").rename(tmp_path / "a.pdf")
    assert [problem.code for problem in page(path).problems] == ["not_what_it_says"]


def test_a_file_that_vanished(tmp_path: Path) -> None:
    path = save(picture(), tmp_path / "a.png")
    found = item(path)
    path.unlink()
    with pytest.raises(Exception, match=r"a\.png") as caught:
        page_count(found, SETTINGS)
    assert caught.value.exit_code == 4  # type: ignore[attr-defined]
