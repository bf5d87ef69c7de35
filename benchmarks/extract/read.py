"""What extraction finds in texts without gold, for reading by eye: references, duties, and numbers left out.

    python -m benchmarks.extract.read FILE.txt [FILE.txt ...] [--below 0.9]

`--below` lists only facts less sure than that. `benchmarks.extract` scores against gold; this shows how the rules do on
documents that nobody labelled.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.extract.ways import document_of_text
from pipeline.extract import extract
from pipeline.model import Document, Evidence
from pipeline.reading import compose

_LIKE_A_NUMBER = re.compile(r"\d{1,5}\s?[/-]\s?(?:\d{4}\s?/\s?)?[A-ZĐ][\wĐ&]*(?:[-/][A-ZĐ]\w*)*")
_AROUND = 40  # characters


def left_out(document: Document) -> Iterator[str]:
    """Yield what looks like the number of a document and was not taken for one, with the words around it."""
    text = compose(document.lines).text
    taken = [(reference.evidence.start, reference.evidence.end) for reference in document.references]
    taken += [(evidence.start, evidence.end) for _, evidence in document.header.evidence]
    for match in _LIKE_A_NUMBER.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield text[max(0, match.start() - _AROUND) : match.end() + _AROUND].replace("\n", " ")


def _line(kind: str, evidence: Evidence, facts: tuple[str | None, ...]) -> str:
    return f"  {kind:4} {evidence.line:4} {evidence.confidence:.2f} {' | '.join(map(str, facts))}"


def report(document: Document, below: float) -> Iterator[str]:
    """Yield the facts of a document, a line each."""

    def shown(evidence: Evidence) -> bool:
        return evidence.confidence < below

    for reference in document.references:
        if shown(reference.evidence):
            facts: tuple[str | None, ...] = (
                reference.relation, reference.id, reference.doc_type, reference.date, reference.issuer,
            )  # fmt: skip
            yield _line("ref", reference.evidence, facts)
    for duty in document.obligations:
        if shown(duty.evidence):
            facts = (duty.section, duty.role, duty.actor, duty.deadline, duty.frequency, duty.action[:100])
            yield _line("duty", duty.evidence, facts)
    for found in left_out(document):
        yield f"  left out: {found}"


def main() -> None:
    """Print the facts of each file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--below", type=float, default=1.01, help="only facts less sure than this")
    options = parser.parse_args()
    for file in options.files:
        document = extract(document_of_text(file.stem, file.read_text("utf-8")))
        print(f"{file.name}: {len(document.references)} references, {len(document.obligations)} duties")
        for line in report(document, options.below):
            print(line)


if __name__ == "__main__":
    main()
