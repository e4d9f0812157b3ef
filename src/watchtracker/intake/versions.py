"""Versions, as packages and tags write them: which count for "at least 4", and in which order. Pure.

The order is that of PEP 440, which also reads most of what other languages call a version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.version import Version

_LONGEST = 200
_ALL_LATER = re.compile(r"(?:\.[x*])+$", re.IGNORECASE)
_FINAL = re.compile(r"[._-]?(?:final|ga|release|stable)$", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_BEGIN = re.compile(r"(?:^|(?<=[^\w.])|(?<=_))v?\d", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"^v?\d|\d\.\d", re.IGNORECASE)
_UNDERSCORE = re.compile(r"(?<=\d)_(?=\d)")
_PLAIN_BEFORE = {"", "v", "version", "release", "releases", "rel", "tag", "tags"}


def version(text: str) -> Version | None:
    """The version that a package or a tag calls itself, such as "4.0.1", "v4", "aurora-4.0rc1"; None if it is none."""
    return _read(text)[1]


def is_plainly_of(text: str, name: str) -> bool:
    """Whether a tag says no other name than `name`: a repository with many parts has tags of each."""
    before = {part for part in re.split(r"[\W_]+", _read(text)[0].casefold()) if part}
    return before <= _PLAIN_BEFORE | set(re.split(r"[\W_]+", name.casefold()))


def is_at_least(text: str, least: str | None, *, preliminary: bool = False) -> bool:
    """Whether a version counts for a signal that waits for `least` (None: any).

    What comes before a final version (an alpha, a candidate, a nightly), or is called `preliminary` by its service,
    counts only where `least` is such a version itself.
    """
    found, wanted = version(text), version(least) if least is not None else None
    if found is None or (least is not None and wanted is None):
        return False
    early = preliminary or found.is_prerelease
    if early and not (wanted is not None and wanted.is_prerelease):
        return False
    return wanted is None or found >= wanted


def _read(text: str) -> tuple[str, Version | None]:
    """What stands before the version, and the version."""
    from packaging.version import InvalidVersion, Version  # noqa: PLC0415 - only where versions are compared

    text = text.strip()
    if len(text) > _LONGEST or _DAY.search(text):
        return "", None
    for before, written in _tries(_UNDERSCORE.sub(".", _FINAL.sub("", _ALL_LATER.sub("", text)))):
        try:
            return before, Version(written)
        except InvalidVersion:
            continue
    return "", None


def _tries(text: str) -> Iterator[tuple[str, str]]:
    """Where a version may begin: at the first number, or at a later one after a name that has a number in it."""
    yield "", text
    for begin in _BEGIN.finditer(text):
        before = text[: begin.start()]
        if not _NUMBER_BEFORE.search(before):
            yield before, text[begin.start() :]
    if letters := re.fullmatch(r"([A-Za-z]+)(\d.*)", text):
        yield letters[1], letters[2]
