"""The workspace: a folder with the documents, their page images and originals, and a full text index.

The only place in the program that knows SQL.
"""

from pipeline.store.dossiers import Dossier, Dossiers, Fonds, Member
from pipeline.store.files import PageCache, PageImages
from pipeline.store.frames import Frames
from pipeline.store.links import CitedBy, Contradiction
from pipeline.store.search import Hit
from pipeline.store.workspace import Failure, Stored, Summary, Workspace

__all__ = [
    "CitedBy",
    "Contradiction",
    "Dossier",
    "Dossiers",
    "Failure",
    "Fonds",
    "Frames",
    "Hit",
    "Member",
    "PageCache",
    "PageImages",
    "Stored",
    "Summary",
    "Workspace",
]
