"""The flow of text over pages: a cursor that fills lines, breaks pages and keeps footnotes at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.model import LineRole
from pipeline.synth.breaking import BrokenLine, Type, break_lines, tokens_of
from pipeline.synth.content import TO_SUPERSCRIPT, Align, Footnote, RichText, plain, prefixed
from pipeline.synth.fonts import Family, family
from pipeline.synth.sheet import DrawnPage, Origin, Placing, Sheet, text_width
from pipeline.synth.style import Style

FOOTNOTE_POINTS = 10.0
FOOTNOTE_RULE_MM = 50.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: `size` in points, distances in pixels, the column as left edge and width."""

    left: float
    width: float
    size: float
    align: Align = Align.JUSTIFY
    bold: bool = False
    italic: bool = False
    first_indent: float = 0.0
    hanging: float = 0.0
    gap: float = 0.0
    role: LineRole = LineRole.BODY
    leading: float = 1.15


class Flow:
    """Fills pages from the top. `y` is where the next thing goes, in pixels from the top of the page."""

    def __init__(
        self, style: Style, footnotes: Sequence[Footnote], rng: np.random.Generator, running: str = ""
    ) -> None:
        self.style = style
        self.family: Family = family(style.family)
        self.rng = rng
        self._notes = {note.number: note for note in footnotes}
        self._pages: list[DrawnPage] = []
        self._pending: list[Footnote] = []
        self._landscape = False
        self._running = running
        self.sheet = Sheet(1, style, rng)
        self.y = style.mm(style.top_mm)

    @property
    def left(self) -> float:
        """The left edge of the text area."""
        return self.style.mm(self.style.left_mm)

    @property
    def width(self) -> float:
        """The width of the text area."""
        return self.sheet.width - self.left - self.style.mm(self.style.right_mm)

    @property
    def limit(self) -> float:
        """The lowest point that text may reach, above the footnotes of the page so far."""
        return self.sheet.height - self.style.mm(self.style.bottom_mm) - self._notes_height(self._pending)

    @property
    def page_height(self) -> float:
        """The height of the text area of an empty page."""
        return self.sheet.height - self.style.mm(self.style.top_mm + self.style.bottom_mm)

    def type(self, points: float) -> Type:
        """Return the type of the document at `points`."""
        machine = self.style.typewriter
        return Type(self.family, self.style.points(points), machine.pitch if machine else 0.0)

    def setting(self) -> Setting:
        """Return how a paragraph of the body is set."""
        return Setting(
            self.left,
            self.width,
            self.style.size,
            first_indent=self.style.mm(self.style.indent_mm),
            gap=self.style.points(self.style.gap),
            leading=self.style.leading,
        )

    def new_page(self, *, landscape: bool | None = None) -> None:
        """Finish the page and begin the next; at its top stand the running head and its number."""
        self._finish_page()
        if landscape is not None:
            self._landscape = landscape
        self.sheet = Sheet(len(self._pages) + 1, self.style, self.rng, landscape=self._landscape)
        kind = self.type(self.style.head_size)
        baseline = max(self.style.mm(self.style.top_mm) - kind.size * 0.6, kind.size * 1.5)
        self.sheet.page_number(kind, self.left + self.width / 2, baseline)
        for line in break_lines(tokens_of(plain(self._running), kind), kind, self.width, self.width):
            origin = Origin("running", line.tokens[0].start, line.tokens[-1].end)
            self.sheet.put(line, kind, Placing(self.left, baseline - 1.3 * kind.size), origin, LineRole.FURNITURE)
        self.y = self.style.mm(self.style.top_mm) + kind.size * 0.3

    def keep(self, height: float) -> None:
        """Begin a new page unless `height` pixels are left on this one, or it is empty."""
        if self.y + height > self.limit and self.sheet.has_lines():
            self.new_page()

    def broken(self, rich: RichText, how: Setting) -> tuple[BrokenLine, ...]:
        """Return `rich` in lines as `how` sets it."""
        kind = self.type(how.size)
        tokens = tokens_of(rich, kind, bold=how.bold, italic=how.italic)
        return break_lines(tokens, kind, how.width - how.first_indent, how.width - how.hanging)

    def paragraph(self, name: str, rich: RichText, how: Setting, *, shift: int = 0, keep_lines: int = 1) -> None:
        """Set `rich`; its lines come from the text `name`, whose first character is character `shift` of `rich`.

        `keep_lines` lines are kept together with what follows the first (2 for a heading).
        """
        height = self.style.points(how.size) * how.leading
        lines = self.broken(rich, how)
        self.keep(height * (len(lines) if keep_lines > 1 else 1) + height * (keep_lines - 1) * 1.5)
        for index, line in enumerate(lines):
            self._make_room(line, height)
            self._put(line, index, name, how, shift)
        self.y += how.gap

    def _put(self, line: BrokenLine, index: int, name: str, how: Setting, shift: int) -> None:
        """Draw line `index` of a paragraph where the cursor stands, and move below it."""
        kind = self.type(how.size)
        at = self._placing(line, kind, how, how.first_indent if index == 0 else how.hanging)
        start, end = line.tokens[0].start - shift, line.tokens[-1].end - shift
        self.sheet.put(line, kind, at, Origin(name, max(0, start), end), how.role)
        self.y += kind.size * how.leading

    def _placing(self, line: BrokenLine, kind: Type, how: Setting, indent: float) -> Placing:
        baseline = self.y + kind.size * (how.leading / 2 + 0.33)
        if how.align is Align.CENTRE:
            return Placing(how.left + (how.width - text_width(line, kind)) / 2, baseline)
        spread = how.align is Align.JUSTIFY and not line.last
        return Placing(how.left + indent, baseline, how.width - indent if spread else None)

    def _make_room(self, line: BrokenLine, height: float) -> None:
        notes = self._notes_of(line)
        if self.y + height + self._notes_height([*self._pending, *notes]) > (
            self.limit + self._notes_height(self._pending)
        ):
            if self.sheet.has_lines():
                self.new_page()
            notes = self._notes_of(line)
        self._pending.extend(notes)

    def _notes_of(self, line: BrokenLine) -> list[Footnote]:
        marks = [run.drawn for token in line.tokens for run in token.runs if run.raised]
        numbers = [int(mark) for mark in marks if mark.isdigit()]
        return [self._notes[number] for number in numbers if number in self._notes]

    def _note_setting(self) -> Setting:
        return Setting(self.left, self.width, FOOTNOTE_POINTS, role=LineRole.FOOTNOTE)

    def _notes_height(self, notes: Sequence[Footnote]) -> float:
        if not notes:
            return 0.0
        how = self._note_setting()
        count = sum(len(self.broken(_note_text(note), how)) for note in notes)
        return (count + 1) * self.style.points(how.size) * how.leading

    def _finish_page(self) -> None:
        notes, self._pending = self._pending, []
        if notes:
            self.y = self.sheet.height - self.style.mm(self.style.bottom_mm) - self._notes_height(notes)
            rule = self.y + self.style.points(FOOTNOTE_POINTS) * 0.4
            self.sheet.rule(self.left, rule, self.left + self.style.mm(FOOTNOTE_RULE_MM), rule, self.style.points(0.5))
            self.y += self.style.points(FOOTNOTE_POINTS) * self._note_setting().leading
            for note in notes:
                rich = _note_text(note)
                shift = len(rich.text) - len(note.text.text)
                for index, line in enumerate(self.broken(rich, self._note_setting())):
                    self._put(line, index, f"footnote.{note.number}", self._note_setting(), shift)
        self._pages.append(self.sheet.finish())

    def finish(self) -> tuple[DrawnPage, ...]:
        """Finish the last page and return all pages."""
        self._finish_page()
        return tuple(self._pages)


def _note_text(note: Footnote) -> RichText:
    return prefixed(str(note.number).translate(TO_SUPERSCRIPT) + " ", note.text)
