"""The figures: what they count, and that they are those of the shared scorer."""

from __future__ import annotations

import importlib.util
import json
import random
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality import gold_name, missed, table
from pipeline.quality import FIGURES, comparable_text, f1, judge, judge_text, mean_interval, summarise
from tests.strategies import one_line

SHARED = Path(__file__).parents[2] / "shared"
NAMES_OF_SCORER = {
    "word_bag": "word_bag_f1",
    "sections": "sections_f1",
    "references": "references_f1",
    "references_unique": "references_unique_f1",
    "obligations": "obligations_f1",
}


def gold_record() -> dict[str, Any]:
    return {
        "document": {
            "doc_type": "Kế hoạch", "number_symbol": "12/KH-UBND", "date": "2024-03-05", "place": "Bình Hòa",
            "issuer": "Ủy ban nhân dân phường Bình Hòa", "title": "Tuyên truyền năm 2024", "signer_name": "Lê Văn An",
        },
        "sections": [
            {"path": "I", "heading": "MỤC ĐÍCH, YÊU CẦU", "kind": "muc_dich"},
            {"path": "I.1", "heading": "Mục đích", "kind": None},
        ],
        "references": [
            {"id": "45/2020/NĐ-CP", "doc_type": "Nghị định", "date": "2020-04-08", "issuer": None,
             "relation": "can_cu"},
            {"id": "45/2020/NĐ-CP", "doc_type": "Nghị định", "date": None, "issuer": None, "relation": "dan_chieu"},
        ],
        "obligations": [
            {"actor": "Phòng Nội vụ", "action": "Theo dõi, đôn đốc việc thực hiện kế hoạch", "role": "chu_tri",
             "deadline": "trước ngày 20/12/2024", "deadline_date": "2024-12-20"},
        ],
    }  # fmt: skip


def test_a_perfect_record_is_perfect() -> None:
    record = {**gold_record(), "text": "Kế hoạch"}
    quality = judge(gold_record(), record, "Kế hoạch")
    assert (quality.wer, quality.cer, quality.missed) == (0.0, 0.0, ())
    others = [getattr(quality, name) for name in FIGURES if name not in ("wer", "cer")]
    assert all(value is None or value == 1.0 for value in others)
    assert quality.reference_issuer is None


def test_an_empty_record_has_nothing_right() -> None:
    quality = judge(gold_record(), {}, "Kế hoạch")
    assert quality.wer == quality.cer == 1.0
    assert quality.document == quality.sections == quality.references == quality.obligations == 0.0
    assert quality.section_kind == quality.obligation_deadline == 0.0


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("number_symbol", "12 / KH–UBND", True),
        ("number_symbol", "13/KH-UBND", False),
        ("date", "2024-03-06", False),
        ("issuer", "ủy ban nhân dân Phường Bình Hoà.", True),
        ("issuer", "Ủy ban nhân dân phường An Phú", False),
        ("place", None, False),
    ],
)
def test_header_fields_are_lenient_but_for_number_and_date(field: str, value: str | None, right: bool) -> None:
    record = gold_record()
    record["document"][field] = value
    quality = judge(gold_record(), record)
    assert (field not in quality.missed) is right
    assert quality.document == pytest.approx(1.0 if right else 6 / 7)


def test_a_section_under_another_path_is_not_found() -> None:
    record = gold_record()
    record["sections"][1]["path"] = "II.1"
    assert judge(gold_record(), record).sections == 0.5


def test_a_reference_is_paired_with_the_one_of_its_date() -> None:
    record = gold_record()
    record["references"].reverse()
    quality = judge(gold_record(), record)
    assert quality.references == quality.reference_date == 1.0


def test_a_date_where_the_gold_has_none_counts_against() -> None:
    record = gold_record()
    record["references"][1]["date"] = "2021-01-01"
    assert judge(gold_record(), record).reference_date == pytest.approx(2 / 3)


def test_an_actor_within_a_longer_name_counts_a_crowd_does_not() -> None:
    record = gold_record()
    record["obligations"][0]["actor"] = "Phòng Nội vụ Quận 1"
    assert judge(gold_record(), record).obligations == 1.0
    record["obligations"][0]["actor"] = (
        "Phòng Nội vụ, Phòng Tài chính - Kế hoạch, Công an, Đoàn Thanh niên, các khu phố"
    )
    assert judge(gold_record(), record).obligations == 0.0


