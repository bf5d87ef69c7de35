"""Digital signatures in words."""

from __future__ import annotations

from datetime import datetime

from pipeline.message import Language, Message
from pipeline.model import Problem, Signature, SignatureState

_STATE = {
    SignatureState.INTACT: Message("nguyên vẹn", "intact"),
    SignatureState.BROKEN: Message(
        "KHÔNG còn nguyên vẹn: nội dung đã bị đổi", "NOT intact: what was signed was changed"
    ),
    SignatureState.UNREADABLE: Message("không đọc được chữ ký", "the signature cannot be read"),
}
_TRUST = {
    None: Message("chưa kiểm tra được chuỗi tin cậy", "chain of trust not checked"),
    True: Message("chứng thư được tin cậy (chưa xét thu hồi)", "certificate trusted (revocation not checked)"),
    False: Message("chứng thư KHÔNG thuộc chuỗi tin cậy đã cho", "certificate NOT in the given chain of trust"),
}


def told(signature: Signature) -> Message:
    """Return one sentence: who signed, when, whether it holds, what it covers."""
    return Message(_sentence(signature, "vi"), _sentence(signature, "en"))


def problems_of(signatures: tuple[Signature, ...]) -> tuple[Problem, ...]:
    """Return a warning for each signature that does not hold."""
    return tuple(
        Problem(
            "signature",
            Message(f"Chữ ký số: {told(one).vi}.", f"Digital signature: {told(one).en}."),
            page=1,
        )
        for one in signatures
        if one.state is not SignatureState.INTACT
    )


def _sentence(signature: Signature, language: Language) -> str:
    who = signature.signer or signature.field or "?"
    parts = [who + (f" ({_shown(signature.signed_at)})" if signature.signed_at else "")]
    parts.append(_STATE[signature.state].in_language(language))
    if signature.state is SignatureState.INTACT:
        covers = (
            Message("phủ toàn tệp", "covers the whole file")
            if signature.covers_file
            else Message("tệp được ghi thêm sau khi ký", "the file was added to after signing")
        )
        parts.append(covers.in_language(language))
        parts.append(_TRUST[signature.is_trusted].in_language(language))
    return "; ".join(parts)


def _shown(moment: str) -> str:
    """Return a moment as a person reads it.

    >>> _shown("2025-01-17T08:56:09+07:00")
    '17/01/2025 08:56:09 +07:00'
    """
    found = datetime.fromisoformat(moment)
    zone = found.strftime("%z")
    return f"{found:%d/%m/%Y %H:%M:%S}" + (f" {zone[:3]}:{zone[3:5]}" if zone else "")
