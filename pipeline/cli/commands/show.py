"""`sohoa show`: one document, its sections and facts."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import document_view, texts
from pipeline.cli.links import links_of
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    workspace_option,
)
from pipeline.errors import UsageError
from pipeline.message import Language, Message
from pipeline.model import Document
from pipeline.personal import mask_record
from pipeline.reading import section_text
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.SHOW.in_language(language))
    def show(
        doc: Annotated[str, typer.Argument(help=texts.DOC.in_language(language))],
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        section: Annotated[str | None, option("--section", "-s", help=texts.SECTION, language=language)] = None,
        doubtful: Annotated[bool, option("--doubtful", help=texts.DOUBTFUL, language=language)] = False,
        mask: Annotated[bool, option("--mask", help=texts.SHOW_MASK, language=language)] = False,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            stored = store.get(doc)
            doubted = tuple(one for one in store.contradictions() if one.document == stored.id)
            links = replace(links_of(store, stored.id, language), contradictions=doubted)
        if mask:
            stored = replace(stored, record=mask_record(stored.record))
        if section is not None:
            text = _text_of(stored.document, section)
            if as_json:
                print_json({"section": section, "text": text})
            else:
                sys.stdout.write(text + "\n")
        elif as_json:
            print_json(stored.record)
        else:
            below = load_settings().extract.review_below if doubtful else None
            document_view.print_document(stored.document, links, language, below)


def _text_of(document: Document, section: str) -> str:
    text = section_text(document, section)
    if text is None:
        known = ", ".join(one.path for one in document.sections) or "–"
        raise UsageError(
            Message(
                texts.NO_SECTION.vi.format(path=section, known=known),
                texts.NO_SECTION.en.format(path=section, known=known),
            )
        )
    return text
