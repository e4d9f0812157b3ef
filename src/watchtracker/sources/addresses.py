"""Which address may be fetched: on the web, on its two ports, in public networks, or where the settings allow it.

An address is read here by rules of our own, stricter than a browser's, so that no two readers can see two hosts in it.
A name says nothing about where it leads: what counts are the numbers that it was resolved to, and those are checked
one by one. The networks stand in a table of our own, because the standard library calls some of them global that lead
back into this machine (NAT64, 6to4), and changes its mind between versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import TypeAlias, assert_never
from urllib.parse import quote, urljoin

from watchtracker.masking import masked_address

IPAddress: TypeAlias = IPv4Address | IPv6Address

LONGEST = 2_000

_PORTS = {"http": 80, "https": 443}
_HIGHEST_PORT = 65_535

_REFUSED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this host
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # behind a provider's address translation; a cloud's metadata, too
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # public by its number, but a cloud's own service for its machines
            "169.254.0.0/16",  # link-local, and most clouds' metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocols, and another cloud's metadata
            "192.0.2.0/24",  # for documentation
            "192.31.196.0/24",  # sinks for reverse look-ups
            "192.52.193.0/24",  # relays for multicast
            "192.88.99.0/24",  # relays for 6to4
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # sinks for reverse look-ups
            "198.18.0.0/15",  # for measuring
            "198.51.100.0/24",  # for documentation
            "203.0.113.0/24",  # for documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
# All that was given out to the public so far; what lies outside is loopback, private, link-local, NAT64, multicast.
_PUBLIC_6 = IPv6Network("2000::/3")
_REFUSED_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocols, among them Teredo, which has an IPv4 address inside
            "2001:db8::/32",  # for documentation
            "2002::/16",  # 6to4, which has an IPv4 address inside
            "2620:4f:8000::/48",  # sinks for reverse look-ups
            "3fff::/20",  # for documentation
        ),
    )
)

# Letters, digits and hyphens, and the underscore that some real names have. Everything else is no host.
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_NOT_IN_AN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"^`{|}\u2028\u2029]|[\ud800-\udfff]")
_SAFE = "%/:=&?~#+!$,;'@()*[]"


class AddressRefusal(StrEnum):
    """Why an address is not fetched."""

    NOT_WEB = "not_web"
    UNREADABLE = "unreadable"
    CREDENTIALS = "credentials"
    TOO_LONG = "too_long"
    PORT = "port"
    NOT_PUBLIC = "not_public"


class RefusedAddressError(ValueError):
    """An address that is not fetched; its message is one sentence, and says what to do."""

    def __init__(self, code: AddressRefusal, what: str) -> None:
        super().__init__(_sentence(code, what))
        self.code = code


def _sentence(code: AddressRefusal, what: str) -> str:
    match code:
        case AddressRefusal.NOT_WEB:
            return f'"{what}" is no web address: it has to begin with https:// or http://'
        case AddressRefusal.UNREADABLE:
            return f'"{what}" cannot be read as an address: copy it from a browser once more'
        case AddressRefusal.CREDENTIALS:
            return f'"{what}" has a name or password in it: leave out what stands before the @'
        case AddressRefusal.TOO_LONG:
            return f"the address has more than {LONGEST} characters: use a shorter one"
        case AddressRefusal.PORT:
            return f'{what} is not on port 80 or 443: name it in `[fetch] allow`, such as "{what}", to fetch from there'
        case AddressRefusal.NOT_PUBLIC:
            return (
                f"{what} is not in the public Internet: name it in `[fetch] allow`, as a network or as HOST:PORT, "
                "to fetch from there"
            )
        case _:
            assert_never(code)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that was read: `host` is a name in ASCII or a number without brackets, `target` what is asked for."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"

    @property
    def place(self) -> str:
        """Host and port, as `[fetch] allow` names them."""
        return f"{self.bracketed}:{self.port}"

    @property
    def origin(self) -> str:
        """What stands before the path."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.bracketed}{port}"

    @property
    def bracketed(self) -> str:
        """The host as it stands in an address."""
        return _bracketed(self.host)


def web_address(text: str) -> WebAddress:
    """The address that people, a list or a page wrote; raises RefusedAddressError."""
    text = text.strip()
    shown = _shown_as(text)
    if len(text) > LONGEST:
        raise RefusedAddressError(AddressRefusal.TOO_LONG, shown)
    if not re.match(r"https?:(//|[^:]*$)", text, re.IGNORECASE):
        raise RefusedAddressError(AddressRefusal.NOT_WEB, shown)
    scheme, _, rest = text.partition("://")
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    target = rest[len(authority) :].partition("#")[0]
    if "@" in authority:
        raise RefusedAddressError(AddressRefusal.CREDENTIALS, shown)
    # Spaces in a path are common in feeds; they are written as browsers would send them.
    target = target.replace(" ", "%20")
    if _NOT_IN_AN_ADDRESS.search(authority) or re.search(r"[\x00-\x20\x7f-\x9f\\]|[\ud800-\udfff]", target):
        raise RefusedAddressError(AddressRefusal.UNREADABLE, shown)
    try:
        host, port = _host_and_port(authority)
    except ValueError:
        raise RefusedAddressError(AddressRefusal.UNREADABLE, shown) from None
    if not target.startswith("/"):
        target = f"/{target}"
    scheme = scheme.lower()
    return WebAddress(scheme, host, port or _PORTS[scheme], quote(target, safe=_SAFE))


