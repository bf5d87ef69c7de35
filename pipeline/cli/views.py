"""How results look in a terminal: lists, hits, checks. One document is `document_view`, a batch `batch_view`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel
from rich.table import Table
from rich.text import Text

from pipeline.cli import batch_texts, texts
from pipeline.cli.doctor import Check
from pipeline.cli.tables import add_row, console_for_results, shown_date, shown_number, table_of
from pipeline.message import Language, Message
from pipeline.settings import Settings
from pipeline.store import Contradiction, Duplicate, Failure, Hit, Summary
from pipeline.wording import ACCESS, STATUS

_BLANK_PAGES = Message("{} trang trắng", "{} blank pages")
_REMARKS = Message("{} lưu ý", "{} remarks")
STATUS_STYLE = {
    "imported": "green",
    "ok": "green",
    "partial": "yellow",
    "known": "cyan",
    "skipped": "dim",
    "failed": "red",
}


def error_text(message: Message, language: Language) -> Text:
    """Return an error as one line."""
    return Text.assemble(("Lỗi: " if language == "vi" else "Error: ", "bold red"), message.in_language(language))


def print_list(
    documents: Sequence[Summary], failures: Sequence[Failure], duplicates: Sequence[Duplicate], language: Language
) -> None:
    """Print the documents of a workspace, those that may be one paper, and the files that failed."""
    console = console_for_results()
    headings = (
        Message("Mã", "Id"), Message("Văn bản, tệp", "Document, file"), Message("Ngày", "Date"),
        Message("Cơ quan ban hành, trích yếu", "Issuer, title"), Message("Trang", "Pages"), Message("Mục", "Sections"),
        Message("Căn cứ", "References"), Message("Việc", "Duties"), Message("Tình trạng", "Status"),
    )  # fmt: skip
    if documents:
        table = table_of(None, headings, language)
        for one in documents:
            named = Text(" ".join(filter(None, (one.doc_type, one.number_symbol))) or "—", style="bold")
            about = Text.assemble(one.issuer or "—", (f"\n{one.title}" if one.title else "", "dim"))
            counts = (one.pages, one.sections, one.references, one.obligations)
            status = Text(STATUS[one.status].in_language(language), style=STATUS_STYLE[one.status])
            if one.problems:
                status.append("\n" + _REMARKS.in_language(language).format(one.problems), "yellow")
            if one.access:
                status.append("\n" + ACCESS[one.access].in_language(language), "magenta")
            if one.blank_pages:
                status.append("\n" + _BLANK_PAGES.in_language(language).format(one.blank_pages), "dim")
            stem = f"{one.stem} ({one.part})" if one.part else one.stem
            add_row(table, (one.id, named.append(f"\n{stem}", "dim"), shown_date(one.date), about, *counts, status))
        console.print(table)
    print_duplicates(duplicates, language)
    if failures:
        table = table_of(
            Message("Không nhập được", "Failed"), (Message("Tệp", "File"), Message("Lý do", "Reason")), language
        )
        for failure in failures:
            add_row(table, (failure.name, failure.message.in_language(language)))
        console.print(table)
    if not documents and not failures:
        console.print(texts.NOTHING.in_language(language))


def print_duplicates(duplicates: Sequence[Duplicate], language: Language) -> None:
    """Print the pairs of documents that may be one paper, each pair once; nothing where there is none."""
    pairs = [one for one in duplicates if one.document < one.other]
    if not pairs:
        return
    names = {one.other: one.other_name for one in duplicates}
    headings = (Message("Văn bản", "Document"), Message("Văn bản", "Document"), Message("Vì sao", "Why"))
    table = table_of(batch_texts.DUPLICATES_TITLE, headings, language)
    for one in pairs:
        both = (f"{names[one.document]} ({one.document})", f"{one.other_name} ({one.other})")
        add_row(table, (*both, one.why.in_language(language)))
    console_for_results().print(table)


def print_contradictions(found: Sequence[Contradiction], language: Language) -> None:
    """Print the references that other documents write otherwise, with what is likely right."""
    console = console_for_results()
    if not found:
        console.print(texts.NO_CONTRADICTIONS.in_language(language))
        return
    headings = (
        Message("Văn bản", "Document"), Message("Trang", "Page"), Message("Dòng", "Line"),
        Message("Ghi là", "Says"), Message("Có lẽ đúng", "Likely right"), Message("Số văn bản ghi vậy", "Documents"),
    )  # fmt: skip
    table = table_of(texts.CONTRADICTIONS_TITLE, headings, language)
    for one in found:
        said = shown_number(one.id, one.date)
        likely = Text(shown_number(one.likely_id, one.likely_date), style="bold")
        add_row(table, (f"{one.export_name} ({one.document})", one.page, one.line, said, likely, one.documents))
    console.print(table)


def print_hits(hits: Sequence[Hit], language: Language) -> None:
    """Print search results."""
    console = console_for_results()
    if not hits:
        console.print("Không tìm thấy." if language == "vi" else "Nothing found.")
        return
    headings = (
        Message("Mã", "Id"),
        Message("Văn bản", "Document"),
        Message("Trang", "Page"),
        Message("Dòng", "Line"),
        Message("Đoạn", "Text"),
    )
    table = table_of(None, headings, language)
    for hit in hits:
        snippet = Text(hit.snippet)
        for start, end in hit.marks:
            snippet.stylize("bold", start, end)
        add_row(table, (hit.document, hit.number_symbol or hit.stem, hit.page, hit.line, snippet))
    console.print(table)


def print_written(files: Sequence[Path], out: Path, language: Language) -> None:
    """Say what was exported, and where."""
    word = "Đã xuất" if language == "vi" else "Exported"
    console_for_results().print(Text(f"{word} {len(files)} {'tệp' if language == 'vi' else 'files'}: {out.resolve()}"))


def print_checks(checks: Sequence[Check], language: Language) -> None:
    """Print the findings of the doctor, with the command that mends what is missing."""
    table = Table(box=None, show_header=False, padding=(0, 2))
    for check in checks:
        sign = Text("✓", "green") if check.ok else Text("✗", "red" if check.needed else "yellow")
        add_row(table, (sign, check.name.in_language(language), check.detail, "" if check.ok else f"→ {check.mend}"))
    console_for_results().print(table)


def print_settings(settings: Settings, language: Language) -> None:
    """Print every setting with its value and meaning."""
    headings = (Message("Tên", "Name"), Message("Giá trị", "Value"), Message("Ý nghĩa", "Meaning"))
    table = table_of(None, headings, language)
    for name, info in type(settings).model_fields.items():
        branch = getattr(settings, name)
        inner = type(branch).model_fields if isinstance(branch, BaseModel) else None
        for path, value, field in (
            [(name, branch, info)]
            if inner is None
            else [(f"{name}.{key}", getattr(branch, key), field) for key, field in inner.items()]
        ):
            add_row(table, (path, value, field.title if language == "vi" else field.description))
    console_for_results().print(table)
