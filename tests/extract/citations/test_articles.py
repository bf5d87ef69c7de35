from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.extract.citations.articles import article_before
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("before", "article"),
    [
        ("theo khoản 2 Điều 5 ", "khoản 2 Điều 5"),
        ("quy định tại điểm a, b và đ khoản 1 Điều 3 của ", "điểm a, b và đ khoản 1 Điều 3"),
        ("sửa đổi Điều 3, Điều 5 và khoản 2 Điều 7 của ", "Điều 3, Điều 5 và khoản 2 Điều 7"),
        ("các khoản 3, 4 Điều 12 ", "các khoản 3, 4 Điều 12"),
        ("theo Mẫu số 02 Phụ lục I ban hành kèm theo ", "Mẫu số 02 Phụ lục I"),
        ("theo Điều 8, ", "Điều 8"),
        ("tại Chương IV của ", "Chương IV"),
        ("theo Điều 9. ", None),
        ("điều kiện của ", None),
        ("mục đích của ", None),
        ("tại Điều 4 và theo ", None),
    ],
)
def test_the_part_that_is_cited_stands_before_its_act(before: str, article: str | None) -> None:
    text = f"{before}Nghị định số 8/2031/NĐ-CP"

    found = article_before(text, len(before))

    assert (text[slice(*found)] if found else None) == article


def test_nothing_is_read_before_the_floor() -> None:
    text = "khoản 1 Điều 2 Luật A"

    assert article_before(text, text.index("Luật"), text.index("Điều")) == (8, 14)


@given(any_line, any_line)
def test_any_text_gives_a_span_inside_it(before: str, after: str) -> None:
    found = article_before(before + after, len(before))

    assert found is None or 0 <= found[0] < found[1] <= len(before)


@pytest.mark.parametrize(
    ("before", "article"),
    [
        (
            "điểm d, điểm đ và điểm g khoản 1 Điều 14 và điểm a, điểm b, điểm c, điểm d khoản 1 Điều 50 ",
            "điểm d, điểm đ và điểm g khoản 1 Điều 14 và điểm a, điểm b, điểm c, điểm d khoản 1 Điều 50",
        ),
        ("bổ sung Khoản 8 Điều 7 vào ", "Khoản 8 Điều 7"),
        ("theo Mẫu số 08 tại Phụ lục kèm theo ", "Mẫu số 08"),
        ("tại Phụ lục III.1 ", "Phụ lục III.1"),
    ],
)
def test_lists_forms_and_annexes_are_read_whole(before: str, article: str) -> None:
    text = f"{before}Nghị định số 8/2031/NĐ-CP"

    found = article_before(text, len(before))

    assert found is not None
    assert text[slice(*found)] == article
