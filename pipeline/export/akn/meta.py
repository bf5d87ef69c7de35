"""The metadata of a document in Akoma Ntoso: what it is (FRBR), who stands in it, which file it was read from."""

from __future__ import annotations

from datetime import date

from lxml import etree

from pipeline.export.akn.inline import ISSUER, OFFICE, SIGNER, Element, child, element
from pipeline.export.akn.naming import COUNTRY, UNKNOWN_DATE, day_of, work_iri
from pipeline.extract.citations.identifiers import slug
from pipeline.model import Document
from pipeline.version import __version__

LANGUAGE = "vie"
PROGRAM_NAMESPACE = "urn:sohoa:akn"
_PROGRAM, _AUTHOR = "sohoa", "author"


def metadata(document: Document, made: date, component: str = "main", id_prefix: str = "") -> Element:
    """Return the `meta` of a document, or of one of its annexes.

    Args:
        document: which document.
        made: the day on which the XML is written.
        component: "main", or the name of the annex.
        id_prefix: before the ids of this `meta`, so that an annex does not use those of the document again.
    """
    meta = element("meta")
    _identification(meta, document, made, component, id_prefix)
    _references(meta, document, id_prefix)
    _provenance(meta, document, id_prefix)
    return meta


def _identification(meta: Element, document: Document, made: date, component: str, prefix: str) -> None:
    header = document.header
    day = day_of(header)
    work = work_iri(document)
    expression = f"{work}/{LANGUAGE}@{day or ''}"
    found = child(meta, "identification", source=f"#{prefix}{_PROGRAM}")
    level = _level(found, "FRBRWork", work, component)
    _dated(level, day or UNKNOWN_DATE, "issued" if day else "unknown", prefix)
    child(level, "FRBRcountry", value=COUNTRY)
    if header.doc_type:
        child(level, "FRBRsubtype", value=slug(header.doc_type))
    for name, value in (("FRBRnumber", header.number_symbol), ("FRBRname", header.title)):
        if value:
            child(level, name, value=value)
    level = _level(found, "FRBRExpression", expression, component)
    _dated(level, day or UNKNOWN_DATE, "issued" if day else "unknown", prefix)
    child(level, "FRBRlanguage", language=LANGUAGE)
    level = _level(found, "FRBRManifestation", f"{expression}.xml", component)
    _dated(level, made.isoformat(), "markup", prefix)
    child(level, "FRBRformat", value="application/akn+xml")


def _level(found: Element, name: str, iri: str, component: str) -> Element:
    level = child(found, name)
    child(level, "FRBRthis", value=f"{iri}/!{component}")
    child(level, "FRBRuri", value=iri)
    return level


def _dated(level: Element, day: str, what: str, prefix: str) -> None:
    child(level, "FRBRdate", date=day, name=what)
    who = _PROGRAM if level.tag.endswith("FRBRManifestation") else ISSUER
    child(level, "FRBRauthor", href=f"#{prefix}{who}", as_=f"#{prefix}{_AUTHOR}")


def _references(meta: Element, document: Document, prefix: str) -> None:
    """List the persons and bodies that the rest refers to."""
    header = document.header
    found = child(meta, "references", source=f"#{prefix}{_PROGRAM}")
    issuer = next((body.key for body in document.bodies if body.is_issuer), None) or slug(header.issuer or "") or "-"
    entities = [
        ("TLCOrganization", ISSUER, f"/akn/ontology/organization/{COUNTRY}/{issuer}", header.issuer or "không rõ"),
        ("TLCOrganization", _PROGRAM, f"/akn/ontology/organization/{_PROGRAM}", f"sohoa {__version__}"),
        ("TLCRole", _AUTHOR, f"/akn/ontology/role/{_AUTHOR}", "cơ quan ban hành"),
    ]
    if header.signer_name:
        name = slug(header.signer_name) or "-"
        entities.append(("TLCPerson", SIGNER, f"/akn/ontology/person/{COUNTRY}/{name}", header.signer_name))
    if header.signer_title:
        office = slug(header.signer_title) or "-"
        entities.append(("TLCRole", OFFICE, f"/akn/ontology/role/{COUNTRY}/{office}", header.signer_title))
    for name, key, href, shown in entities:
        child(found, name, eId=f"{prefix}{key}", href=href, showAs=shown)


def _provenance(meta: Element, document: Document, prefix: str) -> None:
    """Say which file the text was read from: the XML is a reading of it, and no original."""
    found = child(meta, "proprietary", source=f"#{prefix}{_PROGRAM}")
    source = document.source
    attributes = {"sha256": source.sha256, "mediaType": source.media_type, "status": document.status.value}
    if source.part is not None:
        attributes["part"] = str(source.part)
    etree.SubElement(found, f"{{{PROGRAM_NAMESPACE}}}source", attributes, nsmap={"sohoa": PROGRAM_NAMESPACE})
