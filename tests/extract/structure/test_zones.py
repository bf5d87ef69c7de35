from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.structure.layout import text_lines
from pipeline.extract.structure.zones import Zones, begins_recipients, find_zones, type_at_start, type_position
from pipeline.language import fold
from pipeline.model import Line, LineRole
from pipeline.reading import compose
from tests.extract.texts import DECISION, LETTER, PLAN, reading_of, scanned


def _zones(text: str) -> tuple[list[str], Zones]:
    lines = text_lines(reading_of(text))
    return [line.text for line in lines], find_zones(lines)


def test_zones_of_a_plan() -> None:
    lines, zones = _zones(PLAN)
    assert zones.type_line is not None
    assert lines[zones.type_line] == "KẾ HOẠCH"
    assert lines[zones.head].startswith("Thực hiện Kế hoạch số 40")
    assert lines[zones.foot].startswith("Nơi nhận")
    assert zones.annex == len(lines)


def test_the_deciding_line_ends_the_title_of_a_decision() -> None:
    lines, zones = _zones(DECISION)
    assert lines[zones.head] == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG"
    assert lines[zones.annex] == "PHỤ LỤC I"


def test_a_letter_has_no_type_and_its_head_ends_before_the_address() -> None:
    lines, zones = _zones(LETTER)
    assert zones.type_line is None
    assert lines[zones.head].startswith("Kính gửi")


def test_a_title_in_capitals_ends_where_the_issuer_is_repeated() -> None:
    lines, zones = _zones(
        "HỘI ĐỒNG NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH LAM GIANG Độc lập - Tự do - Hạnh phúc\n"
        "NGHỊ QUYẾT\nQUY ĐỊNH MỨC THU LỆ PHÍ CẤP GIẤY PHÉP\nTRÊN ĐỊA BÀN TỈNH LAM GIANG\n"
        "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG\nCăn cứ Luật Phí và lệ phí;\n"
    )
    assert lines[zones.head] == "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG"


def test_a_title_on_paper_ends_with_its_centred_lines() -> None:
    lines = text_lines(
        compose(
            scanned(
                ("KẾ HOẠCH", 700, 900, 100),
                ("Phân loại rác tại nguồn", 500, 1100, 160),
                ("trên địa bàn phường Bến Lau", 480, 1120, 220),
                ("Nước thải và rác của phường tăng lên mỗi năm nên", 180, 1500, 340),
                ("cần phân loại từ đầu, ngay ở mỗi hộ gia đình trong", 100, 1500, 400),
                ("phường, theo giờ và theo ngày đã thống nhất từ", 100, 1500, 460),
                ("trước.", 100, 200, 520),
            )
        )
    )
    assert lines[find_zones(lines).head].text.startswith("Nước thải")


def test_a_list_whose_head_was_not_read_is_found_by_its_last_entry() -> None:
    lines, zones = _zones(
        "KẾ HOẠCH\nHọp dân\nI. NỘI DUNG\nHọp mỗi tháng./.\nsiện hót\n- UBND tỉnh;\n- Sở Tư pháp;\n- Lưu: VT.\n"
    )
    assert lines[zones.foot] == "siện hót"  # what is left of its head, below the end of the body


def test_noise_is_left_out_page_numbers_too() -> None:
    lines, zones = _zones("I. NỘI DUNG\nHọp dân\n2\nĐược quét bằng CamScanner\nvà treo băng rôn.\n")
    assert [lines[index] for index in sorted(zones.noise)] == ["2", "Được quét bằng CamScanner"]


@pytest.mark.parametrize("text", ["Nơi nhận:", "Nơi nhìn: )", "NƠI NHẬN", "Nơi gửi:"])
def test_recipients(text: str) -> None:
    assert begins_recipients(fold(text))


@pytest.mark.parametrize("text", ["Nơi nhận hồ sơ tại phường thì", "Nội dung:", "Nơi ở:"])
def test_no_recipients(text: str) -> None:
    assert not begins_recipients(fold(text)) or text.startswith("Nơi nhận")


@pytest.mark.parametrize(
    ("texts", "position"),
    [
        (["UBND XÃ", "KẾ HOẠCH"], 1),
        (["UBND XÃ", "KẾ HOẠCH TUYÊN TRUYỀN"], 1),
        (["UBND XÃ", "QUYÉT ĐINH"], 1),
        (["UBND XÃ", "QUYẾT ĐỊNH:"], None),
        (["UBND XÃ", "Kế hoạch"], None),
        ([], None),
    ],
)
def test_type_position(texts: list[str], position: int | None) -> None:
    assert type_position(texts) == position


def test_longer_types_win() -> None:
    assert type_at_start(fold("CHƯƠNG TRÌNH HÀNH ĐỘNG")) == "Chương trình hành động"
    assert type_at_start(fold("KẾ HOẠCH NĂM 2024")) == "Kế hoạch"


def test_nothing_has_no_zones() -> None:
    assert find_zones(text_lines(compose([Line(1, "", "")]))) == Zones(0, None, 0, 0, frozenset())


def test_a_foot_that_begins_below_the_end_of_the_body_takes_in_a_list_without_its_head() -> None:
    rows = [
        ("KẾ HOẠCH", 800, 1000, 100),
        ("Họp dân", 800, 1000, 160),
        ("I. NỘI DUNG", 200, 500, 220),
        ("Họp mỗi tháng một lần./.", 200, 700, 280),
        ("Re thành (để báo cáo);", 200, 600, 340),
        ("- Các khu phố;", 200, 500, 400),
        ("- Lưu: VT.", 200, 400, 460),
        ("TM. ỦY BAN NHÂN DÂN", 1000, 1500, 520),
    ]
    lines = scanned(*rows)
    lines[-1] = replace(lines[-1], role=LineRole.SIGNATURE)
    found = text_lines(compose(lines))
    assert found[find_zones(found).foot].text.startswith("Re thành")
