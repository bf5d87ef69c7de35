"""The queue of a whole workspace. What waits in a document is kept until the document changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from pipeline import extract, review
from pipeline.corrected import history_of
from pipeline.errors import UsageError
from pipeline.message import Message
from pipeline.review import Entry, queue_of
from pipeline.settings import Settings
from pipeline.store import Workspace
from pipeline.version import __version__

_QUEUE = TypeAdapter(tuple[Entry, ...])


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry of the queue, and the document (id, export name) that it is about."""

    document: int
    name: str
    entry: Entry


def waiting(workspace: Workspace, settings: Settings) -> list[Waiting]:
    """Return what waits for a person in all documents, what matters most first.

    Raises:
        StoreError: the workspace cannot be read.
    """
    names = workspace.export_names()
    made_with = f"{__version__} {settings.extract.review_below}"
    found: list[Waiting] = []
    for document_id, kept in list(workspace.corrections.queues(made_with)):
        entries = _QUEUE.validate_python(_made(workspace, document_id, made_with, settings) if kept is None else kept)
        found += [Waiting(document_id, names[document_id], entry) for entry in entries if document_id in names]
    found += _doublets(workspace)
    return sorted(found, key=lambda one: (one.entry.worth, one.entry.confidence or 0.0, one.name))


def _doublets(workspace: Workspace) -> Iterator[Waiting]:
    """Yield the pairs that may be one paper, each once, and not those that a person has dealt with."""
    pairs = [pair for pair in workspace.duplicates() if pair.document < pair.other]
    summaries = {one.id: one for one in workspace.documents()} if pairs else {}
    in_force = review.in_force(workspace.corrections.all()) if pairs else ()
    for pair in pairs:
        own = summaries[pair.document]
        entry = review.doublet(own.sha256, summaries[pair.other].sha256, pair.message)
        if not review.is_settled([one for one in in_force if one.anchor.sha256 == own.sha256], entry.anchor):
            yield Waiting(pair.document, own.export_name, entry)


def _made(workspace: Workspace, document_id: int, made_with: str, settings: Settings) -> list[dict[str, Any]]:
    document = workspace.get(document_id).document
    entries = queue_of(document, history_of(workspace, document), settings.extract.review_below, extract.CODES)
    plain: list[dict[str, Any]] = _QUEUE.dump_python(entries, mode="json")
    workspace.corrections.put_queue(document_id, made_with, plain)
    return plain


def find_waiting(workspace: Workspace, settings: Settings, name: str) -> Waiting:
    """Return the entry whose id begins with `name`.

    Raises:
        UsageError: there is none, or more than one.
    """
    found = [one for one in waiting(workspace, settings) if name and one.entry.id.startswith(name.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(one.entry.id for one in found[:5])
        raise UsageError(
            Message(f"{name!r} chỉ nhiều mục: {listed}. Hãy ghi dài hơn.", f"{name!r} names several: {listed}.")
        )
    raise UsageError(
        Message(
            f"Không có mục {name!r} cần xem. Xem `sohoa review`.", f"Nothing called {name!r} waits. See `sohoa review`."
        )
    )
