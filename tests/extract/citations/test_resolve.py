from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.citations.resolve import find_references
from pipeline.extract.structure.blocks import blocks
from pipeline.model import Header, Line, Reference
from pipeline.reading import compose
from tests.extract.texts import reading_of
from tests.strategies import any_line, papers

_PLAN = """\
ỦY BAN NHÂN DÂN
PHƯỜNG AN HÒA
Số: 31/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Hòa, ngày 07 tháng 3 năm 2024
KẾ HOẠCH
Tuyên truyền chuyển đổi số năm 2024
Thực hiện Kế hoạch số 58/KH-UBND ngày 05/3/2024 của UBND thành phố An Định về tuyên
truyền; Chương trình số 52-
CTr/TU của Thành ủy;
Căn cứ các Nghị định của Chính phủ: số 63/2010/NĐ-CP ngày 08/6/2010 về kiểm soát; Nghị định số 48/2013/NĐ-CP; số
92/2017/NĐ-CP ngày 07/8/2017;
Xét đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 12/TTr-NV ngày 01/3/2024 và Báo cáo số 13/BC-NV ngày 02/3/2024,
Ủy ban nhân dân phường An Hòa ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
- Thực hiện Nghị quyết số 98/2023/QH15 của Quốc hội và Quyết định số 7/QĐ-UBND và số 8/QĐ-UBND ngày 01/02/2024.
- Kế hoạch số 31/KH-UBND này thay cho Kế hoạch số 31/KH-UBND ngày 05/01/2023.
¹ 76/NQ-CP ngày 16/7/2021
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Trần Văn Bình
PHỤ LỤC
(Kèm theo Kế hoạch số 31/KH-UBND ngày 07 tháng 3 năm 2024 của UBND phường)
"""
_HEADER = Header(doc_type="Kế hoạch", number_symbol="31/KH-UBND", date="2024-03-07")


def _references(text: str = _PLAN, header: Header = _HEADER) -> tuple[Reference, ...]:
    reading = reading_of(text)
    return find_references(reading, blocks(reading), header)


def _one(identifier: str) -> Reference:
    (found,) = [reference for reference in _references() if reference.id == identifier]
    return found


def test_the_order_is_that_of_the_paper_and_the_relation_that_of_the_place() -> None:
    assert [(reference.id, reference.relation) for reference in _references()] == [
        ("58/KH-UBND", "can_cu"),
        ("52-CTr/TU", "can_cu"),
        ("63/2010/NĐ-CP", "can_cu"),
        ("48/2013/NĐ-CP", "can_cu"),
        ("92/2017/NĐ-CP", "can_cu"),
        ("12/TTr-NV", "can_cu"),
        ("13/BC-NV", "can_cu"),
        ("98/2023/QH15", "dan_chieu"),
        ("7/QĐ-UBND", "dan_chieu"),
        ("8/QĐ-UBND", "dan_chieu"),
        ("31/KH-UBND", "dan_chieu"),
        ("76/NQ-CP", "dan_chieu"),
        ("31/KH-UBND", "kem_theo"),
    ]


def test_a_list_shares_the_type_and_issuer_that_it_names_once() -> None:
    listed = [_one("63/2010/NĐ-CP"), _one("48/2013/NĐ-CP"), _one("92/2017/NĐ-CP")]

    assert {(reference.doc_type, reference.issuer) for reference in listed} == {("Nghị định", "Chính phủ")}
    assert _one("8/QĐ-UBND").doc_type == "Quyết định"


def test_who_proposes_has_issued_what_he_proposes_with() -> None:
    assert _one("12/TTr-NV").issuer == "Trưởng phòng Nội vụ"
    assert _one("13/BC-NV").issuer == "Trưởng phòng Nội vụ"


def test_a_number_of_its_own_is_a_reference_only_with_another_date_or_attached() -> None:
    own = [reference for reference in _references() if reference.id == "31/KH-UBND"]

    assert [(reference.relation, reference.date) for reference in own] == [
        ("dan_chieu", "2023-01-05"),
        ("kem_theo", "2024-03-07"),
    ]


def test_a_footnote_has_no_type() -> None:
    footnote = _one("76/NQ-CP")

    assert (footnote.doc_type, footnote.date, footnote.issuer) == (None, "2021-07-16", None)


def test_a_footnote_mark_glued_to_a_number_is_taken_off() -> None:
    text = "I. NỘI DUNG\n- Theo nghị quyết¹ và kế hoạch².\n¹ 76/NQ-CP ngày 16/7/2021\n\n22074/QĐ-UBND ngày 20/12/2021\n"

    assert [reference.id for reference in _references(text, Header())] == ["76/NQ-CP", "2074/QĐ-UBND"]


def test_the_evidence_leads_to_the_paper() -> None:
    reading = reading_of(_PLAN)
    broken = _one("52-CTr/TU").evidence

    assert reading.text[broken.start : broken.end] == "Chương trình số 52-\nCTr/TU của Thành ủy"
    assert broken.line == 10


def test_doubt_lowers_the_confidence() -> None:
    text = "I. NỘI DUNG\n- Theo Quyết định số 5/QĐ-UBND ngày {}."
    sure, impossible = (_references(text.format(day), Header())[0] for day in ("28/02/2024", "31/02/2024"))

    assert impossible.date is None
    assert impossible.evidence.confidence < sure.evidence.confidence


def test_a_weak_line_lowers_the_confidence() -> None:
    text = "- Theo Quyết định số 5/QĐ-UBND ngày 01/02/2024."
    reading = compose([Line(1, text, text, confidence=0.5)])

    assert find_references(reading, blocks(reading), Header())[0].evidence.confidence < 0.5


@settings(deadline=None)
@given(papers())
def test_any_paper_gives_spans_inside_it(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    for reference in find_references(reading, blocks(reading), Header()):
        assert 0 <= reference.evidence.start < reference.evidence.end <= len(reading.text)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(_PLAN.split("\n")) | any_line, max_size=20))
def test_lines_in_any_order_give_spans_inside_the_text(lines: list[str]) -> None:
    reading = reading_of("\n".join(lines))
    for reference in find_references(reading, blocks(reading), _HEADER):
        assert 0 <= reference.evidence.start < reference.evidence.end <= len(reading.text)
        assert reference.id
