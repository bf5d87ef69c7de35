"""Walks the paths that were named, archives included, and lists the files in them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError, SourceError, UsageError
from pipeline.ingest.archive import unpack
from pipeline.ingest.kinds import Content, content_of
from pipeline.ingest.source import SkipKind, Skipped
from pipeline.message import Message
from pipeline.resources import WORKSPACE_MARK
from pipeline.settings import Settings

_IGNORED_PREFIXES = (".", "~$")  # hidden files, and the locks of an open Word
_IGNORED_FOLDERS = frozenset({"__MACOSX", "@eaDir", "$RECYCLE.BIN", "System Volume Information"})
_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was met: where it lies, its name relative to what was named (NFC), and whether it was named itself.

    `folder_name` is the name of the folder it lies in, by the same rule. `origin` is what can be opened again later:
    the file itself, or the .zip that it was unpacked from. `root` is the folder that a person named, where names begin
    below it.
    """

    path: Path
    name: str
    folder_name: str
    named: bool
    origin: Path
    root: str | None = None


def walk(
    paths: Sequence[Path], settings: Settings, spool: Path, names: Mapping[Path, str] | None = None
) -> tuple[list[Found], list[Skipped]]:
    """Return the files at and below `paths`, sorted by name, and what was refused on the way.

    Hidden files are passed over, links are followed but never twice into one folder, a .zip is unpacked below
    `spool` and walked like a folder. `names` says what paths are called, where that is known from an earlier run or
    from the folder that is watched; a file whose name has a folder counts as found there, not as named by a person.

    Raises:
        UsageError: a path does not exist, or none was named.
        StoreError: the disk is full.
    """
    if not paths:
        raise UsageError(Message("Chưa nêu tệp hay thư mục nào.", "No file or folder was named."))
    for path in paths:
        if not path.exists():
            raise UsageError(
                Message(
                    f"Không tìm thấy {path}. Hãy kiểm tra lại đường dẫn.",
                    f"{path} does not exist. Check the path.",
                )
            )
    walker = _Walker(settings, spool)
    labels = _labels(paths)
    for path, label in zip(paths, labels, strict=True):
        known = (names or {}).get(path)
        if path.is_dir():
            prefix = known or ("" if len(paths) == 1 else label)
            walker.folder(path, known or label, prefix, root=None if prefix else label)
        else:
            folder = known.rpartition("/")[0] if known else ""
            near = folder or name_of(path.absolute().parent.name)
            walker.file(Found(path, known or label, near, named=not folder, origin=path.absolute()))
    unique = {_place(found.path): found for found in reversed(walker.found)}  # a path named twice counts once
    return sorted(unique.values(), key=lambda found: found.name), walker.skipped


def is_ignored(name: str) -> bool:
    """Return whether a file or folder of this name is passed over: hidden ones, locks, what systems leave behind."""
    return name.startswith(_IGNORED_PREFIXES) or name in _IGNORED_FOLDERS


def _place(path: Path) -> Path:
    return path.parent.resolve() / path.name


def _labels(paths: Sequence[Path]) -> list[str]:
    """Return what each path is called: its last part, or the whole of it where two share that."""
    names = [name_of(path.name or path.resolve().name or str(path)) for path in paths]
    count = Counter(names)
    return [name if count[name] == 1 else name_of(str(path)) for name, path in zip(names, paths, strict=True)]


def name_of(text: str) -> str:
    """Return a file name as text that can be shown and stored: NFC, bytes that are no UTF-8 replaced."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


class _Walker:
    """Collects files; `prefix` is put before the relative names of what is found in a folder.

    `packed` is the .zip that a folder was unpacked from.
    """

    def __init__(self, settings: Settings, spool: Path) -> None:
        self.found: list[Found] = []
        self.skipped: list[Skipped] = []
        self._settings = settings
        self._spool = spool
        self._seen: set[tuple[int, int]] = set()
        self._archives = 0

    def folder(
        self, folder: Path, label: str, prefix: str, *,
        root: str | None = None, packed: Path | None = None, depth: int = 0,
    ) -> None:  # fmt: skip
        try:
            status = folder.stat()
            entries = sorted(folder.iterdir(), key=lambda entry: name_of(entry.name))
        except OSError as error:
            self._fail(label, packed or folder, _unreadable(label, error))
            return
        place = (status.st_dev, status.st_ino)
        if place in self._seen or depth > _DEPTH:
            return
        self._seen.add(place)
        if any(entry.name == WORKSPACE_MARK for entry in entries):
            self.skipped.append(_workspace(label))
            return
        for entry in entries:
            if is_ignored(entry.name):
                continue
            name = "/".join(part for part in (prefix, name_of(entry.name)) if part)
            if entry.is_dir():
                self.folder(entry, name, name, root=root, packed=packed, depth=depth + 1)
            else:
                origin = packed or entry.absolute()
                found = Found(entry, name, label, named=False, origin=origin, root=root)
                self.file(found, packed=packed is not None)

    def file(self, found: Found, *, packed: bool = False) -> None:
        try:
            if not found.path.is_file():
                raise _not_a_file(found.name)
            if found.path.suffix.lower() == ".zip" and not packed and content_of(found.path) is Content.ZIP:
                self._archive(found)
                return
        except PipelineError as error:
            self._fail(found.name, found.origin, error)
        except OSError as error:
            self._fail(found.name, found.origin, _unreadable(found.name, error))
        else:
            self.found.append(found)

    def _archive(self, found: Found) -> None:
        self._archives += 1
        folder = self._spool / f"zip-{self._archives}"
        unpacked = unpack(found.path, found.name, folder, self._settings.limits)
        for name, error in unpacked.refused:
            self._fail(name, found.origin, error)
        self.folder(unpacked.folder, found.name, found.name, packed=found.origin)

    def _fail(self, name: str, origin: Path, error: PipelineError) -> None:
        self.skipped.append(Skipped(name, SkipKind.FAILED, error.message, error, origin.absolute()))


def _workspace(name: str) -> Skipped:
    message = Message(f"{name}: là kho của sohoa, không nhập.", f"{name}: a workspace of sohoa; not imported.")
    return Skipped(name, SkipKind.WORKSPACE, message)


def _unreadable(name: str, error: OSError) -> SourceError:
    reason = error.strerror or str(error)
    return SourceError(
        Message(
            f"{name}: không mở được ({reason}). Hãy kiểm tra quyền đọc và ổ đĩa.",
            f"{name}: cannot be opened ({reason}). Check the permissions and the disk.",
        )
    )


def _not_a_file(name: str) -> SourceError:
    return SourceError(
        Message(
            f"{name}: không phải tệp thường (liên kết hỏng, thiết bị hoặc ống).",
            f"{name}: not a regular file (a broken link, a device or a pipe).",
        )
    )
