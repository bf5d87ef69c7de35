"""The archivists' guide names only commands and options that are there, and links only to files that are there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer

from pipeline.cli.main import build_app

GUIDE = Path(__file__).parent.parent.parent / "docs" / "archivists.vi.md"
COMMANDS = typer.main.get_command(build_app("vi"))


def blocks() -> Iterator[str]:
    """Yield the lines of the code blocks."""
    for block in re.findall(r"^```\w*\n(.*?)^```", GUIDE.read_text("utf-8"), re.M | re.S):
        yield from block.splitlines()


def typed() -> tuple[str, ...]:
    """Return the commands that the reader is told to type: `$ sohoa ...`, and those named in the text."""
    lines = [line.removeprefix("$ ") for line in blocks() if line.startswith("$ sohoa")]
    return (*lines, *re.findall(r"`(sohoa [a-z][^`\n]*)`", GUIDE.read_text("utf-8")))


def faults(line: str) -> list[str]:
    """Return what of a command line is not there."""
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = COMMANDS  # type: ignore[assignment]  # typer has a copy of click's classes
    path = "sohoa"
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        path = f"{path} {words[0]}"
        if words[0] not in command.commands:
            return [path]
        command = command.commands[words.pop(0)]
    known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    named = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    return [f"{path} {name}" for name in named if name not in known]


def test_the_guide_shows_the_way() -> None:
    assert len(typed()) > 30


@pytest.mark.parametrize("line", sorted(set(typed())))
def test_each_command_and_option_is_there(line: str) -> None:
    assert faults(line) == []


@pytest.mark.parametrize("line", ["sohoa nhap quet", "sohoa import quet --kho kho", "sohoa sample kiem 1"])
def test_what_is_not_there_is_found(line: str) -> None:
    assert faults(line) != []


def test_links_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", GUIDE.read_text("utf-8"))
    assert [link for link in links if not (GUIDE.parent / link).exists()] == []


def test_dates_are_written_as_people_write_them() -> None:
    assert not re.findall(r"\b\d{4}-\d{2}-\d{2}\b", GUIDE.read_text("utf-8"))
