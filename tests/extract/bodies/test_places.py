from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.bodies.home import Home, home_of
from pipeline.extract.bodies.places import MOST_CANDIDATES, find_places, namings
from pipeline.model import Header, Place
from tests.extract.texts import blocks_of, reading_of
from tests.strategies import any_line

OLD = Header(issuer="Ủy ban nhân dân Quận 3", date="2024-05-06")
NEW = Header(issuer="Ủy ban nhân dân phường Bến Thành", date="2025-08-09")


def places(text: str, header: Header = OLD) -> tuple[Place, ...]:
    named = namings(blocks_of(text))
    return find_places(reading_of(text), named, home_of(header, [naming.unit for naming in named]))


def test_a_place_is_linked_to_what_it_was_and_is() -> None:
    (place,) = places("Tổ chức hội thi tại phường Bến Nghé trong tháng 5.\n")
    assert place.text == "phường Bến Nghé"
    assert place.level == "xa"
    assert place.before == ("Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh",)
    assert "Phường Sài Gòn, Thành phố Hồ Chí Minh" in place.after
    assert place.evidence.rule == "place.near"


def test_since_the_reform_a_name_means_a_unit_of_now() -> None:
    (place,) = places("Tổ chức hội thi tại phường Bến Thành.\n", NEW)
    assert place.after == ("Phường Bến Thành, Thành phố Hồ Chí Minh",)
    assert len(place.before) > 1
    assert "Phường Bến Thành, Quận 1, Thành phố Hồ Chí Minh" in place.before


def test_since_the_reform_an_old_district_is_still_known() -> None:
    (place,) = places("Địa bàn Quận 5 trước đây.\n", NEW)
    assert place.before == ("Quận 5, Thành phố Hồ Chí Minh",)
    assert len(place.after) > 1


def test_the_chain_tells_wards_of_one_name_apart() -> None:
    first, second = places("Khảo sát tại Phường 4, Quận 5 rồi ở Phường 4 và Phường 4.\n")[::2]
    assert first.before == ("Phường 4, Quận 5, Thành phố Hồ Chí Minh",)
    assert second.before == ("Phường 4, Quận 3, Thành phố Hồ Chí Minh",)  # the document's own district


def test_what_stays_ambiguous_keeps_its_candidates_in_fixed_order() -> None:
    named = namings(blocks_of("Đoàn công tác đến xã Tân Thành.\n"))
    (place,) = find_places(reading_of("Đoàn công tác đến xã Tân Thành.\n"), named, Home())
    assert 1 < len(place.before) <= MOST_CANDIDATES
    assert place.evidence.confidence < 0.9
    assert place == find_places(reading_of("Đoàn công tác đến xã Tân Thành.\n"), named, Home())[0]


def test_an_unknown_unit_has_no_candidates() -> None:
    (place,) = places("Đoàn công tác đến xã Bến Gió.\n")
    assert (place.before, place.after, place.level) == ((), (), "xa")


def test_a_unit_of_another_province_is_not_guessed() -> None:
    (place,) = places("Đoàn công tác đến xã Tân Thành.\n", Header(issuer="Ủy ban nhân dân Quận 3", date="2024-05-06"))
    assert place.before == ()


def test_each_unit_stands_once_where_it_is_named_first() -> None:
    text = "Mở lớp ở phường Bến Nghé.\nMở thêm lớp ở phường Bến Nghé.\n"
    (place,) = places(text)
    assert text[place.evidence.start : place.evidence.end] == "phường Bến Nghé"
    assert place.evidence.line == 1


def test_roads_persons_and_words_alone_are_no_places() -> None:
    assert (
        places("Nhà số 5 đường Bà Huyện Thanh Quan; các phường, xã; bà Lê Thị Xã; Quận ủy; 05 tỉnh Tây Nguyên.\n") == ()
    )


@settings(max_examples=60)
@given(st.lists(any_line, max_size=6))
def test_any_text_gives_places_inside_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    for place in places(text):
        assert 0 <= place.evidence.start < place.evidence.end <= len(text)
        assert len(place.before) <= MOST_CANDIDATES
        assert len(place.after) <= MOST_CANDIDATES
