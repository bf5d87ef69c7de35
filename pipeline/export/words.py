"""The header of a document in words, as formats for reading put it at their head."""

from __future__ import annotations

from datetime import date

from pipeline.model import Header


def heading_words(header: Header) -> str:
    """Return type, number and date of a document as it is called; empty where nothing is known.

    >>> heading_words(Header(doc_type="Kế hoạch", number_symbol="30/KH-UBND", date="2024-03-05"))
    'Kế hoạch số 30/KH-UBND ngày 05/03/2024'
    """
    number = f"số {header.number_symbol}" if header.number_symbol else None
    day = f"ngày {day_words(header.date)}" if header.date else None
    kind = header.doc_type or (header.title if not number else "Văn bản")
    return " ".join(part for part in (kind, number, day) if part)


def day_words(iso: str | None) -> str | None:
    """Return a day or month of a record as a person writes it; what is none stays.

    >>> day_words("2024-03-05"), day_words("2024-03"), day_words(None)
    ('05/03/2024', '03/2024', None)
    """
    if iso is None:
        return None
    try:
        day = date.fromisoformat(iso if len(iso) > len("YYYY-MM") else f"{iso}-01")
    except ValueError:
        return iso
    return f"{day:%d/%m/%Y}" if len(iso) > len("YYYY-MM") else f"{day:%m/%Y}"
