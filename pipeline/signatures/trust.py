"""Whether a certificate leads to one that is trusted. Without trusted certificates nothing is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from pipeline.errors import UsageError
from pipeline.message import Message

_LONGEST = 8


def load_trusted(files: Sequence[Path]) -> tuple[x509.Certificate, ...]:
    """Return the certificates in `files` (PEM or DER).

    Raises:
        UsageError: a file cannot be read or holds no certificate.
    """
    found: list[x509.Certificate] = []
    for file in files:
        try:
            data = file.read_bytes()
            found += (
                x509.load_pem_x509_certificates(data)
                if b"-----BEGIN" in data
                else [x509.load_der_x509_certificate(data)]
            )
        except (OSError, ValueError) as error:
            raise UsageError(
                Message(f"{file}: không phải chứng thư đọc được.", f"{file}: no certificate can be read from it.")
            ) from error
    return tuple(found)


def is_trusted(certificate: bytes, others: Sequence[bytes], trusted: Sequence[x509.Certificate], at: datetime) -> bool:
    """Whether `certificate` (DER) leads over `others` to one of `trusted`, all valid `at` that time.

    Revocation is not looked at: that needs the network.
    """
    current = x509.load_der_x509_certificate(certificate)
    known = [x509.load_der_x509_certificate(one) for one in others]
    for _ in range(_LONGEST):
        if not current.not_valid_before_utc <= at <= current.not_valid_after_utc:
            return False
        if current in trusted or any(_issued(current, root) and _is_valid(root, at) for root in trusted):
            return True
        issuers = [one for one in known if one != current and _issued(current, one) and _may_issue(one)]
        if not issuers:
            return False
        current = issuers[0]
    return False


def _is_valid(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _may_issue(certificate: x509.Certificate) -> bool:
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False
