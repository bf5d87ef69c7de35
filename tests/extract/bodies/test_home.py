from __future__ import annotations

from pipeline.extract.bodies.home import Home, bare_tail, home_of
from pipeline.extract.bodies.units import find_units
from pipeline.model import Header

WARD = "Ủy ban nhân dân phường Bến Nghé"


def test_the_list_knows_the_units_above() -> None:
    home = home_of(Header(issuer=WARD, date="2024-03-01"))
    assert (home.huyen, home.tinh, home.since, home.level) == ("Quận 1", "Thành phố Hồ Chí Minh", False, "xa")


def test_since_the_reform_there_are_no_districts() -> None:
    home = home_of(Header(issuer="Ủy ban nhân dân phường Bến Thành", date="2025-08-01"))
    assert home == Home("phường Bến Thành", None, "Thành phố Hồ Chí Minh", since=True)


def test_the_head_tells_where_the_list_does_not() -> None:
    head = Header(issuer="Ủy ban nhân dân phường Bến Lau", superior="Ủy ban nhân dân Quận 9", date="2020-01-02")
    assert home_of(head).huyen == "quận 9"


def test_the_text_tells_which_of_several_is_meant() -> None:
    head = Header(issuer="Ủy ban nhân dân phường Nguyễn Nghiêm", date="2024-03-06")
    assert home_of(head).huyen is None  # a town and the city of the province have one each
    told = find_units("theo Kế hoạch của UBND thành phố Quảng Ngãi")
    assert home_of(head, told).huyen == "Thành phố Quảng Ngãi"


def test_an_unknown_ward_belongs_to_the_only_district_named() -> None:
    head = Header(issuer="Ủy ban nhân dân phường Bến Lau", date="2024-03-06")
    assert home_of(head, find_units("UBND Quận 4; UBND quận 4")).huyen == "quận 4"
    assert home_of(head, find_units("UBND Quận 4; UBND Quận 7")).huyen is None


def test_what_stands_before_the_date_of_a_ministry_is_but_its_seat() -> None:
    assert home_of(Header(issuer="Bộ Y tế", place="Hà Nội", date="2024-01-01")).tinh is None
    assert home_of(Header(issuer="Sở Y tế", place="Hà Nội", date="2024-01-01")).tinh == "thành phố Hà Nội"


def test_a_bare_province_ends_a_name() -> None:
    assert bare_tail("Sở Y tế Kiên Giang") == "tỉnh Kiên Giang"
    assert bare_tail("Sở Y tế tỉnh Kiên Giang") is None
    assert bare_tail("Sở Y tế") is None


def test_an_empty_header_is_from_nowhere() -> None:
    assert home_of(Header()) == Home()