@pytest.mark.parametrize(
    ("text", "comparable"),
    [("số 12/KH-\n UBND", "số 12/KH-UBND"), ("a | b\t\n c", "a b c"), ("hoá, Thuỷ, quý", "hóa, Thủy, quý"), ("", "")],
)
def test_text_is_compared_without_what_a_reader_would_not_mind(text: str, comparable: str) -> None:
    assert comparable_text(text) == comparable


@given(one_line, one_line)
def test_error_rates_are_shares_and_zero_only_for_equals(first: str, second: str) -> None:
    quality = judge_text(first, second)
    assert 0 <= quality.wer <= 1
    assert 0 <= quality.cer <= 1
    assert (quality.cer == 0) is (comparable_text(first) == comparable_text(second))


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_f1_lies_between_nothing_and_all(hits: int, more: int, too_many: int) -> None:
    value = f1(hits, hits + more, hits + too_many)
    assert 0 <= value <= 1
    assert (value == 1) is (more == too_many == 0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_the_interval_holds_the_mean_and_is_the_same_each_time(values: list[float]) -> None:
    found = mean_interval(values)
    assert found == mean_interval(values)
    assert found.low - 1e-9 <= found.mean <= found.high + 1e-9
    assert found.count == len(values)


def test_a_summary_leaves_out_what_could_not_be_judged() -> None:
    judged = [judge(gold_record(), gold_record()), judge(gold_record(), {})]
    found = summarise(judged)
    assert "wer" not in found
    assert (found["document"].mean, found["document"].count) == (0.5, 2)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "eval" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def damaged(gold: dict[str, Any], text: str, seed: int) -> dict[str, Any]:
    """Return a record as an imperfect program might have made it from `gold`."""
    chance = random.Random(seed)

    def spoil(value: str) -> str:
        return "".join(char for char in value if chance.random() > 0.04 * seed)

    record = deepcopy(gold)
    record["text"] = spoil(text)
    for kind in ("sections", "references", "obligations"):
        kept = [one for one in record[kind] if chance.random() > 0.2]
        record[kind] = kept + [deepcopy(one) for one in kept if chance.random() < 0.2]
        chance.shuffle(record[kind])
    for item in [record["document"], *record["sections"], *record["references"], *record["obligations"]]:
        for name, value in item.items():
            if isinstance(value, str) and chance.random() < 0.25:
                item[name] = spoil(value) if chance.random() < 0.7 else None
    return record


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
@pytest.mark.parametrize("seed", [0, 1, 2, 5])
@pytest.mark.parametrize("name", ["000", "004", "s26", "s33", "b03", "b24"])
def test_the_figures_are_those_of_the_shared_scorer(name: str, seed: int) -> None:
    folder = SHARED / "gold"
    gold = json.loads((folder / f"{name}.gold.json").read_text("utf-8"))
    texts = [path for path in (folder / f"{name}.gold.txt", folder / f"{name}.txt") if path.is_file()]
    text = texts[0].read_text("utf-8") if texts else None
    record = damaged(gold, text or "", seed) if seed < 5 else {}
    expected = scorer().score(gold, record, text)
    found = judge(gold, record, text)
    for figure in FIGURES:
        value = getattr(found, figure)
        assert (value if value is None else round(value, 4)) == expected.get(NAMES_OF_SCORER.get(figure, figure)), (
            figure
        )
    assert list(found.missed) == expected["document_missed"]


def test_the_benchmark_finds_gold_by_stem_or_by_what_stands_before_the_underscore(tmp_path: Path) -> None:
    for name in ("b01", "kế_hoạch"):
        (tmp_path / f"{name}.gold.json").touch()
    names = ("b01", "b01_th-kh3070", "kế_hoạch", "kế", "b02_x")
    assert [gold_name(name, tmp_path) for name in names] == ["b01", "b01", "kế_hoạch", None, None]


def test_the_benchmark_prints_one_row_per_document_mean_and_interval() -> None:
    judged = {"một": judge(gold_record(), gold_record()), "hai": judge(gold_record(), {})}
    lines = table(judged).splitlines()
    assert len(lines) == 2 + len(judged) + 2
    assert len({line.count("|") for line in lines}) == 1
    assert lines[4].startswith("| **mean of 2** |  |  |  | **0.500** |")
    assert missed(judged).startswith("Header fields missed: hai (doc_type, number_symbol,")
