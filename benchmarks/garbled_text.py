"""A garbled text as old archives hold them: a Vietnamese page read by Tesseract with the English model.

The gold text has the same number of lines: line i says what stands on the paper where line i of the input was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytesseract

from pipeline.model import Box
from pipeline.synth import Scan, ScannedPage
from pipeline.synth.record import Record
from pipeline.synth.write import to_image


@dataclass(frozen=True, slots=True)
class _Read:
    """A line as the engine read it; `paragraph` tells where it leaves a blank line."""

    text: str
    words: tuple[Box, ...]
    paragraph: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Garbled:
    """The garbled text, and the correct one, line for line."""

    read: tuple[str, ...]
    gold: tuple[str, ...]
    record: Record


def garble(scan: Scan) -> Garbled:
    """Read `scan` with the English model.

    The record's `line` (and `first_line`) become lines of the garbled text, and `page` goes, as plain text has none.
    """
    read: list[str] = []
    gold: list[str] = []
    new_line: dict[int, int] = {}  # line of the scan's gold text -> line here, both from 1
    drawn_before = 0
    for page in scan.pages:
        lines = _engine_lines(page)
        words = _gather(page, lines)
        for index, line in enumerate(lines):
            if index and line.paragraph != lines[index - 1].paragraph:
                read.append("")
                gold.append("")
            read.append(line.text)
            gold.append(" ".join(text for _, text, _ in sorted(words[index])))
            for _, _, drawn in words[index]:
                new_line.setdefault(drawn_before + drawn + 1, len(read))
        drawn_before += len(page.drawn.lines)
        read.append("")
        gold.append("")
    return Garbled(tuple(read), tuple(gold), _renumbered(scan.record, new_line))


def _engine_lines(page: ScannedPage) -> list[_Read]:
    data = pytesseract.image_to_data(to_image(page.raster), lang="eng", output_type=pytesseract.Output.DICT)
    found: dict[tuple[int, int, int], list[int]] = {}
    for index, text in enumerate(data["text"]):
        if text.strip():
            key = (data["block_num"][index], data["par_num"][index], data["line_num"][index])
            found.setdefault(key, []).append(index)
    return [
        _Read(" ".join(data["text"][index] for index in words), _boxes(data, words), key[:2])
        for key, words in found.items()
    ]


def _boxes(data: dict[str, list[int]], words: Sequence[int]) -> tuple[Box, ...]:
    corners = [(data["left"][index], data["top"][index]) for index in words]
    sizes = [(data["width"][index], data["height"][index]) for index in words]
    return tuple(Box(1, x, y, x + width, y + height) for (x, y), (width, height) in zip(corners, sizes, strict=True))


def _gather(page: ScannedPage, lines: Sequence[_Read]) -> list[list[tuple[float, str, int]]]:
    """Return for each line read the drawn lines (x, text, number) that stand in it; several make one in the head."""
    gathered: list[list[tuple[float, str, int]]] = [[] for _ in lines]
    size = (page.raster.width, page.raster.height)
    for number, drawn in enumerate(page.drawn.lines):
        boxes = [page.from_drawn.box(word.box, *size) for word in drawn.words]
        best = max(range(len(lines)), key=lambda index: _common(boxes, lines[index].words))
        if _common(boxes, lines[best].words) == 0:
            raise ValueError(f"nothing was read where {drawn.text!r} stands; take a better grade")
        gathered[best].append((boxes[0].x0, drawn.text, number))
    return gathered


def _common(drawn: Sequence[Box], read: Sequence[Box]) -> float:
    """Return the area that the boxes of `drawn` and of `read` share."""
    return sum(
        max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.y1, b.y1) - max(a.y0, b.y0))
        for a in drawn
        for b in read
    )


def _renumbered(record: Record, new_line: dict[int, int]) -> Record:
    def moved(fact: Record) -> Record:
        kept = {key: value for key, value in fact.items() if key != "page"}
        return {key: new_line[value] if key in {"line", "first_line"} else value for key, value in kept.items()}

    return {
        key: [moved(fact) for fact in value] if key in {"sections", "references", "obligations"} else value
        for key, value in record.items()
    }
