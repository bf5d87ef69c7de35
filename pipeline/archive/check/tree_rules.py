"""The rules on the tree of folders, and on PREMIS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.archive.check.contents import Contents
from pipeline.archive.check.mets_file import Reference
from pipeline.archive.check.xml import Element, local
from pipeline.archive.faults import Fault, Weight
from pipeline.archive.kinds import Kind
from pipeline.archive.mets import REP1
from pipeline.archive.premis import PREMIS
from pipeline.archive.schemas import METS_SCHEMAS, OWN_SCHEMAS
from pipeline.message import Message

METS_PATH = "METS.xml"
REP1_METS = f"{REP1}/METS.xml"
EAD_PATH = "metadata/descriptive/EAD.xml"
DESCRIPTIONS = f"{REP1}/metadata/descriptive/"
DATA = f"{REP1}/data/"
PREMIS_PATHS = ("metadata/preservation/PREMIS.xml", f"{REP1}/metadata/preservation/PREMIS_rep1.xml")
_TOPS = {"metadata", "representations", "schemas", "documentation"}
_ALSO_METS = {"mets1_12.xsd": {"mets.xsd", "mets_1_11.xsd"}}


def tree_faults(contents: Contents) -> Iterator[Fault]:
    """Yield what the tree lacks, and what stands in it that does not belong there."""
    for path in (METS_PATH, EAD_PATH, REP1_METS):
        if path not in contents.sizes:
            yield _missing(path)
    for folder in (DESCRIPTIONS, DATA):
        if not any(path.startswith(folder) for path in contents.sizes):
            yield _missing(folder)
    for top in sorted({path.partition("/")[0] for path in contents.sizes} - _TOPS - {METS_PATH}):
        yield Fault(
            "tree-foreign", top,
            Message("Không thuộc cây thư mục của gói.", "It does not belong into the tree of a package."),
            Message("Bỏ ra khỏi gói.", "Take it out."),
        )  # fmt: skip
    yield from _schemas(contents)


def _schemas(contents: Contents) -> Iterator[Fault]:
    there = {path.removeprefix("schemas/").casefold() for path in contents.sizes if path.startswith("schemas/")}
    for name in OWN_SCHEMAS[:2]:
        if name not in there:
            yield _missing(f"schemas/{name}")
    absent = [name for name in METS_SCHEMAS if not ({name.casefold()} | _ALSO_METS.get(name, set())) & there]
    if absent:
        yield Fault(
            "tree-schemas", "schemas/",
            Message(f"Thiếu lược đồ: {', '.join(absent)}.", f"Schemas are missing: {', '.join(absent)}."),
            Message("Đặt các tệp đó vào một thư mục và ghi vào cấu hình archive.schemas, rồi đóng gói lại.",
                    "Put them into a folder, name it in the setting archive.schemas, and make the package again."),
            Weight.WARNING,
        )  # fmt: skip


def premis_faults(contents: Contents, kind: Kind) -> Iterator[Fault]:
    """Yield PREMIS that is missing in an AIP, or stands in a SIP."""
    for path in PREMIS_PATHS:
        if kind.is_aip and path not in contents.sizes:
            yield Fault("premis-missing", path, Message("AIP phải có PREMIS.", "An AIP must have PREMIS."), _REMAKE)
        if not kind.is_aip and path in contents.sizes:
            yield Fault("premis-present", path, Message("SIP không có PREMIS.", "A SIP has no PREMIS."), _REMAKE)


def premis_content_faults(root: Element, path: str, files: Sequence[Reference]) -> Iterator[Fault]:
    """Yield what is wrong with a PREMIS file: its root, its parts, checksums that METS says otherwise."""
    if local(root) != "premis" or root.tag != f"{{{PREMIS}}}premis":
        said = Message("Phần tử gốc phải là premis (PREMIS 3).", "Its root must be premis (PREMIS 3).")
        yield Fault("premis-broken", path, said, _REMAKE)
        return
    for part in ("object", "event", "agent"):
        if root.find(f"{{{PREMIS}}}{part}") is None:
            yield Fault("premis-broken", path, Message(f"Thiếu {part}.", f"{part} is missing."), _REMAKE)
    known = {one.id: (one.checksum or "").upper() for one in files}
    for one in root.iter(f"{{{PREMIS}}}object"):
        name = one.findtext(f".//{{{PREMIS}}}objectIdentifierValue") or ""
        digest = (one.findtext(f".//{{{PREMIS}}}messageDigest") or "").upper()
        if name in known and digest and digest != known[name]:
            said = Message(f"Mã băm của {name} khác METS.", f"The checksum of {name} is not that of METS.")
            yield Fault("premis-fixity", path, said, _REMAKE)


_REMAKE = Message("Tạo lại gói.", "Make the package again.")


def _missing(path: str) -> Fault:
    return Fault("tree-missing", path, Message("Thiếu trong gói.", "It is missing in the package."), _REMAKE)
