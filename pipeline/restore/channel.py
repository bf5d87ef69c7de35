"""What an OCR engine makes of right words: a learnt, weighted edit channel, and the words that a reading can be.

A channel says what pieces of one or two letters are read as (pieces of one to three characters), with the
probability of each, and for common words what the whole word is read as. `Channel.words_for` goes the other way:
it walks the trie of all known words along what was read and returns the cheapest words.

Costs are negative natural logarithms of P(read | word).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from operator import itemgetter
from pathlib import Path

from pipeline.errors import MissingProgramError
from pipeline.message import Message

LONGEST_GOLD = 2
LONGEST_READ = 3
UNSEEN = 8.0
"""Cost of reading one letter as a character that was never seen for it."""
_WIDTH = 60
_MARGIN = 6.0
_RAREST = 99.0
_SCALE = 100
"""Costs are written as hundredths."""


class Case(IntEnum):
    """How a word is written."""

    LOWER = 0
    TITLE = 1
    UPPER = 2


def cased(word: str, case: Case) -> str:
    """Return the lower-case `word` in `case`."""
    if case is Case.UPPER:
        return word.upper()
    return word[:1].upper() + word[1:] if case is Case.TITLE else word


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    word: int = -1
    rarity: float = _RAREST
    """That of the commonest word from here on."""


@dataclass(slots=True)
class _Options:
    """What one piece that was read can stand for: one (lower-case) letter, or two, and the cost."""

    single: dict[str, float] = field(default_factory=dict)
    double: dict[str, dict[str, float]] = field(default_factory=dict)

    def add(self, letters: str, cost: float) -> None:
        if len(letters) == 1:
            self.single[letters] = cost
        else:
            self.double.setdefault(letters[0], {})[letters[1]] = cost


_NOTHING = _Options()
Pieces = dict[str, _Options]
"""For each piece that can be read: what it can stand for."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A learnt channel over a vocabulary. Make it with `load` or `from_tables`.

    `first` holds the pieces at the beginning of a word, `inner` elsewhere; both by case of the word.
    """

    root: _Node
    rarities: Sequence[float]
    first: tuple[Pieces, Pieces, Pieces]
    inner: tuple[Pieces, Pieces, Pieces]
    whole: dict[str, tuple[tuple[str, float], ...]]

    @classmethod
    def from_tables(
        cls,
        words: Sequence[str],
        rarities: Sequence[float],
        pieces: Iterable[tuple[str, str, float]],
        whole: Iterable[tuple[str, str, float]],
    ) -> Channel:
        """Return a channel over `words`; rows of the tables are (right, read, cost).

        `rarities` are costs of the words themselves, added where words compete for a place among the options.
        """
        lower: Pieces = {}
        upper: Pieces = {}
        title: Pieces = {}
        for right, read, cost in pieces:
            small = right.lower()
            if right == small:
                lower.setdefault(read, _Options()).add(small, cost)
            if right == right.upper():
                upper.setdefault(read, _Options()).add(small, cost)
            if right[0] != small[0] and right[1:] == small[1:]:
                title.setdefault(read, _Options()).add(small, cost)
        found: dict[str, list[tuple[str, float]]] = {}
        for right, read, cost in whole:
            found.setdefault(read, []).append((right, cost))
        return cls(
            root=_trie(words, rarities),
            rarities=rarities,
            first=(lower, title, upper),
            inner=(lower, lower, upper),
            whole={read: tuple(row) for read, row in found.items()},
        )

    def words_for(self, read: str, case: Case, count: int) -> list[tuple[int, float]]:
        """Return up to `count` words (number in the vocabulary, cost) that `read` can be.

        Chosen and ordered by cost and rarity; the cost is that of the channel alone.
        """
        states: list[dict[int, tuple[float, _Node]]] = [{} for _ in range(len(read) + 1)]
        states[0][id(self.root)] = (0.0, self.root)
        for place in range(len(read)):
            active = _best(states[place])
            states[place] = {}
            pieces = (self.first if place == 0 else self.inner)[case]
            for length in range(1, min(LONGEST_READ, len(read) - place) + 1):
                target = states[place + length]
                options = pieces.get(read[place : place + length])
                if options is not None:
                    _follow(active, options, target)
                if length == 1:
                    _follow_unseen(active, (options or _NOTHING).single, target)
        ends = [(cost, node.word) for cost, node in states[-1].values() if node.word >= 0]
        ends.sort(key=lambda end: end[0] + self.rarities[end[1]])
        return [(word, cost) for cost, word in ends[:count]]


def _trie(words: Sequence[str], rarities: Sequence[float]) -> _Node:
    root = _Node()
    for number, (word, rarity) in enumerate(zip(words, rarities, strict=True)):
        if not word.isalpha():
            continue
        node = root
        for char in word:
            node = node.children.setdefault(char, _Node())
            node.rarity = min(node.rarity, rarity)
        node.word = number
    return root


def _best(states: dict[int, tuple[float, _Node]]) -> list[tuple[float, _Node]]:
    ranked = [(cost + node.rarity, cost, node) for cost, node in states.values()]
    ranked.sort(key=itemgetter(0))
    return [(cost, node) for total, cost, node in ranked[:_WIDTH] if total <= ranked[0][0] + _MARGIN]


def _follow(active: list[tuple[float, _Node]], options: _Options, target: dict[int, tuple[float, _Node]]) -> None:
    single, double = options.single, options.double
    for cost, node in active:
        for letter, following in node.children.items():
            if letter in single:
                _reach(target, following, cost + single[letter])
            if letter in double:
                seconds = double[letter]
                for second, last in following.children.items():
                    if second in seconds:
                        _reach(target, last, cost + seconds[second])


def _follow_unseen(
    active: list[tuple[float, _Node]], seen: dict[str, float], target: dict[int, tuple[float, _Node]]
) -> None:
    for cost, node in active[: _WIDTH // 8]:
        for letter, following in node.children.items():
            if letter not in seen:
                _reach(target, following, cost + UNSEEN)


def _reach(target: dict[int, tuple[float, _Node]], node: _Node, cost: float) -> None:
    known = target.get(id(node))
    if known is None or cost < known[0]:
        target[id(node)] = (cost, node)


def load(folder: Path, words: Sequence[str], rarities: Sequence[float]) -> Channel:
    """Load the channel in `folder` (`pieces.tsv`, `whole.tsv`) over the vocabulary `words`, each with its rarity.

    Raises:
        MissingProgramError: a file is not there.
    """
    try:
        return Channel.from_tables(words, rarities, read_table(folder / "pieces.tsv"), read_table(folder / "whole.tsv"))
    except FileNotFoundError as error:
        raise MissingProgramError(
            Message(
                f"Thiếu tệp mô hình {error.filename}. Hãy cài lại chương trình.",
                f"The model file {error.filename} is missing. Install the program again.",
            )
        ) from error


def read_table(file: Path) -> Iterable[tuple[str, str, float]]:
    """Yield the rows (right, read, cost) of a table."""
    for line in file.read_text("utf-8").splitlines():
        right, read, cost = line.split("\t")
        yield right, read, int(cost) / _SCALE


def write_table(file: Path, rows: Iterable[tuple[str, str, float]]) -> None:
    """Write rows (right, read, cost) as a table."""
    lines = sorted(f"{right}\t{read}\t{round(cost * _SCALE)}" for right, read, cost in rows)
    file.write_text("\n".join(lines) + "\n" if lines else "", "utf-8")
