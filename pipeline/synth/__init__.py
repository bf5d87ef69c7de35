"""Draws Vietnamese administrative documents and damages them into believable scans, with their whole truth."""

from pipeline.synth.content import Content, plain, prose
from pipeline.synth.description import content_of, read_description
from pipeline.synth.draw import draw, gold_text
from pipeline.synth.grades import GRADES, Grade
from pipeline.synth.random_plan import random_plan
from pipeline.synth.record import gold_record
from pipeline.synth.scan import Scan, ScannedPage, make_scan
from pipeline.synth.sheet import DrawnPage
from pipeline.synth.style import Style, random_style

__all__ = [
    "GRADES",
    "Content",
    "DrawnPage",
    "Grade",
    "Scan",
    "ScannedPage",
    "Style",
    "content_of",
    "draw",
    "gold_record",
    "gold_text",
    "make_scan",
    "plain",
    "prose",
    "random_plan",
    "random_style",
    "read_description",
]
