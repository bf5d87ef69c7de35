from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.duties.find import find_obligations
from pipeline.extract.duties.reporting import find_reports, instances
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import find_sections
from pipeline.model import Header, Period, ReportingDuty
from pipeline.reading import Reading
from tests.extract.texts import reading_of
from tests.strategies import any_line

_HEADER = Header(doc_type="Kế hoạch", date="2025-03-06", period=Period("năm 2025", "2025-01-01", "2025-12-31"))
_HEAD = """\
ỦY BAN NHÂN DÂN
PHƯỜNG AN LẠC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
KẾ HOẠCH
Phòng, chống sốt xuất huyết năm 2025
Thực hiện Kế hoạch số 5/KH-UBND, Ủy ban nhân dân phường ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao ý thức của người dân.
"""


def _found(reading: Reading) -> tuple[ReportingDuty, ...]:
    parts = blocks(reading)
    sections = find_sections(reading, parts)
    return find_reports(reading, parts, _HEADER, sections, find_obligations(reading, parts, _HEADER, sections))


def _reports(body: str) -> tuple[ReportingDuty, ...]:
    return _found(reading_of(_HEAD + body))


def test_who_reports_what_when_and_how() -> None:
    (report,) = _reports(
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Trạm Y tế phường\n"
        "- Phun hóa chất tại các ổ dịch.\n"
        "- Tổng hợp số ca mắc, báo cáo UBND phường (qua Văn phòng) theo mẫu số 3 trước ngày 25 hằng tháng.\n"
    )

    assert (report.section, report.actor) == ("II.1", "Trạm Y tế phường")
    assert (report.to, report.through, report.form) == ("UBND phường", "Văn phòng", "theo mẫu số 3")
    assert (report.frequency, report.deadline) == ("hằng tháng", "trước ngày 25 hằng tháng")
    assert report.recurrence == "FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20251231"


def test_the_evidence_is_the_clause_that_says_so() -> None:
    reading = reading_of(
        _HEAD + "II. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế phường\n- Lập danh sách hộ nuôi lợn; báo cáo UBND phường.\n"
    )
    (report,) = _found(reading)

    assert reading.text[report.evidence.start : report.evidence.end] == "báo cáo UBND phường"
    assert report.evidence.line == reading.line_number(report.evidence.start)


def test_a_day_is_that_of_the_report_not_of_another_act() -> None:
    (report,) = _reports(
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Công an phường\n"
        "- Khảo sát các bãi rác trước ngày 10/4; báo cáo kết quả về Phòng Y tế chậm nhất ngày 20/4.\n"
    )

    assert (report.to, report.deadline, report.deadline_date) == ("Phòng Y tế", "chậm nhất ngày 20/4", "2025-04-20")


def test_the_term_of_a_task_stands_apart() -> None:
    (report,) = _reports(
        "II. NỘI DUNG\n1. Tổng hợp, báo cáo Sở Y tế.\n- Đơn vị thực hiện: Trạm Y tế phường.\n- Thời gian: hằng quý.\n"
    )

    assert (report.actor, report.frequency, report.deadline) == ("Trạm Y tế phường", "hằng quý", "hằng quý")
    assert report.recurrence == "FREQ=MONTHLY;INTERVAL=3;UNTIL=20251231"


def test_sections_about_reporting_bind_whom_their_sentences_name() -> None:
    reports = _reports(
        "II. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế phường\n- Phun hóa chất.\n"
        "III. CHẾ ĐỘ BÁO CÁO\n"
        "Các khu phố gửi báo cáo về Trạm Y tế phường vào thứ Sáu hằng tuần.\n"
    )

    assert [(report.actor, report.to, report.recurrence) for report in reports] == [
        ("Các khu phố", "Trạm Y tế phường", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20251231")
    ]


def test_what_hangs_on_a_lead_in_goes_to_whom_it_names() -> None:
    reports = _reports(
        "II. CHẾ ĐỘ BÁO CÁO\n"
        "1. Các khu phố gửi báo cáo về Trạm Y tế phường bằng văn bản:\n"
        "- Báo cáo quý: trước ngày 20 của tháng cuối quý;\n"
        "- Báo cáo 6 tháng: trước ngày 10 tháng 6.\n"
    )

    assert [(report.to, report.form) for report in reports] == [("Trạm Y tế phường", "bằng văn bản")] * 3
    assert reports[1].recurrence == "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20;UNTIL=20251231"
    assert (reports[2].deadline_date, reports[2].recurrence) == ("2025-06-10", None)


def test_a_duty_that_reports_nothing_is_none() -> None:
    assert _reports("II. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế phường\n- Phun hóa chất, treo băng rôn.\n") == ()


def test_a_report_has_dated_instances() -> None:
    year = date(2025, 1, 1), date(2025, 12, 31)
    monthly, once, never = _reports(
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Trạm Y tế phường\n"
        "- Báo cáo UBND phường trước ngày 05 hằng tháng.\n"
        "- Báo cáo Sở Y tế trong tháng 6.\n"
        "- Kịp thời báo cáo Chủ tịch phường khi có ổ dịch.\n"
    )

    assert [day.day for day in instances(monthly, *year)] == [5] * 12
    assert instances(once, *year) == (date(2025, 6, 30),)
    assert instances(once, date(2025, 7, 1), date(2025, 12, 31)) == ()
    assert instances(never, *year) == ()


_LINES = [
    "II. CHẾ ĐỘ BÁO CÁO",
    "1. Phòng Nội vụ:",
    "- Tổng hợp, báo cáo UBND phường",
    "a) Giao Văn phòng gửi báo cáo về Sở Y tế trước ngày 31/02.",
    "Các khu phố báo cáo định kỳ 6 tháng, năm;",
    "- Thời gian thực hiện: hằng quý",
    "Nội dung | Chủ trì",
    "Báo cáo kết quả | Sở Y tế",
]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(_LINES) | any_line, max_size=15))
def test_reports_in_lines_of_any_order_lie_inside_the_text(lines: list[str]) -> None:
    reading = reading_of("\n".join(lines))

    for report in _found(reading):
        assert 0 <= report.evidence.start < report.evidence.end <= len(reading.text)
        assert report.actor
