"""The one language model: n-grams of Vietnamese syllables and words, up to order four.

A model is a folder of plain arrays, memory-mapped, so that worker processes share its pages:

- `words.txt`: the vocabulary, one entry a line; entry 0 is UNKNOWN, 1 BOUNDARY, then the number classes.
- `cases.npy`: (words, 3) uint8, how often a word stands in lower case, Capitalised, or in CAPITALS (log scale).
- `unigrams.npy`: (words, 2) uint8, log probability and back-off weight.
- `N.buckets.npy`, `N.prints.npy`, `N.values.npy` for N = 2, 3, 4: a hash table. Entries are sorted by bucket; a
  bucket has its number of entries (uint8), an entry a 16-bit fingerprint and its quantised log probability and
  back-off weight (the last order has no back-off weight).

A lookup that is not in the table finds a wrong entry in about one case in 30,000, the price of four bytes per n-gram
(the idea is that of Talbot and Osborne, "Randomised language modelling", 2007). The ending of every n-gram is in the
tables, too, so most such finds are never made. Scores are natural logarithms of interpolated Kneser-Ney
probabilities in back-off form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import MissingProgramError
from pipeline.language import nfc, old_tone_placement
from pipeline.message import Message

UNKNOWN = "<unk>"
BOUNDARY = "<s>"
DAY = "<2>"
YEAR = "<4>"
NUMBER = "<n>"
SYMBOL = "<sym>"
CLASSES = (UNKNOWN, BOUNDARY, DAY, YEAR, NUMBER, SYMBOL)
"""Entries of every vocabulary that are no words, in this order: UNKNOWN is number 0, BOUNDARY 1 ..."""

ORDER = 4
STEP = 1 / 12
"""Nats per step of a quantised logarithm; 255 steps reach down to about -21."""

CASE_SCALE = 12
"""Steps per doubling of a count in `cases`."""

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]

_OPENING = "([{<\"'“”‘’«*-–—+•~_=|"
_CLOSING = ".,;:!?)]}>\"'“”‘’»…*-–—_=|"
_ENDS = re.compile(r"[.;:!?…]")
_NUMBER = re.compile(r"[\d.,%/:-]+")
_HYPHENS = re.compile(r"[-–—/]+")


@lru_cache(maxsize=200_000)
def entries(token: str) -> tuple[str, ...]:
    """Return the vocabulary entries that a blank-separated `token` of text stands for, maybe none.

    >>> entries("Uỷ"), entries("2024;"), entries("98/2023/QH15"), entries("-")
    (('ủy',), ('<4>', '<s>'), ('<sym>',), ())
    """
    core = token.strip().lstrip(_OPENING)
    bare = core.rstrip(_CLOSING)
    end = (BOUNDARY,) if _ENDS.search(core[len(bare) :]) else ()
    return (*_core_entries(bare), *end)


def _core_entries(core: str) -> tuple[str, ...]:
    if not core:
        return ()
    if core.isdigit():
        return (DAY if len(core) <= 2 else YEAR if len(core) == 4 and core[:2] in {"19", "20"} else NUMBER,)
    if _NUMBER.fullmatch(core):
        return (NUMBER,)
    if any(char.isdigit() for char in core):
        return (SYMBOL,)
    parts = [part for part in _HYPHENS.split(core) if part]
    if len(parts) > 1 and core.isupper():
        return (SYMBOL,)
    return tuple(normal(part) for part in parts)


def normal(word: str) -> str:
    """Return `word` as the vocabulary has it: NFC, lower case, old tone placement."""
    return old_tone_placement(nfc(word).lower())


def mix(left: npt.NDArray[np.uint64], right: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return hashes of an n-gram from those of its history `left` and its last word `right` (both broadcast)."""
    out = left * np.uint64(0x9E3779B97F4A7C15) + right + np.uint64(1)
    out ^= out >> np.uint64(30)
    out *= np.uint64(0xBF58476D1CE4E5B9)
    out ^= out >> np.uint64(27)
    out *= np.uint64(0x94D049BB133111EB)
    out ^= out >> np.uint64(31)
    return out


@dataclass(frozen=True, slots=True)
class Table:
    """The n-grams of one order, found by hash."""

    bits: int
    starts: Ids
    prints: npt.NDArray[np.uint16]
    values: npt.NDArray[np.uint8]

    @classmethod
    def load(cls, folder: Path, order: int) -> Table:
        """Load the table of `order` from the folder of a model."""
        buckets = np.load(folder / f"{order}.buckets.npy")
        starts = np.zeros(len(buckets) + 1, np.int64)
        np.cumsum(buckets, out=starts[1:])
        return cls(
            bits=len(buckets).bit_length() - 1,
            starts=starts,
            prints=_mapped(folder / f"{order}.prints.npy"),
            values=_mapped(folder / f"{order}.values.npy"),
        )

    def find(self, hashes: npt.NDArray[np.uint64]) -> Ids:
        """Return for each of `hashes` (one dimension) the number of its entry, or -1."""
        if not len(self.prints):
            return np.full(len(hashes), -1, np.int64)
        bucket = (hashes >> np.uint64(64 - self.bits)).astype(np.int64)
        place, end = self.starts[bucket], self.starts[bucket + 1]
        prints = hashes.astype(np.uint16)
        found: Ids = np.full(len(hashes), -1, np.int64)
        live = np.flatnonzero(place < end)
        while len(live):  # as often as the fullest bucket has entries; most have one or two
            same = self.prints[place[live]] == prints[live]
            found[live[same]] = place[live[same]]
            live = live[~same]
            place[live] += 1
            live = live[place[live] < end[live]]
        return found


