"""How one document looks in a terminal: its header, the tree of its sections, a table for each kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from pipeline.cli import pdf_texts
from pipeline.cli.tables import Column, add_row, console_for_results, shown_date, shown_number, table_of_facts
from pipeline.extract import only_below
from pipeline.message import Language, Message
from pipeline.model import Document, Evidence, Obligation, ReportingDuty, Section, Target
from pipeline.signatures import told
from pipeline.store import Contradiction
from pipeline.wording import (
    ACCESS,
    BODY_KIND,
    BODY_LEVEL,
    COMPARATOR,
    EFFECT,
    MENTION_KIND,
    RELATION,
    ROLE,
    SECTION_KIND,
    recurrence_words,
)

_NARROW = 28  # characters at most, so that the column that says most has room
_PLACE = Column(Message("Chỗ", "Place"), whole=True)
_TEXT = Column(Message("Nguyên văn", "Text"))
_LEVEL = Column(Message("Cấp", "Level"))
_ARTICLE = Message("Điều, khoản", "Article")
_BODY = Message("Cơ quan, đơn vị", "Bodies")
_WHO = Column(Message("Ai", "Who"), most=_NARROW)


@dataclass(frozen=True, slots=True)
class Links:
    """What the workspace knows beside a document.

    `cited` names for each of its references the document that is meant, None where that is not there; `cited_by` the
    documents that cite it; `contradictions` are those of its references that other documents write otherwise.
    """

    cited: tuple[str | None, ...] = ()
    cited_by: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


_PART = Message("văn bản thứ {}, trang {}–{} của tệp", "document {}, pages {}–{} of the file")
_PROPOSED = Message("{} (đề nghị)", "{} (proposed)")


def _part(document: Document, language: Language) -> str:
    """Return which pages of its file a document is that was split off."""
    if document.source.part is None or not document.pages:
        return ""
    pages = document.pages[0].number, document.pages[-1].number
    return " (" + _PART.in_language(language).format(document.source.part, *pages) + ")"


def print_document(document: Document, links: Links, language: Language, below: float | None = None) -> None:
    """Print one document: header, section tree, every kind of fact (less sure than `below`), problems."""
    header = document.header
    named = (
        (Message("Loại", "Type"), header.doc_type), (Message("Số, ký hiệu", "Number"), header.number_symbol),
        (Message("Ngày", "Date"), shown_date(header.date)), (Message("Nơi", "Place"), header.place),
        (Message("Cơ quan ban hành", "Issuer"), header.issuer),
        (Message("Cơ quan chủ quản", "Superior"), header.superior),
        (Message("Trích yếu", "Title"), header.title),
        (Message("Thời kỳ", "Period"), header.period and header.period.text),
        (Message("Độ khẩn, độ mật", "Urgency, secrecy"), ", ".join(filter(None, (header.urgency, header.secrecy)))),
        (
            Message("Chế độ sử dụng", "Access"),
            document.access and _PROPOSED.in_language(language).format(ACCESS[document.access].in_language(language)),
        ),
        (Message("Người ký", "Signer"), " ".join(filter(None, (header.signer_title, header.signer_name)))),
        (Message("Nơi nhận", "Recipients"), "; ".join(header.recipients)),
        (Message("Được dẫn trong", "Cited by"), "; ".join(links.cited_by)),
        (pdf_texts.SIGNATURES, "\n".join(told(one).in_language(language) for one in document.source.signatures)),
        (Message("Tệp", "File"), ", ".join(document.source.names) + _part(document, language)),
        (Message("Số trang", "Pages"), len(document.pages)),
    )  # fmt: skip
    grid = Table.grid(padding=(0, 2))
    for name, value in named:
        if value:
            add_row(grid, (Text(name.in_language(language), style="bold"), value))
    console = console_for_results()
    console.print(Panel(grid, title=Text(header.number_symbol or document.source.name), box=box.ROUNDED))
    console.print(Group(*_facts(*_doubted(document, links, below), language)))
    for problem in document.problems:
        style = {"error": "red", "warning": "yellow", "info": "dim"}[problem.severity]
        console.print(Text("! " + problem.message.in_language(language), style=style))
    for one in links.contradictions:
        console.print(Text("! " + _doubt(one).in_language(language), style="yellow"))


def _doubted(document: Document, links: Links, below: float | None) -> tuple[Document, Links]:
    """Return the document and its links with no other facts than those less sure than `below`."""
    if below is None:
        return document, links
    kept = [reference.evidence.confidence < below for reference in document.references]
    cited = tuple(one for one, is_kept in zip(links.cited, kept, strict=False) if is_kept)
    return only_below(document, below), replace(links, cited=cited)


def _doubt(one: Contradiction) -> Message:
    said, likely = shown_number(one.id, one.date), shown_number(one.likely_id, one.likely_date)
    return Message(
        f"Trang {one.page}, dòng {one.line} ghi {said}; {one.documents} văn bản trong kho ghi {likely}.",
        f"Page {one.page}, line {one.line} says {said}; {one.documents} documents of the workspace say {likely}.",
    )


def print_facts(document: Document, stem: str, links: Links, language: Language) -> None:
    """Print the section tree and the facts of a document, each with its place."""
    console = console_for_results()
    console.rule(Text(f"{stem}  {document.header.number_symbol or ''}", style="bold"), align="left")
    console.print(Group(*_facts(document, links, language)))


def _facts(document: Document, links: Links, language: Language) -> Iterator[RenderableType]:
    if document.sections:
        yield _section_tree(document.sections, language)
    if document.references:
        yield _references(document, links, language)
    for facts, draw in _TABLES:
        if getattr(document, facts):
            yield draw(document, language)


def _section_tree(sections: Sequence[Section], language: Language) -> Tree:
    root = Tree(Message("Các mục", "Sections").in_language(language))
    branches: dict[int, Tree] = {0: root}
    for section in sections:
        parent = branches[max(level for level in branches if level < section.level)]
        label = Text.assemble((f"{section.label} ", "bold"), _short(section.heading, 90))
        kind = SECTION_KIND[section.kind].in_language(language) if section.kind else ""
        label.append(f"  {kind} {_place(section.evidence)}", style="dim")
        branches = {level: tree for level, tree in branches.items() if level < section.level}
        branches[section.level] = parent.add(label)
    return root


def _references(document: Document, links: Links, language: Language) -> Table:
    columns = (
        Column(Message("Văn bản", "Document")), Column(Message("Ngày", "Date"), whole=True),
        Column(Message("Cơ quan", "Issuer"), most=_NARROW), Column(Message("Quan hệ", "Relation")), Column(_ARTICLE),
        Column(Message("Trong kho", "In the workspace")), _PLACE,
    )  # fmt: skip
    rows = []
    for one, cited in zip_longest(document.references, links.cited[: len(document.references)]):
        named = _lines((" ".join(filter(None, (one.doc_type, one.id))), "bold"), (_short(one.subject or "", 60), "dim"))
        relation = RELATION[one.relation].in_language(language)
        if one.effect:
            relation += f", {EFFECT[one.effect].in_language(language)}"
        rows.append((named, shown_date(one.date), one.issuer, relation, one.article, cited, _place(one.evidence)))
    return table_of_facts(Message("Căn cứ và viện dẫn", "References"), columns, rows, language)


def _obligations(document: Document, language: Language) -> Table:
    columns = (
        _WHO, Column(Message("Vai trò", "Role")), Column(Message("Việc", "What")),
        Column(Message("Với", "With"), most=_NARROW), Column(Message("Hạn", "By when"), most=_NARROW), _PLACE,
    )  # fmt: skip
    rows = [
        (
            duty.actor, ROLE[duty.role].in_language(language), _what(duty, language), _short("; ".join(duty.partners)),
            _when(duty, language), _place(duty.evidence),
        )
        for duty in document.obligations
    ]  # fmt: skip
    return table_of_facts(Message("Việc phải làm", "Obligations"), columns, rows, language)


def _what(duty: Obligation, language: Language) -> Text:
    """Return what is to be done: the action, below it on what condition, its acts indented, the product."""
    condition = Message("điều kiện: ", "condition: ").in_language(language)
    product = Message("sản phẩm: ", "product: ").in_language(language)
    acts = [f"  - {_short(act.text)}" + (f" ({act.deadline})" if act.deadline else "") for act in duty.acts]
    return _lines(
        _short(duty.action),
        (duty.condition and condition + _short(duty.condition), "italic"),
        *acts,
        (duty.product and product + _short(duty.product), "dim"),
    )


def _when(duty: Obligation | ReportingDuty, language: Language) -> Text:
    """Return by when: as written, the day or time that it fixes, and how often."""
    day = shown_date(duty.deadline_date)
    if isinstance(duty, Obligation) and not day:
        day = " – ".join(shown_date(end) or "…" for end in (duty.starts, duty.ends)) if duty.starts or duty.ends else ""
    words = recurrence_words(duty.recurrence) if duty.recurrence else None
    often = words.in_language(language) if words else duty.recurrence or duty.frequency or ""
    said_already = often.casefold() in (duty.deadline or "").casefold()
    return _lines(duty.deadline, (day, "bold"), (not said_already and often, "cyan"))


def _reports(document: Document, language: Language) -> Table:
    columns = (
        _WHO, Column(Message("Báo cáo cho", "Reports to"), most=_NARROW),
        Column(Message("Qua", "Through"), most=_NARROW),
        Column(Message("Khi nào", "When"), most=_NARROW), Column(Message("Hình thức", "Form")), _PLACE,
    )  # fmt: skip
    rows = [
        (duty.actor, duty.to, duty.through, _when(duty, language), duty.form, _place(duty.evidence))
        for duty in document.reports
    ]
    return table_of_facts(Message("Chế độ báo cáo", "Reporting duties"), columns, rows, language)


def _targets(document: Document, language: Language) -> Table:
    columns = (
        Column(Message("Chỉ tiêu", "Target")), Column(Message("Mức", "Value")),
        Column(Message("Phạm vi", "Scope"), most=_NARROW), Column(Message("Thời kỳ", "Period")), _WHO, _PLACE,
    )  # fmt: skip
    rows = [
        (
            _short(one.indicator or one.text), _value(one, language), one.scope, one.period, one.actor,
            _place(one.evidence),
        )
        for one in document.targets
    ]  # fmt: skip
    return table_of_facts(Message("Chỉ tiêu", "Targets"), columns, rows, language)


def _value(target: Target, language: Language) -> str:
    comparator = COMPARATOR[target.comparator].in_language(language) if target.comparator else ""
    return " ".join(filter(None, (comparator, _with_unit(target.value, target.unit))))


def _with_unit(value: str, unit: str | None) -> str:
    return value if unit is None or unit in value else f"{value} {unit}"


def _budget(document: Document, language: Language) -> Table:
    columns = (
        _TEXT, Column(Message("Số tiền (đồng)", "Amount (VND)"), whole=True),
        Column(Message("Nguồn", "Source"), most=_NARROW),
        Column(Message("Lập dự toán", "Estimated by"), most=_NARROW), _PLACE,
    )  # fmt: skip
    rows = [
        (_short(one.text), _amount(one.amount, language), one.source, one.estimator, _place(one.evidence))
        for one in document.budget
    ]
    return table_of_facts(Message("Kinh phí", "Money"), columns, rows, language)


def _amount(amount: int | None, language: Language) -> str:
    return "" if amount is None else f"{amount:,}".replace(",", "." if language == "vi" else ",")


def _results(document: Document, language: Language) -> Table:
    columns = (_TEXT, Column(Message("Chỉ số", "Indicator")), Column(Message("Giá trị", "Value")), _PLACE)
    rows = [
        (_short(one.text), one.indicator, _with_unit(one.value, one.unit), _place(one.evidence))
        for one in document.results
    ]
    return table_of_facts(Message("Kết quả", "Results"), columns, rows, language)


def _mentions(document: Document, language: Language) -> Table:
    columns = (
        _TEXT, Column(Message("Cách gọi", "Form")), Column(Message("Chỉ đến", "Means")), Column(_ARTICLE), _PLACE,
    )  # fmt: skip
    rows = []
    for one in document.mentions:
        target = None if one.kind == "self" else one.target
        kind = MENTION_KIND[one.kind].in_language(language)
        rows.append((_short(one.text), kind, target, one.article, _place(one.evidence)))
    return table_of_facts(Message("Văn bản gọi tên", "Mentions"), columns, rows, language)


def _bodies(document: Document, language: Language) -> Table:
    columns = (
        Column(_BODY), _LEVEL, Column(Message("Loại", "Kind")), Column(Message("Cách viết", "Written"), most=_NARROW),
        _PLACE,
    )  # fmt: skip
    issuer = Message("(cơ quan ban hành)", "(issuer)").in_language(language)
    rows = [
        (
            _lines(one.name, (one.is_issuer and issuer, "dim")), BODY_LEVEL[one.level].in_language(language),
            BODY_KIND[one.kind].in_language(language), _short("; ".join(one.names)), _place(one.evidence),
        )
        for one in document.bodies
    ]  # fmt: skip
    return table_of_facts(_BODY, columns, rows, language)


def _places(document: Document, language: Language) -> Table:
    columns = (
        _TEXT, _LEVEL, Column(Message("Trước 01/7/2025", "Before 1 July 2025")),
        Column(Message("Từ 01/7/2025", "Since 1 July 2025")), _PLACE,
    )  # fmt: skip
    rows = [
        (
            one.text, BODY_LEVEL[one.level].in_language(language), _lines(*one.before), _lines(*one.after),
            _place(one.evidence),
        )
        for one in document.places
    ]  # fmt: skip
    return table_of_facts(Message("Địa bàn", "Places"), columns, rows, language)


_TABLES: tuple[tuple[str, Callable[[Document, Language], Table]], ...] = (
    ("mentions", _mentions),
    ("obligations", _obligations),
    ("reports", _reports),
    ("targets", _targets),
    ("budget", _budget),
    ("results", _results),
    ("bodies", _bodies),
    ("places", _places),
)


def _lines(*parts: str | tuple[str | bool | None, str] | None) -> Text:
    """Return the parts that say something, one below the other; a pair is a text and its style."""
    text = Text()
    for part in parts:
        said, style = part if isinstance(part, tuple) else (part, "")
        if said:
            text.append(("\n" if text else "") + str(said), style)
    return text


def _short(text: str, most: int = 140) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _place(evidence: Evidence) -> str:
    return f"tr.{evidence.page} d.{evidence.line} ({evidence.confidence:.0%})"
