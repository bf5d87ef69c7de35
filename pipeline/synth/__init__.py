"""Draws Vietnamese administrative documents and damages them into believable scans, with their whole truth."""

from pipeline.synth.content import Content, plain, prose
from pipeline.synth.description import content_of, read_description
from pipeline.synth.draw import draw, gold_text
from pipeline.synth.furniture import Furniture
from pipeline.synth.grades import GRADES, Grade
from pipeline.synth.pages import ANCHOR, MIXED, UNUSUAL, BenchmarkPage, PageKind, benchmark_pages
from pipeline.synth.pen import DigitSource, Pen, StrokeDigits
from pipeline.synth.random_plan import random_plan
from pipeline.synth.record import gold_record
from pipeline.synth.scan import Scan, ScannedPage, make_scan, scan_page
from pipeline.synth.sheet import DrawnPage
from pipeline.synth.stamps import Arrival
from pipeline.synth.stock import rich_stock
from pipeline.synth.style import Style, random_style
from pipeline.synth.truth import TrueCell, TrueTable, Truth

__all__ = [
    "ANCHOR",
    "GRADES",
    "MIXED",
    "UNUSUAL",
    "Arrival",
    "BenchmarkPage",
    "Content",
    "DigitSource",
    "DrawnPage",
    "Furniture",
    "Grade",
    "PageKind",
    "Pen",
    "Scan",
    "ScannedPage",
    "StrokeDigits",
    "Style",
    "TrueCell",
    "TrueTable",
    "Truth",
    "benchmark_pages",
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
    "rich_stock",
    "scan_page",
]
