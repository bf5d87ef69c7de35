from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.figures.answers import LEAST_SCORE, answers
from pipeline.model import Evidence, Obligation, Result, Target
from tests.strategies import one_line

_PLACE = Evidence(0, 1, 1, 1, None, "test", 1.0)


def _result(text: str, indicator: str | None = None) -> Result:
    return Result(None, text, indicator, "1", 1.0, None, _PLACE)


def _duty(action: str, product: str | None = None) -> Obligation:
    return Obligation(None, "Phòng Nội vụ", "thuc_hien", (), action, None, None, None, product, _PLACE)


def _target(text: str) -> Target:
    return Target(None, text, text, "=", "1", 1.0, 1.0, "%", None, None, None, _PLACE)


_DUTIES = [
    _duty("Tổ chức các lớp tập huấn kỹ năng số cho tổ công nghệ số cộng đồng"),
    _duty("Đăng tin, bài tuyên truyền phân loại rác tại nguồn trên trang thông tin điện tử"),
    _duty("Kiểm tra an toàn thực phẩm tại các bếp ăn trường học"),
]


def test_a_result_is_offered_to_the_duty_that_it_answers() -> None:
    results = [
        _result("đã tổ chức 05 lớp tập huấn kỹ năng số", "lớp tập huấn kỹ năng số"),
        _result("kiểm tra 14 bếp ăn trường học", "bếp ăn trường học"),
    ]

    found = answers(results, _DUTIES, ())

    assert [(one.result, one.question) for one in found] == [(results[0], _DUTIES[0]), (results[1], _DUTIES[2])]
    assert all(LEAST_SCORE <= one.score <= 1 for one in found)


def test_a_result_is_offered_to_goals_too_the_likest_first() -> None:
    near = _target("90% rác thải sinh hoạt được phân loại tại nguồn")
    far = _target("60% rác thải sinh hoạt được thu gom, vận chuyển, xử lý hợp vệ sinh bằng công nghệ mới")
    result = _result("71% rác thải sinh hoạt được phân loại", "rác thải sinh hoạt được phân loại")

    found = answers([result], (), [far, near], least_score=0.1)

    assert found[0].question is near
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_words_that_every_duty_has_answer_nothing() -> None:
    assert answers([_result("báo cáo kết quả thực hiện kế hoạch của các đơn vị")], _DUTIES, ()) == ()
    assert answers([_result("trồng 500 cây xanh ven kênh")], _DUTIES, ()) == ()
    assert answers([], _DUTIES, ()) == ()
    assert answers([_result("kiểm tra 14 bếp ăn trường học")], (), ()) == ()


@given(st.lists(one_line, max_size=4), st.lists(one_line, max_size=4))
def test_scores_lie_between_nothing_and_one(told: list[str], asked: list[str]) -> None:
    found = answers([_result(text) for text in told], [_duty(text) for text in asked], (), least_score=0)

    assert all(0 <= one.score <= 1 for one in found)
    assert found == answers([_result(text) for text in told], [_duty(text) for text in asked], (), least_score=0)
