from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.actors import actor_at, find_partners, split_actors, starts_actor
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("actor", "predicate"),
    [
        ("Phòng Nội vụ Quận 1", "chủ trì, phối hợp với các đơn vị"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam phường và các tổ chức chính trị - xã hội", "tăng cường giám sát"),
        ("Thủ trưởng các cơ quan, đơn vị và Chủ tịch UBND 10 phường", "triển khai thực hiện"),
        (
            "các Sở: Tài chính, Nông nghiệp và Môi trường và các cơ quan liên quan",
            "theo lĩnh vực quản lý có trách nhiệm kiểm tra",
        ),
        ("cán bộ được phân công nhiệm vụ phụ trách quản lý sổ", "chủ trì, thực hiện"),
        ("Ban Quản lý dự án Đầu tư xây dựng huyện", "lập hồ sơ"),
        ("Văn hóa - Xã hội phường", "phối hợp với Văn phòng"),
        (
            "Chánh Văn phòng; Giám đốc các Sở, ban, ngành: Nội vụ, Tài chính; các tổ chức, cá nhân có liên quan",
            "chịu trách nhiệm thi hành",
        ),
        ("Bộ phận đóng dấu và phát hành (Bộ phận Văn thư thực hiện)", "cần thực hiện đúng"),
    ],
)
def test_an_actor_ends_where_its_predicate_begins(actor: str, predicate: str) -> None:
    text = f"{actor} {predicate}"

    found = actor_at(text)

    assert found
    assert text[found.start : found.end] == actor
    assert text[found.predicate :] == predicate


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành kế hoạch thực hiện",
        "Hội nghị tổng kết thực hiện",
        "Phòng, chống tham nhũng thực hiện",
        "Tổ chức các lớp tập huấn",
        "Bộ tiêu chí đánh giá",
        "Kinh phí thực hiện được bố trí",
        "Văn phòng đã tham mưu khắc phục",
        "Sở Y tế đang triển khai thực hiện",
        "Bộ phận này chưa thực hiện tốt",
        "Phòng Nội vụ. Thực hiện",
        "",
    ],
)
def test_no_actor_with_something_to_do(text: str) -> None:
    assert actor_at(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Sở Nội vụ; UBND các quận, huyện và các sở, ngành liên quan",
            ("Sở Nội vụ", "UBND các quận, huyện", "các sở, ngành liên quan"),
        ),
        ("Phòng Nội vụ, Phòng Tư pháp", ("Phòng Nội vụ", "Phòng Tư pháp")),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("các ban, ngành, đoàn thể liên quan.", ("các ban, ngành, đoàn thể liên quan",)),
        ("", ()),
    ],
)
def test_a_list_of_bodies_is_parted_between_names_only(text: str, parts: tuple[str, ...]) -> None:
    assert split_actors(text) == parts


def test_partners_end_where_the_act_begins() -> None:
    assert find_partners("Chủ trì, phối hợp với Phòng Nội vụ và các cơ quan, đơn vị tham mưu tổ chức tập huấn") == (
        "Phòng Nội vụ",
        "các cơ quan, đơn vị",
    )
    assert find_partners("Tham mưu phối hợp nhịp nhàng") == ()


@given(any_line, st.integers(0, 30))
def test_any_text_gives_spans_inside_it(text: str, place: int) -> None:
    found = actor_at(text, min(place, len(text)))

    assert found is None or place <= found.start < found.end <= found.predicate <= len(text)
    assert starts_actor(text) in {True, False}
    assert all(part in text for part in split_actors(text))
