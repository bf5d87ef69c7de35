"""The labels that Word numbers paragraphs with: they are not in the text, but follow from numbering.xml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.language import to_roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_LEVELS = 9
_BULLETS = {"\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf06f": "o", "\uf0fc": "✓"}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the form of its number, its template ("%1.%2."), where it starts."""

    form: str = "decimal"
    template: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted. `label` is called for each paragraph in order."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)

    def label(self, list_id: str, depth: int) -> str:
        """Return the label of the next paragraph of a list at `depth` (from 0), "" where it has none."""
        levels = self.lists.get(list_id)
        if levels is None or not 0 <= depth < _LEVELS:
            return ""
        counts = self.counts.setdefault(self.shared.get(list_id, list_id), [None] * _LEVELS)
        for above in range(depth):
            counts[above] = counts[above] if counts[above] is not None else levels.get(above, Level()).start
        level = levels.get(depth, Level())
        so_far = counts[depth]
        counts[depth] = level.start if so_far is None else so_far + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.form == "bullet":
            return _BULLETS.get(level.template, level.template if not _private(level.template) else "•")
        return _PLACE.sub(lambda match: self._number(levels, counts, int(match[1]) - 1), level.template)

    @staticmethod
    def _number(levels: Mapping[int, Level], counts: list[int | None], depth: int) -> str:
        value = counts[depth] if 0 <= depth < _LEVELS else None
        return "" if value is None else spelled(value, levels.get(depth, Level()).form)


def _private(text: str) -> bool:
    return any("\ue000" <= char <= "\uf8ff" for char in text)


def spelled(value: int, form: str) -> str:
    """Return a number in one of Word's forms.

    >>> [spelled(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero", "none")]
    ['4', 'IV', 'd', '04', '']
    """
    match form:
        case "none":
            return ""
        case "upperRoman" | "lowerRoman" if 1 <= value <= 3999:
            roman = to_roman(value)
            return roman if form == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter" if value >= 1:
            letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "decimalZero":
            return f"{value:02d}"
        case _:
            return str(value)


def read_numbering(root: Any) -> Numbering:  # noqa: ANN401 - an lxml element, which is untyped
    """Return the lists that `root`, the w:numbering element, defines."""
    abstract = {item.get(f"{W}abstractNumId"): _levels(item) for item in root.iter(f"{W}abstractNum")}
    numbering = Numbering()
    for item in root.iter(f"{W}num"):
        list_id = item.get(f"{W}numId")
        base = item.find(f"{W}abstractNumId")
        base_id = base.get(f"{W}val") if base is not None else None
        levels = dict(abstract.get(base_id, {}))
        restarts = False
        for override in item.iter(f"{W}lvlOverride"):
            depth = _integer(override.get(f"{W}ilvl"), 0)
            start = override.find(f"{W}startOverride")
            if start is not None:
                old = levels.get(depth, Level())
                levels[depth] = Level(old.form, old.template, _integer(start.get(f"{W}val"), 1))
                restarts = True
        numbering.lists[list_id] = levels
        if base_id is not None and not restarts:
            numbering.shared[list_id] = f"abstract-{base_id}"  # lists of one kind go on counting
    return numbering


def _levels(item: Any) -> dict[int, Level]:  # noqa: ANN401
    levels: dict[int, Level] = {}
    for level in item.iter(f"{W}lvl"):
        form, template, start = level.find(f"{W}numFmt"), level.find(f"{W}lvlText"), level.find(f"{W}start")
        levels[_integer(level.get(f"{W}ilvl"), 0)] = Level(
            form.get(f"{W}val", "decimal") if form is not None else "decimal",
            template.get(f"{W}val", "") if template is not None else "",
            _integer(start.get(f"{W}val"), 1) if start is not None else 1,
        )
    return levels


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
