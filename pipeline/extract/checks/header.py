"""What the head of a document leaves open: fields that are missing or hard to read, a mark of secrecy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.extract.citations.write import write_day
from pipeline.message import Message
from pipeline.model import Header, Problem, Severity

_MISSING = (
    ("no_number", "number", "số văn bản", "the number of the document"),
    ("no_date", "date", "ngày ban hành", "the date of the document"),
    ("no_title", "title", "trích yếu (tiêu đề)", "the title of the document"),
    ("no_signer", "signer_name", "họ tên người ký", "the name of the signer"),
)


def missing_fields(header: Header) -> Iterator[Problem]:
    """Return a note for each field that a document must have and that was not found."""
    for code, field, vi, en in _MISSING:
        if getattr(header, field) is None:
            yield Problem(
                code,
                Message(
                    f"Không tìm thấy {vi}; hãy xem lại phần đầu và chữ ký.", f"Could not find {en}; check the page."
                ),
                Severity.INFO,
            )


_DOUBTFUL_BELOW = 0.85
_DOUBTED = (("number_symbol", "số, ký hiệu", "number"), ("date", "ngày ban hành", "date"))


def doubtful_fields(header: Header) -> Iterator[Problem]:
    """Return a warning for a number or date that was hard to read."""
    return (doubt for doubt, confidence in _doubts(header) if confidence < _DOUBTFUL_BELOW)


def with_sureness(problems: Iterable[Problem], header: Header) -> tuple[Problem, ...]:
    """Return `problems`, in which doubtful fields are said to be as sure as `header` says now.

    What is doubtful is judged by how it was read; what a person is told is how often such fields are right, as in all
    other places.
    """
    said = {doubt.code: doubt for doubt, _ in _doubts(header)}
    return tuple(said.get(problem.code, problem) for problem in problems)


def _doubts(header: Header) -> Iterator[tuple[Problem, float]]:
    """Yield what would be said of each field, were it doubtful, and how sure it is."""
    evidence = dict(header.evidence)
    for field, vi, en in _DOUBTED:
        found, value = evidence.get(field), getattr(header, field)
        if value is not None and found is not None:
            share = f"{found.confidence:.0%}"
            shown = write_day(value) if field == "date" else value
            message = Message(
                f"Chưa chắc đọc đúng {vi}: “{shown}” ({share}); hãy đối chiếu với ảnh.",
                f"The {en} may be misread: “{shown}” ({share}); compare it with the image.",
            )
            yield Problem(f"doubtful_{field}", message, Severity.WARNING, found.page, found.line), found.confidence


def check_secrecy(header: Header) -> Iterator[Problem]:
    """Return a warning where the document bears a mark of secrecy."""
    evidence = dict(header.evidence).get("secrecy")
    if header.secrecy and evidence:
        message = Message(
            f"Văn bản có dấu độ mật {header.secrecy}: hãy xử lý theo quy định về bảo vệ bí mật nhà nước.",
            f"The document bears the secrecy mark {header.secrecy}: handle it by the rules on state secrets.",
        )
        yield Problem("secrecy_mark", message, Severity.WARNING, evidence.page, evidence.line)
