from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MissingProgramError
from pipeline.language_model import LanguageModel, entries, load
from pipeline.train.language_model import Sizes, train

SENTENCES = [
    "Ủy ban nhân dân huyện ban hành kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2023;",
    "Ủy ban nhân dân xã triển khai kế hoạch cải cách hành chính.",
    "Hội đồng nhân dân huyện ban hành nghị quyết về cải cách hành chính",
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    folder = tmp_path_factory.mktemp("model")
    (folder / "text").mkdir()
    lines = SENTENCES * 700  # several blocks, so that some are in the training split
    (folder / "text" / "admin_small.txt").write_text("\n".join(lines), "utf-8")
    train(folder / "text", folder / "out", folder / "work", Sizes(words=60, grams=(100, 100, 100)))
    return load(folder / "out")


@pytest.mark.parametrize(
    ("token", "found"),
    [
        ("Uỷ", ("ủy",)),
        ("2023;", ("<4>", "<s>")),
        ("05", ("<2>",)),
        ("1.500.000", ("<n>",)),
        ("01/02/2024", ("<n>",)),
        ("98/2023/QH15", ("<sym>",)),
        ("KH-UBND", ("<sym>",)),
        ("tế-xã", ("tế", "xã")),
        ("(Hoạch).", ("hoạch", "<s>")),
        ("-", ()),
        ("", ()),
    ],
)
def test_entries(token: str, found: tuple[str, ...]) -> None:
    assert entries(token) == found


@given(st.text(max_size=30).filter(lambda text: len(text.split()) <= 1))
def test_entries_of_any_text_are_clean(token: str) -> None:
    assert all(entry and not entry.isspace() for entry in entries(token))


def test_what_was_seen_is_likelier(model: LanguageModel) -> None:
    assert model.score_text("ủy ban nhân dân huyện") > model.score_text("ủy dân nhân ban huyện") + 0.5


def test_the_probabilities_after_a_history_add_up_to_one(model: LanguageModel) -> None:
    words = np.arange(len(model.words))
    for text in ("ủy ban nhân", "ban hành kế", "chính chính chính"):
        total = np.exp(model.score(np.array([model.encode(text)]), words)).sum()
        assert total == pytest.approx(1, abs=0.15)  # eight bits a probability


def test_pairs_and_the_table_agree(model: LanguageModel) -> None:
    histories = np.array([model.encode("ủy ban nhân"), model.encode("kế hoạch cải")])
    words = np.array([model.number("dân"), model.number("cách")])
    table = model.score(histories, words)
    assert table.shape == (2, 2)
    assert np.allclose(np.diag(table), model.score_pairs(histories, words))


def test_unknown_words_are_number_zero(model: LanguageModel) -> None:
    assert model.encode("ủy xyz") == [model.number("ủy"), 0]


def test_a_text_without_words_scores_zero(model: LanguageModel) -> None:
    assert model.score_text(" - ") == 0.0


def test_cases_are_counted(model: LanguageModel) -> None:
    lower, title, upper = model.cases[model.number("ủy")]
    assert title > 0
    assert lower == upper == 0


def test_the_same_text_gives_the_same_model(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "admin_x.txt").write_text("\n".join(SENTENCES * 300), "utf-8")
    for name in ("a", "b"):
        train(tmp_path / "text", tmp_path / name, tmp_path / f"work-{name}", Sizes(words=40, grams=(50, 50, 50)))
    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_pruning_keeps_the_asked_size(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "admin_x.txt").write_text("\n".join(SENTENCES * 300), "utf-8")
    train(tmp_path / "text", tmp_path / "out", tmp_path / "work", Sizes(words=60, grams=(10, 5, 5)))
    sizes = [len(table.prints) for table in load(tmp_path / "out").tables]
    assert 0 < sizes[0] < 30
    assert sizes[1] <= 15


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingProgramError, match=r"words\.txt"):
        load(tmp_path)
