"""Makes corrections of what a person decided: of words, of a field, of a whole fact, of a remark.

What comes back has no id yet, which the workspace gives. Each function takes the document as it stands and, where words
are concerned, what the machine made of it: a correction is anchored in what the machine read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipeline.errors import UsageError
from pipeline.message import Message
from pipeline.model import Action, Anchor, Correction, Document, Line, Problem
from pipeline.reading import compose
from pipeline.review.facts import anchor_of, facts_of, find_fact, place_of, summary_of
from pipeline.review.text import Spot, as_machine, box_of, changes, clean, find_spot
from pipeline.review.values import parsed, shown

_AT_THE_END = frozenset({"signer_name", "signer_title", "recipients"})
_PERCENT = re.compile(r"\d+\s?%")


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand corrects, and when (UTC, ISO 8601)."""

    who: str
    when: str


def hand(who: str) -> Hand:
    """Return the hand of `who`, now."""
    return Hand(who, datetime.now(UTC).isoformat(timespec="seconds"))


def correct_line(document: Document, number: int, text: str, by: Hand) -> tuple[Correction, ...]:
    """Return the corrections that make `document.lines[number]` read `text`: one for each run of words that differs.

    Words that a person corrected before and that are to read otherwise now are corrected anew.
    """
    line = document.lines[number]
    machine, wanted = as_machine(line), clean(text)
    page_lines = [index for index, one in enumerate(document.lines) if one.page == line.page]
    anchor = Anchor(
        document.source.sha256, line.page, machine.text, box=line.box, line=page_lines.index(number)
    )  # fmt: skip
    known = {(one.start, one.before, one.after) for one in changes(machine.text, line.text)}
    new = {(one.start, one.before, one.after): one for one in changes(machine.text, wanted)}
    again = [(start, before, before) for start, before, _ in known if all(start != one.start for one in new.values())]
    made = [*(key for key in new if key not in known), *again]
    found = []
    for start, before, after in sorted(made):
        place = _on_words(anchor, machine, start, before)
        found.append(Correction(Action.CHANGE, "text", place, by.who, by.when, before=before, after=after))
    return tuple(found)


def _on_words(anchor: Anchor, machine: Line, start: int, before: str) -> Anchor:
    return replace(anchor, start=start, box=box_of(machine, start, start + len(before)))


def correct_word(document: Document, anchor: Anchor, text: str, by: Hand) -> tuple[Correction, ...]:
    """Return the corrections that put `text` for the word that an entry of the queue is about.

    Raises:
        UsageError: it does not stand there any more.
    """
    spot = _spot(document, anchor)
    line = document.lines[spot.line].text
    wanted = clean(text)
    return correct_line(document, spot.line, line[: spot.start] + wanted + line[spot.end :], by)


def correct_words(
    document: Document, before: str, after: str, by: Hand, page: int | None = None
) -> tuple[Correction, ...]:
    """Return the corrections that put `after` for the words `before`, wherever they stand (on `page`, if given).

    Raises:
        UsageError: they stand nowhere.
    """
    wanted = clean(before)
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    made: list[Correction] = []
    for number, line in enumerate(document.lines):
        if wanted and page in {None, line.page} and pattern.search(line.text):
            made += correct_line(document, number, pattern.sub(lambda _: clean(after), line.text), by)
    if not made:
        raise UsageError(
            Message(f"Không thấy “{wanted}” trong văn bản.", f"“{wanted}” does not stand in the document.")
        )
    return tuple(made)


def correct_field(document: Document, field: str, text: str | None, by: Hand) -> Correction:
    """Return the correction that gives a field of the header the value that `text` says; None empties it.

    Raises:
        UsageError: there is no such field, or it cannot hold that.
    """
    value = parsed("document", field, text)
    anchor, before = header_anchor(document, field), shown(getattr(document.header, field))
    return Correction(
        Action.CHANGE, "document", anchor, by.who, by.when, field=field, before=before, after=shown(value)
    )  # fmt: skip


def header_anchor(document: Document, field: str) -> Anchor:
    """Return the anchor of a field of the header: where it stands, else the page on which it should."""
    found = dict(document.header.evidence).get(place_of(field))
    if found is not None:
        return anchor_of(document, compose(document.lines), found, field)
    pages = document.pages[-1:] if field in _AT_THE_END else document.pages[:1]
    return Anchor(document.source.sha256, pages[0].number if pages else 1, identity=field)


