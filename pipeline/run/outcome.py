"""What became of each file of a batch, and how far a batch is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.errors import EXIT_OK, PipelineError, SourceError
from pipeline.message import Message


class FileStatus(StrEnum):
    """What became of one file."""

    IMPORTED = "imported"
    PARTIAL = "partial"
    KNOWN = "known"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One row of the final table. `code` is the stable code of the failure or reason, `message` is for reading."""

    name: str
    status: FileStatus
    pages: int = 0
    documents: int = 0
    seconds: float = 0.0
    code: str = ""
    message: Message | None = None
    exit_code: int = EXIT_OK


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is. `seconds` since it began; `pages_total` grows as files are opened (`files_opened`).

    `jobs` is how many worker processes share the work.
    """

    files_done: int
    files_total: int
    pages_done: int
    pages_total: int
    failed: int
    seconds: float
    current: str = ""
    files_opened: int = 0
    jobs: int = 1

    @property
    def pages_per_second(self) -> float:
        """Pages read per second so far."""
        return self.pages_done / self.seconds if self.seconds > 0 else 0.0

    @property
    def pages_per_second_and_core(self) -> float:
        """Pages that each worker process read per second so far."""
        return self.pages_per_second / max(1, self.jobs)

    @property
    def pages_expected(self) -> float:
        """Pages of the whole batch: those of the files that were opened, and as many on average for each other."""
        if not self.files_opened:
            return 0.0
        return self.pages_total * max(1.0, self.files_total / self.files_opened)

    @property
    def seconds_left(self) -> float | None:
        """How long it will still take at this speed; None where nothing tells yet."""
        if not self.pages_done:
            return None
        return max(0.0, self.pages_expected - self.pages_done) / self.pages_per_second


@dataclass(frozen=True, slots=True)
class BatchReport:
    """The outcomes of a batch, in the order of the files.

    `outdated` counts documents, known before, that an older program or other settings made (`sohoa refresh`). `log`
    is the file that has a line for each page and file.
    """

    outcomes: tuple[FileOutcome, ...]
    seconds: float
    outdated: int = 0
    log: str = ""

    @property
    def exit_code(self) -> int:
        """0 when all files are in, the failure's own code for a lone unreadable file, else 1."""
        failed = [outcome for outcome in self.outcomes if outcome.status is FileStatus.FAILED]
        if not failed:
            return EXIT_OK
        lone = len([outcome for outcome in self.outcomes if outcome.status is not FileStatus.SKIPPED]) == 1
        if lone and failed[0].exit_code == SourceError.exit_code:
            return SourceError.exit_code
        return PipelineError.exit_code
