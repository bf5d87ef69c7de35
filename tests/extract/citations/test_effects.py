from __future__ import annotations

import pytest

from pipeline.extract.citations.resolve import find_references
from pipeline.extract.structure.blocks import blocks
from pipeline.model import Effect, Header
from tests.extract.texts import reading_of

_DECISION = Header(doc_type="Quyết định", title="Về việc quản lý bến thuyền")


def _effects(text: str, header: Header = _DECISION) -> dict[str, Effect | None]:
    reading = reading_of(f"Điều 1. Ban hành Quy chế quản lý bến thuyền.\n{text}\n")
    return {one.id: one.effect for one in find_references(reading, blocks(reading), header)}


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("Điều 2. Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 9/QĐ-UBND.", "thay_the"),
        ("Điều 2. Bãi bỏ Quyết định số 9/QĐ-UBND ngày 02/3/2029 của UBND tỉnh về phí đò.", "bai_bo"),
        ("Điều 2. Bãi bỏ khoản 2 Điều 4 Quyết định số 9/QĐ-UBND.", "bai_bo"),
        ("Điều 2. Sửa đổi, bổ sung một số điều của Quyết định số 9/QĐ-UBND như sau:", "sua_doi"),
        ("Điều 2. Thay thế cụm từ “bến đò” tại Điều 3 Quyết định số 9/QĐ-UBND bằng “bến thuyền”.", "sua_doi"),
        ("Điều 2. Thay thế Phụ lục II kèm theo Quyết định số 9/QĐ-UBND.", "sua_doi"),
        ("Điều 2. Quyết định số 9/QĐ-UBND về phí đò hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", "bai_bo"),
        ("Điều 2. Sở Xây dựng rà soát, trình sửa đổi Quyết định số 9/QĐ-UBND.", None),
        ("Điều 2. Quyết định này được xây dựng để đề xuất thay thế Quyết định số 9/QĐ-UBND.", None),
        ("Điều 2. Bổ sung kinh phí theo Quyết định số 9/QĐ-UBND.", None),
        ("Căn cứ Quyết định số 9/QĐ-UBND về việc bãi bỏ phí đò;", None),
    ],
)  # fmt: skip
def test_what_the_document_does_to_another(text: str, effect: Effect | None) -> None:
    assert _effects(text) == {"9/QĐ-UBND": effect}


def test_a_citation_that_amends_another_does_nothing_here() -> None:
    text = "Điều 2. Thực hiện theo Quyết định số 9/QĐ-UBND sửa đổi, bổ sung Quyết định số 3/QĐ-UBND."

    assert _effects(text) == {"9/QĐ-UBND": None, "3/QĐ-UBND": None}


def test_a_list_shares_the_effect_but_not_what_its_subjects_cite() -> None:
    text = (
        "Điều 2. Quyết định này thay thế Quyết định số 9/QĐ-UBND về phí đò; Quyết định số 8/QĐ-UBND sửa đổi Quyết định "
        "số 3/QĐ-UBND và Quyết định số 7/QĐ-UBND (được sửa đổi tại Quyết định số 6/QĐ-UBND)."
    )

    assert _effects(text) == {
        "9/QĐ-UBND": "thay_the", "8/QĐ-UBND": "thay_the", "3/QĐ-UBND": None, "7/QĐ-UBND": "thay_the", "6/QĐ-UBND": None,
    }  # fmt: skip


def test_a_list_over_lines_takes_the_effect_of_its_first_line() -> None:
    text = (
        "Điều 2. Bãi bỏ các văn bản sau đây:\n1. Quyết định số 9/QĐ-UBND ngày 02/3/2029;\n2. Quyết định số 8/QĐ-UBND.\n"
        "Điều 3. Sở Xây dựng báo cáo theo Quyết định số 7/QĐ-UBND."
    )

    assert _effects(text) == {"9/QĐ-UBND": "bai_bo", "8/QĐ-UBND": "bai_bo", "7/QĐ-UBND": None}


def test_a_title_says_what_the_document_does() -> None:
    text = "UBND TỈNH LAM GIANG\nQUYẾT ĐỊNH\nSửa đổi Quyết định số 9/QĐ-UBND về phí đò\nĐiều 1. Phí đò do xã thu.\n"
    reading = reading_of(text)
    header = Header(doc_type="Quyết định", title="Sửa đổi Quyết định số 9/QĐ-UBND về phí đò")

    assert [one.effect for one in find_references(reading, blocks(reading), header)] == ["sua_doi"]


