"""Names in Akoma Ntoso: the IRI of a document by the naming convention, and ids of elements."""

from __future__ import annotations

import re
from datetime import date

from pipeline.extract.citations.identifiers import slug
from pipeline.model import Document, Header, Reference

COUNTRY = "vn"
UNKNOWN_DATE = "0001-01-01"
"""What stands for a day that the paper does not tell: the schema asks for one."""

_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]+:[A-Za-z0-9:.;_@~()+,=*'!$/-]+")
_ACTS = frozenset(
    {"hien-phap", "bo-luat", "luat", "phap-lenh", "nghi-dinh", "nghi-quyet", "thong-tu", "quyet-dinh", "lenh"}
)
"""Types that decide or make law; all others (plans, reports, letters) are mere documents to the standard."""


def root_name(doc_type: str | None) -> str:
    """Return which root element of Akoma Ntoso a type of document has.

    >>> root_name("Quyết định"), root_name("Kế hoạch"), root_name(None)
    ('act', 'doc', 'doc')
    """
    return "act" if slug(doc_type or "") in _ACTS else "doc"


def work_iri(document: Document) -> str:
    """Return the IRI of the work: /akn/vn/<act or doc>/<type>/<issuer>/<year>/<number>.

    References to the document (`reference_iri`) bear the same where its identifier (`Header.canonical`) is known. Where
    it is not, what is missing stands as "-", and the hash of the file keeps the name apart from others.
    """
    header = document.header
    if header.canonical and (iri := _canonical_iri(header.canonical)):
        return iri
    kind = slug(header.doc_type or "") or "-"
    number = slug(header.number_symbol or "")
    own = f"{number}-{document.source.sha256[:8]}" if number else document.source.sha256[:16]
    parts = (kind, slug(header.issuer or "") or "-", year_of(header) or "-", own)
    return f"/akn/{COUNTRY}/{root_name(header.doc_type)}/{'/'.join(parts)}"


def reference_iri(reference: Reference) -> str:
    """Return the IRI that a reference means: by its identifier, else its URN, else by what it says of the number."""
    if reference.canonical and (iri := _canonical_iri(reference.canonical)):
        return iri
    if reference.urn and _URN.fullmatch(reference.urn):
        return reference.urn
    kind = slug(reference.doc_type or "") or "-"
    year = reference.date[:4] if reference.date else "-"
    return f"/akn/{COUNTRY}/{root_name(reference.doc_type)}/{kind}/-/{year}/{slug(reference.id) or '-'}"


def _canonical_iri(canonical: str) -> str | None:
    """Return the IRI of an identifier "<issuer>/<type>/<year>/<number>", None for what is none."""
    parts = [slug(part) for part in canonical.split("/")]
    if len(parts) != 4 or not all(parts):
        return None
    issuer, kind, year, number = parts
    return f"/akn/{COUNTRY}/{'act' if kind in _ACTS else 'doc'}/{kind}/{issuer}/{year}/{number}"


def day_of(header: Header) -> str | None:
    """Return the day of issue, None where it is not known to the day."""
    try:
        return date.fromisoformat(header.date).isoformat() if header.date else None
    except ValueError:
        return None


def year_of(header: Header) -> str | None:
    """Return the year of issue."""
    day = day_of(header)
    return day[:4] if day else None


class Ids:
    """Gives each element an id that no other has, by the naming convention: "sec_II__para_2__point_a"."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, above: str, kind: str, number: str) -> str:
        """Return the id of a new element of `kind` with `number` in the element with the id `above` ("": the root)."""
        wanted = f"{above}__{kind}_{number}" if above else f"{kind}_{number}"
        found, again = wanted, 1
        while found in self._taken:
            again += 1
            found = f"{wanted}-v{again}"
        self._taken.add(found)
        return found

    def next(self, above: str, kind: str) -> str:
        """Return the id of a new element of `kind` that has no number of its own: they are counted."""
        number = 1
        while (f"{above}__{kind}_{number}" if above else f"{kind}_{number}") in self._taken:
            number += 1
        return self.new(above, kind, str(number))
