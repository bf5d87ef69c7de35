from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.extract.bodies.abbreviations import expand, find_definitions
from tests.extract.texts import blocks_of
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("UBND P. Bến Nghé", "Ủy ban nhân dân phường Bến Nghé"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Phòng VH&TT TP", "Phòng Văn hóa và Thông tin thành phố"),
        ("PCT.UBND thị trấn", "Phó Chủ tịch Ủy ban nhân dân thị trấn"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("Q.1", "quận 1"),
        ("TT HĐND quận", "Thường trực Hội đồng nhân dân quận"),
        ("Trường THCS Lê Lợi", "Trường Trung học cơ sở Lê Lợi"),
        ("ban chỉ đạo", "ban chỉ đạo"),
    ],
)
def test_common_abbreviations_are_written_out(short: str, whole: str) -> None:
    assert expand(short).text == whole


def test_the_own_definitions_of_a_document_win() -> None:
    assert expand("BCĐ phường", {"BCĐ": "Ban Cổ động"}).text == "Ban Cổ động phường"
    own = {"Ban Chỉ đạo": "Ban Chỉ đạo chuyển đổi số phường"}
    assert expand("Ban Chỉ đạo", own).text == "Ban Chỉ đạo chuyển đổi số phường"
    assert expand("Thường trực Ban Chỉ đạo", own).text == "Thường trực Ban Chỉ đạo chuyển đổi số phường"
    assert expand("Ban Chỉ đạo 389", own).text == "Ban Chỉ đạo 389"
    assert expand("Ban Chỉ đạo chuyển đổi số phường", own).text == "Ban Chỉ đạo chuyển đổi số phường"


def test_the_way_back_is_kept() -> None:
    found = expand("Sở GDĐT và UBND quận")
    start = found.text.index("Ủy ban")
    assert found.source(start, start + len("Ủy ban nhân dân quận")) == (11, 20)
    assert found.source(0, 2) == (0, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("công tác cải cách hành chính (CCHC) năm nay", {"CCHC": "cải cách hành chính"}),
        ("Ủy ban nhân dân (sau đây gọi tắt là UBND)", {"UBND": "Ủy ban nhân dân"}),
        ("Lao động - Thương binh và Xã hội (viết tắt là LĐTBXH)", {"LĐTBXH": "Lao động - Thương binh và Xã hội"}),
        ("lập Ban Chỉ đạo số hóa phường (gọi tắt là Ban Chỉ đạo)", {"Ban Chỉ đạo": "Ban Chỉ đạo số hóa phường"}),
        ("trước ngày 30 tháng 6 (BC)", {}),
        ("họp giao ban (sau đây gọi tắt là Đề án sáu)", {}),
    ],
)
def test_definitions_are_found(text: str, expected: dict[str, str]) -> None:
    assert find_definitions(blocks_of(f"{text}\n")) == expected


def test_the_first_definition_holds() -> None:
    assert find_definitions(blocks_of("Ban Cổ động (BCĐ).\nBan Chỉ đạo (BCĐ).\n")) == {"BCĐ": "Ban Cổ động"}


@given(any_line, any_line)
def test_any_text_can_be_written_out(text: str, short: str) -> None:
    found = expand(text, {short: "Ban Tổ chức"})
    assert found.source(0, len(found.text)) == (0, len(text))
    assert isinstance(find_definitions(blocks_of(text)), dict)
