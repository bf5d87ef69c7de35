"""Marks: what stands on a page beside its text, located, read where it can be, and kept out of the text."""

from pipeline.ocr.marks.parting import part_marks, without_emblems, without_figures, without_stamps, without_words
from pipeline.ocr.marks.secrecy import find_secrecy
from pipeline.ocr.marks.stamps import read_stamps
from pipeline.ocr.marks.strokes import find_signature

__all__ = [
    "find_secrecy",
    "find_signature",
    "part_marks",
    "read_stamps",
    "without_emblems",
    "without_figures",
    "without_stamps",
    "without_words",
]
