from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.citations.names import find_names
from tests.strategies import any_line


def _found(text: str) -> list[tuple[str, str | None]]:
    return [(text[one.start : one.end], one.date) for one in find_names(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
            ("Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", "2015-06-19"),
        ),
        ("theo Bộ luật Dân sự năm 2015 và", ("Bộ luật Dân sự năm 2015", "2015")),
        ("theo Luật Đất đai 2024.", ("Luật Đất đai 2024", "2024")),
        ("theo Luật Thi đua, khen thưởng về", ("Luật Thi đua, khen thưởng", None)),
        ("theo Luật Phòng chống thiên tai về", ("Luật Phòng chống thiên tai", None)),
        ("CĂN CỨ LUẬT ĐẤT ĐAI NGÀY 18/01/2024", ("LUẬT ĐẤT ĐAI NGÀY 18/01/2024", "2024-01-18")),
        ("theo Pháp lệnh Dân số và", ("Pháp lệnh Dân số", None)),
        ("theo Hiến pháp năm 2013;", ("Hiến pháp năm 2013", "2013")),
        ("theo Luật Trồng rong ngày 01/02/2031 về", ("Luật Trồng rong ngày 01/02/2031", "2031-02-01")),
        ("theo Luật Nuôi trồng rong biển, các xã", ("Luật Nuôi trồng rong biển", None)),
        ("thi hành luật Tố tụng hành chính và", ("luật Tố tụng hành chính", None)),
        ("theo Luật Viên chức (sửa đổi) năm 2031 về", ("Luật Viên chức (sửa đổi) năm 2031", "2031")),
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đê điều và Luật Thủy lợi ngày 22/11/2030;",
            ("Luật sửa đổi, bổ sung một số điều của Luật Đê điều và Luật Thủy lợi ngày 22/11/2030", "2030-11-22"),
        ),
    ],
)  # fmt: skip
def test_a_name_ends_where_the_act_does(text: str, found: tuple[str, str | None]) -> None:
    assert _found(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Luật Đất đai số 31/2024/QH15",
        "Luật Đất đai (số 31/2024/QH15)",
        "Luật sư Nguyễn Văn Tám",
        "theo pháp luật đất đai",
        "các luật thuế hiện hành",
        "tuân thủ Hiến pháp và pháp luật",
        "Trường Đại học Luật Lam Giang",
        "Luật này có hiệu lực",
        "luật chơi của trò kéo co",
    ],
)
def test_what_names_no_act(text: str) -> None:
    assert _found(text) == []


def test_a_range_of_years_is_no_date_of_an_act() -> None:
    assert _found("thi hành Luật Trẻ em 2021-2025") == [("Luật Trẻ em", None)]


@given(
    st.lists(
        st.sampled_from(["Luật ", "Bộ luật ", "sửa đổi, bổ sung ", "của ", "Đất đai", ", ", "năm 2015 "]) | any_line
    )
)
def test_any_text_gives_ordered_names_inside_it(parts: list[str]) -> None:
    text, end = "".join(parts), 0

    for one in find_names(text):
        assert end <= one.start < one.name_end <= one.end <= len(text)
        end = one.end
