"""What a PDF says of itself: XMP and Info that agree, the colours it is meant in, its language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from pipeline.model import Document
from pipeline.version import __version__

PROGRAM = f"sohoa {__version__}"
_SRGB = "sRGB IEC61966-2.1"
_PROFILE_DATE = slice(24, 36)
_A_DAY = (2026, 1, 1, 0, 0, 0)  # profiles made at any time are the same bytes


@dataclass(frozen=True, slots=True)
class Description:
    """What the metadata of a document are."""

    title: str
    issuer: str | None
    number: str | None
    date: str | None
    kind: str | None
    subject: str | None
    source: str
    note: str | None = None


def describe(document: Document, note: str | None = None) -> Description:
    """Return the metadata of `document`; `note` is said of the file itself (that it is a copy of a signed one)."""
    header = document.header
    named = " ".join(part for part in (header.doc_type, header.number_symbol) if part)
    title = ": ".join(part for part in (named, header.title) if part) or document.source.name
    return Description(
        title=title,
        issuer=header.issuer,
        number=header.number_symbol,
        date=header.date,
        kind=header.doc_type,
        subject=header.title,
        source=f"sha256:{document.source.sha256}",
        note=note,
    )


def write_metadata(pdf: pikepdf.Pdf, said: Description, made_at: datetime) -> None:
    """Write XMP, Info, output intent and language into `pdf`; `made_at` has a time zone."""
    stamp = made_at.replace(microsecond=0)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfaid:part"], xmp["pdfaid:conformance"] = "2", "B"
        xmp["dc:format"] = "application/pdf"
        xmp["dc:title"] = said.title
        xmp["dc:language"] = {"vi"}
        xmp["dc:source"] = said.source
        if said.issuer:
            xmp["dc:creator"] = [said.issuer]
        if said.number:
            xmp["dc:identifier"] = said.number
        if said.date:
            xmp["dc:date"] = [said.date]
        if said.kind:
            xmp["dc:type"] = {said.kind}
        if described := _described(said):
            xmp["dc:description"] = described
        xmp["xmp:CreatorTool"] = xmp["pdf:Producer"] = PROGRAM
        xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = xmp["xmp:MetadataDate"] = stamp.isoformat()
    info = {"/Title": said.title, "/Author": said.issuer, "/Subject": _described(said), "/Creator": PROGRAM,
            "/Producer": PROGRAM}  # fmt: skip
    for key, value in info.items():
        if value:
            pdf.docinfo[key] = value
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = _pdf_date(stamp)
    pdf.Root.Lang = pikepdf.String("vi")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.OutputIntents = Array([_output_intent(pdf)])


def _described(said: Description) -> str | None:
    return ". ".join(part for part in (said.subject, said.note) if part) or None


def _pdf_date(stamp: datetime) -> str:
    zone = stamp.strftime("%z") or "+0000"
    return f"D:{stamp:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


def _output_intent(pdf: pikepdf.Pdf) -> pikepdf.Object:
    profile = pikepdf.Stream(pdf, srgb_profile(), N=3, Alternate=Name.DeviceRGB)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String(_SRGB),
        Info=pikepdf.String(_SRGB),
        DestOutputProfile=pdf.make_indirect(profile),
    )


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """Return an sRGB profile, made by Little CMS (MIT) in Pillow; its day is fixed."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    day = b"".join(part.to_bytes(2, "big") for part in _A_DAY)
    return made[: _PROFILE_DATE.start] + day + made[_PROFILE_DATE.stop :]
