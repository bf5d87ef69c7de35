"""Where one scan holds several papers: which pages belong together."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.papers.heads import PageHead, head_of
from pipeline.extract.structure.zones import begins_recipients
from pipeline.language import fold
from pipeline.message import Message
from pipeline.model import LineRole, PageReading, Problem

_END_ROLES = frozenset({LineRole.RECIPIENTS, LineRole.SIGNATURE})
_KEPT_COPY = ("luu: vt", "luu vt", "luu: vp", "luu vp", "luu:vt")


def split_papers(readings: Sequence[PageReading]) -> tuple[tuple[PageReading, ...], ...]:
    """Return the pages of each paper, in order.

    A paper begins where its head stands at the top of a page, and what is before it is a paper, too: it has a head or
    an end. An annex with a head of its own, a form whose number is a blank, a page that is numbered on, begin none.
    Blank pages and covers stay with what they follow or precede.
    """
    papers: list[list[PageReading]] = [[]]
    heads: list[PageHead] = []
    for reading in readings:
        head = head_of(reading)
        ended = any(map(_ends_paper, papers[-1]))
        if head.begins_paper(after_end=ended) and (ended or any(one.begins_paper() for one in heads)):
            papers.append([])
            heads = []
        papers[-1].append(reading)
        heads.append(head)
    return tuple(tuple(pages) for pages in papers if pages)


def split_problem(part: int, papers: Sequence[Sequence[PageReading]]) -> Problem:
    """Ask a person to look at where a file was split; the original stays whole."""
    first, last = papers[part - 1][0].page.number, papers[part - 1][-1].page.number
    message = Message(
        f"Tệp được tách thành {len(papers)} văn bản; đây là văn bản thứ {part}, trang {first}–{last} của tệp. "
        "Bản gốc giữ nguyên. Hãy kiểm tra chỗ tách; muốn giữ làm một: ingest.split_documents = false.",
        f"The file was split into {len(papers)} documents; this is number {part}, pages {first}–{last} of the file. "
        "The original stays whole. Check where it was split; to keep it as one: ingest.split_documents = false.",
    )
    return Problem("split", message, page=first)


def _ends_paper(reading: PageReading) -> bool:
    """Whether the end of a paper stands on a page: its recipients, its signature, the copy that is kept."""
    return any(line.role in _END_ROLES or _is_end(fold(line.text)) for line in reading.lines)


def _is_end(folded: str) -> bool:
    return begins_recipients(folded) or folded.lstrip(" -.").startswith(_KEPT_COPY)
