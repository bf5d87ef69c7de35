"""How alike two texts are, from a short signature of each: MinHash over shingles of folded words.

Two scans of one paper are never read alike: words get lost, diacritics change. The words are therefore compared without
diacritics, three in a row at a time, and what share of these shingles two texts have in common (Jaccard) is estimated
from `SIZE` numbers per text, so that ten thousand documents are compared in milliseconds.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.language import fold

SIZE = 128
"""Numbers of a signature. The estimate of a share s has a standard error of sqrt(s (1 - s) / SIZE)."""

_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 3
_FEWEST = 24  # shingles; a shorter text says too little
_RANDOM = np.random.default_rng(20_261_122)  # part of the format: signatures are stored
_FACTORS = _RANDOM.integers(1, 2**63, SIZE, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_TERMS = _RANDOM.integers(0, 2**63, SIZE, dtype=np.uint64)
_MIXERS = _RANDOM.integers(1, 2**63, _SHINGLE, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_HIGH = np.uint64(32)

Signature = NDArray[np.uint32]


def signature(text: str) -> Signature | None:
    """Return the signature of `text`; None where it is too short to tell.

    >>> signature("KẾ HOẠCH") is None
    True
    """
    words = _WORD.findall(fold(text))
    if len(words) < _FEWEST + _SHINGLE - 1:
        return None
    hashed = {word: zlib.crc32(word.encode()) for word in set(words)}
    numbers = np.array([hashed[word] for word in words], dtype=np.uint64)
    count = len(words) - _SHINGLE + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for place, mixer in enumerate(_MIXERS):
        shingles ^= (numbers[place : place + count] + np.uint64(place + 1)) * mixer
    shingles = np.unique(shingles)
    shingles ^= shingles >> _HIGH
    # Multiply and shift: each row is the order of the shingles under another hash.
    mixed = (shingles[None, :] * _FACTORS[:, None] + _TERMS[:, None]) >> _HIGH
    smallest: Signature = mixed.min(axis=1).astype(np.uint32)
    return smallest


def likenesses(one: bytes, others: Sequence[bytes]) -> list[float]:
    """Return for each of `others` what share of its shingles it has in common with `one`, signatures as bytes."""
    if not others:
        return []
    matrix = np.frombuffer(b"".join(others), dtype=np.uint32).reshape(len(others), SIZE)
    shares: list[float] = (matrix == np.frombuffer(one, dtype=np.uint32)).mean(axis=1).tolist()
    return shares
