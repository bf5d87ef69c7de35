from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.bodies.gazetteer import after, before, gazetteer, unit_key, units_named


def full(name: str, level: str | None = None, *within: str, since: bool | None = None) -> list[str]:
    return [unit.full for unit in units_named(name, level, within, since=since)]  # type: ignore[arg-type]


def test_the_whole_country_is_there() -> None:
    units = [unit for named in gazetteer().by_name.values() for unit in named]
    counts = {
        (level, since): sum(unit.level == level and unit.since is since for unit in units)
        for level in ("tinh", "huyen", "xa")
        for since in (False, True)
    }
    assert counts == {
        ("tinh", False): 63, ("huyen", False): 696, ("xa", False): 10035,
        ("tinh", True): 34, ("huyen", True): 0, ("xa", True): 3321,
    }  # fmt: skip


def test_the_list_is_read_fast() -> None:
    gazetteer.cache_clear()
    start = time.process_time()
    gazetteer()
    assert time.process_time() - start < 1.5  # 0.15 s on a machine that does nothing else


@pytest.mark.parametrize(
    ("name", "within", "since", "expected"),
    [
        ("Quận 1", (), None, ["Quận 1, Thành phố Hồ Chí Minh"]),
        ("phường 05", ("Quận 3",), None, ["Phường 5, Quận 3, Thành phố Hồ Chí Minh"]),
        ("PHƯỜNG BẾN NGHÉ", (), None, ["Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"]),
        ("Xã Đại Thịnh", ("Mê Linh", "Hà Nội"), None, ["Xã Đại Thịnh, Huyện Mê Linh, Thành phố Hà Nội"]),
        ("Xã Đại Thịnh", ("Bình Dương",), None, []),
        ("Đặc khu Côn Đảo", (), None, ["Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"]),
        ("TP. HCM", (), True, ["Thành phố Hồ Chí Minh"]),
        ("tỉnh Hư Cấu", (), None, []),
    ],
)
def test_a_name_gives_its_units(name: str, within: tuple[str, ...], since: bool | None, expected: list[str]) -> None:
    assert full(name, None, *within, since=since) == expected


def test_marks_count_where_they_are_written() -> None:
    assert full("Xã Hoằng Phụ", since=False) == ["Xã Hoằng Phụ, Huyện Hoằng Hóa, Tỉnh Thanh Hóa"]
    assert len(full("xa Hoang Phu", since=False)) == 2
    assert full("Tỉnh Khánh Hoà", since=True) == full("Tỉnh Khánh Hòa", since=True) == ["Tỉnh Khánh Hòa"]


def test_units_know_what_they_became_and_were() -> None:
    district = units_named("Quận 1", "huyen")
    became = after(district)
    assert "Phường Sài Gòn, Thành phố Hồ Chí Minh" in [unit.full for unit in became]
    assert all(unit.since for unit in became)
    assert set(district) <= set(before(became))
    assert {unit.name for unit in before(units_named("Tỉnh Quảng Ngãi", since=True))} == {
        "Tỉnh Quảng Ngãi", "Tỉnh Kon Tum",
    }  # fmt: skip


def test_names_lost_in_the_source_are_mended() -> None:
    assert full("Xã Trà Don") == ["Xã Trà Don, Huyện Nam Trà My, Tỉnh Quảng Nam"]
    assert all(name and not name.startswith(" ") for name in gazetteer().by_bare_name)


@given(st.sampled_from(sorted(gazetteer().by_name)))
def test_every_unit_is_found_by_its_own_name_and_those_above(key: str) -> None:
    for unit in gazetteer().by_name[key]:
        assert unit in units_named(unit.name, unit.level, unit.parents, since=unit.since)


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert unit_key(unit_key(text)) == unit_key(text)
    assert isinstance(units_named(text), tuple)
