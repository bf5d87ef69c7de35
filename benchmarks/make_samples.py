"""Draws the samples of the project again: data/samples and their gold in data/golden, from data/golden/content.

    python benchmarks/make_samples.py [STEM...]

Everything is seeded: on one machine the same files come out, byte by byte. (Other versions of Pillow or OpenCV may
differ in a pixel; the gold stays the same.)
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from benchmarks.garbled_text import garble
from pipeline.synth import Scan, Style, make_scan, read_description
from pipeline.synth.damage import turned
from pipeline.synth.grades import BILEVEL, FAX, GOOD, LOW, OFFICE, PALE, PHOTO, Grade
from pipeline.synth.record import Record
from pipeline.synth.write import Encoded, encode, write_image, write_pdf, write_tiff

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "data/golden/content"
SAMPLES = ROOT / "data/samples"
GOLDEN = ROOT / "data/golden"

# The noise of the grade "good" at 300 dpi costs megabytes as JPEG; a good office scanner is cleaner.
CLEAN_SCANNER = replace(GOOD, name="scanner", noise=1.5, quality=72)


Kind = Literal["pdf", "tiff", "image", "folder", "text"]
KINDS: dict[str, Kind] = {".pdf": "pdf", ".tif": "tiff", ".jpg": "image", ".txt": "text", "": "folder"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: its file or folder, the description it is drawn from, and how it was scanned.

    `sideways` are pages (from 1) that lay on the glass turned by a quarter.
    """

    name: str
    content: str
    grade: Grade
    seed: int
    style: Style = field(default_factory=Style)
    sideways: tuple[int, ...] = ()

    @property
    def stem(self) -> str:
        """The name of its gold."""
        return Path(self.name).stem

    @property
    def kind(self) -> Kind:
        """What is written."""
        return KINDS[Path(self.name).suffix]


SAMPLES_MADE = (
    Sample("Kế hoạch 112-KH-UBND quận Tân Giang.pdf", "ke-hoach-quan-tan-giang", CLEAN_SCANNER, 112),
    Sample(
        "ke-hoach-phuong-ben-nhac.pdf",
        "ke-hoach-phuong-ben-nhac",
        OFFICE,
        46,
        Style(size=13.5, leading=1.15, left_mm=32, right_mm=18),
    ),
    Sample(
        "ke-hoach-phuong-cau-say.tif", "ke-hoach-phuong-cau-say", BILEVEL, 38, Style(leading=1.25, handwritten=True)
    ),
    Sample("ke-hoach-phuong-lac-hong.pdf", "ke-hoach-phuong-lac-hong", FAX, 71),
    Sample("ke-hoach-phuong-vuon-trau.jpg", "ke-hoach-phuong-vuon-trau", PHOTO, 29, Style(size=13)),
    Sample("quyet-dinh-to-giam-sat.pdf", "quyet-dinh-thanh-lap-to-giam-sat", BILEVEL, 807, Style(leading=1.25)),
    Sample("bao-cao-295-6-thang", "bao-cao-6-thang", PALE, 295, Style(handwritten=True)),
    Sample("ke-hoach-chuyen-doi-so.pdf", "ke-hoach-chuyen-doi-so", OFFICE, 3146, sideways=(3,)),
    Sample("ke-hoach-xa-phu-lang.txt", "ke-hoach-xa-phu-lang", GOOD, 17, Style(seal=False)),
    Sample("Công văn đôn đốc báo cáo.pdf", "cong-van-don-doc", LOW, 184, Style(handwritten=True)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the samples that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("stem", nargs="*", help="make only these")
    wanted = set(parser.parse_args(arguments).stem)
    for sample in SAMPLES_MADE:
        if not wanted or sample.stem in wanted:
            make(sample)
    return 0


def make(sample: Sample) -> None:
    """Write one sample and its gold."""
    content = read_description(CONTENT / f"{sample.content}.toml")
    scan = make_scan(content, sample.grade, sample.seed, sample.style)
    if sample.kind == "text":
        make_text(sample, scan)
        return
    pages = [page.encoded for page in scan.pages]
    for number in sample.sideways:
        pages[number - 1] = encode(turned(pages[number - 1].raster, 1), sample.grade.codec, sample.grade.quality)
    size = write(sample, pages)
    write_gold(sample.stem, scan.text, scan.record)
    print(f"{size / 1e6:5.2f} MB  {len(pages)} pages  {sample.grade.name:8} {sample.name}")


def make_text(sample: Sample, scan: Scan) -> None:
    """Write what an English OCR makes of the scan, and the gold of it line for line."""
    garbled = garble(scan)
    (SAMPLES / sample.name).write_text("\n".join(garbled.read), "utf-8")
    write_gold(sample.stem, "\n".join(garbled.gold), garbled.record)
    print(f"{len(garbled.read)} lines, garbled  {sample.name}")


def write(sample: Sample, pages: Sequence[Encoded]) -> int:
    """Write the pages in the form that the name of the sample asks for; return the bytes written."""
    path = SAMPLES / sample.name
    path.parent.mkdir(parents=True, exist_ok=True)
    if sample.kind == "pdf":
        write_pdf(path, pages)
    elif sample.kind == "tiff":
        write_tiff(path, pages)
    elif sample.kind == "image":
        write_image(path, pages[0])
    else:
        path.mkdir(exist_ok=True)
        for number, page in enumerate(pages, 1):
            write_image(path / f"trang-{number:02}.jpg", page)
    files = [path] if path.is_file() else sorted(path.iterdir())
    return sum(file.stat().st_size for file in files)


def write_gold(stem: str, text: str, record: Record) -> None:
    """Write the gold text (no newline of its own at the end) and the gold record."""
    (GOLDEN / f"{stem}.gold.txt").write_text(text, "utf-8")
    (GOLDEN / f"{stem}.gold.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
