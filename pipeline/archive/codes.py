"""The coded values of archival packages: data/vocabulary/archive.toml, asked both ways."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline.language import fold
from pipeline.resources import vocabulary_folder


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads((vocabulary_folder() / "archive.toml").read_text("utf-8"))


def codes(table: str) -> Mapping[str, str]:
    """Return the codes of a table with what they stand for.

    >>> codes("access")["03"]
    'Mật'
    """
    found: Mapping[str, str] = _vocabulary()[table]["codes"]
    return found


@cache
def _by_words(table: str) -> Mapping[str, str]:
    also: Mapping[str, str] = _vocabulary()["also"].get(table, {})
    return {fold(words): code for code, words in codes(table).items()} | dict(also)


def code_of(table: str, text: str | None) -> str | None:
    """Return the code that `text` is, or whose words it is (diacritics may be left out); None where it is neither.

    >>> code_of("retention", "vinh vien"), code_of("retention", "5"), code_of("retention", "rất lâu")
    ('01', '05', None)
    """
    if text is None or not text.strip():
        return None
    said = " ".join(text.split())
    width = max(map(len, codes(table)))
    if said.isdigit() and said.zfill(width) in codes(table):
        return said.zfill(width)
    return _by_words(table).get(fold(said))


def type_code(doc_type: str | None) -> str | None:
    """Return the code of a kind of document, that of "Khác" where it has none of its own; None where it is not known.

    >>> type_code("Kế hoạch"), type_code("Lệnh"), type_code(None)
    ('10', '32', None)
    """
    if not doc_type:
        return None
    other: str = _vocabulary()["type"]["other"]
    return code_of("type", doc_type) or other


def words_of(table: str, code: str | None) -> str:
    """Return what a code stands for, the code itself where it is not known.

    >>> words_of("retention", "02"), words_of("retention", None)
    ('70 năm', '')
    """
    return codes(table).get(code or "", code or "")
