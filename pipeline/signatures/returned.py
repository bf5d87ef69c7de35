"""A signed file that comes back: does it hold the pages that were sent out?"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pikepdf
from cryptography import x509

from pipeline.model import Signature, SignatureState
from pipeline.pdf_file import opened_pdf
from pipeline.signatures.check import check_signatures

_CODED = frozenset({"/Length", "/Filter", "/DecodeParms"})
_ENCODED_IMAGES = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Returned:
    """How a returned file stands to the one that was sent.

    `differing` are the pages (from 1) whose content or images are not the same, or that only one of them has;
    `begins_alike` where the returned file begins with all bytes of the sent one.
    """

    signatures: tuple[Signature, ...]
    differing: tuple[int, ...]
    begins_alike: bool

    @property
    def is_good(self) -> bool:
        """Whether the pages are the same, and signatures are there and intact, the last one over the whole file."""
        signed = self.signatures
        intact = all(one.state is SignatureState.INTACT and one.is_trusted is not False for one in signed)
        return not self.differing and bool(signed) and intact and any(one.covers_file for one in signed)


def check_returned(returned: Path, sent: Path, trusted: Sequence[x509.Certificate] | None = None) -> Returned:
    """Compare a signed file that came back with the file that was sent out.

    Raises:
        DamagedSourceError: one of them is no PDF.
        EncryptedSourceError: one of them asks for a password.
    """
    pairs = zip_longest(page_digests(returned), page_digests(sent))
    differing = tuple(number for number, (one, other) in enumerate(pairs, start=1) if one != other)
    return Returned(check_signatures(returned, trusted), differing, _begins_alike(returned, sent))


def page_digests(path: Path) -> list[str]:
    """Return a digest of what each page of a PDF shows: its content, fonts and images, not its annotations.

    Raises:
        DamagedSourceError: it is no PDF.
        EncryptedSourceError: it asks for a password.
    """
    with opened_pdf(path) as pdf:
        return [_digest_of_page(page) for page in pdf.pages]


def _digest_of_page(page: pikepdf.Page) -> str:
    digest = hashlib.sha256()
    for key, value in (
        ("/MediaBox", page.mediabox),
        ("/CropBox", page.cropbox),
        ("/Rotate", page.obj.get("/Rotate", 0)),
        ("/Resources", page.resources),
    ):
        digest.update(key.encode())
        _feed(digest, value, _DEPTH)
    contents = page.obj.get("/Contents")
    for part in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if isinstance(part, pikepdf.Stream):
            digest.update(part.read_bytes().strip() + b"\n")
    return digest.hexdigest()


def _feed(digest: Any, value: object, depth: int) -> None:  # noqa: ANN401 - hashlib's objects have no public type
    """Put a value of a PDF, with all that it refers to, into a digest: keys in order, streams by what they hold."""
    if depth == 0:
        return
    if isinstance(value, pikepdf.Stream):
        _feed_entries(digest, value, depth, _CODED)
        digest.update(hashlib.sha256(_held(value)).digest())
    elif isinstance(value, pikepdf.Dictionary):
        _feed_entries(digest, value, depth, frozenset({"/Parent"}))
    elif isinstance(value, pikepdf.Array):
        digest.update(b"[")
        for one in value:
            _feed(digest, one, depth - 1)
        digest.update(b"]")
    elif isinstance(value, pikepdf.Object):
        digest.update(value.unparse())
    else:
        digest.update(str(value).encode() + b" ")


def _feed_entries(digest: Any, value: pikepdf.Object, depth: int, without: frozenset[str]) -> None:  # noqa: ANN401
    digest.update(b"<<")
    for key in sorted(set(value.keys()) - without):
        digest.update(key.encode())
        _feed(digest, value.get(key), depth - 1)
    digest.update(b">>")


def _held(stream: pikepdf.Stream) -> bytes:
    """Return the encoded bytes of an image, else what the stream decodes to: tools compress anew, but no images."""
    found = stream.get("/Filter")
    names = {str(one) for one in (found if isinstance(found, pikepdf.Array) else [found])}
    if names & _ENCODED_IMAGES:
        return stream.read_raw_bytes()
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def _begins_alike(returned: Path, sent: Path) -> bool:
    with returned.open("rb") as one, sent.open("rb") as other:
        while chunk := other.read(1 << 20):
            if one.read(len(chunk)) != chunk:
                return False
    return True
