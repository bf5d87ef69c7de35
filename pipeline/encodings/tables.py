"""The legacy Vietnamese encodings as tables: TCVN3 (ABC), VNI, VPS, VISCII, and the typing scheme VIQR.

Tables are keyed by the character of the same code in Latin-1. Sources: TCVN 5712:1993 (VN3) for TCVN3; RFC 1456 for
VISCII and VIQR; the tables of the makers of the fonts, as published in the usual comparisons of Vietnamese
encodings, for VNI and VPS. Each table is built from rows of one base letter with its tones, in the order: none,
grave, acute, hook, tilde, dot below.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
BASES = "aăâeêioôơuưyđ"


def letters_of(base: str) -> tuple[str, ...]:
    """Return the letter with each of `TONES`; đ has none but its own form."""
    return tuple(unicodedata.normalize("NFC", base + tone) for tone in (TONES if base not in "đĐ" else ("",)))


LOWER = tuple(letters_of(base) for base in BASES)
UPPER = tuple(letters_of(base.upper()) for base in BASES)


def _single(rows: Iterable[str], letters: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return the table of rows of hexadecimal codes; "--" means that the encoding has no code of its own."""
    table: dict[str, str] = {}
    for row, forms in zip(rows, letters, strict=True):
        for code, letter in zip(row.split(), forms, strict=True):
            if code != "--" and (char := chr(int(code, 16))) != letter:
                table[char] = letter
    return table


_TCVN3_LOWER = (
    "-- b5 b8 b6 b7 b9", "a8 bb be bc bd c6", "a9 c7 ca c8 c9 cb", "-- cc d0 ce cf d1", "aa d2 d5 d3 d4 d6",
    "-- d7 dd d8 dc de", "-- df e3 e1 e2 e4", "ab e5 e8 e6 e7 e9", "ac ea ed eb ec ee", "-- ef f3 f1 f2 f4",
    "ad f5 f8 f6 f7 f9", "-- fa fd fb fc fe", "ae",
)  # fmt: skip
# Capitals with tones are lower case in a font of capitals (.VnTimeH); only the base letters have codes.
_TCVN3_UPPER = {"¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ"}
TCVN3 = _single(_TCVN3_LOWER, LOWER) | _TCVN3_UPPER

_VPS_LOWER = (
    "-- e0 e1 e4 e3 e5", "e6 a2 a1 a3 a4 a5", "e2 c0 c3 c4 c5 c6", "-- e8 e9 c8 eb cb", "ea 8a 89 8b cd 8c",
    "-- ec ed cc ef ce", "-- f2 f3 d5 f5 86", "f4 d2 d3 b0 87 b6", "d6 a9 a7 aa ab ae", "-- f9 fa fb db f8",
    "dc d8 d9 ba bb bf", "-- ff 9a 9b cf 9c", "c7",
)  # fmt: skip
_VPS_UPPER = (
    "-- 80 c1 81 82 02", "88 8e 8d 8f f0 04", "c2 84 83 85 1c 03", "-- d7 c9 de fe 05", "ca 93 90 94 95 06",
    "-- b5 b4 b7 b8 10", "-- bc b9 bd be 11", "d4 97 96 98 99 12", "f7 9e 9d 9f a6 13", "-- a8 da d1 ac 14",
    "d0 af ad b1 1d 15", "-- b2 dd fd b3 19", "f1",
)  # fmt: skip
VPS = _single(_VPS_LOWER, LOWER) | _single(_VPS_UPPER, UPPER)

_VISCII_LOWER = (
    "-- e0 e1 e4 e3 d5", "e5 a2 a1 c6 c7 a3", "e2 a5 a4 a6 e7 a7", "-- e8 e9 eb a8 a9", "ea ab aa ac ad ae",
    "-- ec ed ef ee b8", "-- f2 f3 f6 f5 f7", "f4 b0 af b1 b2 b5", "bd b6 be b7 de fe", "-- f9 fa fc fb f8",
    "df d7 d1 d8 e6 f1", "-- cf fd d6 db dc", "f0",
)  # fmt: skip
_VISCII_UPPER = (
    "-- c0 c1 c4 c3 80", "c5 82 81 02 05 83", "c2 85 84 86 06 87", "-- c8 c9 cb 88 89", "ca 8b 8a 8c 8d 8e",
    "-- cc cd 9b ce 98", "-- d2 d3 99 a0 9a", "d4 90 8f 91 92 93", "b4 96 95 97 b3 94", "-- d9 da 9c 9d 9e",
    "bf bb ba bc ff b9", "-- 9f dd 14 19 1e", "d0",
)  # fmt: skip
VISCII = _single(_VISCII_LOWER, LOWER) | _single(_VISCII_UPPER, UPPER)

# VNI for Windows writes base letter and mark as two characters; i, ơ, ư and đ have letters of their own.
_VNI_PLAIN = "øùûõï"
_VNI_CIRCUMFLEX = "âàáåãä"
_VNI_BREVE = "êèéúüë"
_VNI_I = "ìíæóò"


def _vni() -> dict[str, str]:
    table: dict[str, str] = {}
    for base, forms in zip(BASES, LOWER, strict=True):
        stem, marks = _vni_spelling(base)
        for mark, letter in zip(marks, forms, strict=True):
            if stem + mark != letter:
                table[stem + mark] = letter
                table[(stem + mark).upper()] = letter.upper()
    table |= {"î": "ỵ", "Î": "Ỵ"}
    return table


def _vni_spelling(base: str) -> tuple[str, tuple[str, ...]]:
    """Return the stem that VNI writes for a base letter, and the marks for none, grave, acute, hook, tilde, dot."""
    own = {"ơ": "ô", "ư": "ö", "đ": "ñ"}
    if base == "đ":
        return own[base], ("",)
    if base == "i":
        return "", ("i", *_VNI_I)
    if base in "âêô":
        return {"â": "a", "ê": "e", "ô": "o"}[base], tuple(_VNI_CIRCUMFLEX)
    if base == "ă":
        return "a", tuple(_VNI_BREVE)
    return own.get(base, base), ("", *_VNI_PLAIN)


VNI = _vni()

VIQR_MARKS = {
    "(": "\u0306", "^": "\u0302", "+": "\u031b", "'": "\u0301",
    "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323",
}  # fmt: skip
"""The signs that VIQR puts after a vowel, as combining marks (* is met in place of + too)."""
