"""Stamps of secrecy, looked for on purpose: MẬT, TỐI MẬT, TUYỆT MẬT in a frame, tilted, pale, on any paper.

`stamps` and `frames` read what is easy to see and leave the rest unread; here one mark is looked for that must not be
missed. A frame of the size of such a stamp is cut out, turned level, freed of its rules and read by itself, once in
its colour and once in grey; what comes near one of the three sayings is taken for it, for nothing else that is
stamped in a frame does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import cv2
import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from pipeline.language import fold
from pipeline.model import Box, Mark, MarkKind
from pipeline.ocr.engine import Engine, View
from pipeline.ocr.vocabulary import words as words_of
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

_UPPER = 0.55  # of the page's height: where such stamps are set
_WORK_DPI = 150
_LONG, _SHORT = (0.4, 2.4), (0.2, 0.75)  # inches: the sides of the frame, 20 to 40 mm by 8 mm and what clerks have
_LONGER = 1.3  # times as long as high
_FILLED = 0.62  # of the frame is ink at most
_DRAWN = 0.62  # of the frame's outline is drawn at least
_MOST = 8  # frames that are read on a page
_EXCESS = 4  # grey levels of ink for each by which red or blue exceeds that of the paper
_SURE = 0.8
_DARK = 0.78  # of the paper's brightness
_PAPER_INCHES = 0.6
_LETTER = 40  # pixels: the height of a capital that the engine reads best
_RIM = 30  # pixels of paper around what is read
_WHITE = 255

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame: its middle, its sides in pixels, and by how many degrees its long side is turned clockwise."""

    x: float
    y: float
    long: float
    short: float
    degrees: float


