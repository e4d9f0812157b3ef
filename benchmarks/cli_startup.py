"""What people wait for before anything happens: help, version, completion; beside a click program that does nothing."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.racing import BIN, Contestant, Mark, command, race

_NOTHING = """import click

@click.command()
@click.version_option("1")
def nothing() -> None: pass

nothing(prog_name="nothing")
"""
_MARK = 1.5


def main() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        nothing = Path(folder) / "nothing.py"
        nothing.write_text(_NOTHING)
        return all([_against(nothing, ours, "--" + ours) for ours in ("help", "version")] + [_completion(nothing)])


def _against(nothing: Path, title: str, option: str) -> bool:
    return _race(
        title,
        command("watchtracker", BIN / "watchtracker", option),
        command("empty click program", sys.executable, nothing, option),
    )


def _completion(nothing: Path) -> bool:
    return _race(
        "completion",
        command("watchtracker", BIN / "watchtracker", environ=_typed("watchtracker")),
        command("empty click program", sys.executable, nothing, environ=_typed("nothing")),
    )


def _typed(program: str) -> dict[str, str]:
    return {f"_{program.upper()}_COMPLETE": "bash_complete", "COMP_WORDS": f"{program} l", "COMP_CWORD": "1"}


def _race(title: str, ours: Contestant, peer: Contestant) -> bool:
    empty = command("empty Python process", sys.executable, "-c", "pass")
    return race(title, [ours, peer, empty], rounds=31, marks=[Mark(ours.name, peer.name, _MARK)])


if __name__ == "__main__":
    main()
