"""The workspace: a folder with the documents, their page images and originals, and a full text index.

The only place in the program that knows SQL.
"""

from pipeline.store.backup import Copied, restore_backup
from pipeline.store.catalogue import Stored, Summary
from pipeline.store.dossiers import Dossier, Dossiers, Fonds, Member
from pipeline.store.duplicates import Duplicate
from pipeline.store.files import PageCache, PageImages
from pipeline.store.frames import Frames
from pipeline.store.history import Failure, History, Kept
from pipeline.store.links import CitedBy, Contradiction
from pipeline.store.samples import Sample, SampleItem, Signature, Verdict
from pipeline.store.search import Hit
from pipeline.store.verify import Fault, FaultKind, Verified
from pipeline.store.workspace import Workspace

__all__ = [
    "CitedBy",
    "Contradiction",
    "Copied",
    "Dossier",
    "Dossiers",
    "Duplicate",
    "Failure",
    "Fault",
    "FaultKind",
    "Fonds",
    "Frames",
    "History",
    "Hit",
    "Kept",
    "Member",
    "PageCache",
    "PageImages",
    "Sample",
    "SampleItem",
    "Signature",
    "Stored",
    "Summary",
    "Verdict",
    "Verified",
    "Workspace",
    "restore_backup",
]
