"""A first watch list and settings, small and commented, for anyone who starts.

A file that is there already is never overwritten, because it is somebody's text. `templates/` has the two files.
"""

from __future__ import annotations

from pathlib import Path

from watchtracker.errors import InputError, WatchtrackerError

_TEMPLATES = Path(__file__).with_name("templates")


def init(folder: Path) -> list[Path]:
    """Write both files into `folder` and return their paths; raises InputError if one of them is there."""
    texts = {folder / file.name: file.read_text(encoding="utf-8") for file in sorted(_TEMPLATES.glob("*.toml"))}
    there = [path for path in texts if path.exists()]
    if there:
        raise InputError(f"{_listed(there)} there already: nothing was written; move it away, or edit it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WatchtrackerError(f"{error.filename or folder} cannot be written: {reason}") from error
    return list(texts)


def _listed(paths: list[Path]) -> str:
    return f"{paths[0]} is" if len(paths) == 1 else f"{' and '.join(map(str, paths))} are"
