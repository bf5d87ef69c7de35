"""Checks the digital signatures of a PDF."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509

from pipeline.model import Signature, SignatureState
from pipeline.signatures import cms
from pipeline.signatures.fields import SignedRange, feed, signed_ranges
from pipeline.signatures.trust import is_trusted

_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?")


def check_signatures(path: Path, trusted: Sequence[x509.Certificate] | None = None) -> tuple[Signature, ...]:
    """Return the digital signatures of the PDF at `path`, each checked against the bytes of the file.

    The chain of certificates is looked at only where `trusted` ones are given; revocation never is: it needs the
    network.
    A file that is no PDF has none.
    """
    size = path.stat().st_size
    return tuple(_checked(path, size, one, trusted) for one in signed_ranges(path))


def _checked(path: Path, size: int, found: SignedRange, trusted: Sequence[x509.Certificate] | None) -> Signature:
    stated = iso_of(found.stated_at)
    unread = Signature(found.field, SignatureState.UNREADABLE, signed_at=stated, reason=found.reason)
    try:
        signed = cms.load(found.contents)
        certificate = signed.certificate
        time, stamped = cms.signing_time(signed, found.kind)
        state = _state(path, size, found, signed)
        chain = None
        if trusted is not None:
            others = [one.dump() for one in signed.certificates]
            chain = is_trusted(certificate.dump(), others, trusted, time or datetime.now(UTC))
        return Signature(
            field=found.field,
            state=state,
            signer=cms.name_of(certificate.subject),
            issuer=cms.name_of(certificate.issuer),
            signed_at=time.isoformat() if time else stated,
            is_timestamped=stamped,
            covers_file=found.covers(size),
            is_trusted=chain,
            reason=found.reason,
        )
    except cms.DAMAGED:
        return unread


def _state(path: Path, size: int, found: SignedRange, signed: cms.Signed) -> SignatureState:
    if not found.is_sound(size):
        return SignatureState.BROKEN
    digest, sha1 = hashlib.new(cms.imprint_name(signed, found.kind)), hashlib.sha1(usedforsecurity=False)

    def take(chunk: bytes) -> None:
        digest.update(chunk)
        sha1.update(chunk)

    feed(path, found.ranges, take)
    is_held = cms.holds(signed, found.kind, digest.digest(), sha1.digest())
    return SignatureState.INTACT if is_held else SignatureState.BROKEN


def iso_of(stated: str | None) -> str | None:
    """Return a date as PDF writes it in ISO 8601, None where it is none.

    >>> iso_of("D:20250117085609+07'00'")
    '2025-01-17T08:56:09+07:00'
    """
    match = _PDF_DATE.match(stated or "")
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    sign, hours, minutes = match.group(7), match.group(8), match.group(9)
    shift = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone(shift)).isoformat()
    except ValueError:
        return None
