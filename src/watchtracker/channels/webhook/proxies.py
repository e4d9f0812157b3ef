"""The way to an address: straight, or by the proxy that the environment names for it.

`HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` mean what they mean to urllib, and so to what is sent to Slack. https goes
through a tunnel, so that a proxy learns the host alone.
"""

from __future__ import annotations

import base64
import errno
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

_HTTPS = 443


def proxy_for(address: SplitResult) -> SplitResult | None:
    """The proxy on the way to an address; raises OSError if it is of a kind that is not spoken here."""
    proxies = getproxies()
    named = proxies.get(address.scheme) or proxies.get("all")
    if not named or proxy_bypass(address.netloc):
        return None
    proxy = urlsplit(named if "://" in named else f"http://{named}")
    if proxy.scheme != "http" or not proxy.hostname:
        raise OSError(errno.EPROTONOSUPPORT, "the proxy of the environment is no http:// address")
    return proxy


def unconnected(address: SplitResult, proxy: SplitResult | None, timeout: float) -> HTTPConnection:
    """A connection to an address that has yet to be made; certificates are always verified."""
    host, port = (proxy.hostname, proxy.port or 80) if proxy else (address.hostname, address.port)
    if address.scheme != "https":
        return HTTPConnection(host or "", port, timeout=timeout)
    connection = HTTPSConnection(host or "", port, timeout=timeout, context=ssl.create_default_context())
    if proxy is not None:
        connection.set_tunnel(address.hostname or "", address.port or _HTTPS, _credentials(proxy))
    return connection


def requested(address: SplitResult, proxy: SplitResult | None) -> tuple[str, Mapping[str, str]]:
    """What to ask for, and with which headers besides: a proxy has to be told the whole address, if there is no TLS."""
    if proxy is not None and address.scheme != "https":
        return address.geturl(), _credentials(proxy)
    path = address.path or "/"
    return f"{path}?{address.query}" if address.query else path, {}


def _credentials(proxy: SplitResult) -> Mapping[str, str]:
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
