from __future__ import annotations

import pytest
from hypothesis import given, settings

from pipeline.extract.citations.own_names import own_names, quoted_passages
from pipeline.extract.citations.passages import passages
from pipeline.extract.structure.blocks import blocks
from pipeline.model import Header, Line
from pipeline.reading import compose
from tests.extract.texts import reading_of
from tests.strategies import papers


@pytest.mark.parametrize(
    ("text", "acts", "issued"),
    [
        ("Ủy ban nhân dân tỉnh ban hành Quyết định quản lý bến thuyền.", {"Quyết định"}, set()),
        ("Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý bến thuyền.", {"Quyết định"}, {"Quy chế"}),
        ("1. Nghị quyết này có hiệu lực từ ngày 01/3/2031.", {"Nghị quyết"}, set()),
        ("Các sở chịu trách nhiệm thi hành Quyết định này./.", {"Quyết định"}, set()),
        ("QUYẾT NGHỊ:", {"Nghị quyết"}, set()),
        ("Quy định này quy định về bến thuyền.", {"Quy định"}, {"Quy định"}),
        ("Ủy ban nhân dân tỉnh ban hành Quyết định số 5/QĐ-UBND về bến thuyền.", set(), set()),
        ("Các xã thực hiện Quyết định này.", set(), set()),
        ("Theo dõi việc ban hành Quy chế của các xã.", set(), set()),
    ],
)
def test_what_an_act_calls_itself(text: str, acts: set[str], issued: set[str]) -> None:
    texts = tuple(passages(blocks(reading_of(f"Căn cứ Luật Giá;\n\n{text}\n"))))

    own = own_names(Header(), texts)

    assert (set(own.acts), set(own.issued)) == (acts, issued)


def test_a_head_that_was_read_needs_no_enacting_line() -> None:
    texts = tuple(passages(blocks(reading_of("Ủy ban nhân dân tỉnh ban hành Nghị quyết về bến thuyền.\n"))))

    assert own_names(Header(doc_type="Kế hoạch"), texts).acts == {"Kế hoạch"}


def test_a_quotation_over_paragraphs_speaks_of_another_act() -> None:
    text = "Điều 1. Sửa đổi như sau:\n“Điều 3. Quy chế này quy định về đò.\nĐiều 4. Quy chế này áp dụng cho đò dọc.”\n"
    texts = tuple(passages(blocks(reading_of(text))))

    assert quoted_passages(texts)
    assert not own_names(Header(), texts).issued


def test_a_quotation_that_is_never_closed_is_none() -> None:
    texts = tuple(passages(blocks(reading_of("Điều 1. Như sau:\n“Điều 3. Về đò.\nĐiều 4. Về bến.\n"))))

    assert not quoted_passages(texts)


@given(papers())
@settings(max_examples=50, deadline=None)
def test_any_text_gives_known_types(lines: tuple[Line, ...]) -> None:
    texts = tuple(passages(blocks(compose(lines))))

    own = own_names(Header(), texts)

    assert own.all >= own.acts | own.issued
