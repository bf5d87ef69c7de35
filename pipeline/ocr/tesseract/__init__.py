"""Tesseract behind the engine protocol, as a library in process or as a program: the only place that knows it."""

from pipeline.ocr.tesseract.library import TesseractLibrary
from pipeline.ocr.tesseract.program import TesseractProgram, as_pgm, installed_program, orientation
from pipeline.ocr.tesseract.tsv import SAME_LOOK

__all__ = ["SAME_LOOK", "TesseractLibrary", "TesseractProgram", "as_pgm", "installed_program", "orientation"]
