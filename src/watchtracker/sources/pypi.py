"""PyPI: the versions of a package (pure).

A version without files is none, and one of which every file was yanked is taken back.
"""

from __future__ import annotations

from watchtracker.intake.sightings import Release, Releases
from watchtracker.sources.json_forms import JsonForm
from watchtracker.sources.service_addresses import BASES, under

SERVICE = "PyPI"
ACCEPT = "application/json"


def address(base: str, package: str) -> str:
    """Where the versions of a package are listed."""
    return under(base, "pypi", package, "json")


def releases(package: str, body: bytes) -> Releases:
    """The versions of an answer; raises NotUnderstoodError."""
    answer = JsonForm.of(SERVICE, body)
    info = answer.get("info")
    page = info.get("package_url") if info else None
    shown = page.web_address if page else under(BASES["pypi"], "project", package)
    found = (_release(shown, version, files) for version, files in answer["releases"].named() if version)
    return Releases(SERVICE, package, tuple(release for release in found if release is not None))


def missing(package: str) -> Releases:
    """What it means that a package is not found: nobody published it yet."""
    return Releases(SERVICE, package)


def _release(page: str, version: str, files: JsonForm) -> Release | None:
    there = [(member["upload_time_iso_8601"].moment, _is_yanked(member)) for member in files]
    if not there:
        return None
    standing = [moment for moment, yanked in there if not yanked]
    return Release(
        version=version,
        published_at=min(standing or [moment for moment, _ in there]),
        url=f"{under(page, version)}/",
        taken_back=not standing,
    )


def _is_yanked(file: JsonForm) -> bool:
    yanked = file.get("yanked")
    return yanked is not None and yanked.flag
