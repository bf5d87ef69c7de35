"""What documents write otherwise than most others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.contradictions import Contradicted, Saying, contradicted

RIGHT, DAY = "98/2023/QH15", "2023-06-24"


def said(*sayings: tuple[str, str], central: bool = True) -> list[Saying]:
    return [Saying(document, 0, number, day, None, central) for document, (number, day) in enumerate(sayings)]


def about(*sayings: tuple[str, str | None]) -> list[Saying]:
    return [Saying(document, 0, number, None, subject, True) for document, (number, subject) in enumerate(sayings)]


def shown(found: list[Contradicted]) -> list[tuple[int, str, str | None, int]]:
    return [(one.saying.document, one.likely_id, one.likely_date, one.documents) for one in found]


def test_another_year_or_term_on_the_same_day_is_told() -> None:
    found = contradicted(said((RIGHT, DAY), ("98/2023/QH13", DAY), (RIGHT, DAY), ("98/2024/QH15", DAY), (RIGHT, DAY)))
    assert shown(found) == [(1, RIGHT, DAY, 3), (3, RIGHT, DAY, 3)]


def test_another_year_of_an_act_about_the_same_is_told_without_a_day() -> None:
    subject = "về thí điểm cơ chế đặc thù phát triển phố đi bộ"
    found = contradicted(
        about((RIGHT, subject), ("98/2024/QH15", subject.upper()), (RIGHT, subject.removeprefix("về ")))
    )
    assert shown(found) == [(1, RIGHT, None, 2)]
    dated = Saying(9, None, RIGHT, DAY, "Thí điểm cơ chế đặc thù phát triển phố đi bộ", False)
    found = contradicted([*about((RIGHT, subject), ("98/2024/QH15", subject)), dated])
    assert shown(found) == [(1, RIGHT, DAY, 2)]


def test_acts_about_the_same_with_days_of_their_own_are_two() -> None:
    subject = "về sửa đổi, bổ sung một số điều của các nghị định"
    others = [Saying(document, 0, RIGHT, DAY, subject, True) for document in (1, 2)]
    assert contradicted([*others, Saying(3, 0, "98/2013/QH15", "2013-05-14", subject, True)]) == []


def test_what_an_act_is_about_must_be_said_in_enough_words() -> None:
    for subject in (None, "", "về việc", "về đất đai"):
        assert contradicted(about((RIGHT, subject), ("98/2024/QH15", subject), (RIGHT, subject))) == []


def test_another_day_of_the_same_law_is_told() -> None:
    sayings = [(RIGHT, DAY), (RIGHT, "2023-04-26"), (RIGHT, DAY)]
    assert shown(contradicted(said(*sayings))) == [(1, RIGHT, DAY, 2)]
    local = [(number.replace("QH15", "QĐ-UBND"), day) for number, day in sayings]
    assert contradicted(said(*local, central=False)) == [], "two provinces may decide under one number"


def test_laws_of_one_day_are_not_taken_for_one() -> None:
    assert contradicted(said((RIGHT, DAY), (RIGHT, DAY), ("99/2023/QH15", DAY), ("98/2023/NĐ-CP", DAY))) == []


def test_one_against_one_stays_open_and_so_does_a_tie() -> None:
    assert contradicted(said((RIGHT, DAY), ("98/2023/QH13", DAY))) == []
    assert contradicted(said(*[(RIGHT, DAY), ("98/2023/QH13", DAY)] * 2)) == []


def test_a_document_counts_once_however_often_it_says_so() -> None:
    often = [Saying(1, position, RIGHT, DAY, None, True) for position in range(5)]
    other = Saying(2, 0, "98/2023/QH13", DAY, None, True)
    assert contradicted([*often, other]) == []
    itself = Saying(3, None, RIGHT, DAY, None, False)
    assert shown(contradicted([*often, other, itself])) == [(2, RIGHT, DAY, 2)]


def test_what_a_document_says_of_itself_is_not_doubted_here() -> None:
    itself = Saying(9, None, "98/2023/QH13", DAY, None, False)
    assert contradicted([itself, *said((RIGHT, DAY), (RIGHT, DAY))]) == []


def test_a_majority_whose_year_contradicts_its_own_day_is_not_believed() -> None:
    assert contradicted(said(*[("98/2024/QH15", DAY)] * 3, (RIGHT, DAY))) == []


sayings = st.builds(
    Saying,
    st.integers(1, 4),
    st.none() | st.integers(0, 3),
    st.sampled_from([RIGHT, "98/2023/QH13", "98/2024/QH15", "1/2023/x", "", "không số"]),
    st.none() | st.sampled_from([DAY, "2023-06-25"]),
    st.none() | st.sampled_from(["về việc trồng cây xanh trên phố", "trồng cây xanh trên phố"]),
    st.booleans(),
)


@given(st.lists(sayings, max_size=12))
def test_what_is_likely_is_said_by_more_documents(known: list[Saying]) -> None:
    for one in contradicted(known):
        assert one.saying in known
        assert one.documents >= 2
        assert (one.saying.id, one.saying.date) != (one.likely_id, one.likely_date)
        assert any((other.id, other.date) == (one.likely_id, one.likely_date) for other in known)
