"""Turns faults of the disk and of SQLite into `StoreError` with a sentence that says what to do."""

from __future__ import annotations

import errno
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.message import Message

_PRIMARY_CODE = 0xFF  # SQLite keeps the kind of error in the low byte, the detail above it
_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Raise faults of the body as `StoreError` about the workspace at `folder`."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_of_sqlite(folder, error)) from error
    except zlib.error as error:
        raise StoreError(_damaged(folder, error)) from error
    except OSError as error:
        raise StoreError(_of_system(folder, error)) from error


def not_a_workspace(folder: Path) -> StoreError:
    """Return the error for a folder that holds something else."""
    return StoreError(
        Message(
            f"{folder} không phải là kho sohoa và không rỗng. Hãy chọn một thư mục mới hoặc rỗng.",
            f"{folder} is not a sohoa workspace, and not empty. Choose a new or empty folder.",
        )
    )


def on_network(folder: Path, kind: str) -> StoreError:
    """Return the error for a workspace on a network share of this kind."""
    return StoreError(
        Message(
            f"{folder} nằm trên ổ đĩa mạng ({kind}); ở đó cơ sở dữ liệu có thể bị hỏng khi hai chương trình cùng ghi. "
            "Hãy đặt kho trên ổ đĩa của máy này (bản quét thì để trên mạng được), rồi sao lưu ra mạng bằng "
            "`sohoa backup`. Nếu vẫn muốn: store.allow_network = true.",
            f"{folder} lies on a network share ({kind}), where two programs can damage the database. Put the workspace "
            "on a disk of this machine (scans may stay on the share) and copy it there with `sohoa backup`. "
            "To do it all the same: store.allow_network = true.",
        )
    )


def newer_version(folder: Path, found: int, known: int) -> StoreError:
    """Return the error for a workspace that a later program wrote."""
    return StoreError(
        Message(
            f"Kho {folder} do phiên bản mới hơn tạo ra (lược đồ {found}, chương trình biết đến {known}). "
            "Hãy cập nhật chương trình.",
            f"The workspace {folder} was written by a later version (schema {found}, this program knows {known}). "
            "Update the program.",
        )
    )


def _of_sqlite(folder: Path, error: sqlite3.Error) -> Message:
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Message(
                f"Kho {folder} đang được chương trình khác ghi. Hãy đợi rồi thử lại.",
                f"Another program is writing the workspace {folder}. Wait and try again.",
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _damaged(folder, error)
        case sqlite3.SQLITE_FULL:
            return _full(folder)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return _refused(folder, str(error))
    return Message(f"Lỗi cơ sở dữ liệu của kho {folder}: {error}.", f"Database error in workspace {folder}: {error}.")


def _of_system(folder: Path, error: OSError) -> Message:
    if error.errno in _FULL:
        return _full(folder)
    if error.errno in _REFUSED:
        return _refused(folder, str(error.filename or ""))
    return Message(
        f"Không đọc hoặc ghi được kho {folder}: {error.strerror} ({error.filename}).",
        f"Cannot read or write the workspace {folder}: {error.strerror} ({error.filename}).",
    )


def _damaged(folder: Path, error: Exception) -> Message:
    return Message(
        f"Cơ sở dữ liệu của kho {folder} bị hỏng ({error}). Hãy khôi phục từ bản sao lưu, hoặc nhập lại vào kho mới: "
        "bản gốc nằm trong originals/.",
        f"The database of the workspace {folder} is damaged ({error}). Restore a backup, or import into a new "
        "workspace: the originals lie in originals/.",
    )


def _full(folder: Path) -> Message:
    return Message(
        f"Đĩa chứa kho {folder} đã đầy. Hãy giải phóng chỗ rồi chạy lại; những gì đã lưu vẫn còn.",
        f"The disk of the workspace {folder} is full. Make room and run again; what was stored is safe.",
    )


def _refused(folder: Path, detail: str) -> Message:
    return Message(
        f"Không có quyền ghi vào kho {folder} ({detail}). Hãy kiểm tra quyền của thư mục.",
        f"No permission to write the workspace {folder} ({detail}). Check the rights of the folder.",
    )
