"""What a person types into the search box, as terms; nothing of it is ever read as query syntax."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.language import fold, nfc, old_tone_placement, strip_marks

MOST_TERMS = 32
"""Terms beyond these are left out."""

_TERM = re.compile(r'"([^"]*)"(\*?)|(\S+)')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_WORD = re.compile(r"[^\W_]+")
_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for: words that follow each other; the last may be only the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def has_marks(self) -> bool:
        """Whether it was typed with diacritics."""
        return any(strip_marks(word) != word for word in self.words)

    def normal(self, *, exact: bool) -> tuple[str, ...]:
        """Return the words as the index has them, with diacritics (`exact`) or without."""
        return tuple(normal(word, exact=exact) for word in self.words)


def parse(query: str) -> tuple[Term, ...]:
    """Return the terms of `query`: words, "phrases" and beginnings*.

    A word that holds signs (296/KH-UBND) is a phrase of its parts. What holds no letter and no digit is left out.

    >>> [(" ".join(term.words), term.prefix) for term in parse('"cải cách" 296/KH-UBND tuy* AND (')]
    [('cải cách', False), ('296 KH UBND', False), ('tuy', True), ('AND', False)]
    """
    found = []
    for match in _TERM.finditer(nfc(_printable(query)).translate(_QUOTES)):
        text = match.group(1) if match.group(3) is None else match.group(3)
        words = tuple(_WORD.findall(text))
        if words:
            found.append(Term(words, prefix=bool(match.group(2)) or text.endswith("*")))
    return tuple(found[:MOST_TERMS])


def normal(text: str, *, exact: bool) -> str:
    """Return `text` as it is compared in search: lower case, and with diacritics (`exact`) or without.

    With diacritics, hoá and hóa are the same.
    """
    if not exact:
        return fold(text)
    return _CHUNK.sub(lambda chunk: old_tone_placement(chunk.group()), nfc(text)).lower()


def words_of(text: str) -> list[tuple[int, int, str]]:
    """Return the words of `text` with start and end."""
    return [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]


def _printable(query: str) -> str:
    # Lone surrogates (undecodable bytes on the command line) and control characters cannot be looked for.
    return "".join(" " if unicodedata.category(char) in ("Cs", "Cc") else char for char in query)
