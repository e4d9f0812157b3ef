"""Web addresses as links that any program follows: nothing in them but what a URI may hold (RFC 3986).

People paste addresses as their browser shows them, in Chinese as well. A calendar's URL may hold no such letters, and
in a plain text most programs end the link at the first of them.
"""

from __future__ import annotations

import re
from urllib.parse import quote

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


def _encoded(part: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe=f"{_SIGNS}%", errors="replace")
