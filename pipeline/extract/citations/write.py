"""Citations as documents write them: the way back from a record to the words that `find_citations` reads."""

from __future__ import annotations


def write_day(iso: str) -> str:
    """Return a date of ISO 8601 as Vietnamese documents print it: January and February with a zero, as days are.

    >>> write_day("2024-03-05"), write_day("2024-02-10"), write_day("2024-03")
    ('05/3/2024', '10/02/2024', '3/2024')
    """
    year, month, *day = iso.split("-")
    return "/".join([*day[:1], month if month in {"01", "02"} else str(int(month)), year])


def write_citation(doc_type: str | None, identifier: str, date: str | None = None, issuer: str | None = None) -> str:
    """Return a citation from its parts.

    >>> write_citation("Kế hoạch", "296/KH-UBND", "2020-12-07", "Ủy ban nhân dân Quận 1")
    'Kế hoạch số 296/KH-UBND ngày 07/12/2020 của Ủy ban nhân dân Quận 1'
    """
    parts = [f"{doc_type} số {identifier}" if doc_type else identifier]
    if date:
        parts.append(f"ngày {write_day(date)}")
    if issuer:
        parts.append(f"của {issuer}")
    return " ".join(parts)
