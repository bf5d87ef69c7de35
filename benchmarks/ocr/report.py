"""The tables, as Markdown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.ocr.intervals import Estimate, mean, median, ratio, share, shown
from benchmarks.ocr.pages import BenchPage, Paper, Subjects, TableCell, Unit
from benchmarks.ocr.results import Result
from benchmarks.ocr.scores import Hits, cells_of, judge_cells, judge_marks, same_cell, same_letters, same_place, slant
from benchmarks.ocr.systems import BARE, OURS, TURNS
from pipeline import process
from pipeline.model import MarkKind, PageOrigin, Source
from pipeline.quality import HEADER_FIELDS, TextQuality, judge, judge_text
from pipeline.record import to_record
from pipeline.settings import Settings

PERCENT = 100.0
MEGABYTE = 1e-6
_NOISE = 0.001  # of the character error rate: less is no difference worth a word
_NOT_JUDGED = frozenset({MarkKind.NOISE})

Results = Mapping[tuple[str, str], Result]
"""What was read, by system and digest of the page image."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A text that a system read, judged; `cpu` and `rss` are of its pages."""

    unit: Unit
    quality: TextQuality
    cpu: tuple[float, ...]
    rss: tuple[int, ...]


def score(units: Iterable[Unit], results: Results, system: str) -> list[Scored]:
    """Judge what `system` read of those `units` all pages of which it was given. A page that failed has no text."""
    scored = []
    for unit in units:
        found = [results.get((system, page.digest)) for page in unit.pages]
        read = [result for result in found if result is not None]
        if len(read) == len(found):
            quality = judge_text(unit.text, "\n".join(result.text for result in read))
            cpu, rss = tuple(result.cpu for result in read), tuple(result.rss for result in read)
            scored.append(Scored(unit, quality, cpu, rss))
    return scored


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is text, the others are figures."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def grouped(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Return the units by group, in order."""
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        groups[unit.group].append(unit)
    return groups


def text_table(units: Sequence[Unit], results: Results, systems: Sequence[str]) -> str:
    """Return errors, time and memory of each system on each group."""
    head = ["", "n", "CER %", "median", "WER %", "words found %", "CPU s/page", "peak MB"]
    rows = [
        [f"{group}: {system}", *_text_row(scored)]
        for group, members in grouped(units).items()
        for system in systems
        if (scored := score(members, results, system))
    ]
    return table(head, rows)


def _text_row(scored: Sequence[Scored]) -> list[str]:
    papers = [one.unit.paper for one in scored]
    pages = [(seconds, one.unit.paper) for one in scored for seconds in one.cpu]
    quality = [one.quality for one in scored]
    return [
        str(len(scored)) if len(pages) == len(scored) else f"{len(scored)} ({len(pages)} pages)",
        shown(mean([one.cer for one in quality], papers), PERCENT),
        shown(median([one.cer for one in quality], papers), PERCENT),
        shown(mean([one.wer for one in quality], papers), PERCENT),
        shown(mean([one.word_bag for one in quality], papers), PERCENT),
        shown(mean([seconds for seconds, _ in pages], [paper for _, paper in pages])),
        f"{max(max(one.rss) for one in scored) * MEGABYTE:.0f}",
    ]


def speed_table(units: Sequence[Unit], results: Results, others: Sequence[str]) -> str:
    """Return how many times the processor time of ours each other system needs, on the pages that both read."""
    rows = []
    for group, members in grouped(units).items():
        pages = [(page, unit.paper) for unit in members for page in unit.pages]
        rows.append([group, *(shown(_times(pages, results, other)) for other in others)])
    return table(["CPU time, as a multiple of ours", *others], rows)


def _times(pages: Sequence[tuple[BenchPage, str]], results: Results, other: str) -> Estimate | None:
    pairs = [
        (theirs.cpu, own.cpu, paper)
        for page, paper in pages
        if (theirs := results.get((other, page.digest))) and (own := results.get((OURS, page.digest)))
    ]
    if not pairs:
        return None
    top, bottom, papers = zip(*pairs, strict=True)
    return ratio(top, bottom, papers)


