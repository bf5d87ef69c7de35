"""Whether a PDF bears a digital signature: any change of its bytes would break it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

_SIGNATURES_EXIST = 1  # a bit of SigFlags


def is_signed(files: Sequence[Path]) -> bool:
    """Say whether a lone file is a PDF with a digital signature."""
    if len(files) != 1 or files[0].suffix.lower() != ".pdf":
        return False
    try:
        with pikepdf.open(files[0]) as pdf:
            return bears_signature(pdf)
    except pikepdf.PdfError:
        return False


def bears_signature(pdf: pikepdf.Pdf) -> bool:
    """Say whether an open PDF bears a digital signature."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    flags = form.get("/SigFlags", 0)
    return isinstance(flags, int) and bool(flags & _SIGNATURES_EXIST)
