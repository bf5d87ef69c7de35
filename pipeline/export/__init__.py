"""Documents as files for other programs: one module per format."""

from pipeline.export.collection import Collection
from pipeline.export.formats import FORMATS, chosen_formats, export
from pipeline.export.manifest import write_manifest
from pipeline.export.selection import Change, Selection
from pipeline.export.whole import ExportError

__all__ = ["FORMATS", "Change", "Collection", "ExportError", "Selection", "chosen_formats", "export", "write_manifest"]
