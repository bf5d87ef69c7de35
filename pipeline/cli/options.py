"""What the commands share: options that mean the same everywhere, the workspace to read, JSON to standard output."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import Any

import typer

from pipeline.cli import review_texts, texts
from pipeline.errors import UsageError
from pipeline.message import Language, Message
from pipeline.settings import Settings, load_settings
from pipeline.store import Workspace

DEFAULT_WORKSPACE = Path("sohoa-workspace")


def option(*names: str, help: Message, language: Language, **more: Any) -> Any:
    """Return an option with its help in `language`."""
    return typer.Option(*names, help=help.in_language(language), **more)


def workspace_option(language: Language) -> Any:
    """Return the option that names the workspace."""
    return option("--workspace", "-w", help=texts.WORKSPACE, language=language, envvar="SOHOA_WORKSPACE")


def json_option(language: Language) -> Any:
    """Return the option that asks for JSON."""
    return option("--json", help=texts.JSON, language=language)


def who_option(language: Language) -> Any:
    """Return the option that names who does something."""
    return option("--who", help=review_texts.WHO, language=language, envvar="SOHOA_WHO")


def whoever(who: str | None) -> str:
    """Return who does something: as named, else the user of this machine."""
    return who or getpass.getuser()


def print_json(data: Any) -> None:
    """Write `data` to standard output as JSON."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def existing_workspace(folder: Path) -> Workspace:
    """Open a workspace to read from; one that is not there is not made."""
    if not folder.is_dir():
        raise UsageError(
            Message(
                f"Chưa có kho ở {folder}. Hãy nhập văn bản trước: sohoa import THƯ_MỤC --workspace {folder}",
                f"There is no workspace at {folder}. Import first: sohoa import FOLDER --workspace {folder}",
            )
        )
    return opened_workspace(folder, load_settings())


def opened_workspace(folder: Path, settings: Settings) -> Workspace:
    """Open a workspace, and make one where there is none; on a network share only where the settings allow it."""
    return Workspace(folder, allow_network=settings.store.allow_network)
