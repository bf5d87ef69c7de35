"""The commands of `sohoa`: a module each, with a function `add(app, language)`."""

from collections.abc import Callable

import typer

from pipeline.cli.commands import (
    debug_page,
    doctor,
    export,
    import_files,
    list_documents,
    repair,
    search,
    settings,
    show,
)
from pipeline.message import Language

COMMANDS: tuple[Callable[[typer.Typer, Language], None], ...] = (
    import_files.add,
    list_documents.add,
    show.add,
    search.add,
    export.add,
    repair.add,
    debug_page.add,
    doctor.add,
    settings.add,
)
"""In the order in which the help lists them."""

__all__ = ["COMMANDS"]
