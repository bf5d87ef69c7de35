"""What a folder of wheels lacks is named, per Python, and what the program needs here is fixed in constraints.txt."""

from __future__ import annotations

import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from bundle.wheels import Target, faults, read_pins

ROOT = Path(__file__).parent.parent.parent
PINS = {canonicalize_name(name): Version("1.0") for name in ("sound", "light", "warmth")}
NEW = Target("3.12", "x86_64")


def wheel(folder: Path, name: str, *needs: str, version: str = "1.0", tag: str = "py3-none-any") -> None:
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Requires-Dist: {need}\n" for need in needs)
    with zipfile.ZipFile(folder / f"{name}-{version}-{tag}.whl", "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", metadata)


def test_a_complete_folder_has_no_faults(tmp_path: Path) -> None:
    wheel(tmp_path, "app", "sound>=1.0", "light[warm]")
    wheel(tmp_path, "sound", tag="cp312-cp312-manylinux_2_28_x86_64")
    wheel(tmp_path, "light", 'warmth; extra == "warm"', 'ice; extra == "cold"', 'win; sys_platform == "win32"')
    wheel(tmp_path, "warmth", tag="cp39-abi3-manylinux2014_x86_64")
    assert faults(tmp_path, "app==1.0", PINS, NEW) == ()


def test_what_a_needed_wheel_needs_is_missed(tmp_path: Path) -> None:
    wheel(tmp_path, "app", "sound")
    wheel(tmp_path, "sound", "light>=1")
    assert faults(tmp_path, "app", PINS, NEW) == ("Python 3.12: no wheel for light>=1",)


@pytest.mark.parametrize(
    "tag", ["cp311-cp311-manylinux_2_28_x86_64", "cp312-cp312-manylinux_2_39_x86_64", "cp312-cp312-win_amd64"]
)
def test_a_wheel_for_others_is_none(tmp_path: Path, tag: str) -> None:
    wheel(tmp_path, "app", "sound")
    wheel(tmp_path, "sound", tag=tag)
    assert faults(tmp_path, "app", PINS, NEW) == ("Python 3.12: no wheel for sound",)


def test_markers_are_asked_for_the_python_of_the_target(tmp_path: Path) -> None:
    wheel(tmp_path, "app", 'light; python_version < "3.12"')
    assert faults(tmp_path, "app", PINS, NEW) == ()
    assert faults(tmp_path, "app", PINS, Target("3.11", "x86_64")) == ("Python 3.11: no wheel for light",)


def test_another_version_than_the_fixed_one_is_named(tmp_path: Path) -> None:
    wheel(tmp_path, "app", "sound")
    wheel(tmp_path, "sound", version="1.1")
    assert faults(tmp_path, "app", PINS, NEW) == ("Python 3.12: sound 1.1 is not what the constraints fix",)


def test_all_that_the_program_needs_is_fixed() -> None:
    pins = read_pins(ROOT / "constraints.txt")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting, seen = [Requirement(text) for text in project["dependencies"]], set[str]()
    while waiting:
        wanted = waiting.pop()
        if str(wanted) in seen:
            continue
        seen.add(str(wanted))
        for need in map(Requirement, distribution(wanted.name).requires or ()):
            extras = ("", *wanted.extras)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(need)
    names = {canonicalize_name(Requirement(text).name) for text in seen}
    assert len(names) > 40
    assert sorted(names - pins.keys()) == []
