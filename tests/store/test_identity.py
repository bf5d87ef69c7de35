"""Which document a citation means: what proves it, what contradicts it, what stays open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.identity import Catalogue, Citation, Known, initials, number_key

PLAN = Known(
    1, "12/kh-ubnd", "2024-03-05", "Ủy ban nhân dân phường Vườn Trầu", "ubnd-phuong-vuon-trau/ke-hoach/2024/12",
    "Vườn Trầu",
)  # fmt: skip
OTHER_WARD = Known(
    2, "12/kh-ubnd", "2024-03-05", "Ủy ban nhân dân phường Bến Nhạc", "ubnd-phuong-ben-nhac/ke-hoach/2024/12",
    "Bến Nhạc",
)  # fmt: skip
OTHER_YEAR = replace(PLAN, id=3, date="2023-02-01", canonical="ubnd-phuong-vuon-trau/ke-hoach/2023/12")
LAW = Known(4, "98/2023/qh15", None, None, None, None)
CITED = Citation("12/kh-ubnd", "2024-03-05", None, None, None, None)
ALL = (PLAN, OTHER_WARD, OTHER_YEAR, LAW)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12/KH-UBND", "12 / kh-ubnd"),
        ("05/QĐ-UBND", "5/QD-UBND"),
        ("12/KH–UBND", "12/KH-UBND."),
    ],
)
def test_ways_to_write_one_number(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize("number", [None, "", "12", "12/2024", "///"])
def test_what_has_no_symbol_is_no_number_to_link_by(number: str | None) -> None:
    assert number_key(number) is None


def test_the_same_identity_is_the_same_document() -> None:
    cited = replace(CITED, canonical=OTHER_WARD.canonical)
    assert Catalogue(ALL).find(cited) == 2
    assert Catalogue(ALL).find(replace(cited, date=None)) == 2
    assert Catalogue((PLAN, OTHER_YEAR)).find(cited) is None


def test_a_day_that_differs_contradicts_the_same_identity() -> None:
    cited = replace(CITED, canonical=PLAN.canonical, date="2024-05-03")
    assert Catalogue(ALL).find(cited) is None
    assert Catalogue(ALL).find(replace(cited, date="2024-03")) == 1


def test_two_wards_with_the_same_number_and_day_stay_open() -> None:
    assert Catalogue(ALL).find(CITED) is None
    assert Catalogue((PLAN, OTHER_YEAR)).find(CITED) == 1


def test_the_place_of_the_citing_document_tells_two_wards_apart() -> None:
    assert Catalogue(ALL).find(replace(CITED, place="Bến nhạc")) == 2
    assert Catalogue(ALL).find(replace(CITED, place="Phố Hoa")) is None


@pytest.mark.parametrize(
    ("issuer", "found"),
    [
        ("UBND phường Vườn Trầu", 1),
        ("UBND P. Bến Nhạc", 2),
        ("UBND phường", None),
        ("UBND quận Tân Giang", None),
        ("Thành ủy", None),
    ],
)
def test_an_issuer_with_other_initials_contradicts(issuer: str, found: int | None) -> None:
    assert Catalogue(ALL).find(replace(CITED, issuer=issuer)) == found


def test_without_a_day_or_an_identity_nothing_is_proved() -> None:
    for date in (None, "2024-03"):
        cited = replace(CITED, date=date, issuer=PLAN.issuer)
        assert Catalogue((PLAN,)).find(cited) is None


def test_central_law_with_its_year_needs_nothing_else() -> None:
    cited = Citation("98/2023/qh15", None, None, None, "urn:lex:vn:quoc.hoi:nghi.quyet:2023;98-2023-qh15", None)
    assert Catalogue(ALL).find(cited) == 4
    dated = replace(LAW, date="2023-06-24")
    assert Catalogue((dated,)).find(replace(cited, date="2023-06-24")) == 4
    assert Catalogue((dated,)).find(replace(cited, date="2024-06-24")) is None
    assert Catalogue((LAW,)).find(replace(cited, urn=None)) is None
    party = replace(LAW, key="24-nq/tw")
    assert Catalogue((party,)).find(replace(cited, key="24-nq/tw", date="2018-01-02")) is None


def test_copies_of_one_document_are_one() -> None:
    copy = replace(PLAN, id=9)
    assert Catalogue((copy, PLAN)).find(CITED) == 1
    nameless = replace(PLAN, id=9, canonical=None, issuer="ỦY BAN NHÂN DÂN PHƯỜNG VƯỜN TRẦU")
    assert Catalogue((nameless, PLAN)).find(CITED) == 1
    assert Catalogue((replace(nameless, issuer=None), PLAN)).find(CITED) is None


@pytest.mark.parametrize(
    ("issuer", "letters"), [("UBND", "u"), ("Sở Y tế", "syt"), ("HĐND thành phố", "hdndtp"), ("", ""), ("-", "")]
)
def test_initials(issuer: str, letters: str) -> None:
    assert initials(issuer) == letters


texts = st.none() | st.sampled_from(["12/kh-ubnd", "2024-03-05", "2024-03", "UBND phường A", "UBND", "A", "x/y/2024/1"])
known = st.builds(Known, st.integers(1, 5), st.sampled_from(["12/kh-ubnd", "98/2023/qh15"]), texts, texts, texts, texts)
cited = st.builds(Citation, texts, texts, texts, texts, texts, texts)


@given(st.lists(known, max_size=6, unique_by=lambda one: one.id), cited)
def test_what_is_found_bears_the_number_whatever_the_order(documents: list[Known], citation: Citation) -> None:
    found = Catalogue(documents).find(citation)
    assert Catalogue(reversed(documents)).find(citation) == found
    if found is not None:
        (document,) = (one for one in documents if one.id == found)
        assert document.key == citation.key
