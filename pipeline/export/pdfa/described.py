"""ISO 19005-2, 6.2.3 and 6.6: the output intent and the metadata."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from lxml import etree
from pikepdf import Name

from pipeline.export.pdfa.fault import Fault, fault

_PDFAID = "http://www.aiim.org/pdfa/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_KNOWN = frozenset({
    _PDFAID, _EXTENSION, "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/",
    "http://ns.adobe.com/xap/1.0/rights/", "http://ns.adobe.com/xap/1.0/mm/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://ns.adobe.com/photoshop/1.0/", "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/",
    "http://ns.adobe.com/xap/1.0/bj/", "http://ns.adobe.com/xap/1.0/t/pg/", "adobe:ns:meta/", "http://www.w3.org/XML/1998/namespace",
})  # fmt: skip
_PROFILE_CLASSES = (b"prtr", b"mntr")
_SPACES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_INFO = (
    ("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer"),
    ("/Subject", "dc:description"),
)  # fmt: skip


def output_channels(pdf: pikepdf.Pdf) -> int | None:
    """Return how many channels the PDF/A output intent has; None where there is none that can be used."""
    for intent in _intents(pdf):
        profile = intent.get("/DestOutputProfile")
        if profile is not None:
            return _SPACES.get(bytes(profile.read_bytes()[16:20]))
    return None


def check_output_intent(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """Check the output intent (6.2.3)."""
    profiles = [intent["/DestOutputProfile"] for intent in _intents(pdf) if "/DestOutputProfile" in intent]
    if len({profile.objgen for profile in profiles}) > 1:
        yield fault("6.2.3", "Các OutputIntent dùng hồ sơ màu khác nhau.", "Output intents have different profiles.")
    for profile in profiles:
        data = profile.read_bytes()
        channels = _SPACES.get(data[16:20])
        is_sound = len(data) > 128 and data[12:16] in _PROFILE_CLASSES and data[36:40] == b"acsp" and data[8] < 5
        if not is_sound or channels != profile.get("/N"):
            yield fault(
                "6.2.3",
                "Hồ sơ màu ICC của OutputIntent không dùng được.",
                "The output intent's ICC profile is unusable.",
            )


def _intents(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for intent in pdf.Root.get("/OutputIntents", []):
        if intent.get("/S") == Name.GTS_PDFA1:
            yield intent


def check_metadata(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """Check XMP: there, well formed, naming PDF/A-2, known properties, in accord with Info (6.6.2, 6.6.4)."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        yield fault("6.6.2.1", "Thiếu siêu dữ liệu XMP.", "There are no XMP metadata.")
        return
    try:
        tree = etree.fromstring(stream.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield fault("6.6.2.1", "XMP không phải XML đúng.", "The XMP is not well formed.")
        return
    yield from _check_version(tree)
    yield from _check_properties(tree)
    yield from _check_info(pdf)


def _check_version(tree: etree._Element) -> Iterator[Fault]:
    part, conformance = _value(tree, "part"), _value(tree, "conformance")
    if part != "2" or conformance not in ("A", "B", "U"):
        yield fault(
            "6.6.4",
            f"XMP không khai PDF/A-2 (part {part}, conformance {conformance}).",
            f"The XMP does not name PDF/A-2 (part {part}, conformance {conformance}).",
        )


def _check_properties(tree: etree._Element) -> Iterator[Fault]:
    spaces = {etree.QName(node).namespace for node in tree.iter() if isinstance(node.tag, str)}
    spaces |= {etree.QName(name).namespace for node in tree.iter() for name in node.attrib}
    described = any(_EXTENSION in str(space) for space in spaces)
    strange = {str(space) for space in spaces if space and space not in _KNOWN and not _is_structure(str(space))}
    if strange and not described:
        names = ", ".join(sorted(strange))
        yield fault(
            "6.6.2.3", f"XMP có thuộc tính lạ không mô tả: {names}.", f"XMP properties are not described: {names}."
        )


def _is_structure(space: str) -> bool:
    return space.startswith(("http://ns.adobe.com/xap/1.0/", "http://www.aiim.org/pdfa/ns/"))


def _check_info(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """PDF/A-2 lets Info be ignored; where both say something they are to say the same."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key, name in _INFO:
            said, meant = pdf.docinfo.get(key), xmp.get(name)
            if said is None or meant is None:
                continue
            meant = "; ".join(meant) if isinstance(meant, list) else meant
            if str(said) != str(meant):
                yield fault("6.6.3", f"{key} trong Info khác {name} trong XMP.", f"{key} in Info differs from {name}.")


def _value(tree: etree._Element, name: str) -> str | None:
    key = f"{{{_PDFAID}}}{name}"
    for node in tree.iter():
        if node.tag == key:
            return (node.text or "").strip()
        if key in node.attrib:
            return str(node.attrib[key])
    return None
