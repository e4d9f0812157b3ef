"""Addresses as programs read them: host names by IDNA, paths without letters that no address may hold.

People write `https://wächter.example`; browsers ask for `xn--wchter-bua.example`. An address is converted once, where
it is read, so that links, feeds and the check of the Host header all have the same form.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

import idna

# What may stand in a path as it is (RFC 3986 3.3), and % for what was encoded before.
_OF_PATHS = "/:@!$&'()*+,;=~-._%"


def ascii_address(text: str) -> str:
    """The address `text` in ASCII alone; raises ValueError where its host is no name."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    if not host.isascii():
        port = "" if parts.port is None else f":{parts.port}"
        parts = parts._replace(netloc=f"{ascii_host(host)}{port}")
    return urlunsplit(parts._replace(path=quote(parts.path, safe=_OF_PATHS)))


def ascii_host(host: str) -> str:
    """The host name in ASCII alone; raises ValueError."""
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise ValueError(f'"{host}" is no host name: write it as a browser shows it, or in its xn-- form') from None
