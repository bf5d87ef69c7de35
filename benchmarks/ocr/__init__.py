"""Measures cleaning, layout and OCR against other programs on the same page images; see `benchmarks.ocr.__main__`."""
