"""One signature in the form that PDF holds (CMS, RFC 5652): who signed what, when, and whether it holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1, "sha224": hashes.SHA224, "sha256": hashes.SHA256, "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}  # fmt: skip
_TIMESTAMP = "signature_time_stamp_token"
DAMAGED = (ValueError, TypeError, KeyError, IndexError, AttributeError, UnsupportedAlgorithm)
"""What the libraries raise on a signature that is damaged or of a kind that they do not read."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that was read. `digest_name` names the hash of the signed bytes that it must hold."""

    content: cms.SignedData
    signer: cms.SignerInfo
    certificates: tuple[asn1_x509.Certificate, ...]
    digest_name: str

    @property
    def certificate(self) -> asn1_x509.Certificate:
        """The certificate of who signed.

        Raises:
            KeyError: it is not there.
        """
        return certificate_of(self.signer, self.certificates)


def load(contents: bytes) -> Signed:
    """Return the signature in the `/Contents` of a field; zeros behind it are passed over.

    Raises:
        one of DAMAGED.
    """
    content = cms.ContentInfo.load(contents)["content"]
    signer = content["signer_infos"][0]
    certificates = tuple(one.chosen for one in content["certificates"] if one.name == "certificate")
    return Signed(content, signer, certificates, signer["digest_algorithm"]["algorithm"].native)


def certificate_of(signer: cms.SignerInfo, certificates: tuple[asn1_x509.Certificate, ...]) -> asn1_x509.Certificate:
    """Return the certificate that `signer` names.

    Raises:
        KeyError: it is not among `certificates`.
    """
    identifier = signer["sid"]
    for one in certificates:
        if identifier.name == "issuer_and_serial_number":
            named = identifier.chosen
            if named["issuer"] == one.issuer and named["serial_number"].native == one.serial_number:
                return one
        elif identifier.chosen.native == one.key_identifier:
            return one
    raise KeyError("certificate")


def holds(signed: Signed, kind: str, digest: bytes, sha1: bytes) -> bool:
    """Whether the signature is over bytes with this `digest` (`sha1` for old kinds), signed with the certificate's key.

    Raises:
        one of DAMAGED.
    """
    return _names(signed, kind, digest, sha1) and _is_signed(signed)


def _names(signed: Signed, kind: str, digest: bytes, sha1: bytes) -> bool:
    """Whether the signed attributes name the digest of the bytes."""
    inner = signed.content["encap_content_info"]["content"]
    stated = _attribute(signed.signer["signed_attrs"], "message_digest")
    if kind == "/ETSI.RFC3161":
        token = inner.parsed
        return bool(token["message_imprint"]["hashed_message"].native == digest) and _is_hash_of(signed, stated)
    if kind == "/adbe.pkcs7.sha1":
        return bool(inner.native == sha1) and _is_hash_of(signed, stated)
    return bool(stated == digest)


def imprint_name(signed: Signed, kind: str) -> str:
    """Return the name of the hash over the bytes of the file."""
    if kind == "/ETSI.RFC3161":
        token: tsp.TSTInfo = signed.content["encap_content_info"]["content"].parsed
        return str(token["message_imprint"]["hash_algorithm"]["algorithm"].native)
    return signed.digest_name


def _is_hash_of(signed: Signed, stated: object) -> bool:
    inner = bytes(signed.content["encap_content_info"]["content"])
    return stated == hashlib.new(signed.digest_name, inner).digest()


def _is_signed(signed: Signed) -> bool:
    """Whether the certificate's key signed the signed attributes."""
    key = x509.load_der_x509_certificate(signed.certificate.dump()).public_key()
    data = signed.signer["signed_attrs"].untag().dump()
    signature = signed.signer["signature"].native
    algorithm = signed.signer["signature_algorithm"]
    try:
        if isinstance(key, rsa.RSAPublicKey):
            _check_rsa(key, signature, data, algorithm, signed.digest_name)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(_HASHES[_hash_name(algorithm, signed.digest_name)]()))
        else:
            raise UnsupportedAlgorithm(type(key).__name__)
    except InvalidSignature:
        return False
    return True


def _check_rsa(
    key: rsa.RSAPublicKey, signature: bytes, data: bytes, algorithm: cms.SignedDigestAlgorithm, digest_name: str
) -> None:
    if algorithm.signature_algo == "rsassa_pss":
        settings = algorithm["parameters"]
        name = settings["hash_algorithm"]["algorithm"].native
        mask = padding.PSS(padding.MGF1(_HASHES[name]()), settings["salt_length"].native)
        key.verify(signature, data, mask, _HASHES[name]())
    else:
        key.verify(signature, data, padding.PKCS1v15(), _HASHES[_hash_name(algorithm, digest_name)]())


def _hash_name(algorithm: cms.SignedDigestAlgorithm, digest_name: str) -> str:
    try:
        return str(algorithm.hash_algo)
    except ValueError:  # "rsaEncryption" alone: the digest of the signer is meant
        return digest_name


def signing_time(signed: Signed, kind: str) -> tuple[datetime | None, bool]:
    """Return when it was signed, and whether a time stamping authority says so."""
    if kind == "/ETSI.RFC3161":
        token = signed.content["encap_content_info"]["content"].parsed
        return token["gen_time"].native, True
    stamped = _attribute(signed.signer["unsigned_attrs"], _TIMESTAMP)
    if stamped is not None:
        try:
            inner = cms.ContentInfo.load(_raw_attribute(signed.signer["unsigned_attrs"], _TIMESTAMP))["content"]
            return inner["encap_content_info"]["content"].parsed["gen_time"].native, True
        except DAMAGED:
            pass
    own = _attribute(signed.signer["signed_attrs"], "signing_time")
    return (own if isinstance(own, datetime) else None), False


def _attribute(attributes: cms.CMSAttributes, name: str) -> object:
    """Return the first value of an attribute, None where it is not there."""
    for one in attributes or ():
        if one["type"].native == name:
            return one["values"][0].native
    return None


def _raw_attribute(attributes: cms.CMSAttributes, name: str) -> bytes:
    return next(bytes(one["values"][0].dump()) for one in attributes if one["type"].native == name)


def name_of(name: asn1_x509.Name) -> str | None:
    """Return the common name of a certificate's subject or issuer, else its organisation."""
    parts = name.native
    for key in ("common_name", "organization_name"):
        value = parts.get(key)
        if value:
            return str(value[0] if isinstance(value, list) else value)
    return None
