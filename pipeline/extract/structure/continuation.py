"""Whether a line goes on with the paragraph or heading above it, by what is written and by what the paper shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.structure.labels import LOWER, Label, LabelKind
from pipeline.extract.structure.layout import TextLine
from pipeline.extract.structure.zones import is_unfinished, names_type
from pipeline.extract.vocabulary import starts_with, words
from pipeline.language import fold

TERMINAL = re.compile(r"[.;:!?…/][\"”»')\]]*$")
"""How a line ends that ends a sentence, a clause or a lead-in."""


def lays_duty(text: str) -> bool:
    """Say whether a text begins with a verb of a task ("Vận động ..."), so that the dash before it is no hyphen."""
    return starts_with(fold(text[:40]), words("layout", "duty_verbs"))


_NAMED = (
    "tổ chức",
    "kiểm tra",
    "giám sát",
    "thực hiện",
    "tổng hợp",
    "hướng dẫn",
)  # also words of names, that a line may break


def _begins_task(text: str) -> bool:
    return lays_duty(text) and not text.lower().startswith(_NAMED)


_ADDRESS = re.compile(r"https?://|www\.|[\w.+-]+@\w")  # of the net: stands within a sentence, also behind a colon
_LOWER_START = re.compile(rf"[\"“(]?[{LOWER}\d]")


def goes_on(
    above: Sequence[TextLine], line: TextLine, label: Label | None, above_label: Label | None, *, interrupted: bool
) -> bool:
    """Say whether `line` continues the block that ends with `above`."""
    if label is not None or _ADDRESS.match(line.text):
        return label is None
    last = above[-1]
    ended = TERMINAL.search(last.text) is not None
    low = _LOWER_START.match(line.text) is not None
    if last.capitals and len(last.text) > 3:
        return line.capitals and _same_heading(last, above_label, ended=ended)
    if last.long or line.long:
        return low and not ended
    if not last.capitals and is_unfinished(last.text):
        return True
    if _begins_anew(above, above_label, line, ended=ended):
        return False
    if interrupted or line.page != last.page:
        return _over_a_break(last, line, ended=ended, low=low)
    if line.measured:
        return _on_paper(above, line, ended=ended, low=low)
    return _in_plain_text(above, line, ended=ended, low=low)


def _begins_anew(above: Sequence[TextLine], label: Label | None, line: TextLine, *, ended: bool) -> bool:
    """Say whether a line opens a paragraph.

    It closes the body, follows a list, tells what to do below a heading, or takes up that heading.
    """
    first = above[0]
    listed_above = label is not None and label.kind is LabelKind.BULLET
    closes = ended and starts_with(fold(line.text[:40]), words("layout", "closing_words"))
    follows = _ADDRESSED.match(first.text) is not None or (listed_above and first.text.endswith("."))
    opens = follows and ended and starts_with(fold(line.text[:40]), words("layout", "openings"))
    below_heading = label is not None and not listed_above and len(above) == 1
    ordered = below_heading and not ended and line.text[:1].isupper() and _begins_task(line.text)
    addresses = _ADDRESSED.match(line.text) is not None
    return (
        closes
        or opens
        or ordered
        or addresses
        or (label is not None and _begins_like(first.text[label.end :], line.text))
    )


_ADDRESSED = re.compile(r"Kính gửi\s*:", re.IGNORECASE)
_SAME_BEGINNING = 16  # characters


def _begins_like(heading: str, text: str) -> bool:
    """Say whether a paragraph takes up the heading above it ("9. Thành đoàn ..." / "Thành đoàn ... phối hợp ...")."""
    return len(heading) >= _SAME_BEGINNING and heading[:_SAME_BEGINNING].lower() == text[:_SAME_BEGINNING].lower()


def _same_heading(last: TextLine, label: Label | None, *, ended: bool) -> bool:
    """Say whether a heading in capitals goes on: not behind an annex's number or the name of a type."""
    if ended or (label and label.kind in {LabelKind.ANNEX, LabelKind.CHAPTER, LabelKind.PART}):
        return False
    return names_type(fold(last.text)) is None


def _in_plain_text(above: Sequence[TextLine], line: TextLine, *, ended: bool, low: bool) -> bool:
    last = above[-1]
    if line.gap:
        return not ended and (low or last.full)
    if line.indented and ended:
        return False
    return last.full or (low and not ended) or (not ended and len(above) > 1)


def _over_a_break(last: TextLine, line: TextLine, *, ended: bool, low: bool) -> bool:
    """A page ends, or a footnote stands, between the two lines: only the sentence itself tells."""
    if ended:
        return last.full and not line.indented and line.measured and not last.text.endswith((":", ";", "/."))
    return low or last.full


def _on_paper(above: Sequence[TextLine], line: TextLine, *, ended: bool, low: bool) -> bool:
    last = above[-1]
    if line.centred != last.centred and not low:
        return False
    if line.gap:
        return not ended and low
    if ended and not last.full:
        return False
    if line.indented and not above[0].indented:
        return low and not ended
    if line.indented and not last.indented:  # the first line of a paragraph stands in, its others do not
        return low and not ended
    if line.indented and last.indented and ended:
        return False
    return last.full or low
