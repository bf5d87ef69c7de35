"""The check of one package: all its rules in turn, nothing of it trusted."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.archive.check.contents import Contents, opened
from pipeline.archive.check.description_rules import (
    DESCRIPTION_NAME,
    Description,
    count_faults,
    document_faults,
    package_faults,
    read_values,
)
from pipeline.archive.check.mets_file import MetsFile, read_mets
from pipeline.archive.check.mets_rules import (
    attribute_faults,
    link_faults,
    object_id_faults,
    orphan_faults,
    reference_faults,
    section_faults,
)
from pipeline.archive.check.pdf_rules import pdf_faults
from pipeline.archive.check.schema_rules import mets_schema, own_schema, schema_faults
from pipeline.archive.check.tree_rules import (
    DATA,
    DESCRIPTIONS,
    EAD_PATH,
    METS_PATH,
    PREMIS_PATHS,
    REP1_METS,
    premis_content_faults,
    premis_faults,
    tree_faults,
)
from pipeline.archive.check.xml import Element, parse
from pipeline.archive.faults import Fault, Weight
from pipeline.archive.kinds import Kind
from pipeline.message import Message
from pipeline.settings import Limits


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a package: its kind and id as far as it tells them, how many documents, all faults."""

    path: Path
    kind: Kind | None
    object_id: str | None
    documents: int
    files: int
    faults: tuple[Fault, ...]

    @property
    def is_valid(self) -> bool:
        """Whether no rule is broken; warnings and notes do not count."""
        return all(fault.weight is not Weight.ERROR for fault in self.faults)


def check_package(path: Path, *, limits: Limits | None = None, schemas: Path | None = None) -> Report:
    """Return what is wrong with the package at `path`, a ZIP file or a folder; nothing is unpacked.

    Args:
        path: the package.
        limits: bounds on what it may cost.
        schemas: where the archive keeps the schema of METS; without it METS is held to our rules only, which is said.

    Raises:
        UsageError: there is nothing at `path`.
        DamagedSourceError: it is no ZIP file.
    """
    with opened(path, limits or Limits()) as contents:
        if not contents.sizes:
            return Report(path, None, None, 0, 0, contents.faults or (_empty(path.name),))
        return _Check(path, contents, schemas).report()


class _Check:
    def __init__(self, path: Path, contents: Contents, schemas: Path | None) -> None:
        self._path, self._contents, self._schemas = path, contents, schemas
        self._faults: list[Fault] = list(contents.faults)
        self._roots: dict[str, Element] = {}

    def report(self) -> Report:
        self._faults += tree_faults(self._contents)
        mets, rep1 = self._mets(METS_PATH), self._mets(REP1_METS)
        values = self._values(EAD_PATH)
        kind = _kind(mets, values)
        documents = self._documents(rep1)
        if kind is None:
            self._faults.append(_unknown_kind())
        else:
            self._check(kind, mets, rep1, values or {}, documents)
        return Report(
            self._path, kind, mets.attributes.get("OBJID") if mets else None, len(documents),
            len(self._contents.sizes), tuple(self._faults),
        )  # fmt: skip

    def _check(
        self, kind: Kind, mets: MetsFile | None, rep1: MetsFile | None, values: Mapping[str, str],
        documents: Sequence[Description],
    ) -> None:  # fmt: skip
        for one, is_root in ((mets, True), (rep1, False)):
            if one is not None:
                self._faults += self._of_mets(one, kind, is_root=is_root)
        if mets is not None and rep1 is not None:
            self._faults += orphan_faults((mets, rep1), self._contents)
        if EAD_PATH in self._roots:
            self._faults += package_faults(values, kind, EAD_PATH)
            self._faults += count_faults(values, documents, EAD_PATH, kind.code_field)
        code = values.get(kind.code_field, "")
        for document in documents:
            self._faults += document_faults(document, kind, code)
        self._faults += self._held_to_schemas(documents)
        self._faults += self._of_premis(kind, [one for one in (mets, rep1) if one])
        self._faults += self._of_pdfs(documents)

    def _of_mets(self, mets: MetsFile, kind: Kind, *, is_root: bool) -> Iterator[Fault]:
        if is_root:
            yield from object_id_faults(mets, kind, self._contents.root)
        yield from attribute_faults(mets, kind, is_root=is_root)
        yield from section_faults(mets, is_root=is_root)
        yield from link_faults(mets, is_root=is_root, rep1=REP1_METS)
        yield from reference_faults(mets, self._contents)

    def _held_to_schemas(self, documents: Sequence[Description]) -> Iterator[Fault]:
        by_schema = {"ead.xsd": [EAD_PATH]}
        for document in documents:
            by_schema.setdefault(f"ead_{document.kind}.xsd", []).append(document.path)
        for name, paths in by_schema.items():
            schema = own_schema(self._contents, name)
            if isinstance(schema, Fault):
                yield schema
            elif schema is not None:
                yield from self._against(schema, paths)
        yield from self._mets_to_schema()

    def _against(self, schema: etree.XMLSchema, paths: Sequence[str]) -> Iterator[Fault]:
        """Hold files to a schema; those of which faults are known already are told once, in our words."""
        told = {fault.place for fault in self._faults if fault.weight is Weight.ERROR}
        for path in paths:
            if path in self._roots and path not in told:
                yield from schema_faults(self._roots[path], path, schema)

    def _mets_to_schema(self) -> Iterator[Fault]:
        schema = mets_schema(self._schemas)
        if schema is None:
            yield _no_mets_schema()
            return
        yield from self._against(schema, (METS_PATH, REP1_METS))

    def _of_premis(self, kind: Kind, mets_files: Sequence[MetsFile]) -> Iterator[Fault]:
        yield from premis_faults(self._contents, kind)
        files = [reference for mets in mets_files for reference in mets.files.values()]
        for path in PREMIS_PATHS if kind.is_aip else ():
            root = self._root(path)
            if root is not None:
                yield from premis_content_faults(root, path, files)

    def _of_pdfs(self, documents: Sequence[Description]) -> Iterator[Fault]:
        pages = {one.file: one.values.get("numberOfPage", "") for one in documents if one.file}
        for path in sorted(self._contents.sizes):
            if path.startswith(DATA) and path.lower().endswith(".pdf"):
                yield from pdf_faults(self._contents, path, pages.get(path, ""))

    def _mets(self, path: str) -> MetsFile | None:
        root = self._root(path)
        return None if root is None else read_mets(root, path, self._contents.sizes)

    def _values(self, path: str) -> dict[str, str] | None:
        root = self._root(path)
        if root is None:
            return None
        values, faults = read_values(root, path)
        self._faults += faults
        return values

    def _documents(self, rep1: MetsFile | None) -> list[Description]:
        files = _files_of(rep1) if rep1 else {}
        found = []
        for path in sorted(one for one in self._contents.sizes if one.startswith(DESCRIPTIONS)):
            values = self._values(path)
            if values is not None:
                name = DESCRIPTION_NAME.fullmatch(posixpath.basename(path))
                found.append(Description(path, name[1].lower() if name else "doc", values, files.get(path)))
        return found

    def _root(self, path: str) -> Element | None:
        """Return the root of an XML file; where it is not to be had, note why, once."""
        if path not in self._contents.sizes:
            return None
        if path not in self._roots:
            root = parse(self._contents, path)
            if isinstance(root, Fault):
                if root not in self._faults:
                    self._faults.append(root)
                return None
            self._roots[path] = root
        return self._roots[path]


