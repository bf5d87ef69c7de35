"""Reads page images: TIFF (all its pages), JPEG, PNG, WebP.

Sizes are checked from the header before anything is decoded. A page above `limits.page_pixels` is scaled down
while it is decoded, one above `limits.refused_pixels` is refused.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from PIL import ExifTags, Image, UnidentifiedImageError

from pipeline.errors import DamagedSourceError, EmptySourceError, PipelineError, SourceError, SourceLimitError
from pipeline.ingest.bounds import check_pages, check_size, scaled_problem
from pipeline.ingest.source import ImageInput, Item
from pipeline.message import Message
from pipeline.model import Step
from pipeline.raster import Pixels, Raster
from pipeline.settings import Limits, Settings

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "MPO")
_DPI_RANGE = (50, 1200)
_A4_SHORT_INCHES = 8.27
_BAND = 256  # rows
_GLANCE = 16  # of so many rows one is looked at before all are

# What Pillow raises on damaged files, besides its own errors.
_PILLOW_FAILURES = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError)

# EXIF orientation -> clockwise turn that puts the stored pixels upright, after the flip that the odd ones need.
_TURN = {1: 0, 2: 0, 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}
_FLIPPED = frozenset({2, 4, 5, 7})


def count_frames(path: Path, name: str, settings: Settings) -> int:
    """Return the number of pages of an image file.

    Raises:
        SourceError: it cannot be opened, or is over a bound.
    """
    with _opened(path, name) as image:
        frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    check_pages(frames, name, settings.limits)
    return frames


def count_image_pages(item: Item, settings: Settings) -> int:
    """Return the number of pages of an image item: of all its files together.

    Raises:
        SourceError: a file cannot be opened, or is over a bound.
    """
    return sum(count_frames(path, item.name, settings) for path in item.paths)


def read_image_page(item: Item, number: int, settings: Settings) -> ImageInput:
    """Return page `number` (from 1) of an image item.

    Raises:
        SourceError: there is no such page, it is damaged, or over a bound.
    """
    left = number
    for path in item.paths:
        frames = count_frames(path, item.name, settings) if len(item.paths) > 1 else left
        if left <= frames:
            return _read_frame(path, left - 1, item.name, number, settings.limits)
        left -= frames
    raise EmptySourceError(
        Message(f"{item.name}: không có trang {number}.", f"{item.name}: there is no page {number}.")
    )


def _read_frame(path: Path, frame: int, name: str, number: int, limits: Limits) -> ImageInput:
    with _opened(path, name, number) as image:
        if frame:
            image.seek(frame)
        scale = check_size(image.width, image.height, name, number, limits)
        dpi = _dpi(image)
        stored = max(image.size)
        if scale < 1:
            image.draft(None, (round(image.width * scale), round(image.height * scale)))  # JPEG decodes smaller
        image.load()
        orientation = _orientation(image)  # after loading: Pillow turns a TIFF by itself, and says so here
        bilevel, image_format = image.mode == "1", image.format
        raster = to_raster(image, dpi, limits.page_pixels)
    shrunk = max(raster.width, raster.height) / stored
    raster = Raster(raster.pixels, max(1, round(dpi * shrunk)), raster.bilevel and shrunk == 1)
    if orientation in _FLIPPED:
        raster = Raster(np.ascontiguousarray(raster.pixels[:, ::-1]), raster.dpi, raster.bilevel)
    problems = (scaled_problem(name, number, limits),) if shrunk < 1 else ()
    step = Step("ingest", "image", settings=(("format", str(image_format)), ("bilevel", str(bilevel).lower())))
    return ImageInput(raster, _TURN[orientation], problems=problems, steps=(step,))


def to_raster(image: Image.Image, dpi: int, page_pixels: int) -> Raster:
    """Return any Pillow image as a raster: bilevel stays bilevel, alpha lies on white, 16 bits become 8.

    An image above `page_pixels` is scaled down. `dpi` is taken over as it is.
    """
    bilevel = image.mode == "1"
    image = _eight_bit(image)
    scale = min(1.0, (page_pixels / (image.width * image.height)) ** 0.5)
    if scale < 1:
        size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
        image = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
        bilevel = False
    if image.mode == "L":
        return Raster(np.ascontiguousarray(np.asarray(image, dtype=np.uint8)), dpi, bilevel)
    return Raster(without_idle_channels(_blue_first(image)), dpi, bilevel)


def _eight_bit(image: Image.Image) -> Image.Image:
    """Return `image` in mode L or RGB, on white."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, dtype=np.float64)
        top = 65535.0 if values.max(initial=0.0) > 255 else 255.0
        return Image.fromarray(np.clip(values * (255.0 / top), 0, 255).astype(np.uint8))
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        page = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(page, layer).convert("RGB")
    return image.convert("RGB")


