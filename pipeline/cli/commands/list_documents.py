"""`sohoa list`: what is in a workspace, and what could not be read."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import batch_texts, document_view, texts, views
from pipeline.cli.links import links_of
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    workspace_option,
)
from pipeline.cli.tables import console_for_results
from pipeline.message import Language
from pipeline.store import Contradiction, Duplicate


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command("list", help=texts.LIST.in_language(language))
    def list_(
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        facts: Annotated[bool, option("--facts", help=texts.FACTS, language=language)] = False,
        failed: Annotated[bool, option("--failed", help=texts.FAILED, language=language)] = False,
        contradictions: Annotated[
            bool, option("--contradictions", help=texts.CONTRADICTIONS, language=language)
        ] = False,
        duplicates: Annotated[bool, option("--duplicates", help=batch_texts.DUPLICATES, language=language)] = False,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            if contradictions:
                _show_contradictions(store.contradictions(), language, as_json=as_json)
                return
            alike = [] if failed else store.duplicates()
            if duplicates:
                _show_duplicates(alike, language, as_json=as_json)
                return
            documents = [] if failed else store.documents()
            failures = store.failures()
            if as_json:
                print_json(
                    {
                        "documents": [asdict(one) for one in documents],
                        "duplicates": [asdict(one) for one in alike],
                        "failures": [{**asdict(one), "origin": one.origin and str(one.origin)} for one in failures],
                    }
                )
                return
            views.print_list(documents, failures, alike, language)
            for summary in documents if facts else []:
                links = links_of(store, summary.id, language)
                document_view.print_facts(store.get(summary.id).document, summary.stem, links, language)


def _show_duplicates(found: list[Duplicate], language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json({"duplicates": [asdict(one) for one in found]})
    elif found:
        views.print_duplicates(found, language)
    else:
        console_for_results().print(batch_texts.NO_DUPLICATES.in_language(language))


def _show_contradictions(found: list[Contradiction], language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json({"contradictions": [asdict(one) for one in found]})
    else:
        views.print_contradictions(found, language)
