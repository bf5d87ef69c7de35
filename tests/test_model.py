"""The data: frozen, and its small properties."""

from __future__ import annotations

import dataclasses
import inspect
import pickle

import pytest
from hypothesis import given, settings

from pipeline import model
from pipeline.message import Message
from pipeline.model import Document, Problem, Severity, Source, Status
from tests.strategies import documents

SOURCE = Source("0" * 64, ("b/kế hoạch.pdf", "a/bản sao.pdf"), "application/pdf", 10)
CLASSES = [
    one
    for _, one in inspect.getmembers(model, dataclasses.is_dataclass)
    if one.__module__.startswith(f"{model.__name__}.")
]


@pytest.mark.parametrize("one", CLASSES, ids=lambda one: one.__name__)
def test_every_class_is_frozen_and_slotted(one: type) -> None:
    assert one.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(one)


@pytest.mark.parametrize(
    ("severities", "status"),
    [
        ((), Status.OK),
        ((Severity.INFO, Severity.WARNING), Status.OK),
        ((Severity.WARNING, Severity.ERROR), Status.PARTIAL),
    ],
)
def test_an_error_makes_a_document_partial(severities: tuple[Severity, ...], status: Status) -> None:
    problems = tuple(Problem("code", Message("vi", "en"), severity) for severity in severities)
    assert Document(SOURCE, problems=problems).status is status


def test_the_name_of_a_source_is_the_first_it_was_met_under() -> None:
    assert SOURCE.name == "b/kế hoạch.pdf"


@given(documents())
@settings(deadline=None, max_examples=25)
def test_a_document_crosses_process_borders(document: Document) -> None:
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301 - our own bytes
