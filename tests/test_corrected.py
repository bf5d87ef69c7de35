"""Documents as people corrected them: the same made now or read again; taken back, nothing is left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import process, review
from pipeline.corrected import history_of, image_hash, with_corrections
from pipeline.errors import UsageError
from pipeline.model import Box, Correction, Document, Mark, MarkKind
from pipeline.review import Hand, State
from pipeline.review.making import remark_anchor
from pipeline.settings import Settings
from pipeline.store import Workspace
from tests.papers import PLAN, digest

BY = Hand("Lan", "2026-01-02T03:04:05+00:00")
SETTINGS = Settings()


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Document:
    file = tmp_path_factory.mktemp("plan") / "a.txt"
    file.write_text(PLAN, "utf-8")
    (document,) = process.process_file(file)
    return document


def numbered(*made: Correction, first: int = 1) -> list[Correction]:
    return [replace(one, id=number) for number, one in enumerate(made, start=first)]


def some_corrections(plan: Document) -> list[Correction]:
    duty, reference = plan.obligations[0], plan.references[0]
    at_duty = review.anchor_of_fact(plan, "obligations", duty)
    at_reference = review.anchor_of_fact(plan, "references", reference)
    return numbered(
        *review.correct_words(plan, "phố phường", "đường phố", BY),
        review.correct_field(plan, "number", "64", BY),
        review.correct_field(plan, "signer_name", "Trần Thị Ơn", BY),
        review.correct_fact(plan, "obligations", at_duty, "role", "chu_tri", BY),
        review.correct_fact(plan, "obligations", at_duty, "deadline_date", "25/4/2025", BY),
        review.correct_fact(plan, "references", at_reference, "id", "113/KH-UBND", BY),
    )


def test_corrections_of_every_kind_are_made(plan: Document) -> None:
    found = with_corrections(plan, some_corrections(plan), SETTINGS)
    document = found.document
    assert found.machine is plan
    assert {one.state for one in found.placements} == {State.APPLIED}
    assert "Giữ đường phố sạch." in [line.text for line in document.lines]
    assert (document.header.number, document.header.number_symbol) == ("64", "64/KH-UBND")
    assert document.header.canonical is not None
    assert document.header.canonical.endswith("/64")
    assert document.header.signer_name == "Trần Thị Ơn"
    assert (document.obligations[0].role, document.obligations[0].deadline_date) == ("chu_tri", "2025-04-25")
    assert document.references[0].id == "113/KH-UBND"
    assert document.references[0].evidence.confidence == 1.0
    assert "no_signer" in [problem.code for problem in plan.problems]
    assert "no_signer" not in [problem.code for problem in document.problems], "the checks saw what was corrected"


def test_made_on_what_is_corrected_already_nothing_changes(plan: Document) -> None:
    made = some_corrections(plan)
    once = with_corrections(plan, made, SETTINGS).document
    again = with_corrections(once, made, SETTINGS).document
    assert again == once


@given(order=st.permutations(range(7)), kept=st.sets(st.integers(0, 6)))
@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_order_gives_the_same_document(plan: Document, order: list[int], kept: set[int]) -> None:
    made = some_corrections(plan)
    in_order = [made[number] for number in sorted(kept)]
    shuffled = [made[number] for number in order if number in kept]
    assert with_corrections(plan, shuffled, SETTINGS).document == with_corrections(plan, in_order, SETTINGS).document


@given(taken_back=st.permutations(range(7)))
@settings(
    deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_all_taken_back_the_document_is_what_the_machine_made(plan: Document, taken_back: list[int]) -> None:
    history = some_corrections(plan)
    for number in taken_back:
        history += numbered(review.undo(history[number], BY), first=len(history) + 1)
    assert with_corrections(plan, history, SETTINGS).document is plan


def test_an_undo_can_be_undone(plan: Document) -> None:
    history = numbered(review.correct_field(plan, "number", "64", BY))
    history += numbered(review.undo(history[0], BY), first=2)
    history += numbered(review.undo(history[1], BY), first=3)
    assert with_corrections(plan, history, SETTINGS).document.header.number == "64"


def test_corrections_survive_a_new_reading(plan: Document, tmp_path: Path) -> None:
    """A line more, another word read otherwise: what was corrected stays so."""
    file = tmp_path / "a.txt"
    file.write_text(PLAN.replace("Giữ phố phường sạch.", "Mục tiêu chung.\nGiữ phố phường sach."), "utf-8")
    (read_again,) = process.process_file(file)
    moved = [
        replace(one, anchor=replace(one.anchor, sha256=read_again.source.sha256)) for one in some_corrections(plan)
    ]
    found = with_corrections(read_again, moved, SETTINGS)
    assert [one.correction.before for one in found.placements if one.state is not State.APPLIED] == []
    assert "Giữ đường phố sach." in [line.text for line in found.document.lines]
    assert found.document.references[0].id == "113/KH-UBND"


def test_where_a_new_reading_says_a_third_thing_both_are_shown(plan: Document) -> None:
    made = numbered(review.correct_field(plan, "place", "Bến Nghé", BY))
    other = replace(made[0], before="Bén Nhac")
    found = with_corrections(plan, [other], SETTINGS)
    assert found.document.header.place == "Bến Nghé", "the person stands"
    (problem,) = [one for one in found.document.problems if one.code == "correction_collides"]
    assert plan.header.place is not None
    assert plan.header.place in problem.message.vi
    again = numbered(review.correct_field(found.document, "place", "Bến Nghé", BY), first=2)
    settled = with_corrections(plan, [other, *again], SETTINGS)
    assert {one.state for one in settled.placements} == {State.COLLIDES}, "what is shown is what the machine reads"
    confirmed = numbered(review.correct_field(plan, "place", "Bến Nghé", BY), first=2)
    assert {one.state for one in with_corrections(plan, [other, *confirmed], SETTINGS).placements} == {State.APPLIED}


def test_a_field_corrected_twice_does_not_collide_with_itself(plan: Document) -> None:
    first = numbered(review.correct_field(plan, "number", "64", BY))
    document = with_corrections(plan, first, SETTINGS).document
    both = [*first, *numbered(review.correct_field(document, "number", "65", BY), first=2)]
    found = with_corrections(plan, both, SETTINGS)
    assert found.document.header.number_symbol == "65/KH-UBND"
    assert {one.state for one in found.placements} == {State.APPLIED}


def test_a_fact_is_rejected_or_confirmed(plan: Document) -> None:
    duty = plan.obligations[0]
    anchor = review.anchor_of_fact(plan, "obligations", duty)
    rejected = numbered(review.reject(plan, "obligations", anchor, None, BY))
    assert duty.action not in [one.action for one in with_corrections(plan, rejected, SETTINGS).document.obligations]
    confirmed = numbered(review.confirm(plan, "obligations", anchor, None, BY))
    found = with_corrections(plan, confirmed, SETTINGS).document.obligations[0]
    assert found == replace(duty, evidence=replace(duty.evidence, confidence=1.0))
    with pytest.raises(UsageError):
        review.confirm(replace(plan, obligations=()), "obligations", anchor, None, BY)


def test_a_confirmed_fact_that_reads_otherwise_now_is_shown_again(plan: Document) -> None:
    anchor = review.anchor_of_fact(plan, "obligations", plan.obligations[0])
    confirmed = numbered(review.confirm(plan, "obligations", anchor, None, BY))
    other = [replace(one, before="điều khác", after="điều khác") for one in confirmed]
    found = with_corrections(plan, other, SETTINGS)
    assert [one.code for one in found.document.problems if one.code.startswith("correction")] == ["correction_collides"]
    assert found.document.obligations[0] == plan.obligations[0]


def test_what_is_told_of_a_document_is_told_once(tmp_path: Path) -> None:
    """Every problem that extraction and judging find is found anew, and none is doubled."""
    file = tmp_path / "a.txt"
    file.write_text(
        PLAN.replace("Giữ phố phường sạch.", "Liên hệ bà Lan, điện thoại 0912345678, ngày 31/02/2025."), "utf-8"
    )
    (document,) = process.process_file(file)
    marks = (Mark(MarkKind.STAMP, Box(1, 0, 0, 9, 9)),)
    machine = process.judge(replace(document, pages=(replace(document.pages[0], marks=marks),), problems=()), SETTINGS)
    machine = replace(machine, problems=(*document.problems, *machine.problems[1:2]))
    confirmed = numbered(review.correct_field(machine, "number", machine.header.number, BY))
    found = with_corrections(machine, confirmed, SETTINGS).document
    assert {one.code for one in found.problems} >= {
        "impossible_date",
        "unread_stamp",
        Document.PERSONAL_DATA,
        "no_signer",
    }
    assert len({one.code for one in found.problems}) == len(found.problems)


def test_a_remark_that_a_person_found_wrong_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PLAN.replace("Giữ phố phường sạch.", "Liên hệ bà Lan, điện thoại 0912345678."), "utf-8")
    (document,) = process.process_file(file)
    assert document.access is not None
    remark = next(one for one in document.problems if one.code == Document.PERSONAL_DATA)
    anchor = remark_anchor(document, remark)
    rejected = numbered(review.reject(document, "problems", anchor, None, BY))
    assert with_corrections(document, rejected, SETTINGS).document.access is None
    confirmed = numbered(review.confirm(document, "problems", anchor, None, BY))
    assert with_corrections(document, confirmed, SETTINGS).document.access is not None


def test_a_document_without_corrections_is_untouched(plan: Document) -> None:
    found = with_corrections(plan, (), SETTINGS)
    assert found.document is plan
    assert not found.is_changed


def test_a_workspace_keeps_both_readings(plan: Document, tmp_path: Path) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        document_id = workspace.put(plan)
        (kept,) = workspace.corrections.add([review.correct_field(plan, "number", "64", BY)])
        found = with_corrections(plan, history_of(workspace, plan), SETTINGS)
        workspace.put(found.document, found.machine)
        assert workspace.get(document_id).document.header.number == "64"
        assert workspace.corrections.machine(document_id) == plan
        workspace.corrections.add([review.undo(kept, BY)])
        assert with_corrections(plan, history_of(workspace, plan), SETTINGS).document is plan


def test_a_page_is_known_again_in_another_file_by_its_picture(plan: Document, tmp_path: Path) -> None:
    """A folder of page images that grew is another source: its first page is the second now."""
    with Workspace(tmp_path / "kho") as workspace:
        workspace.page_images.put(plan.source.sha256, 1, b"\xff\xd8 the picture of the page")
        one = review.correct_field(plan, "number", "64", BY)
        image = image_hash(workspace.page_images, plan.source.sha256, 1)
        workspace.corrections.add([replace(one, anchor=replace(one.anchor, image=image))])
        source = replace(plan.source, sha256=digest("grown"))
        grown = replace(
            plan,
            source=source,
            pages=(replace(plan.pages[0], number=2),),
            lines=tuple(replace(line, page=2) for line in plan.lines),
        )
        assert history_of(workspace, grown) == ()
        workspace.page_images.put(source.sha256, 2, b"\xff\xd8 the picture of the page")
        (moved,) = history_of(workspace, grown)
        assert (moved.anchor.sha256, moved.anchor.page) == (source.sha256, 2)
        assert with_corrections(grown, [moved], SETTINGS).document.header.number == "64"
