"""The signatures of a PDF as they lie in it: fields, signed ranges of bytes, the signature itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name

_MOST_SIGNATURES = 100
_MOST_BYTES = 2_000_000
_DEPTH = 32
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class SignedRange:
    """A signature field: its name, the kind and bytes of the signature, the pairs (start, length) it covers."""

    field: str
    kind: str
    contents: bytes
    ranges: tuple[tuple[int, int], ...]
    stated_at: str | None
    reason: str | None

    def covers(self, size: int) -> bool:
        """Whether all of a file of `size` bytes is signed but the place of the signature itself."""
        if len(self.ranges) != 2:
            return False
        (start, length), (second, rest) = self.ranges
        return start == 0 and second + rest == size and second - length <= 2 * len(self.contents) + 2

    def is_sound(self, size: int) -> bool:
        """Whether the ranges lie in a file of `size` bytes, one after the other."""
        end = 0
        for start, length in self.ranges:
            if start < end or length < 0 or start + length > size:
                return False
            end = start + length
        return bool(self.ranges) and self.ranges[0][0] == 0


def signed_ranges(path: Path) -> list[SignedRange]:
    """Return the signatures of the PDF at `path`, in order of their fields; none where it cannot be read."""
    try:
        with pikepdf.open(path) as pdf:
            form = pdf.Root.get("/AcroForm")
            fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
            if not isinstance(fields, pikepdf.Array):
                return []
            found = [one for field in fields for one in _signed(field, "", None, _DEPTH)]
    except (pikepdf.PdfError, OSError, ValueError, TypeError, KeyError, AttributeError):
        return []
    return found[:_MOST_SIGNATURES]


def feed(path: Path, ranges: tuple[tuple[int, int], ...], take: Callable[[bytes], object]) -> None:
    """Hand the bytes of `ranges` of the file at `path` to `take`, piece by piece."""
    with path.open("rb") as file:
        for start, length in ranges:
            file.seek(start)
            left = length
            while left and (chunk := file.read(min(left, _CHUNK))):
                take(chunk)
                left -= len(chunk)


def _signed(field: pikepdf.Object, above: str, kind: pikepdf.Object | None, depth: int) -> Iterator[SignedRange]:
    if depth == 0 or not isinstance(field, pikepdf.Dictionary):
        return
    own = str(field["/T"]) if "/T" in field else ""
    name = ".".join(part for part in (above, own) if part)
    kind = field.get("/FT", kind)
    value = field.get("/V")
    if kind == Name.Sig and isinstance(value, pikepdf.Dictionary):
        yield _range(name, value)
    children = field.get("/Kids")
    for child in children if isinstance(children, pikepdf.Array) else ():
        yield from _signed(child, name, kind, depth - 1)


def _range(name: str, value: pikepdf.Dictionary) -> SignedRange:
    numbers = [int(number) for number in value.get("/ByteRange", [])]
    contents = bytes(value["/Contents"])[:_MOST_BYTES] if "/Contents" in value else b""
    return SignedRange(
        field=name,
        kind=str(value.get("/SubFilter", "")),
        contents=contents,
        ranges=tuple(zip(numbers[::2], numbers[1::2], strict=False)),
        stated_at=str(value["/M"]) if "/M" in value else None,
        reason=(str(value["/Reason"]) or None) if "/Reason" in value else None,
    )
