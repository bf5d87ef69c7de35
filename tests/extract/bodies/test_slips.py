from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.bodies.home import home_of
from pipeline.extract.bodies.names import identify, setting_of
from pipeline.extract.bodies.slips import mended_keys
from pipeline.model import Header

WARD = Header(issuer="Ủy ban nhân dân phường Bến Nghé", date="2024-05-06")


def key_after(wrong: str, right: str) -> tuple[str, str]:
    """Return the keys of two writings that stand in one document."""
    setting = setting_of(WARD, home_of(WARD))
    named = [found for text in (wrong, right) if (found := identify(text, setting))]
    mended = mended_keys(named)
    one, other = (mended.get(found.key, found).key for found in named)
    return one, other


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Phòng Giáo dục và Đào tac Quận 1", "Phòng Giáo dục và Đào tạo Quận 1"),
        ("Phòng Tài nguyên và Môi trưòmg", "Phòng Tài nguyên và Môi trường"),
        ("Hội Liên hiệp Phự nữ phường", "Hội Liên hiệp Phụ nữ phường"),
        ("Ủy ban nhândân quận", "Ủy ban nhân dân quận"),
        ("UBND phường Đa Kac", "UBND phường Đa Kao"),
        ("Ban Điều hành khu chợ Hoa Thuỵnh", "Ban Điều hành khu chợ Hoa Thuynh"),
    ],
)
def test_a_slip_of_a_letter_or_a_space_is_mended(wrong: str, right: str) -> None:
    found, expected = key_after(wrong, right)
    assert found == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trường Tiểu học Lê Lợi", "Trường Tiểu học Lê Lai"),
        ("UBND Phường 4, Quận 3", "UBND Phường 4, Quận 5"),
        ("Ủy ban nhân dân phường Tân Định", "Ủy ban nhân dân phường Tân Bình"),
        ("Trường Mầm non Hoa Sen", "Trường Mầm non Hoa Sim"),
        ("Khu phố 1", "Khu phố 2"),
    ],
)
def test_two_bodies_stay_two(one: str, other: str) -> None:
    found, expected = key_after(one, other)
    assert found != expected


_RIGHT = ["Phòng Nội vụ", "Phòng Tư pháp", "Hội Nông dân", "Trạm Y tế", "Công an phường", "Sở Y tế"]


@given(st.lists(st.sampled_from(_RIGHT)))
def test_right_names_are_left_alone(names: list[str]) -> None:
    setting = setting_of(WARD, home_of(WARD))
    assert mended_keys(found for name in names if (found := identify(name, setting))) == {}