def harm_table(units: Sequence[Unit], results: Results) -> str:
    """Return what cleaning does to the character error rate of each group, page by page."""
    rows = []
    for group, members in grouped(units).items():
        bare = {one.unit.name: one for one in score(members, results, BARE)}
        pairs = [(one, bare[one.unit.name]) for one in score(members, results, OURS) if one.unit.name in bare]
        if not pairs:
            continue
        change = [one.quality.cer - other.quality.cer for one, other in pairs]
        found = mean(change, [one.unit.paper for one, _ in pairs])
        harmed = found.low is not None and found.low > 0
        worse, better = sum(one > _NOISE for one in change), sum(one < -_NOISE for one in change)
        verdict = "worse" if harmed else "no harm shown"
        rows.append([group, str(len(pairs)), shown(found, PERCENT), str(better), str(worse), verdict])
    head = ["cleaning against none", "n", "change of CER, points", "pages better", "pages worse", ""]
    return table(head, rows)


def skew_table(units: Sequence[Unit], results: Results) -> str:
    """Return the slant in degrees that is left on the cleaned pages that were turned the right way."""
    rows, every = [], list[float]()
    for group, members in grouped(units).items():
        left = [
            abs(slant(page.truth.levels, result.to_original))
            for unit in members
            for page in unit.pages
            if page.truth.levels
            and (result := results.get((OURS, page.digest)))
            and result.to_original
            and result.rotation == page.truth.rotation
        ]
        if left:
            rows.append([group, *_slant_row(left)])
            every += left
    if every:
        rows.append(["all", *_slant_row(every)])
    return table(["slant left, degrees", "n", "mean", "95th percentile", "largest"], rows)


def _slant_row(left: Sequence[float]) -> list[str]:
    return [str(len(left)), shown(mean(left)), f"{np.quantile(left, 0.95):.2f}", f"{max(left):.2f}"]


def turn_table(subjects: Subjects, results: Results) -> str:
    """Return how often the quarter turn of a page was not found: by ours, and by the OCR program's own detection."""
    pages: dict[str, list[BenchPage]] = defaultdict(list)
    for unit in subjects.units:
        for page in unit.pages:
            if page.truth.rotation is not None:
                pages[unit.group].append(page)
    for group, page in subjects.turned:
        pages[group].append(page)
    rows = [
        [group, *(_turns_wrong(members, results, system) for system in (OURS, TURNS))]
        for group, members in pages.items()
    ]
    every = [page for members in pages.values() for page in members]
    rows.append(["all", *(_turns_wrong(every, results, system) for system in (OURS, TURNS))])
    return table(["orientation wrong, % (or not found)", OURS, TURNS], rows)


def _turns_wrong(pages: Sequence[BenchPage], results: Results, system: str) -> str:
    read = [(page, result) for page in pages if (result := results.get((system, page.digest)))]
    if not read:
        return "–"
    return _of([result.rotation != page.truth.rotation for page, result in read])


def cell_table(units: Sequence[Unit], results: Results) -> str:
    """Return the F1 of table cells by group, and of drawn pages by whether their tables are ruled."""
    groups: dict[str, list[_Tabled]] = defaultdict(list)
    for unit in units:
        for page in unit.pages:
            result = results.get((OURS, page.digest))
            if page.truth.cells is None or result is None:
                continue
            found = _Tabled(unit.paper, page.truth.cells, _cells(result))
            if not found.wanted and not found.got:
                continue
            groups[unit.group].append(found)
            if page.truth.cells and page.truth.levels:
                tables = {cell.table for cell in page.truth.cells}
                is_ruled = not tables & page.truth.unruled
                groups["drawn, all tables ruled" if is_ruled else "drawn, a table without lines"].append(found)
    rows = [[group, *_cell_row(pages)] for group, pages in groups.items() if any(page.wanted for page in pages)]
    return table(["table cells, F1 %", "pages with tables", "cells", "place and text", "place", "to the letter"], rows)


@dataclass(frozen=True, slots=True)
class _Tabled:
    paper: str
    wanted: tuple[TableCell, ...]
    got: tuple[TableCell, ...]


def _cell_row(pages: Sequence[_Tabled]) -> list[str]:
    papers = [page.paper for page in pages]
    figures = []
    for same in (same_cell, same_place, same_letters):
        hits = [judge_cells(page.wanted, page.got, same) for page in pages]
        figures.append(_f1(hits, papers))
    return [str(sum(bool(page.wanted) for page in pages)), str(sum(one.wanted for one in hits)), *figures]


