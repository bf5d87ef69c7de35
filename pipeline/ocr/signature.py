"""A second look at a signature: a black seal swallows title and name, and strokes of the pen cross them.

Looking at a whole page, the engine skips what it holds for a picture. So the signature is read again as a block, the
seals painted over, where it was not read at all; and a name or title that is in doubt as a single line. What is taken
from these looks must be believed by the engine and be a name or a title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.layout import line_confidence
from pipeline.layout.segments import Segment, find_segments, join_rows, word_height
from pipeline.model import Box, Line, LineRole, Mark, Word
from pipeline.ocr.engine import Engine, View
from pipeline.ocr.marks.seals import without_seals
from pipeline.ocr.signer import is_name, is_name_word, is_title, trimmed
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

_ABOVE, _BELOW = 0.35, 0.7  # inches
_LEAST_SIDE = 0.5  # inches
_BELIEVED = 0.8
_READABLE = 0.6
_SURE = 0.9
_CERTAIN = 0.96
_DOUBTED = 0.5
_WHOLE_NAME = 3  # words: a shorter one may have lost its first
_LEAST_LINES = 2  # title and name
_LEAST_LETTERS = 3
_COVERED = 0.3
_ASIDE, _OVER, _UNDER = 3.6, 0.4, 0.35  # heights of a word: how far a look at a line goes beyond its words
_CLOSE = 0.12  # the same, where strokes of the pen are near
_RIM = 15  # pixels of paper around a line
_WHITE = 255


@dataclass(frozen=True, slots=True, eq=False)
class _Looker:
    """Shows parts of a page to the engine.

    `bare` is the page with its black seals painted over, `open` with only their outermost circles painted over.
    """

    page: Raster
    bare: Raster
    open: Raster
    number: int
    settings: Ocr
    engine: Engine

    def words(self, page: Raster, box: tuple[int, int, int, int], view: View) -> tuple[Word, ...]:
        """Return the words that the engine reads in `box` (left, top, right, bottom) of `page`."""
        x0, y0, x1, y1 = box
        part = page.pixels[y0:y1, x0:x1]
        rim = _RIM if view is View.LINE else 0
        if rim:
            part = cv2.copyMakeBorder(part, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=_WHITE).astype(np.uint8)
        raster = Raster(np.ascontiguousarray(part), page.dpi)
        read = self.engine.words(raster, self.settings, self.number, view)
        return tuple(_moved(word, x0 - rim, y0 - rim) for word in read)


def look_again(
    words: Sequence[Word],
    lines: Sequence[Line],
    page: Raster,
    number: int,
    settings: Ocr,
    engine: Engine,
    seals: Sequence[Mark] = (),
) -> tuple[Word, ...]:
    """Return `words` with those that a second look adds or mends; unchanged where title and name were read surely.

    `lines` are the lines that `words` were arranged to, `seals` the black seals on the page. Doubtful words that a new
    one covers give way to it.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    recipients = [line.box for line in lines if line.role is LineRole.RECIPIENTS and line.box]
    signature = [line for line in lines if line.role is LineRole.SIGNATURE and line.box]
    if not recipients and not signature:
        return tuple(words)
    bare = without_seals(page, seals) if seals else page
    opened = without_seals(page, seals, only_rings=True) if seals else page
    look = _Looker(page, bare, opened, number, settings, engine)
    own = [word for line in signature for word in line.words]
    boxes = [*recipients, *(line.box for line in signature if line.box)]
    left = max((box.x1 for box in recipients), default=min(box.x0 for box in boxes) - _ABOVE * page.dpi)
    area = (
        max(0, round(left)),
        max(0, round(min(box.y0 for box in boxes) - _ABOVE * page.dpi)),
        page.width,
        min(page.height, round(max(box.y1 for box in boxes) + _BELOW * page.dpi)),
    )
    if min(area[2] - area[0], area[3] - area[1]) < _LEAST_SIDE * page.dpi:
        return tuple(words)
    found = tuple(words)
    if recipients and sum(line.confidence >= _READABLE for line in signature) < _LEAST_LINES:
        found = _with_block(found, look.words(page, area, View.BLOCK))
        if seals:
            found = _with_block(found, look.words(bare, area, View.BLOCK))
        known = {id(word) for word in words}
        own = [word for word in own if word in found] + [word for word in found if id(word) not in known]
    for row in join_rows(find_segments(own, word_height(own))) if own else ():
        better = _better(row, look, area) or _without_scrawl(row)
        if better:
            scrawl = [word for word in own if word.confidence < _DOUBTED and _is_level(word, better)]
            found = (*(word for word in found if word not in row.words and word not in scrawl), *better)
    return found


def _is_level(word: Word, row: Sequence[Word]) -> bool:
    """Whether the middle of `word` is at the height of `row`."""
    middle = (word.box.y0 + word.box.y1) / 2
    return min(other.box.y0 for other in row) < middle < max(other.box.y1 for other in row)


