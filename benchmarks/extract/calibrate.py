"""Counts how often facts of each confidence are right, for `pipeline.extract.certainty`.

    python -m benchmarks.extract.calibrate --out models

Labelled documents that were looked at while rules were written (`gold`, `dev`) come in the three ways; the sealed ones
are left out, they judge the outcome. LABELS/audit/*.json may add facts of further documents that somebody judged one by
one: lists of [way, kind, raw confidence, right].

Who takes a fact at 0.9 and above without looking may meet one wrong in a hundred. So a step at which more were wrong,
or too few were seen to tell, is brought below 0.9, whatever its share.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from benchmarks.extract.facts import certainties, compare, header_certainties
from benchmarks.extract.labelled import LABELS, labelled
from benchmarks.extract.ways import WAYS
from pipeline.calibration import LEAST, Calibration, Knots, Outcome, rising, write
from pipeline.extract.certainty import way_of
from pipeline.record import to_record

_SURE = 0.98
"""Share, by Laplace's rule, at which a step is kept: none wrong of 48, one of 98."""
_UNSURE = 0.89
_KINDS = (
    "header", "sections", "references", "obligations", "mentions", "reports", "targets", "budget", "results", "bodies",
    "places",
)  # fmt: skip
_UNKNOWN: Knots = ((0.0, 0.0), (1.0, _UNSURE))
"""For kinds too rare to count."""


def outcomes() -> dict[str, list[Outcome]]:
    """Return for each way and kind of fact the confidences of those found, and whether they are right."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for one in (*labelled("gold"), *labelled("dev")):
        for way, read in WAYS.items():
            document = read(one, fresh=False, calibrated=False)
            if document is None:
                continue
            own = way_of(document.lines)
            record = to_record(document)
            found[f"{own}.header"] += header_certainties(one.gold, record)
            same_lines = way == "correct" and (one.is_scan or one.paper is None)
            for compared in compare(one.name, one.gold, record, further=way == "correct", same_lines=same_lines):
                found[f"{own}.{compared.kind}"] += certainties([compared])
    for file in sorted((LABELS / "audit").glob("*.json")):
        for way, kind, confidence, is_right in json.loads(file.read_text("utf-8")):
            found[f"{way}.{kind}"].append((confidence, is_right))
    return found


def _careful(knots: Knots) -> Knots:
    """Return the steps from (0, 0) on, with those that are not sure enough brought below 0.9.

    Between an unsure step and a sure one, what is nearer to the unsure one is unsure.
    """
    steps: list[tuple[float, float]] = [(0.0, 0.0)]
    for confidence, share in knots:
        if share < _SURE:
            steps.append((confidence, min(share, _UNSURE)))
            continue
        if steps[-1][1] <= _UNSURE:
            steps.append(((steps[-1][0] + 2 * confidence) / 3 if steps[-1][0] else confidence / 2, _UNSURE))
        steps.append((confidence, share))
    return steps


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the models")
    options = parser.parse_args()
    knots: dict[str, Knots] = {f"{way}.{kind}": _UNKNOWN for way in WAYS for kind in _KINDS}
    for kind, values in sorted(outcomes().items()):
        print(f"{kind}: {sum(right for _, right in values)} of {len(values)} right")
        knots[kind] = _careful(rising(values)) if len(values) >= LEAST else _UNKNOWN
    write(options.out / "extraction.tsv", Calibration(knots))


if __name__ == "__main__":
    main()
