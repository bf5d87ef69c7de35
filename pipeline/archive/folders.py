"""Files and boxes (hồ sơ, hộp) known from the folders of scans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from pipeline.errors import UsageError
from pipeline.language import nfc
from pipeline.message import Message
from pipeline.store import Dossier, Member, Summary

CONVENTION = "{fonds}/{box}/{dossier}"
"""How folders are read where the settings say nothing else: the innermost is the file, its parent the box."""

_PLACES = frozenset({"fonds", "box", "dossier", "title"})
_PLACE = re.compile(r"\{(\w+)\}")
_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A file as its folder tells it, with the ids of its documents in the order of their names."""

    dossier: Dossier
    documents: tuple[int, ...]

    @property
    def members(self) -> tuple[Member, ...]:
        """Its documents, nothing said of them."""
        return tuple(Member(document) for document in self.documents)


def from_folders(documents: Iterable[Summary], convention: str = CONVENTION) -> list[Found]:
    """Return the files that the folders of some documents tell, in order of the folders.

    Args:
        documents: those of a workspace. What lay directly in a folder that was named on import belongs to that folder;
            what was imported without a folder belongs to no file.
        convention: the innermost folders, outermost first, with {fonds}, {box}, {dossier} and {title} in the places of
            what they say. Outer folders may be missing.

    Raises:
        UsageError: the convention names no {dossier}, or something unknown.
    """
    by_folder: dict[str, list[Summary]] = {}
    for document in documents:
        folder = PurePosixPath(nfc(document.name)).parent.as_posix()
        if folder in (".", "/"):
            folder = nfc(document.named_folder or "")
        if folder:
            by_folder.setdefault(folder, []).append(document)
    codes = _codes({folder: parts_of(folder, convention) for folder in by_folder})
    return [
        Found(
            Dossier(
                code=codes[folder], fonds=parts.get("fonds"), title=parts.get("title"), box=parts.get("box"),
                folder=folder, origin="folder",
            ),
            tuple(one.id for one in sorted(inside, key=_place)),
        )
        for folder, inside in sorted(by_folder.items(), key=lambda entry: natural(entry[0]))
        for parts in (parts_of(folder, convention),)
    ]  # fmt: skip


def _place(document: Summary) -> tuple[tuple[tuple[int, str], ...], int]:
    return natural(PurePosixPath(document.name).name), document.part or 0


def parts_of(folder: str, convention: str = CONVENTION) -> Mapping[str, str]:
    """Return what the path of a folder says of a file.

    >>> parts_of("Phông UBND/Hộp 3/Hồ sơ 12") == {"fonds": "Phông UBND", "box": "Hộp 3", "dossier": "Hồ sơ 12"}
    True
    >>> parts_of("hop1/12 - Kế hoạch năm 2024", "{box}/{dossier} - {title}")["title"]
    'Kế hoạch năm 2024'
    """
    for pattern in _patterns(convention):
        found = pattern.search(folder)
        if found:
            return {name: " ".join(value.split()) for name, value in found.groupdict().items()}
    return {"dossier": PurePosixPath(folder).name}


@lru_cache(maxsize=8)
def _patterns(convention: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a convention: whole, then without its outermost folder, and so on."""
    if "dossier" not in _PLACE.findall(convention) or not set(_PLACE.findall(convention)) <= _PLACES:
        raise UsageError(
            Message(
                f"Quy ước thư mục {convention!r} chưa đúng: phải có {{dossier}}; có thể có {{fonds}}, {{box}}, "
                "{title}.",
                f"The folder convention {convention!r} is wrong: it needs {{dossier}}; {{fonds}}, {{box}}, {{title}} "
                "may stand beside it.",
            )
        )
    levels = convention.strip("/").split("/")
    kept = [levels[start:] for start in range(len(levels))]
    return tuple(
        re.compile(rf"(?:^|/){'/'.join(map(_pattern, some))}$")
        for some in kept
        if any("{dossier}" in one for one in some)
    )


def _pattern(level: str) -> str:
    pieces = _PLACE.split(level)
    return "".join(rf"(?P<{piece}>[^/]+?)" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces))


def _codes(parts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return a code for each folder: what it says without spaces; with its box before it where two say the same."""
    plain = {folder: _code(said["dossier"]) for folder, said in parts.items()}
    shared = {code for code in plain.values() if list(plain.values()).count(code) > 1}
    found: dict[str, str] = {}
    for folder, code in plain.items():
        found[folder] = _whole_code(folder) if code in shared else code
    return found


def _code(name: str) -> str:
    return _SPACES.sub("-", name.strip())


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Return what names are sorted by, so that 2 comes before 10.

    >>> sorted(["hs10", "hs2"], key=natural)
    ['hs2', 'hs10']
    """
    return tuple((int(piece), "") if piece.isdigit() else (-1, piece.casefold()) for piece in _DIGITS.split(name))


def accepted(
    found: Iterable[Found], known: Iterable[Dossier], members_of: Callable[[str], Sequence[Member]]
) -> list[tuple[Dossier, tuple[Member, ...]]]:
    """Return the files that folders tell, as they are to be written beside those that are known.

    A file that is known of its folder keeps its description, its order and what a person said of its documents; new
    documents of the folder come last. A document that is in a file already stays there.

    Args:
        found: what folders tell (`from_folders`).
        known: the files of the workspace.
        members_of: their documents.
    """
    of_folder = {one.folder: one for one in known if one.folder}
    taken = {one.code: one.folder for one in known}
    members = {code: tuple(members_of(code)) for code in taken}
    placed = {member.document for some in members.values() for member in some}
    written = []
    for one in found:
        new = tuple(member for member in one.members if member.document not in placed)
        base = of_folder.get(one.dossier.folder or "")
        if base is not None:
            written.append((base, (*members[base.code], *new)))
        elif new:
            code = one.dossier.code if one.dossier.code not in taken else _whole_code(one.dossier.folder or "")
            written.append((replace(one.dossier, code=code), new))
    return written


def _whole_code(folder: str) -> str:
    return ".".join(_code(part) for part in folder.split("/"))
