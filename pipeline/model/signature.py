"""Digital signatures of a file, as they were found to be when it was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SignatureState(StrEnum):
    """Whether what was signed is what is there."""

    INTACT = "intact"
    """The signed bytes are unchanged, and the certificate's key signed them."""
    BROKEN = "broken"
    """The signed bytes were changed, or another key signed them."""
    UNREADABLE = "unreadable"
    """The signature is damaged, or of a kind that is not read: nothing can be said."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One digital signature of a PDF.

    `signer` and `issuer` are the names in the certificate: of who signed, and of who certified it. `signed_at` is ISO
    8601; `is_timestamped` where a time stamping authority says so, else the signer's own clock. `covers_file` where
    nothing was added behind the signed bytes. `is_trusted` is None where the chain of certificates was not checked.
    """

    field: str
    state: SignatureState
    signer: str | None = None
    issuer: str | None = None
    signed_at: str | None = None
    is_timestamped: bool = False
    covers_file: bool = False
    is_trusted: bool | None = None
    reason: str | None = None
