from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline import extract
from pipeline.archive.package import IncompletePackageError  # noqa: F401
from pipeline.errors import EXIT_DEFECT, EXIT_INTERRUPTED, PipelineError
from pipeline.export import ExportError  # noqa: F401 - every module that defines an error is loaded
from pipeline.message import Message
from pipeline.process import JUDGED
from pipeline.review.placing import COLLIDES, LOST
from pipeline.run.pool import TaskTimeoutError, WorkerDiedError
from pipeline.run.worker import MemoryLimitError
from pipeline.store import Workspace  # noqa: F401

DOCS = (Path(__file__).parent.parent / "docs" / "errors.md").read_text("utf-8")


def tree(kind: type[PipelineError]) -> Iterator[type[PipelineError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from tree(below)


@pytest.mark.parametrize("kind", [*tree(PipelineError), WorkerDiedError, TaskTimeoutError, MemoryLimitError])
def test_every_error_crosses_process_borders_and_is_documented(kind: type[PipelineError]) -> None:
    error = pickle.loads(pickle.dumps(kind(Message("hỏng", "broken"))))  # noqa: S301 - our own bytes
    assert type(error) is kind
    assert error.message.en == "broken"
    assert f"| `{kind.__name__}` | {kind.exit_code} | `{kind.code}` |" in DOCS


@pytest.mark.parametrize("code", [0, EXIT_DEFECT, EXIT_INTERRUPTED])
def test_the_other_exit_codes_are_documented(code: int) -> None:
    assert f"| {code} |" in DOCS


def test_the_docs_name_every_problem() -> None:
    sources = (path.read_text("utf-8") for path in Path(pipeline.__file__).parent.rglob("*.py"))
    written = {code for source in sources for code in re.findall(r'\bProblem\(\s*"([a-z_]+)"', source)}
    assert {"blank_page", "signature"} <= written
    codes = written | extract.CODES | JUDGED | {COLLIDES, LOST}
    assert [code for code in sorted(codes) if f"`{code}`" not in DOCS] == []
