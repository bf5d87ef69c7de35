"""Which section a line stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.extract.structure.section_kinds import section_kind
from pipeline.model import Section, SectionKind

_OF_A_PLAN: frozenset[SectionKind] = frozenset({"to_chuc_thuc_hien", "nhiem_vu"})


class Outline:
    """The sections of a document by line."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sorted(sections, key=lambda section: (section.first_line, section.level))
        self._starts = [section.first_line for section in self._sections]
        self._tops = [section for section in self._sections if section.level == 1]
        self._top_starts = [section.first_line for section in self._tops]

    @property
    def is_bare(self) -> bool:
        """Whether the document has no sections at all, as short letters."""
        return not self._sections

    def is_before(self, line: int) -> bool:
        """Say whether a line stands before the first section."""
        return not self._starts or line < self._starts[0]

    def around(self, line: int) -> tuple[Section, ...]:
        """Return the sections that hold `line`, from the deepest to the topmost."""
        found: list[Section] = []
        for place in range(bisect_right(self._starts, line) - 1, -1, -1):
            section = self._sections[place]
            if line <= section.last_line and (not found or section.level < found[-1].level):
                found.append(section)
            if found and found[-1].level == 1:
                break
        return tuple(found)

    def path(self, line: int) -> str | None:
        """Return the path of the deepest section that holds `line`."""
        found = self.around(line)
        return found[0].path if found else None

    def restarts(self, line: int) -> bool:
        """Say whether the deepest section that holds `line` has the path of an earlier one: a heading was lost."""
        found = self.around(line)
        if len(found) < 2:
            return False
        first = found[1].first_line  # of the section around it: another annex may number alike
        same = [one for one in self._sections if one.path == found[0].path and first <= one.first_line <= line]
        return len(same) > 1

    def _top(self, line: int) -> Section | None:
        place = bisect_right(self._top_starts, line)
        return self._tops[place - 1] if place else None

    def top(self, line: int) -> str | None:
        """Return the path of the level-1 section that holds `line`."""
        section = self._top(line)
        return section.path if section else None

    def kind(self, line: int) -> SectionKind | None:
        """Return the kind of the level-1 section that holds `line`.

        A decision often carries its plan as an annex: there the parts of the annex count, not the annex.
        """
        section = self._top(line)
        if section is None or section.kind != "phu_luc":
            return section.kind if section else None
        inner = next((one for one in self.around(line) if one.level == section.level + 1), None)
        if inner is None or not inner.label.isupper():  # a form numbers its fields 1, 2, 3
            return "phu_luc"
        kind = section_kind(inner.heading, inner.heading, None)
        return kind if kind in _OF_A_PLAN else "phu_luc"


def within(path: str | None, above: str | None) -> bool:
    """Say whether section `path` is `above` or stands under it; everything stands under None.

    >>> within("IV.2", "IV"), within("V", "IV"), within("IV", None)
    (True, False, True)
    """
    return above is None or path == above or (path or "").startswith(f"{above}.")


def parent(path: str | None) -> str | None:
    """Return the section that `path` stands in, None at the top.

    >>> parent("II.2.a"), parent("II")
    ('II.2', None)
    """
    return path.rpartition(".")[0] or None if path else None
