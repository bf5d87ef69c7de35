"""Which section a line stands in."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Section, SectionKind


class Outline:
    """The sections of a document by line."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = tuple(sections)

    def is_before(self, line: int) -> bool:
        """Say whether a line stands before the first section."""
        return not self._sections or line < min(section.first_line for section in self._sections)

    def path(self, line: int) -> str | None:
        """Return the path of the deepest section that holds `line`."""
        found = [section for section in self._sections if section.first_line <= line <= section.last_line]
        return max(found, key=lambda section: (section.first_line, section.level)).path if found else None

    def restarts(self, line: int) -> bool:
        """Say whether the deepest section that holds `line` has the path of an earlier one: a heading was lost."""
        path = self.path(line)
        same = [section.first_line for section in self._sections if section.path == path and section.level > 1]
        return len(same) > 1 and line >= same[1]

    def _top(self, line: int) -> Section | None:
        tops = [section for section in self._sections if section.level == 1 and section.first_line <= line]
        return max(tops, key=lambda section: section.first_line) if tops else None

    def top(self, line: int) -> str | None:
        """Return the path of the level-1 section that holds `line`."""
        section = self._top(line)
        return section.path if section else None

    def kind(self, line: int) -> SectionKind | None:
        """Return the kind of the level-1 section that holds `line`."""
        section = self._top(line)
        return section.kind if section else None


def within(path: str | None, above: str | None) -> bool:
    """Say whether section `path` is `above` or stands under it; everything stands under None.

    >>> within("IV.2", "IV"), within("V", "IV"), within("IV", None)
    (True, False, True)
    """
    return above is None or path == above or (path or "").startswith(f"{above}.")


def parent(path: str | None) -> str | None:
    """Return the section that `path` stands in, None at the top.

    >>> parent("IV.2"), parent("IV")
    ('IV', None)
    """
    return path.rpartition(".")[0] or None if path else None
