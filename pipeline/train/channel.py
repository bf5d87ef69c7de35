"""Learns the edit channel of `pipeline.restore.channel` from pages that were drawn and read.

`python -m pipeline.train.channel PAGES --out models/garbled` reads the files that `pipeline.train.pages` wrote.
Words are cut into pieces by the cheapest alignment under the present costs, pieces are counted, costs follow from
the counts, and so on (hard expectation-maximisation, after Brill and Moore, "An improved error model for noisy
channel spelling correction", 2000). What was never seen for an accented letter falls back on what was seen for all
letters of the same base. There is no chance in it.
"""

from __future__ import annotations

import argparse
import logging
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.language import nfc, strip_marks
from pipeline.restore.channel import LONGEST_GOLD, LONGEST_READ, write_table
from pipeline.restore.tokens import split_token
from pipeline.train.align import Pair, align_words, page_pairs

_LOG = logging.getLogger(__name__)

ROUNDS = 5
TEXT_WEIGHT = 5
BASE_SHARE = 0.05
KIND_SHARE = 0.02
LEAST_SHARE = 2e-4
_FAR = 12.0

Costs = Mapping[tuple[str, str], float]
Cut = list[tuple[str, str]]


def read_pairs(
    folders: Sequence[Path], texts: Sequence[tuple[Path, Path]] = (), doubtful: float | None = None
) -> Counter[tuple[str, str]]:
    """Return how often each (right word, read word) stands on the training pages in `folders` and in `texts`.

    `texts` are pairs of files, right and read. Such true pairs are few and worth more: each counts TEXT_WEIGHT times.
    With `doubtful` only words count that the engine read with less confidence.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for file in sorted(file for folder in folders for file in folder.glob("train-*.json")):
        _count(page_pairs(file, doubtful), pairs, 1)
    for right, read in texts:
        _count(align_words(right.read_text("utf-8").split(), read.read_text("utf-8").split()), pairs, TEXT_WEIGHT)
    return pairs


def _count(groups: Iterable[Pair], pairs: Counter[tuple[str, str]], weight: int) -> None:
    for gold, read in groups:
        if len(gold) != 1 or len(read) != 1:
            continue
        right, seen = split_token(nfc(gold[0])).core, split_token(nfc(read[0])).core
        if right.isalpha() and seen and len(seen) <= 2 * len(right) + 2:
            pairs[right, seen] += weight


def first_cost(gold: str, read: str) -> float:
    """Return a cost of reading the piece `gold` as `read`, before anything was learnt."""
    if gold == read:
        return 0.05 if len(gold) == 1 else 3.0
    if len(gold) == 1 and len(read) == 1:
        return 0.7 if strip_marks(gold).lower() == strip_marks(read).lower() else 4.0
    extra = abs(len(gold) - len(read))
    return 3.5 + 1.5 * extra + (1.0 if len(gold) > 1 else 0.0)


def cut(gold: str, read: str, costs: Costs | None) -> Cut:
    """Return the cheapest way to cut a pair of words into pieces, or [] where there is none."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for right in range(len(gold) + 1):
        for seen in range(len(read) + 1):
            if (right, seen) not in best:
                continue
            cost = best[right, seen][0]
            for piece, glimpse in _pieces(gold[right:], read[seen:]):
                price = _price(piece, glimpse, costs)
                place = (right + len(piece), seen + len(glimpse))
                if place not in best or cost + price < best[place][0]:
                    best[place] = (cost + price, (right, seen))
    return _trace(gold, read, best)


def _pieces(gold: str, read: str) -> Iterable[tuple[str, str]]:
    for left in range(1, min(LONGEST_GOLD, len(gold)) + 1):
        for right in range(1, min(LONGEST_READ, len(read)) + 1):
            yield gold[:left], read[:right]


def _price(piece: str, glimpse: str, costs: Costs | None) -> float:
    if costs is None:
        return first_cost(piece, glimpse)
    return costs.get((piece, glimpse), _FAR)


def _trace(gold: str, read: str, best: Mapping[tuple[int, int], tuple[float, tuple[int, int] | None]]) -> Cut:
    place = (len(gold), len(read))
    out: Cut = []
    while place in best and (before := best[place][1]) is not None:
        out.append((gold[before[0] : place[0]], read[before[1] : place[1]]))
        place = before
    return out[::-1]


