"""The two places where an administrative paper has two columns: its header and its end (Nghị định 30/2020/NĐ-CP).

Header: issuing body, number and subject on the left; motto, place and date on the right. End: recipients on the
left, signature on the right. The baselines of the columns do not match, so each is taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.language import fold
from pipeline.layout.segments import Segment, gutter

_MOTTOES = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "dang cong san viet nam")
_MOTTO_LIKENESS = 78.0
_ADDRESS = "kinh gui"
_RECIPIENTS = "noi nhan"
_RECIPIENTS_LIKENESS = 75.0
_DATE = re.compile(r"\b(ng[aà]?y|th[aá]?ng|n[aă]m)\b")
_SIGNING = re.compile(r"^(tm|kt|tl|tuq|q)[.,:] ?\S")


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """Segments of a left and a right column, and the `rest` of the page's segments above and below them."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    rest: tuple[Segment, ...]


def find_header(segments: Sequence[Segment], width: int, height: int, unit: float) -> TwoColumns | None:
    """Return the header's columns, or None where the page has none. `unit` is the height of a word.

    The right column is known by the motto (of the state or of the party), where that is unreadable by the line of
    place and date; the gutter is the free band left of it. The header ends at the first segment that stands below
    the date and reaches into the right column: the type of the document, or "Kính gửi".
    """
    top = [segment for segment in segments if segment.middle < 0.45 * height]
    mottoes = [(segment, start) for segment in top if (start := _motto_start(segment)) is not None]
    dates = [segment for segment in top if segment.x1 > 0.6 * width and _is_date(segment)]
    if mottoes:
        right_x = min(segment.words[start].box.x0 for segment, start in mottoes)
        bottom = max(segment.y1 for segment, _ in mottoes)
        dates = [segment for segment in dates if 0 < segment.y1 - bottom < 8 * unit]
    elif dates and dates[0].x0 > 0.35 * width and dates[0].middle < 0.25 * height:
        right_x, bottom = dates[0].x0, dates[0].y1
    else:
        return None
    if dates:
        bottom = max(bottom, dates[0].y1)
    above = [word for segment in top for word in segment.words if word.box.y1 <= bottom]
    x = gutter(above, 0.15 * width, right_x + unit) or right_x - unit / 2
    ends = [
        segment.y0
        for segment in segments
        if segment.middle > bottom and (segment.x1 > x + unit or fold(segment.text).startswith(_ADDRESS))
    ]
    end = min(ends, default=float(height))
    inside = [part for segment in segments if segment.middle < end for part in segment.split(x)]
    return TwoColumns(
        left=tuple(segment for segment in inside if segment.x0 + segment.x1 < 2 * x),
        right=tuple(segment for segment in inside if segment.x0 + segment.x1 >= 2 * x),
        rest=tuple(segment for segment in segments if segment.middle >= end),
    )


def _motto_start(segment: Segment) -> int | None:
    """Return the index of the word at which a motto begins in `segment`, or None."""
    text = fold(segment.text)
    for motto in _MOTTOES:
        if len(text) < 0.7 * len(motto):
            continue
        found = fuzz.partial_ratio_alignment(motto, text, score_cutoff=_MOTTO_LIKENESS)
        if found is not None and len(fold(segment.text[: found.dest_start]).split()) <= len(segment.words) / 2 + 4:
            return min(text[: found.dest_start + 1].count(" "), len(segment.words) - 1)
    return None


def _is_date(segment: Segment) -> bool:
    return len(set(_DATE.findall(fold(segment.text)))) >= 2 and len(segment.words) <= 14


def find_ending(segments: Sequence[Segment], width: int, unit: float) -> TwoColumns | None:
    """Return the recipients (left) and the signature (right), or None where the page has no such ending.

    They begin at "Nơi nhận"; the signature may stand a few lines higher. They end at the first line that reaches
    over both columns (an annex that follows).
    """
    anchors = [segment for segment in segments if _is_recipients(segment) and segment.x0 < 0.4 * width]
    if not anchors:
        return None
    anchor = anchors[-1]
    below = [segment for segment in segments if segment.y1 > anchor.y0 + 0.3 * unit]
    ends = [
        segment.y0
        for segment in below
        if segment.x0 < anchor.x0 + 0.25 * width and segment.x1 > 0.72 * width and not _is_parted(segment, unit)
    ]
    end = min((y for y in ends if y > anchor.y1), default=float("inf"))
    below = [segment for segment in below if segment.middle < end]
    x = gutter((word for segment in below for word in segment.words), anchor.x1, 0.8 * width) or 0.5 * width
    right_above = _right_above(segments, anchor, x, unit)
    parts = [part for segment in below for part in segment.split(x)]
    taken = {id(segment) for segment in (*below, *right_above)}
    return TwoColumns(
        left=tuple(part for part in parts if part.x0 + part.x1 < 2 * x),
        right=(*right_above, *(part for part in parts if part.x0 + part.x1 >= 2 * x)),
        rest=tuple(segment for segment in segments if id(segment) not in taken),
    )


def _is_recipients(segment: Segment) -> bool:
    start = fold(" ".join(word.text for word in segment.words[:2]))[: len(_RECIPIENTS) + 1].rstrip(": ")
    return fuzz.ratio(start, _RECIPIENTS) >= _RECIPIENTS_LIKENESS


def _is_parted(segment: Segment, unit: float) -> bool:
    """Whether a wide gap in `segment` shows that it is one of each column."""
    pairs = zip(segment.words, segment.words[1:], strict=False)
    return any(right.box.x0 - left.box.x1 > 1.2 * unit for left, right in pairs)


def _right_above(segments: Sequence[Segment], anchor: Segment, x: float, unit: float) -> tuple[Segment, ...]:
    """Return the segments right of `x` that stand above the anchor, beside nothing and close together."""
    found: list[Segment] = []
    limit = anchor.y0
    for segment in sorted(segments, key=lambda segment: -segment.middle):
        if segment.y1 > anchor.y0 + 0.3 * unit:
            continue
        if segment.x0 < x or limit - segment.y1 > 2.5 * unit:
            break
        found.append(segment)
        limit = segment.y0
    return tuple(reversed(found))


def find_signature(segments: Sequence[Segment], width: int) -> tuple[Segment, ...]:
    """Return the segments of a signature that has no recipients beside it: from "TM.", "KT." ... down."""
    anchors = [segment for segment in segments if segment.x0 > 0.4 * width and _SIGNING.match(fold(segment.text))]
    if not anchors:
        return ()
    below = [segment for segment in segments if segment.middle >= anchors[0].middle]
    return tuple(below) if all(segment.x0 > 0.35 * width for segment in below) else ()
