"""Encoded data that PDF/A-2 may hold: ICC profiles (ISO 19005-2, 6.2.4.2) and JPEG 2000 (6.2.8.3)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pikepdf

_JPX_SPACES = frozenset({16, 17, 18})  # sRGB, grey, sYCC


def filters_of(stream: pikepdf.Object) -> list[str]:
    """Return the names of a stream's filters, in order."""
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)]


def is_usable_profile(profile: bytes, channels: int) -> bool:
    """Return whether an ICC profile is one that PDF/A-2 (6.2.4.2) lets an image of so many channels have."""
    spaces = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
    classes = (b"scnr", b"mntr", b"prtr", b"spac")
    return (
        len(profile) >= 128
        and profile[36:40] == b"acsp"
        and profile[8] < 5
        and profile[12:16] in classes
        and profile[16:20] == spaces.get(channels)
    )


def is_sound_jpx(data: bytes) -> bool:
    """Return whether a JPEG 2000 image is one that PDF/A-2 allows (6.2.8.3): a whole JP2 of 1 or 3 like channels."""
    boxes = dict(_boxes(data))
    header = boxes.get(b"jp2h")
    if header is None:
        return False
    inner = list(_boxes(header))
    sizes = [body for kind, body in inner if kind == b"ihdr"]
    colours = [body for kind, body in inner if kind == b"colr"]
    if not sizes or len(sizes[0]) < 11 or len(colours) != 1 or len(colours[0]) < 3:
        return False
    channels, depth = struct.unpack(">HB", sizes[0][8:11])
    method = colours[0][0]
    known = len(colours[0]) >= 7 and method == 1 and struct.unpack(">I", colours[0][3:7])[0] in _JPX_SPACES
    return channels in (1, 3) and depth != 255 and (known or method == 2)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        start = position + 8
        if length == 1:
            length = struct.unpack(">Q", data[start : start + 8])[0]
            start += 8
        end = len(data) if length == 0 else position + length
        if end < start:
            return
        yield kind, data[start:end]
        position = end
