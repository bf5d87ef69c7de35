"""Measures cleaning, layout and OCR: `python -m benchmarks.ocr [--shared DIR] [--generated N] [--grades ...]`.

- real scans: whole documents and single pages of --shared that have a gold text;
- generated pages: N pages for each grade of damage, drawn and spoilt by `pipeline.synth`.

Two systems read the same images: ours (cleaning, layout, OCR; no restoration), and Tesseract as it comes, which is
given the page image and asked for text. Word and character error rates count case, punctuation and reading order;
"words" is the F1 of the words without their order; seconds are per page, on one core.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from pipeline import clean, ingest, ocr
from pipeline.quality import Interval, judge_text, mean_interval
from pipeline.raster import Raster
from pipeline.reading import compose
from pipeline.settings import Ingest, Settings
from pipeline.synth import GRADES, make_scan, random_plan

_SETTINGS = Settings(ingest=Ingest(trust_text_layer=False))
_ENGINE = ocr.tesseract("vie")


@dataclass(frozen=True, slots=True)
class Sample:
    """Some pages that have a gold text, and the group they are counted in."""

    group: str
    name: str
    pages: tuple[Raster, ...]
    gold: str


@dataclass(slots=True)
class Figures:
    """What one system reached on one group of samples."""

    wer: list[float] = field(default_factory=list)
    cer: list[float] = field(default_factory=list)
    words: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def row(self, name: str) -> str:
        """Return one line of the table."""
        parts = (_percent(mean_interval(values)) for values in (self.wer, self.cer, self.words))
        return f"{name:28} {'   '.join(parts)}   {np.mean(self.seconds):5.2f} s   n = {len(self.wer)}"


def _percent(value: Interval) -> str:
    return f"{100 * value.mean:6.2f} [{100 * value.low:5.2f}, {100 * value.high:5.2f}]"


def ours(page: Raster) -> str:
    """Return the text of `page` as our stages read it, before restoration."""
    cleaned = clean.clean_page(page, _SETTINGS.clean)
    if cleaned.is_blank:
        return ""
    return compose(ocr.read_page(cleaned.raster, 1, _SETTINGS.ocr, _ENGINE).lines).text


def tesseract_as_it_comes(page: Raster) -> str:
    """Return the text that the program gives for the page image."""
    _, image = cv2.imencode(".png", page.pixels)
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--dpi", str(page.dpi)]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=image.tobytes(), capture_output=True, check=True, env=environment)
    return done.stdout.decode("utf-8")


SYSTEMS: dict[str, Callable[[Raster], str]] = {"ours": ours, "tesseract as it comes": tesseract_as_it_comes}


def real_samples(shared: Path) -> Iterator[Sample]:
    """Return the scans and single pages of `shared` that have a gold text."""
    for gold in sorted((shared / "gold").glob("s*.txt")):
        yield Sample("scans", gold.stem, tuple(_pages(_scan(shared, gold.stem))), gold.read_text("utf-8"))
    for gold in sorted((shared / "gold" / "pages").glob("*.txt")):
        name, number = gold.stem.split(".p")
        yield Sample("pages", gold.stem, tuple(_pages(_scan(shared, name), int(number))), gold.read_text("utf-8"))


def _scan(shared: Path, name: str) -> Path:
    return next(shared.glob(f"scans/{name}_*.pdf"))


def _pages(file: Path, only: int | None = None) -> Iterator[Raster]:
    with tempfile.TemporaryDirectory() as spool:
        (item,) = ingest.discover([file], _SETTINGS, Path(spool)).items
        for number in range(1, ingest.page_count(item, _SETTINGS) + 1):
            if only in {None, number}:
                page = ingest.read_source_page(item, number, _SETTINGS)
                if isinstance(page, ingest.ImageInput):
                    yield page.raster


def generated_samples(grades: Iterable[str], count: int, seed: int = 100) -> Iterator[Sample]:
    """Return at least `count` drawn pages for each grade, whole documents."""
    for grade in grades:
        pages = 0
        number = seed
        while pages < count:
            scan = make_scan(random_plan(np.random.default_rng(number)), GRADES[grade], number)
            yield Sample(grade, f"{grade}-{number}", tuple(page.raster for page in scan.pages), scan.text)
            pages += len(scan.pages)
            number += 1


def measure(samples: Iterable[Sample], systems: dict[str, Callable[[Raster], str]]) -> dict[tuple[str, str], Figures]:
    """Let each system read each sample, print a line for it, and return the figures by group and system."""
    table: dict[tuple[str, str], Figures] = {}
    for sample in samples:
        cells = []
        for name, system in systems.items():
            start = time.perf_counter()
            text = "\n".join(system(page) for page in sample.pages)
            seconds = (time.perf_counter() - start) / max(1, len(sample.pages))
            found = judge_text(sample.gold, text)
            figures = table.setdefault((sample.group, name), Figures())
            figures.wer.append(found.wer)
            figures.cer.append(found.cer)
            figures.words.append(found.word_bag)
            figures.seconds.append(seconds)
            cells.append(f"{100 * found.wer:6.2f} {100 * found.cer:6.2f} {100 * found.word_bag:6.2f} {seconds:5.2f} s")
        print(f"{sample.name:14} " + "  |  ".join(cells), flush=True)
    return table


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--generated", type=int, default=4, metavar="N", help="pages of each grade (default 4)")
    parser.add_argument("--grades", nargs="*", default=list(GRADES), choices=list(GRADES))
    parser.add_argument("--systems", nargs="*", default=list(SYSTEMS), choices=list(SYSTEMS))
    arguments = parser.parse_args()
    systems = {name: SYSTEMS[name] for name in arguments.systems}
    print(f"{'per sample':14} " + "  |  ".join(f"{name}: WER CER words s/page" for name in systems))
    samples = [*generated_samples(arguments.grades, arguments.generated)] if arguments.generated else []
    if arguments.shared.is_dir():
        samples += real_samples(arguments.shared)
    table = measure(samples, systems)
    print(f"\n{'group, system':28} WER % [95 %]           CER % [95 %]           words % [95 %]         s/page")
    for (group, name), figures in table.items():
        print(figures.row(f"{group}, {name}"))


if __name__ == "__main__":
    main()
