"""The tables of words in data/vocabulary that reading a page needs, read once."""

from __future__ import annotations

import tomllib
from functools import cache

from pipeline.resources import vocabulary_folder


@cache
def words(name: str, *entry: str) -> tuple[str, ...]:
    """Return the list at `entry` of data/vocabulary/`name`.toml.

    >>> words("marks", "sayings", "secrecy")
    ('TUYỆT MẬT', 'TỐI MẬT', 'MẬT')
    """
    found = tomllib.loads((vocabulary_folder() / f"{name}.toml").read_text("utf-8"))
    for key in entry:
        found = found[key]
    return tuple(found)
