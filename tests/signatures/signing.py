"""Signs PDFs with certificates of our own making."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from pikepdf import Array, Dictionary, Name

_ROOM = 8192
_PLACE = 9_999_999_999
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Identity:
    key: Key
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@lru_cache
def identity(name: str, issuer: str | None = None, kind: str = "rsa") -> Identity:
    """Return a key with a certificate for `name`, certified by `issuer` (itself, if None)."""
    key: Key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    above = identity(issuer) if issuer else None
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer or name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .sign(above.key if above else key, hashes.SHA256())
    )
    return Identity(key, certificate)


def signed(data: bytes, by: Identity, field: str = "ChuKy1") -> bytes:
    """Return the PDF `data` with a signature field, signed over the whole file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        value = Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/adbe.pkcs7.detached"),
            ByteRange=Array([0, _PLACE, _PLACE, _PLACE]),
            Contents=pikepdf.String(bytes(_ROOM)),
            M=pikepdf.String("D:20250117085609+07'00'"),
            Reason=pikepdf.String("Phát hành"),
        )
        widget = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=pikepdf.String(field),
            Rect=Array([0, 0, 0, 0]),
            F=132,
            V=pdf.make_indirect(value),
            P=pdf.pages[0].obj,
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(widget)])
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]), SigFlags=3)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return _filled(out.getvalue(), by)


def _filled(data: bytes, by: Identity) -> bytes:
    place = re.search(rb"<(?:00){%d}>" % _ROOM, data)
    assert place
    start, end = place.span()
    ranges = b"[ 0 %d %d %d ]" % (start, end, len(data) - end)
    data = re.sub(
        rb"\[\s*0\s+%d\s+%d\s+%d\s*\]" % (_PLACE, _PLACE, _PLACE), lambda match: ranges.ljust(len(match.group())), data
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data[:start] + data[end:])
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    contents = builder.add_signer(by.certificate, by.key, hashes.SHA256()).sign(serialization.Encoding.DER, options)
    return data[: start + 1] + contents.hex().encode().ljust(2 * _ROOM, b"0") + data[end - 1 :]
