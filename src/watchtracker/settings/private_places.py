"""Private places: addresses in the user's own network, to which secrets may go without TLS if the settings allow it.

A place is a network in CIDR form, or a HOST:PORT. What goes to loopback never leaves the machine, so it is always
allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from urllib.parse import SplitResult

from watchtracker.settings.fields import line

_HOST_AND_PORT = re.compile(r"(\[[0-9a-f:.]+\]|[^\s/@:\[\]]+):(\d{1,5})")
_HIGHEST_PORT = 65535
_PORTS = {"http": 80, "https": 443}


def private_place(text: str) -> str:
    """A place that `[fetch] allow` names, in lower case; raises ValueError."""
    text = line(text).lower()
    match = _HOST_AND_PORT.fullmatch(text)
    if match is not None and 0 < int(match[2]) <= _HIGHEST_PORT:
        return text
    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        raise ValueError(
            f'"{text}" is no place: write a network such as "10.0.0.0/8", or a host and its port such as "hub:8080"'
        ) from None


def host_and_port(address: SplitResult) -> str:
    """Where an address leads, as `[fetch] allow` would name it."""
    host = address.hostname or ""
    port = address.port or _PORTS[address.scheme]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def may_go_plain(address: SplitResult, allowed: Iterable[str]) -> bool:
    """Whether an address may be used without TLS: on loopback, or where one of the `allowed` places is."""
    host = (address.hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    places = list(allowed)
    if host_and_port(address) in places:
        return True
    try:
        number = ip_address(host)
    except ValueError:
        # A name can point to another address at any time, so an allowed network never covers a name.
        return False
    return number.is_loopback or any(number in ip_network(place) for place in places if "/" in place)
