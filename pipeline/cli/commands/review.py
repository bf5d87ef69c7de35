"""`sohoa review`: what a person should look at, and one entry of it with its surroundings and picture."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli import review_texts as texts
from pipeline.cli import review_view
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    workspace_option,
)
from pipeline.desk import Waiting, find_waiting, waiting
from pipeline.errors import UsageError
from pipeline.message import Language, Message
from pipeline.review import EntryKind, surroundings
from pipeline.settings import load_settings
from pipeline.store import Workspace


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.REVIEW.in_language(language))
    def review(
        entry: Annotated[str | None, typer.Argument(help=texts.ENTRY.in_language(language))] = None,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        doc: Annotated[str | None, option("--doc", "-d", help=texts.OF_DOCUMENT, language=language)] = None,
        kind: Annotated[EntryKind | None, option("--kind", "-k", help=texts.KIND, language=language)] = None,
        limit: Annotated[int, option("--limit", "-n", help=texts.MOST, language=language, min=1)] = 20,
        picture: Annotated[Path | None, option("--picture", help=texts.PICTURE, language=language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        settings = load_settings()
        with existing_workspace(workspace) as store:
            if entry is not None:
                _show(store, find_waiting(store, settings, entry), picture, language, as_json=as_json)
                return
            wanted = store.get(doc).id if doc is not None else None
            found = [
                one
                for one in waiting(store, settings)
                if wanted in {None, one.document} and kind in {None, one.entry.kind}
            ]
        if as_json:
            print_json([_plain(one) for one in found[:limit]])
        else:
            review_view.print_queue(found, limit, language)


def _show(store: Workspace, one: Waiting, picture: Path | None, language: Language, *, as_json: bool) -> None:
    lines = surroundings(store.get(one.document).document, one.entry)
    if picture is not None:
        _write_picture(store, one, picture)
    if as_json:
        told = [{"line": number, "text": text, "is_it": is_it} for number, text, is_it in lines]
        print_json(_plain(one) | {"surroundings": told})
    else:
        review_view.print_entry(one, lines, language)


def _plain(one: Waiting) -> dict[str, Any]:
    return {"document": one.document, "name": one.name, **asdict(one.entry)}


def _write_picture(store: Workspace, one: Waiting, file: Path) -> None:
    from PIL import Image

    from pipeline.export.picture import crop_around  # only where a picture is asked for

    entry = one.entry
    path = store.page_images.path(entry.anchor.sha256, entry.page)
    page = next((page for page in store.get(one.document).document.pages if page.number == entry.page), None)
    if path is None or page is None:
        raise UsageError(texts.NO_IMAGE)
    try:
        with Image.open(path) as view:
            crop_around(view, page, entry.boxes).save(file, "PNG")
    except OSError as error:
        raise UsageError(
            Message(f"Không ghi được {file}: {error.strerror}.", f"Cannot write {file}: {error.strerror}.")
        ) from error
