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
    return _is_capitals(words) and all(is_title_word(word) for word in words)


def is_title_word(word: str, *, bruised: bool = False) -> bool:
    """Whether `word` is a word of a title, in capitals; the marks over and under its letters may be `bruised`."""
    known = words_of("marks", "titles", "words")
    if bruised:
        return word.isupper() and fold(word.rstrip(".,")) in {fold(other) for other in known}
    return word.isupper() and old_tone_placement(nfc(word.rstrip(".").lower())).upper() in known


def is_bruised_title(words: Sequence[str]) -> bool:
    """Whether `words` are a title but for marks over or under their letters, which a seal or a pen easily hides.

    >>> is_bruised_title(["GIÁM", "ĐÓC"]), is_bruised_title(["GIÁM", "SÁT", "XẢ"]), is_bruised_title(["UBNO", "XÃ"])
    (True, True, False)
    """
    return _is_capitals(words) and all(is_title_word(word, bruised=True) for word in words)


def stands_for_other(words: Sequence[str]) -> bool:
    """Whether a title says that another signs in place of its holder: "KT. GIÁM ĐỐC"."""
    return fold(words[0].rstrip(".,")).startswith("kt") if words else False


def is_deputy(words: Sequence[str]) -> bool:
    """Whether a title is that of a deputy, as it follows "KT. GIÁM ĐỐC"."""
    return bool(words) and fold(words[0]) in words_of("marks", "titles", "deputies")


def _is_capitals(words: Sequence[str]) -> bool:
    letters = [word.rstrip(".,;:") for word in words]
    return sum(len(word) for word in letters) >= 6 and len(letters) >= 2 and all(word.isupper() for word in letters)


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
