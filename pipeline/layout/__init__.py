"""Words with boxes to lines in reading order: header, body, tables, footnotes, ending; pages to one document."""

from pipeline.layout.arranging import Arranged, arrange, line_confidence
from pipeline.layout.broken_tables import join_tables
from pipeline.layout.furniture import part_furniture
from pipeline.layout.grid import GridCell, TableGrid

__all__ = ["Arranged", "GridCell", "TableGrid", "arrange", "join_tables", "line_confidence", "part_furniture"]