def _host_and_port(authority: str) -> tuple[str, int | None]:
    """The two parts of what stands before a path; raises ValueError."""
    match = re.fullmatch(r"(\[[^\[\]%]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?", authority)
    if match is None:
        raise ValueError(authority)
    port = int(match[2]) if match[2] else None
    if port is not None and not 0 < port <= _HIGHEST_PORT:
        raise ValueError(authority)
    return _host(match[1]), port


def _host(text: str) -> str:
    """A host as it is looked up; raises ValueError."""
    if text.startswith("["):
        return str(IPv6Address(text[1:-1]))
    name = text if text.isascii() else _in_ascii(text)
    name = name.lower().removesuffix(".")
    if not _NAME.fullmatch(name):
        raise ValueError(text)
    return name


def _in_ascii(name: str) -> str:
    """A name with other letters as it is looked up; raises ValueError."""
    import idna  # of all hosts, few need it

    # Full-width and circled digits become ordinary ones here.
    return idna.encode(name, uts46=True).decode()


def redirected(start: WebAddress, location: str) -> WebAddress:
    """Where `location` leads from `start`; raises RefusedAddressError."""
    try:
        return web_address(urljoin(str(start), location.strip()))
    except RefusedAddressError:
        raise
    except ValueError:
        raise RefusedAddressError(AddressRefusal.UNREADABLE, _shown_as(location)) from None


def _shown_as(text: str) -> str:
    """An address that may be anything, as a sentence about it shows it."""
    return _NOT_IN_AN_ADDRESS.sub(" ", masked_address(text))[:100]


def is_public(number: IPAddress) -> bool:
    """Whether a number leads into the public Internet, and nowhere else."""
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped is not None:
            return is_public(number.ipv4_mapped)
        return number in _PUBLIC_6 and not any(number in network for network in _REFUSED_6)
    return not any(number in network for network in _REFUSED_4)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The places that `[fetch] allow` names, and the ports that are open to everybody.

    A network allows each address in it, on every port. A host with a port allows that port there; a host alone allows
    the ports that are open anyway.
    """

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    places: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset(_PORTS.values())

    @classmethod
    def read(cls, places: Sequence[str], ports: Iterable[int] = _PORTS.values()) -> Allowed:
        """The places as people wrote them; raises ValueError."""
        networks = {ip_network(place.strip(), strict=False) for place in places if "/" in place}
        named = frozenset(_place(place.strip().lower()) for place in places if "/" not in place)
        return cls(tuple(networks), named, frozenset(ports))

    def check(self, address: WebAddress, number: IPAddress) -> None:
        """Return if `number`, to which the host of `address` leads, may be asked; raises RefusedAddressError."""
        if self.holds(address, number):
            return
        if address.port not in self.ports:
            raise RefusedAddressError(AddressRefusal.PORT, address.place)
        if self.places.isdisjoint(_hosts(address, number)) and not is_public(number):
            raise RefusedAddressError(AddressRefusal.NOT_PUBLIC, _shown(address, number))

    def holds(self, address: WebAddress, number: IPAddress) -> bool:
        """Whether this number and port are named, by a network or as they stand."""
        if any(each in network for each in _spellings(number) for network in self.networks):
            return True
        return not self.places.isdisjoint(f"{host}:{address.port}" for host in _hosts(address, number))


def _hosts(address: WebAddress, number: IPAddress) -> set[str]:
    return {address.bracketed, *(_bracketed(str(each)) for each in _spellings(number))}


def _spellings(number: IPAddress) -> list[IPAddress]:
    """A number, and the IPv4 address that it is where it is one in the clothes of IPv6."""
    inner = number.ipv4_mapped if isinstance(number, IPv6Address) else None
    return [number] if inner is None else [number, inner]


def _place(written: str) -> str:
    """A host, or a host and its port, as they are compared; raises ValueError."""
    host, port = _host_and_port(_bracketed(written))
    return _bracketed(host) if port is None else f"{_bracketed(host)}:{port}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host


def _shown(address: WebAddress, number: IPAddress) -> str:
    return address.host if address.host == str(number) else f"{address.host} ({number})"
