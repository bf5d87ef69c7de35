"""What the words of a mark say: urgency, secrecy, a copy, a draft, as data/vocabulary/marks.toml lists them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.language import fold
from pipeline.model import MarkKind
from pipeline.ocr.vocabulary import words

_KINDS = MarkKind.URGENCY, MarkKind.SECRECY, MarkKind.COPY, MarkKind.DRAFT
_LIKE = 0.8
_SHORT = 5  # letters
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SIGNS = " .:;,*-–—_\"'“”‘’()[]{}|/\\!~°"


@dataclass(frozen=True, slots=True)
class Saying:
    """What a mark says: its kind, its words as the decrees write them, and how near what was read comes to them."""

    kind: MarkKind
    text: str
    likeness: float


def find_saying(text: str, *, in_frame: bool = False) -> Saying | None:
    """Return what `text`, the whole of a mark, says; None where it is no mark of these kinds.

    A word as short as MẬT is one letter from others (MẶT, MẤT): it may have lost its tone, but have no other one. In
    the frame of a stamp nothing else stands, and `in_frame` lets any tone pass.

    >>> find_saying("HOÁ TÔC")
    Saying(kind=<MarkKind.URGENCY: 'urgency'>, text='HỎA TỐC', likeness=1.0)
    >>> find_saying("MẶT") is None, find_saying("MẶT", in_frame=True) is None
    (True, False)
    """
    stripped = text.strip(_SIGNS)
    read = fold(stripped)
    best: Saying | None = None
    for kind in _KINDS:
        for saying in words("marks", "sayings", kind.value):
            likeness = fuzz.ratio(fold(saying), read) / 100
            is_short = len(saying.replace(" ", "")) < _SHORT
            if is_short and not in_frame and stripped.upper() not in {saying, _toneless(saying)}:
                continue
            if likeness >= (1.0 if is_short else _LIKE) and (best is None or likeness > best.likeness):
                best = Saying(kind, saying, likeness)
    return best


def _toneless(text: str) -> str:
    """Return `text` without its tone marks; the marks of vowels stay (MẬT gives MÂT)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_TONES))
