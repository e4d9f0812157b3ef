"""As the first process of a container, which the kernel ends by no signal that it does not handle."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

# A command in a process namespace of its own, where it is the first one.
ALONE = ["unshare", "--pid", "--fork"]


def may_be_alone() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0


def child_of(pid: int) -> int:
    return int((Path(f"/proc/{pid}/task/{pid}/children").read_text().split() or ["0"])[0])


def handles_sigterm(pid: int) -> bool:
    (line,) = (line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigCgt:"))
    return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def test_sigterm_ends_it_before_it_serves_too(tmp_path: Path) -> None:
    if not may_be_alone():
        pytest.skip("nobody may make a process namespace here")
    words = [*ALONE, sys.executable, "-m", "watchtracker", "read", "-"]
    # It waits for what it is to read, which never comes.
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        until = monotonic() + 20
        while not (child := child_of(process.pid)) or not handles_sigterm(child):
            assert monotonic() < until
            Event().wait(0.01)
        os.kill(child, signal.SIGTERM)
        assert (process.wait(20), process.stderr and process.stderr.read()) == (128 + signal.SIGTERM, b"")