def _files_of(rep1: MetsFile) -> dict[str, str]:
    """Return the file that each description is of, by the links of the structure."""
    return {
        rep1.descriptions[name].path: rep1.files[file].path
        for division in rep1.divisions
        if division.label == "MetadataLink/File"
        for name in division.metadata
        for file in division.files
        if name in rep1.descriptions and file in rep1.files
    }


def _kind(mets: MetsFile | None, values: Mapping[str, str] | None) -> Kind | None:
    """Return the kind of a package: as METS says; what METS does not say is told by the fields of EAD.xml."""
    oais = (mets.package_type if mets else None) or ""
    if oais not in ("SIP", "AIP"):
        oais = "" if values is None else "AIP" if "arcFileCode" in values else "SIP"
    kind = (mets.attributes.get("TYPE", "") if mets else "").casefold()
    if kind not in ("mixed", "collection"):
        kind = "collection" if values and "source" in values else "mixed"
    return Kind(f"{oais.lower()}-{'hoso' if kind == 'mixed' else 'tailieu'}") if oais else None


def _empty(name: str) -> Fault:
    return Fault(
        "tree-missing", name, Message("Gói rỗng.", "The package is empty."),
        Message("Tạo lại gói.", "Make the package again."),
    )  # fmt: skip


def _unknown_kind() -> Fault:
    return Fault(
        "mets-package-type", METS_PATH,
        Message("Không rõ gói SIP hay AIP, nên chưa kiểm tra hết.", "Neither SIP nor AIP: not all was checked."),
        Message("Sửa csip:OAISPACKAGETYPE trong METS.xml.", "Correct csip:OAISPACKAGETYPE in METS.xml."),
    )  # fmt: skip


def _no_mets_schema() -> Fault:
    return Fault(
        "schema-none", METS_PATH,
        Message("Chưa so METS với lược đồ mets1_12.xsd vì không có tệp đó trên máy; các quy tắc khác đã kiểm tra.",
                "METS was not held to mets1_12.xsd, which is not on this machine; all other rules were checked."),
        Message("Ghi thư mục có mets1_12.xsd và xlink.xsd vào cấu hình archive.schemas.",
                "Name the folder of mets1_12.xsd and xlink.xsd in the setting archive.schemas."),
        Weight.NOTE,
    )  # fmt: skip