def _mapped(file: Path) -> npt.NDArray[Any]:
    """Return the array in `file`, mapped into memory; as a plain array, of which a part is taken much faster."""
    return np.asarray(np.load(file, mmap_mode="r"))


def unpack(values: npt.NDArray[np.uint8]) -> Scores:
    """Return the logarithms that quantised `values` stand for."""
    return values.astype(np.float32) * np.float32(-STEP)


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """An n-gram model. Make it with `load`; words are numbers in `words`, unknown ones 0."""

    words: tuple[str, ...]
    numbers: dict[str, int]
    cases: npt.NDArray[np.uint8]
    unigram: Scores
    unigram_backoff: Scores
    tables: tuple[Table, ...]

    def number(self, entry: str) -> int:
        """Return the number of a vocabulary entry, 0 where it is unknown."""
        return self.numbers.get(entry, 0)

    def encode(self, text: str) -> list[int]:
        """Return the numbers of the entries in `text`."""
        return [self.number(entry) for token in text.split() for entry in entries(token)]

    def score(self, histories: Ids, words: Ids) -> Scores:
        """Return log p(word | history) for each history and each word.

        Args:
            histories: (H, 3) numbers of the last three entries, oldest first.
            words: (K,) numbers.

        Returns:
            (H, K) natural logarithms.
        """
        rows, columns = len(histories), len(words)
        row = np.repeat(np.arange(rows), columns)
        return self.score_rows(histories, row, np.tile(words, rows)).reshape(rows, columns)

    def score_pairs(self, histories: Ids, words: Ids) -> Scores:
        """Return log p(word | history) for pairs: (N, 3) histories, (N,) words, (N,) results."""
        return self.score_rows(histories, np.arange(len(words)), words)

    def score_rows(self, histories: Ids, row: Ids, words: Ids) -> Scores:
        """Return log p(words[i] | histories[row[i]]) for each i: (H, 3) histories, (N,) rows and words."""
        scores: Scores = self.unigram[words]
        unsigned = histories.astype(np.uint64)
        targets = words.astype(np.uint64)
        live = np.arange(len(words))
        backoff: Scores = self.unigram_backoff[histories[:, 2]]
        for length, table in enumerate(self.tables, start=1):
            context = hash_grams(unsigned[:, 3 - length :])
            if length > 1:
                backoff = _backoff(self.tables[length - 2], context)
            scores += backoff[row]
            # The end of every n-gram in the tables is in the tables, too: what was not found is not looked for again.
            place = table.find(mix(context[row[live]], targets[live]))
            found = place >= 0
            live = live[found]
            scores[live] = unpack(table.values[place[found], 0])
        return scores

    def score_text(self, text: str) -> float:
        """Return the mean log probability per entry of `text` (0 for a text without words)."""
        numbers = self.encode(text)
        if not numbers:
            return 0.0
        padded = np.array([1, 1, 1, *numbers], np.int64)
        windows = np.lib.stride_tricks.sliding_window_view(padded, 4)
        return float(self.score_pairs(windows[:, :3], windows[:, 3]).mean())


def hash_grams(grams: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return the hash of each row of `grams` (rows, order), as the tables know it."""
    out = grams[:, 0]
    for column in range(1, grams.shape[1]):
        out = mix(out, grams[:, column])
    return out


def _backoff(table: Table, contexts: npt.NDArray[np.uint64]) -> Scores:
    places = table.find(contexts)
    return np.where(places >= 0, unpack(table.values[places, 1]), np.float32(0))


def load(folder: Path) -> LanguageModel:
    """Load the model in `folder`.

    Raises:
        MissingProgramError: a file is not there.
    """
    try:
        words = tuple((folder / "words.txt").read_text("utf-8").split("\n"))
        unigrams = unpack(np.load(folder / "unigrams.npy"))
        return LanguageModel(
            words=words,
            numbers={word: number for number, word in enumerate(words)},
            cases=np.load(folder / "cases.npy"),
            unigram=unigrams[:, 0],
            unigram_backoff=unigrams[:, 1],
            tables=tuple(Table.load(folder, order) for order in range(2, ORDER + 1)),
        )
    except FileNotFoundError as error:
        raise MissingProgramError(
            Message(
                f"Thiếu tệp mô hình ngôn ngữ {error.filename}. Hãy cài lại chương trình.",
                f"The language model file {error.filename} is missing. Install the program again.",
            )
        ) from error
