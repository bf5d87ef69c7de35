"""ISO 19005-2, 6.1: the file, its objects and streams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Name

from pipeline.export.pdfa.fault import Fault, fault

_HEADER = re.compile(rb"%PDF-1\.[0-7][\r\n]+%([\x80-\xff]{4})")
_TAIL = 1024
_FILTERS = frozenset({
    "/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode", "/JBIG2Decode",
    "/DCTDecode", "/JPXDecode",
})  # fmt: skip
_MOST_STRING, _MOST_NAME, _MOST_OBJECTS = 32767, 127, 8388607
_MOST_INTEGER = 2**31 - 1
_DEPTH = 64


def check_file(path: Path) -> Iterator[Fault]:
    """Check what can only be seen in the bytes: header and end (6.1.2, 6.1.3)."""
    with path.open("rb") as file:
        head = file.read(_TAIL)
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    if not _HEADER.match(head):
        yield fault(
            "6.1.2",
            "Tệp không bắt đầu bằng %PDF-1.n và một dòng chú thích có bốn byte trên 127.",
            "The file does not begin with %PDF-1.n and a comment of four bytes above 127.",
        )
    after = tail.rpartition(b"%%EOF")[2]
    if b"%%EOF" not in tail or after not in (b"", b"\n", b"\r", b"\r\n"):
        yield fault("6.1.3", "Sau dấu %%EOF cuối còn dữ liệu.", "There is data after the last %%EOF.")


def check_trailer(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """Check the trailer, permissions and what the catalog may not ask for (6.1.3, 6.1.12, 6.10, 6.11)."""
    if "/ID" not in pdf.trailer:
        yield fault("6.1.3", "Thiếu mã tệp (ID).", "The file has no ID.")
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield fault("6.1.3", "Tệp bị mã hóa.", "The file is encrypted.")
    permissions = pdf.Root.get("/Perms")
    if permissions is not None and set(permissions.keys()) - {"/UR3", "/DocMDP"}:
        yield fault("6.1.12", "Quyền (Perms) lạ.", "There are unknown permissions (Perms).")
    names = pdf.Root.get("/Names")
    if names is not None and "/AlternatePresentations" in names:
        yield fault("6.10", "Có cách trình chiếu khác.", "There are alternate presentations.")
    if "/Requirements" in pdf.Root:
        yield fault("6.11", "Có Requirements trong danh mục.", "The catalog has Requirements.")
    if len(pdf.objects) > _MOST_OBJECTS:
        yield fault("6.1.13", "Quá nhiều đối tượng.", "There are too many objects.")


def check_objects(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """Check each stream and value (6.1.7, 6.1.8, 6.1.13)."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            yield from _check_stream(item)
        yield from _check_value(item, _DEPTH)


def _check_stream(stream: pikepdf.Stream) -> Iterator[Fault]:
    if any(key in stream for key in ("/F", "/FFilter", "/FDecodeParms")):
        yield fault("6.1.7.1", "Luồng dữ liệu nằm ở tệp ngoài.", "A stream lies in another file.")
    found = stream.get("/Filter")
    names = [] if found is None else [str(one) for one in (found if isinstance(found, pikepdf.Array) else [found])]
    for name in names:
        if name not in _FILTERS:
            yield fault("6.1.7.2", f"Bộ lọc {name} không được dùng.", f"The filter {name} is not allowed.")


def _check_value(value: object, depth: int) -> Iterator[Fault]:
    if depth == 0:
        return
    if isinstance(value, pikepdf.Name | pikepdf.String | int):
        yield from _check_size(value)
    elif isinstance(value, pikepdf.Array):
        for one in value:
            yield from _check_part(one, depth)
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in value.keys():  # noqa: SIM118 - not a dict
            yield from _check_size(pikepdf.Name(key))
            yield from _check_part(value.get(key), depth)


def _check_size(value: pikepdf.Object | int) -> Iterator[Fault]:
    if isinstance(value, int):
        if abs(value) > _MOST_INTEGER:
            yield fault("6.1.13", "Số nguyên quá lớn.", "An integer is too large.")
    elif isinstance(value, pikepdf.Name):
        yield from _check_name(value)
    elif len(bytes(value)) > _MOST_STRING:
        yield fault("6.1.13", "Chuỗi dài quá 32767 byte.", "A string is longer than 32767 bytes.")


