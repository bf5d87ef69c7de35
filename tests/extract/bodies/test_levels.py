from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.extract.bodies.levels import head_of, is_collective, last_title, plain, title_of
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("Bộ Tài chính", "chinh_quyen", "trung_uong"),
        ("Bộ Chỉ huy Quân sự tỉnh", "chinh_quyen", "tinh"),
        ("Sở Y tế", "chinh_quyen", "tinh"),
        ("Cục Thuế tỉnh", "chinh_quyen", "tinh"),
        ("Đảng ủy phường", "dang", None),
        ("Hội Nông dân xã", "mat_tran", None),
        ("Trường Tiểu học Lê Lợi", "truong", None),
        ("Trạm Y tế", "don_vi", "xa"),
        ("Trung tâm Văn hóa", "don_vi", None),
    ],
)
def test_the_beginning_of_a_name_tells(name: str, kind: str, level: str | None) -> None:
    head = head_of(plain(name))
    assert head is not None
    assert (head.kind, head.level) == (kind, level)


@pytest.mark.parametrize(
    "name",
    [
        "các cơ quan, đơn vị", "Thủ trưởng các cơ quan", "UBND 10 phường", "Ủy ban nhân dân các xã, phường",
        "Chủ tịch Ủy ban nhân dân quận, huyện", "Sở, ban, ngành", "cơ quan, đơn vị có liên quan", "05 khoa liên quan",
        "Sinh viên", "Người nộp lệ phí", "mỗi cơ sở", "Trưởng phòng, ban, đơn vị",
        "Ủy ban nhân dân cấp xã", "Tổ chức, cá nhân nuôi ong",
    ],
)  # fmt: skip
def test_groups_are_told(name: str) -> None:
    assert is_collective(plain(name.replace("UBND", "Ủy ban nhân dân").replace("Trưởng phòng", "phòng")))


@pytest.mark.parametrize(
    "name",
    [
        "Sở Khoa học và Công nghệ", "Văn phòng phường", "Khoa Tài chính - Kế toán", "Ban Tổ chức Thành ủy",
        "Phòng Nội vụ", "Ủy ban nhân dân Quận 1", "Công an thị xã", "Trường Tiểu học Ban Mai",
    ],
)  # fmt: skip
def test_single_bodies_are_no_groups(name: str) -> None:
    assert not is_collective(plain(name))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Chủ tịch UBND phường", "chu tich"),
        ("Phó Chủ tịch UBND phường", "pho chu tich"),
        ("Trưởng phòng Nội vụ", "truong"),
        ("Chánh Văn phòng", "chanh"),
        ("Trường Đại học Công Thương", None),
        ("Trường Tiểu học", None),
        ("Phòng Nội vụ", None),
    ],
)
def test_titles_of_offices(name: str, title: str | None) -> None:
    assert title_of(plain(name)) == title


@given(any_line)
def test_any_text_can_be_asked(text: str) -> None:
    words = plain(text)
    assert plain(words) == words
    assert is_collective(words) in {True, False}
    assert head_of(words) is None or words.startswith(str(getattr(head_of(words), "words", "")))
    place = last_title(words)
    assert place is None or 0 <= place < len(words)
