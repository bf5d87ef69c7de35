"""The file of a document in a package: the signed original as it is, else a searchable PDF/A made of it."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from pipeline.archive.holding import Item
from pipeline.archive.package import PdfMaker
from pipeline.archive.signed import is_signed
from pipeline.store import Workspace


def pdf_maker(workspace: Workspace, made_at: datetime | None = None) -> PdfMaker:
    """Return what writes the files of documents of `workspace`.

    A PDF that bears a digital signature is taken as it is, for any change would break the signature.
    """

    def make(item: Item, path: Path) -> None:
        from pipeline.export.pdf import write_document  # loads fonts and image code: only where it is needed

        originals = workspace.originals(item.sha256)
        if item.part is None and is_signed(originals):
            shutil.copyfile(originals[0], path)
            return
        write_document(workspace.get(item.id).document, originals, path, made_at=made_at)

    return make
