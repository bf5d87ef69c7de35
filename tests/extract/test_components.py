from __future__ import annotations

from hypothesis import given, settings
from spacy import displacy

from pipeline.extract import VERSION, extract, nlp
from pipeline.extract.components import COMPONENTS, document_of
from pipeline.model import Document, Header, Line, Source, Step
from pipeline.reading import compose
from tests.extract.texts import PLAN
from tests.extract.texts import document_of as plain
from tests.strategies import papers


def test_components_are_named_in_order() -> None:
    assert tuple(nlp().pipe_names) == COMPONENTS


def test_a_text_goes_through_the_pipeline() -> None:
    doc = nlp()(PLAN)
    assert doc.text == PLAN
    assert doc._.header.number_symbol == "17/KH-UBND"
    assert [span.label_ for span in doc.spans["sections"]][:3] == ["I", "I.1", "I.2"]
    number = next(span for span in doc.spans["header"] if span.label_ == "number_symbol")
    assert number.text == "Số: 17 /KH-UBND"
    assert "40/KH-UBND" in {reference.id for reference in doc._.references}


def test_a_component_can_be_left_out_and_the_page_be_drawn() -> None:
    with nlp().select_pipes(disable=["sohoa_obligations"]):
        doc = nlp()(PLAN)
    assert doc._.obligations == ()
    assert "number_symbol" in displacy.render(doc, style="span", options={"spans_key": "header"}, jupyter=False)


def test_boxes_lead_back_to_the_page() -> None:
    document = plain(PLAN)
    doc = nlp()(document_of(compose(document.lines)))
    assert doc._.reading.lines == document.lines


def test_extract_gives_a_changed_copy() -> None:
    document = plain(PLAN)
    found = extract(document)
    assert document.header == Header()
    assert found.lines == document.lines
    assert found.header.doc_type == "Kế hoạch"
    assert found.sections
    assert found.references
    assert found.obligations
    assert found.steps[-1] == Step("extract", "rules", VERSION)


def test_an_empty_document_is_told_about() -> None:
    found = extract(Document(Source("0" * 64, ("x.txt",), "text/plain", 0)))
    assert found.header == Header()
    assert {problem.code for problem in found.problems} == {"no_number", "no_date", "no_title", "no_signer"}


@settings(deadline=None, max_examples=60)
@given(papers())
def test_any_paper_is_read_to_its_end(paper: tuple[Line, ...]) -> None:
    found = extract(Document(Source("0" * 64, ("x.pdf",), "application/pdf", 1), lines=paper))
    reading = compose(paper)
    for place in (
        *(section.evidence for section in found.sections),
        *(reference.evidence for reference in found.references),
        *(obligation.evidence for obligation in found.obligations),
        *(evidence for _, evidence in found.header.evidence),
    ):
        assert 0 <= place.start <= place.end <= len(reading.text)
        assert place.line == reading.line_number(place.start)
