"""Makes the n-gram model of `pipeline.language_model` from a folder of text.

`python -m pipeline.train.language_model CORPUS --out models` counts words, chooses the vocabulary, counts n-grams
up to order four, and writes the pruned, quantised tables. Word numbers of each corpus file are kept in the work
folder, so a broken run goes on from there. There is no chance in it: the same text gives the same model.

Method: interpolated Kneser-Ney with one discount (Chen and Goodman, 1999), counts weighted by how near a corpus is
to administrative text; the discount is taken in each group of corpora before weighting, so a rare n-gram of a
heavy corpus stays rare. n-grams are pruned from the highest order down by what each adds to the likelihood of the
training text (after Stolcke, 1998); the mass of pruned n-grams goes to the back-off weight.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.language_model import CASE_SCALE, CLASSES, ORDER, STEP, entries, hash_grams
from pipeline.train.corpus import corpus_files, corpus_name, read_blocks

_LOG = logging.getLogger(__name__)

GROUPS = (("admin_", 4.0), ("legal_", 1.0), ("", 0.5))
"""Beginning of a corpus name, and the weight of its counts; the first that fits counts."""
DISCOUNT = 0.8
_BITS = 16
_MASK = np.uint64(0xFFFF)
_LOAD = 2.5
"""Mean number of entries in a bucket."""

Grams = npt.NDArray[np.uint64]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counts:
    """n-grams of one order, packed 16 bits a word, sorted; `total` weighted, `kept` after the discount."""

    grams: Grams
    total: Weights
    kept: Weights


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many n-grams of orders 2, 3, 4 the model may hold, and how many words."""

    words: int = 30_000
    grams: tuple[int, int, int] = (1_600_000, 5_200_000, 5_200_000)


def count_words(files: Sequence[Path]) -> tuple[Counter[str], Counter[str]]:
    """Return weighted counts of vocabulary entries, and raw counts of capital-bearing tokens for `cases`."""
    words: Counter[str] = Counter()
    shapes: Counter[str] = Counter()
    for file in files:
        tokens: Counter[str] = Counter()
        for block in read_blocks(file, "train"):
            for line in block:
                if not line.isupper():
                    tokens.update(line.split())
        weight = GROUPS[group_of(file)][1]
        for token, count in tokens.items():
            found = entries(token)
            for entry in found:
                words[entry] += count * weight  # type: ignore[assignment]
            if found and not found[0].startswith("<"):
                shapes[found[0] + "\t" + shape_of(token)] += count
        _LOG.info("%s: %d different tokens", file.name, len(tokens))
    return words, shapes


def shape_of(token: str) -> str:
    """Return "lower", "title" or "upper"; a single capital letter is "title"."""
    letters = [char for char in token if char.isalpha()]
    if not letters or not letters[0].isupper():
        return "lower"
    return "upper" if len(letters) > 1 and all(char.isupper() for char in letters) else "title"


def group_of(file: Path) -> int:
    """Return the number of the group in GROUPS that a corpus file belongs to."""
    name = corpus_name(file)
    return next(number for number, (start, _) in enumerate(GROUPS) if name.startswith(start))


def choose_words(counts: Counter[str], size: int) -> list[str]:
    """Return the vocabulary: the classes, then the commonest words in order of count."""
    ranked = sorted((item for item in counts.items() if item[0] not in CLASSES), key=lambda item: (-item[1], item[0]))
    return [*CLASSES, *(word for word, _ in ranked[: size - len(CLASSES)])]


def case_table(words: Sequence[str], shapes: Counter[str]) -> npt.NDArray[np.uint8]:
    """Return the table `cases` of a model: the base-2 logarithm of one plus the count, in steps."""
    counts = [[shapes[f"{word}\t{shape}"] for shape in ("lower", "title", "upper")] for word in words]
    table: npt.NDArray[np.uint8] = np.minimum(np.log2(1 + np.array(counts)) * CASE_SCALE, 255).astype(np.uint8)
    return table


def encode_file(file: Path, numbers: dict[str, int], work: Path) -> npt.NDArray[np.uint16]:
    """Return the numbers of all training text in `file`, with three boundaries before each block."""
    kept = work / f"{corpus_name(file)}.ids.npy"
    if kept.exists():
        return np.asarray(np.load(kept, mmap_mode="r"))
    known: dict[str, tuple[int, ...]] = {}
    out: list[npt.NDArray[np.uint16]] = []
    for block in read_blocks(file, "train"):
        ids: list[int] = [1, 1]
        for line in block:
            if ids[-1] != 1 or len(ids) == 2:
                ids.append(1)
            for token in line.split():
                found = known.get(token)
                if found is None:
                    found = known[token] = tuple(numbers.get(entry, 0) for entry in entries(token))
                ids.extend(found)
        out.append(np.array(ids, np.uint16))
    result = np.concatenate(out) if out else np.zeros(0, np.uint16)
    np.save(kept, result)
    _LOG.info("%s: %d entries", file.name, len(result))
    return result


