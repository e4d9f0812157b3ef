"""`[email]`, and the addresses of a channel: what each value may be, and what they may be together.

Addresses are kept with their domain in ASCII (IDNA), so only the part before the @ can need a mail server that takes
international addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from watchtracker import lengths
from watchtracker.settings.fields import STRICT, at_most, line, one_of
from watchtracker.settings.hosts import ascii_host
from watchtracker.settings.records import EmailSettings
from watchtracker.targets import Security

_MOST_ADDRESSES = 100
_HIGHEST_PORT = 65535
_LONGEST_LOCAL_PART = 64
_LONGEST_ADDRESS = 254
_LONGEST_SECRET = 500
# What stands before the @ without quotes (RFC 5322), and the letters of all languages (RFC 6531).
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\U0010ffff-]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
_MAILBOX = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_EXAMPLE = '"legal@example.org"'


def mail_address(text: str) -> str:
    """An address of mail alone, its domain in ASCII; raises ValueError."""
    text = line(text)
    local, at, domain = text.rpartition("@")
    if not at or not _LOCAL_PART.fullmatch(local):
        raise ValueError(f'"{text}" is no address of mail: write it alone, such as {_EXAMPLE}')
    domain = ascii_host(domain)
    if not _DOMAIN.fullmatch(domain):
        raise ValueError(f'"{text}" is no address of mail: what follows the @ must be the name of a host')
    if len(local.encode()) > _LONGEST_LOCAL_PART or len(local.encode()) + 1 + len(domain) > _LONGEST_ADDRESS:
        raise ValueError(f'"{text}" is too long for an address of mail')
    return f"{local}@{domain}"


def addresses(found: list[str]) -> list[str]:
    """The addresses of a channel; raises ValueError."""
    if not found:
        raise ValueError(f"it is empty: write at least one address, [{_EXAMPLE}]")
    if len(found) > _MOST_ADDRESSES:
        raise ValueError(f"it has {len(found)} addresses: {_MOST_ADDRESSES} are the most, or write a list's address")
    for number, address in enumerate(found):
        if address.casefold() in map(str.casefold, found[:number]):
            raise ValueError(f'"{address}" stands in it twice: take one out')
    return found


def mailbox(text: str) -> str:
    """Who a message is from, `NAME <ADDRESS>` or an address alone; raises ValueError."""
    name, address = parted(line(text))
    return f"{name} <{mail_address(address)}>" if name else mail_address(address)


def parted(text: str) -> tuple[str, str]:
    """The name, which may be empty, and the address of a mailbox."""
    found = _MAILBOX.fullmatch(text)
    return (found["name"].strip().strip('"').strip(), found["address"].strip()) if found else ("", text)


def mail_password(text: str) -> str:
    """A password without the spaces around it; raises ValueError, without the password in it."""
    text = text.strip()
    if not text.isprintable():
        raise ValueError("it has a character that cannot be seen: copy it again")
    if len(text) > _LONGEST_SECRET:
        raise ValueError(f"it is too long: {_LONGEST_SECRET} characters are the most")
    return text


def mail_server(text: str) -> str:
    """The name or address of the mail server alone, in ASCII; raises ValueError."""
    host = line(text).removeprefix("[").removesuffix("]")
    with suppress(ValueError):
        return str(ip_address(host))
    host = ascii_host(host)
    if not _DOMAIN.fullmatch(host):
        raise ValueError(f'"{text}" is no host alone: write a name such as "smtp.example.org", and `port` apart')
    return host


def mail_port(number: int) -> int:
    """A port that can be connected to; raises ValueError."""
    if not 0 < number <= _HIGHEST_PORT:
        raise ValueError(f"{number} is no port: write a number from 1 to {_HIGHEST_PORT}, such as 587")
    return number


class EmailForm(BaseModel):
    """`[email]`."""

    model_config = STRICT

    host: Annotated[str, AfterValidator(mail_server)] | None = None
    port: Annotated[int, AfterValidator(mail_port)] | None = None
    security: Annotated[Security, one_of(Security)] = Security.STARTTLS
    user: Annotated[str, AfterValidator(line), AfterValidator(at_most(lengths.NAME))] | None = None
    password: Annotated[str, AfterValidator(mail_password)] = ""
    sender: Annotated[str, AfterValidator(mailbox)] | None = None

    def settings(self) -> EmailSettings:
        """The settings of the mail server; without a port it is the usual one of its `security`."""
        name, address = parted(self.sender or "")
        return EmailSettings(
            host=self.host or "",
            port=_PORTS[self.security] if self.port is None else self.port,
            security=self.security,
            user=self.user or "",
            password=self.password,
            sender=address,
            sender_name=name,
        )


def together(said: dict[str, object], *, in_file: bool, used: bool) -> Iterator[tuple[str, str]]:
    """Mistakes that several values of `[email]` make together, each with its key.

    `said` has the values from the file and from variables; `in_file`: the password stands in the file; `used`: a
    channel needs the mail server.
    """
    if in_file:
        yield "password", "it is not written here: set WATCHTRACKER_EMAIL__PASSWORD, or name its file in ..._FILE"
    if said.get("password") and not said.get("user"):
        yield "password", "there is nobody that it belongs to: write user in [email]"
    host = said.get("host")
    if said.get("security") == Security.NONE and isinstance(host, str) and not _is_loopback(host.strip()):
        yield "security", 'mail would travel unprotected: write "starttls" or "tls"; "none" is for this machine alone'
    if used and not host:
        yield "host", 'there is no mail server for the channels of email: write host = "smtp.example.org" in [email]'
    if used and not said.get("sender"):
        yield "sender", 'mail needs somebody that it is from: write sender = "watch@example.org" in [email]'


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
