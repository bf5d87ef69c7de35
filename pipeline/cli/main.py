"""The command `sohoa`: the only exit codes. The commands are in `pipeline.cli.commands`.

Results go to standard output, words to standard error.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import typer
from rich.console import Console

from pipeline.cli import texts, views
from pipeline.cli.commands import COMMANDS
from pipeline.errors import EXIT_DEFECT, EXIT_INTERRUPTED, EXIT_OK, PipelineError, UsageError
from pipeline.message import Language, Message


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
    for add in COMMANDS:
        add(app, language)
    return app
