"""Whether a letter sequence can be a Vietnamese syllable: onset + rhyme + tone, from the rules of the script.

The quốc ngữ syllable is regular enough to be listed by its parts: about 25 onsets, 160 rhymes, and the rule that a
rhyme ending in a stop (c, ch, p, t) takes only the sharp or the heavy tone. The tables here follow the
orthography as grammars describe it (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977); they are no word list.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSET_LIST = "b c d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x ch"
_ONSETS = frozenset({"", *_ONSET_LIST.split()})

_OPEN_RHYMES = """
a ai ao au ay âu ây e eo ê êu i ia iu o oi oa oai oay oe oeo oao ô ôi ơ ơi u ua ui uy uya uê uơ uây uôi uyu
ư ưa ưi ưu ươi ươu iêu yêu y ya
"""
_NASAL_RHYMES = """
am an ang anh ăm ăn ăng âm ân âng em en eng êm ên ênh im in inh iêm iên iêng yêm yên yêng om on ong oong ôm ôn ông
ơm ơn um un ung uôm uôn uông ưm ưn ưng ươm ươn ương oam oan oang oanh oăm oăn oăng oen uân uâng uên uênh uynh uyên
"""
_STOP_RHYMES = """
ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt yêt oc op ot ooc ôc ôp ôt ơp ơt uc up ut uôc
uôt ưc ưt ươc ươp ươt oac oach oap oat oăc oăt oet uât uêch uych uyp uyt uyêt
"""
_FREE = frozenset((_OPEN_RHYMES + _NASAL_RHYMES).split())
_STOPPED = frozenset(_STOP_RHYMES.split())

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = frozenset({_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT})
_STOP_TONES = frozenset({_ACUTE, _DOT})
_ONSET = re.compile(r"(ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?(.*)")
_FRONT = frozenset("eêiy")


@lru_cache(maxsize=65536)
def is_syllable(text: str) -> bool:
    """Whether `text` (one run of letters, any case, NFC or NFD) can be one Vietnamese syllable with right marks.

    >>> [word for word in "hoạch nghiệp quyết thuỷ giếng hoat ngiệp kế̀ thuk cquan".split() if is_syllable(word)]
    ['hoạch', 'nghiệp', 'quyết', 'thuỷ', 'giếng']

    Syllables without a tone mark are syllables of the level tone, unless they end in a stop: "hoat" is none.
    """
    letters, tone = split_tone(text.lower())
    if tone is None or not letters:
        return False
    return any(
        onset in _ONSETS and _spelled(onset, rhyme) and _rhymes(rhyme, tone) for onset, rhyme in _partings(letters)
    )


def split_tone(text: str) -> tuple[str, str | None]:
    """Return the letters of a syllable without its tone (NFC), and the tone: "" for none, None for more than one."""
    decomposed = unicodedata.normalize("NFD", text)
    tones = [char for char in decomposed if char in _TONES]
    letters = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    return letters, None if len(tones) > 1 else "".join(tones)


def _partings(letters: str) -> list[tuple[str, str]]:
    """Return the ways to part onset and rhyme; gi and qu share a letter with the rhyme (gì, giếng, quốc, quy)."""
    match = _ONSET.fullmatch(letters)
    if match is None:
        return []
    onset, rhyme = match[1] or "", match[2]
    partings = [(onset, rhyme)]
    if onset == "gi":
        partings += [("gi", "i" + rhyme), ("g", "i" + rhyme)]
    if onset == "qu":
        partings += [("qu", "u" + rhyme), ("qu", "o" + rhyme)]
    return partings


def _spelled(onset: str, rhyme: str) -> bool:
    """Whether the onset has the letters that the following vowel asks for (k, gh, ngh before e, ê, i, y)."""
    front = rhyme[:1] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return not front or rhyme in ("i", "in")  # gì, gìn
    if onset == "gi":
        return rhyme[:1] != "y"
    return True


def _rhymes(rhyme: str, tone: str) -> bool:
    return rhyme in _FREE or (rhyme in _STOPPED and tone in _STOP_TONES)


_ABBREVIATION = 5  # letters; longer words in capitals that are no syllables are errors
_LETTERS = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


def marked_share(text: str) -> tuple[int, int, int]:
    """Return how many words of `text` are possible syllables, how many of these carry a mark, and how many there are.

    Words are runs of at least two letters; abbreviations (UBND, HĐND) are passed over.

    >>> marked_share("UBND xã Bình Minh sfra doi")
    (4, 2, 5)
    """
    good = marked = total = 0
    for word in _LETTERS.findall(text):
        possible = is_syllable(word)
        if len(word) < 2 or (word.isupper() and len(word) <= _ABBREVIATION and not possible):
            continue
        total += 1
        if possible:
            good += 1
            marked += not word.isascii()
    return good, marked, total
