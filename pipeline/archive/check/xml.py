"""XML of strangers: no entities, no document types, no network, bounded in size."""

from __future__ import annotations

from typing import Any

from lxml import etree

from pipeline.archive.check.contents import Contents
from pipeline.archive.faults import Fault
from pipeline.errors import DamagedSourceError
from pipeline.message import Message

MOST_XML_BYTES = 64_000_000

Element = Any
"""An lxml element; lxml has no types of its own."""


def parse(contents: Contents, path: str) -> Element | Fault:
    """Return the root element of a file of the package, or what is wrong with it."""
    if contents.sizes[path] > MOST_XML_BYTES:
        return _fault("xml-limit", path, "quá lớn", "is too large")
    try:
        data = contents.read(path)
    except DamagedSourceError as error:
        return Fault("file-unreadable", path, error.message, _AGAIN)
    return parse_bytes(data, path)


def parse_bytes(data: bytes, path: str) -> Element | Fault:
    """Return the root element of some XML, or what is wrong with it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return _fault("xml-broken", path, f"không đúng XML ({error})", f"is no well-formed XML ({error})")
    if root.getroottree().docinfo.doctype:
        return _fault("xml-unsafe", path, "khai báo DOCTYPE", "declares a document type")
    return root


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


_AGAIN = Message("Tạo lại gói hoặc yêu cầu gửi lại.", "Make the package again, or ask for it again.")


def _fault(code: str, path: str, vi: str, en: str) -> Fault:
    return Fault(code, path, Message(f"Tệp {vi}.", f"The file {en}."), _AGAIN)
