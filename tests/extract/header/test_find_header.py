from __future__ import annotations

from hypothesis import given, settings

from pipeline.extract.header.find import find_header
from pipeline.extract.structure.blocks import blocks
from pipeline.model import Header, Line, Period
from pipeline.reading import compose
from tests.extract.texts import DECISION, LETTER, PLAN, reading_of
from tests.strategies import papers


def header_of(text: str) -> Header:
    reading = reading_of(text)
    return find_header(reading, blocks(reading))


def test_plan_with_both_columns_on_one_line() -> None:
    header = header_of(PLAN)
    assert header.doc_type == "Kế hoạch"
    assert (header.number, header.symbol, header.number_symbol) == ("17", "KH-UBND", "17/KH-UBND")
    assert (header.date, header.place) == ("2025-03-05", "Phường Bến Lau")
    assert header.issuer == "Ủy ban nhân dân phường Bến Lau"
    assert header.superior is None
    assert header.title == "Phân loại rác tại nguồn trên địa bàn phường Bến Lau 6 tháng cuối năm 2025"
    assert header.signer_title == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH"
    assert header.signer_name == "Lê Thị Thu Hà"
    assert header.recipients == ("UBND Quận 9", "Các khu phố", "Lưu: VT.")
    assert header.period == Period("6 tháng cuối năm 2025", "2025-07-01", "2025-12-31")


def test_official_letter() -> None:
    header = header_of(LETTER)
    assert header.doc_type == "Công văn"
    assert header.number_symbol == "208/BVĐK-KHTH"
    assert header.title == "V/v báo cáo kết quả tiêm chủng quý II năm 2025"
    assert header.superior == "Sở Y tế tỉnh Lam Giang"
    assert header.issuer == "Bệnh viện Đa khoa Hòa An"
    assert header.date == "2025-07-02"
    assert header.signer_name == "Trần Văn Bình"
    assert header.signer_title == "GIÁM ĐỐC"
    assert header.period == Period("quý II năm 2025", "2025-04-01", "2025-06-30")


def test_decision_whose_handwritten_parts_are_missing() -> None:
    header = header_of(DECISION)
    assert header.doc_type == "Quyết định"
    assert (header.number, header.symbol, header.number_symbol, header.date) == (None, "QĐ-UBND", None, None)
    assert header.place == "Lam Giang"
    assert header.issuer == "Ủy ban nhân dân tỉnh Lam Giang"
    assert header.title == "Về việc thành lập Tổ giám sát"
    assert header.signer_name == "Đỗ Minh Quân"


def test_party_document() -> None:
    header = header_of(
        "TỈNH ỦY LAM GIANG\n*\nSố 24-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLam Giang, ngày 12 tháng 5 năm 2025\n"
        "NGHỊ QUYẾT\nvề chuyển đổi số\ngiai đoạn 2025 - 2030\nI. TÌNH HÌNH\nViệc đã làm.\n"
        "Nơi nhận:\n- Các huyện ủy;\n- Lưu Văn phòng Tỉnh ủy.\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\nHồ Văn Thắng\n"
    )
    assert (header.number, header.symbol, header.number_symbol) == ("24", "NQ/TU", "24-NQ/TU")
    assert header.issuer == "Tỉnh ủy Lam Giang"
    assert header.title == "về chuyển đổi số giai đoạn 2025 - 2030"
    assert header.signer_title == "T/M BAN THƯỜNG VỤ BÍ THƯ"
    assert header.period == Period("giai đoạn 2025 - 2030", "2025-01-01", "2030-12-31")


def test_a_text_without_its_head_takes_number_and_issuer_from_elsewhere() -> None:
    header = header_of(
        "KẾ HOẠCH\nPhân loại rác\n\nỦy ban nhân dân Quận 9 ban hành Kế hoạch phân loại rác như sau:\n\n"
        "I. NỘI DUNG\n\nHọp dân.\n\nNơi nhận: CHỦ TỊCH\n- Lưu: VT.\n\nBÁO CÁO\nTÌNH HÌNH PHÂN LOẠI RÁC\n"
        "(Kèm theo Kế hoạch số 38 /KH-UBND ngày 29 tháng 02 năm 2024)\n"
    )
    assert header.issuer == "Ủy ban nhân dân Quận 9"
    assert (header.number_symbol, header.date, header.place) == ("38/KH-UBND", "2024-02-29", None)
    assert header.signer_title == "CHỦ TỊCH"


def test_a_text_that_begins_in_the_middle_has_no_header() -> None:
    header = header_of("đã nêu trên.\nĐiều 2. Giao Sở Y tế thực hiện theo Công văn số 3/SYT-VP ngày 02/01/2025.\n")
    assert header == Header()


def test_marks_of_urgency_and_secrecy() -> None:
    header = header_of("MẬT\nHỎA TỐC\n" + LETTER)
    assert (header.secrecy, header.urgency) == ("MẬT", "HỎA TỐC")
    assert header_of(LETTER).secrecy is None


def test_the_caption_of_an_e_signature_is_no_issuer() -> None:
    header = header_of("TRUNG TÂM TIN HỌC\nCÔNG BÁO\ntth@lamgiang.gov.vn\n05.03.2025 09:27:05\n+07:00\n" + DECISION)
    assert header.issuer == "Ủy ban nhân dân tỉnh Lam Giang"


def test_evidence_names_the_lines() -> None:
    reading = reading_of(PLAN)
    header = find_header(reading, blocks(reading))
    lines = {field: evidence.line for field, evidence in header.evidence}
    assert lines["doc_type"] == 5
    assert lines["number_symbol"] == lines["date"] == lines["place"] == 3
    assert lines["title"] == 6
    assert lines["period"] == 7
    assert lines["issuer"] == 1
    evidence = dict(header.evidence)["number_symbol"]
    assert reading.text[evidence.start : evidence.end] == "Số: 17 /KH-UBND"


@settings(deadline=None, max_examples=60)
@given(papers())
def test_header_of_any_paper(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    header = find_header(reading, blocks(reading))
    for field, evidence in header.evidence:
        assert getattr(header, field)
        assert 0 <= evidence.start < evidence.end <= len(reading.text)
        assert evidence.line == reading.line_number(evidence.start)
        assert 0 <= evidence.confidence <= 1


def test_a_letter_of_an_office_whose_number_a_pen_wrote() -> None:
    text = (
        "UBND TỈNH LẠC GIANG\nVĂN PHÒNG\nSố:\nVề việc tu bổ\nđê sông Lau\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nLạc Giang, ngày 07 tháng 12 năm 2011\nKính gửi: Các sở.\n"
        "Đề nghị các sở báo cáo.\n"
    )
    header = header_of(text)
    assert (header.doc_type, header.issuer) == ("Công văn", "Văn phòng Ủy ban nhân dân tỉnh Lạc Giang")
    assert header.title == "Về việc tu bổ đê sông Lau"