def test_a_plan_does_nothing_by_a_task() -> None:
    assert _effects("- Sửa đổi, bổ sung Quyết định số 9/QĐ-UBND.", Header(doc_type="Kế hoạch")) == {"9/QĐ-UBND": None}


def test_what_follows_the_signature_is_a_task_not_a_deed() -> None:
    text = "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Sáu\nKẾ HOẠCH\nI. NHIỆM VỤ\n1. Sửa đổi Quyết định số 9/QĐ-UBND."

    assert _effects(text) == {"9/QĐ-UBND": None}


@pytest.mark.parametrize(
    "lead",
    [
        "Điều 2. Bãi bỏ các văn bản về bến thuyền, cụ thể như sau:",
        "Điều 2. Hiệu lực\n2. Các Quyết định sau đây hết hiệu lực từ ngày 01/01/2031:",
    ],
)
def test_an_effect_said_once_holds_for_the_items_below(lead: str) -> None:
    items = "a) Quyết định số 9/QĐ-UBND về phí đò;\nb) Khoản 2 Điều 3 Quyết định số 8/QĐ-UBND về bến thuyền;"
    after = "Điều 3. Thực hiện:\n- Quyết định số 5/QĐ-UBND về cứu hộ."

    assert _effects(f"{lead}\n{items}\n{after}") == {
        "9/QĐ-UBND": "bai_bo", "8/QĐ-UBND": "bai_bo", "5/QĐ-UBND": None,
    }  # fmt: skip


def test_a_list_ends_with_the_next_item_of_its_first_line() -> None:
    text = "Điều 2. Hiệu lực\n1. Bãi bỏ các văn bản sau:\na) Quyết định số 9/QĐ-UBND;\n2. Quyết định số 8/QĐ-UBND còn."

    assert _effects(text) == {"9/QĐ-UBND": "bai_bo", "8/QĐ-UBND": None}


def test_a_list_in_one_sentence_is_done_what_its_verb_says() -> None:
    text = (
        "Điều 2. Quyết định này thay thế các Quyết định: số 9/2029/QĐ-UBND ngày 02/3/2029 của UBND tỉnh về phí đò; "
        "số 8/2029/QĐ-UBND ngày 03/3/2029 của UBND tỉnh về bến thuyền."
    )

    assert _effects(text) == {"9/2029/QĐ-UBND": "thay_the", "8/2029/QĐ-UBND": "thay_the"}


def test_a_lower_body_amends_no_higher_act() -> None:
    header = Header(doc_type="Quyết định", number_symbol="4/QĐ-UBND")
    text = "Điều 2. Sửa đổi Điều 9 Thông tư số 7/2029/TT-BNV.\nĐiều 3. Sửa đổi Điều 2 Quyết định số 9/QĐ-UBND."

    assert _effects(text, header) == {"7/2029/TT-BNV": None, "9/QĐ-UBND": "sua_doi"}


def test_a_proposal_does_nothing() -> None:
    text = "II. KIẾN NGHỊ THỰC THI\n- Sửa đổi Điều 2 Quyết định số 9/QĐ-UBND."

    assert _effects(text) == {"9/QĐ-UBND": None}


def test_the_enacting_line_says_what_is_amended_where_no_head_was_read() -> None:
    text = "Ủy ban nhân dân tỉnh ban hành Quyết định sửa đổi, bổ sung một số điều của Quyết định số 9/QĐ-UBND."
    reading = reading_of(f"Căn cứ Luật Giá;\n\n{text}\n")

    (found,) = find_references(reading, blocks(reading), Header())

    assert (found.effect, found.relation) == ("sua_doi", "dan_chieu")


def test_what_a_quotation_says_is_done_by_another() -> None:
    text = "Điều 2. Như sau:\n“Điều 3. Bãi bỏ Quyết định số 9/QĐ-UBND.\nĐiều 4. Bãi bỏ Quyết định số 8/QĐ-UBND.”"

    assert _effects(text) == {"9/QĐ-UBND": None, "8/QĐ-UBND": None}