def count_grams(ids: npt.NDArray[np.uint16]) -> tuple[Grams, Weights]:
    """Return the different n-grams of order four in `ids`, packed and sorted, with their counts."""
    wide = ids.astype(np.uint64)
    if len(wide) < ORDER:
        return np.zeros(0, np.uint64), np.zeros(0)
    packed = wide[:-3] << np.uint64(48) | wide[1:-2] << np.uint64(32) | wide[2:-1] << np.uint64(16) | wide[3:]
    packed.sort()
    grams, counts = np.unique(packed, return_counts=True)
    return grams, counts.astype(np.float64)


def shorten(grams: Grams, order: int) -> Grams:
    """Return n-grams of `order` without their first word."""
    keep: Grams = grams & np.uint64((1 << _BITS * (order - 1)) - 1)
    return keep


def continuations(grams: Grams, order: int) -> tuple[Grams, Weights]:
    """Return the n-grams of one order less, counted by how many different words stand before them."""
    shorter, counts = np.unique(shorten(grams, order), return_counts=True)
    return shorter, counts.astype(np.float64)


def merge(parts: Sequence[tuple[Grams, Weights, float]]) -> Counts:
    """Return the weighted sum of counts of several groups of corpora."""
    grams = np.concatenate([part[0] for part in parts])
    total = np.concatenate([part[1] * part[2] for part in parts])
    kept = np.concatenate([np.maximum(part[1] - DISCOUNT, 0) * part[2] for part in parts])
    order = np.argsort(grams, kind="stable")
    grams, total, kept = grams[order], total[order], kept[order]
    starts = np.flatnonzero(np.concatenate(([True], grams[1:] != grams[:-1]))) if len(grams) else np.zeros(0, np.int64)
    return Counts(grams[starts], np.add.reduceat(total, starts), np.add.reduceat(kept, starts))


def count_all(groups: Sequence[tuple[npt.NDArray[np.uint16], float]]) -> list[Counts]:
    """Return the counts of orders 1 to 4: raw ones at order four, continuations below."""
    levels: list[list[tuple[Grams, Weights, float]]] = [[] for _ in range(ORDER)]
    for ids, weight in groups:
        grams, counts = count_grams(ids)
        levels[ORDER - 1].append((grams, counts, weight))
        for order in range(ORDER, 1, -1):
            grams, counts = continuations(grams, order)
            levels[order - 2].append((grams, counts, weight))
        _LOG.info("counted %d entries", len(ids))
    return [merge(level) for level in levels]


@dataclass(slots=True)
class Level:
    """The probabilities of one order while the model is made."""

    grams: Grams
    probability: Weights
    backoff: Weights
    count: Weights


def find(grams: Grams, wanted: Grams) -> npt.NDArray[np.int64]:
    """Return the place of each of `wanted` in sorted `grams`, or -1."""
    if not len(grams):
        return np.full(len(wanted), -1, np.int64)
    places = np.minimum(np.searchsorted(grams, wanted), len(grams) - 1)
    return np.where(grams[places] == wanted, places, -1)


def unigrams(counts: Counts, size: int) -> Level:
    """Return smoothed probabilities of all words, by continuation counts."""
    total = np.full(size, 0.05)
    total[counts.grams.astype(np.int64)] += counts.total
    return Level(np.arange(size, dtype=np.uint64), total / total.sum(), np.ones(size), total)


def next_level(counts: Counts, below: Level, order: int) -> Level:
    """Return the interpolated probabilities of all n-grams of `order`, and set the back-off weights of `below`.

    n-grams whose history was not kept in `below` are left out.
    """
    place = find(below.grams, counts.grams >> np.uint64(_BITS))
    history_total = np.bincount(place[place >= 0], counts.total[place >= 0], len(below.grams))
    history_kept = np.bincount(place[place >= 0], counts.kept[place >= 0], len(below.grams))
    with np.errstate(invalid="ignore", divide="ignore"):
        left = np.where(history_total > 0, 1 - history_kept / history_total, 1.0)
    below.backoff = np.clip(left, 1e-6, 1.0)
    good = place >= 0
    grams, kept, total, place = counts.grams[good], counts.kept[good], counts.total[good], place[good]
    shorter = find(below.grams, shorten(grams, order))
    known = shorter >= 0  # a shorter n-gram that was pruned: leave the longer one to the back-off, too
    grams, kept, total = grams[known], kept[known], total[known]
    place, shorter = place[known], shorter[known]
    probability = kept / history_total[place] + below.backoff[place] * below.probability[shorter]
    return Level(grams, probability, np.ones(len(grams)), total)


