from __future__ import annotations

from datetime import date

from pipeline.extract.duties.deadlines import Deadline, read_terms
from pipeline.extract.duties.drafts import draft, obligation, term_of
from pipeline.extract.duties.terms import DocumentTime, Term
from pipeline.extract.structure.blocks import blocks
from pipeline.model import Obligation
from tests.extract.texts import reading_of

_PLAN = DocumentTime(date(2025, 3, 5), date(2025, 1, 1), date(2025, 12, 31))


def _duty(text: str) -> Obligation:
    reading = reading_of(text)
    (block,) = blocks(reading)
    return obligation(
        reading, draft(block, (0, len(block.text)), "II", "Phòng Y tế", "thuc_hien", "heading", 2025), _PLAN
    )


def test_a_duty_says_when_it_begins_ends_and_returns() -> None:
    duty = _duty("Rà soát danh sách hộ nghèo định kỳ hằng quý, từ ngày 01/4 đến ngày 15/12.")

    assert (duty.starts, duty.ends) == ("2025-04-01", "2025-12-15")
    assert (duty.frequency, duty.recurrence) == ("định kỳ hằng quý", "FREQ=MONTHLY;INTERVAL=3;UNTIL=20251231")


def test_a_rhythm_of_a_noun_is_no_rhythm_of_the_duty() -> None:
    assert _duty("Bố trí dự toán hằng năm cho các trạm bơm.").recurrence is None


def test_a_duty_on_condition() -> None:
    assert _duty("Nếu có ổ dịch, kịp thời khoanh vùng.").condition == "Nếu có ổ dịch"


def test_each_act_has_its_own_term_and_place() -> None:
    text = "Xây dựng kế hoạch trước ngày 10/4; tổ chức tập huấn trong tháng 5."
    duty = _duty(text)

    assert [(act.text, act.deadline) for act in duty.acts] == [
        ("Xây dựng kế hoạch trước ngày 10/4", "trước ngày 10/4"),
        ("tổ chức tập huấn trong tháng 5", "trong tháng 5"),
    ]
    assert [text[act.evidence.start : act.evidence.end] for act in duty.acts] == [act.text for act in duty.acts]
    assert all(act.evidence.confidence < duty.evidence.confidence for act in duty.acts)


def test_a_duty_of_one_act_has_no_parts() -> None:
    assert _duty("Kiểm tra, giám sát việc thực hiện.").acts == ()


def test_a_term_begins_where_that_stands_apart() -> None:
    deadline = read_terms(["Quý II/2025", "Trước ngày 20/8/2025"], 2025)

    assert term_of(deadline, _PLAN) == Term(date(2025, 4, 1), date(2025, 8, 20))
    assert term_of(Deadline(None, None, None), _PLAN) == Term()


def test_a_beginning_behind_the_end_is_not_believed() -> None:
    deadline = read_terms(["Tháng 9/2025", "Trước ngày 20/8/2025"], 2025)

    assert term_of(deadline, _PLAN) == Term(None, date(2025, 8, 20))
