"""`sohoa package`: what files (hồ sơ) lack for a package, and the packages themselves."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from pipeline.archive.bag import write_bag
from pipeline.archive.holding import holdings
from pipeline.archive.kinds import Kind
from pipeline.archive.package import Making, Written, write_package
from pipeline.archive.pdf_files import pdf_maker
from pipeline.archive.plan import Plan, plan
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
from pipeline.errors import UsageError
from pipeline.message import Language
from pipeline.settings import load_settings
from pipeline.store import Workspace

_BAG = "tui-bagit"


@dataclass(frozen=True, slots=True)
class _Done:
    """A file: what was planned for it, and the package that was written, if one was."""

    planned: Plan
    written: Written | None


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=texts.PACKAGE.in_language(language))
    def package(
        codes: Annotated[list[str] | None, typer.Argument(help=texts.CODES.in_language(language))] = None,
        kind: Annotated[Kind, option("--kind", "-k", help=texts.KIND, language=language)] = Kind.SIP_HOSO,
        out: Annotated[Path | None, option("--out", "-o", help=texts.PACKAGE_OUT, language=language)] = None,
        draft: Annotated[bool, option("--draft", help=texts.DRAFT, language=language)] = False,
        status: Annotated[
            Literal["NEW", "SUPPLEMENT", "REPLACEMENT", "OTHER"],
            option("--status", help=texts.RECORD_STATUS, language=language),
        ] = "NEW",
        schemas: Annotated[Path | None, option("--schemas", help=texts.SCHEMAS, language=language)] = None,
        bag: Annotated[bool, option("--bag", help=texts.BAG, language=language)] = False,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        making = Making(status=status, draft=draft, schemas=schemas or load_settings().archive.schemas)
        with existing_workspace(workspace) as store:
            done = [_package(store, plan(one, kind), out, making) for one in holdings(store, codes or [])]
        packages = [one.written for one in done if one.written]
        bagged = (
            write_bag(out / _BAG, [one.path for one in packages], date.today()) if out and bag and packages else None
        )
        if not done:
            raise UsageError(texts.NONE_TAKEN)
        if as_json:
            print_json([_as_json(one, bagged) for one in done])
        else:
            _print(done, bagged, language)
        raise typer.Exit(0 if all(one.written or (out is None and one.planned.is_complete) for one in done) else 1)


def _package(store: Workspace, planned: Plan, out: Path | None, making: Making) -> _Done:
    if out is None or not (planned.is_complete or making.draft):
        return _Done(planned, None)
    return _Done(planned, write_package(planned, out, pdf_maker(store), making))


def _print(done: Sequence[_Done], bagged: Path | None, language: Language) -> None:
    for one in done:
        views.print_plan(one.planned, language)
        if one.written is not None:
            path = bagged / "data" / one.written.path.name if bagged else one.written.path
            views.say(texts.PACKED, language, path=path, code=one.planned.holding.dossier.code)
    missing = next((one.written.missing_schemas for one in done if one.written and one.written.missing_schemas), ())
    if missing:
        views.say(texts.NO_SCHEMAS, language, names=", ".join(missing))
    if bagged is not None:
        views.say(texts.BAGGED, language, path=bagged)


def _as_json(one: _Done, bagged: Path | None) -> dict[str, Any]:
    path = one.written.path if one.written else None
    return {
        "code": one.planned.holding.dossier.code,
        "kind": one.planned.kind,
        "complete": one.planned.is_complete,
        "faults": [views.fault_json(fault) for fault in one.planned.faults],
        "path": None if path is None else str(bagged / "data" / path.name if bagged else path),
        "object_id": one.written.object_id if one.written else None,
    }
