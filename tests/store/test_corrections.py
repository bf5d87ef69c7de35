"""The history of corrections, and acceptance samples: added to, never changed, gone only with a secret."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.model import Action, Anchor, Correction
from pipeline.store import SampleItem, Signature, Verdict, Workspace
from tests.papers import digest, paper
from tests.strategies import any_line, boxes, optional_text

anchors = st.builds(
    Anchor, sha256=st.just(digest("x")), page=st.integers(1, 9), printed=any_line, box=st.none() | boxes(),
    line=st.integers(0, 99), start=st.integers(0, 99), identity=any_line, image=st.none() | st.just(digest("image")),
)  # fmt: skip
corrections = st.builds(
    Correction, action=st.sampled_from(Action), target=st.just("document"), anchor=anchors, who=any_line,
    when=st.just("2026-01-02T03:04:05+00:00"), field=st.none() | st.just("number"), before=optional_text,
    after=optional_text, like=st.none() | st.just(1), undoes=st.none() | st.just(1),
)  # fmt: skip
ONE = Correction(
    Action.CHANGE, "document", Anchor(digest("x"), 1), "Lan", "2026-01-02T03:04:05+00:00", "number", "3O", "30"
)


@given(made=st.lists(corrections, min_size=1, max_size=3))
@settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_correction_comes_out_as_it_went_in(workspace: Workspace, made: list[Correction]) -> None:
    kept = workspace.corrections.add(made)
    assert [replace(one, id=None) for one in kept] == made
    assert workspace.corrections.all()[-len(made) :] == list(kept)
    assert kept[0].id is not None
    assert workspace.corrections.get(kept[0].id) == kept[0]


def test_the_history_of_a_source_also_holds_what_stood_on_the_same_picture(workspace: Workspace) -> None:
    other = replace(ONE, anchor=Anchor(digest("y"), 2, image=digest("image")))
    first, second = workspace.corrections.add([ONE, other])
    assert workspace.corrections.of(digest("x")) == [first]
    assert workspace.corrections.of(digest("x"), [digest("image")]) == [first, second]
    assert not workspace.corrections.is_empty()
    assert workspace.corrections.get(99) is None


def test_no_correction_is_ever_changed(workspace: Workspace) -> None:
    workspace.corrections.add([ONE])
    with pytest.raises(StoreError), workspace._database.changing() as connection:
        connection.execute("UPDATE correction SET after = '31'")
    assert workspace.corrections.all()[0].after == "30"


def test_the_machine_reading_is_kept_beside_what_was_corrected(workspace: Workspace) -> None:
    machine = paper()
    document = replace(machine, header=replace(machine.header, number="31"))
    document_id = workspace.put(document, machine)
    assert workspace.corrections.machine(document_id) == machine
    assert workspace.corrections.corrected() == [document_id]
    workspace.put(machine)
    assert workspace.corrections.machine(document_id) is None


def test_documents_are_found_by_what_a_field_holds(workspace: Workspace) -> None:
    first = workspace.put(paper())
    assert workspace.corrections.with_value("document", "issuer", "Ủy ban nhân dân phường Bình Hòa") == [first]
    assert workspace.corrections.with_value("references", "id", "45/2020/NĐ-CP") == [first]
    assert workspace.corrections.with_value("obligations", "actor", "Phòng khác") == []


def test_a_queue_is_kept_until_its_document_changes(workspace: Workspace) -> None:
    document_id = workspace.put(paper())
    assert list(workspace.corrections.queues("1")) == [(document_id, None)]
    workspace.corrections.put_queue(document_id, "1", [{"id": "a"}])
    assert list(workspace.corrections.queues("1")) == [(document_id, [{"id": "a"}])]
    assert list(workspace.corrections.queues("2")) == [(document_id, None)]
    workspace.put(paper())
    assert list(workspace.corrections.queues("1")) == [(document_id, None)]


def test_a_sample_keeps_every_word_and_is_signed_once(workspace: Workspace) -> None:
    items = [SampleItem("a", digest("x"), 1, "number", "30"), SampleItem("b", digest("y"), 2)]
    number = workspace.samples.add("Hồ sơ 1", "field", 0.05, 7, 20, items, "Lan", "2026-01-02T03:04:05+00:00")
    workspace.samples.judge(number, [Verdict(1, False, "Lan", "2026-01-02T03:04:06+00:00", "thiếu số")])
    workspace.samples.judge(number, [Verdict(1, True, "Minh", "2026-01-02T03:04:07+00:00")])
    signature = Signature(True, "Minh", "2026-01-02T03:04:08+00:00")
    workspace.samples.sign(number, signature)
    sample = workspace.samples.get(number)
    assert sample is not None
    assert sample.items == tuple(items)
    assert [one.is_right for one in sample.history] == [False, True]
    assert sample.verdicts[1].who == "Minh"
    assert sample.signature == signature
    with pytest.raises(StoreError):
        workspace.samples.sign(number, signature)
    assert workspace.samples.get(99) is None


def test_nothing_that_quotes_a_secret_is_kept(workspace: Workspace) -> None:
    document = paper(sha256=digest("x"))
    workspace.put(document)
    workspace.corrections.add([ONE, replace(ONE, anchor=Anchor(digest("y"), 1))])
    items = [SampleItem("a", digest("x"), 1, "title", "bí mật"), SampleItem("b", digest("y"), 2, "title", "khác")]
    workspace.samples.add("mẫu", "field", 0.05, 7, 20, items, "Lan", "2026-01-02T03:04:05+00:00")
    workspace.forget(document.source, [])
    assert [one.anchor.sha256 for one in workspace.corrections.all()] == [digest("y")]
    assert [item.value for item in workspace.samples.all()[0].items] == [None, "khác"]
