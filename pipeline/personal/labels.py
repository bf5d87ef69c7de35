"""The labels of personal data (data/vocabulary/personal.toml) as patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pipeline.language import fold
from pipeline.resources import vocabulary_folder


@cache
def labels(entry: str) -> tuple[str, ...]:
    """Return the list `entry` of the table of labels, longer ones first."""
    table = tomllib.loads((vocabulary_folder() / "personal.toml").read_text("utf-8"))
    return tuple(sorted(table[entry], key=lambda label: -len(label)))


@cache
def any_label(entry: str) -> str:
    """Return a pattern of any label of `entry` as whole words, any space between its words."""
    either = "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in labels(entry))
    return rf"(?<!\w)(?:{either})(?!\w)"


class _FlatLetters(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_FLAT = _FlatLetters()


def flat(text: str) -> str:
    """Return `text` folded letter by letter: places found in it hold in `text` too."""
    return text.translate(_FLAT)
