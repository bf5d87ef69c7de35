"""Each rule on packages, with a package that is broken in exactly that way."""

from __future__ import annotations

import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from pipeline.archive.check import check_package
from pipeline.archive.faults import Weight
from pipeline.archive.kinds import Kind
from pipeline.archive.mets import CSIP, METS, XLINK
from pipeline.errors import DamagedSourceError, UsageError
from pipeline.settings import Limits
from tests.archive.parcels import package, reseal

REP1 = "representations/rep1"
EAD, EAD_DOC = "metadata/descriptive/EAD.xml", f"{REP1}/metadata/descriptive/EAD_DOC_H49.64.2024.12.1.xml"
PDF = f"{REP1}/data/H49.64.2024.12.1.pdf"
M, R = "METS.xml", f"{REP1}/METS.xml"
Breaking = Callable[[Path], None]


@pytest.fixture(scope="module", params=list(Kind), ids=str)
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Kind, Path]:
    kind = Kind(request.param)
    return kind, package(tmp_path_factory.mktemp("goi"), kind).path


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Path]:
    out = tmp_path_factory.mktemp("goi")
    return {kind: package(out / kind.value, kind).path for kind in (Kind.SIP_HOSO, Kind.AIP_HOSO)}


def unpacked(archive: Path, out: Path) -> Path:
    with zipfile.ZipFile(archive) as file:
        file.extractall(out)
    return next(path for path in out.iterdir() if path.is_dir())


def codes(path: Path, weight: Weight = Weight.ERROR) -> set[str]:
    return {fault.code for fault in check_package(path).faults if fault.weight is weight}


def test_a_sound_package_has_no_fault(sound: tuple[Kind, Path]) -> None:
    kind, path = sound
    report = check_package(path)
    assert report.is_valid, report.faults
    assert (report.kind, report.documents) == (kind, 2)
    assert {fault.code for fault in report.faults} <= {"schema-none"}


