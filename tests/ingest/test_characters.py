from pipeline.ingest.characters import Char, Glyph, reading_turn, upright_chars, words_of
from pipeline.model import Box


def glyphs(text: str, x: float = 0, baseline: float = 100, size: float = 20, gap: float = 0) -> list[Glyph]:
    """Letters 10 wide one after the other; a blank in `text` is a space character."""
    out: list[Glyph] = []
    space = True
    for char in text:
        if char == " ":
            x += 5
            space = True
            continue
        box = Box(1, x + 1, baseline - 0.7 * size, x + 9, baseline)
        out.append(Glyph(char, box, x, x + 10, baseline, size, space))
        x += 10 + gap
        space = False
    return out


def texts(letters: list[Glyph]) -> list[str]:
    return [word.text for word in words_of(letters)]


def test_spaces_and_gaps_part_words() -> None:
    assert texts(glyphs("kế hoạch")) == ["kế", "hoạch"]
    first, second = glyphs("kế"), glyphs("hoạch", x=25)
    unspaced = [Glyph(g.text, g.box, g.start, g.end, g.baseline, g.size, False) for g in second]
    assert texts(first + unspaced) == ["kế", "hoạch"]
    assert texts(glyphs("hoạch", gap=1)) == ["hoạch"]  # letters set a little apart


def test_a_new_line_begins_a_new_word() -> None:
    lower = [Glyph(g.text, g.box, g.start, g.end, g.baseline, g.size, False) for g in glyphs("b", baseline=140)]
    assert texts(glyphs("a") + lower) == ["a", "b"]


def test_combining_marks_stay_with_their_letter() -> None:
    letters = glyphs("XA")
    mark = Glyph("\u0303", Box(1, 12, 80, 18, 84), 30, 30, 100, 20, True)
    assert texts([*letters, mark]) == ["XA\u0303"]


def raised(text: str, x: float) -> list[Glyph]:
    return [
        Glyph(g.text, g.box, g.start, g.end, g.baseline, g.size, False) for g in glyphs(text, x, baseline=92, size=13)
    ]


def test_small_raised_digits_become_superscripts() -> None:
    assert texts([*glyphs("sở"), *raised("12", 20)]) == ["sở¹²"]
    assert texts([*glyphs("sở"), *raised("3", 20), *glyphs("theo", x=40)]) == ["sở³", "theo"]


def test_a_raised_number_at_the_start_of_a_note() -> None:
    assert texts([*raised("12", 0), *glyphs("Theo", x=30)]) == ["¹²", "Theo"]


def test_small_digits_on_the_line_stay_digits() -> None:
    small = [Glyph(g.text, g.box, g.start, g.end, 100, 13, False) for g in glyphs("2", x=20, size=13)]
    assert texts([*glyphs("CO"), *small]) == ["CO2"]


def char(angle: float, text: str = "a") -> Char:
    return Char(text, (0, 0, 1, 1), (0, 0, 1, 1), (0, 0), angle, False)


def test_the_turn_is_that_of_most_letters() -> None:
    chars = [char(90.3)] * 5 + [char(0)] * 2 + [char(45, "-")] * 9
    assert reading_turn(chars) == 90
    assert len(upright_chars(chars, 90)) == 5
    assert reading_turn([char(-90)]) == 270
    assert reading_turn([]) == 0
