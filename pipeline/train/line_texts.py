"""Texts for lines of print without end: pieces of a corpus, headings, numbers, citations, dates, cells, footnotes.

What a recogniser learns to read is what it is shown, so the shares here follow what stands on administrative pages.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.train.corpus import Split, corpus_files, corpus_name, read_blocks

SOURCES = ("admin_", "legal_docs", "legal_drafts", "legal_congbao")
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TYPED = str.maketrans({"“": '"', "”": '"', "–": "-", "•": "-", "…": "...", "’": "'", "‘": "'", "×": "x", "‰": "%"})


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_TYPES = ("QĐ", "KH", "BC", "TB", "CT", "NQ", "TTr", "CTr", "HD", "NĐ", "TT", "PA", "ĐA", "GM", "BB", "CV", "QC")
_BODIES = _words(
    "UBND HĐND CP TTg BNV BTC BTP BYT BGDĐT BTTTT BKHCN BTNMT BXD BCĐ SNV STP SYT SGDĐT STTTT STC PNV VP VPCP TU "
    "QU ĐU TW UBTVQH MTTQ LĐTBXH TNMT VHTT KTHT VX NC TH KSTTHC TTHC PGDĐT THCS TH MN ĐHQG BTV BTL CA QS"
)
_PLACES = ("Hà Nội", "Quận 1", "Thủ Đức", "Đà Nẵng", "Cần Thơ", "Huế", "Bến Nghé", "Đa Kao", "Đắk Lắk")
_FOREIGN = (
    "ISO 9001:2015", "VNeID", "PAR INDEX", "SIPAS", "PAPI", "DDCI", "email", "website", "online", "Internet", "Zalo",
    "Facebook", "Fanpage", "QR Code", "logistics", "FDI", "ODA", "WiFi", "USB", "Microsoft Excel", "KPI", "robot", "AI",
    "Big Data", "Cloud", "WTO", "ASEAN", "UNESCO", "Kg", "km", "m²", "m³", "kW", "Covid-19", "www.chinhphu.vn",
    "dichvucong.gov.vn", "ubnd@tphcm.gov.vn", "https://vbpl.vn",
)  # fmt: skip
_ABBREVIATIONS = _words(
    "CCHC TTHC UBND HĐND CNTT CBCC CBCCVC KT-XH ANTT PCCC BHXH BHYT GDĐT KHCN UBMTTQ MTTQ TDTT VSATTP HTX THCS "
    "THPT KSTTHC CCVC CĐS DVC DVCTT DN HKD NTM ATTP QLNN TP.HCM TPHCM XHCN CSDL ATTT TTPVHCC"
)
_BULLETS = (
    "- ", "+ ", "* ", "• ", "– ", "a) ", "b) ", "c) ", "d) ", "đ) ", "1. ", "2. ", "1.1. ", "2.3. ",
    "I. ", "II. ", "III. ", "IV. ", "V. ", "VI. ", "Điều 1. ", "Điều 2. ", "Điều 3. ",
)  # fmt: skip
_OPEN_SYLLABLE = re.compile(r"\b(\w*?)(òa|óa|ỏa|õa|ọa|òe|óe|ỏe|õe|ọe|ùy|úy|ủy|ũy|ụy)\b")
_NEW_PLACEMENT = {
    old: first + toned
    for first, olds, news in (
        ("o", ("òa", "óa", "ỏa", "õa", "ọa"), "àáảãạ"),
        ("o", ("òe", "óe", "ỏe", "õe", "ọe"), "èéẻẽẹ"),
        ("u", ("ùy", "úy", "ủy", "ũy", "ụy"), "ỳýỷỹỵ"),
    )
    for old, toned in zip(olds, news, strict=True)
}


@dataclass(frozen=True, slots=True)
class Stock:
    """The paragraphs that pieces are cut from."""

    paragraphs: tuple[str, ...]


def read_stock(folder: Path, split: Split, most: int = 400_000) -> Stock:
    """Return up to `most` paragraphs of `split` from the office and law files of a corpus folder."""
    paragraphs: list[str] = []
    for file in corpus_files(folder):
        if corpus_name(file).startswith(SOURCES):
            for block in read_blocks(file, split):
                paragraphs.extend(line for line in block if len(line) > 8)
            if len(paragraphs) > most:
                break
    return Stock(tuple(paragraphs[:most]))


def line_text(stock: Stock, rng: random.Random) -> str:
    """Return the text of one line of print."""
    draw = rng.random()
    if draw < 0.50:
        text = piece(stock, rng, 35, 95)
    elif draw < 0.66:
        text = piece(stock, rng, 4, 35) + ("." if rng.random() < 0.1 else "")
    elif draw < 0.76:
        text = piece(stock, rng, 6, 60).upper()
    elif draw < 0.88:
        text = with_numbers(stock, rng)
    elif draw < 0.90:
        text = " ".join(number(rng) for _ in range(rng.randint(1, 5)))
    elif draw < 0.94:
        text = with_shares(stock, rng)
    else:
        text = with_rarities(stock, rng)
    if rng.random() < 0.1:
        text = rng.choice(_BULLETS) + text
    if rng.random() < 0.025:
        text = _with_footnote(text, rng)
    return " ".join(_as_printed(text, rng).split())


def piece(stock: Stock, rng: random.Random, least: int, most: int) -> str:
    """Return some words that stand together, between `least` and `most` characters where the paragraph has them."""
    words = rng.choice(stock.paragraphs).split()
    want = rng.randint(least, most)
    start = rng.randrange(len(words)) if rng.random() < 0.7 else 0
    taken: list[str] = []
    length = 0
    for word in words[start:]:
        if taken and length + len(word) > want:
            break
        taken.append(word)
        length += len(word) + 1
    return " ".join(taken)[:most]


def symbol(rng: random.Random) -> str:
    """Return a document number with its symbol, such as 07/2024/NQ-HĐND."""
    serial = str(rng.randint(1, rng.choice((30, 300, 9999)))).zfill(2)
    body = rng.choice(_BODIES)
    draw = rng.random()
    if draw < 0.15:
        return f"{serial}/{rng.randint(1992, 2027)}/{rng.choice(('QH', 'PL-UBTVQH'))}{rng.randint(9, 16)}"
    if draw < 0.30:
        return f"{serial}/{rng.randint(1990, 2027)}/{rng.choice(_TYPES)}-{body}"
    if draw < 0.40:
        return f"{serial}-{rng.choice(_TYPES)}/{rng.choice(('TW', 'TU', 'QU', 'ĐU', 'HU'))}"
    if draw < 0.52:
        return f"{serial}/{body}-{rng.choice(_BODIES)}"
    return f"{serial}/{rng.choice(_TYPES)}-{body}"


def date(rng: random.Random) -> str:
    """Return a date as such documents print it."""
    day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1990, 2027)
    return rng.choice(
        (
            f"ngày {day:02d} tháng {month:02d} năm {year}",
            f"ngày {day:02d} tháng {month} năm {year}",
            f"{day:02d}/{month:02d}/{year}",
            f"{day}/{month}/{year}",
            f"tháng {month:02d}/{year}",
            f"Quý {rng.choice(('I', 'II', 'III', 'IV'))}/{year}",
            f"giai đoạn {year} - {year + 5}",
        )
    )


def number(rng: random.Random) -> str:
    """Return a number as tables and budgets print it."""
    value = rng.randint(0, 10 ** rng.randint(1, 7))
    return rng.choice(
        (
            str(value),
            f"{value:,}".replace(",", "."),
            f"{rng.randint(0, 999)},{rng.randint(0, 99):02d}",
            f"{rng.randint(0, 100)}%",
            f"{rng.randint(0, 100)},{rng.randint(0, 9)} %",
            f"{value:,} đồng".replace(",", "."),
            f"{rng.randint(1, 40):02d}",
            f"({rng.randint(1, 20)})",
            f"{rng.randint(1, 9)}.{rng.randint(1, 9)}",
            f"{rng.randint(1, 12):02d}/{rng.randint(1, 28):02d}",
            f"{rng.randint(6, 17):02d} giờ {rng.randint(0, 59):02d}",
            "-",
            f"{rng.randint(1, 99)}/{rng.randint(1, 99)}",
            f"{rng.randint(1, 50)},{rng.randint(0, 9)}‰",
            f"{rng.randint(1, 50)}‰",
            f"{rng.randint(1, 9000)},{rng.randint(0, 9)} m²",
            f"{value:,}m²".replace(",", "."),
            f"≥ {rng.randint(1, 100)}%",
        )
    )


def with_numbers(stock: Stock, rng: random.Random) -> str:
    """Return a citation, a header line or a sentence with numbers in it."""
    kind = rng.choice(
        ("Quyết định", "Kế hoạch", "Nghị quyết", "Thông tư", "Chỉ thị", "Công văn", "Báo cáo", "Nghị định")
    )
    return rng.choice(
        (
            f"Số: {symbol(rng)}",
            f"{rng.choice(_PLACES)}, {date(rng)}",
            f"{kind} số {symbol(rng)} {date(rng)} của {piece(stock, rng, 8, 30)}",
            f"{piece(stock, rng, 8, 30)} {kind} số {symbol(rng)} {date(rng)}",
            f"(Kèm theo {kind} số {symbol(rng)} {date(rng)})",
            f"{piece(stock, rng, 5, 25)} {number(rng)} {piece(stock, rng, 5, 25)} {number(rng)}",
            f"{piece(stock, rng, 5, 30)} {date(rng)} {piece(stock, rng, 5, 25)}",
            f"trước {date(rng)}; {piece(stock, rng, 5, 40)}",
            f"Điều {rng.randint(1, 150)} {rng.choice(('Luật', 'Nghị định', 'Thông tư'))} số {symbol(rng)}",
            f"khoản {rng.randint(1, 12)} Điều {rng.randint(1, 150)} {piece(stock, rng, 8, 40)}",
        )
    )


def share(rng: random.Random) -> str:
    """Return a share as prose gives it: 98,5%, 3 %, 12,4‰."""
    figure = f"{rng.randint(0, 130)}" + (f",{rng.randint(0, 99)}" if rng.random() < 0.5 else "")
    return figure + rng.choice(("%", "%", "%", " %", "‰", " ‰"))


def with_shares(stock: Stock, rng: random.Random) -> str:
    """Return a line with shares in it, per cent and per mille side by side, or figures with spaces between them."""
    before, after = piece(stock, rng, 5, 25), piece(stock, rng, 5, 25)
    return rng.choice(
        (
            f"{before} đạt {share(rng)}, {after}",
            f"{before} từ {share(rng)} trở lên; {after}",
            f"{before} ({share(rng)}) {after} {share(rng)}",
            f"{before}: {share(rng)}; {after}: {share(rng)}",
            f"tỷ lệ {before} giảm {share(rng)} so với năm {rng.randint(1990, 2030)}",
            f"{share(rng)} {after}",
            f"{before} {share(rng)}.",
            f"100% {after}",
            f"{rng.randint(1, 100)}% - {rng.randint(1, 100)}% {after}",
            " ".join(share(rng) for _ in range(rng.randint(2, 6))),
            f"{before} {rng.randint(1, 99)} {after} {rng.randint(1, 999)} {piece(stock, rng, 4, 15)}",
            f"{before} {rng.randint(1, 12)} tháng, {rng.randint(1, 12)} {after}",
            " ".join(str(rng.randint(0, 10 ** rng.randint(1, 4))) for _ in range(rng.randint(2, 8))),
        )
    )


def with_rarities(stock: Stock, rng: random.Random) -> str:
    """Return a line with abbreviations, foreign words, quotation marks, brackets, dashes or dots."""
    inner = piece(stock, rng, 4, 25)
    before, after = piece(stock, rng, 5, 25), piece(stock, rng, 5, 25)
    return rng.choice(
        (
            f"{before} “{inner}” {after}",
            f'{before} "{inner}" {after}',
            f"{before} ({inner}) {after}",
            f"{before} – {after}",
            f"{before} - {after}",
            f"{before}…",
            f"{before}{'.' * rng.randint(3, 30)}",
            f"{before} {rng.choice(_FOREIGN)} {after}",
            f"{before} {rng.choice(_ABBREVIATIONS)} {after}",
            f"{rng.choice(_ABBREVIATIONS)}, {rng.choice(_ABBREVIATIONS)}; {after}",
            f"{before}/{after}./.",
            f"TM. {before.upper()}",
            f"KT. {rng.choice(('CHỦ TỊCH', 'GIÁM ĐỐC', 'TRƯỞNG PHÒNG', 'HIỆU TRƯỞNG', 'BỘ TRƯỞNG'))}",
            f"Lưu: VT, {rng.choice(_ABBREVIATIONS)}.",
        )
    )


def typed_text(text: str) -> str:
    """Return `text` in the signs that a typewriter has: plain quotation marks and hyphens, no raised figures."""
    return " ".join("".join(char for char in text.translate(_TYPED) if char not in SUPERSCRIPTS).split())


def _with_footnote(text: str, rng: random.Random) -> str:
    mark = "".join(SUPERSCRIPTS[int(digit)] for digit in str(rng.randint(1, 39)))
    if rng.random() < 0.35:
        return f"{mark} {text}"
    words = text.split()
    at = rng.randrange(len(words)) if words else 0
    if words:
        words[at] += mark
    return " ".join(words)


def _as_printed(text: str, rng: random.Random) -> str:
    """Put the tone where newer practice has it (hoá, thuỷ) in part of the lines."""
    if rng.random() < 0.75:
        return text
    return _OPEN_SYLLABLE.sub(
        lambda found: found[0] if found[1].endswith("q") else found[1] + _NEW_PLACEMENT[found[2]], text
    )


def encodable(text: str, alphabet: Sequence[str] | frozenset[str]) -> bool:
    """Whether every character of `text` is in `alphabet`."""
    return all(char in alphabet for char in text)