def test_a_claim_of_pdf_a_that_does_not_hold_is_a_warning(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    with pikepdf.open(folder / PDF, allow_overwriting_input=True) as pdf:
        pdf.Root.AA = pikepdf.Dictionary()  # what runs by itself is not allowed
        pdf.save(folder / PDF)
    reseal(folder)
    assert codes(folder, Weight.WARNING) == {"pdf-clauses"}


def test_a_signed_pdf_without_the_claim_is_a_warning(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    plain_pdf(folder)
    with pikepdf.open(folder / PDF, allow_overwriting_input=True) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        pdf.save(folder / PDF)
    reseal(folder)
    assert codes(folder) == set()
    assert codes(folder, Weight.WARNING) == {"pdf-signed"}


def test_a_folder_is_checked_as_its_zip_is(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    assert check_package(folder).faults == check_package(packages[Kind.SIP_HOSO]).faults


def text(path: str, old: str, new: str) -> Breaking:
    def change(folder: Path) -> None:
        said = (folder / path).read_text("utf-8")
        assert old in said
        (folder / path).write_text(said.replace(old, new, 1), "utf-8")

    return change


def value(path: str, name: str, new: str | None) -> Breaking:
    """Give a field of a description another value; None takes it out."""

    def change(folder: Path) -> None:
        tree = etree.parse(str(folder / path))
        element = tree.getroot().find(name)
        if new is None:
            tree.getroot().remove(element)
        else:
            element.text = new
        tree.write(str(folder / path), xml_declaration=True, encoding="UTF-8")

    return change


def in_mets(path: str, find: str, name: str, new: str | None) -> Breaking:
    """Give an attribute of an element of METS another value; None takes it off."""

    def change(folder: Path) -> None:
        tree = etree.parse(str(folder / path))
        root = tree.getroot()
        element = root if find == "." else root.find(find, {"m": METS})
        if new is None:
            del element.attrib[name]
        else:
            element.set(name, new)
        tree.write(str(folder / path), xml_declaration=True, encoding="UTF-8")

    return change


def id_twice(folder: Path) -> None:
    section = etree.parse(str(folder / M)).getroot().find("m:dmdSec", {"m": METS})
    in_mets(M, "m:amdSec", "ID", section.get("ID"))(folder)


def without(path: str, find: str) -> Breaking:
    """Take the first such element out of METS."""

    def change(folder: Path) -> None:
        tree = etree.parse(str(folder / path))
        element = tree.getroot().find(find, {"m": METS})
        element.getparent().remove(element)
        tree.write(str(folder / path), xml_declaration=True, encoding="UTF-8")

    return change


def removed(path: str) -> Breaking:
    return lambda folder: (folder / path).unlink()


def added(path: str, data: bytes = b"x") -> Breaking:
    def change(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    return change


def other_root(folder: Path) -> None:
    text(EAD, "<simpledc", "<ead")(folder)
    text(EAD, "</simpledc", "</ead")(folder)


def plain_pdf(folder: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page().obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary())
        pdf.save(folder / PDF)


def one_more_page(folder: Path) -> None:
    with pikepdf.open(folder / PDF, allow_overwriting_input=True) as pdf:
        pdf.add_blank_page()
        pdf.save(folder / PDF)


LINK = ".//m:div[@LABEL='MetadataLink/File']"
DTD = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'

RESEALED: list[tuple[str, Breaking, set[str]]] = [
    ("type", in_mets(M, ".", "TYPE", "Collection"), {"mets-type", "ead-field", "field-missing"}),
    ("type of rep1", in_mets(R, ".", "TYPE", "Collection"), {"mets-type"}),
    ("profile", in_mets(M, ".", "PROFILE", "khác"), {"mets-profile"}),
    ("package type", in_mets(R, "m:metsHdr", f"{{{CSIP}}}OAISPACKAGETYPE", "AIP"), {"mets-package-type"}),
    ("status", in_mets(M, "m:metsHdr", "RECORDSTATUS", "DRAFT"), {"mets-status"}),
    ("time in UTC", in_mets(M, "m:metsHdr", "CREATEDATE", "2026-06-12T04:45:37.690Z"), {"mets-time"}),
    ("time without milliseconds", in_mets(R, ".//m:file", "CREATED", "2026-06-12T11:45:37+07:00"), {"mets-time"}),
    ("object id", in_mets(M, ".", "OBJID", "uuid-1"), {"name-form", "name-folder"}),
    ("lower-case id", in_mets(M, ".//m:fileSec", "ID", "uuid-0000abcd-0000-0000-0000-000000000000"), {"mets-id"}),
    ("id twice", id_twice, {"mets-id-twice"}),
    ("no head", without(R, "m:metsHdr"), {"mets-section", "mets-package-type", "mets-status", "mets-time"}),
    ("no group of data", in_mets(R, ".//m:fileGrp", "USE", "Tệp"), {"mets-group"}),
    ("structMap", in_mets(R, "m:structMap", "LABEL", "Khác"), {"mets-struct"}),
    ("a link to nothing", in_mets(R, LINK, "DMDID", "uuid-0"), {"mets-link", "mets-unlinked"}),
    ("a document not joined", without(R, LINK), {"mets-unlinked"}),
    ("rep1 not joined", without(M, ".//m:mptr"), {"mets-pointer"}),
    ("EAD not joined", in_mets(M, ".//m:div[@LABEL='Metadata']", "DMDID", None), {"mets-unlinked"}),
    ("root of EAD", other_root, {"ead-root"}),
    ("unknown field", text(EAD, "<keyword>", "<extra/><keyword>"), {"ead-field"}),
    ("field twice", text(EAD, "<keyword>", "<keyword>x</keyword><keyword>"), {"ead-twice"}),
    ("field missing", value(EAD, "title", ""), {"field-missing"}),
    ("field too long", value(EAD, "keyword", "k" * 101), {"field-long"}),
    ("code unknown", value(EAD_DOC, "typeName", "33"), {"field-form"}),
    ("date form", value(EAD_DOC, "issuedDate", "2024-03-01"), {"field-form"}),
    ("no such day", value(EAD_DOC, "issuedDate", "30/02/2024"), {"field-form"}),
    ("number form", value(EAD, "numberOfPaper", "hai"), {"field-form"}),
    ("days reversed", value(EAD, "endDate", "01/01/2001"), {"dates-order"}),
    ("paper code of digitised files", value(EAD, "paperFileCode", ""), {"field-needed"}),
    ("status of backup", value(EAD, "riskRecovery", "1"), {"field-needed"}),
    ("process of electronic documents", value(EAD_DOC, "confidenceLevel", "01"), {"field-needed"}),
    ("totalDoc", value(EAD, "totalDoc", "3"), {"count-documents"}),
    ("numberOfPage", value(EAD, "numberOfPage", "5"), {"count-pages"}),
    ("docCode of another year", value(EAD_DOC, "docCode", "H49.64.1994.12.0000001"), {"code-document"}),
    ("docCode of six digits", value(EAD_DOC, "docCode", "H49.64.2024.12.000001"), {"code-document"}),
    ("docCode twice", value(EAD_DOC, "docCode", "H49.64.2024.12.0000002"), {"code-twice"}),
    ("docId", value(EAD_DOC, "docId", "H49.64.2024.12.7"), {"code-id"}),
    ("no fileCode", value(EAD, "fileCode", None), {"field-missing", "code-field"}),
    ("entities", text(EAD, "<simpledc", f"{DTD}<simpledc"), {"xml-unsafe"}),
    ("not XML", text(EAD_DOC, "</simpledc>", ""), {"xml-broken", "count-documents", "count-pages"}),
    ("PDF without claim", plain_pdf, {"pdf-claim"}),
    ("PDF that is none", added(PDF, b"%PDF-1.7\n"), {"pdf-broken"}),
    ("pages of the PDF", one_more_page, {"count-pdf-pages"}),
    ("PREMIS in a SIP", added("metadata/preservation/PREMIS.xml"), {"premis-present", "mets-orphan"}),
    ("a file nobody names", added("documentation/la.txt"), {"mets-orphan"}),
    ("a foreign folder", added("khac/la.txt"), {"mets-orphan", "tree-foreign"}),
    ("schema of its own disagrees", text("schemas/ead.xsd", 'value="1000"', 'value="3"'), {"schema-invalid"}),
    ("schema broken", text("schemas/ead.xsd", "xs:all", "xs:khac"), {"xml-broken"}),
]  # fmt: skip


@pytest.mark.parametrize(("breaking", "expected"), [row[1:] for row in RESEALED], ids=[row[0] for row in RESEALED])
def test_each_fault_is_found_and_no_other(
    packages: dict[Kind, Path], tmp_path: Path, breaking: Breaking, expected: set[str]
) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    breaking(folder)
    reseal(folder)
    assert codes(folder) == expected


AS_IT_IS: list[tuple[str, Breaking, set[str]]] = [
    ("changed", text(EAD, "Tập kế hoạch", "Tạp kế hoạch"), {"fixity-sum"}),
    ("longer", text(EAD, "Tập kế hoạch", "Tập các kế hoạch"), {"fixity-sum", "fixity-size"}),
    ("gone", removed("documentation/muc-luc-van-ban.csv"), {"mets-href"}),
    ("no METS", removed(M), {"tree-missing", "tree-root"}),
    ("no EAD", removed(EAD), {"tree-missing", "mets-href"}),
    ("no METS of rep1", removed(R), {"tree-missing", "mets-href"}),
    ("no schema", removed("schemas/ead.xsd"), {"tree-missing", "mets-href"}),
    ("no size", in_mets(M, ".//m:mdRef", "SIZE", None), {"fixity-size"}),
    ("other checksum", in_mets(M, ".//m:mdRef", "CHECKSUMTYPE", "MD5"), {"fixity-type"}),
    ("outside", in_mets(M, ".//m:FLocat", f"{{{XLINK}}}href", "../../etc/passwd"), {"mets-href", "mets-orphan"}),
]


@pytest.mark.parametrize(("breaking", "expected"), [row[1:] for row in AS_IT_IS], ids=[row[0] for row in AS_IT_IS])
def test_each_fault_of_references_is_found(
    packages: dict[Kind, Path], tmp_path: Path, breaking: Breaking, expected: set[str]
) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    breaking(folder)
    assert codes(folder) == expected


def test_checksums_are_in_capitals(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    tree = etree.parse(str(folder / M))
    one = tree.getroot().find(".//m:mdRef", {"m": METS})
    in_mets(M, ".//m:mdRef", "CHECKSUM", one.get("CHECKSUM").lower())(folder)
    assert "fixity-case" in codes(folder)


def test_names_of_files_follow_the_code_of_the_file(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    (folder / PDF).rename(folder / REP1 / "data" / "scan001.pdf")
    text(R, "data/H49.64.2024.12.1.pdf", "data/scan001.pdf")(folder)
    reseal(folder)
    assert "name-file" in codes(folder)


def test_names_of_descriptions_have_their_form(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    (folder / EAD_DOC).rename((folder / EAD_DOC).parent / "mo-ta-1.xml")
    text(R, "EAD_DOC_H49.64.2024.12.1.xml", "mo-ta-1.xml")(folder)
    reseal(folder)
    assert "name-description" in codes(folder)


@pytest.mark.parametrize("path", ["metadata/preservation/PREMIS.xml", f"{REP1}/metadata/preservation/PREMIS_rep1.xml"])
def test_an_aip_without_premis_is_at_fault(packages: dict[Kind, Path], tmp_path: Path, path: str) -> None:
    folder = unpacked(packages[Kind.AIP_HOSO], tmp_path)
    removed(path)(folder)
    assert codes(folder) == {"premis-missing", "mets-href"}


def test_premis_must_say_what_mets_says(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.AIP_HOSO], tmp_path)
    path = folder / REP1 / "metadata/preservation/PREMIS_rep1.xml"
    tree = etree.parse(str(path))
    next(tree.iter("{http://www.loc.gov/premis/v3}messageDigest")).text = "0" * 64
    tree.write(str(path))
    reseal(folder)
    assert codes(folder) == {"premis-fixity"}


def test_premis_needs_its_parts(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.AIP_HOSO], tmp_path)
    added("metadata/preservation/PREMIS.xml", b'<premis xmlns="http://www.loc.gov/premis/v3"/>')(folder)
    reseal(folder)
    assert codes(folder) == {"premis-broken"}


def shuffled(folder: Path) -> None:
    tree = etree.parse(str(folder / EAD))
    root = tree.getroot()
    root[:] = list(reversed(root))
    tree.write(str(folder / EAD), xml_declaration=True, encoding="UTF-8")


def paths_from_the_package(folder: Path) -> None:
    """Write the references of rep1 from the folder of the package, as some programs do."""
    reseal(folder)
    said = (folder / R).read_text("utf-8")
    for part in ("data/", "metadata/"):
        said = said.replace(f'xlink:href="{part}', f'xlink:href="{REP1}/{part}')
    (folder / R).write_text(said, "utf-8")


def other_prefix(folder: Path) -> None:
    said = (folder / M).read_text("utf-8").replace("<", "<mets:").replace("<mets:/", "</mets:")
    said = said.replace("<mets:?xml", "<?xml").replace('xmlns="http://www.loc.gov', 'xmlns:mets="http://www.loc.gov')
    (folder / M).write_text(said, "utf-8")


@pytest.mark.parametrize("writing", [shuffled, other_prefix, in_mets(R, ".", "OBJID", "uuid-khac")])
def test_other_ways_to_write_a_package_are_read(packages: dict[Kind, Path], tmp_path: Path, writing: Breaking) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    writing(folder)
    reseal(folder)
    assert codes(folder) == set()


def test_references_may_be_written_from_the_folder_of_the_package(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    paths_from_the_package(folder)
    assert codes(folder) == {"fixity-sum", "fixity-size"}, "only METS.xml of rep1 itself was changed"


def test_an_aip_may_be_named_by_a_urn(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.AIP_HOSO], tmp_path)
    name = "urn:P01:uuid-00000000-0000-0000-0000-000000000001"
    in_mets(M, ".", "OBJID", name)(folder)
    assert codes(folder.rename(tmp_path / name.replace(":", "_"))) == set()


def test_absent_schemas_of_mets_are_a_warning_that_says_what_to_do(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    removed("schemas/mets1_12.xsd")(folder)
    found = [fault for fault in check_package(folder).faults if fault.code == "tree-schemas"]
    assert [fault.weight for fault in found] == [Weight.WARNING]
    assert "archive.schemas" in found[0].advice.vi


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("name", ["../METS.xml", "/etc/METS.xml", "C:\\METS.xml", "a/../../METS.xml"])
def test_paths_that_lead_out_stop_the_check(tmp_path: Path, name: str) -> None:
    assert codes(zipped(tmp_path / "a.zip", **{"g/METS.xml": b"", name: b""})) == {"zip-unsafe"}


def test_links_and_names_that_are_there_twice_stop_the_check(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("g/la")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert codes(path) == {"zip-unsafe"}
    assert codes(zipped(tmp_path / "b.zip", **{"g/A.xml": b"1", "g/a.xml": b"2"})) == {"zip-unsafe"}


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    assert codes(zipped(tmp_path / "a.zip", **{"g/METS.xml": bytes(5_000_000)})) == {"zip-limit"}
    small = Limits(archive_files=1)
    report = check_package(zipped(tmp_path / "b.zip", **{"g/a": b"", "g/b": b""}), limits=small)
    assert [fault.code for fault in report.faults] == ["zip-limit"]


def test_a_link_in_a_folder_stops_the_check(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path)
    (folder / "documentation" / "la").symlink_to("/etc/passwd")
    assert codes(folder) == {"zip-unsafe"}


def test_entities_are_not_followed(packages: dict[Kind, Path], tmp_path: Path) -> None:
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("BÍ MẬT", "utf-8")
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path / "goi")
    text(EAD, "<simpledc", f'<!DOCTYPE x [<!ENTITY b SYSTEM "{secret.as_uri()}">]><simpledc')(folder)
    text(EAD, "Tập kế hoạch", "&b;")(folder)
    faults = check_package(folder).faults
    assert "xml-unsafe" in {fault.code for fault in faults}
    assert not any("BÍ MẬT" in fault.message.vi for fault in faults)


def test_several_folders_at_the_top_are_a_fault(packages: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(packages[Kind.SIP_HOSO], tmp_path / "goi")
    shutil.copytree(folder, folder.parent / "thu-hai")
    assert "tree-root" in codes(folder.parent)


def test_what_is_no_package_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 khong phai zip")
    with pytest.raises(DamagedSourceError):
        check_package(tmp_path / "a.zip")
    with pytest.raises(UsageError):
        check_package(tmp_path / "khong-co.zip")
    assert codes(zipped(tmp_path / "rong.zip")) == {"tree-missing"}


def test_what_is_neither_sip_nor_aip_is_told(tmp_path: Path) -> None:
    assert "mets-package-type" in codes(zipped(tmp_path / "la.zip", **{"g/doc.txt": b"x"}))
