from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.extract.duties.clauses import find_duty, sentences
from pipeline.extract.duties.lead_ins import named_actor, says_no_more
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("sentence", "actor", "role"),
    [
        ("Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp tổng hợp.", "Phòng Nội vụ", "chu_tri"),
        ("Giao Tài chính - Kế toán phối hợp với Văn phòng lập dự toán.", "Tài chính - Kế toán", "thuc_hien"),
        ("Đề nghị các đơn vị liên quan phối hợp triển khai.", "các đơn vị liên quan", "de_nghi"),
        ("UBND phường yêu cầu các ban ngành thực hiện nghiêm.", "các ban ngành", "thuc_hien"),
        ("Hội đồng nhân dân tỉnh giao Ủy ban nhân dân tỉnh triển khai thực hiện.", "Ủy ban nhân dân tỉnh", "thuc_hien"),
        (
            "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị gửi ý kiến về Phòng Nội vụ.",
            "các đơn vị",
            "thuc_hien",
        ),
        ("Trong quá trình thực hiện, đề nghị Thủ trưởng các đơn vị báo cáo.", "Thủ trưởng các đơn vị", "de_nghi"),
        ("Căn cứ Kế hoạch này, Trạm Y tế xây dựng kế hoạch.", "Trạm Y tế", "thuc_hien"),
        ("Bước 1: Phòng Quản trị cung cấp danh sách.", "Phòng Quản trị", "thuc_hien"),
        ("Giải pháp thực hiện: Giao các Trưởng phòng chủ trì, thực hiện", "các Trưởng phòng", "chu_tri"),
        ("Phân tích đề thi – Trường THPT An Hòa thực hiện.", "Trường THPT An Hòa", "thuc_hien"),
        ("Sở Nội vụ có trách nhiệm chủ trì tham mưu.", "Sở Nội vụ", "chu_tri"),
        ("Sở Xây dựng là cơ quan đầu mối, chủ trì hướng dẫn các phường.", "Sở Xây dựng", "chu_tri"),
        ("Khuyến khích các hộ gia đình lắp đặt bể chứa nước mưa.", "các hộ gia đình", "de_nghi"),
        ("Ngay sau kỳ nghỉ hè, các trường khẩn trương sửa chữa bàn ghế.", "các trường", "thuc_hien"),
        (
            "Trong thời hạn 05 ngày kể từ ngày nhận đơn, Phòng Quản trị kiểm tra hiện trạng.",
            "Phòng Quản trị",
            "thuc_hien",
        ),
        ("Quý II hằng năm, Trạm Y tế gửi dự toán về Phòng Tài vụ.", "Trạm Y tế", "thuc_hien"),
        ("Trước khi thi công, chủ đầu tư phải rào chắn khu vực đào.", "chủ đầu tư", "thuc_hien"),
        ("Trường hợp cần thiết thì thanh tra huyện chủ trì, phối hợp kiểm tra.", "thanh tra huyện", "chu_tri"),
        ("Trường hợp các trường phải dời lịch thì phải báo cáo Phòng Giáo dục.", "các trường", "thuc_hien"),
        ("Về cây xanh đô thị: Giao Công ty Môi trường kiểm tra trước mùa mưa.", "Công ty Môi trường", "thuc_hien"),
        ("Vậy, thông báo để các trường, các lớp biết và thực hiện.", "các trường, các lớp", "thuc_hien"),
        ("Yêu cầu các cấp, các ngành nghiêm túc thực hiện.", "các cấp, các ngành", "thuc_hien"),
        ("Các tổ chức sử dụng vỉa hè phải dọn dẹp sạch sẽ.", "Các tổ chức sử dụng vỉa hè", "thuc_hien"),
        (
            "Đơn vị đang vận hành trạm bơm Sông Lau tiếp tục bố trí người trực.",
            "Đơn vị đang vận hành trạm bơm Sông Lau",
            "thuc_hien",
        ),
        (
            "Chủ tịch UBND xã, phường (sau đây gọi chung là cấp xã); người đứng đầu thôn có trách nhiệm giữ gìn cầu.",
            "Chủ tịch UBND xã, phường (sau đây gọi chung là cấp xã); người đứng đầu thôn",
            "thuc_hien",
        ),
        ("Trạm Y tế trong phạm vi nhiệm vụ của mình có trách nhiệm tiêm chủng.", "Trạm Y tế", "thuc_hien"),
    ],
)
def test_a_sentence_lays_a_duty_on_its_actor(sentence: str, actor: str, role: str) -> None:
    duty = find_duty(sentence, 0, len(sentence))

    assert duty
    assert sentence[duty.actor_start : duty.actor_end] == actor
    assert duty.role == role


