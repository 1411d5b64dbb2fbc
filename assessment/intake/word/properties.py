"""What a file says of itself in its document properties."""

from __future__ import annotations

from assessment.intake.word.package import Package

_VERSION = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}version"


def form_version(package: Package) -> str:
    """Return the version of the form that a file was made from, "" where it does not say."""
    related = package.related("", "core-properties")
    root = package.secondary(related[0].target) if related else None
    version = None if root is None else root.findtext(_VERSION)
    return (version or "").strip()
