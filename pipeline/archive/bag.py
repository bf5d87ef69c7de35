"""BagIt (RFC 8493): a folder of packages that says of each of its files what its SHA-256 is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pipeline.archive.stage import sha256_of
from pipeline.export.whole import ExportError
from pipeline.message import Message

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"


def write_bag(folder: Path, files: Iterable[Path], today: date, info: Mapping[str, str] | None = None) -> Path:
    """Move `files` into a new bag at `folder`; the bag is there whole or not at all. Return it.

    Args:
        folder: must not be there yet, or be empty.
        files: the payload; they must lie on the same disk to be moved without copying.
        today: the day of bagging.
        info: what bag-info.txt says besides.

    Raises:
        ExportError: there is something at `folder` already, or the disk refuses.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ExportError(
            Message(f"Đã có thư mục {folder}. Hãy chọn tên khác.", f"There is a folder {folder}. Choose another name.")
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sohoa-", dir=folder.parent) as work:
        bag = Path(work) / "bag"
        (bag / "data").mkdir(parents=True)
        payload = [Path(shutil.move(file, bag / "data" / file.name)) for file in files]
        size = sum(file.stat().st_size for file in payload)
        said = {"Bagging-Date": today.isoformat(), "Payload-Oxum": f"{size}.{len(payload)}", **(info or {})}
        (bag / "bagit.txt").write_text(_DECLARATION, "utf-8", newline="\n")
        (bag / "bag-info.txt").write_text(
            "".join(f"{key}: {value}\n" for key, value in said.items()), "utf-8", newline="\n"
        )
        _write_manifest(bag, _MANIFEST, payload)
        _write_manifest(bag, _TAG_MANIFEST, [bag / name for name in ("bag-info.txt", "bagit.txt", _MANIFEST)])
        if folder.exists():
            folder.rmdir()
        bag.rename(folder)
    return folder


def _write_manifest(bag: Path, name: str, files: Iterable[Path]) -> None:
    lines = (f"{sha256_of(file).lower()}  {file.relative_to(bag).as_posix()}\n" for file in sorted(files))
    (bag / name).write_text("".join(lines), "utf-8", newline="\n")
