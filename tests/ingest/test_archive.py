import io
import stat
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import (
    DamagedSourceError,
    EncryptedSourceError,
    PipelineError,
    SourceLimitError,
    UnsupportedSourceError,
)
from pipeline.ingest import Discovery, discover
from pipeline.ingest.archive import member_name, unpack
from pipeline.settings import Limits, Settings
from tests.ingest.files import pdf, zipped


def found(path: Path, settings: Settings | None = None) -> Discovery:
    return discover([path], settings or Settings(), path.parent / "spool")


def refused(discovery: Discovery) -> dict[str, type[PipelineError]]:
    return {skip.name: type(skip.error) for skip in discovery.skipped if skip.error}


def test_a_zip_is_read_as_a_folder(tmp_path: Path) -> None:
    path = zipped(tmp_path / "hồ sơ.zip", {"xã A/kế hoạch.pdf": pdf(), "b.txt": "Kế hoạch".encode(), "c.xlsx": b"PK"})
    discovery = found(path)
    assert [item.name for item in discovery.items] == ["hồ sơ.zip/b.txt", "hồ sơ.zip/xã A/kế hoạch.pdf"]
    assert all((tmp_path / "spool") in item.paths[0].parents for item in discovery.items)


@pytest.mark.parametrize("name", ["../out.pdf", "a/../../out.pdf", "/etc/out.pdf", "C:\\out.pdf", "..\\out.pdf"])
def test_no_member_leaves_the_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, pdf())
        archive.writestr("good.pdf", pdf())
    discovery = found(path)
    assert [item.stem for item in discovery.items] == ["good"]
    assert list(refused(discovery).values()) == [DamagedSourceError]
    written = {file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file()}
    assert written == {Path("a.zip"), Path("spool/zip-1/good.pdf")}


def test_a_bomb_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bomb.txt": b"a" * 30_000_000, "good.pdf": pdf()})
    discovery = found(path)
    assert refused(discovery) == {"a.zip/bomb.txt": SourceLimitError}
    assert not (tmp_path / "spool/zip-1/bomb.txt").exists()
    assert len(discovery.items) == 1


def test_sizes_are_counted_not_believed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": bytes(1000), "b.txt": bytes(1000)})
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the directory says that it unpacks to 10 bytes
    path.write_bytes(data)
    unpacked = unpack(path, "a.zip", tmp_path / "out", Limits())
    assert sum(file.stat().st_size for file in (tmp_path / "out").iterdir()) <= 1010
    assert [name for name, _ in unpacked.refused] == ["a.zip/a.txt"]


def test_too_many_files_or_bytes_refuse_the_whole(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"{number}.txt": b"abc" * 100 for number in range(20)})
    for limits in ({"archive_files": 10}, {"archive_bytes": 3000}):
        discovery = found(path, Settings.model_validate({"limits": limits}))
        assert discovery.items == ()
        assert refused(discovery) == {"a.zip": SourceLimitError}


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.pdf", pdf())
    path = zipped(tmp_path / "a.zip", {"inner.zip": inner.getvalue()})
    assert refused(found(path)) == {"a.zip/inner.zip": SourceLimitError}


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.pdf": pdf(), "b.pdf": pdf(2)})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    path.write_bytes(data)
    discovery = found(path)
    assert refused(discovery) == {"a.zip/a.pdf": EncryptedSourceError}
    assert len(discovery.items) == 1


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("link.pdf")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert refused(found(path)) == {"a.zip/link.pdf": UnsupportedSourceError}


def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "Kế hoạch của xã")
        archive.writestr("b.txt", "Báo cáo của xã")
    data = path.read_bytes().replace("Kế hoạch".encode(), "Kế hoẠch".encode())
    path.write_bytes(data)
    discovery = found(path)
    assert refused(discovery) == {"a.zip/a.txt": DamagedSourceError}
    assert [item.stem for item in discovery.items] == ["b"]


def test_a_truncated_zip_fails(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.pdf": pdf()})
    path.write_bytes(path.read_bytes()[:-30])
    assert refused(found(path)) == {"a.zip": DamagedSourceError}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258", "cp437"])
def test_names_without_the_mark_of_utf_8(encoding: str) -> None:
    name = {"utf-8": "kế hoạch.pdf", "cp1258": "quyêt đinh.pdf", "cp437": "a\u2593.pdf"}[encoding]
    info = zipfile.ZipInfo("x")
    info.filename = name.encode(encoding).decode("cp437")
    if encoding == "cp437":
        assert member_name(info)  # some readable name, never an error
    else:
        assert member_name(info) == name


def test_one_name_twice_gives_two_files(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.pdf", pdf(1))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.pdf", pdf(2))
    assert len(found(path).items) == 2
