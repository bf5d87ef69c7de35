"""The strokes of a signature: long connected ink between the title and the name of the signer, and what a pen wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from pipeline.model import Box, Line, LineRole, Mark, MarkKind
from pipeline.raster import Raster
from pipeline.reading import union

_ASIDE, _OVER, _UNDER = 1.0, 0.1, 0.15  # inches: how far strokes reach beyond title and name
_ROOM = 1.4  # inches: what a signature takes below a title whose name was not read
_STROKE = 0.4  # inches: no letter is as wide
_PEN = 0.6  # inches: ink of a pen as wide is a signature; less are initials
_INK, _PALE = 140, 205
_BROKEN = 0.08  # inches: so far the pieces of a pale stroke lie apart
_WHITE = 255
_BY_PEN, _BY_STROKES, _BY_SCRAWL, _BY_PALE_STROKES = 0.95, 0.85, 0.6, 0.6


def find_signature(lines: Sequence[Line], page: Raster, number: int, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return `marks` with a SIGNATURE among them where the signature of the page is signed.

    A pen's large writing in the signature is it; else strokes that are no letters, outside the seals, in pale ink where
    there are none in dark. What the engine made of them (HANDWRITING there) is no other mark.
    """
    zone = _zone(lines, page)
    if zone is None:
        return tuple(marks)
    own = [mark for mark in marks if mark.kind is MarkKind.HANDWRITING and mark.box and _shared(mark.box, zone) > 0.3]
    pen = [mark.box for mark in own if mark.box and not mark.text and mark.box.x1 - mark.box.x0 > _PEN * page.dpi]
    strokes = _strokes(lines, page, zone, marks)
    pale = [] if own or strokes else _strokes(lines, page, zone, marks, is_pale=True)
    if not own and not strokes and not pale:
        return tuple(marks)
    boxes = [*pen, *strokes, *pale] or [mark.box for mark in own if mark.box]
    confidence = _BY_PEN if pen else _BY_STROKES if strokes else _BY_PALE_STROKES if pale else _BY_SCRAWL
    box = replace(union(boxes), page=number)
    signature = Mark(MarkKind.SIGNATURE, box, confidence=confidence)
    return (*(mark for mark in marks if mark not in own or (mark.box and _shared(mark.box, box) < 0.3)), signature)


def _zone(lines: Sequence[Line], page: Raster) -> Box | None:
    """Return where a signature stands: below the title of the signer, down to the name; over a name without title."""
    boxes = [line.box for line in lines if line.role is LineRole.SIGNATURE and line.box]
    if not boxes:
        return None
    gaps = [(low.y0 - high.y1, high, low) for high, low in pairwise(boxes)]
    widest = max(gaps, key=lambda gap: gap[0], default=None)
    inch = page.dpi
    x0 = max(0.0, min(box.x0 for box in boxes) - _ASIDE * inch)
    if widest is not None and widest[0] > 0.25 * inch:
        y0, y1 = widest[1].y1 - _OVER * inch, widest[2].y0 + _UNDER * inch
    elif len(boxes) == 1 and not any(line.text.isupper() for line in lines if line.role is LineRole.SIGNATURE):
        y0, y1 = max(0.0, boxes[0].y0 - _ROOM * inch), boxes[0].y0 + _UNDER * inch
    else:
        bottom = max(box.y1 for box in boxes)
        y0, y1 = bottom - _OVER * inch, min(float(page.height), bottom + _ROOM * inch)
    return Box(boxes[0].page, x0, y0, float(page.width), y1)


def _strokes(
    lines: Sequence[Line], page: Raster, zone: Box, marks: Sequence[Mark], *, is_pale: bool = False
) -> list[Box]:
    """Return the boxes of long pieces of ink in `zone`, outside the seals and the words.

    Those in pale ink are looked for among pieces that lie close together, and longer than letters by more.
    """
    x0, y0, x1, y1 = (round(edge) for edge in (zone.x0, zone.y0, zone.x1, zone.y1))
    dark = (page.pixels[y0:y1, x0:x1] < (_PALE if is_pale else _INK)).astype(np.uint8)
    if not dark.size:
        return []
    for mark in marks:
        if mark.kind is MarkKind.SEAL and mark.box:
            centre = round((mark.box.x0 + mark.box.x1) / 2) - x0, round((mark.box.y0 + mark.box.y1) / 2) - y0
            cv2.circle(
                dark, centre, round(max(mark.box.x1 - mark.box.x0, mark.box.y1 - mark.box.y0) / 2), 0, cv2.FILLED
            )
    for word in (word for line in lines for word in line.words):
        left, top = round(word.box.x0) - x0, round(word.box.y0) - y0
        dark[max(0, top) : max(0, round(word.box.y1) - y0), max(0, left) : max(0, round(word.box.x1) - x0)] = 0
    if is_pale:
        side = round(_BROKEN * page.dpi) | 1
        dark = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)).astype(np.uint8)
    long = (_PEN if is_pale else _STROKE) * page.dpi
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    found = []
    for left, top, wide, tall in ((int(value) for value in row[:4]) for row in stats[1:]):
        is_shadow = left + wide >= dark.shape[1] - 2 and wide < tall  # the edge of the sheet
        if max(wide, tall) > long and wide > 0.25 * long and not is_shadow:
            found.append(Box(zone.page, x0 + left, y0 + top, x0 + left + wide, y0 + top + tall))
    return found


def _shared(one: Box, other: Box) -> float:
    """Return which part of `one` lies in `other`."""
    wide, tall = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, wide) * max(0.0, tall) / max(1.0, (one.x1 - one.x0) * (one.y1 - one.y0))
