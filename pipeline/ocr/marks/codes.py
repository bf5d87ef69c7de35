"""QR codes and bar codes: found cheaply by their pattern, and only then read."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.model import Box, Mark, MarkKind
from pipeline.ocr.marks.pieces import Pieces, find_pieces
from pipeline.raster import Pixels, Raster

_FINDER = (0.04, 0.4)  # inches: side of the solid square inside a finder pattern of a QR code
_SOLID = 0.8
_FINDER_RING = 7 / 3  # the ring around that square is so many times as wide
_RING_SLACK = 0.25
_REACH = 22.0  # finder patterns of one code are nearer than so many sides of their squares
_MARGIN = 3.0  # sides of that square: the quiet zone
_BAR = (0.2, 0.045)  # inches: least height and greatest width of a bar
_BARS = 18
_BAR_GAP = 0.12  # inches
_UNREAD, _READ = 0.7, 0.99
_SIZES = 1.0, 2.0
_WHITE = 255


def find_codes(page: Raster, number: int, pieces: Pieces | None = None) -> tuple[Mark, ...]:
    """Return the QR and bar codes of the grey page image `page`; `text` is what a code says, if it could be read.

    `pieces` are the pieces of ink of the page, where they are known. The readers see only the parts of a page that
    hold the patterns of a code.
    """
    stats = find_pieces(page) if pieces is None else pieces
    marks = [*_qr_codes(page, stats, number), *_bar_codes(page, stats, number)]
    return tuple(sorted(marks, key=lambda mark: (mark.box.y0, mark.box.x0) if mark.box else (0.0, 0.0)))


def _qr_codes(page: Raster, stats: npt.NDArray[np.float64], number: int) -> Iterator[Mark]:
    for group in _finder_groups(stats, page.dpi):
        x0, y0 = group[:, 0].min(), group[:, 1].min()
        x1, y1 = (group[:, 0] + group[:, 2]).max(), (group[:, 1] + group[:, 3]).max()
        margin = _MARGIN * float(group[:, 2].mean()) * _FINDER_RING / 2
        box = _cut(page, x0 - margin, y0 - margin, x1 + margin, y1 + margin, number)
        part = _part(page, box)
        texts = _decoded(part)
        if not texts:
            inner = _cut(page, x0, y0, x1, y1, number)
            alone = _decoded_alone(page, inner)
            yield Mark(MarkKind.CODE, inner, alone, _READ if alone else _UNREAD)
        for first, corners in texts:
            left, top = corners.min(axis=0)
            right, bottom = corners.max(axis=0)
            place = _cut(page, box.x0 + left, box.y0 + top, box.x0 + right, box.y0 + bottom, number)
            text = first or _decoded_alone(page, place)
            yield Mark(MarkKind.CODE, place, text, _READ if text else _UNREAD)


def _decoded_alone(page: Raster, box: Box) -> str:
    """Return what the code in `box` says: by itself, in a clear margin, at sizes that the reader likes."""
    part = _part(page, box)
    for factor in _SIZES:
        scaled = cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        rim = max(8, scaled.shape[0] // 8)
        clear = cv2.copyMakeBorder(scaled, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=_WHITE)
        text = cv2.QRCodeDetector().detectAndDecode(clear)[0]
        if text:
            return str(text)
    return ""


def _decoded(part: Pixels) -> list[tuple[str, npt.NDArray[np.float32]]]:
    """Return text (or "") and corners of the QR codes in a part of a page."""
    is_found, texts, corners, _ = cv2.QRCodeDetector().detectAndDecodeMulti(part)
    if not is_found or corners is None:
        return []
    return [(text, np.asarray(quad, dtype=np.float32)) for text, quad in zip(texts, corners, strict=True)]


def _finder_groups(stats: npt.NDArray[np.float64], dpi: int) -> list[npt.NDArray[np.float64]]:
    """Return the finder patterns of each code: at least three solid squares, each in the middle of a square ring."""
    wide, tall, area = stats[:, 2], stats[:, 3], stats[:, 4]
    square = (wide > 0.75 * tall) & (wide < tall / 0.75)
    solid = stats[square & (area > _SOLID * wide * tall) & (wide > _FINDER[0] * dpi) & (wide < _FINDER[1] * dpi)]
    rings = stats[square & (area < 0.7 * wide * tall) & (wide > _FINDER[0] * 2 * dpi)]
    middles = rings[:, :2] + rings[:, 2:4] / 2
    finders = []
    for piece in solid:
        near = np.abs(middles - (piece[:2] + piece[2:4] / 2)).max(axis=1) < 0.35 * piece[2]
        size = np.abs(rings[:, 2] / piece[2] / _FINDER_RING - 1) < _RING_SLACK
        finders.extend(rings[near & size][:1])
    groups: list[list[npt.NDArray[np.float64]]] = []
    for finder in finders:
        reach = _REACH / _FINDER_RING * finder[2]
        is_near = [any(np.abs(each[:2] - finder[:2]).max() < reach for each in group) for group in groups]
        joined = [each for group, near_by in zip(groups, is_near, strict=True) if near_by for each in group]
        groups = [group for group, near_by in zip(groups, is_near, strict=True) if not near_by]
        groups.append([finder, *joined])
    return [np.array(group) for group in groups if len(group) >= 3]


def _bar_codes(page: Raster, stats: npt.NDArray[np.float64], number: int) -> Iterator[Mark]:
    """Return the bar codes: many upright bars of one height, close beside each other."""
    bars = stats[(stats[:, 3] > _BAR[0] * page.dpi) & (stats[:, 2] < _BAR[1] * page.dpi)]
    bars = bars[np.argsort(bars[:, 0])]
    used = np.zeros(len(bars), dtype=np.bool_)
    for first in range(len(bars)):
        if used[first]:
            continue
        row = [first]
        for other in range(first + 1, len(bars)):
            last = bars[row[-1]]
            same = abs(bars[other, 1] - last[1]) < 0.1 * last[3] and abs(bars[other, 3] - last[3]) < 0.2 * last[3]
            if not used[other] and same and bars[other, 0] - last[0] - last[2] < _BAR_GAP * page.dpi:
                row.append(other)
        if len(row) >= _BARS:
            used[row] = True
            own = bars[row]
            x0, y0 = own[:, 0].min(), own[:, 1].min()
            x1, y1 = (own[:, 0] + own[:, 2]).max(), (own[:, 1] + own[:, 3]).max()
            margin = _BAR_GAP * page.dpi
            part = _part(page, _cut(page, x0 - margin, y0 - margin, x1 + margin, y1 + margin, number))
            text = str(cv2.barcode.BarcodeDetector().detectAndDecode(part)[0])
            yield Mark(MarkKind.CODE, _cut(page, x0, y0, x1, y1, number), text, _READ if text else _UNREAD)


def _cut(page: Raster, x0: float, y0: float, x1: float, y1: float, number: int) -> Box:
    return Box(
        number,
        max(0.0, float(x0)),
        max(0.0, float(y0)),
        min(float(page.width), float(x1)),
        min(float(page.height), float(y1)),
    )


def _part(page: Raster, box: Box) -> Pixels:
    return np.ascontiguousarray(page.pixels[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1])
