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

_STATE, _STATE_WISH, _PARTY = (
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
)
_MOTTO_LIKENESS = 78.0
_CAPITALS = 0.6
_HEADER_GAP = 3.0  # heights of a word
_PARTED = 0.7  # heights of a word
_AFTER_MOTTO = 2  # words: a speck or two
_DATE_WORDS = 14
_ADDRESS = "kinh gui"
_RECIPIENTS = "noi nhan"
_RECIPIENTS_LIKENESS = 75.0
_DATE = re.compile(r"\b(ng[aà]?y|th[aá]?ng|n[aă]m)\b")
_DATE_START = re.compile(r"^(?:\S+ ){0,6}?\S*[,.;] ?ng[aà]?y\b|^ng[aà]?y\b")
_NUMBER = re.compile(r"^s[oó]\b ?[:.;]? ?\S*(?:\d|/|$)")
_ANNEX = re.compile(r"^(?:phu luc|mau so|bieu so|bieu mau|mau bieu)\b")
_FILING = re.compile(r"^\W{0,3} ?l[uư]u ?[:;.,]? ?v\.?[tf]\b")
_SIGNING = re.compile(r"^(tm|kt|tl|tuq|q)[.,:] ?\S")


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """Segments of a left and a right column, and the page's segments `above` and `below` them."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    above: tuple[Segment, ...] = ()
    below: tuple[Segment, ...] = ()


def find_header(segments: Sequence[Segment], width: int, height: int, unit: float) -> TwoColumns | None:
    """Return the columns of the first header, or None where there is none. `unit` is the height of a word.

    The right column is known by the motto (of the state or of the party), where that is unreadable by the line of
    place and date beside a number; the gutter is the free band left of it. The header ends at the first segment
    that stands below the date and reaches into the right column: the type of the document, or "Kính gửi".
    """
    place = _motto_place(segments, unit) or _date_place(segments, width, height)
    if place is None:
        return None
    right_x, top, bottom = place
    dates = [s for s in segments if s.x1 > 0.6 * width and _is_date(s) and 0 < s.y1 - bottom < 8 * unit]
    if dates:
        bottom = dates[0].y1
    beside = [word for s in segments if s.middle > top for word in s.words if word.box.y1 <= bottom]
    x = gutter(beside, 0.15 * width, right_x + unit) or right_x - unit / 2
    begin = _header_begin(segments, x, top, unit)
    ends = [s.y0 for s in segments if s.middle > bottom and (s.x1 > x + unit or fold(s.text).startswith(_ADDRESS))]
    end = min(ends, default=float("inf"))
    inside = [part for s in segments if begin < s.middle < end for part in s.split(x)]
    return TwoColumns(
        left=tuple(s for s in inside if s.x0 + s.x1 < 2 * x),
        right=tuple(s for s in inside if s.x0 + s.x1 >= 2 * x),
        above=tuple(s for s in segments if s.middle <= begin),
        below=tuple(s for s in segments if s.middle > begin and s.middle >= end),
    )


def _header_begin(segments: Sequence[Segment], x: float, top: float, unit: float) -> float:
    """Return the height above which nothing belongs to the header whose motto begins at `top`."""
    edge = top
    for segment in sorted((s for s in segments if s.middle < top), key=lambda s: -s.middle):
        if edge - segment.y1 > _HEADER_GAP * unit or _reaches_over(segment, x, unit) or _is_annex(segment):
            return segment.middle
        edge = min(edge, segment.y0)
    return float("-inf")


def _motto_place(segments: Sequence[Segment], unit: float) -> tuple[float, float, float] | None:
    """Return the left edge, the top and the bottom of the first motto (its lines together), or None."""
    mottoes = [(s, start) for s in segments if (start := _motto_start(s, unit)) is not None]
    if not mottoes:
        return None
    first = min(s.y0 for s, _ in mottoes)
    mottoes = [(s, start) for s, start in mottoes if s.y0 - first < 4 * unit]
    return (
        min(s.words[start].box.x0 for s, start in mottoes),
        min(s.words[start].box.y0 for s, start in mottoes),
        max(s.y1 for s, _ in mottoes),
    )


def _motto_start(segment: Segment, unit: float) -> int | None:
    """Return the index of the word at which a motto begins that ends `segment`, or None.

    The names of state and party are set in capitals and parted from the body on their left; in the text they are
    neither.
    """
    text = fold(segment.text)
    for motto in (_STATE, _STATE_WISH, _PARTY):
        if len(text) < 0.7 * len(motto):
            continue
        found = fuzz.partial_ratio_alignment(motto, text, score_cutoff=_MOTTO_LIKENESS)
        if found is None or len(text[found.dest_end :].split()) > _AFTER_MOTTO:
            continue
        start = min(text[: found.dest_start + 1].count(" "), len(segment.words) - 1)
        own = [char for word in segment.words[start:] for char in word.text if char.isalpha()]
        capitals = sum(char.isupper() for char in own) / max(1, len(own))
        if motto == _STATE_WISH or (capitals >= _CAPITALS and _is_parted_from(segment, start, motto, unit)):
            return start
    return None


def _is_parted_from(segment: Segment, start: int, motto: str, unit: float) -> bool:
    """Whether the motto at word `start` is not the end of what stands before it ("nước Cộng hòa ...", "của Đảng ...").

    The name of the state is long: beside a long name of a body the gap may be that of two words.
    """
    before = [word for word in segment.words[:start] if any(char.isalnum() for char in word.text)]
    if not before:
        return True
    gap = segment.words[start].box.x0 - before[-1].box.x1
    return gap >= _PARTED * unit or (motto == _STATE and fold(before[-1].text) != "nuoc")


def _date_place(segments: Sequence[Segment], width: int, height: int) -> tuple[float, float, float] | None:
    """Return the place of the date of a header whose motto cannot be read: at the top, right of a number."""
    top = [s for s in segments if s.middle < 0.25 * height]
    if not any(_NUMBER.match(fold(s.text)) and s.x0 < 0.4 * width for s in top):
        return None
    dates = [s for s in top if s.x0 > 0.35 * width and s.x1 > 0.6 * width and _is_date(s)]
    dates = [s for s in dates if _DATE_START.search(fold(s.text))]
    return (dates[0].x0, dates[0].y0, dates[0].y1) if dates else None


def _is_date(segment: Segment) -> bool:
    return len(set(_DATE.findall(fold(segment.text)))) >= 2 and len(segment.words) <= _DATE_WORDS


def _reaches_over(segment: Segment, x: float, unit: float) -> bool:
    """Whether `segment` stands on both sides of `x` and no gap in it lies there."""
    if segment.x0 > x - unit or segment.x1 < x + unit:
        return False
    pairs = zip(segment.words, segment.words[1:], strict=False)
    return not any(
        left.box.x1 <= x <= right.box.x0 and right.box.x0 - left.box.x1 > 1.2 * unit for left, right in pairs
    )


def find_ending(segments: Sequence[Segment], width: int, unit: float) -> TwoColumns | None:
    """Return the recipients (left) and the signature (right), or None where there is no such ending.

    They begin at "Nơi nhận", where that is unreadable at the top of the list that ends with "Lưu: VT"; the signature
    may stand a few lines higher. They end at the first line that reaches over both columns, or is the title of an
    annex.
    """
    anchor = next((s for s in segments if _is_recipients(s) and s.x0 < 0.4 * width), None)
    anchor = anchor or _list_above_filing(segments, width, unit)
    if anchor is None:
        return None
    beside = [s for s in segments if s.y1 > anchor.y0 + 0.3 * unit]
    ends = [s.y0 for s in beside if s.y0 > anchor.y1 and _ends_ending(s, anchor, width, unit)]
    end = min(ends, default=float("inf"))
    beside = [s for s in beside if s.middle < end]
    x = _ending_gutter(beside, anchor, width, unit)
    right_above = _right_above(segments, anchor, x, unit)
    parts = [part for s in beside for part in s.split(x)]
    taken = {id(s) for s in (*beside, *right_above)}
    rest = [s for s in segments if id(s) not in taken]
    return TwoColumns(
        left=tuple(part for part in parts if part.x0 + part.x1 < 2 * x),
        right=(*right_above, *(part for part in parts if part.x0 + part.x1 >= 2 * x)),
        above=tuple(s for s in rest if s.middle < end),
        below=tuple(s for s in rest if s.middle >= end),
    )


def _list_above_filing(segments: Sequence[Segment], width: int, unit: float) -> Segment | None:
    """Return the first line of the list of recipients that ends with "- Lưu: VT", or None."""
    filing = next((s for s in segments if _FILING.match(fold(s.text)) and s.x0 < 0.4 * width), None)
    if filing is None:
        return None
    top = filing
    for segment in sorted((s for s in segments if s.y0 < filing.y0), key=lambda s: -s.y0):
        if abs(segment.x0 - filing.x0) > 3 * unit:
            continue
        is_item = segment.text.lstrip("~. ")[:1] in {"-", "–", "—", "+"}
        if top.y0 - segment.y1 > 1.2 * unit or "./" in segment.text or (segment.x1 > 0.6 * width and not is_item):
            break
        top = segment
    return top


def _ends_ending(segment: Segment, anchor: Segment, width: int, unit: float) -> bool:
    if _is_annex(segment):
        return True
    wide = segment.x0 < anchor.x0 + 0.25 * width and segment.x1 > 0.72 * width
    return wide and not _is_parted(segment, unit)


def _is_annex(segment: Segment) -> bool:
    return bool(_ANNEX.match(fold(segment.text)))


def _ending_gutter(beside: Sequence[Segment], anchor: Segment, width: int, unit: float) -> float:
    """Return the x that parts recipients and signature; the width of the page where there is no signature."""
    words = [word for s in beside for word in s.words]
    found = gutter(words, anchor.x1, min(0.8 * width, max(word.box.x1 for word in words)))
    if found is not None:
        return found
    starts = [s.x0 for s in beside if s.x0 > 0.4 * width]
    return min(starts) - unit / 2 if starts else float(width)


def _is_recipients(segment: Segment) -> bool:
    start = fold(" ".join(word.text for word in segment.words[:2]))[: len(_RECIPIENTS) + 1].rstrip(": ")
    goes_on = len(segment.words) > 2 and ":" not in segment.words[1].text and segment.words[2].text[0].islower()
    return fuzz.ratio(start, _RECIPIENTS) >= _RECIPIENTS_LIKENESS and not goes_on


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
