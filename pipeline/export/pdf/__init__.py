"""Searchable PDF/A-2b: the page images of the originals, the corrected text invisibly over their words.

`write_document` makes one, `write` all of a collection. Nothing visible is added to a page; the top right
corner of page 1 stays free for a signature that is put on the file later.
"""

from pipeline.export.pdf.document import PageMade, Written, has_pages, write_document
from pipeline.export.pdf.folder import write
from pipeline.export.pdf.pages import PageWay

__all__ = ["PageMade", "PageWay", "Written", "has_pages", "write", "write_document"]
