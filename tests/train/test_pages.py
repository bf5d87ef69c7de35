from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.train import pages
from pipeline.train.pages import Paragraphs, draw_page, draw_style, load_font, make_pages, wrap

PARAGRAPHS = ["Ủy ban nhân dân huyện ban hành kế hoạch triển khai công tác cải cách hành chính năm 2023"] * 9


def test_wrapped_lines_fit_and_lose_no_word() -> None:
    font = load_font("Tinos-Regular.ttf", 20)
    lines = wrap(PARAGRAPHS[0], font, 300, 40)
    assert " ".join(lines) == PARAGRAPHS[0]
    assert all(font.getlength(line) <= 300 for line in lines)


def test_a_font_that_lacks_a_letter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "COVERAGE", "\U0010fffe")  # no font has it
    with pytest.raises(ValueError, match="lacks Vietnamese letters"):
        load_font("Tinos-Regular.ttf", 31)


def test_a_font_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="NoSuchFont"):
        load_font("NoSuchFont.ttf", 30)


def test_a_page_depends_on_its_seed_only() -> None:
    drawn = []
    for _ in range(2):
        rng = random.Random(5)
        drawn.append(draw_page(PARAGRAPHS, draw_style(rng, 0.5), rng))
    assert drawn[0][1] == drawn[1][1]
    assert drawn[0][0].tobytes() == drawn[1][0].tobytes()


def test_lines_that_do_not_fit_are_not_drawn() -> None:
    rng = random.Random(1)
    _, lines = draw_page(PARAGRAPHS * 60, draw_style(rng, 0.0), rng)
    assert 20 < len(lines) < 60


def test_paragraphs_come_in_runs(tmp_path: Path) -> None:
    (tmp_path / "admin_a.txt").write_text("\n".join(f"đoạn {number}" for number in range(9000)), "utf-8")
    run = Paragraphs(tmp_path, "train").draw(random.Random(3), 5)
    numbers = [int(line.split()[1]) for line in run]
    assert numbers == list(range(numbers[0], numbers[0] + 5))


@pytest.mark.slow
def test_pages_are_made_once(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    (corpus / "admin_a.txt").write_text("\n".join(PARAGRAPHS * 900), "utf-8")
    make_pages(corpus, out, language="eng", split="train", pages=1, seed=1, grade=0.2)
    (file,) = out.iterdir()
    made = file.stat().st_mtime_ns
    make_pages(corpus, out, language="eng", split="train", pages=1, seed=1, grade=0.2)
    assert file.stat().st_mtime_ns == made
