"""METS of a package and of its representation, as Thông tư 05/2025/TT-BNV and E-ARK CSIP 2.0.4 ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree

from pipeline.archive.descriptions import as_bytes, printable
from pipeline.archive.kinds import Kind
from pipeline.archive.stage import Entry, Stage

METS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
REP1 = "representations/rep1"
REP1_LABEL = "Representations/rep1"

_NAMESPACES = {None: METS, "xlink": XLINK, "xsi": XSI, "csip": CSIP, "sip": SIP}
_LOCATIONS = {
    "mets1_12.xsd": METS,
    "xlink.xsd": XLINK,
    "DILCISExtensionMETS.xsd": CSIP,
    "DILCISExtensionSIPMETS.xsd": SIP,
}

RecordStatus = Literal["NEW", "SUPPLEMENT", "REPLACEMENT", "TEST", "OTHER"]

Element = Any
"""An lxml element; lxml has no types of its own."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a METS file says: the kind, a title, the status, who made the package, whose fonds it is."""

    kind: Kind
    label: str
    status: RecordStatus
    agent: str
    version: str
    fonds: str
    agreement: str


@dataclass(frozen=True, slots=True)
class Described:
    """A document of a representation: its description and its file."""

    metadata: Entry
    file: Entry


def root_mets(
    stage: Stage,
    object_id: str,
    head: Head,
    *,
    metadata: Entry,
    premis: Entry | None,
    schemas: Sequence[Entry],
    rep1: Entry,
    documentation: Sequence[Entry] = (),
) -> bytes:
    """Return METS.xml of the package."""
    mets = _mets(object_id, head, schemas, "")
    _header(mets, stage, head, is_root=True)
    described = _dmd(mets, stage, metadata, "")
    administered = _amd(mets, stage, premis, "")
    groups = {"Schemas": schemas, REP1_LABEL: (rep1,)} | ({"Documentation": documentation} if documentation else {})
    group_ids = _files(mets, stage, groups, "")
    top = _struct_map(mets, stage, object_id)
    _div(top, stage, "Metadata", DMDID=described, **({"ADMID": administered} if premis else {}))
    _pointers(_div(top, stage, "Schemas"), schemas)
    if documentation:
        _pointers(_div(top, stage, "Documentation"), documentation)
    pointer = etree.SubElement(_div(top, stage, REP1_LABEL), f"{{{METS}}}mptr", LOCTYPE="URL")
    _link(pointer, rep1.href(""))
    pointer.set(f"{{{XLINK}}}title", group_ids[REP1_LABEL])
    return as_bytes(mets)


def representation_mets(
    stage: Stage, head: Head, *, documents: Sequence[Described], premis: Entry | None, schemas: Sequence[Entry]
) -> bytes:
    """Return METS.xml of the representation."""
    mets = _mets("rep1", head, schemas, "../../")
    _header(mets, stage, head, is_root=False)
    described = [_dmd(mets, stage, one.metadata, REP1) for one in documents]
    administered = _amd(mets, stage, premis, REP1)
    files = [one.file for one in documents]
    _files(mets, stage, {"Data": files}, REP1)
    top = _struct_map(mets, stage, "rep1", TYPE="NORMALIZED" if head.kind.is_aip else "ORIGINAL")
    _pointers(_div(top, stage, "Data"), files)
    links = _div(top, stage, "MetadataLink")
    more = {"ADMID": administered} if premis else {}
    for one, dmd in zip(documents, described, strict=True):
        _pointers(_div(links, stage, "MetadataLink/File", DMDID=dmd, **more), [one.file])
    return as_bytes(mets)


def _mets(object_id: str, head: Head, schemas: Iterable[Entry], up: str) -> Element:
    mets = etree.Element(f"{{{METS}}}mets", nsmap=_NAMESPACES)
    mets.set("OBJID", object_id)
    mets.set("LABEL", printable(head.label))
    mets.set("TYPE", head.kind.mets_type)
    mets.set("PROFILE", PROFILE)
    mets.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "MIXED")
    there = {entry.path.name for entry in schemas}
    known = [f"{space} {up}schemas/{name}" for name, space in _LOCATIONS.items() if name in there]
    if known:
        mets.set(f"{{{XSI}}}schemaLocation", " ".join(known))
    return mets


