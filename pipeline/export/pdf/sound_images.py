"""Which images of a PDF may stand in PDF/A-2 with their bytes as they are, and taking them over."""

from __future__ import annotations

import pikepdf
from pikepdf import Name

from pipeline.export.pdfa.encoded import filters_of, is_sound_jpx, is_usable_profile

_FILTERS = frozenset({
    "/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/FlateDecode", "/RunLengthDecode",
    "/ASCII85Decode", "/ASCIIHexDecode",
})  # fmt: skip
_KEPT = frozenset({
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/Filter", "/DecodeParms",
    "/Length", "/Intent",
})  # fmt: skip
_INTENTS = (None, Name.RelativeColorimetric, Name.AbsoluteColorimetric, Name.Perceptual, Name.Saturation)
_DEPTHS = (1, 2, 4, 8, 16)


def is_sound(image: pikepdf.Stream) -> bool:
    """Return whether an opaque page image may stand in PDF/A-2 as it is (ISO 19005-2, 6.2.4, 6.2.8, 6.1.7.2)."""
    names = filters_of(image)
    if not set(names) <= _FILTERS or any(key in image for key in ("/SMask", "/Mask")):
        return False
    if image.get("/ImageMask", False) or int(image.get("/SMaskInData", 0)) or image.get("/Intent") not in _INTENTS:
        return False
    if "/JPXDecode" in names:
        return is_sound_jpx(image.read_raw_bytes()) and (
            "/ColorSpace" not in image or is_sound_space(image["/ColorSpace"])
        )
    depth_is_sound = int(image.get("/BitsPerComponent", 8)) in _DEPTHS
    return depth_is_sound and "/ColorSpace" in image and is_sound_space(image["/ColorSpace"])


def is_sound_space(space: pikepdf.Object) -> bool:
    """Return whether a colour space means the same everywhere, given an sRGB output intent."""
    if isinstance(space, pikepdf.Name):
        return space in (Name.DeviceGray, Name.DeviceRGB)
    kind = str(space[0])
    if kind in ("/CalGray", "/CalRGB", "/Lab"):
        return True
    if kind == "/Indexed":
        return is_sound_space(space[1])
    if kind == "/ICCBased":
        profile = space[1]
        return is_usable_profile(profile.read_bytes(), int(profile.get("/N", 0))) and int(profile.N) != 4
    return False


def take_over(pdf: pikepdf.Pdf, image: pikepdf.Stream) -> pikepdf.Stream:
    """Return a copy of a sound image in `pdf`: the same encoded bytes, without what an archive may not hold."""
    copy = pdf.copy_foreign(image)
    for key in list(copy.keys()):
        if key not in _KEPT:
            del copy[key]
    copy["/Interpolate"] = False
    assert isinstance(copy, pikepdf.Stream)  # noqa: S101 - for the type checker: a copy of a stream is a stream
    return copy
