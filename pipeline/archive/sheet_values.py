"""What stands in a cell of an archivist's sheet, as text, day, number, yes or no."""

from __future__ import annotations

import re
from datetime import date, datetime

from pipeline.language import fold, nfc

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YES = frozenset({"co", "x", "1", "true", "yes", "dung", "hai mat", "2 mat", "2"})
_NO = frozenset({"khong", "0", "false", "no", "mot mat", "1 mat"})


def text_of(value: object) -> str | None:
    """Return a cell as text, None where it is empty. Numbers that Excel made of codes lose their ".0".

    >>> text_of(12.0), text_of("  a  b "), text_of(None)
    ('12', 'a b', None)
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    said = " ".join(nfc(str(value)).split()) if value is not None else ""
    return said or None


def day_of(value: object) -> str | None:
    """Return a cell as an ISO day, None where it is none.

    >>> day_of("5/3/2024"), day_of("2024-03-05"), day_of("31/2/2024")
    ('2024-03-05', '2024-03-05', None)
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    said = text_of(value) or ""
    day, iso = _DAY.fullmatch(said), _ISO.fullmatch(said)
    parts = (day[3], day[2], day[1]) if day else iso.groups() if iso else None
    if parts is None:
        return None
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        return None


def number_of(value: object) -> int | None:
    """Return a cell as a number of things, None where it is none.

    >>> number_of("25 tờ"), number_of(12.0), number_of("nhiều")
    (25, 12, None)
    """
    found = re.match(r"\d{1,9}\b", text_of(value) or "")
    return int(found[0]) if found else None


def flag_of(value: object) -> bool | None:
    """Return a cell as yes or no, None where it says neither.

    >>> flag_of("Có"), flag_of("không"), flag_of("?")
    (True, False, None)
    """
    said = fold(text_of(value) or "")
    return True if said in _YES else False if said in _NO else None
