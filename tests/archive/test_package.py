"""Packages: what is missing is told first; what is written is whole, the same each time, and as the circular asks."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pipeline.archive.check import check_package
from pipeline.archive.check.description_rules import Description, document_faults
from pipeline.archive.faults import Weight
from pipeline.archive.fields import AIP_DOCUMENT, DOCUMENT, HOSO, MEDIA, PICTURE, TAILIEU
from pipeline.archive.holding import Holding, Item
from pipeline.archive.kinds import Kind
from pipeline.archive.mets import CSIP, METS
from pipeline.archive.package import IncompletePackageError, Making, write_package
from pipeline.archive.plan import plan
from pipeline.archive.schemas import METS_SCHEMAS, mets_schemas, own_schemas, schema
from pipeline.archive.values import document_values, package_values
from pipeline.export import ExportError
from tests.archive.parcels import FONDS, NOW, holding, item, numbered_ids, package, stub_pdf, stub_schemas

ROOT = "uuid-00000000-0000-0000-0000-000000000001"
TREE = [
    "METS.xml",
    "documentation/muc-luc-van-ban.csv",
    "metadata/descriptive/EAD.xml",
    "representations/rep1/METS.xml",
    "representations/rep1/data/H49.64.2024.12.1.pdf",
    "representations/rep1/data/H49.64.2024.12.2.pdf",
    "representations/rep1/metadata/descriptive/EAD_DOC_H49.64.2024.12.1.xml",
    "representations/rep1/metadata/descriptive/EAD_DOC_H49.64.2024.12.2.xml",
    "schemas/DILCISExtensionMETS.xsd",
    "schemas/DILCISExtensionSIPMETS.xsd",
    "schemas/ead.xsd",
    "schemas/ead_doc.xsd",
    "schemas/ead_media.xsd",
    "schemas/ead_pic.xsd",
    "schemas/mets1_12.xsd",
    "schemas/xlink.xsd",
]
PREMIS = {"metadata/preservation/PREMIS.xml", "representations/rep1/metadata/preservation/PREMIS_rep1.xml"}


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        found = [member.filename for member in archive.infolist()]
    assert all(name.startswith(f"{ROOT}/") for name in found)
    return sorted(name.removeprefix(f"{ROOT}/") for name in found)


def xml(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"{ROOT}/{name}"))


def values(path: Path, name: str) -> dict[str, str]:
    return {child.tag: child.text or "" for child in xml(path, name)}


def test_the_tree_is_that_of_the_circular(tmp_path: Path) -> None:
    assert names(package(tmp_path).path) == TREE
    assert set(names(package(tmp_path / "aip", Kind.AIP_HOSO).path)) == set(TREE) | PREMIS


def test_a_file_is_described_by_eighteen_fields(tmp_path: Path) -> None:
    said = values(package(tmp_path).path, "metadata/descriptive/EAD.xml")
    assert said == {
        "fileCode": "H49.64.2024.12", "title": "Tập kế hoạch năm 2024", "maintenance": "01", "mode": "01",
        "language": "01", "startDate": "01/03/2024", "endDate": "02/03/2024", "keyword": "kế hoạch", "totalDoc": "2",
        "numberOfPaper": "4", "numberOfPage": "4", "format": "02", "inforSign": "", "confidenceLevel": "02",
        "paperFileCode": "H49.03.12", "riskRecovery": "0", "riskRecoveryStatus": "", "description": "",
    }  # fmt: skip


def test_a_document_is_described_by_twenty_one_fields(tmp_path: Path) -> None:
    said = values(package(tmp_path).path, TREE[6])
    assert len(said) == 21
    assert (said["docId"], said["docCode"]) == ("H49.64.2024.12.1", "H49.64.2024.12.0000001")
    assert (said["typeName"], said["codeNumber"], said["codeNotation"]) == ("10", "30", "KH-UBND")
    assert (said["issuedDate"], said["organName"]) == ("01/03/2024", "Ủy ban nhân dân phường Bến Nhạc")


def test_the_code_of_the_archive_stands_before_those_of_an_aip(tmp_path: Path) -> None:
    path = package(tmp_path, Kind.AIP_HOSO).path
    assert values(path, "metadata/descriptive/EAD.xml")["arcFileCode"] == "H49.H49.64.2024.12"
    assert values(path, TREE[6])["arcDocCode"] == "H49.H49.64.2024.12.0000001"
    premis = xml(path, "metadata/preservation/PREMIS.xml")
    assert premis.findtext(".//{*}eventType") == "information package creation"


@pytest.mark.parametrize(("kind", "fields"), [
    (Kind.SIP_TAILIEU, ["fileCode", "title", "source", "totalDoc", "description"]),
    (Kind.AIP_TAILIEU, ["arcFileCode", "title", "source", "description"]),
])  # fmt: skip
def test_loose_documents_say_whether_they_went_out(tmp_path: Path, kind: Kind, fields: list[str]) -> None:
    said = values(package(tmp_path, kind).path, "metadata/descriptive/EAD.xml")
    assert list(said) == fields
    assert said["source"] == "0"
    mixed = holding(item(1), item(2, issuer_key="khac", header=replace(item().header, issuer="UBND tỉnh A")))
    assert package_values(mixed, kind)["source"] == ""
    assert "source" in {fault.field for fault in plan(mixed, kind).faults}


def test_mets_bears_the_marks_of_its_kind(tmp_path: Path) -> None:
    for kind, mets_type, oais in ((Kind.SIP_HOSO, "Mixed", "SIP"), (Kind.AIP_TAILIEU, "Collection", "AIP")):
        path = package(tmp_path / kind.value, kind).path
        for name in ("METS.xml", "representations/rep1/METS.xml"):
            root = xml(path, name)
            header = root.find(f"{{{METS}}}metsHdr")
            assert header is not None
            assert (root.get("TYPE"), header.get(f"{{{CSIP}}}OAISPACKAGETYPE")) == (mets_type, oais)
            assert header.get("CREATEDATE") == "2026-06-12T11:45:37.690+07:00"
            assert header.get("RECORDSTATUS") == "NEW"


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = package(tmp_path / "a"), package(tmp_path / "b")
    assert one.path.read_bytes() == other.path.read_bytes()


def test_the_table_of_contents_travels_with_the_package(tmp_path: Path) -> None:
    danger = item(1, header=replace(item().header, title="=HYPERLINK(1)"))
    with zipfile.ZipFile(package(tmp_path, found=holding(danger)).path) as archive:
        text = archive.read(f"{ROOT}/documentation/muc-luc-van-ban.csv").decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(text))
    assert heading[:3] == ["Số thứ tự", "Số, ký hiệu văn bản", "Ngày tháng văn bản"]
    assert row[:5] == ["1", "30/KH-UBND", "01/03/2024", "Ủy ban nhân dân phường Bến Nhạc", "'=HYPERLINK(1)"]


def missing(found: Holding, kind: Kind = Kind.SIP_HOSO) -> set[str | None]:
    return {fault.field or fault.code for fault in plan(found, kind).faults if fault.weight is Weight.ERROR}


def test_what_is_missing_is_known_before_anything_is_written(tmp_path: Path) -> None:
    bare = holding(item(1, header=replace(item().header, date=None, title=None)), fonds=None, title=None, access=None)
    assert missing(bare) == {"title", "mode", "paperFileCode", "startDate", "endDate", "issuedDate", "subject"}
    with pytest.raises(IncompletePackageError, match="--draft"):
        write_package(plan(bare, Kind.SIP_HOSO), tmp_path, stub_pdf)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (holding(code="H49/12"), "fileCode"),
        (holding(code="H49.64.33.2001.160.2024.1"), "docId"),
        (holding(item(1, header=replace(item().header, number="123456789012"))), "codeNumber"),
        (holding(item(1, media_type="text/plain")), "no-pages"),
        (replace(holding(), items=()), "no-documents"),
        (holding(start="2025-01-01"), "endDate"),
        (holding(confidence="01"), "process"),
    ],
)
def test_what_breaks_a_rule_is_told(found: Holding, expected: str) -> None:
    if expected == "process":
        found = replace(found, items=tuple(replace(one, scanned=False) for one in found.items))
    assert expected in missing(found)


def test_advice_names_the_column_that_mends_it_and_proposes_the_period() -> None:
    faults = {fault.field: fault for fault in plan(holding(retention=None), Kind.SIP_HOSO).faults}
    advice = faults["maintenance"].advice.vi
    assert "“Thời hạn bảo quản” của bảng “Hồ sơ”" in advice
    assert "Cần người quyết định" in advice
    assert len(faults) == 1, "what documents have from their file is told once"


def test_personal_data_in_a_public_document_are_a_warning() -> None:
    (fault,) = plan(holding(item(1, personal=True), item(2)), Kind.SIP_HOSO).faults
    assert (fault.code, fault.weight) == ("personal-data", Weight.WARNING)
    assert plan(holding(item(1, personal=True), access="02"), Kind.SIP_HOSO).faults == ()


def test_an_aip_needs_the_code_of_the_archive() -> None:
    assert missing(holding(fonds=replace(FONDS, archive_code=None)), Kind.AIP_HOSO) == {"arcFileCode", "paperFileCode"}


def test_a_draft_is_written_and_says_so(tmp_path: Path) -> None:
    making = Making(draft=True, now=lambda: NOW, new_id=numbered_ids(), schemas=stub_schemas(tmp_path))
    written = write_package(plan(holding(title=None), Kind.SIP_HOSO), tmp_path, stub_pdf, making)
    assert written.path.name.startswith("nhap-")
    found = {fault.code for fault in check_package(written.path).faults}
    assert {"mets-draft", "field-missing"} <= found


def test_a_package_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def failing(one: Item, path: Path) -> None:
        if one.ordinal == 2:
            raise OSError(28, "No space left on device")
        stub_pdf(one, path)

    with pytest.raises(OSError, match="No space"):
        write_package(plan(holding(), Kind.SIP_HOSO), tmp_path, failing)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", "utf-8")
    with pytest.raises(ExportError):
        write_package(plan(holding(), Kind.SIP_HOSO), tmp_path / "tep", stub_pdf)


def test_schemas_of_mets_are_put_in_where_they_can_be_had(tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    written = package(tmp_path / "out", schemas=tmp_path / "trong")
    assert written.missing_schemas == METS_SCHEMAS
    folder = stub_schemas(tmp_path)
    (folder / "mets1_12.xsd").rename(folder / "mets.xsd")
    assert mets_schemas(folder)["mets1_12.xsd"] == folder / "mets.xsd"


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_the_data_satisfy_our_schemas_in_any_order(kind: Kind) -> None:
    found = holding()
    for name, fields, said in (
        ("ead.xsd", kind.package_fields, package_values(found, kind)),
        ("ead_doc.xsd", kind.document_fields, document_values(found.items[0], found, kind)),
    ):
        checker = etree.XMLSchema(etree.fromstring(own_schemas(kind)[name]))
        root = etree.Element("simpledc")
        for field in reversed(fields):
            etree.SubElement(root, field.name).text = said[field.name]
        assert checker.validate(root), checker.error_log
        root[0].text = "x" * 3000
        assert not checker.validate(root)


@pytest.mark.parametrize("fields", [HOSO, TAILIEU, DOCUMENT, AIP_DOCUMENT, PICTURE, MEDIA])
def test_every_table_of_fields_makes_a_schema(fields: tuple[object, ...]) -> None:
    assert etree.XMLSchema(etree.fromstring(schema(fields))) is not None  # type: ignore[arg-type]


def test_the_fields_are_as_many_as_the_circular_has() -> None:
    assert (len(HOSO), len(TAILIEU), len(DOCUMENT), len(AIP_DOCUMENT)) == (18, 5, 21, 19)


def test_an_aip_in_the_words_of_the_printed_schema_is_read() -> None:
    said = {"arcFileCode": "H49.1", "docOrdinal": "1", "docCode": "H49.1.0000001", "typeName": "10", "mode": "01",
            "language": "01", "numberOfPage": "2", "issuedDate": "01/03/2024", "organName": "UBND",
            "subject": "x"}  # fmt: skip
    one = Description("EAD_doc_1.xml", "doc", said, None)
    assert list(document_faults(one, Kind.AIP_HOSO, "H49.1")) == []
