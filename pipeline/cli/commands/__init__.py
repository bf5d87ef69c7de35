"""The commands of `sohoa`: a module each, with a function `add(app, language)`."""

from collections.abc import Callable

import typer

from pipeline.cli.commands import (
    backup,
    check_holdings,
    check_package,
    debug_page,
    doctor,
    dossiers,
    export,
    gaps,
    import_files,
    list_documents,
    package,
    refresh,
    repair,
    retry,
    search,
    settings,
    show,
    verify,
    watch,
)
from pipeline.message import Language

COMMANDS: tuple[Callable[[typer.Typer, Language], None], ...] = (
    import_files.add,
    watch.add,
    retry.add,
    refresh.add,
    list_documents.add,
    show.add,
    search.add,
    export.add,
    dossiers.add,
    check_holdings.add,
    gaps.add,
    package.add,
    check_package.add,
    repair.add,
    debug_page.add,
    verify.add,
    backup.add,
    doctor.add,
    settings.add,
)
"""In the order in which the help lists them."""

__all__ = ["COMMANDS"]
