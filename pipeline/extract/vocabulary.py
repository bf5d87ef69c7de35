"""The tables of words in data/vocabulary, read once. Patterns are built from them; no word list stands in code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.language import fold
from pipeline.resources import vocabulary_folder


@cache
def table(name: str) -> dict[str, Any]:
    """Return data/vocabulary/`name`.toml."""
    return tomllib.loads((vocabulary_folder() / f"{name}.toml").read_text("utf-8"))


def words(name: str, entry: str) -> tuple[str, ...]:
    """Return the list `entry` of table `name`.

    >>> words("layout", "motto")[0]
    'doc lap - tu do - hanh phuc'
    """
    return tuple(table(name)[entry])


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document: its name, the abbreviations in its symbol, whether its name is printed as a title."""

    name: str
    symbols: tuple[str, ...]
    named: bool = True
    law: bool = False


@cache
def document_types() -> tuple[DocumentType, ...]:
    """Return all kinds of documents, longer names before those they contain."""
    types = [
        DocumentType(
            entry["name"], tuple(entry["symbols"]), named=entry.get("named", True), law=entry.get("law", False)
        )
        for entry in table("document_types")["type"]
    ]
    return tuple(sorted(types, key=lambda kind: -len(kind.name)))


@cache
def type_by_name() -> dict[str, DocumentType]:
    """Return the kinds of documents by their folded name."""
    return {fold(kind.name): kind for kind in document_types()}


@cache
def type_by_symbol() -> dict[str, DocumentType]:
    """Return the kinds of documents by the abbreviation in their symbol, upper case."""
    return {symbol.upper(): kind for kind in document_types() for symbol in kind.symbols}


def starts_with(folded: str, beginnings: tuple[str, ...]) -> bool:
    """Return whether a folded text begins with one of `beginnings`, ending at the end of a word."""
    return folded.startswith(beginnings) and any(
        folded.startswith(beginning) and not folded[len(beginning.rstrip()) :][:1].isalnum() for beginning in beginnings
    )


class _FlatLetters(dict[int, str]):
    """What each letter is when folded to one letter; filled as letters are met (`str.translate` asks it)."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if len(folded) == 1 else (folded[:1] or " ")
        return self[code]


_FLAT = _FlatLetters()


def flat(text: str) -> str:
    """Return `text` folded letter by letter: as long as `text`, so that places found in it hold in `text` too.

    >>> flat("KẾ HOẠCH số 3/KH-UBND")
    'ke hoach so 3/kh-ubnd'
    """
    return text.translate(_FLAT)


_END = ""  # the key that says that an entry ends here


def either(entries: Iterable[str]) -> str:
    r"""Return a pattern of any of `entries`, the longest that fits, over one or more spaces.

    A tree of their letters: the engine of `re` tries the branches of an alternation one after the other, and the tables
    are long.

    >>> either(["an", "an toàn", "ao"])
    '(?:a(?:n(?:\\s+toàn)?|o))'
    """
    trie: dict[str, Any] = {}
    for entry in entries:
        node = trie
        for letter in entry:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return f"(?:{_branches(trie)})"


def _branches(node: dict[str, Any]) -> str:
    found = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branches(below)
        for letter, below in sorted(node.items())
        if letter != _END
    ]
    if not found:
        return ""
    if len(found) == 1 and _END not in node:
        return found[0]
    return f"(?:{'|'.join(found)})" + ("?" if _END in node else "")


def any_of(phrases: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern that finds any of some phrases as whole words, any space between their words."""
    return re.compile(rf"(?<!\w){either(phrases)}(?!\w)", flags)
