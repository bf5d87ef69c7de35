"""displaCy draws what was found."""

from __future__ import annotations

import pytest
from spacy import displacy

from pipeline.extract import displacy_options, nlp
from pipeline.extract.styles import COLOURS
from tests.extract.texts import PLAN


def test_every_kind_of_spans_has_its_colours() -> None:
    doc = nlp()(PLAN)

    assert set(doc.spans) <= set(COLOURS)
    for key, spans in doc.spans.items():
        labels = {span.label_ for span in spans}
        assert key == "sections" or labels <= set(COLOURS[key])


def test_a_page_of_spans_can_be_drawn() -> None:
    doc = nlp()(PLAN)

    page = displacy.render(doc, style="span", options=displacy_options("references"), jupyter=False)
    assert COLOURS["references"]["can_cu"] in page


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        displacy_options("persons")
