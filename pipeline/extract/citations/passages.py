"""The passages of a document in which a citation may run on, and which of them are its preamble."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.citations.find import citation_words
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.labels import LabelKind
from pipeline.extract.vocabulary import starts_with
from pipeline.language import fold


@dataclass(frozen=True, slots=True)
class Passage:
    """Text in which a citation may run on: a block, or lines of the head joined. `offsets` lead to the reading."""

    text: str
    offsets: tuple[int, ...]
    kind: BlockKind
    is_heading: bool
    mark: str = ""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the reading under `text[start:end]` (not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1


_LAST = 12  # characters that tell whether a citation is broken off
_UNFINISHED = re.compile(r"(?:\b(?:số|ngày|tháng|năm|của)|(?<=\w)[-/])$", re.IGNORECASE)


def passages(blocks: Sequence[Block]) -> Iterator[Passage]:
    """Yield the passages of a document; its head is one, a block that ends within a citation goes on in the next."""
    pending: Passage | None = None
    for block in blocks:
        if not block.text or len(block.offsets) != len(block.text):
            continue
        passage = Passage(
            block.text, block.offsets, block.kind, block.label_kind not in {None, LabelKind.BULLET}, block.label
        )
        if pending and (pending.kind is passage.kind is BlockKind.HEADER or _UNFINISHED.search(pending.text[-_LAST:])):
            passage = Passage(
                f"{pending.text} {passage.text}",
                (*pending.offsets, passage.offsets[0], *passage.offsets),
                pending.kind,
                pending.is_heading,
            )
        elif pending:
            yield pending
        pending = passage
    if pending:
        yield pending


_MOST_OTHERS = 5  # paragraphs without a basis: behind so many the preamble is over, where no heading ended it
_ASIDE = re.compile(r"\s*(?:\(|\d{1,3}\s)|.{0,900}có căn cứ ban hành")
"""A note in brackets, a footnote whose mark stands on the line, one that tells on what another act rests."""
_ACTS = re.compile(r"(?!Theo |Thực hiện |Căn cứ )[^\W\d_][^,.;:]{3,60}\s(?:kính|xin|trân trọng) chuyển\s")
"""How a letter comes to the point: "Sở Tư pháp kính chuyển ...": what is cited there is no basis."""
_BODY = frozenset({BlockKind.BULLET, BlockKind.PARAGRAPH})
_LEADS_IN = re.compile(r"\b(?:như sau|sau đây|sau)\s*[:;.]\s*$", re.IGNORECASE)


class Preamble:
    """Follows the reading from the first words behind the head to the first heading: what stands there is a basis.

    A directive may tell what happened before it says on what it rests, so the first word of a paragraph does not count.
    """

    def __init__(self, *, is_headed: bool) -> None:
        """`is_headed` where the head of the document was read: else only a named basis opens a preamble."""
        self.is_open = False
        self._is_headed = is_headed
        self._is_over = False
        self._is_led_in = False  # "... như sau:" was read: the bullets behind it are no preamble
        self._footed = False  # the foot of the document was read
        self._others = 0  # paragraphs in a row that name no basis

    def enter(self, passage: Passage) -> None:
        """Take the next passage in; then `is_open` says whether it belongs to the preamble."""
        self._footed = self._footed or passage.kind is BlockKind.FOOTER
        if self._footed and passage.kind in _BODY and fold(passage.text[:10]).startswith("kinh gui"):
            self._is_over, self._is_led_in, self._others, self._is_headed = False, False, 0, True  # a second letter
        if self._is_over or passage.kind in {BlockKind.HEADER, BlockKind.FOOTNOTE}:
            return
        basis = _names_basis(passage.text)
        bullet = passage.kind in _BODY and not basis and self._is_led_in
        ends = passage.is_heading or bullet or passage.kind in {BlockKind.FOOTER, BlockKind.TABLE_ROW}
        if ends and (self.is_open or passage.kind is not BlockKind.TABLE_ROW):  # a bar in the head is no table
            self._is_over, self.is_open = True, False
        elif basis or (passage.kind is BlockKind.PARAGRAPH and (self.is_open or self._is_headed)):
            self._others = 0 if basis else self._others + 1
            self._is_over = self._others > _MOST_OTHERS or _ACTS.match(passage.text) is not None
            self.is_open = not self._is_over and _ASIDE.match(passage.text) is None
        self._is_led_in = self._is_led_in or _LEADS_IN.search(passage.text) is not None


def _names_basis(text: str) -> bool:
    folded = fold(text.lstrip("-–+• "))
    if folded.startswith("kinh gui"):  # the address may stand in one block with what follows it
        folded = next((fold(text[found.start() :]) for found in _capital_basis().finditer(text)), folded)
    return starts_with(folded, _folded_basis())


@lru_cache(maxsize=1)
def _folded_basis() -> tuple[str, ...]:
    return tuple(fold(word) for word in citation_words()["relation"]["basis"])


@lru_cache(maxsize=1)
def _capital_basis() -> re.Pattern[str]:
    words = citation_words()["relation"]["basis"]
    return re.compile(r"\b(?:" + "|".join(word[0].upper() + word[1:] for word in words) + r")\b")