def correct_fact(document: Document, target: str, anchor: Anchor, field: str, text: str | None, by: Hand) -> Correction:
    """Return the correction that gives a field of the fact at `anchor` the value that `text` says.

    Raises:
        UsageError: the fact is not there, there is no such field, or it cannot hold that.
    """
    value = parsed(target, field, text)
    number = _known_fact(document, target, anchor)
    before = shown(getattr(facts_of(document, target)[number], field))
    return Correction(Action.CHANGE, target, anchor, by.who, by.when, field=field, before=before, after=shown(value))


def confirm(document: Document, target: str, anchor: Anchor, field: str | None, by: Hand) -> Correction:
    """Return the correction that says: what stands there is right.

    Raises:
        UsageError: it does not stand there any more.
    """
    before = _standing(document, target, anchor, field)
    return Correction(Action.CONFIRM, target, anchor, by.who, by.when, field=field, before=before, after=before)


def reject(document: Document, target: str, anchor: Anchor, field: str | None, by: Hand) -> Correction:
    """Return the correction that says: this is no such fact; the field of the header is empty; the remark is wrong.

    Raises:
        UsageError: it does not stand there any more, or it is words, which are corrected instead.
    """
    if target == "text":
        raise UsageError(
            Message("Chữ thì sửa bằng `sohoa correct`, không bác bỏ.", "Words are corrected, not rejected.")
        )
    before = _standing(document, target, anchor, field)
    action = Action.CHANGE if target == "document" else Action.REJECT
    return Correction(action, target, anchor, by.who, by.when, field=field, before=before, after=None)


def undo(one: Correction, by: Hand) -> Correction:
    """Return the correction that takes `one` back."""
    return replace(
        one, action=Action.UNDO, who=by.who, when=by.when, before=one.after, after=one.before, id=None, like=None,
        undoes=one.id,
    )  # fmt: skip


def remark_anchor(document: Document, problem: Problem) -> Anchor:
    """Return the anchor of a remark: its code, page, and words without figures of confidence, which versions change."""
    page = problem.page or (document.pages[0].number if document.pages else 1)
    printed = _PERCENT.sub("%", problem.message.vi)
    return Anchor(document.source.sha256, page, printed, line=(problem.line or 1) - 1, identity=problem.code)


def without_rejected(document: Document, corrections: Sequence[Correction]) -> Document:
    """Return `document` without the remarks that a person found wrong; what was confirmed stays."""
    rejected = [one for one in corrections if one.action is Action.REJECT]
    kept = (one for one in document.problems if not is_settled(rejected, remark_anchor(document, one)))
    return replace(document, problems=tuple(kept))


def _standing(document: Document, target: str, anchor: Anchor, field: str | None) -> str | None:
    if target == "document":
        return shown(getattr(document.header, field or ""))
    if target == "problems":
        return anchor.printed
    if target == "text":
        return _spot(document, anchor).now
    return summary_of(target, facts_of(document, target)[_known_fact(document, target, anchor)])


def _spot(document: Document, anchor: Anchor) -> Spot:
    """Return where the word stands whose place is `anchor`, on a line that nobody corrected."""
    probe = Correction(Action.CONFIRM, "text", anchor, "", "", before=anchor.identity, after=anchor.identity)
    spot = find_spot(document.lines, probe)
    if spot is None or spot.now != anchor.identity:
        raise _gone()
    return spot


def _known_fact(document: Document, target: str, anchor: Anchor) -> int:
    number = find_fact(document, compose(document.lines), target, anchor)
    if number is None:
        raise _gone()
    return number


def _gone() -> UsageError:
    return UsageError(
        Message(
            "Chỗ này không còn trong văn bản. Hãy xem lại `sohoa review`.",
            "This is not in the document any more. See `sohoa review` again.",
        )
    )


def is_settled(corrections: Sequence[Correction], anchor: Anchor) -> bool:
    """Say whether a person has dealt with the remark at `anchor`."""
    return any(
        one.target == "problems"
        and (one.anchor.identity, one.anchor.page, one.anchor.printed) == (anchor.identity, anchor.page, anchor.printed)
        for one in corrections
    )
