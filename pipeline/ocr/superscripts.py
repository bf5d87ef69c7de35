"""Raised digits: the marks of footnotes ("năm 2024¹", "¹ 23/KH-UBND") and the powers of units ("m²").

An engine reads them as part of the number beside them ("20241", "523/KH-UBND") or as some other sign ("m?"). They are
known by their glyphs: small, high above the foot of their line, with nothing beneath, and clear of the letters. The
half of a letter that broke in two ("CP", "và", "Y" in pale print) looks the same but for that: paler ink joins it
to the other half. All of a page are read once more on one line, at the size of the other print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.layout.segments import Segment, find_segments, word_height
from pipeline.model import Box, Word
from pipeline.ocr.engine import Engine, View
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOOKS_LIKE = str.maketrans("lI|!iìíL\\/Z?SsBgqb", "111111111122558996")
_DIGITS = re.compile(r"[1-9]\d{0,2}")
_UNIT = re.compile(r"\d[kcdm]?m([23]?)$")
_MISREAD = frozenset("?!*°'\"”“’‘^`|)]}ˆ⁰¹²³⁴⁵⁶⁷⁸⁹")
_INK = 150
_PALE = 200  # what joins the two halves of a broken letter is darker
_WHITE = 255
_BELIEVED = 0.4
# in heights of a capital
_LOW, _HIGH = 0.5, 0.74
_RAISED = 0.25
_TOP = (0.75, 1.7)
_NARROW = 0.9
_SAME_MARK = 0.3
_TOUCHES = 0.4
_BEFORE = 1.6
_GAP = 3.0
_POINT = 0.45
_GROWN = 1.25  # of the mark's own width or height: with the pale rim of its ink it is hardly larger

_Parts = npt.NDArray[np.int64]
"""Connected components as rows of left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A raised mark: its box, the capital height of its line, and the segment of words that it stands in.

    `is_first` says that it begins its line; `after` is the number of signs that follow it in its word.
    """

    box: tuple[int, int, int, int]
    capital: float
    segment: Segment
    is_first: bool
    after: int


def raise_superscripts(
    words: Sequence[Word], page: Raster, number: int, settings: Ocr, engine: Engine
) -> tuple[Word, ...]:
    """Return `words` with each raised digit as a superscript: a word of its own where it begins a line.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    marks = list(_marks(words, page))
    if not marks:
        return tuple(words)
    out = list(words)
    for mark, digits in zip(marks, _read(marks, page, number, settings, engine), strict=True):
        if mark.is_first:
            _set_before(out, mark, digits, number)
        else:
            _set_behind(out, mark, digits)
    return tuple(out)


def _marks(words: Sequence[Word], page: Raster) -> Iterator[_Mark]:
    unit = word_height(words)
    parts = _components(page.pixels)
    for segment in find_segments(words, unit):
        reach = (parts[:, 2] > segment.x0 - _BEFORE * unit) & (parts[:, 0] < segment.x1 + 0.5 * unit)
        middle = (parts[:, 1] + parts[:, 3]) / 2
        own = parts[reach & (middle > segment.y0 - 0.3 * unit) & (middle < segment.y1 + 0.2 * unit)]
        if len(own) >= 3:
            marks = _marks_of(segment, own[np.argsort(own[:, 0])])
            yield from (mark for mark in marks if not _is_broken_off(mark, page.pixels))


def _components(pixels: Pixels) -> _Parts:
    dark = pixels < _INK
    rows, columns = np.asarray(dark.any(axis=1)), np.asarray(dark.any(axis=0))
    rows[1:] |= rows[:-1]  # an empty row holds apart what is above and below it; the others cost time only
    columns[1:] |= columns[:-1]
    kept = np.ascontiguousarray(dark[rows][:, columns])
    if not kept.size:
        return np.zeros((0, 4), dtype=np.int64)
    _, _, stats, _ = cv2.connectedComponentsWithStats(kept.view(np.uint8), connectivity=8)
    left, top, wide, tall = np.asarray(stats[1:, :4], dtype=np.int64).T
    left, top = np.flatnonzero(columns)[left], np.flatnonzero(rows)[top]
    return np.stack([left, top, left + wide, top + tall], axis=1)


