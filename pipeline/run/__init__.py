"""Runs batches: files in, documents in the workspace, one outcome per file.

The unit of work is a page. Only the parent process writes the database; workers leave each page's result in the
content-keyed cache before they return it, so a run that was cut off goes on where it was.
"""

from pipeline.run.batches import refresh_batch, retry_batch, run_batch
from pipeline.run.outcome import BatchReport, FileOutcome, FileStatus, Progress
from pipeline.run.watch import FolderWatch, watch_folder

__all__ = [
    "BatchReport",
    "FileOutcome",
    "FileStatus",
    "FolderWatch",
    "Progress",
    "refresh_batch",
    "retry_batch",
    "run_batch",
    "watch_folder",
]
