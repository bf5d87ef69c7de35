"""The user's word list: names are taken where the reading allows them, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.model import Box, Line, PageOrigin, Word
from pipeline.restore import repair_text, restore_lines, undo_all, word_list
from pipeline.settings import Restore


@pytest.fixture
def names(tmp_path: Path) -> Path:
    file = tmp_path / "tên.txt"
    file.write_text("# tên trong kho\nTrần Văn Chẫu\nBến Ngé\nPlăng\n\n", "utf-8")
    return file


def test_a_rare_name_is_given_its_marks(names: Path) -> None:
    text = "Ong Tran Van Chau, Chu tich Uy ban nhan dan phuong"
    without = repair_text(text, Restore(regime="unaccented"))
    assert "Chẫu" not in without
    told = repair_text(text, Restore(regime="unaccented", words=names))
    assert told == without.replace(without.split()[3], "Chẫu,")


def test_a_syllable_that_no_model_knows_becomes_known(names: Path) -> None:
    assert "Plăng" in repair_text("Ong Plang la Chu tich xa", Restore(regime="unaccented", words=names))
    assert "Plăng" not in repair_text("Ong Plang la Chu tich xa", Restore(regime="unaccented"))


def test_a_name_in_a_garbled_heading_and_across_signs(names: Path) -> None:
    settings = Restore(regime="garbled", words=names)
    assert "BẾN NGÉ" in repair_text("UY BAN NHAN DAN PHUONG BEN NGE", settings)
    assert "Bến Ngé" not in repair_text("cua Ben, Nge va cac xa", settings)


def test_what_our_engine_read_surely_stays(names: Path) -> None:
    box = Box(1, 0, 0, 1, 1)
    read = "phường Bến Nghe và"
    words = tuple(Word(word, box, 0.99) for word in read.split())
    (line,) = restore_lines([Line(1, read, read, words=words)], Restore(words=names), PageOrigin.OCR)
    assert line.text == read


def test_a_name_can_be_undone(names: Path) -> None:
    text = "Ong Tran Van Chau"
    (line,) = restore_lines([Line(1, text, text)], Restore(regime="unaccented", words=names))
    assert any(fix.rule == word_list.RULE for fix in line.fixes)
    assert undo_all(line).text == text


def test_names_are_read_once_each_with_a_byte_order_mark_or_without(tmp_path: Path) -> None:
    file = tmp_path / "bom.txt"
    file.write_text("\ufeffBến Ngé\nBẾN NGÉ\nHuỳnh-123\n", "utf-8")
    assert word_list.load(file).names == {"bến": (("bến", "ngé"),)}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_list_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "names.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=r"names\.txt"):
        repair_text("Uy ban", Restore(regime="unaccented", words=file))
