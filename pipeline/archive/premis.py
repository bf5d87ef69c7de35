"""PREMIS 3: how a package came to be, and what its files are. An AIP holds it, a SIP does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from pipeline.archive.descriptions import as_bytes, printable
from pipeline.archive.stage import Entry, Stage

PREMIS = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SPACES = {"premis": PREMIS, "xsi": _XSI}
_CREATION, _DIGITISATION = "information package creation", "transfer"
_PDF_REGISTRY = ("PRONOM", "fmt/477")  # PDF/A-2b

Element = Any
"""An lxml element; lxml has no types of its own."""


def package_premis(stage: Stage, object_id: str, agent: tuple[str, str]) -> bytes:
    """Return PREMIS.xml of the package: that `agent` (name, version) made it."""
    root = _root()
    _object(root, "representation", object_id)
    _event(root, stage, _CREATION, agent, [("representation", object_id)])
    _agent(root, agent)
    return as_bytes(root)


def representation_premis(stage: Stage, files: Sequence[Entry], names: Sequence[str], agent: tuple[str, str]) -> bytes:
    """Return PREMIS_rep1.xml: each file with its checksum and the name it came under, and their digitisation."""
    root = _root()
    for entry, name in zip(files, names, strict=True):
        _file(root, entry, name)
    _event(root, stage, _DIGITISATION, agent, [("file", entry.id) for entry in files])
    _agent(root, agent)
    return as_bytes(root)


def _root() -> Element:
    return etree.Element(f"{{{PREMIS}}}premis", nsmap=_SPACES, version="3.0")


def _add(parent: Element, name: str, text: str | None = None) -> Element:
    element = etree.SubElement(parent, f"{{{PREMIS}}}{name}")
    if text is not None:
        element.text = printable(text)
    return element


def _object(root: Element, kind: str, identifier: str) -> Element:
    one = _add(root, "object")
    one.set(f"{{{_XSI}}}type", f"premis:{kind}")
    _identifier(one, "object", ("METS", identifier))
    return one


def _identifier(parent: Element, of: str, pair: tuple[str, str], role: str | None = None) -> None:
    linking = role is not None
    name = f"linking{of.capitalize()}Identifier" if linking else f"{of}Identifier"
    identifier = _add(parent, name)
    _add(identifier, f"{name}Type", pair[0])
    _add(identifier, f"{name}Value", pair[1])
    if linking:
        _add(identifier, f"linking{of.capitalize()}Role", role)


def _file(root: Element, entry: Entry, original: str) -> None:
    one = _object(root, "file", entry.id)
    said = _add(one, "objectCharacteristics")
    fixity = _add(said, "fixity")
    _add(fixity, "messageDigestAlgorithm", "SHA-256")
    _add(fixity, "messageDigest", entry.sha256)
    _add(said, "size", str(entry.size))
    form = _add(said, "format")
    designation = _add(form, "formatDesignation")
    _add(designation, "formatName", entry.mime)
    registry = _add(form, "formatRegistry")
    _add(registry, "formatRegistryName", _PDF_REGISTRY[0])
    _add(registry, "formatRegistryKey", _PDF_REGISTRY[1])
    _add(one, "originalName", original)


def _event(root: Element, stage: Stage, kind: str, agent: tuple[str, str], objects: Iterable[tuple[str, str]]) -> None:
    event = _add(root, "event")
    _identifier(event, "event", ("UUID", stage.uuid()))
    _add(event, "eventType", kind)
    _add(event, "eventDateTime", stage.created)
    _add(_add(event, "eventOutcomeInformation"), "eventOutcome", "success")
    _identifier(event, "agent", ("software", f"{agent[0]} {agent[1]}"), "executing program")
    for _, identifier in objects:
        _identifier(event, "object", ("METS", identifier), "outcome")


def _agent(root: Element, agent: tuple[str, str]) -> None:
    one = _add(root, "agent")
    _identifier(one, "agent", ("software", f"{agent[0]} {agent[1]}"))
    _add(one, "agentName", agent[0])
    _add(one, "agentType", "software")
    _add(one, "agentVersion", agent[1])
