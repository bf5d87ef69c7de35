"""Text to text: lost diacritics and OCR errors repaired, every change recorded and undoable."""

from pipeline.restore.fixes import apply_fixes, undo_all, undo_fix
from pipeline.restore.models import check, version
from pipeline.restore.restoring import repair_text, restore_lines

__all__ = ["apply_fixes", "check", "repair_text", "restore_lines", "undo_all", "undo_fix", "version"]
