"""The files of a watch list, one or a folder of them, and the digest that tells one state of them from another.

What is read and what is digested are the same bytes, so that a file that changes meanwhile cannot be taken for
applied. `reading.py` finds out what they say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from watchtracker.errors import Problem, ProblemsError
from watchtracker.settings import toml_file

MOST_FILES = 1000


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file's bytes; `name` is its path as it was given."""

    name: str
    raw: bytes


def files(path: Path) -> tuple[ListFile, ...]:
    """The file at `path`, or those of the folder there in order of their names; raises ProblemsError."""
    try:
        is_folder = path.is_dir()
    except OSError as error:
        raise ProblemsError((f"{path}: it cannot be read: {(error.strerror or str(error)).lower()}",)) from error
    if not is_folder:
        return (ListFile(str(path), toml_file.contents(path, str(path))),)
    found = sorted(file for file in path.glob("*.toml") if not file.name.startswith("."))
    if unreadable := [file.name for file in found if not _is_text(file.name)]:
        # Escaped as Python shows it: nothing that writes text could write such a name.
        raise ProblemsError(
            (f"{path}: the name {unreadable[0]!a} of a file in this folder is not UTF-8: give it another",)
        )
    if not found:
        raise ProblemsError(
            (Problem.at(str(path), None, "there is no .toml file in this folder: put one in, or name another"),)
        )
    if len(found) > MOST_FILES:
        raise ProblemsError(
            (
                Problem.at(
                    str(path), None, f"there are {len(found)} .toml files in this folder: {MOST_FILES} are the most"
                ),
            )
        )
    return tuple(_read(path, found))


def _read(folder: Path, found: Iterable[Path]) -> Iterator[ListFile]:
    left = toml_file.LARGEST
    for path in found:
        raw = toml_file.contents(path, str(path))
        left -= len(raw)
        if left < 0:
            raise ProblemsError(
                (
                    Problem.at(
                        str(folder), None, f"its files are too large: {toml_file.LARGEST // 2**20} MB are the most"
                    ),
                )
            )
        yield ListFile(str(path), raw)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def digest(path: Path) -> str:
    """What the watch list at `path` is now, as a SHA-256 of its names and bytes; raises ProblemsError."""
    return digest_of(files(path))


def digest_of(found: Iterable[ListFile]) -> str:
    """The digest of files that were read; a file's folder does not matter, its name in it does."""
    total = hashlib.sha256()
    for file in found:
        total.update(f"{Path(file.name).name}\0{len(file.raw)}\0".encode("utf-8", "surrogateescape"))
        total.update(file.raw)
    return total.hexdigest()
