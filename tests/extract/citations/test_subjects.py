from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.extract.citations.find import find_citations
from pipeline.extract.citations.subjects import subject_after
from pipeline.extract.vocabulary import flat
from tests.strategies import any_line


def _subjects(text: str) -> list[str | None]:
    citations = find_citations(text)
    found = [subject_after(text, flat(text), one, citations) for one in citations]
    return [text[one.start : one.end] if one else None for one in found]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Kế hoạch số 5/KH-UBND của UBND quận về phòng, chống dịch vịt; giao", "về phòng, chống dịch vịt"),
        ("Quyết định số 7/QĐ-UBND ngày 01/3/2031 phê duyệt Đề án Chợ nổi, trong đó có", "phê duyệt Đề án Chợ nổi"),
        ("Nghị định số 8/2031/NĐ-CP quy định về nuôi ong. Các xã", "quy định về nuôi ong"),
        ("(Kế hoạch số 5/KH-UBND của UBND xã về trồng cây (đợt 2) ven sông)", "về trồng cây (đợt 2) ven sông"),
        ("Kế hoạch số 5/KH-UBND của UBND xã về trồng cây, Ủy ban nhân dân phường ban hành", "về trồng cây"),
        ("Kế hoạch số 5/KH-UBND của UBND xã thực hiện mục tiêu nước sạch", "thực hiện mục tiêu nước sạch"),
        ("theo Kế hoạch số 5/KH-UBND thực hiện mục tiêu nước sạch", None),
        ("Quyết định số 7/QĐ-UBND về cây xanh hết hiệu lực từ nay", "về cây xanh"),
        ("Kế hoạch số 5/KH-UBND được giao", None),
    ],
)  # fmt: skip
def test_what_a_document_is_about(text: str, subject: str | None) -> None:
    assert _subjects(text) == [subject]


def test_a_subject_holds_the_citation_that_it_leads_to_and_ends_before_the_next_of_a_list() -> None:
    text = (
        "Quyết định số 7/QĐ-UBND sửa đổi, bổ sung Quyết định số 3/QĐ-UBND về bến thuyền và Kế hoạch số 5/KH-UBND "
        "về cây xanh;"
    )

    assert _subjects(text) == [
        "sửa đổi, bổ sung Quyết định số 3/QĐ-UBND về bến thuyền",
        "về bến thuyền",
        "về cây xanh",
    ]


def test_a_subject_has_at_most_600_characters_and_ends_with_a_word() -> None:
    (subject,) = _subjects("Kế hoạch số 5/KH-UBND về " + "nuôi cá lồng " * 60)

    assert subject is not None
    assert 580 < len(subject) <= 600
    assert subject.split()[-1] in {"nuôi", "cá", "lồng"}


@given(any_line)
def test_any_text_behind_a_citation_gives_a_span_inside_it(after: str) -> None:
    text = f"Kế hoạch số 5/KH-UBND của UBND xã {after}"
    citations = find_citations(text)

    found = subject_after(text, flat(text), citations[0], citations)

    assert found is None or citations[0].end <= found.start < found.end <= len(text)
