"""The command `sohoa`: one function per command; the only exit codes.

Results go to standard output, words to standard error.
"""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

import json
import logging
import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pipeline.cli import doctor as checks
from pipeline.cli import document_view, texts, views
from pipeline.errors import EXIT_DEFECT, EXIT_INTERRUPTED, EXIT_OK, PipelineError, UsageError
from pipeline.export import export
from pipeline.message import Language, Message
from pipeline.model import Document
from pipeline.reading import section_text
from pipeline.settings import Settings, load_settings
from pipeline.store import Contradiction, Workspace

DEFAULT_WORKSPACE = Path("sohoa-workspace")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code (`pipeline.errors` lists them)."""
    language, rest = texts.choose_language(sys.argv[1:] if arguments is None else arguments, os.environ)
    words = Console(stderr=True, soft_wrap=True)
    try:
        code = build_app(language)(rest or ["--help"], prog_name="sohoa", standalone_mode=False)
    except PipelineError as error:
        words.print(views.error_text(error.message, language))
        return error.exit_code
    except typer.TyperException as error:
        said = str(error)
        words.print(
            views.error_text(
                Message(f"Lệnh chưa đúng: {said} Xem `sohoa --help`.", f"{said} See `sohoa --help`."), language
            )
        )
        return UsageError.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) went away: nothing more to say
        return EXIT_OK
    except Exception:
        log = _log_defect()
        words.print(
            views.error_text(Message(texts.DEFECT.vi.format(log=log), texts.DEFECT.en.format(log=log)), language)
        )
        return EXIT_DEFECT
    if code == EXIT_INTERRUPTED:  # typer catches Ctrl-C itself, and gives the code
        words.print(texts.INTERRUPTED.in_language(language))
    return code if isinstance(code, int) else EXIT_OK


def _log_defect() -> Path:
    log = Path.cwd() / "sohoa-error.log"
    handler = logging.FileHandler(log, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger(__name__)
    logger.addHandler(handler)
    logger.exception("defect")
    logger.removeHandler(handler)
    handler.close()
    return log


def build_app(language: Language) -> typer.Typer:
    """Return the commands, their help in `language`."""
    app = typer.Typer(
        help=texts.APP.in_language(language),
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for build in (
        _add_import,
        _add_list,
        _add_show,
        _add_search,
        _add_export,
        _add_repair,
        _add_debug,
        _add_doctor,
        _add_settings,
    ):
        build(app, language)
    return app


def _option(*names: str, help: Message, language: Language, **more: Any) -> Any:
    return typer.Option(*names, help=help.in_language(language), **more)


def _workspace_option(language: Language) -> Any:
    return _option("--workspace", "-w", help=texts.WORKSPACE, language=language, envvar="SOHOA_WORKSPACE")


def _json_option(language: Language) -> Any:
    return _option("--json", help=texts.JSON, language=language)


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def _add_import(app: typer.Typer, language: Language) -> None:
    @app.command("import", help=texts.IMPORT.in_language(language))
    def import_(
        paths: Annotated[list[Path], typer.Argument(help=texts.PATHS.in_language(language))],
        workspace: Annotated[Path, _workspace_option(language)] = DEFAULT_WORKSPACE,
        jobs: Annotated[int, _option("--jobs", "-j", help=texts.JOBS, language=language, min=0)] = 0,
        force: Annotated[bool, _option("--force", help=texts.FORCE, language=language)] = False,
        no_restore: Annotated[bool, _option("--no-restore", help=texts.NO_RESTORE, language=language)] = False,
        no_join: Annotated[bool, _option("--no-join", help=texts.NO_JOIN, language=language)] = False,
        no_text_layer: Annotated[bool, _option("--no-text-layer", help=texts.NO_TEXT_LAYER, language=language)] = False,
        settings_file: Annotated[
            Path | None, _option("--settings", help=texts.SETTINGS_FILE, language=language)
        ] = None,
        as_json: Annotated[bool, _json_option(language)] = False,
    ) -> None:
        from pipeline.run import run_batch  # loads OpenCV: only where it is needed

        flags: dict[str, Any] = {"language": language}
        if jobs:
            flags["run"] = {"jobs": jobs}
        if no_restore:
            flags["restore"] = {"enabled": False}
        if no_join or no_text_layer:
            flags["ingest"] = {"join_page_images": not no_join, "trust_text_layer": not no_text_layer}
        settings = load_settings(settings_file, flags)
        checks.require_programs(settings)
        with Workspace(workspace) as store, views.BatchProgress(language) as progress:
            views.log_to(store.folder)
            report = run_batch(paths, store, settings, force=force, report=progress.show)
        if as_json:
            _print_json(asdict(report))
        else:
            views.print_report(report, workspace, language)
        raise typer.Exit(report.exit_code)


def _add_list(app: typer.Typer, language: Language) -> None:
    @app.command("list", help=texts.LIST.in_language(language))
    def list_(
        workspace: Annotated[Path, _workspace_option(language)] = DEFAULT_WORKSPACE,
        facts: Annotated[bool, _option("--facts", help=texts.FACTS, language=language)] = False,
        failed: Annotated[bool, _option("--failed", help=texts.FAILED, language=language)] = False,
        contradictions: Annotated[
            bool, _option("--contradictions", help=texts.CONTRADICTIONS, language=language)
        ] = False,
        as_json: Annotated[bool, _json_option(language)] = False,
    ) -> None:
        with _existing(workspace) as store:
            if contradictions:
                _show_contradictions(store.contradictions(), language, as_json=as_json)
                return
            documents = [] if failed else store.documents()
            failures = store.failures()
            if as_json:
                _print_json(
                    {"documents": [asdict(one) for one in documents], "failures": [asdict(one) for one in failures]}
                )
                return
            views.print_list(documents, failures, language)
            for summary in documents if facts else []:
                links = _links(store, summary.id, language)
                document_view.print_facts(store.get(summary.id).document, summary.stem, links, language)


def _show_contradictions(found: list[Contradiction], language: Language, *, as_json: bool) -> None:
    if as_json:
        _print_json({"contradictions": [asdict(one) for one in found]})
    else:
        views.print_contradictions(found, language)


def _links(store: Workspace, document_id: int, language: Language) -> document_view.Links:
    names = {number: f"{name} ({number})" for number, name in store.export_names().items()}
    meant = names | {document_id: texts.THIS_DOCUMENT.in_language(language)}
    cited = tuple(None if number is None else meant.get(number) for number in store.cited(document_id))
    citing = dict.fromkeys(one.document for one in store.cited_by(document_id))
    return document_view.Links(cited, tuple(names[number] for number in citing if number in names))


def _add_show(app: typer.Typer, language: Language) -> None:
    @app.command(help=texts.SHOW.in_language(language))
    def show(
        doc: Annotated[str, typer.Argument(help=texts.DOC.in_language(language))],
        workspace: Annotated[Path, _workspace_option(language)] = DEFAULT_WORKSPACE,
        section: Annotated[str | None, _option("--section", "-s", help=texts.SECTION, language=language)] = None,
        doubtful: Annotated[bool, _option("--doubtful", help=texts.DOUBTFUL, language=language)] = False,
        as_json: Annotated[bool, _json_option(language)] = False,
    ) -> None:
        with _existing(workspace) as store:
            stored = store.get(doc)
            doubted = tuple(one for one in store.contradictions() if one.document == stored.id)
            links = replace(_links(store, stored.id, language), contradictions=doubted)
        if section is not None:
            text = _text_of(stored.document, section)
            if as_json:
                _print_json({"section": section, "text": text})
            else:
                sys.stdout.write(text + "\n")
        elif as_json:
            _print_json(stored.record)
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


def _add_search(app: typer.Typer, language: Language) -> None:
    @app.command(help=texts.SEARCH.in_language(language))
    def search(
        query: Annotated[list[str], typer.Argument(help=texts.QUERY.in_language(language))],
        workspace: Annotated[Path, _workspace_option(language)] = DEFAULT_WORKSPACE,
        limit: Annotated[int, _option("--limit", "-n", help=texts.LIMIT, language=language, min=1)] = 20,
        as_json: Annotated[bool, _json_option(language)] = False,
    ) -> None:
        with _existing(workspace) as store:
            hits = store.search(" ".join(query), limit)
        if as_json:
            _print_json([asdict(hit) for hit in hits])
        else:
            views.print_hits(hits, language)


def _add_export(app: typer.Typer, language: Language) -> None:
    @app.command("export", help=texts.EXPORT.in_language(language))
    def export_(
        out: Annotated[Path, _option("--out", "-o", help=texts.OUT_FOLDER, language=language)],
        file_format: Annotated[str, _option("--format", "-f", help=texts.FORMAT, language=language)] = "json",
        workspace: Annotated[Path, _workspace_option(language)] = DEFAULT_WORKSPACE,
    ) -> None:
        with _existing(workspace) as store:
            written = export(store, file_format, out)
        views.print_written(written, out, language)


def _add_repair(app: typer.Typer, language: Language) -> None:
    @app.command(help=texts.REPAIR.in_language(language))
    def repair(
        file: Annotated[Path | None, typer.Argument()] = None,
        out: Annotated[Path | None, _option("--out", "-o", help=texts.OUT_FILE, language=language)] = None,
        regime: Annotated[str, _option("--regime", help=texts.REGIME, language=language)] = "auto",
        words: Annotated[Path | None, _option("--words", help=texts.WORDS, language=language)] = None,
    ) -> None:
        from pipeline.encodings import decode
        from pipeline.restore import repair_text  # loads the models: only where they are needed

        flags = {"regime": regime} | ({"words": words} if words else {})
        settings: Settings = load_settings(None, {"restore": flags})
        data = sys.stdin.buffer.read() if file is None or str(file) == "-" else _read(file)
        repaired = repair_text(decode(data).text, settings.restore)
        if out is None:
            sys.stdout.write(repaired)
        else:
            _write(out, repaired)


def _add_debug(app: typer.Typer, language: Language) -> None:
    @app.command("debug-page", help=texts.DEBUG.in_language(language))
    def debug_page(
        file: Annotated[Path, typer.Argument(help=texts.DEBUG_FILE.in_language(language))],
        page: Annotated[int, typer.Argument(help=texts.DEBUG_PAGE.in_language(language))],
        out: Annotated[Path | None, _option("--out", "-o", help=texts.DEBUG_OUT, language=language)] = None,
        no_text_layer: Annotated[bool, _option("--no-text-layer", help=texts.NO_TEXT_LAYER, language=language)] = False,
        settings_file: Annotated[
            Path | None, _option("--settings", help=texts.SETTINGS_FILE, language=language)
        ] = None,
    ) -> None:
        from pipeline.cli.debug_page import write_debug_page  # loads OpenCV: only where it is needed

        flags = {"ingest": {"trust_text_layer": False}} if no_text_layer else {}
        settings = load_settings(settings_file, flags)
        checks.require_programs(settings)
        folder = out or Path("sohoa-debug") / f"{file.stem}-{page}"
        sys.stdout.write(f"{write_debug_page(file, page, folder, settings)}\n")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            Message(f"Không đọc được {file}: {error.strerror}.", f"Cannot read {file}: {error.strerror}.")
        ) from error


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise UsageError(
            Message(f"Không ghi được {file}: {error.strerror}.", f"Cannot write {file}: {error.strerror}.")
        ) from error


def _add_doctor(app: typer.Typer, language: Language) -> None:
    @app.command(help=texts.DOCTOR.in_language(language))
    def doctor(as_json: Annotated[bool, _json_option(language)] = False) -> None:
        found = checks.examine(load_settings())
        if as_json:
            _print_json([asdict(check) for check in found])
        else:
            views.print_checks(found, language)
        raise typer.Exit(checks.exit_code(found))


def _add_settings(app: typer.Typer, language: Language) -> None:
    @app.command(help=texts.SETTINGS.in_language(language))
    def settings(
        settings_file: Annotated[
            Path | None, _option("--settings", help=texts.SETTINGS_FILE, language=language)
        ] = None,
        as_json: Annotated[bool, _json_option(language)] = False,
    ) -> None:
        tree = load_settings(settings_file)
        if as_json:
            _print_json(tree.model_dump(mode="json"))
        else:
            views.print_settings(tree, language)


def _existing(folder: Path) -> Workspace:
    """Open a workspace to read from; one that is not there is not made."""
    if not folder.is_dir():
        raise UsageError(
            Message(
                f"Chưa có kho ở {folder}. Hãy nhập văn bản trước: sohoa import THƯ_MỤC --workspace {folder}",
                f"There is no workspace at {folder}. Import first: sohoa import FOLDER --workspace {folder}",
            )
        )
    return Workspace(folder)
