"""Makes what people corrected before anew in what a batch read: corrections outlive every new reading."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from pipeline.corrected import history_of, with_corrections
from pipeline.errors import StoreError
from pipeline.message import Message
from pipeline.model import Document, Problem
from pipeline.settings import Settings
from pipeline.store import Workspace

_LOG = logging.getLogger(__name__)

Both = tuple[Document, Document | None]


def corrected_again(
    workspace: Workspace, documents: Sequence[Document], settings: Settings
) -> tuple[tuple[Document, ...], tuple[Document | None, ...]]:
    """Return the documents of a file with their corrections, and beside each the machine's, None where they are one.

    Where corrections cannot be made anew the document stays as it was read, and a person is told.

    Raises:
        StoreError: the workspace cannot be read.
    """
    both = [_corrected(workspace, document, settings) for document in documents]
    return tuple(document for document, _ in both), tuple(machine for _, machine in both)


def _corrected(workspace: Workspace, document: Document, settings: Settings) -> Both:
    try:
        found = with_corrections(document, history_of(workspace, document), settings)
    except StoreError:
        raise
    except Exception:  # a defect must not stop the batch, and no correction is lost
        _LOG.exception("corrections of %s could not be made", document.source.name)
        message = Message(
            "Các hiệu đính trước đây chưa áp dụng lại được (vẫn còn trong kho); chi tiết trong tệp nhật ký.",
            "Earlier corrections could not be made again (they are kept); the log file has the details.",
        )
        problem = Problem("corrections_not_made", message)
        return replace(document, problems=(*document.problems, problem)), None
    return found.document, document if found.is_changed else None
