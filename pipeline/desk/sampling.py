"""Acceptance samples of a workspace: drawn from chosen documents, judged item by item, signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from pipeline import review
from pipeline.errors import UsageError
from pipeline.message import Message
from pipeline.review import sampling
from pipeline.store import Sample, SampleItem, Signature, Verdict, Workspace


class Unit(StrEnum):
    """What of a group is looked at one by one."""

    PAGE = "page"
    FIELD = "field"


def draw_sample(
    workspace: Workspace, documents: Sequence[int], title: str, unit: Unit, worst: float, seed: int, who: str
) -> Sample:
    """Draw a sample of the pages, or the header fields, of `documents` (by id) and keep it.

    Args:
        workspace: where the documents are.
        documents: the group that is to be accepted as a whole.
        title: what the group is called.
        unit: what is looked at one by one.
        worst: the largest share of wrong items that is accepted, between 0 and 1.
        seed: draws the same sample again.
        who: who draws it.

    Raises:
        UsageError: there is nothing to draw from.
    """
    items = [item for number in documents for item in _items(workspace, number, unit)]
    if not items:
        raise UsageError(Message("Không có gì để lấy mẫu.", "There is nothing to draw a sample from."))
    chosen = sampling.draw(items, sampling.sample_size(len(items), worst), seed)
    by = review.hand(who)
    number = workspace.samples.add(title, unit.value, worst, seed, len(items), chosen, by.who, by.when)
    return get_sample(workspace, number)


def _items(workspace: Workspace, document_id: int, unit: Unit) -> Iterator[SampleItem]:
    stored = workspace.get(document_id)
    document, name = stored.document, workspace.export_names()[document_id]
    sha256 = document.source.sha256
    if unit is Unit.PAGE:
        yield from (SampleItem(name, sha256, page.number) for page in document.pages)
        return
    for field in review.HEADER_ORDER:
        page = review.header_anchor(document, field).page
        yield SampleItem(name, sha256, page, field, review.shown(getattr(document.header, field)))


def get_sample(workspace: Workspace, number: int) -> Sample:
    """Return a sample by its number.

    Raises:
        UsageError: there is none.
    """
    found = workspace.samples.get(number)
    if found is None:
        raise UsageError(Message(f"Không có mẫu số {number}.", f"There is no sample {number}."))
    return found


def judge_items(
    workspace: Workspace, number: int, positions: Sequence[int], is_right: bool, who: str, note: str = ""
) -> Sample:
    """Note that items (from 1) of a sample are right or wrong; a later word on the same item counts.

    Raises:
        UsageError: there is no such sample or item, or the sample is signed.
    """
    sample = get_sample(workspace, number)
    _require_open(sample)
    if unknown := [one for one in positions if not 1 <= one <= len(sample.items)]:
        listed = ", ".join(map(str, unknown))
        raise UsageError(
            Message(
                f"Mẫu {number} chỉ có mục 1 đến {len(sample.items)}, không có {listed}.",
                f"Sample {number} has items 1 to {len(sample.items)}, not {listed}.",
            )
        )
    by = review.hand(who)
    workspace.samples.judge(number, [Verdict(one, is_right, by.who, by.when, note) for one in positions])
    return get_sample(workspace, number)


def rate_of(sample: Sample) -> sampling.Rate | None:
    """Return the errors of a sample and what they say of its group, None before anything was looked at."""
    verdicts = sample.verdicts.values()
    if not verdicts:
        return None
    return sampling.rate(sum(not one.is_right for one in verdicts), len(verdicts), sample.population)


def is_acceptable(sample: Sample) -> bool:
    """Say whether all items were looked at and show that no more than the accepted share of the group is wrong."""
    found = rate_of(sample)
    return found is not None and found.looked_at == len(sample.items) and found.bound <= sample.worst


def sign_sample(workspace: Workspace, number: int, accepted: bool, who: str, note: str = "") -> Sample:
    """Sign a sample: its group is accepted, or refused. The figures inform the person, who decides and is named.

    Raises:
        UsageError: there is no such sample, it is signed, or items were not looked at.
    """
    sample = get_sample(workspace, number)
    _require_open(sample)
    left = len(sample.items) - len(sample.verdicts)
    if left:
        raise UsageError(
            Message(f"Mẫu {number} còn {left} mục chưa kiểm tra.", f"{left} items of sample {number} are not judged.")
        )
    if accepted and not is_acceptable(sample) and not note:
        raise UsageError(
            Message(
                "Mẫu chưa đạt mức cho phép; muốn chấp nhận hãy ghi lý do (--note).",
                "The sample does not meet its limit; to accept all the same, say why (--note).",
            )
        )
    by = review.hand(who)
    workspace.samples.sign(number, Signature(accepted, by.who, by.when, note))
    return get_sample(workspace, number)


def _require_open(sample: Sample) -> None:
    if sample.signature is not None:
        raise UsageError(
            Message(
                f"Mẫu {sample.id} đã được {sample.signature.who} ký, không sửa được nữa. Hãy lấy mẫu mới.",
                f"Sample {sample.id} was signed by {sample.signature.who} and is closed. Draw a new one.",
            )
        )
