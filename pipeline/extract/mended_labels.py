"""Roman numerals that the OCR misread, put right by their sequence: I, L, II, IV reads I, II, III, IV.

A numeral is changed only where the reading is a known confusion of the one expected, and where the reading cannot
stand or the next numeral bears the change out; odd numbering of the paper itself (III twice) is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.blocks import Block, BlockKind
from pipeline.extract.labels import LabelKind
from pipeline.extract.layout import mostly_capitals
from pipeline.extract.vocabulary import table
from pipeline.language import from_roman, to_roman

_LARGEST = 20  # no plan has more chapters: L (50) or C (100) is a misread numeral


def mended_labels(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the right label for each position in `blocks` whose roman numeral was misread."""
    places = [place for place, block in enumerate(blocks) if _is_numeral(block)]
    confused: dict[str, list[str]] = table("confusions")["roman"]
    mended: dict[int, str] = {}
    previous = 0
    for index, place in enumerate(places):
        label = blocks[place].label
        value = _value(label)
        following = _value(blocks[places[index + 1]].label) if index + 1 < len(places) else None
        expected = previous + 1
        fits = to_roman(expected) in confused.get(label, ())
        if value != expected and fits and (value is None or following == expected + 1):
            mended[place] = to_roman(expected)
            value = expected
        previous = value if value is not None else previous
    return mended


def _is_numeral(block: Block) -> bool:
    numeral = block.label_kind in {LabelKind.ROMAN, LabelKind.CAPITAL}
    return block.kind is BlockKind.HEADING and numeral and mostly_capitals(block.body[:60])


def _value(label: str) -> int | None:
    value = from_roman(label)
    return value if value is not None and value <= _LARGEST else None
