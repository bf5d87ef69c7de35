from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.duties.find import find_obligations
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import find_sections
from pipeline.model import Cell, Header, Line, LineRole, Obligation
from pipeline.reading import Reading, compose
from tests.extract.texts import reading_of
from tests.strategies import any_line, papers

_HEADER = Header(doc_type="Kế hoạch", date="2025-03-06")
_HEAD = """\
ỦY BAN NHÂN DÂN
PHƯỜNG AN HÒA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2025
Thực hiện Kế hoạch số 5/KH-UBND, Ủy ban nhân dân phường ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao nhận thức của cán bộ, công chức.
- Cán bộ, công chức nắm vững nội dung.
"""


def _duties(body: str, header: Header = _HEADER) -> list[Obligation]:
    return list(_found(reading_of(_HEAD + body), header))


def _found(reading: Reading, header: Header = _HEADER) -> tuple[Obligation, ...]:
    parts = blocks(reading)
    return find_obligations(reading, parts, header, find_sections(reading, parts))


def _who(found: list[Obligation]) -> list[tuple[str | None, str, str]]:
    return [(duty.section, duty.actor, duty.role) for duty in found]


def test_bullets_below_an_actor_bind_that_actor() -> None:
    found = _duties(
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Nội vụ\n"
        "- Chủ trì, phối hợp với Phòng Tư pháp tham mưu kế hoạch trước ngày 10 tháng 6.\n"
        "- Tổng hợp, báo cáo kết quả hằng quý.\n"
        "2. Đề nghị Ủy ban MTTQ phường:\n"
        "- Tăng cường giám sát.\n"
        "3. Kinh phí thực hiện\n"
        "- Từ nguồn ngân sách.\n"
    )

    assert _who(found) == [
        ("II.1", "Phòng Nội vụ", "chu_tri"),
        ("II.1", "Phòng Nội vụ", "thuc_hien"),
        ("II.2", "Ủy ban MTTQ phường", "de_nghi"),
    ]
    assert found[0].partners == ("Phòng Tư pháp",)
    assert (found[0].deadline, found[0].deadline_date) == ("trước ngày 10 tháng 6", "2025-06-10")
    assert found[1].frequency == "hằng quý"


def test_a_heading_among_actors_is_an_actor_though_no_table_knows_it() -> None:
    found = _duties(
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Nội vụ\n- Tổng hợp kết quả.\n"
        "2. Viễn thông An Hòa\n- Bảo đảm đường truyền.\n"
        "3. Kinh phí\n- Bố trí từ ngân sách.\n"
    )

    assert [duty.actor for duty in found] == ["Phòng Nội vụ", "Viễn thông An Hòa"]


def test_lettered_items_below_an_actor_bind_that_actor() -> None:
    found = _duties(
        "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chịu trách nhiệm:\n"
        "a) Chủ trì xây dựng kế hoạch;\nb) Chỉ đạo các bệnh viện thực hiện.\n"
    )

    assert _who(found) == [("II.1.a", "Sở Y tế", "chu_tri"), ("II.1.b", "Sở Y tế", "thuc_hien")]


def test_a_sentence_names_its_actor_and_the_next_goes_with_it() -> None:
    found = _duties(
        "II. NỘI DUNG\n"
        "- Trạm Y tế chủ trì, phối hợp với Trường Tiểu học tổ chức khám sức khỏe. Chủ động xây dựng lịch khám.\n"
        "- Đổi mới hình thức tuyên truyền.\n"
    )

    assert _who(found) == [("II", "Trạm Y tế", "chu_tri")]
    assert found[0].action.endswith("Chủ động xây dựng lịch khám.")


def test_what_is_below_a_task_says_who_and_when() -> None:
    found = _duties(
        "II. HÌNH THỨC TUYÊN TRUYỀN\n"
        "1. Cập nhật thông tin trên trang thông tin điện tử.\n"
        "- Ban ngành thực hiện: Văn phòng phường\n"
        "- Ban ngành phối hợp: Văn hóa - Xã hội và các ban ngành liên quan.\n"
        "- Thời gian thực hiện: Thường xuyên trong năm.\n"
        "2. Tổ chức hội thi.\n"
        "a) Đơn vị chủ trì: Phòng Nội vụ.\n"
        "b) Đơn vị phối hợp: Phòng Tư pháp.\n"
    )

    assert _who(found) == [("II.1", "Văn phòng phường", "thuc_hien"), ("II.2", "Phòng Nội vụ", "chu_tri")]
    assert found[0].action == "Cập nhật thông tin trên trang thông tin điện tử."
    assert (found[0].deadline, found[0].frequency) == ("Thường xuyên trong năm", "thường xuyên")
    assert found[1].partners == ("Phòng Tư pháp",)


