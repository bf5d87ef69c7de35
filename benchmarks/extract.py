"""How well facts are found in correct text: the records of ../shared/gold against what extraction gives.

    python -m benchmarks.extract [--verbose] [NAME ...]

The gold texts (000, 001, 004, s26, s28, s33) and the text layers of the born-digital documents go in, no OCR; the
figures are those of ../shared/eval/score.py. `--verbose` lists every miss and false alarm.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.extract import extract
from pipeline.model import Document, Line, Source

SHARED = Path(__file__).resolve().parents[2] / "shared"
FIGURES = (
    "document", "sections_f1", "section_kind", "references_f1", "reference_type", "reference_date", "reference_issuer",
    "reference_relation", "obligations_f1", "obligation_role", "obligation_deadline",
)  # fmt: skip


def document_of_text(name: str, text: str) -> Document:
    """Return a document of a plain text; a form feed begins a page."""
    lines: list[Line] = []
    page = 1
    for raw in text.split("\n"):
        page += raw.count("\f")
        line = raw.replace("\f", "")
        lines.append(Line(page, line, line))
    return Document(Source("", (name,), "text/plain", len(text)), lines=tuple(lines))


def gold_documents(shared: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, gold record and text of each labelled document."""
    for file in sorted((shared / "gold").glob("*.gold.json")):
        name = file.name.removesuffix(".gold.json")
        places = [shared / "gold" / f"{name}.gold.txt", shared / "gold" / f"{name}.txt"]
        places += sorted((shared / "born").glob(f"{name}_*.txt"))
        text = next(place for place in places if place.exists()).read_text("utf-8")
        yield name, json.loads(file.read_text("utf-8")), text


def record_of(document: Document) -> dict[str, Any]:
    """Return what the scorer reads of a record."""
    fields = ("doc_type", "number_symbol", "date", "place", "issuer", "title", "signer_name", "signer_title")
    keys = {
        "sections": ("path", "label", "heading", "kind"),
        "references": ("text", "doc_type", "id", "date", "issuer", "relation"),
        "obligations": ("section", "actor", "role", "partners", "action", "deadline", "deadline_date", "frequency"),
    }
    record: dict[str, Any] = {"document": {field: getattr(document.header, field) for field in fields}}
    for name, names in keys.items():
        record[name] = [{key: getattr(fact, key) for key in names} for fact in getattr(document, name)]
    return record


def scorer(shared: Path) -> ModuleType:
    """Return the module eval/score.py."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _alike(score: ModuleType, kind: str, gold: dict[str, Any], got: dict[str, Any]) -> bool:
    if kind == "sections":
        near = score.fuzz.ratio(score.key(gold["heading"])[:80], score.key(got["heading"])[:80])
        return bool(score.key(gold["path"]) == score.key(got["path"]) and near >= 85)
    if kind == "references":
        return bool(score.ref_id(gold) == score.ref_id(got))
    action = score.fuzz.token_sort_ratio(score.key(gold["action"]), score.key(got["action"]))
    actor = score.fuzz.token_set_ratio(score.key(gold["actor"]), score.key(got["actor"]))
    return bool(action >= 80 and actor >= 80)


def _show(fact: dict[str, Any]) -> str:
    return " | ".join(str(value)[:90] for key, value in fact.items() if key in _SHOWN and value)


_SHOWN = (
    "path",
    "heading",
    "kind",
    "doc_type",
    "id",
    "date",
    "issuer",
    "relation",
    "section",
    "actor",
    "role",
    "action",
)


def list_faults(score: ModuleType, gold: dict[str, Any], record: dict[str, Any], only: Sequence[str]) -> None:
    """Print every field that is wrong, every fact missed (-), found where there is none (+), or wrong in part (~)."""
    for field in record["document"]:
        want, got = gold["document"].get(field), record["document"][field]
        if not score.same(want, got) and (want or got):
            print(f"    {field}: {got!r}\n      gold: {want!r}")
    for kind in only:
        left = list(record[kind])
        for fact in gold[kind]:
            match = next((one for one in left if _alike(score, kind, fact, one)), None)
            if match is None:
                print(f"    - {kind}: {_show(fact)}")
                continue
            left.remove(match)
            wrong = [key for key in match if key in fact and fact[key] != match[key] and key not in {"text", "heading"}]
            for key in wrong:
                if not (isinstance(fact[key], str) and score.same(fact[key], match[key])):
                    print(f"    ~ {kind}: {_show(fact)[:60]}: {key} {match[key]!r}, gold {fact[key]!r}")
        for fact in left:
            print(f"    + {kind}: {_show(fact)}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", help="only these documents")
    parser.add_argument("--verbose", action="store_true", help="list every miss and false alarm")
    parser.add_argument("--only", default="sections,references,obligations", help="kinds of facts to list")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    score = scorer(options.shared)
    sums: dict[str, list[float]] = {figure: [] for figure in FIGURES}
    documents: list[Document] = []
    titles = {figure: figure.replace("obligation", "obl").replace("reference", "ref")[:9] for figure in FIGURES}
    print("name   " + " ".join(f"{titles[figure]:>9}" for figure in FIGURES))
    for name, gold, text in gold_documents(options.shared):
        if options.names and name not in options.names:
            continue
        documents.append(document_of_text(name, text))
        record = record_of(extract(documents[-1]))
        figures = score.score(gold, record)
        for figure in FIGURES:
            if figures[figure] is not None:
                sums[figure].append(figures[figure])
        print(f"{name:6} " + " ".join(f"{figures[f]:9.3f}" if figures[f] is not None else f"{'-':>9}" for f in FIGURES))
        if options.verbose:
            list_faults(score, gold, record, options.only.split(","))
    means = {figure: sum(values) / len(values) if values else 0.0 for figure, values in sums.items()}
    print("MEAN   " + " ".join(f"{means[figure]:9.3f}" for figure in FIGURES))
    print(f"{speed(documents):.1f} documents per second of processor time, all models loaded")


def speed(documents: Sequence[Document]) -> float:
    """Return how many documents are read in one second of this processor."""
    start = time.process_time()
    for document in documents:
        extract(document)
    return len(documents) / max(1e-9, time.process_time() - start)


if __name__ == "__main__":
    main()