def gains(level: Level, below: Level, order: int) -> Weights:
    """Return for each n-gram how much likelihood of the training text is lost without it."""
    history = find(below.grams, level.grams >> np.uint64(_BITS))
    shorter = find(below.grams, shorten(level.grams, order))
    plain = below.backoff[history] * below.probability[shorter]
    gain: Weights = level.count * np.abs(np.log(level.probability) - np.log(plain))
    return gain


def prune(level: Level, below: Level, order: int, size: int) -> Level:
    """Return `level` with at most `size` n-grams, the most useful ones."""
    if len(level.grams) <= size:
        return level
    gain = gains(level, below, order)
    bound = np.partition(gain, len(gain) - size)[len(gain) - size]
    keep = gain >= bound
    return Level(level.grams[keep], level.probability[keep], level.backoff[keep], level.count[keep])


def settle(level: Level, below: Level, order: int) -> None:
    """Set the back-off weights of `below` so that each history's probabilities add up to one."""
    history = find(below.grams, level.grams >> np.uint64(_BITS))
    shorter = find(below.grams, shorten(level.grams, order))
    used = np.bincount(history, level.probability, len(below.grams))
    covered = np.bincount(history, below.probability[shorter], len(below.grams))
    below.backoff = np.clip((1 - used) / np.maximum(1 - covered, 1e-9), 1e-6, 1.0)


def build(counts: Sequence[Counts], words: int, sizes: tuple[int, int, int]) -> list[Level]:
    """Return the pruned levels of orders 1 to 4."""
    levels = [unigrams(counts[0], words)]
    for order, size in zip(range(2, ORDER + 1), sizes, strict=True):
        full = next_level(counts[order - 1], levels[-1], order)
        kept = prune(full, levels[-1], order, size)
        settle(kept, levels[-1], order)
        levels.append(kept)
        _LOG.info("order %d: %d n-grams, %d kept", order, len(counts[order - 1].grams), len(kept.grams))
    return levels


def quantise(probabilities: Weights) -> npt.NDArray[np.uint8]:
    """Return -log(p) in steps, as bytes."""
    steps: npt.NDArray[np.uint8] = np.clip(np.rint(-np.log(probabilities) / STEP), 0, 255).astype(np.uint8)
    return steps


def write_level(folder: Path, level: Level, order: int) -> None:
    """Write the hash table of one order (2 to 4)."""
    columns = [level.grams >> np.uint64(_BITS * (order - 1 - place)) & _MASK for place in range(order)]
    hashes = hash_grams(np.stack(columns, axis=1)) if len(level.grams) else np.zeros(0, np.uint64)
    bits = max(1, int(np.ceil(np.log2(max(2.0, len(hashes) / _LOAD)))))
    place = np.argsort(hashes, kind="stable")
    buckets = np.bincount((hashes >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits)
    values = [quantise(level.probability[place])]
    if order < ORDER:
        values.append(quantise(level.backoff[place]))
    np.save(folder / f"{order}.buckets.npy", buckets.astype(np.uint8))
    np.save(folder / f"{order}.prints.npy", hashes[place].astype(np.uint16))
    np.save(folder / f"{order}.values.npy", np.stack(values, axis=1))


def write_model(folder: Path, words: Sequence[str], cases: npt.NDArray[np.uint8], levels: Sequence[Level]) -> None:
    """Write all files of the model to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.txt").write_text("\n".join(words), "utf-8")
    np.save(folder / "cases.npy", cases)
    np.save(folder / "unigrams.npy", np.stack([quantise(levels[0].probability), quantise(levels[0].backoff)], axis=1))
    for order in range(2, ORDER + 1):
        write_level(folder, levels[order - 1], order)


def train(corpus: Path, out: Path, work: Path, sizes: Sizes | None = None) -> None:
    """Make the model of the text in `corpus` and write it to `out`; `work` keeps what a broken run needs."""
    sizes = sizes or Sizes()
    work.mkdir(parents=True, exist_ok=True)
    files = corpus_files(corpus)
    word_file, case_file = work / "words.txt", work / "cases.npy"
    if not case_file.exists():
        counts, shapes = count_words(files)
        words = choose_words(counts, sizes.words)
        word_file.write_text("\n".join(words), "utf-8")
        np.save(case_file, case_table(words, shapes))
    words = word_file.read_text("utf-8").split("\n")
    numbers = {word: number for number, word in enumerate(words)}
    groups: list[tuple[npt.NDArray[np.uint16], float]] = []
    for group, (_, weight) in enumerate(GROUPS):
        parts = [encode_file(file, numbers, work) for file in files if group_of(file) == group]
        if parts:
            groups.append((np.concatenate(parts), weight))
    write_model(out, words, np.load(case_file), build(count_all(groups), len(words), sizes.grams))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder of the models; writes to language/ in it")
    parser.add_argument("--work", type=Path, default=Path("build/language_model"))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(arguments.corpus, arguments.out / "language", arguments.work)


if __name__ == "__main__":
    main()