def _blue_first(image: Image.Image) -> Pixels:
    """Return the colours in OpenCV's order; band by band, because Pillow needs twice as much memory as it gives."""
    out = np.empty((image.height, image.width, 3), dtype=np.uint8)
    for top in range(0, image.height, _BAND):
        band = image.crop((0, top, image.width, min(top + _BAND, image.height)))
        out[top : top + _BAND] = np.frombuffer(band.tobytes("raw", "BGR"), dtype=np.uint8).reshape(-1, image.width, 3)
    return out


def without_idle_channels(pixels: Pixels) -> Pixels:
    """Return one channel where three say no more (a grey page stored in colour); else `pixels` as they are."""
    if pixels.ndim == 2 or not (_is_grey(pixels[::_GLANCE]) and _is_grey(pixels)):
        return pixels
    return np.ascontiguousarray(pixels[:, :, 0])


def _is_grey(pixels: Pixels) -> bool:
    blue, green, red = cv2.split(np.ascontiguousarray(pixels))
    return np.array_equal(blue, green) and np.array_equal(green, red)


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 where there is none or it is senseless."""
    value = image.getexif().get(ExifTags.Base.Orientation, 1)
    return value if isinstance(value, int) and value in _TURN else 1


def _dpi(image: Image.Image) -> int:
    """Return the resolution that the file states; where it states none that can be, that of an A4 page."""
    stated = image.info.get("dpi")
    try:
        dpi = round(float(stated[0])) if stated else 0
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        dpi = 0
    # 72 and 96 are what programs write that know nothing; a page of that size would be wider than A3.
    believable = _DPI_RANGE[0] <= dpi <= _DPI_RANGE[1] and min(image.size) / dpi <= 1.5 * _A4_SHORT_INCHES
    if believable:
        return dpi
    return max(_DPI_RANGE[0], min(_DPI_RANGE[1], round(min(image.size) / _A4_SHORT_INCHES)))


@contextmanager
def _opened(path: Path, name: str, number: int | None = None) -> Iterator[Image.Image]:
    """Open an image with the bounds of ours in place of Pillow's, and its failures as ours."""
    where = Message(f"{name}, trang {number}", f"{name}, page {number}") if number else Message(name, name)
    bound = Image.MAX_IMAGE_PIXELS
    try:
        Image.MAX_IMAGE_PIXELS = None  # `check_size` stands in for it, with the settings of the user
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata; what matters raises
            with Image.open(path, formats=_FORMATS) as image:
                yield image
    except PipelineError:
        raise
    except MemoryError as error:
        raise SourceLimitError(
            Message(f"{where.vi}: không đủ bộ nhớ để mở ảnh.", f"{where.en}: not enough memory to open the image.")
        ) from error
    except FileNotFoundError as error:
        raise SourceError(
            Message(f"{where.vi}: tệp không còn ở chỗ cũ.", f"{where.en}: the file is no longer there.")
        ) from error
    except _PILLOW_FAILURES as error:
        raise DamagedSourceError(
            Message(
                f"{where.vi}: ảnh bị hỏng hoặc bị cắt cụt ({error}). Hãy quét hoặc sao chép lại.",
                f"{where.en}: the image is damaged or truncated ({error}). Scan or copy it again.",
            )
        ) from error
    finally:
        Image.MAX_IMAGE_PIXELS = bound
