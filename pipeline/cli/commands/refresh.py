"""`sohoa refresh`: what an older program made is made again, stage by stage."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli import batch_texts, batch_view, texts
from pipeline.cli import doctor as checks
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    workspace_option,
)
from pipeline.message import Language
from pipeline.settings import load_settings


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command(help=batch_texts.REFRESH.in_language(language))
    def refresh(
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        everything: Annotated[bool, option("--all", help=batch_texts.REFRESH_ALL, language=language)] = False,
        no_read: Annotated[bool, option("--no-read", help=batch_texts.NO_READ, language=language)] = False,
        jobs: Annotated[int, option("--jobs", "-j", help=texts.JOBS, language=language, min=0)] = 0,
        settings_file: Annotated[Path | None, option("--settings", help=texts.SETTINGS_FILE, language=language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        from pipeline.run import refresh_batch  # loads OpenCV: only where it is needed

        flags: dict[str, Any] = {"language": language, **({"run": {"jobs": jobs}} if jobs else {})}
        settings = load_settings(settings_file, flags)
        checks.require_programs(settings)
        with existing_workspace(workspace) as store, batch_view.BatchProgress(language) as progress:
            batch_view.log_to(store.folder)
            report = refresh_batch(store, settings, everything=everything, read=not no_read, report=progress.show)
        if as_json:
            print_json(asdict(report))
        else:
            batch_view.print_report(report, workspace, language)
        raise typer.Exit(report.exit_code)