def _without_scrawl(row: Segment) -> tuple[Word, ...]:
    """Return the name in a row without what strokes of the pen were read as; nothing where the row is as it should."""
    letters = tuple(word for word in row.words if is_name_word(word.text))
    return letters if len(letters) < len(row.words) and _trust(letters) > _BELIEVED else ()


def _with_block(words: Sequence[Word], read: Sequence[Word]) -> tuple[Word, ...]:
    """Return `words` with those of `read` that are believed and that no sure word covers."""
    sure = [word for word in words if word.confidence >= _BELIEVED]
    new = [word for word in read if _is_believed(word) and not any(_covers(word, other) for other in sure)]
    kept = [word for word in words if word in sure or not any(_covers(other, word) for other in new)]
    return (*kept, *new)


def _better(row: Segment, look: _Looker, area: tuple[int, int, int, int]) -> tuple[Word, ...]:
    """Return the name or title that a look at one row shows, where that is more trustworthy than what was read."""
    before = _trust(row.words)
    if _needs_no_look(row.words, before):
        return ()
    best: tuple[Word, ...] = ()
    seen: list[Pixels] = []
    for page, box in _views(row, look, area):
        x0, y0, x1, y1 = box
        shown = page.pixels[y0:y1, x0:x1]
        if any(np.array_equal(shown, other) for other in seen):  # no seal is near
            continue
        seen.append(shown)
        read = trimmed(look.words(page, box, View.LINE))
        trust = _trust(read)
        if trust > max(before, _trust(best), _BELIEVED) and _is_same_row(read, row, before):
            best = read
        if trust >= _SURE:
            break
    return best


def _needs_no_look(words: Sequence[Word], before: float) -> bool:
    """Whether a row is read as well as it can be, or is neither name nor title: without letters, or plain text."""
    texts = [word.text for word in words]
    if is_title(texts):
        return before >= _SURE
    if is_name(texts) and len(texts) >= _WHOLE_NAME and min(word.confidence for word in words) >= _CERTAIN:
        return True
    plain = [word.text for word in words if word.confidence >= _DOUBTED]
    is_plain = bool(plain) and all(text.islower() or text.endswith(";") for text in plain)
    return is_plain or not any(char.isalpha() for text in texts for char in text)


def _views(
    row: Segment, look: _Looker, area: tuple[int, int, int, int]
) -> Iterator[tuple[Raster, tuple[int, int, int, int]]]:
    """Return the pictures of a row: without the seals, as it is; wide, for what was swallowed, and as read."""
    words = [word for word in row.words if word.confidence >= _DOUBTED] or list(row.words)
    tall = word_height(words)
    y0, y1 = min(word.box.y0 for word in words), max(word.box.y1 for word in words)
    x0, x1 = min(word.box.x0 for word in words), max(word.box.x1 for word in words)
    top, bottom = max(0, round(y0 - _OVER * tall)), min(look.page.height, round(y1 + _UNDER * tall))
    wide = max(area[0], round(x0 - _ASIDE * tall)), top, min(look.page.width, round(x1 + _ASIDE * tall)), bottom
    top, bottom = max(0, round(y0 - _CLOSE * tall)), min(look.page.height, round(y1 + _CLOSE * tall))
    close = max(area[0], round(x0 - 2 * tall)), top, min(look.page.width, round(x1 + tall)), bottom
    yield look.bare, wide
    if look.bare is not look.page:
        yield look.open, wide
        yield look.page, wide
    yield look.page, close


def _trust(words: Sequence[Word]) -> float:
    """Return how far a name or title is to be believed: the mean of its words, 0 where it is neither or one is not."""
    texts = [word.text for word in words]
    if not words or min(word.confidence for word in words) < _DOUBTED or not (is_name(texts) or is_title(texts)):
        return 0.0
    return line_confidence(words)


def _is_same_row(read: Sequence[Word], row: Segment, before: float) -> bool:
    """Whether the words read stand where the row stands; a name or title may not be replaced by one of other words."""
    known = [word for word in row.words if word.confidence >= _DOUBTED and len(word.text) >= _LEAST_LETTERS]
    covered = [word for word in known if any(_covers(word, other) for other in read)]
    return len(covered) >= 0.5 * len(known) if known else before == 0.0


def _is_believed(word: Word) -> bool:
    return word.confidence >= _BELIEVED and sum(char.isalpha() for char in word.text) >= _LEAST_LETTERS


def _moved(word: Word, x: int, y: int) -> Word:
    box = word.box
    return replace(word, box=Box(box.page, box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y))


def _covers(one: Word, other: Word) -> bool:
    """Whether the boxes share a good part of the smaller one."""
    a, b = one.box, other.box
    wide, tall = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    smaller = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (a, b))
    return wide > 0 and tall > 0 and wide * tall > _COVERED * smaller
