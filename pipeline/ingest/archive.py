"""Unpacks a .zip below a folder of ours, with bounds on everything that its maker can choose.

Nothing is trusted: names are taken apart and joined again, sizes are counted while unpacking, links and locked
members are refused, an archive inside an archive is not opened. A bad member never stops the others; only an
archive that as a whole breaks a bound is refused.
"""

from __future__ import annotations

import errno
import lzma
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import (
    DamagedSourceError,
    EncryptedSourceError,
    SourceError,
    SourceLimitError,
    StoreError,
    UnsupportedSourceError,
)
from pipeline.message import Message
from pipeline.settings import Limits

_CHUNK = 1 << 20
_RATIO_FROM = 1 << 20  # below this many bytes a high ratio is harmless (blank pages pack well)
_ENTRY_BYTES = 512  # generous mean size of one entry of the central directory
_UTF8_FLAG = 0x800
_LOCKED_FLAG = 0x1
UNPACKING_FAILURES = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the standard library raises on a damaged archive or member, besides OSError."""

_END_OF_DIRECTORY = b"PK\x05\x06"


@dataclass(slots=True)
class Unpacked:
    """The folder that an archive was unpacked to, and the members that were refused: (name, why)."""

    folder: Path
    refused: list[tuple[str, SourceError]] = field(default_factory=list)


def unpack(path: Path, name: str, folder: Path, limits: Limits) -> Unpacked:
    """Unpack the archive at `path`, called `name` in messages, into the empty or absent `folder`.

    Raises:
        DamagedSourceError: not a .zip, or its directory is damaged.
        SourceLimitError: too many files or bytes.
        StoreError: the disk is full.
    """
    try:
        if path.stat().st_size > limits.archive_bytes or _directory_bytes(path) > limits.archive_files * _ENTRY_BYTES:
            raise _too_large(name, limits)
        with zipfile.ZipFile(path) as archive:
            return _unpack(archive, name, folder, limits)
    except UNPACKING_FAILURES as error:
        raise DamagedSourceError(
            Message(
                f"{name}: tệp .zip bị hỏng ({error}). Hãy tải hoặc nén lại.",
                f"{name}: the .zip is damaged ({error}). Download or pack it again.",
            )
        ) from error


def _unpack(archive: zipfile.ZipFile, name: str, folder: Path, limits: Limits) -> Unpacked:
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > limits.archive_files:
        raise _too_large(name, limits)
    unpacked = Unpacked(folder)
    folder.mkdir(parents=True, exist_ok=True)
    left = limits.archive_bytes
    for info in members:
        inner = member_name(info)
        try:
            target = _target(folder, inner, info)
            left -= _write(archive, info, target, limits, left)
        except SourceError as error:
            unpacked.refused.append((f"{name}/{inner}", _named(error, f"{name}/{inner}")))
        if left < 0:
            raise _too_large(name, limits)
    return unpacked


def _directory_bytes(path: Path) -> int:
    """Return the size that the archive states for its directory, so that it can be refused before it is read."""
    with path.open("rb") as file:
        file.seek(0, 2)
        size = file.tell()
        file.seek(max(0, size - 65_557))  # the end record and the longest comment
        tail = file.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    return int(struct.unpack_from("<I", tail, at + 12)[0]) if at >= 0 else 0


def member_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member: UTF-8 where marked or well-formed, else Windows-1258, else as the zip has it."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename  # taken from the Unicode extra field
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _target(folder: Path, inner: str, info: zipfile.ZipInfo) -> Path:
    """Return where a member goes, below `folder` without fail."""
    parts = [part for part in inner.replace("\\", "/").split("/") if part not in ("", ".")]
    unsafe = ".." in parts or inner.startswith(("/", "\\")) or not parts or ":" in parts[0] or "\x00" in inner
    if unsafe:
        raise DamagedSourceError(
            Message(
                "đường dẫn trong .zip không an toàn (ra ngoài thư mục); tệp này không được giải nén.",
                "an unsafe path in the .zip (it leaves the folder); this file was not unpacked.",
            )
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnsupportedSourceError(
            Message("liên kết (symlink) trong .zip không được theo.", "a link in the .zip is not followed.")
        )
    if info.flag_bits & _LOCKED_FLAG:
        raise EncryptedSourceError(
            Message(
                "tệp trong .zip có mật khẩu. Hãy giải nén rồi nhập thư mục.",
                "the file in the .zip has a password. Unpack it and import the folder.",
            )
        )
    if parts[-1].lower().endswith(".zip"):
        raise SourceLimitError(
            Message(
                "tệp .zip nằm trong tệp .zip không được mở. Hãy giải nén trước.",
                "a .zip inside a .zip is not opened. Unpack it first.",
            )
        )
    target = folder.joinpath(*parts)
    number = 2
    while target.exists():  # a .zip may hold one name twice
        target = folder.joinpath(*parts[:-1], f"{Path(parts[-1]).stem}~{number}{Path(parts[-1]).suffix}")
        number += 1
    return target


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limits: Limits, left: int) -> int:
    """Unpack one member and return the bytes written, counting them; what breaks a bound is deleted again."""
    written = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(info) as packed, target.open("xb") as file:
            while chunk := packed.read(_CHUNK):
                written += len(chunk)
                _check(written, info, limits)
                if written > left:
                    break  # the caller refuses the whole archive
                file.write(chunk)
    except SourceLimitError:
        target.unlink(missing_ok=True)
        raise
    except UNPACKING_FAILURES as error:
        target.unlink(missing_ok=True)
        raise DamagedSourceError(
            Message(
                f"không giải nén được ({error}). Hãy nén lại.",
                f"cannot be unpacked ({error}). Pack it again.",
            )
        ) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StoreError(
                Message("Đĩa đầy khi giải nén. Hãy dọn chỗ trống rồi chạy lại.", "The disk is full. Free some space.")
            ) from error
        raise SourceError(
            Message(f"không ghi được khi giải nén ({error}).", f"cannot be written while unpacking ({error}).")
        ) from error
    return written


def _check(written: int, info: zipfile.ZipInfo, limits: Limits) -> None:
    if written > limits.file_bytes:
        raise SourceLimitError(
            Message(
                f"giải nén ra hơn {limits.file_bytes} byte (limits.file_bytes).",
                f"unpacks to more than {limits.file_bytes} bytes (limits.file_bytes).",
            )
        )
    if written > _RATIO_FROM and written > limits.archive_ratio * max(1, info.compress_size):
        raise SourceLimitError(
            Message(
                f"tỷ lệ nén trên {limits.archive_ratio} lần: có thể là bom nén (limits.archive_ratio).",
                f"packed more than {limits.archive_ratio} times: perhaps a zip bomb (limits.archive_ratio).",
            )
        )


def _too_large(name: str, limits: Limits) -> SourceLimitError:
    return SourceLimitError(
        Message(
            f"{name}: tệp .zip vượt giới hạn ({limits.archive_files} tệp, {limits.archive_bytes} byte). "
            "Hãy chia nhỏ, hoặc nâng limits.archive_files / limits.archive_bytes.",
            f"{name}: the .zip is over the bounds ({limits.archive_files} files, {limits.archive_bytes} bytes). "
            "Split it, or raise limits.archive_files / limits.archive_bytes.",
        )
    )


def _named(error: SourceError, name: str) -> SourceError:
    return type(error)(Message(f"{name}: {error.message.vi}", f"{name}: {error.message.en}"))
