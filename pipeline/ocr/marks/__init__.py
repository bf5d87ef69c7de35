"""Marks: what stands on a page beside its text, located, read where it can be, and kept out of the text."""

from pipeline.ocr.marks.stamps import read_stamps

__all__ = ["read_stamps"]
