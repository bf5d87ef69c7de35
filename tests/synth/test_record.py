from __future__ import annotations

import json
from typing import Any

import numpy as np

from pipeline.synth import draw, gold_record, gold_text
from pipeline.synth.record import Record, heading_of
from tests.synth.examples import SMALL, described, small_plan, task_table


def made(**changes: Any) -> tuple[Record, list[str]]:
    content = small_plan(**changes)
    pages = draw(content, SMALL, np.random.default_rng(0))
    return gold_record(content, pages), gold_text(pages).split("\n")


def test_document_fields() -> None:
    record, _ = made()
    assert record["document"] == {
        "doc_type": "Kế hoạch",
        "number": "07",
        "symbol": "KH-UBND",
        "number_symbol": "07/KH-UBND",
        "date": "2025-01-09",
        "place": "Bình Lưu",
        "issuer": "Ủy ban nhân dân xã Bình Lưu",
        "title": "Trồng cây năm 2025",
        "signer_name": "Đỗ Ngọc Ẩn",
        "signer_title": "CHỦ TỊCH",
        "recipients": ["UBND huyện", "Lưu: VT"],
    }


def test_lines_lead_to_the_facts() -> None:
    record, lines = made()
    for section in record["sections"]:
        assert lines[section["first_line"] - 1].startswith(section["label"])
    for reference in record["references"]:
        start = " ".join(lines[reference["line"] - 1 : reference["line"] + 2])
        assert reference["text"] in start
    for obligation in record["obligations"]:
        assert lines[obligation["line"] - 1].startswith("- Chủ trì")


def test_sections_nest() -> None:
    record, _ = made()
    assert [section["path"] for section in record["sections"]] == ["I", "II", "II.1"]
    assert [section["kind"] for section in record["sections"]] == ["muc_dich", "to_chuc_thuc_hien", None]
    assert record["obligations"][0]["section"] == "II.1"


def test_compound_labels_hang_under_their_parent() -> None:
    block = [{"h1": "3. Nội dung"}, {"h2": "3.1. Điểm"}, {"h3": "a) Chọn hộ"}, {"h1": "Điều 4. Thi hành"}]
    record, _ = made(block=block, footnotes={})
    assert [(s["path"], s["label"]) for s in record["sections"]] == [
        ("3", "3"),
        ("3.1", "3.1"),
        ("3.1.a", "a"),
        ("Điều 4", "Điều 4"),
    ]


def test_a_footnote_citation_comes_where_it_is_read() -> None:
    record, _ = made()
    assert [(ref["id"], ref["relation"]) for ref in record["references"]] == [
        ("3/KH-UBND", "can_cu"),
        ("88/KH-UBND", "dan_chieu"),
    ]


def test_an_annex_is_a_section_with_its_rows_as_duties() -> None:
    annex = {
        "label": "PHỤ LỤC",
        "title": "DANH MỤC NHIỆM VỤ",
        "attached_to": "(Kèm theo [[Kế hoạch số 07/KH-UBND ngày 09/01/2025]])",
        "block": [task_table(2)],
    }
    record, lines = made(annex=[annex])
    section = record["sections"][-1]
    assert (section["path"], section["heading"], section["kind"]) == ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ", "phu_luc")
    assert record["references"][-1]["relation"] == "kem_theo"
    rows = record["obligations"][-2:]
    assert [row["section"] for row in rows] == ["PHỤ LỤC", "PHỤ LỤC"]
    assert all(row["action"] in lines[row["line"] - 1] for row in rows)


def test_two_duties_of_one_paragraph_have_their_own_lines() -> None:
    text = "Tổ giám sát kiểm tra các thôn. " + "Việc này cần làm cẩn thận. " * 6 + "Văn phòng báo cáo kết quả."
    duties = [
        {"actor": "Tổ giám sát", "action": "Tổ giám sát kiểm tra các thôn."},
        {"actor": "Văn phòng", "action": "Văn phòng báo cáo kết quả."},
    ]
    record, lines = made(block=[{"p": text, "duties": duties}], footnotes={})
    first, second = record["obligations"]
    assert second["line"] > first["line"]
    assert "Văn phòng" in lines[second["line"] - 1]


def test_a_letter_takes_its_subject_as_title() -> None:
    head = {**described()["head"], "subject": "trồng cây"}
    record, lines = made(head=head, title=[], type_line="", doc_type="Công văn")
    assert record["document"]["title"] == "V/v trồng cây"
    assert "V/v trồng cây" in lines


def test_headings_are_cut_at_a_whole_word() -> None:
    assert heading_of("Giao Phòng A: làm việc") == "Giao Phòng A"
    assert heading_of("Thu 20.000 đồng. Hết") == "Thu 20.000 đồng"
    long = heading_of("chữ " * 80)
    assert len(long) <= 200
    assert long.endswith("chữ")


def test_the_record_is_json() -> None:
    record, _ = made()
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record
