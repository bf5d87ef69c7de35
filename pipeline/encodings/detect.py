"""Finds out in which encoding a Vietnamese text is, by which reading of it gives the most valid syllables."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.encodings.legacy import Legacy, convert, to_latin1
from pipeline.encodings.syllable import is_syllable

_SAMPLE = 20_000  # characters that are enough to decide
_LEAST_WORDS = 2
_CONVINCING = 0.7
_BETTER_BY = 0.15

_LEGACY: tuple[Legacy, ...] = ("tcvn3", "vni", "vps", "viscii")
_VIQR_SIGN = re.compile(r"[aeoAEO]\^|[aA]\(|[ouOU][+*]|\bdd|\bD[dD]")
_PUNCTUATION = " \t.,;:!?()[]{}<>\"'`-–—/\\|*+=_“”‘’…•"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text that was made Unicode. `confidence` is the share of its marked words that are valid syllables."""

    text: str
    encoding: str
    confidence: float


def decode(data: bytes) -> Decoded:
    """Return the text of `data`, in NFC.

    Byte order marks are believed; then UTF-8 where it is well-formed (a legacy text that was saved as UTF-8 is
    converted too), UTF-16 where every other byte is zero, then the legacy encoding that gives most valid syllables,
    VIQR for plain ASCII, else Windows-1252. Nothing raises: a byte without a meaning becomes U+FFFD.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return _judged(data[len(mark) :].decode(encoding, "replace"), encoding)
    if wide := _without_mark(data):
        return _judged(data.decode(wide, "replace"), wide)
    try:
        return convert_legacy(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _eight_bit(data)


def _without_mark(data: bytes) -> str | None:
    """Return the kind of UTF-16 that `data` is in, by where its zero bytes stand."""
    head = data[:4096]
    if b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return "utf-16-le" if odd > even else "utf-16-be"


def _judged(text: str, encoding: str) -> Decoded:
    text = unicodedata.normalize("NFC", text)
    return Decoded(text, encoding, _share(text)[0])


def _eight_bit(data: bytes) -> Decoded:
    for encoding in ("utf-8", "cp1258"):  # UTF-8 that lost a byte somewhere is UTF-8 all the same
        decoded = _judged(data.decode(encoding, "replace"), encoding)
        if decoded.confidence >= _CONVINCING:
            return decoded
    latin = data.decode("latin-1")
    sample = latin[:_SAMPLE]
    shares = {encoding: _share(convert(sample, encoding))[0] for encoding in _LEGACY}
    best = max(_LEGACY, key=lambda encoding: shares[encoding])
    if shares[best] >= _CONVINCING:
        return Decoded(convert(latin, best), best, shares[best])
    return _judged(data.decode("cp1252", "replace"), "cp1252")


def convert_legacy(text: str) -> Decoded:
    """Return `text` as Unicode Vietnamese where it is a legacy text that was taken for Unicode or Latin-1, else as is.

    >>> convert_legacy("UÛy ban nhaân daân xaõ Bình Minh").text
    'Ủy ban nhân dân xã Bình Minh'
    >>> convert_legacy("Kế hoạch năm học").encoding
    'utf-8'
    """
    encoding = detect_legacy(text)
    if encoding is None:
        return _judged(text, "utf-8")
    converted = convert(text, encoding)
    return Decoded(converted, encoding, _share(converted)[0])


def detect_legacy(text: str) -> Legacy | None:
    """Return the legacy encoding that `text` (characters of Latin-1, Windows-1252 or ASCII) is in, or None."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "viqr" if _is_viqr(sample) else None
    share, words = _share(unicodedata.normalize("NFC", sample))
    if share >= 1 - _BETTER_BY or _beyond_latin(sample):
        return None
    found: dict[Legacy, tuple[float, int]] = {encoding: _share(convert(sample, encoding)) for encoding in _LEGACY}
    best = max(_LEGACY, key=lambda encoding: found[encoding][0])
    convincing = found[best][0] >= max(_CONVINCING, share + _BETTER_BY) and words >= _LEAST_WORDS
    return best if convincing else None


def _beyond_latin(sample: str) -> bool:
    """Whether the text holds Vietnamese letters that no legacy text has: then it is Unicode, however damaged."""
    letters = [char for char in to_latin1(sample) if not char.isascii() and char.isalpha()]
    return sum(char > "\xff" for char in letters) > 0.1 * len(letters)


def _is_viqr(sample: str) -> bool:
    words = sample.split()
    signs = len(_VIQR_SIGN.findall(sample))
    if len(words) < _LEAST_WORDS or signs < 0.1 * len(words):
        return False
    return _share(convert(sample, "viqr"))[0] >= _CONVINCING


def _share(text: str) -> tuple[float, int]:
    """Return which share of the words with a letter beyond ASCII are valid syllables, and how many such words are."""
    good = total = 0
    for token in text[:_SAMPLE].replace("-", " ").replace("/", " ").split():
        word = token.strip(_PUNCTUATION)
        if word.isascii() or any(char.isdigit() and char.isascii() for char in word):
            continue
        total += 1
        good += word.isalpha() and is_syllable(word)
    return (good / total if total else 0.0), total
