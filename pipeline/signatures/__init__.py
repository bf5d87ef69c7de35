"""Digital signatures of PDFs: who signed, when, over which bytes, and whether they still hold."""

from pipeline.signatures.check import check_signatures
from pipeline.signatures.returned import Returned, check_returned, page_digests
from pipeline.signatures.saying import problems_of, told
from pipeline.signatures.trust import load_trusted

__all__ = ["Returned", "check_returned", "check_signatures", "load_trusted", "page_digests", "problems_of", "told"]
