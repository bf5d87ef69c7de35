"""The rules on METS files: attributes, ids, references and their checksums, and what the structure must join."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.archive.check.contents import Contents
from pipeline.archive.check.mets_file import MetsFile, Reference
from pipeline.archive.faults import Fault, Weight
from pipeline.archive.kinds import Kind
from pipeline.archive.mets import PROFILE, REP1_LABEL
from pipeline.errors import DamagedSourceError
from pipeline.message import Message

STATUSES = ("NEW", "SUPPLEMENT", "REPLACEMENT", "TEST", "OTHER")
_UUID = r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}"
OBJECT_ID = re.compile(rf"uuid-{_UUID}")
AIP_OBJECT_ID = re.compile(rf"uuid-{_UUID}|urn:(?:[\w.-]+:)?uuid[:-]{_UUID}")
_ID = re.compile(rf"uuid-{_UUID}")
_FILE_ID = re.compile(rf"ID-{_UUID}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{1,7}\+07:00")
_PROFILES = {PROFILE, "http://www.ra.ee/METS/v01/IP.xml"}  # the printed examples of AIPs name the second
_SHA256 = re.compile(r"[0-9A-Fa-f]{64}")
_SECTIONS = ("metsHdr", "dmdSec", "fileSec", "structMap")
_GROUPS = {True: ("Schemas", REP1_LABEL), False: ("Data",)}
_REMAKE = Message("Tạo lại METS.xml của gói.", "Make the METS.xml of the package again.")


def attribute_faults(mets: MetsFile, kind: Kind, *, is_root: bool) -> Iterator[Fault]:
    """Yield what is wrong with the attributes of METS and its head."""
    if mets.attributes.get("TYPE", "").casefold() != kind.mets_type.casefold():
        yield _fault("mets-type", mets, f"TYPE phải là {kind.mets_type}", f"TYPE must be {kind.mets_type}")
    if mets.attributes.get("PROFILE") not in _PROFILES:
        yield _fault("mets-profile", mets, f"PROFILE phải là {PROFILE}", f"PROFILE must be {PROFILE}")
    header = mets.header or {}
    if mets.package_type != kind.oais:
        yield _fault("mets-package-type", mets, f"csip:OAISPACKAGETYPE phải là {kind.oais}",
                     f"csip:OAISPACKAGETYPE must be {kind.oais}")  # fmt: skip
    status = header.get("RECORDSTATUS")
    if status not in STATUSES:
        listed = ", ".join(STATUSES)
        yield _fault(
            "mets-status", mets, f"RECORDSTATUS phải là một trong {listed}", f"RECORDSTATUS must be of {listed}"
        )
    elif status == "TEST" and is_root:
        yield _fault("mets-draft", mets, "gói có trạng thái TEST, chưa phải gói chính thức",
                     "the package has the status TEST: it is a draft", Weight.WARNING)  # fmt: skip
    times = [header.get("CREATEDATE"), *(one.created for one in mets.references)]
    wrong = next((time or "(trống)" for time in times if not _TIME.fullmatch(time or "")), None)
    if wrong is not None:
        yield _fault("mets-time", mets, f"thời gian {wrong} không có mili giây và +07:00",
                     f"the time {wrong} is not with milliseconds and +07:00")  # fmt: skip


def section_faults(mets: MetsFile, *, is_root: bool) -> Iterator[Fault]:
    """Yield which sections and groups of files are missing, and ids of a wrong form."""
    for section in _SECTIONS:
        if section not in mets.sections:
            yield _fault("mets-section", mets, f"thiếu {section}", f"{section} is missing")
    for group in _GROUPS[is_root]:
        if group not in mets.groups:
            yield _fault("mets-group", mets, f"thiếu fileGrp {group}", f"the fileGrp {group} is missing")
    struct = mets.struct or {}
    if mets.struct is not None and (struct.get("LABEL"), struct.get("TYPE")) != ("CSIP", "PHYSICAL"):
        yield _fault("mets-struct", mets, "structMap phải có LABEL CSIP, TYPE PHYSICAL",
                     "structMap must have LABEL CSIP, TYPE PHYSICAL")  # fmt: skip
    wrong = [value for name, value in mets.ids if not (_FILE_ID if name == "file" else _ID).fullmatch(value)]
    if wrong:
        yield _fault(
            "mets-id", mets, f"{len(wrong)} ID sai dạng, như {wrong[0]} (tệp: ID-UUID, khác: uuid-UUID, chữ hoa)",
            f"{len(wrong)} ids of a wrong form, as {wrong[0]} (files: ID-UUID, others: uuid-UUID, capitals)",
        )  # fmt: skip
    for value, count in Counter(value for _, value in mets.ids).items():
        if count > 1:
            yield _fault("mets-id-twice", mets, f"ID {value} dùng {count} lần", f"the id {value} is used {count} times")


def link_faults(mets: MetsFile, *, is_root: bool, rep1: str) -> Iterator[Fault]:
    """Yield ids that lead nowhere, and what the structure ought to join and does not."""
    for division in mets.divisions:
        for found, known in (
            (division.metadata, mets.descriptions),
            (division.administration, mets.administration),
            (division.files, mets.files),
        ):
            for name in found:
                if name not in known:
                    yield _fault("mets-link", mets, f"div {division.label} trỏ tới {name} không có",
                                 f"the div {division.label} points to {name}, which is not there")  # fmt: skip
    yield from _root_links(mets, rep1) if is_root else _document_links(mets)


def _root_links(mets: MetsFile, rep1: str) -> Iterator[Fault]:
    if not any(division.label == REP1_LABEL and rep1 in division.pointers for division in mets.divisions):
        yield _fault("mets-pointer", mets, f"structMap không trỏ tới {rep1}", f"structMap does not point to {rep1}")
    if not any(division.label == "Metadata" and division.metadata for division in mets.divisions):
        yield _fault("mets-unlinked", mets, "structMap không nối EAD.xml", "structMap does not join EAD.xml")


def _document_links(mets: MetsFile) -> Iterator[Fault]:
    links = [one for one in mets.divisions if one.label == "MetadataLink/File"]
    joined = {name for one in links if one.files for name in one.metadata}
    files = {name for one in links if one.metadata for name in one.files}
    data = {name for name, one in mets.files.items() if one.group == "Data"}
    attached = {name for one in mets.divisions if one.label == "AttachmentFile" for name in one.files}
    for name in sorted(set(mets.descriptions) - joined):
        path = mets.descriptions[name].path
        yield _fault(
            "mets-unlinked", mets, f"MetadataLink/File không nối {path}", f"MetadataLink/File does not join {path}"
        )
    for name in sorted(data - files - attached):
        path = mets.files[name].path
        yield _fault(
            "mets-unlinked", mets, f"MetadataLink/File không nối {path}", f"MetadataLink/File does not join {path}"
        )


def reference_faults(mets: MetsFile, contents: Contents) -> Iterator[Fault]:
    """Yield references that lead nowhere, and files whose size or checksum is not as METS says."""
    for one in mets.references:
        if one.path not in contents.sizes:
            yield _fault("mets-href", mets, f"trỏ tới tệp không có: {one.path or '(trống)'}",
                         f"refers to a file that is not there: {one.path or '(empty)'}")  # fmt: skip
            continue
        yield from _fixity(one, contents)


def _fixity(one: Reference, contents: Contents) -> Iterator[Fault]:
    if one.size is None or not one.size.isdigit():
        yield _of_file("fixity-size", one, "METS không ghi SIZE", "METS says no SIZE")
    elif int(one.size) != contents.sizes[one.path]:
        real = contents.sizes[one.path]
        yield _of_file(
            "fixity-size", one, f"SIZE ghi {one.size}, thật là {real}", f"SIZE says {one.size}, it is {real}"
        )
    if one.checksum_type != "SHA-256":
        yield _of_file("fixity-type", one, "CHECKSUMTYPE phải là SHA-256", "CHECKSUMTYPE must be SHA-256")
        return
    said = one.checksum or ""
    if _SHA256.fullmatch(said) and said != said.upper():
        yield _of_file("fixity-case", one, "CHECKSUM phải viết hoa", "CHECKSUM must be in capitals")
    try:
        real_sum = _sha256(contents, one.path)
    except DamagedSourceError as error:
        yield Fault("file-unreadable", one.path, error.message, _REMAKE)
        return
    if said.upper() != real_sum:
        yield _of_file("fixity-sum", one, "CHECKSUM không khớp: tệp đã bị thay đổi hoặc hỏng",
                       "CHECKSUM does not fit: the file was changed or is damaged")  # fmt: skip


def _sha256(contents: Contents, path: str) -> str:
    digest = hashlib.sha256()
    for chunk in contents.chunks(path):
        digest.update(chunk)
    return digest.hexdigest().upper()


def orphan_faults(mets_files: Sequence[MetsFile], contents: Contents) -> Iterator[Fault]:
    """Yield the files of the package that no METS refers to."""
    known = {one.path for mets in mets_files for one in mets.references} | {"METS.xml"}
    for path in sorted(set(contents.sizes) - known):
        yield Fault(
            "mets-orphan", path,
            Message("Tệp không được METS nào nhắc tới.", "No METS refers to the file."),
            Message("Bỏ tệp ra khỏi gói, hoặc khai trong METS.", "Take it out of the package, or declare it in METS."),
        )  # fmt: skip


def object_id_faults(mets: MetsFile, kind: Kind, root: str) -> Iterator[Fault]:
    """Yield what is wrong with the id of the package and the name of its folder."""
    object_id = mets.attributes.get("OBJID", "")
    if not (AIP_OBJECT_ID if kind.is_aip else OBJECT_ID).fullmatch(object_id):
        yield _fault("name-form", mets, f"OBJID {object_id!r} phải có dạng uuid-UUID viết hoa",
                     f"the OBJID {object_id!r} must be uuid-UUID in capitals")  # fmt: skip
    if root != object_id.replace(":", "_"):
        yield _fault("name-folder", mets, f"thư mục gói {root!r} khác OBJID {object_id!r}",
                     f"the folder of the package, {root!r}, is not named by the OBJID {object_id!r}")  # fmt: skip


def _fault(code: str, mets: MetsFile, vi: str, en: str, weight: Weight = Weight.ERROR) -> Fault:
    return Fault(code, mets.path, Message(f"{vi[0].upper()}{vi[1:]}.", f"{en[0].upper()}{en[1:]}."), _REMAKE, weight)


def _of_file(code: str, one: Reference, vi: str, en: str) -> Fault:
    return Fault(code, one.path, Message(f"{vi}.", f"{en}."), _REMAKE)
