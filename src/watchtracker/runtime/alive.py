"""Whether a `serve` with the same settings is alive: asked over its port, as monitoring asks, without other tools."""

from __future__ import annotations

import socket

from watchtracker.checks import Check, Finding

# One that listens everywhere is asked on this machine.
_HERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared
_QUESTION = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
_MOST = 4096


def alive(host: str, port: int, *, patience: float = 5.0) -> Check:
    """What the server at `host` and `port` says about itself; `patience` is in seconds."""
    host = _HERE.get(host, host)
    where = f"{host} port {port}"
    try:
        with socket.create_connection((host, port), patience) as connection:
            connection.settimeout(patience)
            connection.sendall(_QUESTION)
            answer = b""
            while len(answer) < _MOST and (more := connection.recv(_MOST)):
                answer += more
    except (OSError, UnicodeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        return Check("serve", Finding.BAD, f"nobody answers at {where}: {reason}", "start `watchtracker serve`")
    head, _, body = answer.decode("latin-1").partition("\r\n\r\n")
    status = head.partition("\r\n")[0].split(" ")
    if status[:1] == ["HTTP/1.1"] and status[1:2] == ["200"]:
        return Check("serve", Finding.OK, f"alive at {where}")
    said = " ".join(body.split())[:200] or "nothing that is understood"
    return Check("serve", Finding.BAD, f"at {where} it says: {said}", "look at its log, and start it again")
