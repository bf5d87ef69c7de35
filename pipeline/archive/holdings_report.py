"""The check report of a collection: per file what is missing, too coarse, without colour, or could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.archive.holding import Holding, Item
from pipeline.archive.images import PageImage, page_images
from pipeline.archive.kinds import Kind
from pipeline.archive.plan import plan
from pipeline.export.sheet import Sheet, write_book
from pipeline.language import nfc
from pipeline.message import Message
from pipeline.store import Failure

LOWEST_DPI = 200
LOWEST_BITS = 24

HEADINGS = (
    Message("Hồ sơ", "File"), Message("Văn bản", "Document"), Message("Loại lỗi", "Kind"),
    Message("Trang", "Pages"), Message("Vấn đề", "Finding"), Message("Cách sửa", "What to do"),
)  # fmt: skip
KINDS = {
    "missing": Message("thiếu thông tin", "missing"),
    "coarse": Message("dưới 200 dpi", "below 200 dpi"),
    "colour": Message("dưới 24 bit màu", "below 24 bit"),
    "unreadable": Message("không đọc được", "unreadable"),
    "doubtful": Message("đọc chưa chắc", "doubtful"),
    "outside": Message("chưa thuộc hồ sơ nào", "in no file"),
}

FilesOf = Callable[[str], Sequence[Path]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: in which file and document, on which pages, what, and what to do."""

    dossier: str
    document: str
    kind: str
    pages: tuple[int, ...]
    message: Message
    advice: Message


_RESCAN = Message("Quét lại từ bản giấy.", "Scan it again from the paper.")


def findings(holding: Holding, files_of: FilesOf, failures: Iterable[Failure] = ()) -> Iterator[Finding]:
    """Yield what is wrong with a file.

    Args:
        holding: the file.
        files_of: the originals of a source, by its SHA-256 (`Workspace.originals`).
        failures: the files that could not be imported; those that lie in the folder of `holding` are told.
    """
    code = holding.dossier.code
    for fault in plan(holding, Kind.SIP_HOSO).faults:
        yield Finding(code, "" if fault.place == code else fault.place, "missing", (), fault.message, fault.advice)
    for item in holding.items:
        yield from _of_item(code, item, files_of)
    folder = holding.dossier.folder
    for failure in failures:
        if folder and PurePosixPath(nfc(failure.name)).parent.as_posix() == folder:
            yield Finding(code, failure.name, "unreadable", (), failure.message, _RESCAN)


def _of_item(code: str, item: Item, files_of: FilesOf) -> Iterator[Finding]:
    name = f"{item.ordinal}. {item.name}"
    scans = _scans(item, files_of)
    coarse = [(one.page, one.dpi) for one in scans if one.dpi is not None and one.dpi < LOWEST_DPI]
    lowest = min([dpi for _, dpi in coarse] + [item.dpi or LOWEST_DPI])
    if lowest < LOWEST_DPI:
        said = Message(f"Độ phân giải thấp nhất {lowest} dpi.", f"Lowest resolution {lowest} dpi.")
        yield Finding(code, name, "coarse", tuple(page for page, _ in coarse), said, _RESCAN)
    flat = [(one.page, one.bits) for one in scans if one.bits is not None and one.bits < LOWEST_BITS]
    if flat:
        bits = min(bits for _, bits in flat)
        said = Message(f"Độ sâu màu {bits} bit.", f"Colour depth {bits} bits.")
        yield Finding(code, name, "colour", tuple(page for page, _ in flat), said, _RESCAN)
    if item.failed:
        said = Message("Không đọc được trang.", "A page could not be read.")
        yield Finding(code, name, "unreadable", item.failed, said, _RESCAN)
    if item.doubtful:
        said = Message("Chữ đọc chưa chắc.", "The words are doubtful.")
        advice = Message(
            "Đối chiếu với ảnh trang; quét lại nếu mờ.", "Compare with the page; scan again if it is faint."
        )
        yield Finding(code, name, "doubtful", item.doubtful, said, advice)


def _scans(item: Item, files_of: FilesOf) -> list[PageImage]:
    """Return the scans of a document's pages; of a part of a file none, for its pages are counted anew."""
    return [] if item.part is not None else list(page_images(files_of(item.sha256), item.media_type))


def outside(names: Iterable[str]) -> Iterator[Finding]:
    """Yield the documents that are in no file."""
    for name in names:
        said = Message("Văn bản chưa thuộc hồ sơ nào.", "The document is in no file.")
        advice = Message(
            "Gán vào hồ sơ: sohoa dossiers --from-folders hoặc --sheet.", "sohoa dossiers --from-folders, or --sheet."
        )
        yield Finding("", name, "outside", (), said, advice)


def write_report(found: Iterable[Finding], path: Path) -> Path:
    """Write a check report as a workbook; return `path`.

    Raises:
        ExportError: the file cannot be written.
    """
    rows = [
        (one.dossier, one.document, KINDS[one.kind].vi, ", ".join(map(str, one.pages)), one.message.vi, one.advice.vi)
        for one in found
    ]
    write_book(path, [Sheet("Kiểm tra", [heading.vi for heading in HEADINGS], rows)])
    return path
