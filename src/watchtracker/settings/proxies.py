"""`[auth]`: the proxies that have logged people in, and the header in which they name them."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, model_validator

from watchtracker.settings.fields import STRICT, line
from watchtracker.settings.records import AuthSettings

_MEANT_OTHERWISE = frozenset({"authorization", "cookie", "content-type", "host", "origin", "x-forwarded-for"})


def header_name(text: str) -> str:
    """The name of a header; raises ValueError for one that means something else."""
    text = line(text)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,99}", text):
        raise ValueError(f'"{text}" is no name of a header: write one such as "X-Forwarded-User"')
    if text.lower() in _MEANT_OTHERWISE:
        raise ValueError(f'"{text}" means something else: write one such as "X-Forwarded-User"')
    return text


def proxy(text: str) -> str:
    """The address or network of proxies; raises ValueError."""
    try:
        found = ip_network(line(text), strict=False)
    except ValueError:
        raise ValueError(f'"{text}" is no address: write one such as "10.0.0.5", or "10.0.0.0/8"') from None
    if found.prefixlen == 0:
        raise ValueError(f'"{text}" is everybody, who could call themselves anything: write where the proxies are')
    return str(found)


class AuthForm(BaseModel):
    """`[auth]`."""

    model_config = STRICT

    header: Annotated[str, AfterValidator(header_name)] | None = None
    trusted: list[Annotated[str, AfterValidator(proxy)]] = Field(default=[])

    @model_validator(mode="after")
    def together(self) -> AuthForm:
        """A header is believed from somewhere; raises ValueError otherwise."""
        if self.header and not self.trusted:
            raise ValueError('the header is believed from nobody: say where the proxies are, trusted = ["10.0.0.0/8"]')
        return self

    def settings(self) -> AuthSettings:
        """As the rest of the program has it."""
        return AuthSettings((self.header or "").lower(), tuple(self.trusted))
