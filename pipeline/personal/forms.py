"""What each kind of personal data looks like, with its label and without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.personal.labels import any_label, flat, labels

_GAP = r"[\s:;,.…_\-–(]{0,40}(?:so|la)?[\s:.…_\-–(]{0,10}"  # between a label and its value
_NOT_IN_NUMBER = r"(?<![\w./\-,])"
_NUMBER_ENDS = r"(?![\w/]|[.,:\-]\d)"
_PHONE = r"(?:\+\s?84\s?|\(\+?84\)\s?)?(?:\d{9,11}|\d{2,4}(?:[\s.\-]\d{2,7}){1,4})"
_MOBILE = re.compile(r"(?:0|\+84|84)(?:[35789]\d{8}|1[2689]\d{8})")
_DATED = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d")
_CARD = r"(?:\d{12}|\d{9}|\d{3}(?:[\s.]\d{3}){2,3}|\d{4}(?:[\s.]\d{4}){2})"
_NEW_CARD = re.compile(r"0(?:[0-8]\d|9[0-6])[0-3]\d{8}")
_DAY = r"(?:ngay\s*)?\d{1,2}(?:\s*[/.\-]\s*|\s*thang\s*)\d{1,2}(?:\s*[/.\-]\s*|\s*nam\s*)(?:19|20)\d\d"
_BORN = rf"(?:{_DAY}|(?:nam\s*)?(?:19|20)\d\d)"
_ACCOUNT = r"\d(?:[\s.\-]?\d){5,18}"
_HOME = (
    r"(?<=[:\s])[^;\n|]{4,110}?(?=\s*(?:[;|(]|\.(?:\s|$)|$|,?\s(?:la|so dien thoai|sdt|cccd|cmnd|hien dang|da|duoc)\s))"
)
_MAIL = r"[\w.+\-]{2,40}@[a-z0-9\-]+(?:\.[a-z]{2,10}){1,3}"
_OFFICE_REACH = 60  # characters before a value in which an office may be named


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of personal data.

    `labels` name the words before a value or over its column, `gap` is what may stand between, `pattern` what a value
    looks like in folded text. `holds` says whether one, as printed, is what it looks like, with its label or without;
    `bare` is how sure it is without, 0 where it asks for one. A value that `goes_on` may reach into the next line.
    """

    kind: str
    labels: str
    pattern: str
    bare: float = 0.0
    holds: Callable[[str, bool], bool] = lambda _value, _labelled: True
    gap: str = _GAP
    goes_on: bool = False

    def find(self, line: str, folded: str) -> Iterator[tuple[int, int, bool]]:
        """Yield start and end of each value in a line, and whether it has a label."""
        if self.labels:
            for match in _behind_label(self.labels, self.gap, self.pattern).finditer(folded):
                start, end = match.span("value")
                if self.holds(line[start:end], True):
                    yield start, end, True
        if self.bare:
            for match in _by_itself(self.pattern).finditer(folded):
                if self.holds(line[match.start() : match.end()], False):
                    yield match.start(), match.end(), False

    def value(self, cell: str) -> tuple[int, int] | None:
        """Return where in a cell, under the heading of this kind, the value stands."""
        match = re.search(rf"(?<!\d)(?:{self.pattern})(?!\d)", flat(cell))
        return match.span() if match and self.holds(cell[match.start() : match.end()], True) else None

    def is_heading(self, folded: str) -> bool:
        """Return whether a cell is the heading of a column of this kind: a label, and little more."""
        if not self.labels or len(folded) > _LONGEST_HEADING:
            return False
        return re.search(any_label(self.labels), folded) is not None


_LONGEST_HEADING = 60


@cache
def _behind_label(entry: str, gap: str, pattern: str) -> re.Pattern[str]:
    ends = "" if pattern == _HOME else _NUMBER_ENDS
    return re.compile(rf"{any_label(entry)}{gap}(?P<value>{pattern}){ends}")


@cache
def _by_itself(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_NOT_IN_NUMBER}(?:{pattern}){_NUMBER_ENDS}")


_STREET = re.compile(
    r"\b(?:số nhà|nhà số|đường|(?<!thành )phố|ngõ|ngách|hẻm|kiệt|thôn|xóm|ấp|tổ|khu|khối|bản|buôn|làng|căn hộ|chung cư"
    r"|tdp)\s+(?:(?:dân phố|phố|số)\s+)?[^\W_]",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"\s*(?:số\s*)?\d+\s?[A-Za-z]?(?:/\d+[A-Za-z]?)*\s*,?\s+[A-ZĐ]")
_NAMED = 30  # characters of an address within which it names a house, street or hamlet


def is_home(value: str, _labelled: bool = True) -> bool:
    """Return whether an address names a home: a house by its number, a street or hamlet by its name.

    >>> is_home("số 12 đường Lê Lợi, phường Bến Nghé"), is_home("thôn Đông, xã Bình Lưu"), is_home("địa phương")
    (True, True, False)
    """
    street = _STREET.search(value[:_NAMED])
    named = street is not None and (street[0][-1].isdigit() or street[0][-1].isupper())
    return named or _HOUSE.match(value) is not None


def is_mobile(value: str, _labelled: bool = True) -> bool:
    """Return whether a telephone number is one of a mobile telephone; those of lines belong to offices.

    >>> is_mobile("0912 345 678"), is_mobile("+84 912345678"), is_mobile("024 3825 5678")
    (True, True, False)
    """
    return _DATED.match(value) is None and _MOBILE.fullmatch(re.sub(r"[^\d+]", "", value)) is not None


def is_card(value: str, labelled: bool) -> bool:
    """Return whether digits are the number of an identity card: any behind the label, else of the form since 2016.

    That one begins with the code of a province and a digit for century and sex.

    >>> is_card("001 099 012 345", False), is_card("123456789", False), is_card("123456789", True)
    (True, False, True)
    """
    return labelled or _NEW_CARD.fullmatch(re.sub(r"\D", "", value)) is not None


def is_office(kind: str, folded: str, start: int) -> bool:
    """Return whether a value at `start` of a line is none of a person: an office's, or a code of another kind."""
    before = folded[max(0, start - _OFFICE_REACH) : start]
    match kind:
        case "email":
            return _is_office_mail(folded[start:].split(maxsplit=1)[0])
        case "phone":
            named = re.search(any_label("office_phones"), before)
            return named is not None or re.search(rf"{any_label('codes')}[\s:.]*$", before) is not None
        case "account":
            return re.search(any_label("office_accounts"), folded) is not None
        case "birth":
            return re.search(rf"{any_label('not_birth')}\s+sinh\s+(?:ngay|nam)[\s:]*$", before) is not None
        case _:
            return False


def _is_office_mail(address: str) -> bool:
    box, _, host = address.strip(".,;:()<>").partition("@")
    if not host.startswith(labels("mail_providers")):
        return True
    return any(word in box for word in labels("mail_offices"))


FORMS = (
    Form("identity", "identity", _CARD, 0.9, is_card),
    Form("birth", "birth", _BORN),
    Form("account", "account", _ACCOUNT),
    Form("phone", "phone", _PHONE, 0.9, is_mobile),
    Form("email", "", _MAIL, 0.95),
    Form("address", "address", _HOME, holds=is_home, gap=r"\s*(?::|tai|o)\s*", goes_on=True),
)
"""The kinds in the order in which a heading is compared with them."""
