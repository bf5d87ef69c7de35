from pathlib import Path

import pytest

from pipeline.errors import EmptySourceError, SourceLimitError
from pipeline.ingest import Item, TextInput, discover, page_count, read_source_page
from pipeline.ingest.plaintext import split_lines
from pipeline.model import PageOrigin
from pipeline.reading import compose
from pipeline.settings import Settings
from tests.encodings.test_legacy import encoded

SETTINGS = Settings()


def item(path: Path, data: bytes) -> Item:
    path.write_bytes(data)
    return discover([path], SETTINGS, path.parent / "spool").items[0]


def read(path: Path, data: bytes, settings: Settings = SETTINGS) -> TextInput:
    page = read_source_page(item(path, data), 1, settings)
    assert isinstance(page, TextInput)
    return page


@pytest.mark.parametrize("text", ["KẾ HOẠCH\n\nI. Mục đích\n", "một dòng", "\n\nsau hai dòng trống\n\n ", "a\nb"])
def test_line_i_is_line_i(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path / "a.txt", text.encode()).reading
    assert [line.text for line in reading.lines] == text.split("\n")
    assert compose(reading.lines).text == text
    assert (reading.page.origin, reading.page.width, reading.page.dpi) == (PageOrigin.PLAIN_TEXT, 0, 0)
    assert all(line.box is None and line.read == line.text for line in reading.lines)


def test_breaks_and_control_characters() -> None:
    assert split_lines("a\r\nb\r\n") == ["a", "b", ""]
    assert split_lines("a\rb") == ["a", "b"]
    assert split_lines("a\n\x0cb\x00c\td\n") == ["a", "bc\td", ""]


def test_legacy_text_is_converted(tmp_path: Path) -> None:
    text = "ủy ban nhân dân xã ban hành kế hoạch\nthực hiện nhiệm vụ năm 2004\n"
    reading = read(tmp_path / "a.txt", encoded(text, "tcvn3").encode("latin-1")).reading
    assert compose(reading.lines).text == text
    assert dict(reading.steps[0].settings)["encoding"] == "tcvn3"


def test_another_language_is_accepted_with_a_warning(tmp_path: Path) -> None:
    text = (
        "The committee shall approve the annual plan and publish the results within thirty working days after it. " * 2
    )
    reading = read(tmp_path / "a.txt", text.encode()).reading
    assert [problem.code for problem in reading.problems] == ["other_language"]
    assert "a.txt" in reading.problems[0].message.en


def test_latin_1_text_is_accepted(tmp_path: Path) -> None:
    text = "Le président a été réélu; les députés étaient réunis à l'Assemblée générale près de la préfecture. " * 3
    reading = read(tmp_path / "a.txt", text.encode("latin-1")).reading
    assert "réélu" in reading.lines[0].text
    assert [problem.code for problem in reading.problems] == ["other_language"]


def test_right_text_has_no_problem(tmp_path: Path) -> None:
    text = "Ủy ban nhân dân xã ban hành Kế hoạch thực hiện nhiệm vụ phòng, chống thiên tai năm 2024. " * 3
    assert read(tmp_path / "a.txt", text.encode()).reading.problems == ()


def test_blank_text_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptySourceError, match=r"a\.txt"):
        read(tmp_path / "a.txt", b" \n\n\t\n")


def test_too_long_a_text(tmp_path: Path) -> None:
    with pytest.raises(SourceLimitError, match=r"a\.txt"):
        read(tmp_path / "a.txt", b"abc " * 100, Settings.model_validate({"limits": {"text_characters": 100}}))


def test_one_page(tmp_path: Path) -> None:
    assert page_count(item(tmp_path / "a.txt", b"abc"), SETTINGS) == 1
