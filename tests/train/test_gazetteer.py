from __future__ import annotations

import pytest

from pipeline.train.gazetteer import part_key, rows_of, written


def record(old: str, new: str, *, old_key: str = "", new_key: str = "") -> dict[str, str]:
    return {
        "old_province": "Tỉnh Cũ", "old_district": "Huyện Giữa", "old_ward": old, "old_ward_key": old_key,
        "new_province": "Tỉnh Mới", "new_ward": new, "new_ward_key": new_key,
    }  # fmt: skip


def test_rows_are_written_by_province_and_unit() -> None:
    rows = rows_of([record("Xã Sông Trong", "Xã Sông Lớn"), record("Xã Sông Con", "Xã Sông Lớn")])
    assert written(rows) == "= Tỉnh Mới\n+ Xã Sông Lớn\nTỉnh Cũ; Huyện Giữa; Xã Sông Con, Xã Sông Trong\n"


def test_a_lost_name_is_mended_from_its_key() -> None:
    (row, *_) = rows_of([record("", "Xã Sông Lớn", old_key="xãsôngtrong"), record("Xã Bàu Trong", "Xã Sông Lớn")])[1:]
    assert row[4] == "Xã Sông Trong"


def test_an_island_district_had_no_communes() -> None:
    assert rows_of([record("", "Đặc khu Hòn Gió")])[0][4] == ""


def test_a_name_of_another_unit_wins() -> None:
    assert part_key("xãthanhan", frozenset({"thanh an", "than", "han"})) == "Xã Thanh An"
    assert part_key("chợlớn", frozenset()) is None


def test_what_cannot_be_mended_is_told() -> None:
    with pytest.raises(ValueError, match="no single way"):
        rows_of([record("", "Xã Sông Lớn", old_key="xãbcdfg")])
