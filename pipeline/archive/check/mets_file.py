"""A METS file as far as the rules ask: its attributes, what it refers to, what its structure joins."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.archive.check.xml import Element, local
from pipeline.archive.mets import CSIP, METS, XLINK


@dataclass(frozen=True, slots=True)
class Reference:
    """What METS says of a file: where it is (from the package's folder), its id, size, checksum, kind and group."""

    path: str
    id: str
    size: str | None
    checksum: str | None
    checksum_type: str | None
    created: str | None
    metadata_type: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """A div: its label, the ids it points to, the paths of other METS files it points to."""

    label: str
    metadata: tuple[str, ...]
    administration: tuple[str, ...]
    files: tuple[str, ...]
    pointers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MetsFile:
    """What a METS file says. `descriptions` are by the id of their dmdSec, `files` by their own."""

    path: str
    attributes: Mapping[str, str]
    header: Mapping[str, str] | None
    package_type: str | None
    descriptions: Mapping[str, Reference]
    administration: Mapping[str, Reference]
    files: Mapping[str, Reference]
    groups: tuple[str, ...]
    sections: frozenset[str]
    divisions: tuple[Division, ...]
    struct: Mapping[str, str] | None
    ids: tuple[tuple[str, str], ...]

    @property
    def references(self) -> tuple[Reference, ...]:
        """Everything it refers to."""
        return (*self.descriptions.values(), *self.administration.values(), *self.files.values())


def read_mets(root: Element, path: str, known: Mapping[str, int]) -> MetsFile:
    """Return what a METS file says; paths are brought to the folder of the package.

    Args:
        root: its root element.
        path: where it lies in the package.
        known: the files of the package: a path is read from the folder of METS, or, where there is nothing, from that
            of the package (some programs write it so).
    """
    header = root.find(f"{{{METS}}}metsHdr")
    struct = root.find(f"{{{METS}}}structMap")
    where = posixpath.dirname(path)
    described = {str(one.get("ID")): ref for one, ref in _metadata(root, "dmdSec", where, known)}
    administered = {
        str(one.get("ID")): ref
        for section in root.iter(f"{{{METS}}}amdSec")
        for kind in ("digiprovMD", "techMD", "rightsMD", "sourceMD")
        for one, ref in _metadata(section, kind, where, known)
    }
    return MetsFile(
        path=path,
        attributes={local_name(name): value for name, value in root.attrib.items()},
        header=None if header is None else {local_name(name): value for name, value in header.attrib.items()},
        package_type=_package_type(header),
        descriptions=described,
        administration=administered,
        files={ref.id: ref for ref in _files(root, where, known)},
        groups=tuple(str(group.get("USE")) for group in root.iter(f"{{{METS}}}fileGrp")),
        sections=frozenset(local(child) for child in root),
        divisions=tuple(_division(div, where, known) for div in root.iter(f"{{{METS}}}div")),
        struct=None if struct is None else dict(struct.attrib),
        ids=tuple((local(one), one.get("ID")) for one in root.iter() if one.get("ID") is not None),
    )  # fmt: skip


def _package_type(header: Element | None) -> str | None:
    if header is None:
        return None
    said: str | None = header.get(f"{{{CSIP}}}OAISPACKAGETYPE") or header.get("OAISPACKAGETYPE")
    return said


def local_name(name: str) -> str:
    """Return the name of an attribute without its namespace."""
    return name.rpartition("}")[2]


def _metadata(parent: Element, name: str, where: str, known: Mapping[str, int]) -> Iterator[tuple[Element, Reference]]:
    for section in parent.iter(f"{{{METS}}}{name}"):
        reference = section.find(f"{{{METS}}}mdRef")
        if reference is not None:
            yield section, _reference(reference, reference, str(section.get("ID")), where, known)


def _files(root: Element, where: str, known: Mapping[str, int]) -> Iterator[Reference]:
    for group in root.iter(f"{{{METS}}}fileGrp"):
        for file in group.findall(f"{{{METS}}}file"):
            location = file.find(f"{{{METS}}}FLocat")
            yield _reference(file, location, str(file.get("ID")), where, known, group.get("USE"))


def _reference(
    said: Element, location: Element | None, name: str, where: str, known: Mapping[str, int], group: str | None = None
) -> Reference:
    href = "" if location is None else location.get(f"{{{XLINK}}}href") or ""
    return Reference(
        place_of(href, where, known), name, said.get("SIZE"), said.get("CHECKSUM"), said.get("CHECKSUMTYPE"),
        said.get("CREATED"), said.get("MDTYPE"), group,
    )  # fmt: skip


def place_of(href: str, where: str, known: Mapping[str, int]) -> str:
    """Return the path in the package that a reference means; as it is where it leads nowhere."""
    plain = href.removeprefix("file://").removeprefix("./")
    near = posixpath.normpath(posixpath.join(where, plain)) if plain else ""
    return near if near in known or plain not in known else plain


def _division(div: Element, where: str, known: Mapping[str, int]) -> Division:
    pointers = (one.get(f"{{{XLINK}}}href") or "" for one in div.findall(f"{{{METS}}}mptr"))
    return Division(
        div.get("LABEL") or "",
        tuple((div.get("DMDID") or "").split()),
        tuple((div.get("ADMID") or "").split()),
        tuple(str(one.get("FILEID")) for one in div.findall(f"{{{METS}}}fptr")),
        tuple(place_of(href, where, known) for href in pointers),
    )
