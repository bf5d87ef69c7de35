"""Texts that a spreadsheet would run as a formula."""

from __future__ import annotations

import unicodedata

_SIGNS = frozenset("=+-@＝＋－＠﹢﹣−")
_BREAKS = ("\t", "\r", "\n")


def begins_formula(text: str) -> bool:
    r"""Say whether a spreadsheet may take `text` for a formula, also behind spaces and signs that are not seen.

    >>> begins_formula("=1+1"), begins_formula(" \u200b@SUM(A1)"), begins_formula("Phòng Nội vụ"), begins_formula("")
    (True, True, False, False)
    """
    if text.startswith(_BREAKS):
        return True
    seen = next((char for char in text if not (char.isspace() or unicodedata.category(char) in {"Cf", "Cc"})), "")
    return seen in _SIGNS
