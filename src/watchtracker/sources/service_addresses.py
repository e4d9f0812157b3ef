"""Where the services are asked: a base address, which the settings may change, and paths that are their own (pure)."""

from __future__ import annotations

from collections.abc import Mapping

# By the names that `[fetch.api]` has for them.
BASES: Mapping[str, str] = {
    "github": "https://api.github.com",
    "pypi": "https://pypi.org",
    "huggingface": "https://huggingface.co",
    "register": "https://www.federalregister.gov",
    "endoflife": "https://endoflife.date",
    "python": "https://peps.python.org",
}


def under(base: str, *path: str, query: str = "") -> str:
    """The address of a path of a service; what is no part of a path in it is escaped."""
    address = "/".join((base.rstrip("/"), *(_part(part) for part in path)))
    return f"{address}?{query}" if query else address


def _part(text: str) -> str:
    from urllib.parse import quote

    # A name of dots alone would lead to another path.
    return quote(text, safe="") if text.strip(".") else text.replace(".", "%2E")
