"""Vietnamese text in any encoding, and what a Vietnamese syllable is."""

from pipeline.encodings.detect import Decoded, convert_legacy, decode, detect_legacy
from pipeline.encodings.legacy import Legacy, convert
from pipeline.encodings.syllable import is_syllable, marked_share

__all__ = [
    "Decoded",
    "Legacy",
    "convert",
    "convert_legacy",
    "decode",
    "detect_legacy",
    "is_syllable",
    "marked_share",
]
