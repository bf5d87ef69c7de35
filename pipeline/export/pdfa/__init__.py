"""Is a file PDF/A-2? A check of named clauses of ISO 19005-2, of our own: it is not veraPDF."""

from pipeline.export.pdfa.check import CLAUSES, QPDF, check_page, check_pdf
from pipeline.export.pdfa.fault import Fault

__all__ = ["CLAUSES", "QPDF", "Fault", "check_page", "check_pdf"]
