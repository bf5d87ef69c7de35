from __future__ import annotations

from pathlib import Path

from benchmarks.ocr.pages import BenchPage, Truth, Unit
from benchmarks.ocr.report import harm_table, score, speed_table, text_table
from benchmarks.ocr.results import Result
from benchmarks.ocr.systems import BARE, OURS

TEXT = "Ủy ban nhân dân phường ban hành kế hoạch"


def page(name: str) -> BenchPage:
    return BenchPage(name, Path(f"{name}.png"), name, Path(f"{name}.png"), 1, Truth())


UNITS = [Unit(f"p{number}", "good", f"d{number}", (page(f"p{number}"),), TEXT) for number in range(4)]


def results(system: str, text: str, cpu: float = 1.0) -> dict[tuple[str, str], Result]:
    return {(system, unit.name): Result(system, unit.name, unit.name, cpu, cpu, 200_000_000, text) for unit in UNITS}


def test_a_text_is_judged_only_when_all_its_pages_were_read() -> None:
    whole = Unit("d", "scans", "d", (page("p0"), page("p9")), TEXT)
    assert score([whole, UNITS[0]], results(OURS, TEXT), OURS)[0].unit is UNITS[0]


def test_a_page_that_failed_counts_as_empty() -> None:
    failed = {(OURS, "p0"): Result(OURS, "p0", "p0", 1.0, 1.0, 1, failure="no")}
    assert score(UNITS[:1], failed, OURS)[0].quality.cer == 1.0


def test_the_table_has_a_row_for_each_system_with_its_own_n() -> None:
    found = results(OURS, TEXT) | {key: one for key, one in results("tesseract", "x").items() if key[1] == "p1"}
    rows = text_table(UNITS, found, [OURS, "tesseract", "ocrmypdf"]).splitlines()[2:]
    assert [row.split(" | ")[0:3] for row in rows] == [["| good: ours", "4", "0"], ["| good: tesseract", "1", "100"]]


def test_speed_is_a_multiple_of_ours_on_the_same_pages() -> None:
    found = results(OURS, TEXT, 2.0) | results("tesseract", TEXT, 6.0)
    assert speed_table(UNITS, found, ["tesseract"]).endswith("| good | 3 |")


def test_harm_is_told() -> None:
    hurt = results(OURS, TEXT.replace("ế", "e")) | results(BARE, TEXT)
    assert harm_table(UNITS, hurt).endswith("| 0 | 4 | worse |")
    assert harm_table(UNITS, results(OURS, TEXT) | results(BARE, TEXT)).endswith("| 0 | 0 | no harm shown |")