def costs_of(counts: Counter[tuple[str, str]], chances: Counter[str]) -> dict[tuple[str, str], float]:
    """Return the costs that follow from counts of pieces (right, read).

    `chances` says how often each piece stands in the right words, whether or not it was cut out there. What was
    seen is mixed with what was seen for all letters of the same base, and for all letters with marks or all
    without: other engines and scanners make errors of the same kinds at other places.
    """
    own, base, kind = (_shares(counts, chances, name) for name in (str, strip_marks, _kind))
    reads: dict[str, set[str]] = defaultdict(set)
    for right, read in counts:
        reads[strip_marks(right)].add(read)
        reads[_kind(right)].add(read)
    costs: dict[tuple[str, str], float] = {}
    for right in own:
        base_name, kind_name = strip_marks(right), _kind(right)
        for read in reads[base_name] | reads[kind_name]:
            share = (
                (1 - BASE_SHARE - KIND_SHARE) * own[right].get(read, 0.0)
                + BASE_SHARE * base[base_name].get(read, 0.0)
                + KIND_SHARE * kind[kind_name].get(read, 0.0)
            )
            if share >= LEAST_SHARE:
                costs[right, read] = -math.log(share)
    return costs


def _shares(
    counts: Counter[tuple[str, str]], chances: Counter[str], name: Callable[[str], str]
) -> dict[str, dict[str, float]]:
    """Return for each name of right pieces what they were read as, in shares of their chances."""
    pools: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for (right, read), count in counts.items():
        pools[name(right)][read] += count
    for right, count in chances.items():
        totals[name(right)] += count
    return {pool: {read: count / (totals[pool] + 1) for read, count in found.items()} for pool, found in pools.items()}


def chances_of(pairs: Counter[tuple[str, str]]) -> Counter[str]:
    """Return how often each piece of one or two letters stands in the right words."""
    chances: Counter[str] = Counter()
    for (gold, _), count in pairs.items():
        for length in range(1, LONGEST_GOLD + 1):
            for start in range(len(gold) - length + 1):
                chances[gold[start : start + length]] += count
    return chances


def _kind(piece: str) -> str:
    """Return a name for pieces that an engine is likely to treat alike: length, case, marks, vowel."""
    marks = strip_marks(piece) != piece
    vowel = strip_marks(piece[0]).lower() in "aeiouy"
    return f"<{len(piece)} {piece.isupper()} {marks} {vowel}>"


def learn(pairs: Counter[tuple[str, str]], rounds: int = ROUNDS) -> dict[tuple[str, str], float]:
    """Return the cost of each piece (right, read) after `rounds` of cutting and counting."""
    costs: dict[tuple[str, str], float] | None = None
    chances = chances_of(pairs)
    for number in range(rounds):
        counts: Counter[tuple[str, str]] = Counter()
        for (gold, read), count in sorted(pairs.items()):
            for piece in cut(gold, read, costs):
                counts[piece] += count
        costs = costs_of(counts, chances)
        _LOG.info("round %d: %d pieces", number + 1, len(costs))
    return costs or {}


def whole_words(pairs: Counter[tuple[str, str]], least: int = 3) -> dict[tuple[str, str], float]:
    """Return the cost of each (right, read) of whole words seen at least `least` times."""
    total: Counter[str] = Counter()
    for (right, _), count in pairs.items():
        total[right] += count
    return {
        (right, read): -math.log(count / (total[right] + 4)) for (right, read), count in pairs.items() if count >= least
    }


def train(
    pages: Sequence[Path], out: Path, texts: Sequence[tuple[Path, Path]] = (), doubtful: float | None = None
) -> None:
    """Learn from the pages in `pages` and the pairs of `texts`, and write the tables to `out` (see `read_pairs`)."""
    pairs = read_pairs(pages, texts, doubtful)
    _LOG.info("%d words, %d different pairs", pairs.total(), len(pairs))
    out.mkdir(parents=True, exist_ok=True)
    write_table(out / "pieces.tsv", ((*pair, cost) for pair, cost in learn(pairs).items()))
    write_table(out / "whole.tsv", ((*pair, cost) for pair, cost in whole_words(pairs).items()))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="+", help="folders of pages")
    parser.add_argument("--text", type=Path, nargs=2, action="append", default=[], metavar=("RIGHT", "READ"))
    parser.add_argument("--doubtful", type=float, help="count only words that the engine was less sure of")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    texts = [(right, read) for right, read in arguments.text]
    train(arguments.pages, arguments.out, texts, arguments.doubtful)


if __name__ == "__main__":
    main()
