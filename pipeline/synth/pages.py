"""The pages that cleaning and reading are measured on: single pages of many kinds, each with its whole truth.

    for page in benchmark_pages("office", 40, seed=1):
        read(page.raster), page.truth.text, page.truth.skew, page.truth.tables

Page `i` of a seed says the same in every grade, and stays as it is when more pages are asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from pipeline.model import LineRole
from pipeline.raster import Raster
from pipeline.synth.draw import draw
from pipeline.synth.furniture import NO_FURNITURE, Furniture
from pipeline.synth.grades import GRADES, Grade
from pipeline.synth.page_content import PageWriter
from pipeline.synth.pen import DigitSource
from pipeline.synth.random_furniture import random_furniture, random_pen
from pipeline.synth.random_plan import random_plan
from pipeline.synth.record import gold_record
from pipeline.synth.scan import ScannedPage, scan_page
from pipeline.synth.sheet import DrawnPage
from pipeline.synth.spread import blank_page, side_by_side
from pipeline.synth.stock import rich_stock
from pipeline.synth.style import Style, page_style
from pipeline.synth.truth import Truth


class PageKind(StrEnum):
    """What a page of the benchmark shows."""

    PROSE = "prose"
    """A page of plan prose with a seal that touches its last line: what the anchors were measured on."""
    FIRST = "first"
    """The first page of a plan: the two-column head, the title."""
    LAST = "last"
    """The page of a plan with recipients, signature and seal."""
    LETTER = "letter"
    """An official letter: "V/v" under the number."""
    TABLE = "table"
    """A ruled table: merged cells, a head of two rows."""
    UNRULED = "unruled"
    """A table without rules among prose."""
    NOTES = "notes"
    """Prose with footnotes."""
    SEALED = "sealed"
    """Prose with a seal in the middle of its lines."""
    STAMPED = "stamped"
    """A first page with stamps, captions and a handwritten number and day."""
    SIDEWAYS = "sideways"
    """A wide table stored on its side."""
    UPSIDE_DOWN = "upside_down"
    """A page that lay the wrong way round."""
    SPREAD = "spread"
    """Two pages side by side in one image."""
    BLANK = "blank"
    """An empty page, with the ghost of a seal."""


ANCHOR = (PageKind.PROSE,)
MIXED = (
    PageKind.PROSE, PageKind.FIRST, PageKind.TABLE, PageKind.PROSE, PageKind.LAST, PageKind.NOTES, PageKind.LETTER,
    PageKind.UNRULED,
)  # fmt: skip
"""Pages as archives hold them, nothing unusual among them."""
UNUSUAL = (PageKind.STAMPED, PageKind.SEALED, PageKind.SIDEWAYS, PageKind.UPSIDE_DOWN, PageKind.SPREAD, PageKind.BLANK)

SIGNING_MM = 58.0
"""What a page of prose leaves free at its foot."""


@dataclass(frozen=True, slots=True)
class BenchmarkPage:
    """One scanned page of the benchmark with its name and kind."""

    name: str
    kind: PageKind
    scanned: ScannedPage

    @property
    def raster(self) -> Raster:
        """The page image."""
        return self.scanned.raster

    @property
    def truth(self) -> Truth:
        """All that is true about it."""
        return self.scanned.truth


def benchmark_pages(
    grade: str | Grade,
    count: int,
    seed: int = 0,
    *,
    kinds: Sequence[PageKind] = MIXED,
    digits: DigitSource | None = None,
    dpi: int = 300,
) -> Iterator[BenchmarkPage]:
    """Yield `count` pages of a grade, of the `kinds` in turn.

    `digits` gives handwritten digits, else our own. Pages are drawn at `dpi`; the grades are meant for 300.

    Raises:
        KeyError: there is no grade of that name.
    """
    spoilt = GRADES[grade] if isinstance(grade, str) else grade
    for index in range(count):
        kind = kinds[index % len(kinds)]
        said = np.random.default_rng([seed, index])
        spoiling = np.random.default_rng([seed, index, zlib.crc32(spoilt.name.encode())])
        made = _MAKERS[kind](said, _Order(spoilt.typed, digits, dpi))
        scanned = scan_page(
            made.page,
            spoilt,
            spoiling,
            made.back,
            furniture=made.furniture,
            quarter_turns=made.quarter_turns,
            record=made.record,
        )
        yield BenchmarkPage(f"{spoilt.name}-{seed}-{index:03}-{kind.value}", kind, scanned)


@dataclass(frozen=True, slots=True)
class _Made:
    """A drawn page and what is to be done with it."""

    page: DrawnPage
    back: Raster | None = None
    furniture: Furniture = NO_FURNITURE
    quarter_turns: int = 0
    record: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Order:
    """How a page is to be written: on a typewriter, with whose digits, at which resolution."""

    typed: bool
    digits: DigitSource | None
    dpi: int


_Maker = Callable[[np.random.Generator, _Order], _Made]


def _style(rng: np.random.Generator, order: _Order) -> Style:
    # Two generators, so that the text of a page does not depend on how it is set.
    style = page_style(np.random.default_rng(int(rng.integers(2**32))), typed=order.typed)
    return replace(style, dpi=order.dpi)


def _made_of(pages: Sequence[DrawnPage], index: int, record: dict[str, Any] | None = None) -> _Made:
    return _Made(pages[index], pages[(index + 1) % len(pages)].raster, record=record)


def _prose(rng: np.random.Generator, order: _Order) -> _Made:
    # The text ends where a signature would begin.
    style = replace(_style(rng, order), bottom_mm=SIGNING_MM)
    writer = PageWriter(rng)
    return replace(_made_of(draw(writer.prose(), style, rng), 0), furniture=Furniture(seal=writer.seal))


def _sealed(rng: np.random.Generator, order: _Order) -> _Made:
    style, writer = _style(rng, order), PageWriter(rng)
    drawn = draw(writer.prose(), style, rng)
    furniture = Furniture(seal=writer.seal, seal_drop=-float(rng.uniform(0.3, 3.0)))
    return replace(_made_of(drawn, 0), furniture=furniture)


def _notes(rng: np.random.Generator, order: _Order) -> _Made:
    style = _style(rng, order)
    return _made_of(draw(PageWriter(rng).notes(), style, rng), 0)


def _unruled(rng: np.random.Generator, order: _Order) -> _Made:
    style = _style(rng, order)
    return _made_of(draw(PageWriter(rng).unruled(), style, rng), 0)


def _table(rng: np.random.Generator, order: _Order) -> _Made:
    style = _style(rng, order)
    return _made_of(draw(PageWriter(rng).table(), style, rng), 1)


def _letter(rng: np.random.Generator, order: _Order) -> _Made:
    style = replace(_style(rng, order), handwritten=bool(rng.random() < 0.4), pen=random_pen(rng, order.digits))
    content = PageWriter(rng).letter()
    pages = draw(content, style, rng)
    return _made_of(pages, 0, gold_record(content, pages))


def _plan(rng: np.random.Generator, style: Style) -> tuple[tuple[DrawnPage, ...], dict[str, Any]]:
    content = random_plan(rng, rich_stock(rng))
    pages = draw(content, style, rng)
    return pages, gold_record(content, pages)


def _first(rng: np.random.Generator, order: _Order) -> _Made:
    pages, record = _plan(rng, _style(rng, order))
    return _made_of(pages, 0, record)


def _last(rng: np.random.Generator, order: _Order) -> _Made:
    pages, record = _plan(rng, _style(rng, order))
    signed = next(
        index for index, page in enumerate(pages) if any(line.role is LineRole.SIGNATURE for line in page.lines)
    )
    return replace(_made_of(pages, signed, record), furniture=Furniture(scrawl=bool(rng.random() < 0.3)))


def _stamped(rng: np.random.Generator, order: _Order) -> _Made:
    pen = random_pen(rng, order.digits)
    style = replace(_style(rng, order), handwritten=bool(rng.random() < 0.8), pen=pen)
    pages, record = _plan(rng, style)
    return replace(_made_of(pages, 0, record), furniture=random_furniture(rng, pen))


def _sideways(rng: np.random.Generator, order: _Order) -> _Made:
    style = _style(rng, order)
    pages = draw(PageWriter(rng).wide_table(), style, rng)
    return replace(_Made(pages[1]), quarter_turns=1 if rng.random() < 0.5 else 3)


def _upside_down(rng: np.random.Generator, order: _Order) -> _Made:
    maker = (_prose, _first, _table, _last)[int(rng.integers(4))]
    return replace(maker(rng, order), quarter_turns=2)


def _spread(rng: np.random.Generator, order: _Order) -> _Made:
    style = _style(rng, order)
    first, second, *_rest = draw(PageWriter(rng).prose(), style, rng)
    return _Made(side_by_side(first, second, rng))


def _blank(rng: np.random.Generator, order: _Order) -> _Made:
    back = draw(PageWriter(rng).prose(), _style(rng, order), rng)[0].raster if rng.random() < 0.5 else None
    return _Made(blank_page(Style(dpi=order.dpi)), back, Furniture(ghost=bool(rng.random() < 0.6)))


_MAKERS: dict[PageKind, _Maker] = {
    PageKind.PROSE: _prose,
    PageKind.FIRST: _first,
    PageKind.LAST: _last,
    PageKind.LETTER: _letter,
    PageKind.TABLE: _table,
    PageKind.UNRULED: _unruled,
    PageKind.NOTES: _notes,
    PageKind.SEALED: _sealed,
    PageKind.STAMPED: _stamped,
    PageKind.SIDEWAYS: _sideways,
    PageKind.UPSIDE_DOWN: _upside_down,
    PageKind.SPREAD: _spread,
    PageKind.BLANK: _blank,
}
