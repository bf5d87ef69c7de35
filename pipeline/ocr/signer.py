"""Whether words read in a signature are the name of a person or the title of an office."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.encodings.syllable import is_syllable
from pipeline.language import fold, nfc, old_tone_placement
from pipeline.model import Word
from pipeline.ocr.vocabulary import words as words_of

_NAME_WORDS = (2, 6)
_SIGNS = ".,:;'\"“”‘’`´*~_-–—|/\\()[]{}<>«»^°•·"


def is_name(words: Sequence[str]) -> bool:
    """Whether `words` are a Vietnamese name: a family name and others, each one syllable with a capital first.

    >>> is_name(["Trần", "Phước", "Hiền"]), is_name(["rần", "Ngọc", "Căng"]), is_name(["Phòng", "Nội", "Vụ"])
    (True, False, False)
    """
    if not _NAME_WORDS[0] <= len(words) <= _NAME_WORDS[1] or fold(words[0]) not in words_of("persons", "family_names"):
        return False
    return all(is_name_word(word) for word in words)


def is_name_word(word: str) -> bool:
    """Whether `word` can be a word of a name: one syllable with a capital first."""
    return word.istitle() and word.isalpha() and is_syllable(word.lower())


def is_title(words: Sequence[str]) -> bool:
    """Whether `words` are in capitals and all of them such as titles are made of.

    >>> is_title(["KT.", "GIÁM", "ĐỐC"]), is_title(["SHỦ", "TỊCH"]), is_title(["TỊCH"])
    (True, False, False)
    """
    letters = [word.rstrip(".,;:") for word in words]
    if sum(len(word) for word in letters) < 6 or len(letters) < 2:
        return False
    known = words_of("marks", "titles", "words")
    return all(word.isupper() and old_tone_placement(nfc(word.lower())).upper() in known for word in letters)


def trimmed(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return `words` without those at either end that hold no two letters: strokes of a pen, pieces of a seal."""
    kept = list(words)
    while kept and not _has_letters(kept[0].text):
        kept.pop(0)
    while kept and not _has_letters(kept[-1].text):
        kept.pop()
    return tuple(kept)


def _has_letters(text: str) -> bool:
    inner = text.strip(_SIGNS)
    return len(inner) >= 2 and inner.isalpha()
