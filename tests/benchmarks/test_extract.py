"""How facts are compared with labels, and what their confidences become."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.extract.calibrate import _careful
from benchmarks.extract.facts import Compared, certainties, compare, header_certainties, right
from benchmarks.extract.labelled import chosen, labelled
from benchmarks.extract.ways import correct


def _mention(text: str, line: int, target: str | None = "self", **more: Any) -> dict[str, Any]:
    return {"text": text, "kind": "self", "target": target, "line": line, "confidence": 0.9, "rule": "m", **more}


def _compare(gold: list[dict[str, Any]], got: list[dict[str, Any]], *, same_lines: bool = True) -> Compared:
    empty: dict[str, list[dict[str, Any]]] = {"sections": [], "references": [], "obligations": []}
    found = compare("x", {**empty, "mentions": gold}, {**empty, "mentions": got}, further=True, same_lines=same_lines)
    return next(one for one in found if one.kind == "mentions")


def test_each_fact_is_paired_once_and_the_rest_are_faults() -> None:
    gold = [_mention("Kế hoạch này", 3), _mention("Kế hoạch này", 9), _mention("Luật Lưu trữ", 5)]
    got = [_mention("Kế hoạch này", 9), _mention("kế hoạch này.", 4), _mention("Quyết định này", 30)]
    found = _compare(gold, got)

    assert found.count() == (2, 3, 3)
    assert sorted(one["line"] for one, other in found.pairs if one and not other) == [5]
    assert [other["line"] for one, other in found.pairs if other and not one] == [30]


def test_lines_count_only_where_they_are_those_of_the_labels() -> None:
    gold, got = [_mention("Kế hoạch này", 3)], [_mention("Kế hoạch này", 80)]

    assert _compare(gold, got).count() == (0, 1, 1)
    assert _compare(gold, got, same_lines=False).count() == (1, 1, 1)


def test_a_fact_is_right_in_all_its_fields_or_not() -> None:
    assert right("mentions", _mention("a", 1), _mention("a", 1))
    assert not right("mentions", _mention("a", 1), _mention("a", 1, target=None))


def test_a_false_alarm_is_a_wrong_fact_of_its_confidence() -> None:
    found = _compare([_mention("Kế hoạch này", 3)], [_mention("Kế hoạch này", 3), _mention("Luật X", 3)])

    assert sorted(certainties([found])) == [(0.9, False), (0.9, True)]


def test_a_field_of_the_header_is_as_sure_as_its_least_sure_place() -> None:
    gold = {"document": {"doc_type": "Kế hoạch", "date": "2025-01-02"}}
    places = {"doc_type": [{"confidence": 0.99}], "date": [{"confidence": 0.9}, {"confidence": 0.7}]}
    record = {"document": {"doc_type": "Kế hoạch", "date": "2025-01-03", "evidence": places}}

    assert sorted(header_certainties(gold, record)) == [(0.7, False), (0.99, True)]


def test_a_step_with_too_many_faults_stays_below_nine_tenths() -> None:
    confidences, shares = zip(*_careful(((0.8, 0.95), (0.95, 0.99))), strict=True)

    assert confidences == pytest.approx((0.0, 0.8, 0.9, 0.95))  # 0.9: nearer to the unsure step than to the sure one
    assert shares == (0.0, 0.89, 0.89, 0.99)


def test_labels_lie_in_folders_beside_the_shared_ones(tmp_path: Path) -> None:
    gold: dict[str, Any] = {"document": {}, "sections": [], "references": [], "obligations": []}
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "q1.gold.json").write_text(json.dumps(gold), "utf-8")
    (tmp_path / "dev" / "q1.txt").write_text("KẾ HOẠCH\nnăm 2025", "utf-8")
    documents = labelled("dev", tmp_path / "shared", tmp_path)

    assert [one.name for one in documents] == ["q1"]
    assert chosen(documents, ["q2"]) == ()
    assert [line.text for line in correct(documents[0]).lines] == ["KẾ HOẠCH", "năm 2025"]
    assert labelled("sealed", tmp_path / "shared", tmp_path) == ()
