from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.extract.header.head import read_head
from pipeline.extract.header.issuer import find_issuer, written_out
from tests.extract.texts import blocks_of, document_of


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
        ("UỶ BAN NHÂN DÂN THỊ XÃ BỈM SƠN", "Uỷ ban nhân dân thị xã Bỉm Sơn"),
        ("UBND TP ĐÀ NẴNG", "Ủy ban nhân dân thành phố Đà Nẵng"),
        ("UBND QUẬN 1", "Ủy ban nhân dân Quận 1"),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH CAO BẰNG", "Hội đồng nhân dân tỉnh Cao Bằng"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("TRƯỜNG MẦM NON PHƯỜNG 10", "Trường Mầm non Phường 10"),
        ("TRƯỜNG THPT CAO LÃNH 2", "Trường THPT Cao Lãnh 2"),
        ("ĐẢNG ỦY XÃ TÂN HÒA", "Đảng ủy xã Tân Hòa"),
        ("CHÍNH PHỦ", "Chính phủ"),
        ("Sở Y tế Kiên Giang", "Sở Y tế Kiên Giang"),
    ],
)
def test_written_out(printed: str, written: str) -> None:
    assert written_out(printed) == written


def _issuer(text: str) -> tuple[str | None, str | None]:
    found = blocks_of(text)
    issuer, superior = find_issuer(read_head(found).left, found)
    return issuer.value if issuer else None, superior.value if superior else None


HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLam Giang, ngày 2 tháng 3 năm 2025\nKẾ HOẠCH\nHọp dân\n"


def test_a_name_goes_on_on_the_next_line() -> None:
    issuer, superior = _issuer("UBND TỈNH LAM GIANG\nTRUNG TÂM PHỤC VỤ\nHÀNH CHÍNH CÔNG\nSố: 2/KH-TTHCC\n" + HEAD)
    assert issuer == "Trung tâm Phục vụ hành chính công"
    assert superior == "Ủy ban nhân dân tỉnh Lam Giang"


def test_a_department_bears_the_place_of_the_body_above() -> None:
    assert _issuer("UBND TỈNH LAM GIANG\nSỞ Y TẾ\nSố: 2/KH-SYT\n" + HEAD)[0] == "Sở Y tế tỉnh Lam Giang"
    text = "UBND TỈNH LAM GIANG\nSỞ Y TẾ\nSố: 2/KH-SYT\n" + HEAD + "\nSở Y tế Lam Giang xây dựng kế hoạch như sau:\n"
    assert _issuer(text)[0] == "Sở Y tế Lam Giang"


def test_the_running_text_knows_the_case_and_the_marks() -> None:
    body = "\nTrường Đại học Công Thương Lam Giang ban hành Kế hoạch như sau:\n"
    head = "BỘ CÔNG THƯƠNG\nTRƯỜNG ĐẠI HỌC CÔNG THƯƠNG\nLAM GIANG\nSố: 2/KH-DCT\n"
    bruised = "BỘ CÔNG THƯƠNG\nTRƯỜNG ì ĐẠI HỌC CÔNG THƯƠNG\nLAM GIANG\nSố: 2/KH-DCT\n"
    assert _issuer(head + HEAD + body)[0] == "Trường Đại học Công Thương Lam Giang"
    assert _issuer(bruised + HEAD + body)[0] == "Trường Đại học Công Thương Lam Giang"


def test_figures_are_not_bent_to_the_text() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nQUẬN 1\nSố: 2/KH-UBND\n" + HEAD + "\nTheo đề nghị của Ủy ban nhân dân Quận 10 về việc này.\n"
    )
    assert _issuer(text)[0] == "Ủy ban nhân dân Quận 1"


def test_no_head_no_issuer() -> None:
    assert _issuer("Chỉ có một câu.\n") == (None, None)


def test_a_number_line_without_its_colon_is_no_part_of_the_issuer() -> None:
    head = "BỘ GIÁO DỤC VÀ ĐÀO TẠO\nSố184ØBGDĐT-GDPT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKính gửi: Các sở\n"
    issuer = extract(document_of(head)).header.issuer
    assert issuer == "Bộ Giáo dục và Đào tạo"


def test_the_first_word_of_a_body_is_put_right() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG\nSỬ XÂY DỰNG\nSố: 3/KH-SXD\nKẾ HOẠCH\nHọp dân\nI. NỘI DUNG\nHọp.\n"
    header = extract(document_of(head)).header
    assert (header.issuer, header.superior) == ("Sở Xây dựng tỉnh Lam Giang", "Ủy ban nhân dân tỉnh Lam Giang")


@pytest.mark.parametrize("number", ["4 /BC-SYT", "Số:     /BC-SYT", "215/BC-SYT"])
def test_the_number_is_no_part_of_the_name(number: str) -> None:
    assert _issuer(f"UBND TỈNH LAM GIANG\nSỞ Y TẾ\n{number}\n{HEAD}") == (
        "Sở Y tế tỉnh Lam Giang",
        "Ủy ban nhân dân tỉnh Lam Giang",
    )
