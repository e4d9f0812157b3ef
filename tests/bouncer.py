"""A PgBouncer in transaction mode before the tests' PostgreSQL, with fewer connections than clients.

There each transaction may get another connection to the server, so code that relies on what an earlier transaction left
in its connection fails at once. It takes no parameters at the start beyond those that PgBouncer itself keeps.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, make_url

from tests.keeper import _as_nobody, _is_root

MISSING_BOUNCER = "no PgBouncer: apt-get install pgbouncer"
_PORT = 6432
# PgBouncer ends together with the process that holds the pipe, however that ends.
_UNTIL_LET_GO = '"$0" "$1" & bouncer=$!; cat > /dev/null; kill $bouncer; wait $bouncer'


def program() -> str | None:
    """Where PgBouncer is; Debian has it in a folder that only root's PATH has."""
    return shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def bounced(url: str) -> Iterator[str]:
    """The address of the database at `url` by way of a PgBouncer of its own."""
    found = program()
    assert found is not None
    with TemporaryDirectory(prefix="watchtracker-") as name:
        folder = Path(name)
        (folder / "pgbouncer.ini").write_text(_configuration(make_url(url), folder))
        if _is_root():
            shutil.chown(folder, "nobody")
        command: list[str | Path] = ["sh", "-c", _UNTIL_LET_GO, found, folder / "pgbouncer.ini"]
        with _piped(command) as bouncer:
            assert bouncer.stdin is not None
            assert bouncer.stderr is not None
            said: list[bytes] = []
            for line in bouncer.stderr:
                said.append(line)
                if b"process up" in line:
                    break
            else:
                raise RuntimeError(f"PgBouncer did not start:\n{b''.join(said).decode()}")
            where = make_url(url).set(host=None, port=None, password=None)
            yield where.set(query={"host": name, "port": str(_PORT)}).render_as_string(hide_password=False)
            bouncer.stdin.close()
            bouncer.stderr.read()


def _piped(command: list[str | Path]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **_as_nobody()
    )


def _configuration(server: URL, folder: Path) -> str:
    host = server.host or server.query["host"]
    password = f" password={server.password}" if server.password else ""
    return f"""
[databases]
* = host={host} port={server.port or 5432} user={server.username}{password}
[pgbouncer]
pool_mode = transaction
default_pool_size = 2
auth_type = any
listen_addr =
listen_port = {_PORT}
unix_socket_dir = {folder}
max_client_conn = 100
"""
