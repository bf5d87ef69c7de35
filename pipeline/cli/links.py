"""How a document of a workspace is tied to the others, for showing."""

from __future__ import annotations

from pipeline.cli import document_view, texts
from pipeline.message import Language
from pipeline.store import Workspace


def links_of(store: Workspace, document_id: int, language: Language) -> document_view.Links:
    """Return what document `document_id` cites and is cited by here, by name."""
    names = {number: f"{name} ({number})" for number, name in store.export_names().items()}
    meant = names | {document_id: texts.THIS_DOCUMENT.in_language(language)}
    cited = tuple(None if number is None else meant.get(number) for number in store.cited(document_id))
    citing = dict.fromkeys(one.document for one in store.cited_by(document_id))
    return document_view.Links(cited, tuple(names[number] for number in citing if number in names))
