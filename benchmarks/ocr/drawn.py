"""Pages that our own generator draws and spoils, with all that is true about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ocr.pages import (
    BenchPage,
    Paper,
    Subjects,
    TableCell,
    Truth,
    Unit,
    files_digest,
    raster_digest,
    remembered,
    sources,
    write_png,
)
from pipeline.raster import Raster
from pipeline.synth import GRADES, ScannedPage, make_scan, prose, random_plan
from pipeline.synth.damage import turned
from pipeline.synth.pages import MIXED, UNUSUAL, BenchmarkPage, PageKind, benchmark_pages
from pipeline.synth.truth import TrueTable
from pipeline.synth.truth import Truth as DrawnTruth

TURNED, SPARSE = "drawn pages, turned", "pages with little text, turned"
WHOLE = "whole drawn documents"
_SEED, _UNUSUAL_SEED, _WHOLE_SEED, _SPARSE_SEED = 1, 2, 300, 7000
_SPARSE_GRADES = ("good", "office", "fax", "bilevel", "low", "pale")
_SPARSE = (
    ("Trang này để trống.",),
    ("PHỤ LỤC", "(Kèm theo Kế hoạch của Ủy ban nhân dân phường)"),
    ("Nơi nhận:", "- Như trên;", "- Lưu: VT."),
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Bình"),
    ("4. Kinh phí thực hiện được bố trí trong dự toán ngân sách năm của đơn vị./.",),
    ("DANH SÁCH", "Tổ kiểm tra việc thực hiện kế hoạch", "1. Ông Trần Văn An, Tổ trưởng;", "2. Bà Lê Thị Hoa."),
)  # fmt: skip
"""Pages with a line or a few, on which there is not enough for the OCR program's own orientation."""

_LEVELS, _ALONG = (0.15, 0.5, 0.85), (0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85)
"""Where, as parts of the height and width of the drawn page, it is measured how level it is."""


def drawn(grades: Iterable[str], count: int, folder: Path) -> Subjects:
    """Return `count` pages of each grade, of the kinds that archives are full of; they are kept in `folder`."""
    return _remembered(grades, count, folder, MIXED)


def unusual(grades: Iterable[str], folder: Path) -> Subjects:
    """Return a page of each unusual kind in each grade; their groups are the kinds."""
    return _remembered(grades, len(UNUSUAL), folder, UNUSUAL)


def _remembered(grades: Iterable[str], count: int, folder: Path, kinds: Sequence[PageKind]) -> Subjects:
    found = Subjects()
    for grade in grades:
        file = folder / f"{grade}.{'mixed' if kinds is MIXED else 'unusual'}.{count}.{_made_by()}.json"
        found += remembered(file, partial(_of_grade, grade, count, file.with_suffix(""), kinds))
    return found


@cache
def _made_by() -> str:
    """Return a digest of all that draws: pages are drawn again when it changes."""
    return files_digest([*sources("synth", "reading", "model", "raster"), Path(__file__)])


def _of_grade(grade: str, count: int, folder: Path, kinds: Sequence[PageKind]) -> Subjects:
    found = Subjects()
    seed = _SEED if kinds is MIXED else _UNUSUAL_SEED
    for made in benchmark_pages(grade, count, seed, kinds=kinds):
        found += _subjects(made, grade if kinds is MIXED else made.kind.value, folder)
    return found


def _subjects(made: BenchmarkPage, group: str, folder: Path) -> Subjects:
    page = _page(made.name, made.scanned, folder)
    said = made.name.removeprefix(f"{made.name.split('-')[0]}-")  # the same in every grade
    unit = Unit(made.name, group, said, (page,), made.truth.text, made.kind.value)
    header = _record(made.truth)
    return Subjects((unit,), (Paper(made.name, made.kind.value, (page,), header),) if header else ())


def _record(truth: DrawnTruth) -> dict[str, Any] | None:
    """Return a gold record of the header fields that stand on the page, None where none do."""
    if not truth.header:
        return None
    return {"document": dict(truth.header), "sections": [], "references": [], "obligations": []}


def _page(name: str, page: ScannedPage, folder: Path) -> BenchPage:
    true = page.truth
    unruled = frozenset(number for number, table in enumerate(true.tables) if not table.ruled)
    truth = Truth(true.rotation, tuple(_levels(page)), tuple(_cells(true.tables)), unruled, true.marks)
    return _kept(name, page.raster, truth, folder)


def _kept(name: str, raster: Raster, truth: Truth, folder: Path) -> BenchPage:
    image = folder / f"{name}.png"
    write_png(raster, image)
    return BenchPage(name, image, raster_digest(raster), image, 1, truth)


def _levels(page: ScannedPage) -> Iterable[tuple[tuple[float, float], ...]]:
    width, height = page.drawn.raster.width, page.drawn.raster.height
    for part in _LEVELS:
        yield tuple(page.way.point(x * width, part * height) for x in _ALONG)


def _cells(tables: Iterable[TrueTable]) -> Iterable[TableCell]:
    for number, table in enumerate(tables):
        for true in table.cells:
            yield TableCell(number, true.cell.row, true.cell.column, true.text)


def whole(grades: Iterable[str], folder: Path) -> Subjects:
    """Return a whole document in each grade, for its record."""
    chosen = tuple(grades)
    file = folder / f"whole.{'-'.join(chosen)}.{_made_by()}.json"
    return remembered(file, partial(_whole, chosen, file.with_suffix("")))


def _whole(grades: Sequence[str], folder: Path) -> Subjects:
    papers = []
    for grade in grades:
        seed = _WHOLE_SEED + sorted(GRADES).index(grade)
        scan = make_scan(random_plan(np.random.default_rng(seed)), GRADES[grade], seed)
        name = f"{grade}-{seed}"
        pages = tuple(_page(f"{name}.p{number}", page, folder) for number, page in enumerate(scan.pages, 1))
        papers.append(Paper(name, WHOLE, pages, scan.record))
    return Subjects(papers=tuple(papers))


def lying(grades: Iterable[str], folder: Path) -> Subjects:
    """Return a page of each grade in one of the turns, and pages with little text in all four."""
    chosen = tuple(grades)
    file = folder / f"turned.{'-'.join(chosen)}.{_made_by()}.json"
    return remembered(file, partial(_lying, chosen, file.with_suffix("")))


def _lying(grades: Sequence[str], folder: Path) -> Subjects:
    found: list[tuple[str, BenchPage]] = []
    for place, grade in enumerate(grades):
        kinds = (MIXED[place % len(MIXED)],)
        (made,) = benchmark_pages(grade, 1, _SEED + place, kinds=kinds)
        found += [(TURNED, page) for page in _turns(made.name, made.raster, (1 + place % 3,), folder)]
    for place, (grade, paragraphs) in enumerate(zip(_SPARSE_GRADES, _SPARSE, strict=True)):
        scan = make_scan(prose(paragraphs), GRADES[grade], _SPARSE_SEED + place)
        found += [(SPARSE, page) for page in _turns(f"sparse-{grade}", scan.pages[0].raster, (0, 1, 2, 3), folder)]
    return Subjects(turned=tuple(found))


def _turns(name: str, raster: Raster, quarters: Iterable[int], folder: Path) -> Iterable[BenchPage]:
    for quarter in quarters:
        truth = Truth(rotation=(360 - 90 * quarter) % 360)
        yield _kept(f"{name}.turned{90 * quarter}", turned(raster, quarter), truth, folder)
