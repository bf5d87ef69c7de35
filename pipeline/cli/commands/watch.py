"""`sohoa watch`: what appears in a folder is imported."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

import signal
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer
from rich.console import Console

from pipeline.cli import batch_texts, batch_view, texts, views
from pipeline.cli import doctor as checks
from pipeline.cli.options import DEFAULT_WORKSPACE, opened_workspace, option, workspace_option
from pipeline.errors import EXIT_INTERRUPTED, EXIT_OK, PipelineError, UsageError
from pipeline.message import Language, Message
from pipeline.run.outcome import BatchReport
from pipeline.settings import Settings, load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=batch_texts.WATCH.in_language(language))
    def watch(
        folder: Annotated[Path, typer.Argument(help=batch_texts.WATCHED.in_language(language))],
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        once: Annotated[bool, option("--once", help=batch_texts.ONCE, language=language)] = False,
        jobs: Annotated[int, option("--jobs", "-j", help=texts.JOBS, language=language, min=0)] = 0,
        settings_file: Annotated[Path | None, option("--settings", help=texts.SETTINGS_FILE, language=language)] = None,
    ) -> None:
        flags: dict[str, Any] = {"language": language, **({"run": {"jobs": jobs}} if jobs else {})}
        settings = load_settings(settings_file, flags)
        checks.require_programs(settings)
        if not folder.is_dir():
            raise UsageError(Message(f"Không có thư mục {folder}.", f"There is no folder {folder}."))
        raise typer.Exit(_watch(folder, workspace, settings, language, once=once))


def _watch(folder: Path, workspace: Path, settings: Settings, language: Language, *, once: bool) -> int:
    """Watch until Ctrl-C; return the exit code: 0 while nothing was being read, 130 in the middle of a batch.

    With `once` it is the highest of the batches.
    """
    from pipeline.run import FolderWatch, run_batch, watch_folder  # loads OpenCV: only where it is needed

    is_reading = False
    code = EXIT_OK

    def take(ready: Mapping[Path, str]) -> BatchReport:
        nonlocal is_reading
        is_reading = True
        with batch_view.BatchProgress(language) as progress:
            report = run_batch(list(ready), store, settings, report=progress.show, names=ready)
        is_reading = False
        return report

    said = Console(stderr=True, soft_wrap=True)
    if not once:
        words = batch_texts.WATCHING.in_language(language)
        said.print(words.format(folder=folder.resolve(), workspace=workspace.resolve()))
    signal.signal(signal.SIGTERM, _as_interrupt)
    looking = FolderWatch(folder, settings.run.settle_seconds)
    try:
        with opened_workspace(workspace, settings) as store:
            batch_view.log_to(store.folder)
            pause = settings.run.watch_seconds
            for found in watch_folder(looking, take, lambda: time.sleep(pause), once=once):
                is_reading = False
                if isinstance(found, PipelineError):
                    said.print(views.error_text(found.message, language))
                else:
                    code = max(code, found.exit_code)
                    batch_view.print_report(found, workspace, language)
    except KeyboardInterrupt:
        if is_reading:
            return EXIT_INTERRUPTED
        said.print(batch_texts.WATCH_ENDED.in_language(language))
        return EXIT_OK
    return code


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
