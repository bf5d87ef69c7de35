"""Running heads and feet, and page numbers that were read as lines: what the pages of a document repeat at their edges.

A line at the edge of a page is one of them where other pages have the same words (any figures, and read a little
otherwise) at the same height, page after page; a number alone where numbers of other pages count with it. Two pages
that happen to begin alike, heads of papers and labels of annexes are none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from pipeline.language import fold
from pipeline.layout.upright import depth, upright
from pipeline.model import Box, Line, LineRole, MarkKind, Page

_EDGE = 0.12  # of the height of the page
_MOST = 3  # lines of a running head or foot
_FREE = frozenset({LineRole.BODY, LineRole.FOOTNOTE})
_PAPER_LINES = 5  # a page that begins a paper or annex says so in these
_PAPER = frozenset({LineRole.HEADER_LEFT, LineRole.HEADER_RIGHT})
_ANNEX = re.compile(r"(?:phu luc|(?:mau|bieu)(?: so)? (?:\d|[ivx]+\b))")
_LABEL = re.compile(
    r"(?:chuong|dieu|phan|muc) (?:\d|[ivx]+\b)|\(?(?:[a-z]|\d{1,2}(?:\.\d{1,2})*|[ivx]+)[.)] *[a-z]|[-+*•] *[a-z]"
)
_ALONE = re.compile(r"\W*(?:trang|page)?\W*(\d{1,3})(?:\s?/\s?\d{1,3})?\W*")
_LETTERS = 4
_LIKE = 85.0  # in 100
_LEVEL = 0.02  # of the height of the page
_PAGES, _SHARE = 3, 0.4  # pages, and their share of those between the first and the last of them
_APART = 1.4  # usual distances of lines


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: its place among all lines, its height in that of the page, its words folded.

    `apart` says that more than the usual space parts it from the text, `heads_paper` that a paper or an annex begins
    on its page: what it says of itself there says nothing of other pages.
    """

    index: int
    page: int
    top: bool
    height: float
    words: str
    apart: bool
    heads_paper: bool


def part_furniture(lines: Sequence[Line], pages: Sequence[Page]) -> tuple[Line, ...]:
    """Return `lines`, those of a document, with the role FURNITURE for what its pages repeat at their edges."""
    of_pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.box is not None:
            of_pages[line.page].append(index)
    sheets = {page.number: page for page in pages}
    edges = [edge for number, own in of_pages.items() for edge in _edges(lines, own, sheets[number])]
    found = {edge.index for edge in (*_numbers(edges, pages), *_repeated(edges, tuple(of_pages)))}
    return tuple(replace(line, role=LineRole.FURNITURE) if index in found else line for index, line in enumerate(lines))


def _edges(lines: Sequence[Line], own: Sequence[int], page: Page) -> Iterator[_Edge]:
    """Yield the outermost lines at the top and the foot of a page, each up to the first that is no plain text."""
    boxes = {index: upright(box, page) for index in own if (box := lines[index].box)}
    order = sorted(boxes, key=lambda index: _middle(boxes[index]))
    begins_paper = any(
        lines[index].role in _PAPER or _ANNEX.match(fold(lines[index].text)) for index in order[:_PAPER_LINES]
    )
    usual = median([below - above for above, below in pairwise(sorted(map(_middle, boxes.values())))] or [0.0])
    tall = depth(page)
    for top, way in ((True, order), (False, order[::-1])):
        for place, index in enumerate(way[:_MOST]):
            height = _middle(boxes[index]) / tall
            at_edge = height < _EDGE if top else height > 1 - _EDGE
            if not at_edge or lines[index].cell or lines[index].role not in _FREE:
                break
            inner = abs(_middle(boxes[way[place + 1]]) - _middle(boxes[index])) if place + 1 < len(way) else 0.0
            yield _Edge(
                index, page.number, top, height, fold(lines[index].text), inner > _APART * usual, top and begins_paper
            )


def _middle(box: Box) -> float:
    return (box.y0 + box.y1) / 2


def _numbers(edges: Sequence[_Edge], pages: Sequence[Page]) -> Iterator[_Edge]:
    """Yield the lines that are a number alone and count on with the number of another page."""
    marks = ((page.number, mark.text) for page in pages for mark in page.marks if mark.kind is MarkKind.PAGE_NUMBER)
    known = {number - page for page, text in marks if (number := _number(text)) is not None}
    alone = [(edge, number - edge.page) for edge in edges if (number := _number(edge.words)) is not None]
    for edge, ahead in alone:
        others = {other.page for other, its in alone if its == ahead and other.page != edge.page}
        if others or ahead in known:
            yield edge


def _number(text: str) -> int | None:
    found = _ALONE.fullmatch(text)
    return int(found[1]) if found else None


def _repeated(edges: Sequence[_Edge], pages: Sequence[int]) -> Iterator[_Edge]:
    """Yield the lines whose words stand at the same height of enough pages."""
    groups: list[list[_Edge]] = []
    for edge in edges:
        if sum(map(str.isalpha, edge.words)) < _LETTERS or _LABEL.match(edge.words):
            continue
        own = next((group for group in groups if _is_like(group[0], edge)), None)
        if own is None:
            groups.append([edge])
        else:
            own.append(edge)
    for group in groups:
        if _runs(group, pages):
            yield from group


def _is_like(one: _Edge, other: _Edge) -> bool:
    level = one.top is other.top and abs(one.height - other.height) <= _LEVEL
    return level and fuzz.ratio(_any_figures(one.words), _any_figures(other.words)) >= _LIKE


def _any_figures(words: str) -> str:
    return re.sub(r"\d+", "#", words)


def _runs(group: Sequence[_Edge], pages: Sequence[int]) -> bool:
    """Whether the lines of `group` run through the document: on many of the pages they reach over, or on all pages.

    A document of two or three pages shows a head only once or twice: it must stand apart from the text.
    """
    own = {edge.page for edge in group if not edge.heads_paper}
    if len(own) < 2:
        return False
    between = [page for page in pages if min(own) <= page <= max(own)]
    if len(own) >= _PAGES:
        return len(own) >= _SHARE * len(between)
    return own >= set(pages[1:]) and all(edge.apart for edge in group)
