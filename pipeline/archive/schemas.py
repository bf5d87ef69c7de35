"""The schemas that a package carries: those of the descriptions are ours, those of METS lie where the archive says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import quoteattr

from pipeline.archive.fields import MEDIA, PICTURE, Field, pattern_of
from pipeline.archive.kinds import Kind

ROOT = "simpledc"
"""The root element of every description."""

METS_SCHEMAS = ("mets1_12.xsd", "xlink.xsd", "DILCISExtensionMETS.xsd", "DILCISExtensionSIPMETS.xsd")
"""The schemas that are not ours, under the names that packages have them by."""

OWN_SCHEMAS = ("ead.xsd", "ead_doc.xsd", "ead_pic.xsd", "ead_media.xsd")

_PACKAGE = "eark_validator"
_IN_PACKAGE = Path("ipxml/resources/schema")
_OTHER_NAMES = {"mets1_12.xsd": ("mets.xsd", "METS.xsd")}


def own_schemas(kind: Kind) -> dict[str, bytes]:
    """Return our schemas by file name, for a kind of package."""
    fields = (kind.package_fields, kind.document_fields, PICTURE, MEDIA)
    return {name: schema(some) for name, some in zip(OWN_SCHEMAS, fields, strict=True)}


def mets_schemas(folder: Path | None) -> dict[str, Path]:
    """Return those schemas of METS and its extensions that can be had, by file name.

    Args:
        folder: where the archive keeps them; where it is None, an installed eark-validator is asked: it has them.
    """
    where = folder or _installed()
    if where is None:
        return {}
    found = {}
    for name in METS_SCHEMAS:
        ways = (where / other for other in (name, *_OTHER_NAMES.get(name, ())))
        path = next((way for way in ways if way.is_file()), None)
        if path is not None:
            found[name] = path
    return found


def _installed() -> Path | None:
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / _IN_PACKAGE


def schema(fields: Sequence[Field]) -> bytes:
    """Return an XML Schema for descriptions of `fields`, which may stand in any order.

    What is not required may be left out, or be empty.
    """
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">',
        f'  <xs:element name="{ROOT}">',
        "    <xs:complexType>",
        "      <xs:all>",
        *(line for field in fields for line in _element(field)),
        "      </xs:all>",
        "    </xs:complexType>",
        "  </xs:element>",
        "</xs:schema>",
        "",
    )
    return "\n".join(lines).encode()


def _element(field: Field) -> Iterator[str]:
    pattern = pattern_of(field)
    optional = "" if field.required else ' minOccurs="0"'
    yield f'        <xs:element name="{field.name}"{optional}>'
    yield f"          <xs:annotation><xs:documentation>{field.label}</xs:documentation></xs:annotation>"
    yield '          <xs:simpleType><xs:restriction base="xs:string">'
    if field.required:
        yield '            <xs:minLength value="1"/>'
    yield f'            <xs:maxLength value="{field.longest}"/>'
    if pattern is not None:
        yield f"            <xs:pattern value={quoteattr(pattern if field.required else f'({pattern})?')}/>"
    yield "          </xs:restriction></xs:simpleType>"
    yield "        </xs:element>"
