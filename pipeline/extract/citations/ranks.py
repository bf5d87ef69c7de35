"""How high a document stands: a lower body changes no act of a higher one.

A decision of a province that speaks of amending a circular proposes it. The rank is told by the symbol of the number,
else by the type, else (for the document itself) by the body at its head; where none tells it, there is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipeline.extract.citations.find import citation_words
from pipeline.extract.citations.identifiers import number_of
from pipeline.language import fold
from pipeline.model import Header

_TERM = re.compile(r"(?<=\w)[0-9]{1,4}\Z")


def _words() -> dict[str, Any]:
    words: dict[str, Any] = citation_words()["rank"]
    return words


def rank_of(doc_type: str | None, identifier: str | None) -> int | None:
    """Return the rank of a cited document, the higher the more; None where nothing tells it.

    >>> rank_of("Thông tư", "7/2024/TT-BNV") > rank_of("Quyết định", "5/2024/QĐ-UBND")
    True
    """
    number = number_of(identifier) if identifier else None
    symbols: dict[str, int] = _words()["symbols"]
    for piece in number.pieces if number else ():
        rank = symbols.get(piece, symbols.get(_TERM.sub("", piece)))
        if rank is not None:
            return rank
    types: dict[str, int] = _words()["types"]
    return types.get(doc_type) if doc_type else None


@lru_cache(maxsize=1)
def _bodies() -> tuple[tuple[re.Pattern[str], int], ...]:
    bodies: dict[str, int] = _words()["bodies"]
    ordered = sorted(bodies.items(), key=lambda item: -len(item[0]))
    return tuple((re.compile(rf"(?:{re.escape(body)})(?!\w)"), rank) for body, rank in ordered)


def rank_of_header(header: Header) -> int | None:
    """Return the rank of the document itself."""
    told = rank_of(header.doc_type, header.number_symbol)
    if told is not None or not header.issuer:
        return told
    issuer = fold(" ".join(header.issuer.split()))
    return next((rank for body, rank in _bodies() if body.match(issuer)), None)