def _row(row: int, *cells: str, page: int = 1) -> list[Line]:
    return [Line(page, text, text, cell=Cell(0, row, column)) for column, text in enumerate(cells) if text]


def test_rows_of_a_task_table_over_a_page_break() -> None:
    reading = compose(
        [
            *reading_of(_HEAD + "II. TIẾN ĐỘ THỰC HIỆN").lines,
            *_row(0, "TT", "Nội dung công việc", "Thời gian thực hiện", "Đơn vị chủ trì/phối hợp", "Sản phẩm"),
            *_row(1, "1", "Ban hành kế hoạch", "Trước ngày 27/6/2025", "Phòng Đào tạo; Trung tâm Khảo thí", "Kế hoạch"),
            *_row(0, "TT", "Nội dung công việc", "Thời gian thực hiện", "Đơn vị chủ trì/phối hợp", "Sản phẩm", page=2),
            *_row(1, "2", "Tổng hợp dữ liệu", "Quý IV/2025", "Trung tâm Khảo thí", "", page=2),
            *_row(2, "3", "Mục để trống", "", "", "", page=2),
        ]
    )

    first, second = _found(reading)

    assert (first.actor, first.role, first.partners) == ("Phòng Đào tạo", "chu_tri", ("Trung tâm Khảo thí",))
    assert (first.deadline_date, first.product, first.section) == ("2025-06-27", "Kế hoạch", "II")
    assert (second.action, second.deadline, second.evidence.page) == ("Tổng hợp dữ liệu", "Quý IV/2025", 2)


def test_a_row_that_a_page_break_cut_is_one_duty_below_a_head_printed_again() -> None:
    head = ("TT", "Nội dung công việc", "Thời gian thực hiện", "Đơn vị chủ trì/phối hợp")
    rest = [
        Line(2, "kèm phụ lục số liệu", "kèm phụ lục số liệu", cell=Cell(0, 1, 1, page=1)),
        Line(2, "Trung tâm Khảo thí", "Trung tâm Khảo thí", cell=Cell(0, 1, 3, page=1)),
    ]
    again = [
        Line(2, text, text, role=LineRole.FURNITURE, cell=Cell(0, 2, column, page=1))
        for column, text in enumerate(head)
    ]
    above = _row(1, "1", "Ban hành kế hoạch", "Trước ngày 27/6/2025", "Phòng Đào tạo;")
    below = [
        Line(2, text, text, cell=Cell(0, 3, column, page=1))
        for column, text in enumerate(("2", "Tổng hợp dữ liệu", "Quý IV/2025", "Trung tâm Khảo thí"))
    ]
    lines = [*_row(0, *head), *above[:2], rest[0], *above[2:], rest[1], *again, *below]
    reading = compose([*reading_of(_HEAD + "II. TIẾN ĐỘ THỰC HIỆN").lines, *lines])

    first, second = _found(reading)

    assert first.action == "Ban hành kế hoạch kèm phụ lục số liệu"
    assert (first.actor, first.partners, first.deadline_date) == (
        "Phòng Đào tạo",
        ("Trung tâm Khảo thí",),
        "2025-06-27",
    )
    assert (second.action, second.evidence.page) == ("Tổng hợp dữ liệu", 2)


