"""Turns text in a legacy Vietnamese encoding into Unicode (NFC).

The text comes as characters of the same code in Latin-1 or Windows-1252, as files and PDF layers give it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from pipeline.encodings.syllable import is_syllable
from pipeline.encodings.tables import TCVN3, VIQR_MARKS, VISCII, VNI, VPS

Legacy = Literal["tcvn3", "vni", "vps", "viscii", "viqr"]


def to_latin1(text: str) -> str:
    """Return `text` with the characters of Windows-1252 replaced by those of the same code in Latin-1.

    >>> to_latin1("‰") == chr(0x89)
    True
    """
    return "".join(_latin1(char) if char > "\xff" else char for char in text)


def _latin1(char: str) -> str:
    try:
        return chr(char.encode("cp1252")[0])
    except UnicodeEncodeError:
        return char


def _by_letter(table: dict[str, str]) -> Callable[[str], str]:
    codes = str.maketrans(table)
    return lambda text: unicodedata.normalize("NFC", to_latin1(text).translate(codes))


_TCVN3_CODES = str.maketrans(TCVN3)
_WORD = re.compile(r"\S+")
_VNI_PAIRS = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))


def _from_tcvn3(text: str) -> str:
    """Convert, and put words that were set in a font of capitals (HO¹CH) in capitals: HOẠCH."""
    source = to_latin1(text)
    lines = source.split("\n")
    return unicodedata.normalize("NFC", "\n".join(_tcvn3_line(line) for line in lines))


def _tcvn3_line(line: str) -> str:
    words = [(match.start(), match.group()) for match in _WORD.finditer(line)]
    sure = [_capitals(word) for _, word in words]
    out, end = [], 0
    for index, (start, word) in enumerate(words):
        converted = word.translate(_TCVN3_CODES)
        beside = (*sure[max(0, index - 1) : index], *sure[index + 1 : index + 2])
        if sure[index] or (sure[index] is None and True in beside):
            converted = converted.upper()
        out += [line[end:start], converted]
        end = start + len(word)
    return "".join(out) + line[end:]


def _capitals(word: str) -> bool | None:
    """Whether the plain letters of a word show a font of capitals; None where one letter or none leaves it open."""
    plain = [char for char in word if char.isascii() and char.isalpha()]
    if any(char.islower() for char in plain):
        return False
    return True if len(plain) >= 2 else None


def _from_vni(text: str) -> str:
    converted = _VNI_PAIRS.sub(lambda match: VNI[match.group()], to_latin1(text))
    return unicodedata.normalize("NFC", converted)


_VIQR_WORD = re.compile(r"[A-Za-z][A-Za-z'`?~.^(+*\\]*")
_VIQR_VOWEL = re.compile(r"([aeiouyAEIOUY])([(^+*]?)(['`?~.]?)")
_VIQR_D = re.compile(r"dd|D[dD]")
_VIQR_SHAPE = re.compile(r"[aeoAEO]\^|[aA]\(|[ouOU][+*]|dd|D[dD]")  # signs that no punctuation is
_VIQR_TONES = "'`?~."


def _from_viqr(text: str) -> str:
    """Convert word by word; a sign stays punctuation where it would make no syllable, or may end the sentence."""
    return unicodedata.normalize("NFC", "\n".join(map(_viqr_line, text.split("\n"))))


def _viqr_line(line: str) -> str:
    last = len(line.rstrip())
    return _VIQR_WORD.sub(lambda match: _viqr_word(match.group(), ends_line=match.end() == last), line)


def _viqr_word(source: str, *, ends_line: bool) -> str:
    body, tail = source.replace("\\", ""), ""
    if ends_line and body.endswith(".") and is_syllable(_viqr_marks(body[:-1])):
        return _viqr_marks(body[:-1]) + "."  # "vu." may be vụ too, but more lines end in a full stop
    while not is_syllable(_viqr_marks(body)) and body[-1:] in tuple(_VIQR_TONES):
        body, tail = body[:-1], body[-1] + tail
    made = _viqr_marks(body)
    return made + tail if is_syllable(made) or _VIQR_SHAPE.search(body) else source


def _viqr_marks(body: str) -> str:
    toned = False

    def vowel(match: re.Match[str]) -> str:
        nonlocal toned
        letter, shape, tone = match.groups()
        made = letter + VIQR_MARKS.get(shape.replace("*", "+"), "")
        if tone and not toned:
            toned = True
            return made + VIQR_MARKS[tone]
        return made + tone

    marked = _VIQR_VOWEL.sub(vowel, body)
    return unicodedata.normalize("NFC", _VIQR_D.sub(lambda match: "đ" if match.group() == "dd" else "Đ", marked))


_CONVERTERS: dict[Legacy, Callable[[str], str]] = {
    "tcvn3": _from_tcvn3,
    "vni": _from_vni,
    "vps": _by_letter(VPS),
    "viscii": _by_letter(VISCII),
    "viqr": _from_viqr,
}


def convert(text: str, encoding: Legacy) -> str:
    """Return `text`, which is in `encoding`, as Unicode in NFC.

    >>> convert("KÕ ho¹ch", "tcvn3"), convert("Keá hoaïch", "vni"), convert("Ke^' hoa.ch", "viqr")
    ('Kế hoạch', 'Kế hoạch', 'Kế hoạch')
    """
    return _CONVERTERS[encoding](text)
