"""The small markup of a described document: `**bold**`, `__italic__` and `[[citation]]`.

A citation is written as it is to be drawn; type, number, date and issuer are taken from it, which is safe because
the author writes it in the one form that is understood here:

    [[Kế hoạch số 45/KH-UBND ngày 12 tháng 02 năm 2025 của Ủy ban nhân dân thị xã Tràm Lộc]]
    [[Kế hoạch số 45/KH-UBND ngày 12/02/2025|UBND thị xã Tràm Lộc]]      the issuer stands elsewhere in the text
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from pipeline.model import Relation
from pipeline.synth.content import Citation, Emphasis, RichText

_TOKEN = re.compile(r"\*\*|__|\[\[(?P<cited>[^\]|]+)(?:\|(?P<issuer>[^\]]+))?\]\]")
_CITED = re.compile(
    r"(?:(?P<type>[^\W\d][^\d]*?) số |số )?(?P<id>\d+(?:/\d{4})?[-/][A-ZĐ][A-ZĐa-zđ0-9]*(?:[-/&][A-ZĐ][A-ZĐa-zđ0-9]*)*)"
    r"(?: ngày (?P<date>\d{1,2}(?:/\d{1,2}/| tháng \d{1,2} năm )\d{4}))?(?: của (?P<issuer>.+))?"
)
_DAY = re.compile(r"(\d{1,2})(?:/(\d{1,2})/| tháng (\d{1,2}) năm )(\d{4})")
_MONTH = re.compile(r"(?:[Tt]háng )(\d{1,2})(?:/| năm )(\d{4})")


def parse_markup(source: str, relation: Relation = "dan_chieu") -> RichText:
    """Return the text of `source` with its emphases and citations; the citations get `relation`.

    >>> rich = parse_markup("Thực hiện [[Công văn số 7/SNV-CCHC ngày 03/3/2025 của Sở Nội vụ]], **phải** xong")
    >>> rich.text[slice(rich.emphases[0].start, rich.emphases[0].end)], rich.citations[0].date
    ('phải', '2025-03-03')
    """
    source = " ".join(unicodedata.normalize("NFC", source).split())
    text = ""
    at = 0
    opened: dict[str, int] = {}
    emphases: list[Emphasis] = []
    citations: list[Citation] = []
    for match in _TOKEN.finditer(source):
        text += source[at : match.start()]
        at = match.end()
        mark = match.group()
        if match["cited"]:
            citation = parse_citation(match["cited"], len(text), relation)
            citations.append(replace(citation, issuer=match["issuer"]) if match["issuer"] else citation)
            text += match["cited"]
        elif mark in opened:
            emphases.append(Emphasis(opened.pop(mark), len(text), bold=mark == "**", italic=mark == "__"))
        else:
            opened[mark] = len(text)
    if opened:
        raise ValueError(f"{next(iter(opened))} is not closed in {source!r}")
    return RichText(text + source[at:], tuple(emphases), tuple(citations))


def parse_citation(cited: str, start: int, relation: Relation) -> Citation:
    """Return the citation that `cited`, which stands at character `start`, makes."""
    match = _CITED.fullmatch(cited)
    if match is None:
        raise ValueError(f"not a citation in the form that is understood: {cited!r}")
    date = fixed_date(match["date"]) if match["date"] else None
    return Citation(start, start + len(cited), match["type"], match["id"], date, match["issuer"], relation)


def fixed_date(text: str) -> str | None:
    """Return the last day (YYYY-MM-DD), else the last month (YYYY-MM), that `text` names; else None.

    >>> fixed_date("từ ngày 01/3/2025 đến ngày 15 tháng 4 năm 2025"), fixed_date("tháng 6/2025"), fixed_date("Quý II")
    ('2025-04-15', '2025-06', None)
    """
    if days := _DAY.findall(text):
        day, month, other_month, year = days[-1]
        return f"{year}-{int(month or other_month):02}-{int(day):02}"
    if months := _MONTH.findall(text):
        month, year = months[-1]
        return f"{year}-{int(month):02}"
    return None
