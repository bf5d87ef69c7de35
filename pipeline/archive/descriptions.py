"""A description as XML: one element for each field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from pipeline.archive.fields import Field
from pipeline.archive.schemas import ROOT

_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def description(fields: Iterable[Field], values: Mapping[str, str], schema: str) -> bytes:
    """Return a description as XML. `schema` is the path of its schema from where it lies."""
    root = etree.Element(ROOT, nsmap={"xsi": _XSI})
    root.set(f"{{{_XSI}}}noNamespaceSchemaLocation", schema)
    for field in fields:
        etree.SubElement(root, field.name).text = printable(values.get(field.name, ""))
    return as_bytes(root)


def as_bytes(root: Any) -> bytes:  # noqa: ANN401 - an lxml element, which is untyped
    """Return an element as a UTF-8 file."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def printable(text: str) -> str:
    r"""Return `text` without what XML cannot hold.

    >>> printable("a\x0bb\n")
    'a b'
    """
    return "".join(char if _allowed(ord(char)) else " " for char in text).strip()


def _allowed(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