def _check_name(name: pikepdf.Name) -> Iterator[Fault]:
    try:
        length = len(str(name).encode()) - 1
    except UnicodeDecodeError:
        yield fault("6.1.8", "Tên không phải UTF-8.", "A name is not UTF-8.")
        return
    if length > _MOST_NAME:
        yield fault("6.1.13", "Tên dài quá 127 byte.", "A name is longer than 127 bytes.")


def _check_part(part: object, depth: int) -> Iterator[Fault]:
    if not (isinstance(part, pikepdf.Object) and part.is_indirect):  # indirect ones are looked at by themselves
        yield from _check_value(part, depth - 1)


def check_interaction(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """Check forms, actions, embedded files and layers (6.4, 6.5, 6.8, 6.9)."""
    form = pdf.Root.get("/AcroForm")
    if form is not None and (form.get("/NeedAppearances", False) or "/XFA" in form):
        yield fault("6.4.1", "Biểu mẫu cần vẽ lại hoặc là XFA.", "The form needs appearances or is XFA.")
    if "/AA" in pdf.Root:
        yield fault("6.5.2", "Danh mục có hành động tự chạy (AA).", "The catalog has additional actions (AA).")
    names = pdf.Root.get("/Names")
    if names is not None and "/JavaScript" in names:
        yield fault("6.5.1", "Có JavaScript.", "There is JavaScript.")
    found = [part for item in pdf.objects for part in _dictionaries(item, _DEPTH)]
    for part in found:
        yield from _check_action(part)
        yield from _check_field(part)
    if pdf.attachments or any("/EF" in part for part in found):
        yield fault(
            "6.8",
            "Có tệp nhúng; bộ kiểm tra này không xét tệp nhúng có là PDF/A hay không.",
            "There are embedded files; this check does not look whether they are PDF/A.",
            is_open=True,
        )
    layers = pdf.Root.get("/OCProperties")
    if layers is not None and any("/AS" in one for one in _configurations(layers)):
        yield fault("6.9", "Lớp tự đổi trạng thái (AS).", "Layers change by themselves (AS).")


_ACTIONS = frozenset({"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"})
_NAMED = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_ALL_ACTIONS = _ACTIONS | {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
    "/GoTo3DView", "/JavaScript",
}  # fmt: skip


def _check_action(item: pikepdf.Dictionary) -> Iterator[Fault]:
    kind = item.get("/S")
    if not isinstance(kind, pikepdf.Name) or str(kind) not in _ALL_ACTIONS:
        return
    is_action = item.get("/Type") in (None, Name.Action)
    if is_action and str(kind) not in _ACTIONS:
        yield fault("6.5.1", f"Hành động {kind} không được dùng.", f"The action {kind} is not allowed.")
    if is_action and kind == Name.Named and str(item.get("/N")) not in _NAMED:
        yield fault("6.5.1", "Hành động theo tên lạ.", "A named action is unknown.")


def _check_field(item: pikepdf.Dictionary) -> Iterator[Fault]:
    is_field = "/FT" in item or item.get("/Subtype") == Name.Widget
    if is_field and ("/A" in item or "/AA" in item):
        yield fault("6.4.1", "Ô của biểu mẫu có hành động.", "A field of the form has actions.")


def _dictionaries(value: object, depth: int) -> Iterator[pikepdf.Dictionary]:
    """Yield `value`, where it is a dictionary, and all that are written directly in it, in arrays and streams too."""
    if depth == 0:
        return
    if isinstance(value, pikepdf.Dictionary):
        yield value
    if isinstance(value, pikepdf.Array):
        parts: list[object] = list(value)
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        parts = [value.get(key) for key in value.keys()]  # noqa: SIM118 - not a dict
    else:
        return
    for part in parts:
        if not (isinstance(part, pikepdf.Object) and part.is_indirect):  # indirect ones are walked by themselves
            yield from _dictionaries(part, depth - 1)


def _configurations(layers: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if "/D" in layers:
        yield layers["/D"]
    yield from layers.get("/Configs", [])
