"""One body under two keys, because an engine misread a letter or a space in one writing of its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from pipeline.encodings.syllable import is_syllable
from pipeline.extract.bodies.gazetteer import gazetteer
from pipeline.extract.bodies.keys import known_names
from pipeline.extract.bodies.levels import level_words, plain
from pipeline.extract.bodies.setting import Named

_SHORTEST = 12
"""Letters of a key in which one letter is a slip rather than another body."""


def mended_keys(found: Iterable[Named]) -> dict[str, Named]:
    """Return, for each key that is a misreading of another, the body that it means.

    One letter of a long name makes a slip where it spoils a known name or place, or a syllable; two schools called
    Lê Lợi and Lê Lai stay two.
    """
    named = {one.key: one for one in found if len(one.key) >= _SHORTEST}
    mended: dict[str, Named] = {}
    for keys in (*_spaced(named), *_differing(named)):
        for one, other in pairwise(sorted(keys)):
            slip = _slip(named[one], named[other])
            if slip and slip[1].key not in mended:
                mended[slip[0].key] = slip[1]
    return mended


def _spaced(named: Iterable[str]) -> Iterable[Sequence[str]]:
    """Yield the keys that are the same but for spaces."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for key in named:
        same[key.replace("-", "")].append(key)
    return [keys for keys in same.values() if len(keys) > 1]


def _differing(named: Iterable[str]) -> Iterable[Sequence[str]]:
    """Yield the keys that are the same but for one word."""
    same: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in named:
        parts = key.split("-")
        for index in range(len(parts)):
            same[*parts[:index], "*", *parts[index + 1 :]].append(key)
    return [keys for keys in same.values() if len(keys) > 1]


def _slip(one: Named, other: Named) -> tuple[Named, Named] | None:
    """Return the misread body and the right one, None where they may be two."""
    wrong, right = _spoilt(one), _spoilt(other)
    if one.key.replace("-", "") == other.key.replace("-", ""):
        return (one, other) if wrong > right else (other, one)
    ones, others = one.key.split("-"), other.key.split("-")
    at = next(index for index, (a, b) in enumerate(zip(ones, others, strict=True)) if a != b)
    a, b = ones[at], others[at]
    if Levenshtein.distance(a, b, score_cutoff=1) > 1 or any(char.isdigit() for char in a + b):
        return None
    known, known_other = at in known_words(one.key), at in known_words(other.key)
    if known != known_other:
        return (other, one) if known else (one, other)
    fine, fine_other = _is_word(a, one.name), _is_word(b, other.name)
    if known or fine == fine_other:
        return None
    return (other, one) if fine else (one, other)


def _spoilt(named: Named) -> int:
    """Return how many words of a key are of no known name."""
    return len(named.key.split("-")) - len(known_words(named.key))


def _is_word(folded: str, name: str) -> bool:
    written = next((word for word in name.split() if plain(word) == folded), folded)
    return is_syllable(written.strip(" .,;:()"))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    heads = [head for entry in level_words()["body"] for head in entry["heads"] if " " in head]
    titles: list[str] = level_words()["office"]["titles"]
    return frozenset((*known_names(), *heads, *titles, *level_words()["same"].values()))


_LONGEST_NAME = 9  # words


@lru_cache(maxsize=8192)
def known_words(key: str) -> frozenset[int]:
    """Return which words of a key stand in the name of a known body, office or unit.

    >>> sorted(known_words("so-y-te-tinh-kien-giang")), sorted(known_words("to-gio-lanh"))
    ([0, 1, 2, 3, 4, 5], [])
    """
    parts = key.split("-")
    found: set[int] = set()
    for start in range(len(parts)):
        for end in range(min(len(parts), start + _LONGEST_NAME), start, -1):
            phrase = " ".join(parts[start:end])
            if phrase in _names() or phrase in gazetteer().by_name:
                found.update(range(start, end))
                break
    return frozenset(found)
