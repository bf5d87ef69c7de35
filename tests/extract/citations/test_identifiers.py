from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.citations.identifiers import (
    Number,
    canonical,
    canonical_of_header,
    issuer_slug,
    number_of,
    units_of,
    urn,
)
from pipeline.model import Header
from tests.strategies import any_line

_WARD = Header(
    doc_type="Kế hoạch",
    number_symbol="05/KH-UBND",
    date="2031-03-01",
    issuer="Ủy ban nhân dân phường Bến Lau",
    superior="Ủy ban nhân dân Thành phố Hồ Chí Minh",
    place="Bến Lau",
)


@pytest.mark.parametrize(
    ("issuer", "slug"),
    [
        ("UBND Thành phố", "ubnd-thanh-pho-ho-chi-minh"),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "ubnd-thanh-pho-ho-chi-minh"),
        ("Chủ tịch UBND TP. Hồ Chí Minh", "ubnd-thanh-pho-ho-chi-minh"),
        ("UBND phường", "ubnd-phuong-ben-lau"),
        ("Thành ủy", "thanh-uy-ho-chi-minh"),
        ("Ban Thường vụ Thành ủy", "thanh-uy-ho-chi-minh"),
        ("Thành ủy Thành phố Hồ Chí Minh", "thanh-uy-ho-chi-minh"),
        ("Quận ủy Quận 1", "quan-uy-1"),
        ("Hiệu trưởng Trường Mầm non Hoa Sen", "truong-mam-non-hoa-sen"),
        ("Trường Mầm non Hoa Sen", "truong-mam-non-hoa-sen"),
        ("Trưởng Phòng Nội vụ Quận 4", "phong-noi-vu-quan-4"),
        ("Sở Y tế", "so-y-te-thanh-pho-ho-chi-minh"),
        ("Giám đốc Sở GD&ĐT", "so-giao-duc-va-dao-tao-thanh-pho-ho-chi-minh"),
        ("Bộ Chính trị khóa XIII", "trung-uong-dang"),
        ("UBND tỉnh", None),
        ("UBND huyện", None),
        ("UBND", None),
        ("UBND phường 4", None),
    ],
)
def test_a_body_is_told_apart_by_what_the_head_says(issuer: str, slug: str | None) -> None:
    assert issuer_slug(issuer, units_of(_WARD)) == slug


def test_a_province_may_stand_bare_in_the_head() -> None:
    units = units_of(Header(issuer="Sở Y tế Lào Cai", place="Lào Cai"))

    assert issuer_slug("UBND tỉnh", units) == "ubnd-tinh-lao-cai"


def test_a_name_may_hold_the_word_for_a_unit() -> None:
    units = units_of(Header(issuer="Ủy ban nhân dân tỉnh Hà Tĩnh", place="Hà Tĩnh"))

    assert issuer_slug("UBND tỉnh", units) == "ubnd-tinh-ha-tinh"
    assert issuer_slug("Ủy ban nhân dân tỉnh Hà Tĩnh", units) == "ubnd-tinh-ha-tinh"


def test_other_issuers_help_where_they_name_one_unit_only() -> None:
    assert issuer_slug("UBND tỉnh", units_of(Header(), ["HĐND tỉnh Lam Giang"])) == "ubnd-tinh-lam-giang"
    assert issuer_slug("UBND tỉnh", units_of(Header(), ["HĐND tỉnh Lam Giang", "UBND tỉnh An Định"])) is None
    assert issuer_slug("UBND tỉnh", units_of(Header(), ["Ban Thường vụ Tỉnh ủy"])) is None


def test_a_numbered_ward_needs_what_is_above_it() -> None:
    units = units_of(Header(issuer="UBND Phường 4", superior="UBND Quận 5"))

    assert issuer_slug("UBND phường 4", units) == "ubnd-phuong-4-quan-5"


