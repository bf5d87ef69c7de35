"""Who issued the document, and the body above: from the left column of the head, written out and in right case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz import fuzz

from pipeline.extract.header.number import is_numbering
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.structure.spans import Found, Slice, joined, whole
from pipeline.extract.vocabulary import any_of, flat, starts_with, table, words

_NOT_A_BODY = re.compile(
    r"^\W*$|^(?:so|s)\s*[:.]|^so\s?\S?\d|\bngay\b.*\bthang\b|^v\s?/\s?v|^ve viec|\d{1,2}/\d{1,2}/\d{4}|^kinh gui"
)


def find_issuer(left: Sequence[Slice], blocks: Sequence[Block]) -> tuple[Found | None, Found | None]:
    """Return the issuing body and its superior."""
    bodies = _bodies(left)
    issuer = _named(bodies[-1], blocks, "head.issuer") if bodies else _from_body(blocks)
    superior = _named(bodies[-2], blocks, "head.superior") if len(bodies) > 1 else None
    if issuer and superior:
        issuer = _with_place(issuer, superior, blocks)
    return issuer, superior


def with_marks_of(issuer: Found, place: str) -> Found:
    """Return `issuer` with the name of the place written as it stands before the date, where an OCR lost its marks.

    Capitals lose them more easily than the small letters of the date line.
    """
    at = flat(issuer.value).find(flat(place))
    there = issuer.value[at : at + len(place)]
    if at < 0 or there.casefold() == place.casefold():
        return issuer
    marked = "".join(mark.upper() if char.isupper() else mark.lower() for char, mark in zip(there, place, strict=True))
    return replace(issuer, value=issuer.value[:at] + marked + issuer.value[at + len(place) :])


def _bodies(left: Sequence[Slice]) -> list[list[Slice]]:
    """Part the lines of the left column into bodies; a name that goes on on the next line is one body."""
    bodies: list[list[Slice]] = []
    for line in left:
        folded = flat(line.text)
        if bodies and is_numbering(line.text):
            break
        if _NOT_A_BODY.search(folded) or not _may_name(line.text):
            if bodies and re.match(r"(?:so|s)\s*[:.]|so\s?\S?\d", folded):
                break
            continue
        if bodies and folded.strip(" .,;:-–_*") in words("bodies", "organs"):
            continue
        begins = starts_with(folded, words("bodies", "heads")) or _BRUISED_HEAD.match(folded) is not None
        unfinished = bodies and flat(bodies[-1][-1].text).strip(" ,").endswith(words("bodies", "unfinished"))
        if begins and not unfinished:
            bodies.append([line])
        elif bodies:
            bodies[-1].append(line)
    return bodies


def _may_name(text: str) -> bool:
    return mostly_capitals(text) and sum(char.isalpha() for char in text) >= 4 and len(text) < 120


def _named(lines: Sequence[Slice], blocks: Sequence[Block], rule: str) -> Found:
    name = written_out(_mended(joined(lines)))
    return Found(_as_in_text(name, blocks) or name, tuple(lines), rule, 0.93)


_BRUISED_DEPARTMENT = (
    r"(?:s\s+)?s[uo]\s+(?=(?:xay dung|y te|giao duc|tai chinh|nong nghiep|noi vu|tu phap|cong thuong|khoa hoc|van hoa|"
    r"thong tin|giao thong|lao dong|ke hoach|tai nguyen|du lich|ngoai vu|dan toc)\b)"
)
_BRUISED_COMMITTEE = r"uy\s?ban\s?nhan(?:\s?dan)?\b(?:\s|$)"
_BRUISED_HEAD = re.compile(f"{_BRUISED_DEPARTMENT}|{_BRUISED_COMMITTEE}")


def _mended(name: str) -> str:
    """Return the name of a body with its first word put right where the OCR bruised it ("SỬ XÂY DỰNG").

    >>> _mended("SỬ XÂY DỰNG"), _mended("S SỞ Y TẾ"), _mended("ỦY BANNHÂN TỈNH LAM GIANG")
    ('SỞ XÂY DỰNG', 'SỞ Y TẾ', 'ỦY BAN NHÂN DÂN TỈNH LAM GIANG')
    """
    found = _BRUISED_HEAD.match(flat(name))
    if found is None:
        return name
    committee = re.fullmatch(_BRUISED_COMMITTEE, found[0]) is not None
    if committee and found[0].split() == ["uy", "ban", "nhan", "dan"]:
        return name
    return f"{'ỦY BAN NHÂN DÂN' if committee else 'SỞ'} {name[found.end() :]}".strip()


@cache
def _written() -> tuple[tuple[str, str], ...]:
    names: list[str] = table("bodies")["written"]["names"]
    return tuple(sorted(((flat(name), name) for name in names), key=lambda pair: -len(pair[0])))


def written_out(text: str) -> str:
    """Return the name of a body with its abbreviations written out, in the case of running text.

    >>> written_out("UBND PHƯỜNG NGUYỄN NGHIÊM"), written_out("ỦY BAN NHÂN DÂN QUẬN 1")
    ('Ủy ban nhân dân phường Nguyễn Nghiêm', 'Ủy ban nhân dân Quận 1')
    >>> written_out("TRƯỜNG THPT CAO LÃNH 2"), written_out("SỞ Y TẾ")
    ('Trường THPT Cao Lãnh 2', 'Sở Y tế')
    """
    name = " ".join(text.split()).strip(" .,;:-–_*")
    for short, full in table("bodies")["abbreviations"].items():
        name = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", full, name)
    out: list[str] = []
    place = 0
    while place < len(name):
        known = _known_at(name, place)
        if known:
            out.append(known)
            place += len(known)
        else:
            end = name.find(" ", place)
            end = len(name) if end < 0 else end
            out.append(_cased(name[place:end]))
            place = end
        while place < len(name) and name[place] == " ":
            out.append(" ")
            place += 1
    return _units_cased("".join(out))


def _known_at(name: str, place: int) -> str | None:
    """Return the name at `place` in the case of the table, with the letters (and tone marks) that stand there."""
    rest = flat(name[place:])
    for folded, written in _written():
        if rest.startswith(folded) and not rest[len(folded) : len(folded) + 1].isalnum():
            there = name[place : place + len(folded)]
            return "".join(
                char.lower() if like.islower() else char.upper() for char, like in zip(there, written, strict=True)
            )
    return None


_NO_SYLLABLE = re.compile(r"[^aeiouy]{2,}")


def _cased(word: str) -> str:
    folded = flat(word)
    if folded in words("bodies", "small") or word.lower() in words("bodies", "small"):
        return word.lower()
    letters = re.sub(r"[^a-z]", "", folded)
    if word.isupper() and (not letters or _NO_SYLLABLE.fullmatch(letters) or any(char.isdigit() for char in word)):
        return word  # THPT, BHXH, T4
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word) if word.isupper() else word


def _units_cased(name: str) -> str:
    """Write unit words small inside a name, with a capital before a number or at the beginning."""
    for unit in words("bodies", "units"):
        for match in re.finditer(rf"(?<=\s){flat(unit)}(?=\s+(\S))", flat(name)):
            written = unit.capitalize() if match[1].isdigit() else unit
            if not name[match.start() : match.end()].islower() or match[1].isdigit():
                name = name[: match.start()] + written + name[match.end() :]
    return name


def _as_in_text(name: str, blocks: Sequence[Block]) -> str | None:
    """Return the commonest writing of a name in the running text, which knows its case better than a rule."""
    pattern = re.compile(rf"(?<!\w){re.escape(flat(name))}(?!\w)")
    seen: Counter[str] = Counter()
    for block in blocks:
        if block.kind in {BlockKind.HEADER, BlockKind.FOOTER}:
            continue
        for match in pattern.finditer(flat(block.text)):
            written = block.text[match.start() : match.end()]
            if not mostly_capitals(written) and written[0].isupper() and flat(written) == flat(name):
                seen[written] += 1
    same_marks = [written for written, _ in seen.most_common() if written.casefold() == name.casefold()]
    if same_marks:
        return same_marks[0]
    return seen.most_common(1)[0][0] if seen else _nearly_in_text(name, blocks)


_LIKE_NAME = 90  # in 100


def _nearly_in_text(name: str, blocks: Sequence[Block]) -> str | None:
    """Return the writing in the running text of a name that the OCR bruised in the head (figures must be the same)."""
    folded = flat(name)
    best: tuple[float, str] = (0.0, "")
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        found = fuzz.partial_ratio_alignment(folded, flat(block.text), score_cutoff=_LIKE_NAME)
        if found is None or found.score <= best[0] or len(block.text) < len(name):
            continue
        start, end = _on_words(block.text, found.dest_start, found.dest_end)
        written = block.text[start:end]
        figures = re.findall(r"\d+", written) == re.findall(r"\d+", name)
        if figures and written[:1].isupper() and not mostly_capitals(written) and written.count(" ") < 15:
            best = (found.score, written)
    return best[1] or None


def _on_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span moved to the borders of words."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while start < end and not text[start].isalnum():
        start += 1
    while end < len(text) and text[end - 1 : end].isalnum() and text[end].isalnum():
        end += 1
    return start, end - (len(text[start:end]) - len(text[start:end].rstrip(" ,.;:")))


_PLACE_IN_NAME = re.compile(r"(?:tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn)\s+(.+)$", re.IGNORECASE)


def _with_place(issuer: Found, superior: Found, blocks: Sequence[Block]) -> Found:
    """Add the place of the superior where the text names the issuer with it ("Sở Y tế Kiên Giang")."""
    if flat(issuer.value) == "van phong":  # of the body itself, not of its place
        named = f"{issuer.value} {superior.value}"
        return Found(named, (*superior.slices, *issuer.slices), "head.issuer+superior", 0.85)
    found = _PLACE_IN_NAME.search(superior.value)
    if found is None or flat(found[1]) in flat(issuer.value):
        return issuer
    place = re.escape(flat(found[1]))
    unit = "(?:(?:tinh|thanh pho|tp\\.?|quan|huyen|thi xa|phuong|xa|thi tran) )?"
    pattern = re.compile(rf"(?<!\w){re.escape(flat(issuer.value))},? {unit}{place}(?!\w)")
    for block in blocks:
        if block.kind in {BlockKind.HEADER, BlockKind.FOOTER}:
            continue
        match = pattern.search(flat(block.text))
        if match:
            name = block.text[match.start() : match.end()]
            value = written_out(name) if mostly_capitals(name) else name
            return Found(value, issuer.slices, "head.issuer+place", 0.9)
    if starts_with(flat(issuer.value), words("bodies", "departments")) and flat(superior.value).startswith("uy ban"):
        return Found(f"{issuer.value} {found[0]}", (*superior.slices, *issuer.slices), "head.issuer+superior", 0.85)
    return issuer


_ISSUES = re.compile(
    r"(?:^|[.,;] |\bnam \d{4},? )(?P<body>[^.,;:]{4,90}?) (?:ban hanh|xay dung|lap|to chuc xay dung)"
    r" (?:va )?(?:ban hanh )?(?P<type>[^\W\d_]+ [^\W\d_]+)"
)
_DECIDES = re.compile(
    r"(?:chu tich|bo truong|giam doc|hieu truong|cuc truong|thu truong|truong ban)"
    r" (?=(?:uy ban|bo|so|truong|cuc|ban) \w)"
)
_OFFICE = re.compile(r"^(?:(?:pho )?chu tich|giam doc|hieu truong|truong phong|thuong truc) (?!nuoc)")


def _from_body(blocks: Sequence[Block]) -> Found | None:
    """Without a head: "Ủy ban nhân dân Quận 1 ban hành Kế hoạch ..." before the first section, or the deciding line."""
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            break
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        folded = flat(block.text)
        decides = _DECIDES.match(folded) if mostly_capitals(block.text) else None
        if decides:
            piece = whole(block).cut(decides.end())
            return Found(written_out(piece.text), (piece,), "body.authority", 0.8)
        match = _ISSUES.search(folded)
        if match is None:
            continue
        piece = whole(block).of(match, "body")
        office = _OFFICE.match(flat(piece.text))
        if office:
            piece = piece.cut(office.end())
        if piece.text[:1].isupper() and any_of(words("bodies", "heads")).match(flat(piece.text)):
            return Found(written_out(piece.text), (piece,), "body.issuer", 0.8)
    return None
