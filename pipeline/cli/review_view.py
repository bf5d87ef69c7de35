"""How review looks in a terminal: the queue, one entry with its surroundings, corrections, samples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text

from pipeline.cli import review_texts as texts
from pipeline.cli.tables import add_row, console_for_results, shown_date, table_of
from pipeline.desk import LikeCase, Waiting, is_acceptable, rate_of
from pipeline.message import Language, Message
from pipeline.model import Action, Correction
from pipeline.review import field_name
from pipeline.store import Sample

_SHOWN_CHARACTERS = 90
_DATES = frozenset({"date", "deadline_date", "starts", "ends"})


def print_queue(found: Sequence[Waiting], limit: int, language: Language) -> None:
    """Print the first `limit` entries of the queue."""
    console = console_for_results()
    if not found:
        console.print(texts.NOTHING.in_language(language))
        return
    headings = (
        Message("Mã", "Id"), Message("Văn bản", "Document"), Message("Trang", "Page"), Message("Về", "About"),
        Message("Đang ghi", "Stands"), Message("Có thể là", "Perhaps"), Message("Vì sao", "Why"),
    )  # fmt: skip
    table = table_of(None, headings, language)
    for one in found[:limit]:
        entry = one.entry
        about = _about(one, language)
        value = _shown(entry.field, entry.value)
        why = entry.why.in_language(language)
        add_row(table, (entry.id, one.name, entry.page, about, value, ", ".join(entry.alternatives[:3]), why))
    console.print(table)
    if len(found) > limit:
        console.print(texts.MORE.in_language(language).format(more=len(found) - limit))


def print_entry(waiting: Waiting, lines: Sequence[tuple[int, str, bool]], language: Language) -> None:
    """Print one entry with the lines about it, and what can be done."""
    entry, console = waiting.entry, console_for_results()
    head = Text.assemble((entry.id, "bold"), f"  {waiting.name}, ", Message("trang", "page").in_language(language))
    console.print(head.append(f" {entry.page}: {_about(waiting, language)}"))
    console.print(Text(entry.why.in_language(language), style="yellow"))
    if entry.value:
        console.print(Text.assemble(_shown(entry.field, entry.value), style="bold"))
    if entry.alternatives:
        perhaps = Message("Có thể là", "Perhaps").in_language(language)
        console.print(Text(f"{perhaps}: {', '.join(entry.alternatives)}"))
    for number, text, is_it in lines:
        console.print(Text(f"{'>' if is_it else ' '} {number:>4}  {text}", style="" if is_it else "dim"))
    hint = {"document": texts.FIX_LINE, "text": texts.FIX_WORD, "problems": texts.FIX_REMARK}
    console.print(Text(hint.get(entry.target, texts.FIX_FACT).in_language(language).format(id=entry.id), style="cyan"))


def print_made(made: Sequence[Correction], language: Language) -> None:
    """Say what was noted."""
    console = console_for_results()
    if not made:
        console.print(texts.UNCHANGED.in_language(language))
    for one in made:
        message = {Action.CONFIRM: texts.CONFIRMED, Action.REJECT: texts.REJECTED}.get(one.action, texts.MADE)
        what = field_name(one.target, one.field).in_language(language)
        stood = one.before if one.field or one.target == "text" else one.anchor.identity
        before, after = _shown(one.field, stood) or "–", _shown(one.field, one.after) or "–"
        console.print(Text(message.in_language(language).format(id=one.id, what=what, before=before, after=after)))


def print_undone(one: Correction, language: Language) -> None:
    """Say what was taken back."""
    what = field_name(one.target, one.field).in_language(language)
    console_for_results().print(Text(texts.UNDONE.in_language(language).format(id=one.id, what=what)))


def print_offer(first: Correction, count: int, language: Language) -> None:
    """Offer the like cases of a correction."""
    if count:
        console_for_results().print(Text(texts.ALIKE.in_language(language).format(count=count, id=first.id), "cyan"))


def print_like(cases: Sequence[LikeCase], language: Language) -> None:
    """Print like cases: where they are, and what would become of them."""
    console = console_for_results()
    if not cases:
        console.print(texts.NO_LIKE.in_language(language))
        return
    headings = (
        Message("Văn bản", "Document"), Message("Trang", "Page"), Message("Về", "About"), Message("Đang ghi", "Stands"),
        Message("Sẽ là", "Becomes"), Message("Dòng", "Line"),
    )  # fmt: skip
    table = table_of(None, headings, language)
    for case in cases:
        one = case.correction
        what = field_name(one.target, one.field).in_language(language)
        before, after = _shown(one.field, one.before), _shown(one.field, one.after)
        add_row(table, (case.name, one.anchor.page, what, before, after, one.anchor.printed[:_SHOWN_CHARACTERS]))
    console.print(table)


def print_corrections(found: Sequence[Correction], names: dict[str, str], language: Language) -> None:
    """Print the history of corrections; `names` gives for a SHA-256 the name of its document."""
    console = console_for_results()
    if not found:
        console.print(texts.NO_CORRECTIONS.in_language(language))
        return
    headings = (
        Message("Số", "No."), Message("Lúc (UTC)", "When (UTC)"), Message("Ai", "Who"), Message("Văn bản", "Document"),
        Message("Trang", "Page"), Message("Việc", "Did"), Message("Về", "About"), Message("Trước", "Before"),
        Message("Sau", "After"),
    )  # fmt: skip
    table = table_of(None, headings, language)
    for one in found:
        did = texts.ACTIONS[one.action].in_language(language) + (f" #{one.undoes}" if one.undoes else "")
        did += f" ~ #{one.like}" if one.like else ""
        name = names.get(one.anchor.sha256, one.anchor.sha256[:10])
        what = field_name(one.target, one.field).in_language(language)
        stood = one.before if one.field or one.target == "text" else one.anchor.identity
        before, after = (_shown(one.field, value)[:_SHOWN_CHARACTERS] for value in (stood, one.after))
        add_row(table, (one.id, _time(one.when), one.who, name, one.anchor.page, did, what, before, after))
    console.print(table)


def print_samples(samples: Sequence[Sample], language: Language) -> None:
    """Print a row for each sample."""
    console = console_for_results()
    if not samples:
        console.print(Message("Chưa có mẫu nào.", "No samples yet.").in_language(language))
        return
    headings = (
        Message("Số", "No."), Message("Nhóm", "Group"), Message("Mục", "Items"), Message("Đã xem", "Judged"),
        Message("Sai", "Wrong"), Message("Ký", "Signed"),
    )  # fmt: skip
    table = table_of(None, headings, language)
    for one in samples:
        wrong = sum(not verdict.is_right for verdict in one.verdicts.values())
        size = f"{len(one.items)}/{one.population} {texts.UNITS[one.unit].in_language(language)}"
        add_row(table, (one.id, one.title, size, len(one.verdicts), wrong, _signed(one, language)))
    console.print(table)


def print_sample(sample: Sample, language: Language) -> None:
    """Print one sample: its plan, its items with what was said of them, what they show, who signed."""
    console = console_for_results()
    plan = texts.SAMPLE_PLAN.in_language(language)
    said = plan.format(worst=_share(sample.worst), population=sample.population, seed=sample.seed)
    console.print(Text.assemble((f"#{sample.id} {sample.title}\n", "bold"), said))
    headings = (
        Message("Mục", "Item"), Message("Văn bản", "Document"), Message("Trang", "Page"), Message("Trường", "Field"),
        Message("Đang ghi", "Stands"), Message("Chấm", "Verdict"), Message("Ai", "Who"),
    )  # fmt: skip
    table = table_of(None, headings, language)
    for position, item in enumerate(sample.items, start=1):
        verdict = sample.verdicts.get(position)
        field = field_name("document", item.field).in_language(language) if item.field else ""
        told = (texts.RIGHT if verdict.is_right else texts.WRONG).in_language(language) if verdict else ""
        who = " ".join(filter(None, (verdict.who, verdict.note))) if verdict else ""
        add_row(table, (position, item.document, item.page, field, _shown(item.field, item.value), told, who))
    console.print(table)
    rate = rate_of(sample)
    if rate is not None:
        text = texts.SAMPLE_RATE.in_language(language).format(
            seen=rate.looked_at, size=len(sample.items), errors=rate.errors, share=_share(rate.share),
            low=_share(rate.low), high=_share(rate.high),
        )  # fmt: skip
        console.print(Text(text))
        meets = texts.SAMPLE_MEETS if is_acceptable(sample) else texts.SAMPLE_FAILS
        console.print(Text(meets.in_language(language).format(bound=_share(rate.bound))))
    if sample.signature:
        console.print(Text(_signed(sample, language), style="bold"))


def _signed(sample: Sample, language: Language) -> str:
    signature = sample.signature
    if signature is None:
        return ""
    what = (texts.ACCEPTED if signature.accepted else texts.REFUSED).in_language(language)
    text = texts.SAMPLE_SIGNED.in_language(language)
    return text.format(what=what, who=signature.who, when=_time(signature.when), note=signature.note).strip()


def _about(waiting: Waiting, language: Language) -> str:
    entry = waiting.entry
    if entry.target == "problems":
        return texts.KINDS[entry.kind].in_language(language)
    return field_name(entry.target, entry.field).in_language(language)


def _shown(field: str | None, value: str | None) -> str:
    return shown_date(value) if field in _DATES else value or ""


def _time(iso: str) -> str:
    return datetime.fromisoformat(iso).strftime("%d/%m/%Y %H:%M")


def _share(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")