@pytest.mark.parametrize(
    ("doc_type", "identifier", "date", "issuer", "name"),
    [
        ("Nghị định", "08/2031/NĐ-CP", None, None, "chinh-phu/nghi-dinh/2031/8"),
        ("Quyết định", "12/QĐ-TTg", "2031-01-02", "Chính phủ", "thu-tuong-chinh-phu/quyet-dinh/2031/12"),
        ("Quyết định", "12/QĐ-TTg", None, "Thủ tướng", None),
        ("Quyết định", "7/2031/QĐ-UBND", None, "UBND Thành phố", "ubnd-thanh-pho-ho-chi-minh/quyet-dinh/2031/7-qppl"),
        ("Quyết định", "7/QĐ-UBND", "2031-05-06", "UBND Thành phố", "ubnd-thanh-pho-ho-chi-minh/quyet-dinh/2031/7"),
        ("Nghị quyết", "98/2023/QH15", None, None, "quoc-hoi/nghi-quyet/2023/98"),
        ("Thông tư liên tịch", "1/2031/TTLT-BNV-BTC", None, None, "bo-noi-vu+bo-tai-chinh/thong-tu-lien-tich/2031/1"),
        ("Kế hoạch", "3/KH-BTC", "2031-02-03", "Ban Tổ chức Lễ hội", "ban-to-chuc-le-hoi/ke-hoach/2031/3"),
        ("Văn bản", "9/UBND-VX", "2031-02-03", "UBND phường", "ubnd-phuong-ben-lau/cong-van/2031/9"),
        ("Chương trình hành động", "5-CTr/TU", "2031-02-03", "Thành ủy", "thanh-uy-ho-chi-minh/chuong-trinh/2031/5"),
        ("Quyết định", "7/QĐ-UBND", "2031-05-06", None, None),
        (None, "7/QĐ-UBND", "2031-05-06", "UBND phường", None),
        ("Quyết định", "số bảy", "2031-05-06", "UBND phường", None),
    ],
)
def test_the_name_of_a_document(
    doc_type: str | None, identifier: str, date: str | None, issuer: str | None, name: str | None
) -> None:
    assert canonical(doc_type, identifier, date, issuer, units_of(_WARD)) == name


def test_a_document_is_named_as_those_name_it_that_cite_it() -> None:
    own = canonical_of_header(_WARD)

    assert own == "ubnd-phuong-ben-lau/ke-hoach/2031/5"
    assert own == canonical("Kế hoạch", "5/KH-UBND", "2031-03-01", "UBND phường", units_of(_WARD))
    assert canonical_of_header(Header(doc_type="Kế hoạch")) is None


@pytest.mark.parametrize(
    ("doc_type", "identifier", "date", "name"),
    [
        ("Luật", "31/2024/QH15", "2024-01-18", "urn:lex:vn:quoc.hoi:luat:2024-01-18;31-2024-qh15"),
        ("Nghị định", "08/2031/NĐ-CP", None, "urn:lex:vn:chinh.phu:nghi.dinh:2031;08-2031-nd-cp"),
        ("Nghị quyết", "24-NQ/TW", "2022-10-07", None),
        ("Kế hoạch", "12/KH-BYT", "2031-01-02", None),
        ("Quyết định", "12/QĐ-BYT", "2031-01-02", None),
        ("Quyết định", "12/QĐ-UBND", "2031-01-02", None),
    ],
)
def test_central_law_has_a_urn(doc_type: str, identifier: str, date: str | None, name: str | None) -> None:
    assert urn(doc_type, identifier, date) == name


def test_the_parts_of_a_number() -> None:
    assert number_of("04/KH-UBND") == Number("4", None, "KH-UBND")
    assert number_of("19-2018/NQ-CP") == Number("19", "2018", "NQ-CP")
    assert number_of("24-NQ/TW") == Number("24", None, "NQ/TW")
    assert number_of("24/2020") == Number("24", "2020", "")
    assert number_of("không số") is None


_NAME = re.compile(r"[a-z0-9+-]+/[a-z0-9-]+/\d{4}/[a-z0-9đ-]+")


@given(any_line | st.none(), any_line, st.dates().map(str) | st.none(), any_line | st.none(), st.builds(Header))
def test_any_words_give_a_plain_name_or_none(
    doc_type: str | None, identifier: str, date: str | None, issuer: str | None, header: Header
) -> None:
    name = canonical(doc_type, identifier, date, issuer, units_of(header, [issuer or ""]))

    assert name is None or _NAME.fullmatch(name)
