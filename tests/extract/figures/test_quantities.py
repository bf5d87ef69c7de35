from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.figures.quantities import (
    Quantity,
    UnitKind,
    amount_in_dong,
    find_quantities,
    number_of,
    read_value,
)
from tests.strategies import any_line


def _only(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit", "low", "high"),
    [
        ("95%", None, "95", "%", 95, 95),
        ("100 %", None, "100", "%", 100, 100),
        ("tỷ lệ 80,5%", None, "80,5", "%", 80.5, 80.5),
        ("đạt từ 95% trở lên", ">=", "95", "%", 95, None),
        ("từ 5% trở xuống", "<=", "5", "%", None, 5),
        ("từ 03 chuyên mục trở lên", ">=", "03", "chuyên mục", 3, None),
        ("trên 90%", ">", "90", "%", 90, None),
        ("tối thiểu 50%", ">=", "50", "%", 50, None),
        ("≥ 85%", ">=", "85", "%", 85, None),
        ("không quá 3 ngày", "<=", "3", "ngày", None, 3),
        ("dưới 1,5%", "<", "1,5", "%", None, 1.5),
        ("ít nhất 01 đến 02 mô hình hay", ">=", "01 đến 02", "mô hình", 1, 2),
        ("tăng từ 60% đến 70%", None, "60% đến 70", "%", 60, 70),
        ("bình quân 10 - 12%/năm", None, "10 - 12", "%/năm", 10, 12),
        ("ít nhất một câu lạc bộ", ">=", "một", "câu lạc bộ", 1, None),
        ("tối thiểu hai lớp", ">=", "hai", "lớp", 2, None),
        ("tổ chức 02 (hai) lớp", None, "02", "lớp", 2, 2),
        ("tổng số 15 hộ", None, "15", "hộ", 15, 15),
        ("9/11 thôn đã họp", None, "9/11", "thôn", 9, 9),
        ("1.250 lượt người", None, "1.250", "lượt người", 1250, 1250),
        ("2,4 triệu lượt khách", None, "2,4", "triệu lượt khách", 2.4, 2.4),
        ("1.250.000.000 đồng", None, "1.250.000.000", "đồng", 1_250_000_000, 1_250_000_000),
        ("98.5%", None, "98.5", "%", 98.5, 98.5),
    ],
)
def test_a_quantity_as_papers_print_it(
    text: str, comparator: str | None, value: str, unit: str, low: float | None, high: float | None
) -> None:
    found = _only(text)

    assert (found.comparator, found.value, found.unit) == (comparator, value, unit)
    assert (found.low, found.high) == (low, high)
    assert text[found.value_start : found.value_end] == value


@pytest.mark.parametrize(
    ("text", "value", "unit", "low", "high"),
    [
        ("thuộc nhóm 5 quận dẫn đầu", "5", "quận", 1, 5),
        ("nằm trong nhóm 10 tỉnh, thành phố đứng đầu cả nước", "10", "tỉnh, thành phố", 1, 10),
        ("lọt vào top 3", "3", None, 1, 3),
        ("PAR INDEX tăng 5 bậc", "5", "bậc", 5, 5),
        ("tăng từ 2 đến 3 bậc", "2 đến 3", "bậc", 2, 3),
        ("chỉ số DDCI xếp thứ 4", "4", None, 4, 4),
    ],
)
def test_a_place_in_a_ranking(text: str, value: str, unit: str | None, low: float, high: float) -> None:
    found = _only(text)

    assert (found.comparator, found.kind) == ("rank", UnitKind.RANK)
    assert (found.value, found.unit, found.low, found.high) == (value, unit, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2024",
        "theo khoản 2 Điều 5, điểm a Mục 3",
        "ngày 15/7/2025 và dịp 20/11",
        "Ủy ban nhân dân Quận 1, Khu phố 3, Tổ 12",
        "lúc 8 giờ 30 phút, trước 17 giờ, 17h00, 24/7",
        "ĐT: 0254.3826.123 hoặc 0901234567",
        "giai đoạn 2021 - 2025, năm 2030",
        "giai đoạn 2021 - 2030 khu vực ven biển",
        "nhóm 2 và bệnh viện hạng 2",
        "mạng 5G, tiêu chuẩn ISO 9001:2015",
    ],
)
def test_names_dates_and_labels_are_none(text: str) -> None:
    assert find_quantities(text) == ()


def test_on_so_many_media_is_no_more_than() -> None:
    (medium,) = find_quantities("Phát bài trên 03 kênh của huyện")
    (more,) = find_quantities("Phấn đấu có trên 03 kênh của huyện")

    assert (medium.comparator, more.comparator) == (None, ">")


def test_a_share_of_the_gross_product() -> None:
    (share,) = find_quantities("Kinh tế số đạt 20% GRDP")

    assert share.unit == "% GRDP"


def test_a_quantity_behind_a_date_is_found() -> None:
    assert [(found.value, found.unit) for found in find_quantities("Năm 2025 có 12 lớp, ngày 03/4 thêm 2 buổi")] == [
        ("12", "lớp"),
        ("2", "buổi"),
    ]


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("12 triệu đồng", 12_000_000),
        ("1,5 tỷ đồng", 1_500_000_000),
        ("0,35 nghìn tỷ đồng", 350_000_000_000),
        ("25.400.000 đồng", 25_400_000),
        ("150,000 đồng", 150_000),
        ("10 - 15 triệu đồng", 15_000_000),
        ("2,2 tỷ", 2_200_000_000),
        ("3 triệu USD", None),
        ("1.400.000 đồng/ha", None),
        ("12 lớp", None),
    ],
)
def test_money_in_dong(text: str, dong: int | None) -> None:
    assert amount_in_dong(text, _only(text)) == dong


@pytest.mark.parametrize(
    ("cell", "low", "unit"),
    [
        ("95", 95, None),
        ("≥ 85,5", 85.5, None),
        ("1.250 hộ", 1250, "hộ"),
        ("trên 90%", 90, "%"),
        ("100%/năm", 100, "%/năm"),
    ],
)
def test_a_cell_that_holds_a_value(cell: str, low: float, unit: str | None) -> None:
    found = read_value(cell)

    assert found is not None
    assert (found.low, found.unit) == (low, unit)


@pytest.mark.parametrize("cell", ["Phòng 12", "", "hoàn thành", "12 lớp và 30 buổi tuyên truyền", "Quý I/2025", "2025"])
def test_a_cell_that_holds_none(cell: str) -> None:
    assert read_value(cell) is None


@given(st.integers(0, 10**12))
def test_a_number_with_points_is_read_back(number: int) -> None:
    assert number_of(f"{number:,}".replace(",", ".")) == number


@given(any_line | st.text("0123456789 .,%-–/đến từtrởlênítnhấtnhóm", max_size=60))
def test_any_text_is_read(text: str) -> None:
    end = 0
    for found in find_quantities(text):
        assert 0 <= end <= found.start <= found.value_start < found.value_end <= found.end <= len(text)
        assert found.value == text[found.value_start : found.value_end]
        end = found.end
