"""ISO 19005-2, 6.2.4: colour spaces that look the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from pipeline.export.pdfa.encoded import filters_of, is_sound_jpx, is_usable_profile
from pipeline.export.pdfa.fault import Fault, fault

_DEVICE = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
_DEFAULTS = {1: "/DefaultGray", 3: "/DefaultRGB", 4: "/DefaultCMYK"}
_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
_MOST_COLOURANTS = 32


def check_space(space: pikepdf.Object, output: int | None, defaults: pikepdf.Object | None) -> Iterator[Fault]:
    """Check a colour space; `output` are the channels of the output intent, `defaults` the page's ColorSpace names."""
    if isinstance(space, pikepdf.Name):
        name = _SHORT.get(str(space), str(space))
        if name in _DEVICE:
            yield from check_device(_DEVICE[name], output, defaults)
        elif defaults is not None and name in defaults:
            yield from check_space(defaults[name], output, None)
        return
    kind = _SHORT.get(str(space[0]), str(space[0]))
    if kind == "/ICCBased":
        profile = space[1]
        if not is_usable_profile(profile.read_bytes(), int(profile.get("/N", 0))):
            yield fault("6.2.4.2", "Hồ sơ màu ICC không dùng được.", "An ICC profile is unusable.")
    elif kind == "/Indexed" or (kind == "/Pattern" and len(space) > 1):
        yield from check_space(space[1], output, defaults)
    elif kind in ("/Separation", "/DeviceN"):
        if kind == "/DeviceN" and len(space[1]) > _MOST_COLOURANTS:
            yield fault("6.1.13", "DeviceN có quá 32 màu.", "A DeviceN has more than 32 colourants.")
        yield from check_space(space[2], output, defaults)


def check_device(channels: int, output: int | None, defaults: pikepdf.Object | None) -> Iterator[Fault]:
    """Check a device colour: it needs an output intent of its kind, or a default space (6.2.4.3)."""
    if defaults is not None and _DEFAULTS[channels] in defaults:
        return
    if output is None or channels not in (1, output):
        name = next(name for name, count in _DEVICE.items() if count == channels)
        yield fault(
            "6.2.4.3", f"{name} không có OutputIntent tương ứng.", f"{name} without an output intent of its kind."
        )


def check_image(image: pikepdf.Stream, output: int | None, defaults: pikepdf.Object | None) -> Iterator[Fault]:
    """Check an image object (6.2.6, 6.2.8)."""
    if image.get("/Interpolate", False):
        yield fault("6.2.8.1", "Ảnh đòi nội suy.", "An image asks for interpolation.")
    if "/Alternates" in image or "/OPI" in image:
        yield fault("6.2.8.1", "Ảnh có bản thay thế.", "An image has alternates or OPI.")
    if "/Intent" in image:
        yield from check_intent(image["/Intent"])
    if "/ColorSpace" in image and not image.get("/ImageMask", False):
        yield from check_space(image["/ColorSpace"], output, defaults)
    if "/JPXDecode" in filters_of(image) and not is_sound_jpx(image.read_raw_bytes()):
        yield fault("6.2.8.3", "Ảnh JPEG 2000 không theo quy định.", "A JPEG 2000 image is not as required.")
    if isinstance(image.get("/SMask"), pikepdf.Stream):
        yield from check_image(image["/SMask"], output, defaults)  # type: ignore[arg-type]


def check_intent(intent: object) -> Iterator[Fault]:
    """Check a rendering intent (6.2.6)."""
    if intent not in (Name.RelativeColorimetric, Name.AbsoluteColorimetric, Name.Perceptual, Name.Saturation):
        yield fault("6.2.6", f"Ý đồ kết xuất màu lạ: {intent}.", f"An unknown rendering intent: {intent}.")
