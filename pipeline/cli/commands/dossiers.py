"""`sohoa dossiers`: files (hồ sơ) from folders or a sheet, listed, described, with their tables of contents."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from pathlib import Path
from typing import Annotated

import typer

from pipeline.archive.contents import write_contents
from pipeline.archive.folders import Found, accepted, from_folders
from pipeline.archive.holding import Holding, holdings, item_of
from pipeline.archive.old_sheets import write_old_sheets
from pipeline.archive.sheet import Plan, read_sheet
from pipeline.archive.template import write_template
from pipeline.cli import archive_texts as texts
from pipeline.cli import archive_view as views
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    workspace_option,
)
from pipeline.cli.views import print_written
from pipeline.errors import UsageError
from pipeline.message import Language
from pipeline.settings import load_settings
from pipeline.store import Workspace


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.DOSSIERS.in_language(language))
    def dossiers(
        codes: Annotated[list[str] | None, typer.Argument(help=texts.CODES.in_language(language))] = None,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        from_folders: Annotated[bool, option("--from-folders", help=texts.FROM_FOLDERS, language=language)] = False,
        folders: Annotated[str | None, option("--folders", help=texts.FOLDERS, language=language)] = None,
        sheet: Annotated[Path | None, option("--sheet", help=texts.SHEET, language=language)] = None,
        template: Annotated[Path | None, option("--template", help=texts.TEMPLATE, language=language)] = None,
        contents: Annotated[Path | None, option("--contents", help=texts.CONTENTS, language=language)] = None,
        old_sheets: Annotated[Path | None, option("--old-sheets", help=texts.OLD_SHEETS, language=language)] = None,
        dry_run: Annotated[bool, option("--dry-run", help=texts.DRY_RUN, language=language)] = False,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            found = _in_folders(store, folders)
            understood = True
            if from_folders:
                _accept(store, found, language, dry_run=dry_run)
            if sheet is not None:
                understood = _read(store, sheet, found, language, dry_run=dry_run)
            _write_files(store, codes or [], found, template, contents, old_sheets, language)
            if not (from_folders or sheet or template or contents or old_sheets):
                _show(store, codes or [], found, language, as_json=as_json)
        raise typer.Exit(0 if understood else 1)


def _in_folders(store: Workspace, convention: str | None) -> list[Found]:
    return from_folders(store.documents(), convention or load_settings().archive.folders)


def _accept(store: Workspace, found: list[Found], language: Language, *, dry_run: bool) -> None:
    rows = accepted(found, store.dossiers.all(), store.dossiers.members)
    if not rows:
        views.say(texts.NO_FOLDERS, language)
        return
    if not dry_run:
        store.dossiers.put([], rows)
    views.say(texts.WOULD_ACCEPT if dry_run else texts.ACCEPTED, language, count=len(rows))
    views.print_dossiers(
        [_preview(store, Found(one, tuple(m.document for m in members))) for one, members in rows], language
    )


def _read(store: Workspace, sheet: Path, found: list[Found], language: Language, *, dry_run: bool) -> bool:
    """Take in a sheet; return whether all of it was understood."""
    shelf = store.dossiers
    plan: Plan = read_sheet(sheet, store.documents(), found, shelf.all(), shelf.fonds())
    if not dry_run:
        shelf.put(plan.fonds, plan.dossiers)
        for code in plan.replaced:
            shelf.remove(code)
    views.say(texts.WOULD_ACCEPT if dry_run else texts.ACCEPTED, language, count=len(plan.dossiers))
    views.print_remarks(plan.remarks, language)
    return not plan.remarks


def _write_files(
    store: Workspace,
    codes: list[str],
    found: list[Found],
    template: Path | None,
    contents: Path | None,
    old_sheets: Path | None,
    language: Language,
) -> None:
    if template is not None:
        known = list(holdings(store, codes)) or [_preview(store, one) for one in found]
        print_written([write_template(template, store.dossiers.fonds(), known)], template.parent, language)
    if (contents or old_sheets) and not store.dossiers.all():
        raise UsageError(texts.NONE_TAKEN)
    if contents is not None:
        print_written([write_contents(holdings(store, codes), contents)], contents.parent, language)
    if old_sheets is not None:
        print_written([write_old_sheets(holdings(store, codes), old_sheets)], old_sheets.parent, language)


def _show(store: Workspace, codes: list[str], found: list[Found], language: Language, *, as_json: bool) -> None:
    known = list(holdings(store, codes, doubtful_below=load_settings().ocr.review_below))
    shown = known or [_preview(store, one) for one in found]
    if as_json:
        print_json({"accepted": bool(known), "dossiers": [views.dossier_json(one) for one in shown]})
    elif codes:
        for one in known:
            views.print_dossier(one, language)
    elif shown:
        if not known:
            views.say(texts.NO_DOSSIERS, language, count=len(shown))
        views.print_dossiers(shown, language)
    else:
        views.say(texts.NO_FOLDERS, language)


def _preview(store: Workspace, found: Found) -> Holding:
    """Return a file as its folder tells it, before it is taken in."""
    names = store.export_names()
    items = tuple(
        item_of(store.get(member.document).document, member, ordinal=ordinal, name=names[member.document])
        for ordinal, member in enumerate(found.members, start=1)
    )
    return Holding(found.dossier, None, items)
