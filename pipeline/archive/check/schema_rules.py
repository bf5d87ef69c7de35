"""The rules that XML Schemas state: descriptions against the package's own, METS against the archive's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from pipeline.archive.check.contents import Contents
from pipeline.archive.check.xml import Element, parse
from pipeline.archive.faults import Fault, Weight
from pipeline.archive.schemas import mets_schemas
from pipeline.message import Message

_XSD = "http://www.w3.org/2001/XMLSchema"
_MOST_TOLD = 3
_FIX = Message("Sửa dữ liệu, hoặc lược đồ, cho khớp nhau.", "Make data and schema agree.")


def own_schema(contents: Contents, name: str) -> etree.XMLSchema | Fault | None:
    """Return a schema of the package that descriptions can be held to; None where it has none.

    A schema that asks for others is not used, for they could be anywhere.
    """
    path = next((one for one in contents.sizes if one.casefold() == f"schemas/{name}"), None)
    if path is None:
        return None
    root = parse(contents, path)
    if isinstance(root, Fault):
        return root
    if any(root.iter(f"{{{_XSD}}}import", f"{{{_XSD}}}include", f"{{{_XSD}}}redefine")):
        said = Message(
            "Lược đồ gọi lược đồ khác nên không được dùng để kiểm tra.", "It calls others, so it is not used."
        )
        return Fault("schema-not-used", path, said, _FIX, Weight.NOTE)
    try:
        return etree.XMLSchema(root)
    except etree.XMLSchemaParseError as error:
        return Fault("schema-broken", path, Message(f"Lược đồ hỏng: {error}.", f"It is broken: {error}."), _FIX)


def schema_faults(root: Element, path: str, schema: etree.XMLSchema) -> Iterator[Fault]:
    """Yield where XML is not as a schema asks, the first few places."""
    if schema.validate(root):
        return
    for error in list(schema.error_log)[:_MOST_TOLD]:
        said = Message(f"Không khớp lược đồ, dòng {error.line}: {error.message}", f"Line {error.line}: {error.message}")
        yield Fault("schema-invalid", path, said, _FIX)


def mets_schema(folder: Path | None) -> etree.XMLSchema | None:
    """Return the schema of METS that the archive keeps (`archive.schemas`), None where it has none."""
    there = mets_schemas(folder)
    if not {"mets1_12.xsd", "xlink.xsd"} <= set(there):
        return None
    return _local_schema(there["mets1_12.xsd"], there["xlink.xsd"])


@lru_cache(maxsize=2)
def _local_schema(mets: Path, xlink: Path) -> etree.XMLSchema:
    """Return the schema of METS, what it imports taken from this disk; its extensions it lets pass by itself."""
    root = etree.parse(str(mets)).getroot()
    for one in root.iter(f"{{{_XSD}}}import"):
        one.set("schemaLocation", str(xlink))
    return etree.XMLSchema(root)
