"""The walk of one message through the code, as a profiler sees it.

A step is a call that a function of one file makes directly to a function of another, on the way from the heartbeat to
the socket and back into the database. What is looked up on the way is no step: constructors and properties, values of
the pure rooms (`items`, `dates`, `wording`, `notifications`), and failpoints.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import watchtracker

_ROOT = f"{Path(watchtracker.__file__).parent}/"
_VALUES = {"items", "dates", "wording", "notifications", "failpoints.py"}


@dataclass(frozen=True)
class Step:
    """A call from one file to another; each as its path in the package, with the function's name."""

    caller: tuple[str, str]
    called: tuple[str, str]

    def __str__(self) -> str:
        return " -> ".join(f"{file}:{function}" for file, function in (self.caller, self.called))

    @property
    def rooms(self) -> tuple[str, str]:
        return _room(self.caller[0]), _room(self.called[0])


@dataclass
class Walk:
    """What was called: functions by file, in order, and the steps between files."""

    calls: list[tuple[str, str]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def see(self, frame: FrameType, event: str, _: Any) -> None:
        if event != "call" or (called := _place(frame)) is None:
            return
        self.calls.append(called)
        caller = _place(frame.f_back) if frame.f_back else None
        if caller is not None and caller[0] != called[0] and not _is_looked_up(frame, called[0]):
            self.steps.append(Step(caller, called))

    @property
    def files(self) -> set[str]:
        return {file for file, _ in self.calls}


@contextmanager
def walking() -> Iterator[Walk]:
    """The walk of all that happens inside, in this thread and in those that it starts."""
    walk = Walk()
    threading.setprofile(walk.see)
    sys.setprofile(walk.see)
    try:
        yield walk
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def _place(frame: FrameType) -> tuple[str, str] | None:
    code = frame.f_code
    return (code.co_filename.removeprefix(_ROOT), code.co_name) if code.co_filename.startswith(_ROOT) else None


def _room(file: str) -> str:
    return file.partition("/")[0].removesuffix(".py")


def _is_looked_up(frame: FrameType, file: str) -> bool:
    name = frame.f_code.co_name
    if name.startswith("__") or file.partition("/")[0] in _VALUES:
        return True
    owner = frame.f_locals.get("self")
    return isinstance(getattr(type(owner), name, None), property) if owner is not None else False
