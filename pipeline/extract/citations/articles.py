"""The part of an act that is cited: "điểm a khoản 2 Điều 5", "Điều 3, Điều 5 và khoản 2 Điều 7", before its act."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.citations.find import citation_words

_WINDOW = 320  # characters before the act
_ITEM = (
    r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[a-zđ]{0,2}|[a-zđ]\d?|[IVXLC]{1,7}(?:\.\d{1,2})?|[A-ZĐ]|số\s\d{1,3}[a-zđ]?)(?![\w/])"
)
_BETWEEN = r"(?:\s?[,;–-]\s?(?:(?:và|hoặc)\s)?|\s(?:và|hoặc|đến)\s)"


@lru_cache(maxsize=1)
def _chain() -> re.Pattern[str]:
    units = "|".join(
        f"[{unit[0].upper()}{unit[0]}]{re.escape(unit[1:])}"
        for unit in sorted(citation_words()["article"]["units"], key=len, reverse=True)
    )
    part = rf"(?:[Cc]ác\s)?(?:{units})\s{_ITEM}(?:{_BETWEEN}{_ITEM}){{0,12}}"
    return re.compile(rf"(?<!\w){part}(?:(?:{_BETWEEN}|\s(?:(?:của|thuộc|tại)\s)?){part}){{0,30}}")


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    joints = "|".join(re.escape(joint) for joint in citation_words()["article"]["joints"])
    return re.compile(rf"\s?,?\s(?:(?:{joints})\s)?(?:các\s)?")


def article_before(text: str, place: int, floor: int = 0) -> tuple[int, int] | None:
    """Return the span of the part that is cited of the act named at `place`, not before `floor`; None without one.

    >>> text = "theo điểm a, b khoản 1 Điều 3 của Luật Giá"
    >>> start, end = article_before(text, text.index("Luật"))
    >>> text[start:end]
    'điểm a, b khoản 1 Điều 3'
    """
    window = max(floor, place - _WINDOW)
    if not re.search(r"\d|\b[a-zđ]\b|[IVX]", text[window:place]):
        return None
    for chain in _chain().finditer(text, window, place):
        if _tail().fullmatch(text, chain.end(), place):
            return chain.span()
    return None