def _header(mets: Element, stage: Stage, head: Head, *, is_root: bool) -> None:
    header = etree.SubElement(
        mets, f"{{{METS}}}metsHdr", CREATEDATE=stage.created, LASTMODDATE=stage.created, RECORDSTATUS=head.status
    )
    header.set(f"{{{CSIP}}}OAISPACKAGETYPE", head.kind.oais)
    _agent(header, "SOFTWARE", head.agent, "SOFTWARE VERSION", head.version)
    if head.fonds:
        _agent(header, "ORGANIZATION", head.fonds, "IDENTIFICATIONCODE", head.fonds)
    if is_root:
        etree.SubElement(header, f"{{{METS}}}altRecordID", TYPE="SUBMISSIONAGREEMENT").text = printable(head.agreement)


def _agent(header: Element, kind: str, name: str, note_type: str, note: str) -> None:
    agent = etree.SubElement(header, f"{{{METS}}}agent", ROLE="CREATOR")
    if kind == "SOFTWARE":
        agent.set("TYPE", "OTHER")
        agent.set("OTHERTYPE", kind)
    else:
        agent.set("TYPE", kind)
    etree.SubElement(agent, f"{{{METS}}}name").text = printable(name)
    said = etree.SubElement(agent, f"{{{METS}}}note")
    said.set(f"{{{CSIP}}}NOTETYPE", note_type)
    said.text = printable(note)


def _dmd(mets: Element, stage: Stage, entry: Entry, where: str) -> str:
    """Add the section that points to a description; return its id."""
    section = etree.SubElement(mets, f"{{{METS}}}dmdSec", ID=stage.uuid(), CREATED=stage.created, STATUS="CURRENT")
    _reference(section, stage, entry, where, ("DC", "1.0.0"))
    return str(section.get("ID"))


def _amd(mets: Element, stage: Stage, premis: Entry | None, where: str) -> str:
    """Add the administrative section, empty where there is no PREMIS; return the id of what points to that."""
    section = etree.SubElement(mets, f"{{{METS}}}amdSec", ID=stage.uuid())
    if premis is None:
        return ""
    origin = etree.SubElement(
        section, f"{{{METS}}}digiprovMD", ID=stage.uuid(), CREATED=stage.created, STATUS="CURRENT"
    )
    _reference(origin, stage, premis, where, ("PREMIS", "3.0"))
    return str(origin.get("ID"))


def _reference(section: Element, stage: Stage, entry: Entry, where: str, form: tuple[str, str]) -> None:
    reference = etree.SubElement(section, f"{{{METS}}}mdRef", ID=stage.uuid(), LOCTYPE="URL")
    _link(reference, entry.href(where))
    reference.set("MDTYPE", form[0])
    reference.set("MDTYPEVERSION", form[1])
    _fixity(reference, stage, entry)


def _files(mets: Element, stage: Stage, groups: dict[str, Sequence[Entry]], where: str) -> dict[str, str]:
    """Add the groups of files; return the id of each group."""
    section = etree.SubElement(mets, f"{{{METS}}}fileSec", ID=stage.uuid())
    ids = {}
    for use, entries in groups.items():
        group = etree.SubElement(section, f"{{{METS}}}fileGrp", ID=stage.uuid(), USE=use)
        ids[use] = str(group.get("ID"))
        for entry in entries:
            file = etree.SubElement(group, f"{{{METS}}}file", ID=entry.id)
            _fixity(file, stage, entry)
            _link(etree.SubElement(file, f"{{{METS}}}FLocat", LOCTYPE="URL"), entry.href(where))
    return ids


def _fixity(element: Element, stage: Stage, entry: Entry) -> None:
    element.set("MIMETYPE", entry.mime)
    element.set("SIZE", str(entry.size))
    element.set("CREATED", stage.created)
    element.set("CHECKSUM", entry.sha256)
    element.set("CHECKSUMTYPE", "SHA-256")


def _struct_map(mets: Element, stage: Stage, label: str, **more: str) -> Element:
    tree = etree.SubElement(mets, f"{{{METS}}}structMap", ID=stage.uuid(), LABEL="CSIP", TYPE="PHYSICAL")
    return _div(tree, stage, label, **more)


def _div(parent: Element, stage: Stage, label: str, **more: str) -> Element:
    return etree.SubElement(parent, f"{{{METS}}}div", ID=stage.uuid(), LABEL=label, **more)


def _pointers(div: Element, entries: Iterable[Entry]) -> None:
    for entry in entries:
        etree.SubElement(div, f"{{{METS}}}fptr", FILEID=entry.id)


def _link(element: Element, href: str) -> None:
    element.set(f"{{{XLINK}}}type", "simple")
    element.set(f"{{{XLINK}}}href", href)
