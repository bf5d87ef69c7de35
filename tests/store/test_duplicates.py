"""Papers that were scanned twice, and papers that only look like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Document, Line
from pipeline.reading import compose
from pipeline.store import Workspace
from pipeline.store.duplicates import Identity, Reason, identity_of, judge
from tests.papers import digest, paper

WARD = Identity("46/kh-ubnd", "2025-04-09", "uy ban nhan dan phuong ben nhac", "phan loai rac nam 2025")


def scan(name: str, words: int = 400, wrong: tuple[int, ...] = (), **header: str | None) -> Document:
    """A document of many words, of which some were read wrong."""
    text = [f"từ{number}" if number not in wrong else f"tù{number}x" for number in range(words)]
    lines = tuple(
        Line(1, " ".join(text[start : start + 10]), " ".join(text[start : start + 10])) for start in range(0, words, 10)
    )
    document = replace(paper(name), lines=(*paper(name).lines, *lines))
    assert compose(document.lines).text
    return replace(document, header=replace(document.header, **header))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "likeness", "reason"),
    [
        (WARD, 0.0, Reason.SAME_NUMBER),
        (replace(WARD, number=None), 0.9, Reason.SAME_TEXT),
        (replace(WARD, number=None), 0.1, None),
        (Identity(None, None, None, None), 0.9, Reason.SAME_TEXT),
        (replace(WARD, number="48/kh-ubnd"), 0.95, Reason.SAME_TEXT),
        (replace(WARD, number="48/kh-ubnd"), 0.5, None),
        (replace(WARD, date="2025-04-19"), 0.95, Reason.SAME_TEXT),
        (replace(WARD, number="47/kh-ubnd", date="2025-04-10"), 0.95, None),
        (replace(WARD, number="47/kh-ubnd", title="phan loai rac dot 2 nam 2025"), 0.95, None),
        (replace(WARD, issuer="uy ban nhan dan"), 0.95, Reason.SAME_TEXT),
        (replace(WARD, number=None, issuer="uy ban nhan dan phuong cau say"), 0.95, None),
        (replace(WARD, number=None, issuer="uy ban nhan dan phuong ben nhoc"), 0.95, Reason.SAME_TEXT),
        (replace(WARD, number=None, title="phan loai rac nam 2024"), 0.95, None),
    ],
)
def test_the_header_parts_what_the_text_does_not(other: Identity, likeness: float, reason: Reason | None) -> None:
    assert judge(WARD, other, likeness) is reason
    assert judge(other, WARD, likeness) is reason


def test_wards_with_numbers_are_told_apart() -> None:
    fifth = replace(WARD, number=None, date=None, issuer="uy ban nhan dan phuong 5")
    assert judge(fifth, replace(fifth, issuer="uy ban nhan dan phuong 6"), 1.0) is None


def test_what_was_read_doubtfully_contradicts_nothing() -> None:
    header = paper().header
    doubtful = replace(paper().sections[0].evidence, confidence=0.4)
    assert identity_of(header).number == "30/kh-ubnd"
    assert identity_of(replace(header, evidence=(("number_symbol", doubtful),))).number is None


def test_both_are_flagged_and_both_are_kept(workspace: Workspace) -> None:
    first = workspace.put(scan("a.pdf"))
    second = workspace.put(scan("b.pdf", wrong=(7, 90, 200), number_symbol=None))
    workspace.put(scan("c.pdf", issuer="Ủy ban nhân dân phường Cầu Say"))
    pairs = {(one.document, one.other, one.reason) for one in workspace.duplicates()}
    assert pairs == {(first, second, Reason.SAME_TEXT), (second, first, Reason.SAME_TEXT)}
    (flag,) = workspace.duplicates(first)
    assert flag.other_name in flag.message.vi
    assert 0.9 < flag.likeness < 1
    assert len(workspace.documents()) == 3


def test_a_document_that_is_read_anew_is_compared_anew(workspace: Workspace) -> None:
    first = workspace.put(scan("a.pdf"))
    workspace.put(scan("b.pdf"))
    assert workspace.duplicates(first)
    workspace.put(scan("b.pdf", issuer="Ủy ban nhân dân phường Cầu Say"))
    assert workspace.duplicates() == []


def test_a_document_that_is_stored_again_keeps_its_pairs(workspace: Workspace) -> None:
    first = workspace.put(scan("a.pdf"))
    workspace.put(scan("b.pdf", number_symbol=None))
    before = workspace.duplicates()
    assert workspace.put(replace(scan("a.pdf"), sections=())) == first
    assert workspace.duplicates() == before


def test_a_text_that_was_read_anew_is_compared_anew(workspace: Workspace) -> None:
    first = workspace.put(scan("a.pdf", number_symbol=None))
    workspace.put(scan("b.pdf", number_symbol=None))
    assert workspace.duplicates(first)
    workspace.put(scan("b.pdf", wrong=tuple(range(400)), number_symbol=None))
    assert workspace.duplicates() == []


def test_parts_of_one_file_are_not_compared(workspace: Workspace) -> None:
    parts = [replace(scan("a.pdf"), source=replace(scan("a.pdf").source, part=part)) for part in (1, 2)]
    assert len(workspace.put_all(parts)) == 2
    assert workspace.duplicates() == []


def test_a_file_that_is_cut_into_fewer_parts_keeps_no_old_one(workspace: Workspace) -> None:
    source = replace(scan("a.pdf").source, sha256=digest("a"))
    parts = [replace(scan("a.pdf"), source=replace(source, part=part)) for part in (1, 2, 3)]
    workspace.put_all(parts)
    kept = workspace.put_all(parts[:2])
    assert [one.id for one in workspace.documents()] == kept
