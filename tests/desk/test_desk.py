"""A person at work on a workspace: the queue, corrections, like cases, samples."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import process
from pipeline.desk import (
    Desk,
    Unit,
    draw_sample,
    find_waiting,
    is_acceptable,
    judge_items,
    rate_of,
    sign_sample,
    waiting,
)
from pipeline.errors import UsageError
from pipeline.model import Action, Document
from pipeline.review import EntryKind
from pipeline.settings import Settings, load_settings
from pipeline.store import Workspace
from tests.papers import PLAN, paper

STRICT = load_settings(overrides={"extract": {"review_below": 1.0}})


def read(folder: Path, name: str, text: str) -> Document:
    file = folder / f"{name}.txt"
    file.write_text(text, "utf-8")
    (document,) = process.process_file(file)
    return document


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    folder = tmp_path_factory.mktemp("papers")
    other = PLAN.replace("46/", "47/").replace("Giữ phố phường sạch.", "Cho phố phường sạch đẹp, mọi người khỏe mạnh.")
    return [read(folder, "một", PLAN), read(folder, "hai", other)]


@pytest.fixture
def desk(documents: list[Document], tmp_path: Path) -> Desk:
    workspace = Workspace(tmp_path / "kho")
    for document in documents:
        workspace.put(document)
    return Desk(workspace, Settings(), "Lan")


def entry_of(desk: Desk, field: str) -> str:
    return next(one.entry.id for one in waiting(desk.workspace, desk.settings) if one.entry.field == field)


def test_what_waits_is_the_same_when_it_is_asked_again(desk: Desk) -> None:
    first = waiting(desk.workspace, desk.settings)
    assert first
    assert waiting(desk.workspace, desk.settings) == first, "the kept queue is the made one"
    assert len(waiting(desk.workspace, STRICT)) > len(first), "another threshold is another queue"


def test_an_entry_that_was_corrected_waits_no_more(desk: Desk) -> None:
    name = entry_of(desk, "signer_name")
    one = find_waiting(desk.workspace, desk.settings, name[:8])
    (made,) = desk.correct(one, "Trần Thị Ơn")
    assert (made.who, made.before, made.after, made.id) == ("Lan", None, "Trần Thị Ơn", 1)
    assert desk.workspace.get(one.document).document.header.signer_name == "Trần Thị Ơn"
    with pytest.raises(UsageError):
        find_waiting(desk.workspace, desk.settings, name)
    assert desk.undo() == made
    assert find_waiting(desk.workspace, desk.settings, name).entry == one.entry


def test_undo_takes_ones_own_last_correction_and_says_when_there_is_none(desk: Desk) -> None:
    desk.correct_field("một", "number", "64")
    with pytest.raises(UsageError):
        replace(desk, who="Minh").undo()
    assert desk.undo(1).after == "64"
    with pytest.raises(UsageError):
        desk.undo(1)
    assert [one.action for one in desk.workspace.corrections.all()] == [Action.CHANGE, Action.UNDO]


def test_a_corrected_document_is_found_by_what_a_person_wrote(desk: Desk) -> None:
    desk.correct_words("một", "phố phường", "đường làng")
    assert desk.workspace.search('"đường làng"')
    assert [one.export_name for one in desk.workspace.documents() if one.number_symbol == "46/KH-UBND"] == ["một"]
    desk.undo()
    desk.undo()
    assert desk.workspace.search('"đường làng"') == []


def test_one_correction_is_offered_to_all_like_cases(desk: Desk) -> None:
    (first,) = desk.correct_words("một", "phường sạch.", "phường xanh.")
    made = desk.correct_words("một", "phố", "ngõ")
    (word,) = [one for one in made if one.before == "phố"]
    (case,) = desk.like_cases(word)
    assert (case.name, case.correction.before, case.correction.after) == ("hai", "phố", "ngõ")
    assert desk.workspace.get("hai").document.lines != desk.workspace.get("một").document.lines
    (applied,) = desk.make_alike([case])
    assert (applied.like, applied.who) == (word.id, "Lan")
    assert desk.like_cases(word) == []
    assert first.like is None


def test_the_same_misread_issuer_is_offered_and_a_number_is_not(desk: Desk) -> None:
    (issuer,) = desk.correct_field("một", "issuer", "Ủy ban nhân dân phường Bến Nghé")
    (case,) = desk.like_cases(issuer)
    assert case.name == "hai"
    desk.make_alike([case])
    assert {one.issuer for one in desk.workspace.documents()} == {"Ủy ban nhân dân phường Bến Nghé"}
    (date,) = desk.correct_field("một", "date", "1/2/2025")
    assert desk.like_cases(date) == []


def test_the_same_misread_reference_is_offered(desk: Desk) -> None:
    one = next(
        found for found in waiting(desk.workspace, STRICT)
        if found.entry.target == "references" and found.name == "một"
    )  # fmt: skip
    (made,) = desk.correct(one, "113/KH-UBND", "id")
    (case,) = desk.like_cases(made)
    desk.make_alike([case])
    assert {desk.workspace.get(name).document.references[0].id for name in ("một", "hai")} == {"113/KH-UBND"}


def test_what_cannot_be_is_said_and_leaves_no_trace(desk: Desk) -> None:
    fact = next(one for one in waiting(desk.workspace, STRICT) if one.entry.target == "obligations")
    with pytest.raises(UsageError, match="deadline"):
        desk.correct(fact, "x")
    with pytest.raises(UsageError):
        desk.correct(fact, "x", "role")
    with pytest.raises(UsageError):
        desk.correct_words("một", "không có", "x")
    with pytest.raises(UsageError):
        find_waiting(desk.workspace, desk.settings, "zz")
    with pytest.raises(UsageError):
        desk.get(9)
    assert desk.workspace.corrections.is_empty()


def test_two_that_may_be_one_paper_wait_until_a_person_has_looked(tmp_path: Path) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(paper("một.pdf"))
        workspace.put(paper("hai.pdf"))
        settings = Settings()
        (pair,) = [one for one in waiting(workspace, settings) if one.entry.kind is EntryKind.COPY]
        assert "hai" in pair.entry.why.vi
        Desk(workspace, settings, "Lan").confirm(pair)
        assert [one for one in waiting(workspace, settings) if one.entry.kind is EntryKind.COPY] == []


def test_a_sample_is_judged_and_signed(desk: Desk) -> None:
    workspace = desk.workspace
    ids = [one.id for one in workspace.documents()]
    sample = draw_sample(workspace, ids, "Hồ sơ 1", Unit.FIELD, 0.2, 7, "Lan")
    assert sample.population == 10
    assert rate_of(sample) is None
    again = draw_sample(workspace, ids, "Hồ sơ 1", Unit.FIELD, 0.2, 7, "Lan")
    assert again.items == sample.items
    with pytest.raises(UsageError, match="not judged"):
        sign_sample(workspace, sample.id, True, "Minh")
    everything = range(1, len(sample.items) + 1)
    sample = judge_items(workspace, sample.id, everything, True, "Lan")
    assert is_acceptable(sample)
    sample = judge_items(workspace, sample.id, [1, 2, 3], False, "Minh", "sai số")
    rate = rate_of(sample)
    assert rate is not None
    assert (rate.errors, rate.looked_at) == (3, len(sample.items))
    assert not is_acceptable(sample)
    with pytest.raises(UsageError, match="say why"):
        sign_sample(workspace, sample.id, True, "Minh")
    signed = sign_sample(workspace, sample.id, False, "Minh")
    assert signed.signature is not None
    assert (signed.signature.accepted, signed.signature.who) == (False, "Minh")
    with pytest.raises(UsageError, match="closed"):
        judge_items(workspace, sample.id, [1], True, "Lan")
    with pytest.raises(UsageError):
        judge_items(workspace, again.id, [0], True, "Lan")


def test_pages_are_sampled_too_and_an_empty_group_is_refused(desk: Desk) -> None:
    ids = [one.id for one in desk.workspace.documents()]
    sample = draw_sample(desk.workspace, ids, "kho", Unit.PAGE, 0.0, 1, "Lan")
    assert [(one.document, one.page, one.field) for one in sample.items] == [("hai", 1, None), ("một", 1, None)]
    with pytest.raises(UsageError):
        draw_sample(desk.workspace, [], "rỗng", Unit.PAGE, 0.0, 1, "Lan")
