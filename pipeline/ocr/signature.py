"""A second look at a signature: a black seal swallows title and name, and strokes of the pen cross them.

Looking at a whole page, the engine skips what it holds for a picture. So the signature is read again as a block, the
seals painted over, where it was not read at all; and a name or title that is in doubt as a single line. What is taken
from these looks must be believed by the engine and be a name or a title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np

from pipeline.layout import line_confidence
from pipeline.layout.segments import Segment, find_segments, join_rows, word_height
from pipeline.model import Box, Line, LineRole, Mark, Word
from pipeline.ocr.engine import Engine, View
from pipeline.ocr.marks.seals import without_seals
from pipeline.ocr.signature_rows import Area, Letters, is_off_axis, unread_letters, without_others
from pipeline.ocr.signer import (
    is_bruised_title,
    is_deputy,
    is_name,
    is_name_word,
    is_title,
    is_title_word,
    stands_for_other,
    trimmed,
)
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
_BRUISED = 0.9  # of its trust has a title with a wrong mark
_TIGHT = 0.25  # heights of a letter over and under a row
_FAR = 4.5  # heights of a letter: how far a look at unread letters goes to their left
_LOST_LETTERS = 2
_TALLEST = 1.2  # heights of a word of the page: the signature is set no larger
_MOST_ROWS = 4  # that no word covers are read
_INCOMPLETE = 0.6  # no row that may have lost a word is believed more
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

    def words(self, page: Raster, box: Area, view: View, scale: float = 1.0) -> tuple[Word, ...]:
        """Return the words that the engine reads in `box` of `page`, shown at `scale`."""
        x0, y0, x1, y1 = box
        part = page.pixels[y0:y1, x0:x1]
        rim = _RIM if view is View.LINE else 0
        if rim:
            part = cv2.copyMakeBorder(part, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=_WHITE).astype(np.uint8)
        if scale != 1:
            part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
        raster = Raster(np.ascontiguousarray(part), page.dpi)
        read = self.engine.words(raster, self.settings, self.number, view)
        return tuple(_moved(word, x0 - rim, y0 - rim, scale) for word in read)


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
    for row in _rows(own):
        better = _better(row, look, area) or _without_scrawl(row)
        if better:
            found = _replaced(found, own, row.words, better)
    return _completed(found, _own(found, words, own), look, area)


def _own(found: Sequence[Word], words: Sequence[Word], own: Sequence[Word]) -> list[Word]:
    """Return the words of the signature in `found`: of `own` those that are left, and what is not among `words`."""
    known, before = {id(word) for word in words}, {id(word) for word in own}
    return [word for word in found if id(word) in before or id(word) not in known]


def _rows(own: Sequence[Word]) -> list[Segment]:
    return join_rows(find_segments(own, word_height(own))) if own else []


def _replaced(
    found: Sequence[Word], own: Sequence[Word], row: Sequence[Word], better: Sequence[Word]
) -> tuple[Word, ...]:
    """Return `found` with `better` in place of `row`, and without what was read of it apart: scrawl, marks of tone."""
    gone = [word for word in own if word in row or (word.confidence < _DOUBTED and _is_level(word, better))]
    gone += [word for word in found if not _is_believed(word) and any(_is_in(word, other) for other in better)]
    return (*(word for word in found if word not in gone), *better)


def _completed(
    found: tuple[Word, ...], own: list[Word], look: _Looker, area: tuple[int, int, int, int]
) -> tuple[Word, ...]:
    """Return `found` with the titles and names that no word covered, and doubt in those that lost a word.

    `own` are the words of the signature among `found`.
    """
    tall = min(word_height([word for word in own if _is_believed(word)] or own or found), _TALLEST * word_height(found))
    letters = unread_letters(look.bare, found, area, tall)
    for level, place in list(_open_rows(letters, own))[:_MOST_ROWS]:
        better = _read_row(level, place, look, found, tall)
        if better:
            found = _replaced(found, own, level, better)
            own = [*(word for word in own if word in found), *better]
    return _doubted(found, own, unread_letters(look.bare, found, area, tall), tall)


def _open_rows(letters: Letters, own: Sequence[Word]) -> Iterator[tuple[list[Word], Area]]:
    """Return the rows that unread letters make or belong to: the words of each, and where its letters are."""
    taken: set[int] = set()
    for row in letters.rows():
        level = [word for word in own if row[1] < (word.box.y0 + word.box.y1) / 2 < row[3]]
        taken.update(id(word) for word in level)
        yield level, row
    for segment in _rows(own):
        count, place = letters.beside(segment.words)
        if place is not None and count and not any(id(word) in taken for word in segment.words):
            yield list(segment.words), place


def _read_row(
    level: Sequence[Word], place: Area, look: _Looker, words: Sequence[Word], unit: float
) -> tuple[Word, ...]:
    """Return the title or name that letters in `place` and the words `level` beside them are, which it must hold.

    It is shown small, as the engine reads single lines best (of nine rows in doubt it read 7 at three quarters of
    their size and 4 at their size): without what else of `words` is near, then close, then with what a seal covers.
    """
    known = [word for word in level if word.confidence >= _DOUBTED and len(word.text) >= _LEAST_LETTERS]
    x0, x1 = (
        min(place[0], *(word.box.x0 for word in known), place[0]),
        max(place[2], *(word.box.x1 for word in known), 0),
    )
    y0 = min(place[1], median([word.box.y0 for word in known] or [place[1]]))
    y1 = max(place[3], median([word.box.y1 for word in known] or [place[3]]))
    tall = min(y1 - y0, unit)
    top, bottom = max(0, round(y0 - _TIGHT * tall)), min(look.page.height, round(y1 + _TIGHT * tall))
    close, far = max(0, round(x0 - tall)), max(0, round(x0 - _FAR * tall))
    right = min(look.page.width, round(x1 + tall))
    alone = without_others(look.bare, words, [word for word in level if _is_believed(word)])
    views = [(alone, far, 0.75), (look.bare, close, 0.6)]
    views += [(look.page, close, 1.0)] if look.bare is not look.page else []
    for page, left, scale in views:
        read = trimmed(look.words(page, (left, top, right, bottom), View.LINE, scale))
        is_whole = all(any(_covers(word, other) for other in read) for word in known)
        if _trust(read) >= _BELIEVED and is_whole and len(read) > len(known):
            return read
    return ()


def _doubted(found: Sequence[Word], own: Sequence[Word], letters: Letters, tall: float) -> tuple[Word, ...]:
    """Return `found` with less confidence in the rows of the signature that lost a word, and without lone signs.

    A row has lost one where letters are unread beside it, where it is off the axis of a name that is surely whole, and
    where no deputy follows "KT. GIÁM ĐỐC".
    """
    rows = _rows(own)
    names = [row for row in rows if len(row.words) >= _WHOLE_NAME and is_name(_texts(row.words))]
    doubted: set[int] = set()
    gone: set[int] = set()
    previous: Sequence[Word] = ()
    for row in rows:
        texts = _texts(row.words)
        if _is_scrawl(row.words) and len(rows) > 1:
            gone.update(id(word) for word in row.words)
            continue
        lacks_deputy = stands_for_other(_texts(previous)) and not is_deputy(texts) and not stands_for_other(texts)
        if lacks_deputy:
            doubted.update(id(word) for word in previous)
        lost = letters.beside(row.words)[0] >= _LOST_LETTERS or is_off_axis(row, names, tall)
        if lost or (lacks_deputy and is_bruised_title(texts)):
            doubted.update(id(word) for word in row.words)
        previous = row.words
    return tuple(
        replace(word, confidence=min(word.confidence, _INCOMPLETE)) if id(word) in doubted else word
        for word in found
        if id(word) not in gone
    )


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def _has_letters(text: str) -> bool:
    return sum(char.isalnum() for char in text) > 1


def _is_scrawl(words: Sequence[Word]) -> bool:
    """Whether a row is what the engine made of the strokes of a signature: a few signs, not believed."""
    return not any(
        sum(char.isalpha() for char in word.text) >= _LEAST_LETTERS
        and (word.confidence >= _READABLE or word.text.isupper())
        for word in words
    )


def _is_level(word: Word, row: Sequence[Word]) -> bool:
    """Whether the middle of `word` is at the height of `row`."""
    middle = (word.box.y0 + word.box.y1) / 2
    return min(other.box.y0 for other in row) < middle < max(other.box.y1 for other in row)


def _without_scrawl(row: Segment) -> tuple[Word, ...]:
    """Return the name or title in a row without what strokes of the pen were read as; nothing where that is all.

    What stands between two words in a space of its own is no scrawl but a word of the name that was not read.
    """
    for is_part in (is_name_word, is_title_word):
        letters = tuple(word for word in row.words if is_part(word.text))
        if len(letters) < len(row.words) and _trust(letters) > _BELIEVED and not _holds_others(row.words, letters):
            return letters
    return ()


def _holds_others(row: Sequence[Word], letters: Sequence[Word]) -> bool:
    """Whether words of their own stand between the first and the last of `letters`, or more of a title beside them."""
    inner = row[row.index(letters[0]) : row.index(letters[-1])]
    return any(
        (word in inner or word.text.isupper()) and _has_letters(word.text)
        for word in row
        if word not in letters and not any(_is_in(word, other) for other in letters)
    )


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
    if not words or min(word.confidence for word in words) < _DOUBTED:
        return 0.0
    if is_name(texts) or is_title(texts):
        return line_confidence(words)
    return _BRUISED * line_confidence(words) if is_bruised_title(texts) else 0.0


def _is_same_row(read: Sequence[Word], row: Segment, before: float) -> bool:
    """Whether the words read stand where the row stands; a name or title may not be replaced by one of other words."""
    known = [word for word in row.words if word.confidence >= _DOUBTED and len(word.text) >= _LEAST_LETTERS]
    covered = [word for word in known if any(_covers(word, other) for other in read)]
    parts = [word for word in known if is_name_word(word.text)]
    parts += [word for word in row.words if word.text.isupper() and len(word.text) >= _LEAST_LETTERS]
    is_whole = all(any(_covers(word, other) for other in read) for word in parts)
    return is_whole and len(covered) >= 0.5 * len(known) if known else before == 0.0


def _is_believed(word: Word) -> bool:
    return word.confidence >= _BELIEVED and sum(char.isalpha() for char in word.text) >= _LEAST_LETTERS


def _moved(word: Word, x: int, y: int, scale: float) -> Word:
    box = word.box
    x0, y0, x1, y1 = (edge / scale for edge in (box.x0, box.y0, box.x1, box.y1))
    return replace(word, box=Box(box.page, x0 + x, y0 + y, x1 + x, y1 + y))


def _is_in(word: Word, other: Word) -> bool:
    """Whether the middle of `word` lies in the box of `other`."""
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return other.box.x0 < x < other.box.x1 and other.box.y0 < y < other.box.y1


def _covers(one: Word, other: Word) -> bool:
    """Whether the boxes share a good part of the smaller one."""
    a, b = one.box, other.box
    wide, tall = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    smaller = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (a, b))
    return wide > 0 and tall > 0 and wide * tall > _COVERED * smaller
