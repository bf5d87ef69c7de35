"""The label that a line begins with: a number of an outline, an article, an annex, a bullet, a footnote mark."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from pipeline.language import VIETNAMESE_LETTERS, from_roman


class LabelKind(StrEnum):
    """The families of labels. Within a document each family has one place in the outline."""

    PART = "part"  # Phần thứ nhất, PHẦN I
    CHAPTER = "chapter"  # Chương I
    DIVISION = "division"  # Mục 1, Tiểu mục 1
    ARTICLE = "article"  # Điều 1.
    ANNEX = "annex"  # PHỤ LỤC I
    CAPITAL = "capital"  # A.
    ROMAN = "roman"  # I.
    ARABIC = "arabic"  # 1.
    COMPOUND = "compound"  # 1.1
    LETTER = "letter"  # a)
    BULLET = "bullet"  # - + * •
    FOOTNOTE = "footnote"  # ¹


@dataclass(frozen=True, slots=True)
class Label:
    """A label: `text` as printed without its closing mark, `end` where the words behind it begin."""

    kind: LabelKind
    text: str
    end: int


UPPER = "".join(sorted(letter.upper() for letter in VIETNAMESE_LETTERS)) + "FJWZ"
"""The capital letters, for a character class: a range such as À-Ỹ would take in small letters too."""

LOWER = UPPER.lower()
"""The small letters, for a character class."""

RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
"""Writes the mark of a footnote in plain figures (`str.translate`)."""

_ORDINAL = r"(?:thứ\s+)?(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
_NUMBER = rf"(?:[IVXLC]+|\d{{1,3}}[a-zđ]?|{_ORDINAL}|{_ORDINAL.upper()}|[A-Z])"
_CLOSING = rf"(?:\s*[.:)\-–/]\s*|\s*$|\s+(?=[{UPPER}]{{2,}}|\())"

_BRUISED_ROMAN = re.compile(rf"([IVXl1][IVXli1|!]{{1,5}})\s*[.)]\s*(?=[{UPPER}“\"(])")
_BRUISED_STOP = re.compile(rf"(I{{1,3}}|IV|VI{{0,3}})L\s+(?=[{UPPER}]{{2,}})")  # IIL for II.
_BRUISED_STROKES = re.compile(rf"(H[I1l]{{1,2}}|[I1l]{{1,2}}H|TI|I{{1,3}}L)\s*[.)]\s*(?=[{UPPER}]{{2,}})")
_BRUISED_ARTICLE = re.compile(rf"((?:Điều|ĐIỀU)\s*)[lLI|!]\s*[.:]\s*(?=[{UPPER}])")
_BRUISED_FIVE = re.compile(rf"[$S§]\.(\d)[.)]?\s+(?=[{UPPER}])")
_SPECK = re.compile(r"[.,'`’:·~]\s+(?=(?:\d{1,2}|[IVX]{1,4}|[a-zđ])[.)]\s)")  # a speck before a label
_MAY_BE_LABELLED = re.compile(rf"[^{LOWER}]|\w{{1,2}}\s*[.)]|\w[-–]\s|[a-zđ]\s?[./]|[ov]\s")
"""Settles most lines of prose: one that begins with a small letter bears no label but "a)"."""
_OLD_CLOSING = r"(?:[.)/]\s?[-–]|\.\s?/|/\s?\.)"
"""How typists closed a label before there was a rule: "1.-", "1/-", "I./"."""
_GLYPHS = "§Ø✓✔➢➤►▶◦‣❖♦\uf0b7\uf0d8\uf0a7\uf0fc\uf02d\uf076"  # bullets, also those that a symbol font leaves behind
_LIKE_I = str.maketrans("l1i|!", "IIIII")

_PATTERNS: tuple[tuple[LabelKind, re.Pattern[str]], ...] = (
    (LabelKind.ARTICLE, re.compile(r"((?:Điều|ĐIỀU)\s*\d{1,3}[a-zđ]?)\s*[.:]\s*")),
    (LabelKind.PART, re.compile(rf"((?:Phần|PHẦN)\s+{_NUMBER}){_CLOSING}")),
    (LabelKind.CHAPTER, re.compile(rf"((?:Chương|CHƯƠNG)\s+{_NUMBER}){_CLOSING}")),
    (LabelKind.DIVISION, re.compile(rf"((?:Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+{_NUMBER}){_CLOSING}")),
    (LabelKind.ANNEX, re.compile(rf"((?:PHỤ LỤC|Phụ lục)(?:\s+(?:số|SỐ))?(?:\s*{_NUMBER}(?![\w/]))?){_CLOSING}")),
    (LabelKind.COMPOUND, re.compile(rf"([1-9]\d?(?:\.[1-9]\d?){{1,3}})(?:[.)]\s*|[-–]?\s+)(?=[{UPPER}“\"(])")),
    (LabelKind.COMPOUND, re.compile(r"([1-9]\d?(?:\.[1-9]\d?){1,3})[.)]\s+(?=\D)")),
    (
        LabelKind.COMPOUND,
        re.compile(rf"([1-9]\d?(?:\s?\.\s?[1-9]\d?){{1,3}})\s?(?:{_OLD_CLOSING}|[.)/])\s*(?=[{UPPER}“\"(])"),
    ),
    (
        LabelKind.COMPOUND,
        re.compile(rf"((?:[IVX]{{1,5}}|[A-HĐ]|[a-zđ])(?:\.[1-9]\d?){{1,3}})(?:\s?[.)/]\s*|\s+)(?=[{UPPER}])"),
    ),
    (LabelKind.ROMAN, re.compile(rf"([IVX]{{1,6}}|L|XL[IVX]*)\s*(?:{_OLD_CLOSING}|[.)/:\-–])\s*(?=[{UPPER}“\"(]|$)")),
    (LabelKind.ARABIC, re.compile(rf"(\d{{1,2}})\s?{_OLD_CLOSING}\s*(?=[{UPPER}“\"(])")),
    (LabelKind.ARABIC, re.compile(rf"(\d{{1,2}})\s*(?:[.)]\s*|/\s+|/(?![{UPPER}]{{2}}|\S*-))(?=[^\W\d_]|[“\"(*])")),
    (LabelKind.ARABIC, re.compile(rf"([1-9]|1\d),\s+(?=[{UPPER}][{LOWER}]+\s+[{LOWER}])")),  # a full stop misread
    (LabelKind.ARABIC, re.compile(r"(\d{1,2})\.\s+(?=\d{1,3}(?:,\d+)?\s?%)")),  # "5. 100% hồ sơ ..."
    (LabelKind.ARABIC, re.compile(rf"(\d{{1,2}})\s?[-–]\s+(?=[{UPPER}][{LOWER}])")),  # as party committees write it
    (LabelKind.CAPITAL, re.compile(rf"([A-HĐ])\s*(?:{_OLD_CLOSING}|[.)/\-–])\s*(?=[{UPPER}]{{2,}})")),
    (LabelKind.LETTER, re.compile(r"([a-zđ]\d?)\s*\)\s*(?=\S)")),
    (LabelKind.LETTER, re.compile(rf"([a-zđ])\s*\.\s+(?=[{UPPER}“\"])")),
    (LabelKind.LETTER, re.compile(rf"([a-zđ])\s?(?:/|{_OLD_CLOSING})\s*(?=[{UPPER}][{LOWER}])")),
    (LabelKind.LETTER, re.compile(rf"([a-hđ])[-–]\s+(?=[{UPPER}][{LOWER}])")),
    (LabelKind.FOOTNOTE, re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*")),
    (LabelKind.BULLET, re.compile(r"([*+\-–])\s*/\s*(?=[^\W\d_])")),
    (LabelKind.BULLET, re.compile(rf"([{_GLYPHS}])\s*(?=[^\W_])")),
    (LabelKind.BULLET, re.compile(rf"([ov])\s+(?=[{UPPER}][{LOWER}])")),  # bullets of a symbol font, read as letters
    (LabelKind.BULLET, re.compile(r"(?:[~'’_.,]\s?(?=[-–—]\s))?([-–—+•●▪○*·])\s*(?=[^\W\d_]|[“\"'(\d])")),
)


@lru_cache(maxsize=8192)
def find_label(text: str) -> Label | None:
    """Return the label at the beginning of a line (without leading space), or None.

    >>> find_label("I. MỤC ĐÍCH, YÊU CẦU")
    Label(kind=<LabelKind.ROMAN: 'roman'>, text='I', end=3)
    >>> find_label("5.1. Thực hiện").text, find_label("Điều 12: Hiệu lực").text, find_label("đ) Khác").text
    ('5.1', 'Điều 12', 'đ')
    >>> find_label("5. 100% hồ sơ").text, find_label("4, Tham luận của trường").text, find_label(". 2. Khác").text
    ('5', '4', '2')
    >>> find_label("3.1- Cung ứng dịch vụ").text, find_label("a- Phòng bệnh").text, find_label("e-mail của đơn vị")
    ('3.1', 'a', None)
    >>> [find_label(text).text for text in ("1/- Sở Y tế", "I.- TÌNH HÌNH", "a/ Đối với", "1. 1. Nội dung", "Ø Khác")]
    ['1', 'I', 'a', '1.1', 'Ø']
    >>> find_label("I.2. Nội dung").text, find_label("a.1) Nội dung").text
    ('I.2', 'a.1')
    >>> find_label("4.500 người"), find_label("10/7/2026"), find_label("1 năm 2024"), find_label("Điều 5 Nghị định")
    (None, None, None, None)
    >>> find_label("I11. HÌNH THỨC TUYÊN TRUYỀN").text, find_label("11. Khác").text  # as an OCR reads III
    ('III', '11')
    """
    if not _MAY_BE_LABELLED.match(text):
        return None
    if speck := _SPECK.match(text):
        found = find_label(text[speck.end() :])
        return replace(found, end=found.end + speck.end()) if found else None
    stroke = _BRUISED_STOP.match(text)
    if stroke:
        return Label(LabelKind.ROMAN, stroke[1], stroke.end())
    five = _BRUISED_FIVE.match(text)
    if five:
        return Label(LabelKind.COMPOUND, f"5.{five[1]}", five.end())
    return _bruised_label(text) or _clean_label(text)


def _bruised_label(text: str) -> Label | None:
    """Return a label that only an OCR prints: HI. for III., Điều L. for Điều 1."""
    strokes = _BRUISED_STROKES.match(text)
    if strokes:
        return Label(LabelKind.ROMAN, strokes[1].translate(_LIKE_I), strokes.end())
    article = _BRUISED_ARTICLE.match(text)
    if article:
        return Label(LabelKind.ARTICLE, f"{article[1].strip()} 1", article.end())
    bruised = _BRUISED_ROMAN.match(text)
    if bruised:
        numeral = bruised[1].translate(_LIKE_I)
        if from_roman(numeral) is not None and any(char in "IVXl" for char in bruised[1]):
            return Label(LabelKind.ROMAN, numeral, bruised.end())
    return None


_BARE_NUMERAL = re.compile(rf"(I{{2,3}}|I?V|VI{{1,3}}|IX)\s+(?=[{UPPER}][{LOWER}{UPPER}])")


def bare_numeral(text: str) -> Label | None:
    """Return the roman numeral whose full stop was lost ("II Nội dung"); what stands around it must say so too.

    >>> bare_numeral("II Nội dung").text, bare_numeral("I Nội dung")
    ('II', None)
    """
    match = _BARE_NUMERAL.match(text)
    return Label(LabelKind.ROMAN, match[1], match.end()) if match else None


def _clean_label(text: str) -> Label | None:
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            label = match[1]
            if kind is LabelKind.FOOTNOTE:
                label = label.translate(RAISED_DIGITS)
            joint = "" if kind is LabelKind.COMPOUND else " "
            return Label(kind, joint.join(label.split()), match.end())
    return None
