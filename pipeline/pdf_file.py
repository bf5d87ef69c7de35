"""A PDF that is opened to be looked into: what cannot be opened is told in one way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from pipeline.errors import DamagedSourceError, EncryptedSourceError
from pipeline.message import Message


@contextmanager
def opened_pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    """Open the PDF at `path` for the body; what pikepdf raises in the body is told, too.

    Raises:
        EncryptedSourceError: a password is asked.
        DamagedSourceError: it is no PDF, or is damaged.
    """
    try:
        with pikepdf.open(path) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise EncryptedSourceError(
            Message(f"{path.name}: PDF có mật khẩu.", f"{path.name}: the PDF has a password.")
        ) from error
    except (pikepdf.PdfError, OSError) as error:
        raise DamagedSourceError(
            Message(f"{path.name}: không phải PDF đọc được.", f"{path.name}: this is no PDF that can be read.")
        ) from error
