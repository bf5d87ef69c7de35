"""The errors that the program expects, and the exit code that each gives.

::

    PipelineError              1   one or more documents failed
    ├── UsageError             2   the command or the settings are wrong
    ├── MissingProgramError    3   an outside program, language or model is missing
    ├── SourceError            4   a source cannot be read
    │   ├── EmptySourceError       no bytes, no page, no text
    │   ├── DamagedSourceError     truncated, not what its name says
    │   ├── EncryptedSourceError   a password is asked
    │   ├── UnsupportedSourceError a kind of file that is not read
    │   ├── SourceLimitError       larger than the stated bounds
    │   └── StateSecretError       bears a mark of secrecy; nothing of it is kept
    ├── OcrError               5   the OCR engine failed or ran out of time
    │   ├── WorkerDiedError        a worker process crashed (run.pool)
    │   ├── TaskTimeoutError       a page took too long (run.pool)
    │   └── MemoryLimitError       a page needs too much memory (run.worker)
    ├── IncompletePackageError 1   something is missing for a package (archive.package)
    ├── DefectError           70   an exception that nobody expected, told to a person
    └── StoreError             6   the workspace cannot be read or written
        ├── RecordError            a record cannot be read (record)
        └── ExportError            a file of an export cannot be written (export)

One more code is no error: 130, interrupted.

Each error takes one `Message`, which says what is wrong, where, and what to do; so an error survives the way
from a worker process to its parent.
"""

from __future__ import annotations

from typing import ClassVar

from pipeline.message import Message

EXIT_OK = 0
EXIT_DEFECT = 70
EXIT_INTERRUPTED = 130


class PipelineError(Exception):
    """An error that a person can understand and mend."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "failed"

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class UsageError(PipelineError):
    """The command line or the settings ask for something that cannot be."""

    exit_code = 2
    code = "usage"


class MissingProgramError(PipelineError):
    """An outside program, its language data or a model is not installed."""

    exit_code = 3
    code = "missing_program"


class SourceError(PipelineError):
    """A source file cannot be read."""

    exit_code = 4
    code = "unreadable"


class EmptySourceError(SourceError):
    """The source holds no bytes, no page or no text."""

    code = "empty"


class DamagedSourceError(SourceError):
    """The source is truncated, or is not what its name says."""

    code = "damaged"


class EncryptedSourceError(SourceError):
    """The source asks for a password."""

    code = "encrypted"


class UnsupportedSourceError(SourceError):
    """The source is of a kind that is not read."""

    code = "unsupported"


class SourceLimitError(SourceError):
    """The source is larger than the stated bounds."""

    code = "limit"


class StateSecretError(SourceError):
    """The source bears a mark of secrecy (MẬT, TỐI MẬT, TUYỆT MẬT): nothing of it may be kept here."""

    code = "secret"


class OcrError(PipelineError):
    """The OCR engine failed, or ran out of time."""

    exit_code = 5
    code = "ocr"


class DefectError(PipelineError):
    """An exception that nobody expected, told to a person; the log has the exception itself."""

    exit_code = EXIT_DEFECT
    code = "defect"


class StoreError(PipelineError):
    """The workspace cannot be read or written."""

    exit_code = 6
    code = "store"
