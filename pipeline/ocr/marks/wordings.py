"""Marks that the engine read as words: urgency, secrecy, copy and draft by their place and form, and captions.

The word alone does not make a mark: a plan may speak of secrets. A mark stands by itself in the upper part of the
page, in capitals, a gap away from any other words of its row, and does not go on a line of capitals above it, as the
last line of a title would, unless a frame is drawn around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.language import fold
from pipeline.layout import line_confidence
from pipeline.layout.segments import Segment, find_segments, word_height
from pipeline.model import Mark, MarkKind, Word
from pipeline.ocr.marks.saying import find_saying
from pipeline.ocr.ruling import Ruling
from pipeline.ocr.vocabulary import words as words_of
from pipeline.raster import Raster
from pipeline.reading import union

_UPPER = 0.45  # of the page's height: where marks of urgency, secrecy, drafts stand
_MOST_WORDS = 4
_BELIEVED = 0.5
_NEAR = 0.9  # heights of a word: the gap to the line above where both are one title
_FRAME_INCHES = 0.2  # from the words to their frame
_FRAMED = 0.6  # of each side of the frame is drawn
_ALIKE = 88  # in 100: a label that the engine bruised
_STAMPED_TIME = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}[, ]+\d{1,2}:\d{2}(:\d{2})?|\d{1,2}:\d{2}:\d{2}")
_ADDRESS = re.compile(r"\S@\S")
_CAPTION_GAP = 1.3  # heights: between lines of one caption
_SMALL = 0.8  # of the height of a word: captions are set smaller than text
_EDGE = 0.08  # of the page's height: where a capture app leaves its line


def part_wordings(words: Sequence[Word], ruling: Ruling, page: Raster) -> tuple[tuple[Word, ...], tuple[Mark, ...]]:
    """Return the words of the text, and the marks that the others are. Words in tables are not to be among `words`."""
    height = word_height(words)
    segments = find_segments(words, height)
    marks: list[Mark] = []
    taken: set[int] = set()
    for caption in _captions(segments, height):
        marks.append(_mark(MarkKind.CAPTION, caption, "\n".join(segment.text for segment in caption)))
        taken.update(id(word) for segment in caption for word in segment.words)
    for segment in segments:
        if any(id(word) in taken for word in segment.words):
            continue
        mark = _capture(segment, page) or _saying(segment, segments, ruling, page)
        if mark is not None:
            marks.append(mark)
            taken.update(id(word) for word in segment.words)
    return tuple(word for word in words if id(word) not in taken), tuple(marks)


def _mark(kind: MarkKind, segments: Sequence[Segment], text: str) -> Mark:
    own = [word for segment in segments for word in segment.words]
    return Mark(kind, union([word.box for word in own]), text, line_confidence(own))


def _saying(segment: Segment, segments: Sequence[Segment], ruling: Ruling, page: Raster) -> Mark | None:
    if len(segment.words) > _MOST_WORDS or segment.middle > _UPPER * page.height:
        return None
    in_frame = _is_framed(segment, ruling, page.dpi)
    saying = find_saying(segment.text, in_frame=in_frame)
    if saying is None or not _is_capital(segment.text):
        return None
    if not in_frame and (_ends_title(segment, segments) or line_confidence(segment.words) < _BELIEVED):
        return None
    mark = _mark(saying.kind, [segment], saying.text)
    certainty = 1.0 if in_frame else 0.9
    return Mark(mark.kind, mark.box, mark.text, round(mark.confidence * saying.likeness * certainty, 4))


def _is_capital(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) >= 0.8 * len(letters)


def _ends_title(segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether a line of capitals stands right above or below, so that both may be one title or the name of a body."""
    tall = segment.y1 - segment.y0
    for other in segments:
        gap = max(segment.y0 - other.y1, other.y0 - segment.y1)
        beside = min(segment.x1, other.x1) - max(segment.x0, other.x0)
        is_name = len(other.words) > 1 and _is_capital(other.text) and find_saying(other.text) is None
        if other is not segment and is_name and -0.5 * tall < gap < _NEAR * tall and beside > 0:
            return True
    return False


def _is_framed(segment: Segment, ruling: Ruling, dpi: int) -> bool:
    """Whether rules are drawn over and under the segment, near it."""
    reach = round(_FRAME_INCHES * dpi)
    x0, x1 = max(0, round(segment.x0)), round(segment.x1)
    y0, y1 = max(0, round(segment.y0)), round(segment.y1)
    over = ruling.level[max(0, y0 - reach) : y0 + 2, x0:x1].any(axis=0)
    under = ruling.level[y1 - 2 : y1 + reach, x0:x1].any(axis=0)
    return bool(over.size and over.mean() >= _FRAMED and under.mean() >= _FRAMED)


def _capture(segment: Segment, page: Raster) -> Mark | None:
    """Return the line of a capture app ("Được quét bằng CamScanner") at the upper or lower edge of the page."""
    at_edge = segment.y1 < _EDGE * page.height or segment.y0 > (1 - _EDGE) * page.height
    folded = fold(segment.text)
    known = any(fuzz.partial_ratio(label, folded) >= _ALIKE for label in words_of("marks", "captions", "capture"))
    long_enough = sum(char.isalpha() for char in folded) >= 8
    return _mark(MarkKind.CAPTION, [segment], segment.text) if at_edge and known and long_enough else None


def _captions(segments: Sequence[Segment], height: float) -> list[list[Segment]]:
    """Return the captions of electronic signatures: a line that can be nothing else, and those around it that fit.

    The lines of a caption are short, close, and begin below each other.
    """
    captions: list[list[Segment]] = []
    taken: set[int] = set()
    for segment in segments:
        if id(segment) in taken or not _is_sure(segment.text):
            continue
        caption = [segment]
        grew = True
        while grew:
            near = [other for other in segments if other not in caption and _goes_with(other, caption, height)]
            caption += near
            grew = bool(near)
        if len(caption) > 1 or _STAMPED_TIME.search(segment.text):
            taken.update(id(each) for each in caption)
            captions.append(sorted(caption, key=lambda each: each.middle))
    return captions


def _is_sure(text: str) -> bool:
    return _begins(text, "sure") or (bool(_STAMPED_TIME.search(text)) and len(text) < 60)


def _begins(text: str, entry: str) -> bool:
    folded = fold(text).lstrip(" .,-\"'")
    labels = words_of("marks", "captions", entry)
    return any(fuzz.ratio(label, folded[: len(label)]) >= _ALIKE for label in labels)


def _goes_with(other: Segment, caption: Sequence[Segment], height: float) -> bool:
    """Whether a segment is a further line of a caption: it says so, or holds an address, and stands close to it."""
    tall = max(segment.y1 - segment.y0 for segment in caption)
    aligned = any(abs(other.x0 - segment.x0) < 1.5 * height for segment in caption)
    gap = min(max(other.y0 - segment.y1, segment.y0 - other.y1) for segment in caption)
    if not aligned or gap > _CAPTION_GAP * tall:
        return False
    text = other.text
    is_small = max(tall, other.y1 - other.y0) < _SMALL * height
    return is_small or _is_sure(text) or _begins(text, "labels") or bool(_ADDRESS.search(text)) or _says_copy(text)


def _says_copy(text: str) -> bool:
    """Whether a line of a caption says SAO Y or the like."""
    saying = find_saying(text)
    return saying is not None and saying.kind is MarkKind.COPY
