from pipeline.ingest.overlay import part_overlay
from pipeline.model import Box, Word


def word(text: str, x0: float, y0: float, height: float = 20) -> Word:
    return Word(text, Box(1, x0, y0, x0 + 10 * len(text), y0 + height), 1.0)


PRINTED = [word("Số:", 100, 100), word("/KH-UBND", 190, 102), word("ngày", 400, 100), word("tháng", 500, 100)]


def texts(groups: list[list[Word]]) -> list[str]:
    return [" ".join(each.text for each in group) for group in groups]


def test_a_number_in_a_blank_is_part_of_the_text() -> None:
    stamped, captions = part_overlay(PRINTED, [word("507", 145, 98), word("24", 460, 105)])
    assert [each.text for each in stamped] == ["507", "24"]
    assert captions == []


def test_who_signed_and_when_is_a_caption() -> None:
    overlay = [
        word("Ký", 100, 101), word("bởi:", 130, 101), word("Ủy", 180, 101), word("ban", 210, 101),
        word("16.04.2020", 100, 125), word("07:37:07", 210, 125),
    ]  # fmt: skip
    stamped, captions = part_overlay(PRINTED, overlay)
    assert stamped == []
    assert texts(captions) == ["Ký bởi: Ủy ban 16.04.2020 07:37:07"]


def test_a_number_far_from_any_line_is_a_caption() -> None:
    assert texts(part_overlay(PRINTED, [word("507", 145, 400)])[1]) == ["507"]


def test_a_number_on_printed_words_is_a_caption() -> None:
    assert texts(part_overlay(PRINTED, [word("507", 200, 102)])[1]) == ["507"]


def test_the_dots_of_a_blank_do_not_count_as_words() -> None:
    printed = [*PRINTED, word(".....", 140, 102)]
    assert [each.text for each in part_overlay(printed, [word("507", 145, 98)])[0]] == ["507"]


def test_without_printed_words_all_is_caption() -> None:
    assert texts(part_overlay([], [word("1849", 100, 100)])[1]) == ["1849"]
