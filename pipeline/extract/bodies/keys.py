"""The keys of names: plain words, with the many ways to write the same made one."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.bodies.levels import level_words, plain
from pipeline.extract.vocabulary import table


@lru_cache(maxsize=1)
def _ways() -> re.Pattern[str]:
    """Return a pattern of all ways to write the same; in a long one an engine may have lost a space."""
    ways = sorted(_same_table(), key=len, reverse=True)
    spaced = (way.replace(" ", r"\s?") if way.count(" ") >= _LONG else way for way in ways)
    return re.compile(rf"\b(?:{'|'.join(spaced)})\b")


_LONG = 2  # spaces


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """Return the plain names of bodies that many places have."""
    return frozenset(plain(name) for name in table("bodies")["written"]["names"])


@lru_cache(maxsize=1)
def _same_table() -> dict[str, str]:
    """Return the ways to write the same; a known name without its "và" is among them."""
    known = [plain(name) for name in table("bodies")["written"]["names"]]
    without = {re.sub(r" va ", " ", name): name for name in known if " va " in name and name.count(" ") > _LONG}
    return without | dict(level_words()["same"])


@lru_cache(maxsize=1)
def _same_letters() -> dict[str, str]:
    return {way.replace(" ", ""): meant for way, meant in _same_table().items()}


@lru_cache(maxsize=8192)
def same(words: str) -> str:
    """Return plain words with each known way to write a body made the one that keys have.

    >>> same("uy ban nhan dan quan 1"), same("so ke hoach dau tu")
    ('ubnd quan 1', 'so ke hoach va dau tu')
    """
    return _ways().sub(lambda match: _same_letters()[match[0].replace(" ", "")], words)


_LONGEST_KEY = 100  # characters


def slug(text: str) -> str:
    """Return `text` in lower-case ASCII letters and digits, parted by hyphens; a long one is cut behind a word."""
    key = plain(text).replace(" ", "-")
    if len(key) <= _LONGEST_KEY:
        return key
    return key[:_LONGEST_KEY].rpartition("-")[0] or key[:_LONGEST_KEY]
