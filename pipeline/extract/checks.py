"""What a person should look at: fields that are missing, dates that cannot be, a basis younger than its document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.header.number import iso_date
from pipeline.extract.vocabulary import flat
from pipeline.message import Message
from pipeline.model import Header, Problem, Reference, Severity
from pipeline.reading import Reading

_MISSING = (
    ("no_number", "number", "số văn bản", "the number of the document"),
    ("no_date", "date", "ngày ban hành", "the date of the document"),
    ("no_title", "title", "trích yếu (tiêu đề)", "the title of the document"),
    ("no_signer", "signer_name", "họ tên người ký", "the name of the signer"),
)


def check(reading: Reading, header: Header, references: Sequence[Reference]) -> tuple[Problem, ...]:
    """Return the problems of a document, in a fixed order."""
    return (
        *_missing(header),
        *_doubtful(header),
        *check_secrecy(header),
        *_impossible_dates(reading),
        *_late_basis(reading, header, references),
    )


def _missing(header: Header) -> Iterator[Problem]:
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


def _doubtful(header: Header) -> Iterator[Problem]:
    evidence = dict(header.evidence)
    for field, vi, en in _DOUBTED:
        found, value = evidence.get(field), getattr(header, field)
        if value is not None and found is not None and found.confidence < _DOUBTFUL_BELOW:
            share = f"{found.confidence:.0%}"
            message = Message(
                f"Chưa chắc đọc đúng {vi}: “{value}” ({share}); hãy đối chiếu với ảnh.",
                f"The {en} may be misread: “{value}” ({share}); compare it with the image.",
            )
            yield Problem(f"doubtful_{field}", message, Severity.WARNING, found.page, found.line)


def check_secrecy(header: Header) -> Iterator[Problem]:
    """Return a warning where the document bears a mark of secrecy."""
    evidence = dict(header.evidence).get("secrecy")
    if header.secrecy and evidence:
        message = Message(
            f"Văn bản có dấu độ mật {header.secrecy}: hãy xử lý theo quy định về bảo vệ bí mật nhà nước.",
            f"The document bears the secrecy mark {header.secrecy}: handle it by the rules on state secrets.",
        )
        yield Problem("secrecy_mark", message, Severity.WARNING, evidence.page, evidence.line)


_DATES = re.compile(
    r"\bngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})(?!\d)|(?<![\d/.])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])"
)


def _impossible_dates(reading: Reading) -> Iterator[Problem]:
    for match in _DATES.finditer(flat(reading.text)):
        day, month, year = (int(part) for part in match.groups() if part is not None)
        if iso_date(year, month, day) is None:
            printed = " ".join(reading.text[match.start() : match.end()].split())
            pieces = reading.pieces_of(match.start(), match.end())
            yield Problem(
                "impossible_date",
                Message(f"Ngày không có thật: “{printed}”.", f"There is no such day: “{printed}”."),
                Severity.WARNING,
                reading.lines[pieces[0].line].page if pieces else None,
                reading.line_number(match.start()),
            )


def _late_basis(reading: Reading, header: Header, references: Sequence[Reference]) -> Iterator[Problem]:
    if header.date is None or len(header.date) < 10:
        return
    for reference in references:
        if reference.relation == "can_cu" and reference.date and reference.date[:10] > header.date:
            place = reference.evidence
            message = Message(
                f"Căn cứ {reference.id} ghi ngày {reference.date}, sau ngày của văn bản ({header.date}).",
                f"The basis {reference.id} is dated {reference.date}, after the document ({header.date}).",
            )
            yield Problem(
                "basis_after_document", message, Severity.WARNING, place.page, reading.line_number(place.start)
            )
