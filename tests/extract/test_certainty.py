"""How sure facts are, by the way their text came in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.calibration import Calibration
from pipeline.extract import extract, find_facts
from pipeline.extract.certainty import calibrated, only_below, shares, way_of
from pipeline.message import Message
from pipeline.model import Box, Evidence, Fix, Header, Line, Problem, Severity, Word
from tests.extract.texts import PLAN, document_of

_HALF = Calibration({"correct.references": ((0.0, 0.0), (1.0, 0.5))})


def test_a_text_is_correct_read_or_repaired() -> None:
    plain = Line(1, "Kế hoạch", "Kế hoạch")
    read = replace(plain, words=(Word("Kế", Box(1, 0, 0, 1, 1), 0.9), Word("hoạch", Box(1, 2, 0, 3, 1), 0.9)))
    mended = Line(1, "Ke hoach", "Kế hoạch", fixes=(Fix(0, 2, "Ke", "Kế", "garbled", 0.9),))

    assert way_of([plain] * 20) == "correct"
    assert way_of([read] * 20) == "ocr"
    assert way_of([mended] * 3 + [plain] * 17) == "garbled"
    assert way_of([mended] + [read] * 19) == "ocr"  # one bad line does not make a garbled scan


def test_each_fact_gets_the_share_of_its_kind() -> None:
    found = find_facts(document_of(PLAN))
    sure = calibrated(found, _HALF)

    assert found.references
    for raw, own in zip(found.references, sure.references, strict=True):
        assert own.evidence.confidence == pytest.approx(raw.evidence.confidence / 2, abs=1e-4)
    assert sure.obligations == found.obligations  # a kind without a table keeps what its rules say
    assert [place.start for _, place in sure.header.evidence] == [place.start for _, place in found.header.evidence]


def test_a_doubtful_field_is_told_as_sure_as_it_is_shown() -> None:
    place = Evidence(4, 6, 1, 2, None, "number", 0.4)
    problem = Problem("doubtful_number_symbol", Message("(40%)", "(40%)"), Severity.WARNING, 1, 2)
    header = Header(number_symbol="184/NNMT-MT", evidence=(("number_symbol", place),))
    found = replace(document_of(PLAN), header=header, problems=(problem,))
    sure = calibrated(found, Calibration({"correct.header": ((0.0, 0.0), (1.0, 0.5))}))
    assert dict(sure.header.evidence)["number_symbol"].confidence == pytest.approx(0.2)
    assert "(20%)" in sure.problems[0].message.vi


def test_the_carried_table_gives_probabilities_that_rise() -> None:
    for knots in shares().knots.values():
        assert all(0 <= share <= 1 for _, share in knots)
        assert list(knots) == sorted(knots)


def test_a_repaired_text_is_less_sure_than_a_correct_one() -> None:
    document = document_of(PLAN)
    mended = tuple(
        replace(line, fixes=(Fix(0, len(line.text), line.text, line.text, "garbled", 1.0),) if line.text else ())
        for line in document.lines
    )
    plain, repaired = extract(document), extract(replace(document, lines=mended))

    assert len(plain.references) == len(repaired.references) > 0
    for one, other in zip(plain.references, repaired.references, strict=True):
        assert other.evidence.confidence < one.evidence.confidence


def test_only_what_is_less_sure_is_left_to_look_at() -> None:
    document = extract(document_of(PLAN))
    sure = max(one.evidence.confidence for one in document.sections)
    left = only_below(document, sure)

    assert all(one.evidence.confidence < sure for one in left.sections)
    assert all(one.evidence.confidence < sure for one in left.obligations)
    assert only_below(document, 0.0).obligations == ()
    assert len(only_below(document, 1.01).sections) == len(document.sections)
