"""The commands of `sohoa`: a module each, with a function `add(app, language)`."""

from collections.abc import Callable

import typer

from pipeline.cli.commands import (
    backup,
    check_holdings,
    check_package,
    check_pdf,
    check_signature,
    correct,
    corrections,
    debug_page,
    decide,
    doctor,
    dossiers,
    export,
    gaps,
    import_files,
    like,
    list_documents,
    package,
    refresh,
    repair,
    retry,
    review,
    sample,
    search,
    settings,
    show,
    undo,
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
    review.add,
    correct.add,
    decide.add,
    undo.add,
    like.add,
    corrections.add,
    sample.add,
    export.add,
    dossiers.add,
    check_holdings.add,
    gaps.add,
    package.add,
    check_package.add,
    check_pdf.add,
    check_signature.add,
    repair.add,
    debug_page.add,
    verify.add,
    backup.add,
    doctor.add,
    settings.add,
)
"""In the order in which the help lists them."""

__all__ = ["COMMANDS"]
