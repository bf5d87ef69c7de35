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


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "Thông tư số 7/2031/TT-BYT về quy định chi tiết Nghị định số 8/2031/NĐ-CP về nuôi ong.",
            "về quy định chi tiết Nghị định số 8/2031/NĐ-CP về nuôi ong",
        ),
        ("Nghị định số 8/2031/NĐ-CP quy định về nuôi ong và các quy định hiện hành.", "quy định về nuôi ong"),
        ("Nghị định số 8/2031/NĐ-CP quy định về nuôi ong thì các xã báo cáo.", "quy định về nuôi ong"),
        ("Nghị định số 8/2031/NĐ-CP quy định về nuôi ong (được sửa đổi tại Luật Ong).", "quy định về nuôi ong"),
        ("Nghị định số 8/2031/NĐ-CP quy định về nuôi ong, có hiệu lực từ nay.", "quy định về nuôi ong"),
        ("theo “Quyết định số 7/QĐ-UBND phê duyệt Đề án Chợ nổi” của xã", "phê duyệt Đề án Chợ nổi"),
        ("Nghị định số 8/2031/NĐ-CP của Chính phủ Dạy nghề cho thợ thuyền.", "Dạy nghề cho thợ thuyền"),
        ("Tờ trình số 8/TTr-UBND của UBND tỉnh đề nghị ban hành Nghị quyết;", "đề nghị ban hành Nghị quyết"),
        ("Đề án số 8/ĐA-CP của Chính phủ, tổ chức việc đo đạc ruộng", None),
        (
            "Nghị định số 8/2031/NĐ-CP quy định việc nuôi ong; việc bán mật; Luật số 2/2031/QH17",
            "quy định việc nuôi ong; việc bán mật",
        ),
    ],
)
def test_a_subject_ends_where_the_title_does(text: str, subject: str | None) -> None:
    assert _subjects(text)[0] == subject


def test_a_second_act_joined_by_and_belongs_to_the_title_within_a_list() -> None:
    list_text = "Kế hoạch số 5/KH-UBND về thực hiện Nghị quyết số 7/NQ-CP và Kế hoạch số 8-KH/TU; Công văn số 9/UBND-VX"
    item = "b) Nghị định số 8/2031/NĐ-CP sửa đổi Nghị định số 7/2029/NĐ-CP về ong và Nghị định số 6/2029/NĐ-CP."

    assert _subjects(list_text)[0] == "về thực hiện Nghị quyết số 7/NQ-CP và Kế hoạch số 8-KH/TU"
    assert _subjects(item)[0] == "sửa đổi Nghị định số 7/2029/NĐ-CP về ong và Nghị định số 6/2029/NĐ-CP"


def test_a_long_subject_ends_before_a_clause() -> None:
    (subject,) = _subjects("Kế hoạch số 5/KH-UBND về " + "nuôi cá lồng, " * 60)

    assert subject is not None
    assert subject.endswith("nuôi cá lồng")
