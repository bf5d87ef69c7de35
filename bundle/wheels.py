"""The wheels of a bundle: fetched with pip for one or several Pythons, and proof that none is missing."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

NEWEST_GLIBC = 36
"""Minor version of the C library of Debian 12, the oldest system that a bundle is made for."""


class BundleError(Exception):
    """A bundle cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """The Python that wheels are for: its version ("3.11") and the machine ("x86_64")."""

    python: str
    machine: str

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platform tags that it can load, newest first."""
        new = tuple(f"manylinux_2_{minor}_{self.machine}" for minor in range(NEWEST_GLIBC, 16, -1))
        return (*new, f"manylinux2014_{self.machine}", f"linux_{self.machine}")

    @property
    def tags(self) -> frozenset[Tag]:
        """The tags of wheels that it can load."""
        version = tuple(int(part) for part in self.python.split("."))
        cpython = cpython_tags(version, platforms=self.platforms)
        return frozenset((*cpython, *compatible_tags(version, f"cp{''.join(map(str, version))}", self.platforms)))

    @property
    def environment(self) -> dict[str, str]:
        """What markers of requirements are asked about."""
        return {
            **{name: str(value) for name, value in default_environment().items()},
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "platform_machine": self.machine,
            "sys_platform": "linux",
            "platform_system": "Linux",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel file: what it is called, its version, for whom it is, what it needs."""

    name: NormalizedName
    version: Version
    tags: frozenset[Tag]
    needs: tuple[Requirement, ...]


def fetch(requirements: Sequence[str], constraints: Path, target: Target, folder: Path) -> None:
    """Put the wheels of `requirements`, and of all that they need, into `folder`, as the machine's pip is set up.

    Raises:
        BundleError: pip cannot find one of them as a wheel for `target`.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder), "--only-binary", ":all:"]
    command += ["--constraint", str(constraints), "--python-version", target.python, "--implementation", "cp"]
    for platform in target.platforms:
        command += ["--platform", platform]
    done = subprocess.run([*command, *requirements], check=False, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise BundleError(f"pip could not fetch the wheels for Python {target.python}:\n{done.stderr.strip()}")


def read_wheel(path: Path) -> Wheel:
    """Read the name of a wheel and its METADATA."""
    name, version, _, tags = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        inside = next(entry for entry in archive.namelist() if entry.endswith(".dist-info/METADATA"))
        needs = Parser().parsestr(archive.read(inside).decode("utf-8")).get_all("Requires-Dist", [])
    return Wheel(name, version, tags, tuple(Requirement(text) for text in needs))


def read_pins(constraints: Path) -> dict[NormalizedName, Version]:
    """Return the versions that the constraints file fixes."""
    lines = (line.partition("#")[0].strip() for line in constraints.read_text("utf-8").splitlines())
    pairs = (line.split("==") for line in lines if line)
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def faults(folder: Path, top: str, pins: dict[NormalizedName, Version], target: Target) -> tuple[str, ...]:
    """Say what keeps `top` from being installed on `target` out of `folder` alone.

    That is: a requirement no wheel fulfils, and a wheel that is not of the version that the constraints fix.
    """
    wheels = {wheel.name: wheel for wheel in map(read_wheel, sorted(folder.glob("*.whl"))) if wheel.tags & target.tags}
    found: list[str] = []
    waiting = [Requirement(top)]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        wheel = wheels.get(canonicalize_name(requirement.name))
        if wheel is None or not requirement.specifier.contains(wheel.version, prereleases=True):
            found.append(f"Python {target.python}: no wheel for {requirement.name}{requirement.specifier}")
            continue
        if wheel.name != canonicalize_name(Requirement(top).name) and pins.get(wheel.name) != wheel.version:
            found.append(f"Python {target.python}: {wheel.name} {wheel.version} is not what the constraints fix")
        waiting += _needed(wheel, requirement.extras, target)
    return tuple(sorted(found))


def _needed(wheel: Wheel, extras: set[str], target: Target) -> Iterator[Requirement]:
    for need in wheel.needs:
        asked = ({**target.environment, "extra": extra} for extra in ("", *extras))
        if need.marker is None or any(need.marker.evaluate(environment) for environment in asked):
            yield need
