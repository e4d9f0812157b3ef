"""Settings as the program knows them: checked, complete, and with every path absolute.

They are passed on as arguments, whole or in part; there is no global settings object. `loading.py` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from watchtracker.items import Kind
from watchtracker.notifications import Channel, LeadTime
from watchtracker.sources.service_addresses import BASES
from watchtracker.subscriptions import Feed
from watchtracker.targets import Security


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach Slack; a secret that is not set is empty. `api_url` ends with a slash.

    With `signing_secret` or `app_token` we hear what people answer.
    """

    api_url: str
    bot_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """How to reach the mail server, and who messages are from; what is not set is empty."""

    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    sender_name: str = ""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What may be fetched besides public places, where services are asked, and their tokens, by service.

    Addresses have no slash at their end.
    """

    allow: tuple[str, ...] = ()
    api: Mapping[str, str] = field(default_factory=lambda: dict(BASES))
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class AuthSettings:
    """The header in which proxies name who logged in (in lower case; empty: none), and where such proxies are."""

    header: str = ""
    trusted: tuple[str, ...] = ()


class LeastLevel(StrEnum):
    """How grave something has to be to be logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """What a line of the log is: words for people, or a JSON object for programs that collect logs."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class LogSettings:
    """How much is logged, and in which form (None: text on a terminal, else JSON)."""

    level: LeastLevel = LeastLevel.INFO
    format: LogFormat | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `path` is the file it came from; None: there is none, and all is by default.

    `database` is a URL whose path is absolute; `public_url` has no slash at its end. `channels` are as declared:
    whether there is a Slack token is for those who send. `remind` has lead times for every kind, `recheck` how
    often to ask after a date for those kinds that have their own. `serve` listens at
    `host` and `port`; `public_url_is_ours`: nobody set it, and it follows them.
    """

    path: Path | None
    watchlist: Path
    database: str = field(repr=False)  # may hold a password
    zone: str
    public_url: str
    access_token: str = field(repr=False)
    public: bool
    fallback_channel: str
    lease_seconds: int
    slack: SlackSettings
    channels: tuple[Channel, ...]
    feeds: tuple[Feed, ...]
    remind: Mapping[Kind, tuple[LeadTime, ...]]
    host: str = "127.0.0.1"
    port: int = 8765
    public_url_is_ours: bool = False
    recheck: Mapping[Kind, str] = field(default_factory=dict)
    email: EmailSettings = field(default_factory=EmailSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    auth: AuthSettings = field(default_factory=AuthSettings)
    log: LogSettings = field(default_factory=LogSettings)

    def listening_at(self, host: str | None, port: int | None) -> Settings:
        """These settings for a server at another host or port; links change with it, unless `public_url` was set."""
        host, port = self.host if host is None else host, self.port if port is None else port
        public_url = local_address(host, port) if self.public_url_is_ours else self.public_url
        return replace(self, host=host, port=port, public_url=public_url)

    @property
    def tags(self) -> frozenset[str]:
        """The tags that feeds and channels are for: they exist though no item may have them yet."""
        of_feeds = {tag for feed in self.feeds for tag in feed.tags}
        return frozenset(of_feeds | {tag for channel in self.channels for tag in channel.tags})


def local_address(host: str, port: int) -> str:
    """The address at which this machine reaches its own server; one that listens everywhere is on loopback too."""
    name = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