def _cells(result: Result) -> tuple[TableCell, ...]:
    return cells_of(result.page_reading().lines) if result.reading else ()


def _f1(hits: Sequence[Hits], papers: Sequence[str]) -> str:
    """Return the F1 over all cells together, documents drawn again for its interval."""
    return shown(
        ratio([2.0 * one.right for one in hits], [float(one.wanted + one.got) for one in hits], papers), PERCENT
    )


def header_table(papers: Sequence[Paper], results: Results) -> str:
    """Return the share of the header fields that are right, after restoration and extraction."""
    rows = []
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        groups[paper.group].append(paper)
    for group, members in groups.items():
        judged = [found for paper in members if (found := _judge_paper(paper, results))]
        if judged:
            rows.append([group, *_header_row(judged)])
    return table(["header fields right", "n", "all, %", *HEADER_FIELDS], rows)


@dataclass(frozen=True, slots=True)
class _Fields:
    asked: frozenset[str]
    missed: frozenset[str]


def _judge_paper(paper: Paper, results: Results) -> _Fields | None:
    found = [results.get((OURS, page.digest)) for page in paper.pages]
    if any(result is None or result.reading is None for result in found):
        return None
    readings = [result.page_reading() for result in found if result]
    (document,) = process.put_together(Source("", (paper.name,), "image/png", 0), readings, Settings())
    missed = frozenset(judge(paper.record, to_record(document)).missed)
    return _Fields(frozenset(name for name in HEADER_FIELDS if paper.record["document"].get(name)), missed)


def _header_row(judged: Sequence[_Fields]) -> list[str]:
    asked, missed = Counter[str](), Counter[str]()
    for one in judged:
        asked.update(one.asked)
        missed.update(one.asked & one.missed)
    shares = ratio([float(len(one.asked - one.missed)) for one in judged], [float(len(one.asked)) for one in judged])
    each = [f"{asked[name] - missed[name]}/{asked[name]}" if asked[name] else "–" for name in HEADER_FIELDS]
    return [str(len(judged)), shown(shares, PERCENT), *each]


def mark_table(units: Sequence[Unit], results: Results) -> str:
    """Return how many marks of each kind were found on drawn pages, and how many were seen that are not there."""
    total: dict[MarkKind, Hits] = defaultdict(lambda: Hits(0, 0, 0))
    count = 0
    for unit in units:
        for page in unit.pages:
            result = results.get((OURS, page.digest))
            if page.truth.marks is None or result is None or result.reading is None:
                continue
            count += 1
            for kind, hits in judge_marks(page.truth.marks, result.page_reading().page.marks).items():
                total[kind] += hits
    rows = [
        [kind.value, str(hits.wanted), _recall(hits), str(hits.got - hits.right)]
        for kind, hits in sorted(total.items())
        if kind not in _NOT_JUDGED
    ]
    return table([f"marks on {count} drawn pages", "there", "found, %", "false alarms"], rows)


def _recall(hits: Hits) -> str:
    return shown(share(hits.right, hits.wanted), PERCENT) if hits.wanted else "–"


def blank_table(units: Sequence[Unit], results: Results) -> str:
    """Return how many blank pages were seen to be blank, and how many pages with text were called blank."""
    pages = [
        (bool(unit.text), result.page_reading().page.origin is PageOrigin.BLANK)
        for unit in units
        for page in unit.pages
        if (result := results.get((OURS, page.digest))) and result.reading
    ]
    blank = [called for has_text, called in pages if not has_text]
    written = [called for has_text, called in pages if has_text]
    rows = [["blank pages called blank", _of(blank)], ["pages with text called blank", _of(written)]]
    return table(["", "share, %"], rows)


def _of(hits: Sequence[bool]) -> str:
    return f"{sum(hits)} of {len(hits)}: {shown(share(sum(hits), len(hits)), PERCENT)}" if hits else "–"


def failures(results: Results) -> list[str]:
    """Return a line for each page that a system could not read."""
    return [f"{system}: {result.page}: {result.failure}" for (system, _), result in results.items() if result.failure]