def _marks_of(segment: Segment, parts: _Parts) -> Iterator[_Mark]:
    tall = parts[:, 3] - parts[:, 1]
    letters = parts[tall > 0.5 * np.percentile(tall, 80)]
    capital = float(np.percentile(letters[:, 3] - letters[:, 1], 75))
    likely = parts[
        (tall >= _LOW * capital) & (tall <= _HIGH * capital) & (parts[:, 2] - parts[:, 0] <= _NARROW * capital)
    ]
    raised = [part for part in _raised(likely, letters, capital) if not _has_beneath(part, parts, capital)]
    for group in _grouped(raised, capital):
        box = (
            min(int(part[0]) for part in group),
            min(int(part[1]) for part in group),
            max(int(part[2]) for part in group),
            max(int(part[3]) for part in group),
        )
        before = parts[(parts[:, 2] <= box[0] + 0.1 * capital) & (parts[:, 3] - parts[:, 1] > 0.15 * capital)]
        is_first = not len(before)
        touches = not is_first and box[0] - int(before[:, 2].max()) < _TOUCHES * capital
        if is_first or touches:
            yield _Mark(box, capital, segment, is_first, _signs_after(box, segment, parts, capital))


def _raised(parts: _Parts, letters: _Parts, capital: float) -> _Parts:
    """Return those of `parts` that stand high above the foot of the letters near them."""
    if not len(parts):
        return parts
    near = np.argsort(np.abs(letters[None, :, 0] - parts[:, None, 0]), axis=1)[:, :15]
    foot = np.median(letters[near, 3], axis=1)
    over, height = foot - parts[:, 3], foot - parts[:, 1]
    found: _Parts = parts[(over >= _RAISED * capital) & (height >= _TOP[0] * capital) & (height <= _TOP[1] * capital)]
    return found


def _has_beneath(part: npt.NDArray[np.int64], parts: _Parts, capital: float) -> bool:
    """Whether a letter stands under `part`, which then is a mark of tone or a piece of a broken letter."""
    shared = np.minimum(parts[:, 2], part[2]) - np.maximum(parts[:, 0], part[0])
    lower = (parts[:, 3] > part[3] + 0.1 * capital) & (parts[:, 1] < part[3] + capital)
    return bool((lower & (shared > 0.35 * (part[2] - part[0]))).any())


def _grouped(raised: Sequence[npt.NDArray[np.int64]], capital: float) -> list[list[npt.NDArray[np.int64]]]:
    groups: list[list[npt.NDArray[np.int64]]] = []
    for part in raised:
        if groups and part[0] - groups[-1][-1][2] < _SAME_MARK * capital:
            groups[-1].append(part)
        else:
            groups.append([part])
    return [group for group in groups if len(group) <= 3]


def _is_broken_off(mark: _Mark, pixels: Pixels) -> bool:
    """Whether pale ink joins the mark to what stands beside it: it is a piece of a letter."""
    x0, y0, x1, y1 = mark.box
    reach = round(mark.capital)
    left, top = max(0, x0 - reach), max(0, y0 - reach)
    pale = (pixels[top : y1 + reach, left : x1 + reach] < _PALE).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(pale, connectivity=8)
    own = labels[y0 - top : y1 - top, x0 - left : x1 - left]
    found = stats[np.unique(own[pixels[y0:y1, x0:x1] < _INK])]
    wide, tall = found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT]
    return bool((wide > _GROWN * (x1 - x0) + 1).any() or (tall > _GROWN * (y1 - y0) + 1).any())


def _signs_after(box: tuple[int, int, int, int], segment: Segment, parts: _Parts, capital: float) -> int:
    """Return how many signs stand between the mark and the end of its word."""
    word = _word_at(segment.words, box)
    end = word.box.x1 if word else box[2]
    spans = [part for part in parts if part[0] >= box[2] - 0.1 * capital and part[2] <= end + 0.1 * capital]
    count, right, was_point = 0, -1, False
    for part in spans:
        is_point = max(part[2] - part[0], part[3] - part[1]) < _POINT * capital
        if part[0] >= right and not (is_point and was_point):  # the two parts of ";" are one sign, slanted ones too
            count += 1
        right, was_point = max(right, int(part[2])), bool(is_point)
    return count


