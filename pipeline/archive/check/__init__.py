"""Checks a package, ours or another's, against the rules of Thông tư 05/2025/TT-BNV."""

from pipeline.archive.check.package import Report, check_package

__all__ = ["Report", "check_package"]
