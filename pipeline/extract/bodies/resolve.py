"""The bodies of a document: everybody that its head, its foot and its duties name, each once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.bodies.abbreviations import find_definitions
from pipeline.extract.bodies.home import Home
from pipeline.extract.bodies.levels import head_of, is_collective, last_title, level_words, plain, title_of
from pipeline.extract.bodies.names import cleaned, identify, setting_of, without_notes
from pipeline.extract.bodies.parts import parts_of
from pipeline.extract.bodies.setting import Named, Setting
from pipeline.extract.bodies.slips import known_words, mended_keys
from pipeline.extract.structure.blocks import Block
from pipeline.extract.vocabulary import flat
from pipeline.model import Body, Evidence, Header, Obligation, ReportingDuty
from pipeline.reading import Reading


@dataclass(frozen=True, slots=True)
class Resolved:
    """The bodies of a document, and its duties with their keys."""

    bodies: tuple[Body, ...]
    obligations: tuple[Obligation, ...]
    reports: tuple[ReportingDuty, ...]


@dataclass(slots=True)
class _Register:
    """Who the names of a document mean, and where each is named first."""

    setting: Setting
    named: dict[str, Named | None] = field(default_factory=dict)
    places: dict[str, Evidence] = field(default_factory=dict)
    mended: dict[str, Named] = field(default_factory=dict)

    def add(self, text: str) -> Named | None:
        if text not in self.named:
            self.named[text] = identify(text, self.setting)
        return self.named[text]

    def key(self, text: str) -> str | None:
        """Return the key of the body that `text` means, misreadings mended."""
        named = self.named.get(text)
        return self.mended.get(named.key, named).key if named else None

    def keys(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Return the keys of all bodies that `texts` list, each once."""
        found = [self.key(part) for text in texts for part in parts_of(text)]
        return tuple(dict.fromkeys(key for key in found if key))


def resolve(
    reading: Reading,
    blocks: Sequence[Block],
    header: Header,
    home: Home,
    obligations: Sequence[Obligation] = (),
    reports: Sequence[ReportingDuty] = (),
) -> Resolved:
    """Return the bodies that a document names, and its duties with the keys of their actors and partners.

    Args:
        reading: the text of the document.
        blocks: its blocks.
        header: its header: the issuer, the superior, who signed and who receives it are bodies.
        home: where it is from, from `home_of`.
        obligations: its duties.
        reports: its reporting duties.
    """
    register = _Register(setting_of(header, home, find_definitions(blocks)))
    finder = _Finder(reading, blocks)
    for text, near in (*_receivers(header), *_of_duties(obligations, reports)):
        if register.add(text) is not None and text not in register.places:
            register.places[text] = finder.find(text, near)
    for text, place in _in_header(header):
        if register.add(text) is not None:
            register.places[text] = place
    register.mended = mended_keys(named for named in register.named.values() if named)
    return Resolved(
        _bodies(register),
        tuple(
            replace(one, actor_keys=register.keys([one.actor]), partner_keys=register.keys(one.partners))
            for one in obligations
        ),
        tuple(replace(one, actor_keys=register.keys([one.actor])) for one in reports),
    )


def _in_header(header: Header) -> Iterator[tuple[str, Evidence]]:
    """Yield issuer, superior, and who signed for whom, with their places."""
    places = dict(header.evidence)
    for name in ("issuer", "superior"):
        text = getattr(header, name)
        if text and name in places:
            yield text, places[name]
    if header.signer_title and "signer_title" in places:
        for text in signing(header.signer_title):
            yield text, places["signer_title"]


def _receivers(header: Header) -> Iterator[tuple[str, Evidence]]:
    """Yield the bodies among the recipients, with the place of all recipients."""
    place = dict(header.evidence).get("recipients")
    for recipient in header.recipients if place else ():
        for text in receiving(recipient):
            if place:
                yield text, place


_FOR = re.compile(r"(?:TM|T/M|TL|TUQ|KT|Q)\s?\.\s*")


def signing(title: str) -> tuple[str, ...]:
    """Return whom a signature is given for, and the office of who signed.

    >>> signing("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH")
    ('ỦY BAN NHÂN DÂN', 'PHÓ CHỦ TỊCH')
    """
    parts = [part.strip() for part in _FOR.split(title) if part.strip()]
    if not parts:
        return ()
    office = last_title(flat(parts[-1]))
    body = (parts[0],) if len(parts) > 1 and title_of(plain(parts[0])) is None else ()
    if office is None or is_collective(plain(parts[-1][office:])):
        return body
    return (*body, parts[-1][office:])