@pytest.mark.parametrize(
    "sentence",
    [
        "Trên đây là Kế hoạch tuyên truyền của phường năm 2024.",
        "Nâng cao nhận thức của cán bộ, công chức, viên chức.",
        "Văn phòng đã tham mưu khắc phục tồn tại.",
        "Thực hiện các giải pháp nâng cao mức độ hài lòng của người dân, doanh nghiệp; đánh giá chất lượng.",
        "Quyết định này có hiệu lực kể từ ngày ký.",
        "Phân công cán bộ đầu mối phối hợp với trường.",
        "Kinh phí do ngân sách bảo đảm.",
        "Trường hợp các trường xin dời lịch thì được xem xét.",
        "Thông báo để mọi người cùng biết.",
    ],
)
def test_a_sentence_without_actor_or_duty(sentence: str) -> None:
    assert find_duty(sentence, 0, len(sentence)) is None


def test_who_says_so_is_left_out_of_what_a_closing_asks() -> None:
    text = "Trên đây là Kế hoạch năm 2024, Sở Y tế yêu cầu các phòng chức năng triển khai."

    duty = find_duty(text, 0, len(text))

    assert duty
    assert text[duty.start : duty.end] == "Sở Y tế yêu cầu các phòng chức năng triển khai."


def test_sentences_keep_numbers_and_abbreviations_whole() -> None:
    text = "Theo Mục 3.1 của TP. An Hòa. Từ đó, các khoa thực hiện. Hết"

    assert [text[start:end] for start, end in sentences(text)] == [
        "Theo Mục 3.1 của TP. An Hòa.",
        "Từ đó, các khoa thực hiện.",
        "Hết",
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Phòng Nội vụ Quận 1:", ("Phòng Nội vụ Quận 1", "thuc_hien", "")),
        ("Đề nghị Ủy ban MTTQ phường", ("Ủy ban MTTQ phường", "de_nghi", "")),
        ("Văn phòng Sở có trách nhiệm:", ("Văn phòng Sở", "thuc_hien", "")),
        ("Sở Y tế chủ trì, phối hợp với các đơn vị liên quan:", ("Sở Y tế", "chu_tri", "")),
        (
            "Công an phường: Chủ trì, phối hợp bảo đảm an ninh",
            ("Công an phường", "thuc_hien", "Chủ trì, phối hợp bảo đảm an ninh"),
        ),
    ],
)
def test_a_heading_may_name_the_actor(heading: str, expected: tuple[str, str, str]) -> None:
    found = named_actor(heading, 0)

    assert found
    assert (found[0], found[1], heading[found[2] :]) == expected


@pytest.mark.parametrize(
    "heading",
    ["Kinh phí thực hiện:", "Chế độ báo cáo", "Sở Y tế; Sở Nội vụ: tỉnh", "Phòng Nội vụ tham mưu kế hoạch."],
)
def test_a_heading_may_name_no_actor(heading: str) -> None:
    assert named_actor(heading, 0) is None


def test_of_a_title_the_whole_is_a_name() -> None:
    assert named_actor("Các khoa tham gia khảo sát", 0) is None
    assert named_actor("Các khoa tham gia khảo sát", 0, is_title=True) == (
        "Các khoa tham gia khảo sát",
        "thuc_hien",
        26,
    )


def test_a_lead_in_says_no_more() -> None:
    assert says_no_more("Phòng A chủ trì, thực hiện:", 8)
    assert not says_no_more("Phòng A chủ trì xây dựng kế hoạch:", 8)
    assert not says_no_more("Phòng A chủ trì, thực hiện.", 8)


@given(any_line)
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for start, end in sentences(text):
        assert 0 <= start < end <= len(text)
        duty = find_duty(text, start, end)
        assert duty is None or start <= duty.start <= duty.actor_start < duty.actor_end <= duty.predicate <= end
