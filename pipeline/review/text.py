"""Corrections of words: as changes of a line's text, found again in a new reading, and made as fixes.

A person's change is a `Fix` of the rule "person" with confidence 1, so that evidence, boxes and undo work as for any
other. What the machine made of the same place is the first of its alternatives: with it `as_machine` gives back the
line as it stood, and applying corrections twice is applying them once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from rapidfuzz import fuzz

from pipeline.language import nfc
from pipeline.model import Box, Correction, Fix, Line
from pipeline.reading import compose, read_span, union
from pipeline.review.placing import Placement, State

PERSON = "person"
"""The rule of what a person wrote."""

_SAME_LINE = 80.0
"""Least likeness, of 100, of a line without box that was read anew."""
_INSIDE = 0.5
"""Share of the corrected place that must lie on a line for it to be the same line."""


@dataclass(frozen=True, slots=True)
class Change:
    """Of a text, `before` at `start` is to become `after`. `before` is at least one word where the text has any."""

    start: int
    before: str
    after: str

    @property
    def end(self) -> int:
        """Where `before` ends."""
        return self.start + len(self.before)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a correction belongs: `lines[line].text[start:end]`, and what stands there now."""

    line: int
    start: int
    end: int
    now: str


def clean(text: str) -> str:
    """Return what a person typed as a line can hold it: composed letters, single blanks, no line break.

    >>> clean(" Kế  hoạch ")
    'Kế hoạch'
    """
    return " ".join(nfc(text).split())


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Return the changes that make `after` of `before`, word by word.

    A word that was put in or taken out is told with the word beside it: a place needs something that stands there.
    Blanks do not count.

    >>> [(one.before, one.after) for one in changes("Ké hoach phòng", "Kế hoạch phòng chống")]
    [('Ké', 'Kế'), ('hoach', 'hoạch'), ('phòng', 'phòng chống')]
    """
    places = list(_words(before))
    old, new = before.split(), after.split()
    found: list[Change] = []
    for i1, i2, j1, j2 in _differing(old, new):
        start, end = (places[i1][0], places[i2 - 1][1]) if i1 < i2 else (0, len(before))
        found.append(Change(start, before[start:end], " ".join(new[j1:j2])))
    return _parted(before, found)


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield which words of `old` became which of `new`: as many as there were one by one, others in a run."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            yield from ((i1 + step, i1 + step + 1, j1 + step, j1 + step + 1) for step in range(i2 - i1))
        elif tag != "equal":
            back = tag != "replace" and i1 > 0
            ahead = tag != "replace" and not back and i2 < len(old)
            yield i1 - back, i2 + ahead, j1 - back, j2 + ahead


def _parted(text: str, found: Sequence[Change]) -> tuple[Change, ...]:
    """Return `found` with those that touch or overlap joined."""
    joined: list[Change] = []
    for one in found:
        if joined and one.start < joined[-1].end:
            last = joined.pop()
            shared = text[one.start : last.end]
            one = Change(last.start, last.before + one.before[len(shared) :], last.after + one.after[len(shared) :])  # noqa: PLW2901
        joined.append(one)
    return tuple(joined)


def box_of(line: Line, start: int, end: int) -> Box | None:
    """Return the box of `line.text[start:end]`; None where the line has no image."""
    found = compose((line,)).boxes(start, end)
    return union(found) if found else None


def as_machine(line: Line) -> Line:
    """Return `line` as it stood before a person corrected it."""
    if all(fix.rule != PERSON for fix in line.fixes):
        return line
    fixes: list[Fix] = []
    for fix in line.fixes:
        if fix.rule != PERSON:
            fixes.append(fix)
        elif fix.alternatives and fix.alternatives[0] != fix.before:
            fixes.append(replace(fix, after=fix.alternatives[0], rule="machine", alternatives=fix.alternatives[1:]))
    return _with_fixes(line, fixes)


def apply_text(
    lines: Sequence[Line], corrections: Sequence[Correction]
) -> tuple[tuple[Line, ...], tuple[Placement, ...]]:
    """Return `lines` with the words that `corrections` (in force, of the target "text") change, and where each went.

    Of two corrections of the same words the later one counts.
    """
    machine = [as_machine(line) for line in lines]
    ordered = sorted(corrections, key=lambda one: one.id or 0)
    spots = [(one, find_spot(machine, one)) for one in ordered]
    placements = tuple(_placed(one, spot) for one, spot in spots)
    found = [(one, spot) for one, spot in spots if spot is not None]
    changed = list(machine)
    for number, group in groupby(sorted(found, key=lambda pair: pair[1].line), key=lambda pair: pair[1].line):
        last_first = sorted(_latest(list(group)), key=lambda pair: -pair[1].start)
        for correction, spot in last_first:
            changed[number] = _written(machine[number], changed[number], spot, correction.after or "")
    return tuple(changed), placements


def _latest(found: Sequence[tuple[Correction, Spot]]) -> list[tuple[Correction, Spot]]:
    """Leave out what a later correction overlaps; `found` is in the order of their ids."""
    kept: list[tuple[Correction, Spot]] = []
    for correction, spot in found:
        kept = [pair for pair in kept if pair[1].end <= spot.start or pair[1].start >= spot.end]
        kept.append((correction, spot))
    return kept


def _placed(correction: Correction, spot: Spot | None) -> Placement:
    if spot is None:
        return Placement(correction, State.LOST, None)
    known = spot.now in {correction.before, correction.after}
    return Placement(correction, State.APPLIED if known else State.COLLIDES, spot.now)


def find_spot(lines: Sequence[Line], correction: Correction) -> Spot | None:
    """Return where in `lines`, as the machine gave them, a correction of words belongs; None where nothing fits."""
    anchor = correction.anchor
    on_page = [(index, line) for index, line in enumerate(lines) if line.page == anchor.page]
    exact = [
        (anchor.box is not None and not _share(line.box, anchor.box), abs(ordinal - anchor.line), index)
        for ordinal, (index, line) in enumerate(on_page)
        if line.text == anchor.printed
    ]
    if exact:
        before = correction.before or ""
        return Spot(min(exact)[-1], anchor.start, anchor.start + len(before), before)
    if anchor.box is not None:
        return _spot_by_box(on_page, correction, anchor.box)
    return _spot_by_words(on_page, correction)


def _spot_by_box(on_page: Sequence[tuple[int, Line]], correction: Correction, box: Box) -> Spot | None:
    shares = [(_share(line.box, box), -index, index, line) for index, line in on_page]
    share, _, index, line = max(shares, default=(0.0, 0, 0, None), key=lambda found: found[:2])
    if line is None or share < _INSIDE:
        return None
    places = [(_share(box_of(line, start, end), box), -start, end) for start, end in _standing(line.text, correction)]
    if places and max(places)[0] > 0:
        _, start, end = max(places)
        return Spot(index, -start, end, line.text[-start:end])
    under = [word for word in _words(line.text) if _is_under(box_of(line, *word), box)]
    if not under:
        return None
    start, end = under[0][0], under[-1][1]
    return Spot(index, start, end, line.text[start:end])


def _spot_by_words(on_page: Sequence[tuple[int, Line]], correction: Correction) -> Spot | None:
    anchor = correction.anchor
    alike = [
        (fuzz.ratio(line.text, anchor.printed), -abs(ordinal - anchor.line), index, line)
        for ordinal, (index, line) in enumerate(on_page)
    ]
    likeness, _, index, line = max(alike, default=(0.0, 0, 0, None), key=lambda found: found[:3])
    if line is None or likeness < _SAME_LINE:
        return None
    places = [(abs(start - anchor.start), start, end) for start, end in _standing(line.text, correction)]
    if not places:
        return None
    _, start, end = min(places)
    return Spot(index, start, end, line.text[start:end])


def _standing(text: str, correction: Correction) -> list[tuple[int, int]]:
    """Return where in `text` the words stand that were corrected; where nowhere, where the right ones do."""
    for words in (correction.before, correction.after):
        if words:
            pattern = rf"(?<!\S){re.escape(words)}(?!\S)"
            found = [match.span() for match in re.finditer(pattern, text)]
            if found:
                return found
    return []


def _words(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(r"\S+", text))


def _share(box: Box | None, of: Box) -> float:
    """Return which share of the area of `of` lies in `box`."""
    if box is None or box.page != of.page:
        return 0.0
    width = min(box.x1, of.x1) - max(box.x0, of.x0)
    height = min(box.y1, of.y1) - max(box.y0, of.y0)
    if width < 0 or height < 0:
        return 0.0
    area = (of.x1 - of.x0) * (of.y1 - of.y0)
    return width * height / area if area > 0 else 1.0


def _is_under(box: Box | None, of: Box) -> bool:
    """Say whether most of the width of `box` lies under `of`."""
    if box is None:
        return False
    return min(box.x1, of.x1) - max(box.x0, of.x0) > (box.x1 - box.x0) / 2


def _written(machine: Line, line: Line, spot: Spot, after: str) -> Line:
    """Return `line` with `after` at `spot`; fixes of the machine that the place touches go into the person's."""
    first, last = read_span(line, spot.start, spot.end)
    inside = [fix for fix in line.fixes if fix.start < last and fix.end > first]
    start, end = _text_offset(line, first), _text_offset(line, last)
    machine_start, machine_end = _text_offset(machine, first), _text_offset(machine, last)
    others = tuple(other for fix in inside if fix.rule != PERSON for other in fix.alternatives)
    stood = machine.text[machine_start:machine_end]
    fix = Fix(
        start=first,
        end=last,
        before=line.read[first:last],
        after=line.text[start : spot.start] + after + line.text[spot.end : end],
        rule=PERSON,
        confidence=1.0,
        alternatives=(stood, *others),
    )
    rest = [one for one in line.fixes if one not in inside]
    return _with_fixes(line, sorted([*rest, fix], key=lambda one: (one.start, one.end)))


def _text_offset(line: Line, read_offset: int) -> int:
    """Return where in `line.text` stands what begins at `read_offset`, which no fix of the line covers."""
    return read_offset + sum(
        len(fix.after) - (fix.end - fix.start)
        for fix in line.fixes
        if fix.end <= read_offset and fix.start < read_offset
    )


def _with_fixes(line: Line, fixes: Sequence[Fix]) -> Line:
    """Return `line` with `fixes` (in order) in place of those that it had."""
    text, done = "", 0
    for fix in fixes:
        text += line.read[done : fix.start] + fix.after
        done = fix.end
    return replace(line, text=text + line.read[done:], fixes=tuple(fixes))
