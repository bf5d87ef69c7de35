"""The spaCy pipeline: each kind of fact is a named component; results stand in `doc._` and, to look at, in `doc.spans`.

Character offsets are the truth, spans the view. A researcher adds a component, or draws a page with displaCy
(`displacy.render(doc, style="span", options={"spans_key": "references"})`), as in any spaCy project.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.extract.bodies.home import home_of
from pipeline.extract.bodies.places import find_places, namings
from pipeline.extract.bodies.resolve import resolve
from pipeline.extract.checks import check
from pipeline.extract.citations.mentions import find_mentions
from pipeline.extract.citations.resolve import find_references
from pipeline.extract.duties.find import find_obligations
from pipeline.extract.duties.reporting import find_reports
from pipeline.extract.figures.funding import find_funding
from pipeline.extract.figures.results import find_results
from pipeline.extract.figures.targets import find_targets
from pipeline.extract.header.find import find_header
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import find_sections
from pipeline.extract.tokenizer import blank
from pipeline.model import Evidence, Line
from pipeline.reading import Reading, compose

_EXTENSIONS: tuple[tuple[str, Any], ...] = (
    ("reading", None), ("blocks", ()), ("header", None), ("sections", ()), ("references", ()), ("obligations", ()),
    ("mentions", ()), ("reports", ()), ("targets", ()), ("budget", ()), ("results", ()), ("problems", ()),
    ("home", None), ("places", ()), ("bodies", ()),
)  # fmt: skip
for _name, _default in _EXTENSIONS:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


def _reading(doc: Doc) -> Reading:
    """Return the reading of a document; one made from a mere string gets one, a line of paper per line."""
    if doc._.reading is None:
        doc._.reading = compose([Line(1, line, line) for line in doc.text.split("\n")])
    reading: Reading = doc._.reading
    return reading


def _span(doc: Doc, evidence: Evidence, label: str) -> Span | None:
    return doc.char_span(evidence.start, evidence.end, label=label, alignment_mode="expand")


def _show(doc: Doc, key: str, facts: list[tuple[str, Evidence]]) -> None:
    spans = [span for label, evidence in facts if (span := _span(doc, evidence, label)) is not None]
    doc.spans[key] = spans


@Language.component("sohoa_blocks", assigns=["doc._.reading", "doc._.blocks"])
def blocks_component(doc: Doc) -> Doc:
    """Part the text into headings, bullets, paragraphs, table rows, footnotes, head and foot."""
    doc._.blocks = blocks(_reading(doc))
    return doc


@Language.component("sohoa_header", requires=["doc._.blocks"], assigns=["doc._.header"])
def header_component(doc: Doc) -> Doc:
    """Find who issued what, when, and who signed it."""
    doc._.header = find_header(_reading(doc), doc._.blocks)
    _show(doc, "header", list(doc._.header.evidence))
    return doc


@Language.component("sohoa_sections", requires=["doc._.blocks"], assigns=["doc._.sections"])
def sections_component(doc: Doc) -> Doc:
    """Find the tree of sections."""
    doc._.sections = find_sections(_reading(doc), doc._.blocks)
    _show(doc, "sections", [(section.path, section.evidence) for section in doc._.sections])
    return doc


@Language.component("sohoa_references", requires=["doc._.header"], assigns=["doc._.references"])
def references_component(doc: Doc) -> Doc:
    """Find the citations of numbered documents."""
    doc._.references = find_references(_reading(doc), doc._.blocks, doc._.header)
    _show(doc, "references", [(reference.relation, reference.evidence) for reference in doc._.references])
    return doc


@Language.component("sohoa_mentions", requires=["doc._.references"], assigns=["doc._.mentions"])
def mentions_component(doc: Doc) -> Doc:
    """Find the documents that are named without their whole number, and what is meant."""
    doc._.mentions = find_mentions(_reading(doc), doc._.blocks, doc._.header, doc._.references)
    _show(doc, "mentions", [(mention.kind, mention.evidence) for mention in doc._.mentions])
    return doc


@Language.component("sohoa_obligations", requires=["doc._.header", "doc._.sections"], assigns=["doc._.obligations"])
def obligations_component(doc: Doc) -> Doc:
    """Find the duties that the document lays on named actors."""
    doc._.obligations = find_obligations(_reading(doc), doc._.blocks, doc._.header, doc._.sections)
    _show(doc, "obligations", [(obligation.role, obligation.evidence) for obligation in doc._.obligations])
    return doc


@Language.component("sohoa_reports", requires=["doc._.sections", "doc._.obligations"], assigns=["doc._.reports"])
def reports_component(doc: Doc) -> Doc:
    """Find who must report to whom."""
    duties = doc._.obligations
    doc._.reports = find_reports(_reading(doc), doc._.blocks, doc._.header, doc._.sections, duties)
    _show(doc, "reports", [("bao_cao", report.evidence) for report in doc._.reports])
    return doc


@Language.component("sohoa_targets", requires=["doc._.header", "doc._.sections"], assigns=["doc._.targets"])
def targets_component(doc: Doc) -> Doc:
    """Find the measurable goals that the document sets."""
    doc._.targets = find_targets(_reading(doc), doc._.blocks, doc._.header, doc._.sections)
    _show(doc, "targets", [("chi_tieu", target.evidence) for target in doc._.targets])
    return doc


@Language.component("sohoa_funding", requires=["doc._.sections", "doc._.obligations"], assigns=["doc._.budget"])
def funding_component(doc: Doc) -> Doc:
    """Find what the document says about money for carrying it out."""
    duties = doc._.obligations
    doc._.budget = find_funding(_reading(doc), doc._.blocks, doc._.header, doc._.sections, duties)
    _show(doc, "budget", [("kinh_phi", funding.evidence) for funding in doc._.budget])
    return doc


@Language.component("sohoa_results", requires=["doc._.header", "doc._.sections"], assigns=["doc._.results"])
def results_component(doc: Doc) -> Doc:
    """Find what a report counts as done."""
    doc._.results = find_results(_reading(doc), doc._.blocks, doc._.header, doc._.sections)
    _show(doc, "results", [("ket_qua", result.evidence) for result in doc._.results])
    return doc


@Language.component("sohoa_places", requires=["doc._.header"], assigns=["doc._.places", "doc._.home"])
def places_component(doc: Doc) -> Doc:
    """Find the administrative units that the document names, and where it is from."""
    named = namings(doc._.blocks)
    doc._.home = home_of(doc._.header, [naming.unit for naming in named])
    doc._.places = find_places(_reading(doc), named, doc._.home)
    _show(doc, "places", [(place.level, place.evidence) for place in doc._.places])
    return doc


@Language.component(
    "sohoa_bodies", requires=["doc._.home", "doc._.obligations", "doc._.reports"], assigns=["doc._.bodies"]
)
def bodies_component(doc: Doc) -> Doc:
    """Find the bodies behind the names of actors, partners, issuer, signer and recipients; give duties their keys."""
    duties, reports = doc._.obligations, doc._.reports
    found = resolve(_reading(doc), doc._.blocks, doc._.header, doc._.home or home_of(doc._.header), duties, reports)
    doc._.bodies, doc._.obligations, doc._.reports = found.bodies, found.obligations, found.reports
    _show(doc, "bodies", [(body.level, body.evidence) for body in doc._.bodies])
    return doc


@Language.component("sohoa_checks", requires=["doc._.references", "doc._.obligations"], assigns=["doc._.problems"])
def checks_component(doc: Doc) -> Doc:
    """Find what a person should look at."""
    doc._.problems = check(_reading(doc), doc._.header, doc._.references, doc._.obligations)
    return doc


COMPONENTS = (
    "sohoa_blocks", "sohoa_header", "sohoa_sections", "sohoa_references", "sohoa_mentions", "sohoa_obligations",
    "sohoa_reports", "sohoa_targets", "sohoa_funding", "sohoa_results", "sohoa_places", "sohoa_bodies", "sohoa_checks",
)  # fmt: skip
"""The components in the order in which they run."""


@cache
def nlp() -> Language:
    """Return the pipeline: `nlp()(text)`, or `nlp()(document_of(reading))` for lines with boxes."""
    language = blank()
    for name in COMPONENTS:
        language.add_pipe(name)
    return language


def document_of(reading: Reading) -> Doc:
    """Return an unprocessed spaCy document of `reading`."""
    doc = nlp().make_doc(reading.text)
    doc._.reading = reading
    return doc
