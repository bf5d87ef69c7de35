"""`sohoa import`: files and folders into a workspace."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli import batch_view, texts
from pipeline.cli import doctor as checks
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    json_option,
    opened_workspace,
    option,
    print_json,
    workspace_option,
)
from pipeline.message import Language
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command("import", help=texts.IMPORT.in_language(language))
    def import_(
        paths: Annotated[list[Path], typer.Argument(help=texts.PATHS.in_language(language))],
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        jobs: Annotated[int, option("--jobs", "-j", help=texts.JOBS, language=language, min=0)] = 0,
        force: Annotated[bool, option("--force", help=texts.FORCE, language=language)] = False,
        no_restore: Annotated[bool, option("--no-restore", help=texts.NO_RESTORE, language=language)] = False,
        no_join: Annotated[bool, option("--no-join", help=texts.NO_JOIN, language=language)] = False,
        no_text_layer: Annotated[bool, option("--no-text-layer", help=texts.NO_TEXT_LAYER, language=language)] = False,
        settings_file: Annotated[Path | None, option("--settings", help=texts.SETTINGS_FILE, language=language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
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
        with opened_workspace(workspace, settings) as store, batch_view.BatchProgress(language) as progress:
            batch_view.log_to(store.folder)
            report = run_batch(paths, store, settings, force=force, report=progress.show)
        if as_json:
            print_json(asdict(report))
        else:
            batch_view.print_report(report, workspace, language)
        raise typer.Exit(report.exit_code)
