"""Words with boxes to lines in reading order: header, body, tables, footnotes, ending."""

from pipeline.layout.arranging import Arranged, arrange, line_confidence
from pipeline.layout.grid import GridCell, TableGrid

__all__ = ["Arranged", "GridCell", "TableGrid", "arrange", "line_confidence"]
