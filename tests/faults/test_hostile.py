"""Files made to exhaust memory, time or patience, read by real workers under tight bounds."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest

from pipeline.run import FileOutcome, FileStatus, run_batch
from pipeline.settings import load_settings
from pipeline.store import Workspace
from tests.ingest.files import pdf, raw_pdf, text_pdf, zipped
from tests.papers import PLAN

WORKER_BYTES = 2_000_000_000


def image_object(width: int, height: int, packed: bytes, bits: int = 8) -> bytes:
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent {bits} "
        f"/ColorSpace /DeviceGray /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
    )
    return head.encode() + packed + b"\nendstream"


def zeros(count: int) -> bytes:
    """`count` zero bytes, packed a thousandfold."""
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(count >> 20)) + packer.flush()


def bomb_by_image() -> bytes:
    """A page image of 19,000 x 19,000 bytes, 350 KB packed: below the bound of pixels, above that of memory."""
    draw = b"q 595 0 0 842 0 0 cm /Im Do Q"
    return raw_pdf(draw, b"/XObject << /Im 5 0 R >>", {5: image_object(19_000, 19_000, zeros(19_000 * 19_000))})


def bomb_by_stream() -> bytes:
    """A content stream of 60 MB of drawing, packed to 120 KB."""
    packer = zlib.compressobj(9)
    block = b"0 0 1 1 re f\n" * 80_000
    packed = b"".join(packer.compress(block) for _ in range(60)) + packer.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"
    return raw_pdf(b"", b"", {5: stream}).replace(b"/Contents 4 0 R", b"/Contents 5 0 R")


def circle_of_pages() -> bytes:
    """A page tree whose node is its own child."""
    return pdf(1).replace(b"/Type /Pages", b"/Kids [2 0 R] /Type /Pages")


def scripts_and_files() -> bytes:
    """A page with a script, an action that starts a program, and an embedded file."""
    harm = (
        b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\)) >> "
        b"/AA << /WC << /S /Launch /F (/bin/false) >> >> "
        b"/Names << /EmbeddedFiles << /Names [(x.exe) << /Type /Filespec /F (x.exe) >>] >> >>"
    )
    lines = {(60.0, 780.0 - 20 * number): line for number, line in enumerate(PLAN.split("\n")[:12]) if line}
    return text_pdf(lines).replace(b"/Type /Catalog", harm)


def tiff_of_endless_pages() -> bytes:
    """A TIFF whose directory of pages leads back to itself."""
    entries = [(256, 4, 1, 100), (257, 4, 1, 100), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 200),
               (277, 3, 1, 1), (278, 4, 1, 100), (279, 4, 1, 10_000)]  # fmt: skip
    out = io.BytesIO(b"II*\x00" + struct.pack("<I", 8))
    out.seek(8)
    out.write(struct.pack("<H", len(entries)))
    for entry in entries:
        out.write(struct.pack("<HHII", *entry))
    out.write(struct.pack("<I", 8))
    out.seek(200)
    out.write(bytes(10_000))
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "ảnh-nổ.pdf": bomb_by_image,
    "lệnh-nổ.pdf": bomb_by_stream,
    "vòng.pdf": circle_of_pages,
    "vòng.tif": tiff_of_endless_pages,
    "mã-độc.pdf": scripts_and_files,
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FileOutcome]:
    """What became of each hostile file, and of a good one beside them."""
    folder = tmp_path_factory.mktemp("hostile")
    scans = folder / "scans"
    scans.mkdir()
    for name, make in FILES.items():
        (scans / name).write_bytes(make())
    (scans / "tốt.txt").write_text(PLAN, "utf-8")
    inner = zipped(folder / "inner.zip", {"plan.txt": PLAN.encode()}).read_bytes()
    members = {"../ra-ngoài.txt": PLAN.encode(), "bom.txt": bytes(30_000_000), "trong.zip": inner}
    zipped(scans / "hiểm.zip", members)
    limits = {"worker_bytes": WORKER_BYTES, "render_seconds": 20, "page_pixels": 1_000_000}
    settings = load_settings(overrides={"limits": limits, "run": {"jobs": 2}, "restore": {"enabled": False}})
    with Workspace(folder / "kho") as workspace:
        report = run_batch([scans], workspace, settings)
        assert "tốt" in {one.stem for one in workspace.documents()}
    assert not (folder / "ra-ngoài.txt").exists()
    return {one.name: one for one in report.outcomes}


@pytest.mark.slow
def test_a_good_file_among_them_is_in(outcomes: dict[str, FileOutcome]) -> None:
    assert outcomes["tốt.txt"].status is FileStatus.IMPORTED


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ảnh-nổ.pdf", "lệnh-nổ.pdf", "vòng.pdf", "vòng.tif"])
def test_a_bomb_costs_no_more_than_its_bounds_and_says_why(name: str, outcomes: dict[str, FileOutcome]) -> None:
    found = outcomes[name]
    if found.status is FileStatus.FAILED:
        assert found.code in {"limit", "memory", "worker_died", "timeout", "damaged", "empty"}, found
        assert found.message
        assert name in found.message.vi
    else:  # read within the bounds: nothing was hurt
        assert found.pages <= 2


@pytest.mark.slow
def test_scripts_and_embedded_files_are_ignored(outcomes: dict[str, FileOutcome]) -> None:
    assert outcomes["mã-độc.pdf"].status is FileStatus.IMPORTED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("member", "code"), [("../ra-ngoài.txt", "damaged"), ("bom.txt", "limit"), ("trong.zip", "limit")]
)
def test_each_bad_member_of_a_zip_has_its_reason(member: str, code: str, outcomes: dict[str, FileOutcome]) -> None:
    assert outcomes[f"hiểm.zip/{member}"].code == code
