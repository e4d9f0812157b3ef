"""Web addresses as links that any program follows: nothing in them but what a URI may hold (RFC 3986).

People paste addresses as their browser shows them, in Chinese as well. A calendar's URL may hold no such letters, and
in a plain text most programs end the link at the first of them.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, unquote, urlsplit

_SIGNS = "!$&'()*+,;=:@/?"
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
# The only place where brackets may stand.
_IPV6_HOST = re.compile(r"https?://\[[0-9a-f:.]+\]", re.IGNORECASE)


def link(address: str) -> str:
    """`address` as a URI: what may not stand in one is percent-encoded, and nothing that may."""
    host = _IPV6_HOST.match(address)
    begins = host.end() if host else 0
    rest, sharp, fragment = address[begins:].partition("#")
    return f"{address[:begins]}{_encoded(rest)}{sharp}{_encoded(fragment)}"


def page(public_url: str, item_id: str) -> str:
    """The address of an item's page."""
    return link(f"{public_url.rstrip('/')}/items/{quote(item_id, safe='')}")


def inbox(public_url: str) -> str:
    """The address of the page on which proposals are decided."""
    return link(f"{public_url.rstrip('/')}/inbox")


def item_of(address: str, public_url: str) -> str | None:
    """The id of the item whose page an address is, nothing else being said in it; None where it is another address."""
    found, ours = _parts(address), _parts(f"{public_url.rstrip('/')}/items/")
    if found is None or ours is None or found.query or found.scheme != ours.scheme or found.netloc != ours.netloc:
        return None
    rest = found.path.removeprefix(ours.path)
    item_id = unquote(rest) if rest != found.path and "/" not in rest else ""
    return item_id if item_id and item_id.isprintable() else None


def has_domain(public_url: str) -> bool:
    """Whether our pages stand at a name that others know, over https: no address in numbers, no name of one machine."""
    parts = _parts(public_url)
    host = ((parts.hostname if parts else None) or "").rstrip(".")
    if parts is None or parts.scheme != "https" or "." not in host or host.endswith(".localhost"):
        return False
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts._replace(netloc=parts.netloc.lower())


def _encoded(part: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe=f"{_SIGNS}%", errors="replace")
