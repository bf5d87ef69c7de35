"""Documents as files for other programs: one module per format."""

from pipeline.export.collection import Collection
from pipeline.export.formats import FORMATS, export
from pipeline.export.whole import ExportError

__all__ = ["FORMATS", "Collection", "ExportError", "export"]
