"""Footnote marks in garbled text: the small raised numbers that an engine for English takes for signs or glues on.

"ban hành³" is read as "ban hanh®", the note "⁵ 23/KH-UBND" as "523/KH-UBND". One sign alone says little; but notes
count up, they stand together, and each has its mark in the text above. So a block of notes is looked for first, then
the best marks for its numbers in the text since the last block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Fix

RULE = "footnote"
CONFIDENCE = 0.9

_LOOKS = {
    "!": "1", "?": "257", "*": "346", "®": "568", "©": "56", "’": "7", "'": "167", "‘": "4", "°": "569", "$": "58",
    "%": "12", "^": "4", '"': "7", "“": "6",
}  # fmt: skip
"""What raised digits were read as on 16 drawn pages with footnotes and one real text, and which digits."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGN = "[" + re.escape("".join(_LOOKS)) + "]"
_NOTE = re.compile(rf"\s*(?P<mark>[1-9]\d?|{_SIGN})(?P<gap>\s?)(?P<rest>\S.*)")
_GLUED = re.compile(r"\s*(?P<mark>[1-9])(?P<gap>)(?P<rest>\d.*)")
_DOCUMENT = re.compile(r"\d{1,5}\s?[/-]\s?[^\W\d_]")
_END = r"(?=[\s.,;:)]|$)"
_IN_TEXT = re.compile(
    rf"(?<=[^\W\d_]\w)(?!(?<=[uoUOtvwi])['’‘?]){_SIGN}{_END}"  # "u’" and "t?" are what is read for ư and ử
    rf"|(?<=[^\W\d_]\w)[1-9]\d?{_END}"
    rf"|(?<=\b(?:19|20)\d\d)(?:{_SIGN}|[1-9]){_END}"
)
_CONTINUED = 3
"""Lines that one note may have besides its first."""
_EQUAL, _ALIKE, _ANY = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark: `text` belongs at [start, end) of line `line`."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place where a mark may stand, and how it was read."""

    line: int
    start: int
    end: int
    read: str
    is_glued: bool = False
    is_document: bool = False
    """The number of a document follows."""

    def fit(self, number: int) -> int:
        """Return how well the reading fits a number, 0 where it does not."""
        if self.read.isdigit():
            sure = _ANY if self.is_glued else _EQUAL  # a figure behind letters may be one of them
            return sure if int(self.read) == number else 0
        return _ALIKE if str(number)[-1] in _LOOKS[self.read] else _ANY


def find_marks(lines: Sequence[str]) -> list[Mark]:
    """Return the footnote marks in the lines of a text, in order."""
    found: list[Mark] = []
    waiting: list[_Candidate] = []  # marks in the text since the last block of notes
    last, place = 0, 0
    while place < len(lines):
        notes = _block(lines, place, last)
        chosen = _chosen(waiting, [number for number, _ in notes])
        if notes and _are_notes([note for _, note in notes], len(chosen)):
            found += [Mark(one.line, one.start, one.end, raised(number)) for number, one in chosen]
            found += [Mark(one.line, one.start, one.end, raised(number) + " " * one.is_glued) for number, one in notes]
            last, waiting = notes[-1][0], []
            place = notes[-1][1].line + 1
            continue
        waiting += (
            _Candidate(place, match.start(), match.end(), match.group(), is_glued=True)
            for match in _IN_TEXT.finditer(lines[place])
        )
        place += 1
    return sorted(found, key=lambda mark: (mark.line, mark.start))


def raised(number: int) -> str:
    """Return the superscript of a number.

    >>> raised(12)
    '¹²'
    """
    return str(number).translate(_SUPERSCRIPTS)


def _block(lines: Sequence[str], place: int, last: int) -> list[tuple[int, _Candidate]]:
    """Return the notes, each with its number, of the block that begins at line `place`; nothing where none does.

    Numbers go on from the `last` note, or begin anew.
    """
    if not _NOTE.match(lines[place]):
        return []
    found = [_block_from(lines, place, first) for first in dict.fromkeys((last + 1, 1, *_seen_first(lines, place)))]
    return max(found, key=len)


def _seen_first(lines: Sequence[str], place: int) -> Iterator[int]:
    """Yield the number of the first note of a block, as a figure that stands at it or at the second one says."""
    for behind, line in ((0, lines[place]), *((1, line) for line in lines[place + 1 : place + 2 + _CONTINUED])):
        match = _NOTE.match(line)
        if match and match["gap"] and match["mark"].isdigit() and int(match["mark"]) > behind:
            yield int(match["mark"]) - behind
            return


def _block_from(lines: Sequence[str], place: int, first: int) -> list[tuple[int, _Candidate]]:
    notes: list[tuple[int, _Candidate]] = []
    for line in range(place, len(lines)):
        if notes and line - notes[-1][1].line > _CONTINUED + 1:
            break
        candidate = _note(lines[line], line, first + len(notes))
        if candidate is not None:
            notes.append((first + len(notes), candidate))
        elif not notes:
            break
    return notes


def _are_notes(notes: Sequence[_Candidate], marked: int) -> bool:
    """Tell whether lines are notes, `marked` of them having a mark in the text above.

    A line, a list or the rows of a table can begin with figures, too. So one note at least must stand apart from its
    mark; and without the number of a document there must be several, one with a figure, and each must have its mark.
    """
    if not any(not note.is_glued for note in notes):
        return False
    if any(note.is_document for note in notes):
        return 2 * marked >= len(notes)
    return marked == len(notes) > 1 and any(note.read.isdigit() for note in notes)


def _note(text: str, line: int, number: int) -> _Candidate | None:
    """Return the head of note `number` on a line, if it can be one: a mark, then a document or a sentence."""
    for pattern in (_NOTE, _GLUED):
        match = pattern.match(text)
        if match is None:
            continue
        rest, is_glued = match["rest"], not match["gap"]
        is_document = bool(_DOCUMENT.match(rest))
        candidate = _Candidate(line, match.start("mark"), match.end("mark"), match["mark"], is_glued, is_document)
        if (is_document or (not is_glued and rest[0].isupper())) and candidate.fit(number):
            return candidate
    return None


def _chosen(waiting: Sequence[_Candidate], numbers: Sequence[int]) -> list[tuple[int, _Candidate]]:
    """Return the marks in the text that fit the numbers of notes best, in their order; a number may go without."""
    best: list[tuple[int, list[tuple[int, _Candidate]]]] = [(0, [])] * (len(numbers) + 1)
    for candidate in waiting:
        following = list(best)
        for place, number in enumerate(numbers):
            score, before = best[place]
            fit = candidate.fit(number)
            if fit and (place == 0 or before) and score + fit >= following[place + 1][0]:  # the later, where both fit
                following[place + 1] = (score + fit, [*before, (number, candidate)])
        for place in range(len(numbers)):
            if following[place][0] > following[place + 1][0]:
                following[place + 1] = following[place]
        best = following
    return best[-1][1]


def masked(line: str, marks: Sequence[Fix]) -> str:
    """Return `line` with its marks hidden behind signs that belong to no word, all else in its place."""
    for mark in marks:
        line = line[: mark.start] + "*" * (mark.end - mark.start) + line[mark.end :]
    return line