def _word_at(words: Sequence[Word], box: tuple[int, int, int, int]) -> Word | None:
    """Return the word that the mark at `box` stands in."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return next((word for word in words if word.box.x0 <= x <= word.box.x1 and word.box.y0 < y < word.box.y1), None)


def _read(marks: Sequence[_Mark], page: Raster, number: int, settings: Ocr, engine: Engine) -> list[str]:
    """Return the digits of each mark as the engine reads them, "" where it reads none it is sure of."""
    capital = max(mark.capital for mark in marks)
    gap, margin = round(_GAP * capital), round(capital)
    cuts: list[Pixels] = []
    for mark in marks:
        x0, y0, x1, y1 = mark.box
        cut = page.pixels[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2]
        scale = capital / max(1, y1 - y0)
        cuts.append(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC).astype(np.uint8))
    wide = sum(cut.shape[1] + gap for cut in cuts) + margin
    line: Pixels = np.full((max(cut.shape[0] for cut in cuts) + 2 * margin, wide), _WHITE, dtype=np.uint8)
    starts: list[int] = []
    x = margin
    for cut in cuts:
        line[margin : margin + cut.shape[0], x : x + cut.shape[1]] = cut
        starts.append(x)
        x += cut.shape[1] + gap
    found = [""] * len(marks)
    for word in engine.words(Raster(line, page.dpi), settings, number, View.LINE):
        middle = (word.box.x0 + word.box.x1) / 2
        place = max(range(len(marks)), key=lambda index: -abs(starts[index] + cuts[index].shape[1] / 2 - middle))
        text = _DIGITS.match(word.text.translate(_LOOKS_LIKE))
        if text and word.confidence >= _BELIEVED:
            found[place] += text[0]
    return found


def _set_before(words: list[Word], mark: _Mark, digits: str, number: int) -> None:
    """Make the mark that begins a line a word of its own."""
    word = _word_at(words, mark.box)
    first = word or min(mark.segment.words, key=lambda other: other.box.x0)
    said = first.text[:1] if word else ""
    if said.isdecimal() and (not digits or len(word.text if word else "") == 1):
        digits = said  # a word of its own: there the engine saw it in its line
    if not digits:
        return
    own = Word(digits.translate(_SUPERSCRIPTS), Box(number, *(float(side) for side in mark.box)), first.confidence)
    if word is None:
        words.append(own)
        return
    rest = word.text[1:] if said in _MISREAD else word.text.removeprefix(digits)
    index = words.index(word)
    words[index : index + 1] = [own]
    if rest:
        words.insert(index + 1, replace(word, text=rest, box=replace(word.box, x0=float(mark.box[2] + 1))))


def _set_behind(words: list[Word], mark: _Mark, digits: str) -> None:
    """Write the mark at the end of its word, before the signs that follow it there."""
    word = _word_at(words, mark.box) or _left_of(words, mark)
    if word is None:
        return
    cut = len(word.text) - mark.after
    stem, tail = word.text[:cut], word.text[cut:]
    if any(char.isalnum() for char in tail) or not stem:
        return
    stem = stem[:-1] if stem[-1] in _MISREAD else stem
    if not digits and (unit := _UNIT.search(stem)):
        digits = unit[1] or "2"
    if not digits or not stem:
        return
    stem = stem.removesuffix(digits)
    box = replace(word.box, x1=max(word.box.x1, float(mark.box[2])), y0=min(word.box.y0, float(mark.box[1])))
    words[words.index(word)] = replace(word, text=stem + digits.translate(_SUPERSCRIPTS) + tail, box=box)


def _left_of(words: Sequence[Word], mark: _Mark) -> Word | None:
    beside = [
        word
        for word in words
        if word.box.y0 < mark.box[3] < word.box.y1 and 0 <= mark.box[0] - word.box.x1 < _TOUCHES * mark.capital
    ]
    return max(beside, key=lambda word: word.box.x1, default=None)
