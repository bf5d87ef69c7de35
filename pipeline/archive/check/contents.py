"""The files of a package, in a ZIP file or a folder, read without trusting it: names, sizes and ratios are bounded."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from pipeline.archive.faults import Fault
from pipeline.errors import DamagedSourceError, UsageError
from pipeline.message import Message
from pipeline.settings import Limits

_RATIO_FROM = 1_000_000  # bytes: below that a high ratio costs nothing
_ENCRYPTED = 0x1
_CHUNK = 1 << 20


class _Store(Protocol):
    def open(self, name: str) -> IO[bytes]: ...


@dataclass(frozen=True)
class Contents:
    """The files of a package by their path below its folder, with their sizes; `root` is the name of that folder."""

    store: _Store
    root: str
    sizes: Mapping[str, int]
    faults: tuple[Fault, ...] = field(default=())

    def open(self, path: str) -> IO[bytes]:
        """Open a file of the package."""
        return self.store.open(f"{self.root}/{path}" if self.root else path)

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield a file in pieces, never more than its stated size.

        Raises:
            DamagedSourceError: it cannot be read, or is longer than it says.
        """
        left = self.sizes[path]
        try:
            with self.open(path) as file:
                while chunk := file.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise _unreadable(path, "dài hơn ghi / longer than stated")
                    yield chunk
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
            raise _unreadable(path, str(error)) from error

    def read(self, path: str) -> bytes:
        """Return a whole file.

        Raises:
            DamagedSourceError: it cannot be read.
        """
        return b"".join(self.chunks(path))


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, name: str) -> IO[bytes]:
        return (self._folder / name).open("rb")


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Contents]:
    """Give the contents of the package at `path`: a ZIP file, or the folder that one would hold.

    Where names or sizes are not to be trusted, there are no contents, but faults that say so.

    Raises:
        UsageError: there is nothing at `path`.
        DamagedSourceError: it is no ZIP file, or its directory is damaged.
    """
    if path.is_dir():
        yield _in_folder(path, limits)
        return
    if not path.exists():
        raise UsageError(Message(f"Không có {path}.", f"There is no {path}."))
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedSourceError(
            Message(f"{path} không phải tệp ZIP đọc được ({error}).", f"{path} is no readable ZIP file ({error}).")
        ) from error
    with archive:
        yield _in_zip(archive, path.name, limits)


def _in_zip(archive: zipfile.ZipFile, name: str, limits: Limits) -> Contents:
    members = archive.infolist()
    files = [member for member in members if not member.is_dir()]
    unsafe = tuple(_unsafe(members, name, limits))
    if unsafe:
        return Contents(archive, "", {}, unsafe)
    return _rooted(archive, {member.filename: member.file_size for member in files}, name)


def _unsafe(members: list[zipfile.ZipInfo], name: str, limits: Limits) -> Iterator[Fault]:
    if len(members) > limits.archive_files:
        yield _limit(name, f"{len(members)} tệp", f"{len(members)} files")
    if sum(member.file_size for member in members) > limits.archive_bytes:
        yield _limit(name, "quá nhiều byte khi giải nén", "too many bytes when unpacked")
    seen: set[str] = set()
    for member in members[: limits.archive_files]:
        if _leads_out(member.filename):
            yield _bad_member(member.filename, "đường dẫn ra ngoài gói", "its path leads out of the package")
        elif stat.S_ISLNK(member.external_attr >> 16):
            yield _bad_member(member.filename, "là liên kết", "it is a link")
        elif member.flag_bits & _ENCRYPTED:
            yield _bad_member(member.filename, "có mật khẩu", "it has a password")
        elif member.filename.casefold() in seen:
            yield _bad_member(member.filename, "trùng tên", "its name is there twice")
        elif member.file_size > _RATIO_FROM and member.file_size > limits.archive_ratio * max(member.compress_size, 1):
            yield _limit(member.filename, "tỷ lệ nén quá cao", "its ratio of compression is too high")
        seen.add(member.filename.casefold())


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name.partition("/")[0][:2] or "\x00" in name


def _in_folder(folder: Path, limits: Limits) -> Contents:
    sizes: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            return Contents(_Folder(folder), "", {}, (_bad_member(name, "là liên kết", "it is a link"),))
        if path.is_file():
            sizes[name] = path.stat().st_size
        if len(sizes) > limits.archive_files:
            return Contents(_Folder(folder), "", {}, (_limit(folder.name, "quá nhiều tệp", "too many files"),))
    if "METS.xml" in sizes:
        return Contents(_Folder(folder.parent), folder.name, sizes)
    return _rooted(_Folder(folder), sizes, folder.name)


def _rooted(store: _Store, sizes: Mapping[str, int], name: str) -> Contents:
    """Return the contents below their one folder; several, or none, are a fault."""
    tops = {path.partition("/")[0] for path in sizes}
    if len(tops) == 1 and all("/" in path for path in sizes):
        root = tops.pop()
        return Contents(store, root, {path.removeprefix(f"{root}/"): size for path, size in sizes.items()})
    if not sizes:
        return Contents(store, "", {})
    fault = Fault(
        "tree-root", name,
        Message("Gói phải có đúng một thư mục gốc.", "A package must hold exactly one folder."),
        Message("Đặt mọi tệp trong một thư mục mang tên OBJID.", "Put all files into one folder named by the OBJID."),
    )  # fmt: skip
    return Contents(store, "", sizes, (fault,))


def _bad_member(name: str, vi: str, en: str) -> Fault:
    return Fault(
        "zip-unsafe", name, Message(f"Tệp không an toàn: {vi}.", f"The file is not safe: {en}."),
        Message("Không giải nén gói này; yêu cầu nơi gửi làm lại.", "Do not unpack it; ask the sender for a new one."),
    )  # fmt: skip


def _limit(name: str, vi: str, en: str) -> Fault:
    return Fault(
        "zip-limit", name, Message(f"Vượt giới hạn: {vi}.", f"Over the bounds: {en}."),
        Message("Không giải nén gói này; giới hạn đặt ở limits.archive_*.",
                "Do not unpack it; the bounds are limits.archive_*."),
    )  # fmt: skip


def _unreadable(path: str, reason: str) -> DamagedSourceError:
    return DamagedSourceError(
        Message(f"Không đọc được {path} trong gói: {reason}.", f"Cannot read {path} of the package: {reason}.")
    )