def find_secrecy(page: Raster, rotation: int, number: int, settings: Ocr, engine: Engine) -> Mark | None:
    """Return the stamp of secrecy on the upper part of a page image, or None.

    `page` is the original image, which `rotation` (0, 90, 180, 270 degrees, clockwise) puts upright. The engine is
    asked twice at most for each frame of the size of such a stamp.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    upright = np.ascontiguousarray(np.rot90(page.pixels, -rotation // 90))
    upper = upright[: round(_UPPER * upright.shape[0])]
    pictures = _pictures(upper, page.dpi)
    for looked_at in pictures:
        for frame in islice(_frames(looked_at, page.dpi), _MOST):
            text = _read(frame, pictures, page.dpi, number, settings, engine)
            if text is not None:
                box = _box_of(frame, number, upright.shape[1], upright.shape[0], rotation)
                return Mark(MarkKind.SECRECY, box, text, _SURE)
    return None


def _read(
    frame: _Frame, pictures: Sequence[Pixels], dpi: int, number: int, settings: Ocr, engine: Engine
) -> str | None:
    """Return which mark of secrecy stands in `frame`; the colours of a scan are coarse, its greys hold other ink."""
    for picture in reversed(pictures):
        line = _letters(_cut_out(picture, frame))
        if line is None:
            continue
        read = engine.words(Raster(line, dpi), settings, number, View.LINE)
        text = secrecy_in(" ".join(word.text for word in read))
        if text is not None:
            return text
    return None


def secrecy_in(read: str) -> str | None:
    """Return which mark of secrecy the words of a framed stamp come near, or None.

    >>> secrecy_in("MẬT"), secrecy_in("|NẬT|"), secrecy_in("TÓI MAI"), secrecy_in("TUYỆT MẬ"), secrecy_in("KHẨN")
    ('MẬT', 'MẬT', 'TỐI MẬT', 'TUYỆT MẬT', None)
    """
    letters = "".join(char for char in fold(read) if char.isalpha())
    sayings = {"".join(fold(saying).split()): saying for saying in words_of("marks", "sayings", "secrecy")}
    wrong, saying = min((Levenshtein.distance(plain, letters), saying) for plain, saying in sayings.items())
    return saying if wrong <= len(saying) // 3 and len(letters) > 1 else None


def _pictures(pixels: Pixels, dpi: int) -> tuple[Pixels, ...]:
    """Return the page as ink on white: of a colour page the coloured ink first, then whatever is dark."""
    coloured: tuple[Pixels, ...] = ()
    if pixels.ndim == 3:
        blue, green, red = (channel.astype(np.int16) for channel in cv2.split(pixels))
        excess = np.maximum(red - np.maximum(green, blue), blue - np.maximum(red, green)).astype(np.float32)
        excess = _EXCESS * (excess - np.median(excess))
        coloured = (np.clip(_WHITE - excess, 0, _WHITE).astype(np.uint8),)
        pixels = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY).astype(np.uint8)
    side = max(3, round(_PAPER_INCHES * dpi))
    paper = cv2.blur(pixels, (side, side)).astype(np.float32)
    return (*coloured, np.clip(pixels / np.maximum(paper, 1) * _WHITE, 0, _WHITE).astype(np.uint8))


def _frames(picture: Pixels, dpi: int) -> Iterator[_Frame]:
    """Yield the frames of the size of a stamp in `picture`, the upper ones first."""
    factor = min(1.0, _WORK_DPI / dpi)
    inch = dpi * factor
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = (small < _DARK * _WHITE).astype(np.uint8)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    fits = (sides.max(axis=1) > _LONG[0] * inch * 0.7) & (sides.max(axis=1) < _LONG[1] * inch)
    for label in np.flatnonzero(fits & (sides.min(axis=1) > _SHORT[0] * inch)).tolist():
        left, top, wide, tall = stats[label, :4]
        own = labels[top : top + tall, left : left + wide] == label
        ys, xs = np.nonzero(own)
        points = np.column_stack([xs, ys]).astype(np.float32)
        (x, y), (first, second), degrees = cv2.minAreaRect(points)
        if first < second:
            first, second, degrees = second, first, degrees - 90
        degrees = (degrees + 90) % 180 - 90  # a rectangle looks the same upside down, its letters do not
        if not (_SHORT[0] * inch < second < _SHORT[1] * inch and first > max(_LONG[0] * inch, _LONGER * second)):
            continue
        frame = _Frame(x, y, first, second, degrees)
        if xs.size < _FILLED * first * second and _outlined(own, frame) > _DRAWN:
            yield _Frame((x + left) / factor, (y + top) / factor, first / factor, second / factor, degrees)


def _outlined(ink: Mask, frame: _Frame) -> float:
    """Return the share of the outline of `frame` along which there is ink."""
    outline = np.zeros(ink.shape, np.uint8)
    corners = cv2.boxPoints(((frame.x, frame.y), (frame.long, frame.short), frame.degrees))
    cv2.polylines(outline, [np.round(corners).astype(np.int32)], True, 1)
    near = cv2.dilate(ink.astype(np.uint8), np.ones((5, 5), np.uint8))
    drawn = outline > 0
    return float(near[drawn].mean()) if drawn.any() else 0.0


def _cut_out(picture: Pixels, frame: _Frame) -> Pixels:
    """Return what is in `frame`, turned level."""
    turning = cv2.getRotationMatrix2D((frame.x, frame.y), frame.degrees, 1.0)
    turning[:, 2] += np.array([frame.long / 2 - frame.x, frame.short / 2 - frame.y])
    size = round(frame.long), round(frame.short)
    return cv2.warpAffine(picture, turning, size, flags=cv2.INTER_CUBIC, borderValue=_WHITE).astype(np.uint8)


def _letters(level: Pixels) -> Pixels | None:
    """Return the letters in a level frame without its rules, at the height that the engine reads best."""
    _, ink = cv2.threshold(level, 0, _WHITE, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tall, wide = level.shape
    left, top, width, height = (stats[:, index] for index in range(4))
    is_rule = (width > 0.6 * wide) | (height > 0.85 * tall) | ((height < 0.1 * tall) & (width > 2.2 * height))
    at_rim = (left + width < 0.06 * wide) | (left > 0.94 * wide) | (top + height < 0.14 * tall) | (top > 0.86 * tall)
    kept = ~(is_rule | at_rim)
    kept[0] = False
    capitals = kept & (height > 0.28 * tall)
    if np.count_nonzero(capitals) < 2:
        return None
    letters = np.where(kept[labels], level, _WHITE).astype(np.uint8)
    ys, xs = np.nonzero(kept[labels])
    part = letters[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    factor = _LETTER / float(np.median(height[capitals]))
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    scaled = cv2.resize(part, None, fx=factor, fy=factor, interpolation=how)
    return cv2.copyMakeBorder(scaled, _RIM, _RIM, _RIM, _RIM, cv2.BORDER_CONSTANT, value=_WHITE).astype(np.uint8)


def _box_of(frame: _Frame, number: int, width: int, height: int, rotation: int) -> Box:
    """Return the box around `frame`, found on the upright page of this size, on the page as it is stored."""
    corners = cv2.boxPoints(((frame.x, frame.y), (frame.long, frame.short), frame.degrees))
    x0, y0 = (float(edge) for edge in corners.min(axis=0))
    x1, y1 = (float(edge) for edge in corners.max(axis=0))
    match rotation:
        case 90:
            x0, y0, x1, y1 = y0, width - x1, y1, width - x0
        case 180:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        case 270:
            x0, y0, x1, y1 = height - y1, x0, height - y0, x1
    return Box(number, max(0.0, x0), max(0.0, y0), x1, y1)
