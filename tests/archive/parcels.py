"""Files with their documents, and whole packages, for tests: nothing is read by OCR."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import pikepdf
from lxml import etree

from pipeline.archive.holding import Holding, Item
from pipeline.archive.kinds import Kind
from pipeline.archive.mets import METS, XLINK
from pipeline.archive.package import Making, Written, write_package
from pipeline.archive.plan import plan
from pipeline.archive.stage import sha256_of
from pipeline.model import Header
from pipeline.store import Dossier, Fonds
from tests.papers import digest

FONDS = Fonds("P01", "UBND phường Bến Nhạc", "Ủy ban nhân dân phường Bến Nhạc", "H49.64.33", "H49", "Lưu trữ tỉnh")
DOSSIER = Dossier(
    "H49.64.2024.12", "P01", "Tập kế hoạch năm 2024", "03", "12", retention="01", access="01", keyword="kế hoạch",
    condition="02",
)  # fmt: skip
NOW = datetime(2026, 6, 12, 4, 45, 37, 690_000, UTC)


def item(ordinal: int = 1, **changes: object) -> Item:
    """Return a document of two pages, scanned at 300 dpi."""
    header = Header(
        doc_type="Kế hoạch", number=str(29 + ordinal), symbol="KH-UBND", number_symbol=f"{29 + ordinal}/KH-UBND",
        date=f"2024-03-0{ordinal}", issuer="Ủy ban nhân dân phường Bến Nhạc", title="Tuyên truyền năm 2024",
    )  # fmt: skip
    made = Item(
        ordinal, ordinal, f"kh-{ordinal}", digest(f"kh-{ordinal}"), None, f"hop/hs/kh-{ordinal}.pdf",
        "application/pdf", header, "ubnd-phuong-ben-nhac", 2, dpi=300, scanned=True,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def holding(*items: Item, fonds: Fonds | None = FONDS, **changes: object) -> Holding:
    """Return a complete file of two documents, or of `items`."""
    return Holding(replace(DOSSIER, **changes), fonds, items or (item(1), item(2)))  # type: ignore[arg-type]


def numbered_ids() -> Callable[[], UUID]:
    """Return a maker of ids that count up."""
    numbers = count(1)
    return lambda: UUID(int=next(numbers))


def stub_pdf(one: Item, path: Path) -> None:
    """Write a PDF with the pages of a document, a font, and the claim to be PDF/A-2b."""
    with pikepdf.new() as pdf:
        for _ in range(one.pages):
            page = pdf.add_blank_page()
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary())
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            said["pdfaid:part"], said["pdfaid:conformance"] = "2", "B"
        pdf.save(path, deterministic_id=True)


def package(
    out: Path, kind: Kind = Kind.SIP_HOSO, found: Holding | None = None, schemas: Path | None = None
) -> Written:
    """Write a package with ids that count up, at a fixed time."""
    making = Making(schemas=schemas or stub_schemas(out), now=lambda: NOW, new_id=numbered_ids())
    return write_package(plan(found or holding(), kind), out, stub_pdf, making)


def stub_schemas(out: Path) -> Path:
    """Return a folder of files named as the schemas of METS, which are not the project's to carry."""
    folder = out / "xsd"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("mets1_12.xsd", "xlink.xsd", "DILCISExtensionMETS.xsd", "DILCISExtensionSIPMETS.xsd"):
        (folder / name).write_text('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>\n', "utf-8")
    return folder


def reseal(folder: Path) -> None:
    """Bring sizes and checksums of both METS files to what now lies in the folder of a package."""
    for name in ("representations/rep1/METS.xml", "METS.xml"):
        mets = folder / name
        tree = etree.parse(str(mets))
        for one in tree.iter(f"{{{METS}}}mdRef", f"{{{METS}}}file"):
            location = one if one.tag == f"{{{METS}}}mdRef" else one.find(f"{{{METS}}}FLocat")
            file = mets.parent / (location.get(f"{{{XLINK}}}href") if location is not None else "")
            if file.is_file():
                one.set("SIZE", str(file.stat().st_size))
                one.set("CHECKSUM", sha256_of(file))
        tree.write(str(mets), xml_declaration=True, encoding="UTF-8")