def test_a_table_that_gives_no_tasks_lays_no_duty() -> None:
    reading = compose(
        [
            *reading_of(_HEAD + "II. DANH MỤC").lines,
            *_row(0, "STT", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Địa điểm thực hiện", "Lệ phí"),
            *_row(1, "1", "Cấp giấy phép", "05 ngày", "Bộ phận Một cửa", "Không"),
        ]
    )

    assert _found(reading) == ()


def test_a_decision_binds_who_carries_it_out() -> None:
    text = (
        "QUYẾT ĐỊNH\nVề việc công bố danh mục\nCăn cứ Luật Tổ chức chính quyền địa phương;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Công bố danh mục thủ tục.\n"
        "Điều 2. Giao Sở Nội vụ chủ trì xây dựng quy trình.\n"
        "Điều 3. Chánh Văn phòng, Giám đốc Sở Nội vụ và các tổ chức, cá nhân có liên quan "
        "chịu trách nhiệm thi hành./.\n"
    )

    assert _who(list(_found(reading_of(text), Header(doc_type="Quyết định")))) == [
        ("Điều 2", "Sở Nội vụ", "chu_tri"),
        ("Điều 3", "Chánh Văn phòng, Giám đốc Sở Nội vụ và các tổ chức, cá nhân có liên quan", "thuc_hien"),
    ]


def test_the_closing_belongs_to_the_last_section() -> None:
    found = _duties(
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Văn phòng\n"
        "- Tham mưu ban hành văn bản.\n"
        "Trên đây là Kế hoạch năm 2025, đề nghị các ban ngành thực hiện nghiêm túc./.\n"
    )

    assert _who(found) == [("II.1", "Văn phòng", "thuc_hien"), ("II", "các ban ngành", "de_nghi")]


def test_a_sentence_that_tells_no_act_is_no_part_of_the_duty_before_it() -> None:
    found = _duties("II. NỘI DUNG\n- Phòng Tài chính bảo đảm kinh phí. Văn bản của Tổ được đóng dấu của Phòng.\n")

    assert [duty.action for duty in found] == ["Phòng Tài chính bảo đảm kinh phí."]


def test_a_lead_in_before_the_sections_asks_for_their_items() -> None:
    text = (
        "Kính gửi: Ủy ban nhân dân các phường.\n"
        "Để khắc phục tình trạng trên, Phòng đề nghị Ủy ban nhân dân các phường thực hiện một số nội dung sau:\n"
        "1. Gửi báo cáo tháng 7 năm 2025 về Phòng Nội vụ trước ngày 08/8/2025 theo mẫu đã ban hành.\n"
        "2. Riêng Ủy ban nhân dân phường An Hòa bổ sung danh sách hộ làm điểm của phường mình.\n"
    )

    assert _who(list(_found(reading_of(text), Header(doc_type="Công văn")))) == [
        ("1", "Ủy ban nhân dân các phường", "de_nghi"),
        ("2", "Ủy ban nhân dân phường An Hòa", "thuc_hien"),  # has a subject of its own
    ]


def test_the_term_of_an_item_is_that_of_its_duties() -> None:
    found = _duties(
        "II. NỘI DUNG\n"
        "1. Khắc phục tồn tại\n"
        "- Giải pháp thực hiện: Giao Văn phòng chủ trì rà soát hồ sơ.\n"
        "- Thời gian thực hiện: Hoàn thành trước ngày 30/9/2025.\n"
        "2. Việc đã xong\n"
        "- Giao Phòng Nội vụ kiểm tra lại.\n"
        "- Thời gian thực hiện: Đã khắc phục xong từ tháng 7/2024.\n"
    )

    assert [(duty.actor, duty.deadline_date) for duty in found] == [("Văn phòng", "2025-09-30"), ("Phòng Nội vụ", None)]


def test_a_report_of_what_was_done_lays_no_duty() -> None:
    text = (
        "II. KẾT QUẢ THỰC HIỆN\n- Phòng Nội vụ tham mưu ban hành 13 văn bản.\n"
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ\n- Phòng Nội vụ chủ trì tổng kết.\n"
    )

    report = _duties(text, Header(doc_type="Báo cáo", date="2025-12-01"))

    assert _who(report) == [("III", "Phòng Nội vụ", "chu_tri")]
    assert len(_duties(text)) == 2


def test_the_evidence_is_the_place_of_the_action() -> None:
    reading = reading_of(_HEAD + "II. TỔ CHỨC THỰC HIỆN\n1. Văn phòng\n- Tham mưu ban hành\nvăn bản.\n")

    (duty,) = _found(reading)

    assert reading.text[duty.evidence.start : duty.evidence.end] == "Tham mưu ban hành\nvăn bản."
    assert duty.action == "Tham mưu ban hành văn bản."
    assert 0 < duty.evidence.confidence < 1


@settings(deadline=None)
@given(papers())
def test_any_paper_gives_spans_inside_it(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    for duty in _found(reading):
        assert 0 <= duty.evidence.start < duty.evidence.end <= len(reading.text)


_LINES = [
    *_HEAD.split("\n"),
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Nội vụ:",
    "- Chủ trì tham mưu;",
    "+ Phối hợp thực hiện.",
    "a) Giao Văn phòng thực hiện",
    "- Thời gian thực hiện: Quý I/2025",
    "Đơn vị chủ trì: Sở Y tế",
    "Đề nghị các đơn vị:",
    "Nội dung | Chủ trì",
    "Việc một | Sở Y tế",
    "Nơi nhận:",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(_LINES) | any_line, max_size=20))
def test_lines_in_any_order_give_spans_inside_the_text(lines: list[str]) -> None:
    reading = reading_of("\n".join(lines))
    for duty in _found(reading):
        assert 0 <= duty.evidence.start < duty.evidence.end <= len(reading.text)
        assert duty.actor
