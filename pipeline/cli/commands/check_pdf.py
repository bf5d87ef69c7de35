"""`sohoa check-pdf`: which clauses of ISO 19005-2 a PDF breaks."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import pdf_texts as texts
from pipeline.cli.options import json_option, print_json
from pipeline.export.pdfa import CLAUSES, Fault, check_pdf
from pipeline.message import Language


def add(app: typer.Typer, language: Language) -> None:
    """Add the command to `app`, its help in `language`."""

    @app.command("check-pdf", help=texts.CHECK_PDF.in_language(language))
    def check(
        files: Annotated[list[Path], typer.Argument(help=texts.PDF_FILES.in_language(language))],
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        found = {file: check_pdf(file) for file in files}
        if as_json:
            print_json(
                [{"file": str(file), "faults": [asdict(one) for one in faults]} for file, faults in found.items()]
            )
        else:
            for file, faults in found.items():
                sys.stdout.write("\n".join(_told(file, faults, language)) + "\n")
        raise typer.Exit(1 if any(found.values()) else 0)


def _told(file: Path, faults: tuple[Fault, ...], language: Language) -> list[str]:
    said = (texts.FAULTS if faults else texts.NO_FAULT).in_language(language)
    lines = [said.format(name=file.name, count=len(faults) or len(CLAUSES))]
    for one in faults:
        about = CLAUSES[one.clause].in_language(language) if one.clause in CLAUSES else ""
        where = texts.PAGE.in_language(language).format(page=one.page) if one.page else ""
        doubt = texts.OPEN.in_language(language) if one.is_open else ""
        beside = ", ".join(part for part in (about, where, doubt) if part)
        lines.append(f"  {one.clause} ({beside}): {one.message.in_language(language)}")
    return lines
