"""Seals, framed stamps and strokes of a pen, found in a picture of one colour of ink. Works at about 100 dpi.

A ghost (a seal of another sheet shining through, or printed off on this one) is patchy and pale: no ring is found in
it, it has no straight side and no arc, so it is none of these.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import WHITE, Mask, Pieces, as_pixels, pieces
from pipeline.model import MarkKind
from pipeline.raster import Pixels

_RING_INCHES = (0.45, 1.0)
_RIM_INCHES = 0.05
_EDGE_INCHES = 0.25
_WORK_DPI = 100
_INKED = 0.2
_JOINED_INCHES = 0.1
_STROKE_INCHES = 0.55
"""Ink in larger pieces outside a ring is a frame, an arrow, a signature; in smaller ones it is letters, which stay."""

_NAME_INCHES = 0.32  # a flat piece is a name stamped in script, its letters joined

_LINE_INCHES, _LINE_FLAT = 0.35, 0.42  # a line of letters is so long at least, and so flat at most
_STAMP_INCHES = (0.7, 4.5), (0.22, 2.2)
_HALF_INCHES = (0.7, 2.2)
_SIDE_INCHES = 0.2
_FRAMED = 1.3  # lengths of the longer side that straight lines must sum up to: two long sides, or most of them
_STRAIGHT_SHARE = 0.13  # of the ink: 0.21 in frames, 0.05 to 0.07 in the patches of a ghost
_ARC_DEVIATION_INCHES = 0.03
_LEAST_ON_ARC = 0.7
_PEN_INCHES = 0.3
_PEN_JOINED_INCHES = 0.12
_PEN_PERCENTILE = 75
_PEN_SHARE = 0.4  # of the dark pixels of a group are blue: 0.6 to 1 for a pen, 0.05 for a fringe
_PEN_EXCESS = 54  # a ball pen reaches 56 to 160 at this percentile, the fringe of black print 33 to 48

Places = npt.NDArray[np.intp]
"""Columns or rows of pixels."""


@dataclass(frozen=True, slots=True)
class Found:
    """A seal, half seal, stamp or handwriting: its kind, and left, top, right, bottom in pixels of the page."""

    kind: MarkKind
    x0: int
    y0: int
    x1: int
    y1: int


def find_stamps(is_red: Mask, dpi: int) -> tuple[Mask, tuple[Found, ...]]:
    """Return the red ink that belongs to seals and stamps, and those found.

    It is all ink in a ring or in a frame of straight lines, large pieces (strokes), half seals at the edge, and the
    patches of ghosts. Lines of letters stay: titles and names of signers are stamped in red, too.
    """
    small, factor = _shrunk(is_red, dpi)
    inch = dpi * factor
    region = np.zeros(small.shape, dtype=np.uint8)
    found: list[tuple[MarkKind, float, float, float, float]] = []
    for x, y, radius in find_rings(small, inch):
        cv2.circle(region, (round(x), round(y)), round(radius), 1, cv2.FILLED)
        found.append((MarkKind.SEAL, x - radius, y - radius, x + radius, y + radius))
    outside = as_pixels(np.where(region > 0, 0, small > _INKED))
    closed = pieces(as_pixels(cv2.morphologyEx(outside, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))))
    is_stroke = (np.maximum(closed.width, closed.height) > _STROKE_INCHES * inch) & (
        closed.height > _NAME_INCHES * inch
    )
    region |= closed.mask(is_stroke).view(np.uint8)
    groups = _groups(outside, _JOINED_INCHES * inch)
    for index in range(groups.area.size):
        window = groups.window(index)
        own = (groups.labels[window] == index + 1) & (outside[window] > 0)
        ys, xs = (places + edge.start for places, edge in zip(np.nonzero(own), window, strict=True))
        kind = _kind(xs, ys, outside.shape, inch)
        if kind is None and not _is_line(xs, ys, inch):
            region[window] |= own.view(np.uint8)  # the patches of a ghost
        elif kind is not None:
            hull = cv2.convexHull(np.column_stack([xs, ys]).astype(np.int32))
            cv2.fillConvexPoly(region, hull, 1)
            found.append((kind, xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))
    height, width = is_red.shape
    grown = cv2.dilate(region, np.ones((3, 3), np.uint8))
    belonging: Mask = is_red & cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST).view(np.bool_)
    return belonging, tuple(_on_page(each, factor) for each in found)


def find_pen(bluish: Pixels, least: int, grey: Pixels, dpi: int) -> tuple[Found, ...]:
    """Return what is written in blue ink, in groups of strokes at least 0.3 inch wide or high.

    `bluish` is by how much blue exceeds red, `least` what counts as blue. The blue fringe that some scanners give to
    black print is paler than a pen and stands beside black; a blue underline is no writing.
    """
    is_blue = bluish > least
    small, factor = _shrunk(is_blue, dpi)
    inch = dpi * factor
    written = as_pixels(small > _INKED)
    groups = _groups(written, _PEN_JOINED_INCHES * inch)
    reach = round(_PEN_JOINED_INCHES * inch)
    found = []
    for index in np.flatnonzero(np.maximum(groups.width, groups.height) > _PEN_INCHES * inch + reach).tolist():
        part = groups.window(index)
        own = (groups.labels[part] == index + 1) & (written[part] > 0)
        ys, xs = (places + edge.start for places, edge in zip(np.nonzero(own), part, strict=True))
        edges = float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1)
        each = _on_page((MarkKind.HANDWRITING, *edges), factor)
        window = slice(each.y0, each.y1), slice(each.x0, each.x1)
        tall, wide = is_blue[window].shape
        left, top, width, height = cv2.boundingRect(own.view(np.uint8))
        strokes = np.ascontiguousarray(own[top : top + height, left : left + width])
        around = cv2.dilate(strokes.view(np.uint8), np.ones((5, 5), np.uint8))
        near = cv2.resize(around, (wide, tall), interpolation=cv2.INTER_NEAREST).view(np.bool_)
        blue, black = is_blue[window] & near, (grey[window] < WHITE // 2) & near
        if blue.size and float(np.percentile(bluish[window][blue], _PEN_PERCENTILE)) >= _PEN_EXCESS:
            is_thick = edges[3] - edges[1] > _PEN_INCHES / 4 * inch
            if is_thick and np.count_nonzero(blue & black) >= _PEN_SHARE * np.count_nonzero(black):
                found.append(each)
    return tuple(found)


def _shrunk(mask: Mask, dpi: int) -> tuple[npt.NDArray[np.float32], float]:
    """Return `mask` at 100 dpi or less, each pixel the share of ink in it, and the factor."""
    factor = min(1.0, _WORK_DPI / dpi)
    _, full = cv2.threshold(mask.view(np.uint8), 0, WHITE, cv2.THRESH_BINARY)
    small = cv2.resize(full, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return small.astype(np.float32) / np.float32(WHITE), factor


def _on_page(found: tuple[MarkKind, float, float, float, float], factor: float) -> Found:
    left, top, right, bottom = (max(0, round(edge / factor)) for edge in found[1:])
    return Found(found[0], left, top, right, bottom)


def _groups(ink: Pixels, reach: float) -> Pieces:
    """Return the pieces of ink, those joined that are nearer than `reach` pixels."""
    side = max(3, round(reach)) | 1
    return pieces(as_pixels(cv2.dilate(ink, np.ones((side, side), np.uint8))))


def _kind(xs: Places, ys: Places, shape: tuple[int, ...], inch: float) -> MarkKind | None:
    """Return what a group of ink outside any ring is; None where it is letters, strokes or a ghost.

    `xs` and `ys` are its pixels, row by row, in a picture of `shape`.
    """
    if xs.size < _STROKE_INCHES * inch:
        return None
    if _is_half_seal(xs, ys, shape[1], inch):
        return MarkKind.HALF_SEAL
    points = np.column_stack([xs, ys]).astype(np.float32)
    _, sides, _ = cv2.minAreaRect(points)
    longer, shorter = max(sides) / inch, min(sides) / inch
    long, wide = _STAMP_INCHES
    if not (long[0] < longer < long[1] and wide[0] < shorter < wide[1]):
        return None
    own = np.zeros(shape, dtype=np.uint8)
    own[ys, xs] = 1
    straight = _straight(own, inch)
    is_framed = straight > _FRAMED * longer * inch and straight > _STRAIGHT_SHARE * xs.size
    return MarkKind.STAMP if is_framed else None


def _is_line(xs: Places, ys: Places, inch: float) -> bool:
    """Whether a group of ink is long and flat, as a line or two of letters are."""
    if not xs.size:
        return False
    _, sides, _ = cv2.minAreaRect(np.column_stack([xs, ys]).astype(np.float32))
    return max(sides) > _LINE_INCHES * inch and min(sides) < _LINE_FLAT * max(sides)


def _straight(own: Pixels, inch: float) -> float:
    """Return the summed length, in pixels, of the straight lines in a picture of ink (0 and 1)."""
    least = round(_SIDE_INCHES * inch)
    lines = cv2.HoughLinesP(
        own * WHITE, 1, np.pi / 180, least, minLineLength=1.5 * least, maxLineGap=round(0.03 * inch)
    )
    if lines is None:
        return 0.0
    drawn = np.zeros(own.shape, dtype=np.uint8)
    for x0, y0, x1, y1 in lines.reshape(-1, 4).astype(int).tolist():
        cv2.line(drawn, (x0, y0), (x1, y1), 1)  # lines found twice count once
    return float(np.count_nonzero(drawn & own))


def _is_half_seal(xs: Places, ys: Places, page_width: int, inch: float) -> bool:
    """Whether the ink is part of a ring that the edge of the page, or of the sheet below, cuts.

    The outermost ink of each row, seen from the left or from the right, lies on an arc with the radius of a seal.
    """
    tall, wide = (ys.max() - ys.min()) / inch, (xs.max() - xs.min()) / inch
    at_edge = min(xs.min(), page_width - xs.max()) < _EDGE_INCHES * inch
    if not at_edge or not _HALF_INCHES[0] < tall < _HALF_INCHES[1] or wide > 0.8 * tall:
        return False
    rows = np.unique(ys)
    inner, outer = (np.array([pick(xs[ys == row]) for row in rows]) for pick in (np.min, np.max))
    return any(_on_arc(rows, side, inch) >= _LEAST_ON_ARC for side in (inner, outer))


def _on_arc(ys: Places, xs: Places, inch: float) -> float:
    """Return the share of points that lie on the circle of a seal that fits them best (least squares, refitted)."""
    chosen = np.ones(ys.size, dtype=np.bool_)
    share = 0.0
    for _ in range(4):
        if np.count_nonzero(chosen) < 5:
            return 0.0
        rows = np.column_stack([xs[chosen], ys[chosen], np.ones(np.count_nonzero(chosen))])
        (a, b, c), *_ = np.linalg.lstsq(rows, (rows[:, :2] ** 2).sum(axis=1), rcond=None)
        radius = float(np.sqrt(max(0.0, c + (a * a + b * b) / 4)))
        if not _RING_INCHES[0] < radius / inch < _RING_INCHES[1]:
            return 0.0
        away = np.abs(np.hypot(xs - a / 2, ys - b / 2) - radius)
        chosen = away < np.maximum(_ARC_DEVIATION_INCHES * inch, np.percentile(away, 60))
        share = float(np.mean(away < _ARC_DEVIATION_INCHES * inch))
    return share


def find_rings(red: npt.NDArray[np.float32], inch: float) -> list[tuple[float, float, float]]:
    """Return centre and radius of each seal in a picture of red ink (0 to 1): the outermost of concentric circles.

    A Hough transform finds the ring although print breaks it and a title is stamped over it.
    """
    picture = as_pixels(cv2.GaussianBlur((np.clip(2 * red, 0, 1) * WHITE).astype(np.uint8), (0, 0), 1.2))
    low, high = _RING_INCHES
    circles = cv2.HoughCircles(
        picture, cv2.HOUGH_GRADIENT_ALT, 1.5, high * inch, param1=200, param2=0.6,
        minRadius=round(low * inch), maxRadius=round(high * inch),
    )  # fmt: skip
    rings: list[tuple[float, float, float]] = []
    for x, y, radius in sorted([] if circles is None else circles[0].tolist(), key=lambda circle: -circle[2]):
        if all(np.hypot(x - other[0], y - other[1]) > other[2] for other in rings):
            rings.append((x, y, radius + _RIM_INCHES * inch))
    return rings
