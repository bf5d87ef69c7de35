"""Prints how well facts are found, with every miss and false alarm if asked.

    python -m benchmarks.extract [NAME ...] [--sets gold dev] [--ways correct ocr garbled] [--faults] [--labels DIR]

The figures are those of ../shared/eval/score.py (`pipeline.quality`), a row per document, their mean and its 95 %
interval over documents; then the further kinds of facts (on correct text), how often facts of a given confidence are
right, and the speed. Documents of the sealed set are scored when `--sets sealed` is given; what was missed in them is
not listed, so that nobody writes a rule from it. `--agreement` compares two labellings of the same documents.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.extract import speed
from benchmarks.extract.facts import Compared, Fact, certainties, compare, header_certainties, right
from benchmarks.extract.labelled import LABELS, SETS, SHARED, Labelled, chosen, labelled
from benchmarks.extract.ways import WAYS
from pipeline.quality import Quality, f1, judge, mean_interval, summarise
from pipeline.record import to_record

FIGURES = {
    "document": "header", "sections": "sections", "section_kind": "kind", "references": "refs",
    "reference_type": "type", "reference_date": "date", "reference_issuer": "issuer",
    "reference_relation": "relation", "obligations": "duties", "obligation_role": "role",
    "obligation_deadline": "deadline",
}  # fmt: skip
SURE = (0.98, 0.95, 0.9, 0.8, 0.7, 0.0)
_SHOWN = (
    "path", "heading", "kind", "doc_type", "id", "date", "issuer", "relation", "section", "actor", "role", "deadline",
    "text", "value", "target", "to", "amount", "action",
)  # fmt: skip


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="only these documents")
    parser.add_argument("--sets", nargs="+", default=["gold", "dev"], choices=SETS)
    parser.add_argument("--ways", nargs="+", default=["correct"], choices=list(WAYS))
    parser.add_argument("--faults", action="store_true", help="list every miss and false alarm (not of sealed ones)")
    parser.add_argument("--only", nargs="+", help="list the faults of these kinds")
    parser.add_argument("--fresh", action="store_true", help="read scans and garbled texts again")
    parser.add_argument("--agreement", action="store_true", help="compare the second labels with the first")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--labels", type=Path, default=LABELS)
    options = parser.parse_args()
    if options.agreement:
        _agreement(options.shared, options.labels)
        return
    for name in options.sets:
        documents = chosen(labelled(name, options.shared, options.labels), options.names)
        if not documents:
            print(f"## {name}: no labels here\n")
            continue
        for way in options.ways:
            listed = options.faults and name != "sealed"
            _report(f"{name}, {way}", documents, way, options.only, fresh=options.fresh, listed=listed)
    print(speed.report())


def _report(
    title: str, documents: Sequence[Labelled], way: str, only: Sequence[str] | None, *, fresh: bool, listed: bool
) -> None:
    judged: dict[str, Quality] = {}
    compared: list[Compared] = []
    header: list[tuple[float, bool]] = []
    for one in documents:
        document = WAYS[way](one, fresh=fresh)
        if document is None:
            continue
        record = to_record(document)
        judged[one.name] = judge(one.gold, record, one.text)
        compared += compare(
            one.name, one.gold, record, further=way == "correct", same_lines=one.is_scan or one.paper is None
        )
        header += header_certainties(one.gold, record)
        if listed:
            _list_faults(one, record, judged[one.name], [c for c in compared if c.document == one.name], only)
    if not judged:
        return
    print(f"## {title} (n = {len(judged)})\n")
    print("\n".join(_rows(judged)))
    print("\n".join(_further(compared)))
    print("\n".join(_sure(compared, header)) + "\n", flush=True)


def _rows(judged: dict[str, Quality]) -> Iterable[str]:
    yield f"| | {' | '.join(FIGURES.values())} |"
    yield f"| --- |{' ---: |' * len(FIGURES)}"
    for name, quality in judged.items():
        values = [getattr(quality, figure) for figure in FIGURES]
        yield f"| {name} | {' | '.join('' if value is None else f'{value:.3f}' for value in values)} |"
    means = summarise(list(judged.values()))
    found = [means.get(figure) for figure in FIGURES]
    yield f"| **mean** | {' | '.join(f'**{one.mean:.3f}**' if one else '' for one in found)} |"
    yield f"| 95 % | {' | '.join(f'{one.low:.2f}–{one.high:.2f}' if one else '' for one in found)} |"


def _further(compared: Sequence[Compared]) -> Iterable[str]:
    """Yield precision, recall and F1 of the further kinds, and how many of those found are right in every field."""
    kinds = [kind for kind in dict.fromkeys(one.kind for one in compared) if kind not in {"sections"}]
    if not kinds:
        return
    yield "\n| facts | labelled | found | precision | recall | F1 | 95 % of F1 | whole fact right |"
    yield "| --- |" + " ---: |" * 7
    for kind in kinds:
        of_kind = [one for one in compared if one.kind == kind]
        both, wanted, got = (sum(values) for values in zip(*(one.count() for one in of_kind), strict=True))
        whole = sum(bool(a and b and right(kind, a, b)) for one in of_kind for a, b in one.pairs)
        each = [f1(*one.count()) for one in of_kind if one.pairs]
        interval = mean_interval(each) if each else None
        yield (
            f"| {kind} | {wanted} | {got} | {both / got if got else 1:.3f} | {both / wanted if wanted else 1:.3f} | "
            f"{f1(both, wanted, got):.3f} | {f'{interval.low:.2f}–{interval.high:.2f}' if interval else ''} | "
            f"{whole / both if both else 1:.3f} |"
        )


def _sure(compared: Sequence[Compared], header: Sequence[tuple[float, bool]]) -> Iterable[str]:
    """Yield how many facts of each confidence are right in every field."""
    kinds = list(dict.fromkeys(one.kind for one in compared))
    found = {"header": list(header)} | {
        kind: certainties([one for one in compared if one.kind == kind]) for kind in kinds
    }
    found["all"] = [one for values in found.values() for one in values]
    yield "\n| facts right, by confidence | " + " | ".join(f"at {low:g}" for low in SURE) + " | all at 0.9 and above |"
    yield "| --- |" + " ---: |" * (len(SURE) + 1)
    for kind, values in found.items():
        cells = []
        for place, low in enumerate(SURE):
            high = SURE[place - 1] if place else 2.0
            inside = [is_right for sure, is_right in values if low <= sure < high]
            cells.append(f"{sum(inside)}/{len(inside)}" if inside else "")
        above = [is_right for sure, is_right in values if sure >= 0.9]
        total = f"{sum(above)}/{len(above)} ({sum(above) / len(above):.1%})" if above else ""
        yield f"| {kind} | {' | '.join(cells)} | {total} |"


def _list_faults(
    one: Labelled, record: Fact, quality: Quality, compared: Sequence[Compared], only: Sequence[str] | None
) -> None:
    print(f"--- {one.name}")
    for field in quality.missed if not only or "header" in only else ():
        print(f"    {field}: {record['document'].get(field)!r}\n      gold: {one.gold['document'].get(field)!r}")
    for found in compared:
        for gold, got in found.pairs if not only or found.kind in only else ():
            if gold is None and got is not None:
                print(f"    + {found.kind} {got['line']} {got['confidence']:.2f} {got['rule']}: {_show(got)}")
            elif got is None and gold is not None:
                print(f"    - {found.kind} {gold.get('line', gold.get('first_line'))}: {_show(gold)}")
            elif gold is not None and got is not None and not right(found.kind, gold, got):
                print(
                    f"    ~ {found.kind} {got['line']} {got['confidence']:.2f}: {_show(got)}\n      gold: {_show(gold)}"
                )


def _show(fact: Fact) -> str:
    return " | ".join(f"{fact[key]!s:.90}" for key in _SHOWN if fact.get(key))


def _agreement(shared: Path, labels: Path) -> None:
    """Print how far two people who labelled the same document agree: the ceiling of every figure."""
    first = {one.name: one for name in ("dev", "sealed") for one in labelled(name, shared, labels)}
    second = [one for one in labelled("second", shared, labels) if one.name in first]
    judged = {one.name: judge(first[one.name].gold, one.gold, None) for one in second}
    compared = [found for one in second for found in compare(one.name, first[one.name].gold, one.gold, further=True)]
    print(f"## agreement of two labellings (n = {len(judged)})\n")
    print("\n".join(_rows(judged)))
    print("\n".join(_further(compared)))


if __name__ == "__main__":
    main()
