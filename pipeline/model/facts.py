"""What extraction finds in a text; each fact with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model.page import Box


@dataclass(frozen=True, slots=True)
class Evidence:
    r"""Where a fact stands: characters `start` to `end` of the document's text, and what follows from it.

    `line` counts from 1 in `text.split("\n")`; `boxes` is None for plain text. `confidence` is the certainty of
    the rule times that of the weakest line the fact rests on.
    """

    start: int
    end: int
    line: int
    page: int
    boxes: tuple[Box, ...] | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a document covers, as printed and as first and last day (ISO 8601)."""

    text: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Header:
    """Who issued what, when, and who signed it (Nghị định 30/2020/NĐ-CP). `evidence` pairs a field with its place.

    `canonical` follows from the other fields: what references to this document have as theirs.
    """

    doc_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    number_symbol: str | None = None
    date: str | None = None
    place: str | None = None
    issuer: str | None = None
    superior: str | None = None
    title: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    period: Period | None = None
    urgency: str | None = None
    secrecy: str | None = None
    canonical: str | None = None
    evidence: tuple[tuple[str, Evidence], ...] = ()


SectionKind = Literal[
    "muc_dich", "doi_tuong", "noi_dung", "hinh_thuc", "nhiem_vu", "kinh_phi",
    "to_chuc_thuc_hien", "ket_qua", "phuong_huong", "phu_luc", "khac",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered heading (or numbered paragraph). `first_line` to `last_line` count from 1 in the text.

    `path` is the way from the top ("II.2.a", "Điều 3.1", "PHỤ LỤC I"); `label` is as printed. `kind` is None
    below level 1.
    """

    path: str
    level: int
    label: str
    heading: str
    kind: SectionKind | None
    first_line: int
    last_line: int
    evidence: Evidence


Relation = Literal["can_cu", "dan_chieu", "kem_theo"]
Effect = Literal["sua_doi", "thay_the", "bai_bo"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One citation of a numbered document. `id` is number/year/symbol without spaces, e.g. "98/2023/QH15".

    `doc_type`, `date` and `issuer` are what the citation itself says. What it means in its document stands beside:
    `article` is the part cited ("khoản 2 Điều 5"), `subject` what the cited document is about, `effect` what this
    document does to it (amends, replaces, repeals), `canonical` tells apart the same number of different bodies and
    years ("ubnd-quan-1/quyet-dinh/2022/2679"), `urn` names central law in the style of RFC 9676.
    """

    text: str
    doc_type: str | None
    id: str
    date: str | None
    issuer: str | None
    relation: Relation
    evidence: Evidence
    article: str | None = None
    subject: str | None = None
    effect: Effect | None = None
    canonical: str | None = None
    urn: str | None = None


MentionKind = Literal["name", "short", "self"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that is named without its whole number: a law by name, a short form, this document itself.

    `target` is what is meant: the name of the law without its date, the `id` of a reference of the same document, or
    "self"; None where the document does not tell.
    """

    text: str
    kind: MentionKind
    doc_type: str | None
    date: str | None
    target: str | None
    evidence: Evidence
    article: str | None = None


Role = Literal["chu_tri", "thuc_hien", "de_nghi"]


@dataclass(frozen=True, slots=True)
class Act:
    """One of the acts that a duty asks for, where its sentence joins several, with its own deadline as written."""

    text: str
    deadline: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty that the document lays on a named actor.

    `deadline` is as written, `deadline_date` the day or month that it fixes, `starts` and `ends` the first and last day
    of the time it names (also of a quarter or half year); `recurrence` says `frequency` as an RRULE (RFC 5545).
    `actor_keys` and `partner_keys` name the bodies (`Body.key`) behind the words.
    """

    section: str | None
    actor: str
    role: Role
    partners: tuple[str, ...]
    action: str
    deadline: str | None
    deadline_date: str | None
    frequency: str | None
    product: str | None
    evidence: Evidence
    starts: str | None = None
    ends: str | None = None
    recurrence: str | None = None
    condition: str | None = None
    acts: tuple[Act, ...] = ()
    actor_keys: tuple[str, ...] = ()
    partner_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """Who must report to whom: `through` whom it goes, how often, by when, and in which form."""

    section: str | None
    actor: str
    to: str | None
    through: str | None
    frequency: str | None
    recurrence: str | None
    deadline: str | None
    deadline_date: str | None
    form: str | None
    evidence: Evidence
    actor_keys: tuple[str, ...] = ()


Comparator = Literal[">=", ">", "<=", "<", "=", "rank"]


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable goal: `indicator` is to be `comparator` `value` (as printed; `low` and `high` as numbers) `unit`."""

    section: str | None
    text: str
    indicator: str | None
    comparator: Comparator | None
    value: str
    low: float | None
    high: float | None
    unit: str | None
    scope: str | None
    period: str | None
    actor: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Funding:
    """What is said about money: `amount` in đồng, its source, and who is to estimate it."""

    section: str | None
    text: str
    amount: int | None
    source: str | None
    estimator: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Result:
    """What a report counts as done: `value` as printed (`number` as a number) `unit` of `indicator`."""

    section: str | None
    text: str
    indicator: str | None
    value: str
    number: float | None
    unit: str | None
    evidence: Evidence


BodyLevel = Literal["trung_uong", "tinh", "huyen", "xa", "khac"]
BodyKind = Literal["chinh_quyen", "dang", "mat_tran", "truong", "don_vi", "ca_nhan", "nhom"]


@dataclass(frozen=True, slots=True)
class Body:
    """One body, office or group that the document names, however it writes it (`names`, in order of appearance).

    `key` is stable ("ubnd-phuong-ben-nghe"), `name` written out. `is_issuer` for the body that issued the document.
    """

    key: str
    name: str
    level: BodyLevel
    kind: BodyKind
    names: tuple[str, ...]
    is_issuer: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative unit that the document names.

    `before` and `after` are the units it may be before and since 1 July 2025, each from the unit up to its province
    ("Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"); more than one where it is ambiguous, none where unknown.
    """

    text: str
    level: BodyLevel
    before: tuple[str, ...]
    after: tuple[str, ...]
    evidence: Evidence
