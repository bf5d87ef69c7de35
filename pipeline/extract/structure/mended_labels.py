"""Labels that the OCR misread, put right by their sequence: I, L, II, IV reads I, II, III, IV.

A label is changed only where the reading is a known confusion of the one expected, and where the reading cannot
stand or the next label bears the change out. Odd numbering of the paper itself (III twice) is kept; where the page
was not read by an OCR, a label that can stand always does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.labels import LabelKind
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.vocabulary import table
from pipeline.language import from_roman, to_roman
from pipeline.reading import Reading

_LARGEST = 20  # no plan has more chapters: L (50) or C (100) is a misread numeral
_SURE = 0.985  # a line read with this confidence was hardly misread


def mended_labels(reading: Reading, blocks: Sequence[Block]) -> dict[int, tuple[str, LabelKind]]:
    """Return the right label, and its family, for each position in `blocks` whose label was misread."""
    places = [place for place, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    doubtful = {place for place in places if reading.confidence(blocks[place].start, blocks[place].start + 1) < _SURE}
    mended = dict(_ones(blocks, places, doubtful))
    mended.update(_figures_for_numerals(blocks, [place for place in places if place not in mended]))
    mended.update(_numerals(blocks, [place for place in places if place not in mended], doubtful))
    mended.update(_letters(blocks, places, doubtful))
    mended.update(_crossed(blocks, places, doubtful))
    mended.update(_compounds(blocks, places, doubtful))
    return mended


def _numerals(
    blocks: Sequence[Block], places: Sequence[int], doubtful: set[int]
) -> Iterator[tuple[int, tuple[str, LabelKind]]]:
    """Yield the roman numerals of headings in capitals that do not follow the one before."""
    places = [place for place in places if _is_numeral(blocks[place])]
    confused: dict[str, list[str]] = table("confusions")["roman"]
    anchored = _between_anchors([blocks[place].label for place in places], confused)
    previous = 0
    for index, place in enumerate(places):
        label = blocks[place].label
        if index in anchored:
            yield place, (to_roman(anchored[index]), LabelKind.ROMAN)
            previous = anchored[index]
            continue
        value = _value(label)
        following = _value(blocks[places[index + 1]].label) if index + 1 < len(places) else None
        expected = previous + 1
        if value != expected and to_roman(expected) in confused.get(label, ()):
            twice = value == previous and place in doubtful and following in {None, expected + 1}
            if value is None or twice or following == expected + 1:
                yield place, (to_roman(expected), LabelKind.ROMAN)
                value = expected
        previous = value if value is not None else previous


def _between_anchors(labels: Sequence[str], confused: dict[str, list[str]]) -> dict[int, int]:
    """Return what misread numerals must be that stand between two right ones: in I, I, II, IV the second and third.

    The two agree when as many headings stand between them as numerals are missing, each a known confusion.
    """
    values = [_value(label) for label in labels]
    found: dict[int, int] = {}
    left, start = -1, 0
    while left < len(labels) - 1:
        right = next(
            (
                at
                for at in range(left + 1, len(labels))
                if values[at] == start + at - left
                and all(_may_be(labels[i], start + i - left, confused) for i in range(left + 1, at))
            ),
            None,
        )
        if right is None:
            left, start = left + 1, values[left + 1] or 0
            continue
        found.update({i: start + i - left for i in range(left + 1, right) if values[i] != start + i - left})
        left, start = right, values[right] or 0
    return found


def _may_be(label: str, value: int, confused: dict[str, list[str]]) -> bool:
    return label == to_roman(value) or to_roman(value) in confused.get(label, ())


def _figures_for_numerals(
    blocks: Sequence[Block], places: Sequence[int]
) -> Iterator[tuple[int, tuple[str, LabelKind]]]:
    """Yield each heading in capitals whose I, II, III was read as 1, 11, 111, where the next numeral follows."""
    capitals = [place for place in places if mostly_capitals(blocks[place].body[:60])]
    previous = 0
    for index, place in enumerate(capitals):
        block = blocks[place]
        if block.label_kind is LabelKind.ROMAN:
            previous = _value(block.label) or previous + 1
        elif block.label_kind is LabelKind.ARABIC and set(block.label) == {"1"} and len(block.label) == previous + 1:
            behind = next((blocks[p] for p in capitals[index + 1 :] if _is_numeral(blocks[p])), None)
            if behind is not None and _value(behind.label) == previous + 2:
                previous += 1
                yield place, (to_roman(previous), LabelKind.ROMAN)


def _crossed(
    blocks: Sequence[Block], places: Sequence[int], doubtful: set[int]
) -> Iterator[tuple[int, tuple[str, LabelKind]]]:
    """Yield each đ) that was read as d): it stands right behind the d) of its list."""
    for index, (above, place) in enumerate(pairwise(places)):
        both = (blocks[above], blocks[place])
        borne_out = index + 2 < len(places) and blocks[places[index + 2]].label == "e"
        twice = all(block.label_kind is LabelKind.LETTER and block.label == "d" for block in both)
        if twice and (borne_out or place in doubtful):
            yield place, ("đ", LabelKind.LETTER)


_ALPHABET = "abcdđeghiklmnopq"


def _letters(
    blocks: Sequence[Block], places: Sequence[int], doubtful: set[int]
) -> Iterator[tuple[int, tuple[str, LabelKind]]]:
    """Yield each a) that was read as 3) or 8), and the like: the letter behind it says which it is."""
    for index, place in enumerate(places[:-1]):
        block, behind = blocks[place], blocks[places[index + 1]]
        if block.label_kind is not LabelKind.ARABIC or not block.text[len(block.label) :].startswith(")"):
            continue
        at = _ALPHABET.find(behind.label) if behind.label_kind is LabelKind.LETTER else -1
        above = blocks[places[index - 1]] if index else None
        follows = at == 1 or (at > 1 and above is not None and above.label == _ALPHABET[at - 2])
        if place in doubtful and follows:
            yield place, (_ALPHABET[at - 1], LabelKind.LETTER)


def _is_numeral(block: Block) -> bool:
    return block.label_kind in {LabelKind.ROMAN, LabelKind.CAPITAL} and mostly_capitals(block.body[:60])


def _value(label: str) -> int | None:
    value = from_roman(label)
    return value if value is not None and value <= _LARGEST else None


def _ones(
    blocks: Sequence[Block], places: Sequence[int], doubtful: set[int]
) -> Iterator[tuple[int, tuple[str, LabelKind]]]:
    """Yield each "1." that was read as I. or l.: in small letters, with 2. behind it."""
    numbered = [place for place in places if blocks[place].label_kind is not LabelKind.COMPOUND]
    for place, following in pairwise(numbered):
        block = blocks[place]
        like_one = block.label in {"I", "l", "i"} and not mostly_capitals(block.body[:60])
        if like_one and place in doubtful and blocks[following].label == "2":
            yield place, ("1", LabelKind.ARABIC)


def _compounds(
    blocks: Sequence[Block], places: Sequence[int], doubtful: set[int]
) -> Iterator[tuple[int, tuple[str, LabelKind]]]:
    """Yield each 3.3 that stands behind 5.2 under 5: the number above was misread."""
    above, last = "", 0
    for place in places:
        block = blocks[place]
        if block.label_kind is LabelKind.ARABIC:
            above, last = block.label, 0
        elif block.label_kind is LabelKind.COMPOUND and block.label.count(".") == 1:
            head, tail = block.label.split(".")
            if head != above and last and int(tail) == last + 1 and place in doubtful:
                yield place, (f"{above}.{tail}", LabelKind.COMPOUND)
                head = above
            last = int(tail) if head == above else 0
