"""Bookmarks: the sections of a document, each leading to where its heading stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Name, OutlineItem

from pipeline.export.pdf.text_layer import Placement
from pipeline.model import Box, Page, Section

_MOST_LETTERS = 120


def add_outline(
    pdf: pikepdf.Pdf,
    sections: Sequence[Section],
    pages: Mapping[int, Page],
    placements: Mapping[int, tuple[int, Placement]],
) -> None:
    """Write a bookmark for each of `sections`, deeper ones below the one they belong to.

    `pages` and `placements` (index in `pdf`, and where its pixels lie) are by page number.
    """
    if not sections:
        return
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for section in sections:
            item = OutlineItem(_title(section), _destination(pdf, section, pages, placements))
            while len(above) > 1 and above[-1][0] >= section.level:
                above.pop()
            above[-1][1].append(item)
            above.append((section.level, item.children))
    pdf.Root.PageMode = Name.UseOutlines


def _title(section: Section) -> str:
    said = " ".join(part for part in (section.label, section.heading) if part)
    return said if len(said) <= _MOST_LETTERS else said[: _MOST_LETTERS - 1].rsplit(" ", 1)[0] + "…"


def _destination(
    pdf: pikepdf.Pdf,
    section: Section,
    pages: Mapping[int, Page],
    placements: Mapping[int, tuple[int, Placement]],
) -> Array | None:
    found = placements.get(section.evidence.page)
    if found is None:
        return None
    index, placement = found
    target = pdf.pages[index].obj
    boxes = [box for box in section.evidence.boxes or () if box.page == section.evidence.page]
    if not boxes:
        return Array([target, Name.Fit])
    left, top = _corner(boxes[0], pages[section.evidence.page].rotation, placement)
    return Array([target, Name.XYZ, round(left, 1), round(top, 1), None])


def _corner(box: Box, rotation: int, placement: Placement) -> tuple[float, float]:
    """Return the corner of the box that is at the top left when the page stands upright, in points."""
    left, bottom, right, top = placement.rectangle(box)
    match rotation % 360:
        case 90:
            return left, bottom
        case 180:
            return right, bottom
        case 270:
            return right, top
    return left, top