def receiving(recipient: str) -> tuple[str, ...]:
    """Return the bodies of a line of recipients; "Như trên" and "Lưu: VT" are none.

    >>> receiving("UBND Quận 1: CT, các PCT"), receiving("Lưu: VT, NV"), receiving("Sở Nội vụ (để b/c)")
    (('UBND Quận 1',), (), ('Sở Nội vụ',))
    """
    if plain(recipient).split(" ")[0] in level_words()["names"]["no_recipient"]:
        return ()
    found: list[str] = []
    for entry in recipient.split(";"):
        before, colon, _ = entry.partition(":")
        text = before if colon and not before.strip().lower().startswith("các ") else entry
        parts = parts_of(without_notes(text))
        found += [part for part in parts if _names_body(part) and (len(parts) == 1 or not _is_title(part))]
    return tuple(dict.fromkeys(found))


def _is_title(text: str) -> bool:
    """Say whether a text is the title of an office without its body ("Chủ tịch, các Phó Chủ tịch UBND tỉnh")."""
    words = plain(cleaned(text, {}))
    return title_of(words) == words


def _names_body(text: str) -> bool:
    words = plain(cleaned(text, {}))
    return head_of(words) is not None or title_of(words) is not None or is_collective(words)


def _of_duties(obligations: Sequence[Obligation], reports: Sequence[ReportingDuty]) -> Iterator[tuple[str, Evidence]]:
    """Yield the bodies that duties name, and a place near by."""
    for duty in obligations:
        for text in (duty.actor, *duty.partners):
            for part in parts_of(text):
                yield part, duty.evidence
    for report in reports:
        for name in (report.actor, report.to, report.through):
            for part in parts_of(name or ""):
                yield part, report.evidence


_REACH = 60
"""So many blocks before and after a duty its actor may be named (a heading names it for a whole section)."""


class _Finder:
    """Finds where a name stands."""

    def __init__(self, reading: Reading, blocks: Sequence[Block]) -> None:
        self._reading = reading
        self._blocks = blocks
        self._starts = [block.start for block in blocks]

    def find(self, text: str, near: Evidence) -> Evidence:
        """Return the span of `text` at the place `near`, else the last one before it, else the next; else `near`."""
        here = max(0, bisect_right(self._starts, near.start) - 1)
        last = max(here + 1, bisect_right(self._starts, near.end))
        before = range(here - 1, max(-1, here - _REACH), -1)
        behind = range(last, min(len(self._blocks), last + _REACH))
        for index in (*range(here, last), *before, *behind):
            block = self._blocks[index]
            at = block.text.find(text)
            if at >= 0:
                start, end = block.span(at, at + len(text))
                return self._reading.evidence(start, end, "body.named")
        return self._reading.evidence(near.start, near.end, "body.near", _NEAR)


_NEAR = 0.9


def _bodies(register: _Register) -> tuple[Body, ...]:
    writings: dict[str, list[str]] = {}
    for text in sorted(register.places, key=lambda text: register.places[text].start):
        key = register.key(text)
        if key:
            writings.setdefault(key, []).append(text)
    return tuple(_body(key, texts, register) for key, texts in writings.items())


def _body(key: str, texts: Sequence[str], register: _Register) -> Body:
    named = next(one for text in texts if (one := register.named[text]) and register.key(text) == key)
    named = register.mended.get(named.key, named)
    issuer = register.setting.issuer
    is_issuer = issuer is not None and issuer.key == key
    place = register.places[texts[0]]
    certainty = _certainty(named, is_issuer=is_issuer)
    return Body(
        key=key,
        name=named.name,
        level=named.level,
        kind=named.kind,
        names=tuple(texts),
        is_issuer=is_issuer,
        evidence=replace(place, confidence=round(place.confidence * certainty, 4)),
    )


_MANY_WORDS = 14


def _certainty(named: Named, *, is_issuer: bool) -> float:
    """Return how often the key of a body so named is right: most where each of its words is of a known name."""
    words = named.key.count("-") + 1
    if is_issuer:
        return 0.95
    if not named.placed or words > _MANY_WORDS:
        return 0.7
    if named.kind == "nhom":
        return 0.8
    return 0.93 if len(known_words(named.key)) == words else 0.85
