"""The settings' form: every key with its type, its check and its default, for pydantic to fill in.

Each value is checked alone here. `loading.py` checks what several values must be together, and knows where relative
paths start; `ways.py` has the keys that say where a channel leads. The defaults are those that
`config/watchtracker.toml` shows.
"""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator

from watchtracker.items import Kind
from watchtracker.masking import masked_text
from watchtracker.notifications import (
    UNLESS_NAMED,
    Answerers,
    DmOwner,
    Holidays,
    IfUnclear,
    LeadTime,
    QuietHours,
    Want,
    WeeklyTime,
)
from watchtracker.settings.answering import answerers
from watchtracker.settings.databases import database_address
from watchtracker.settings.fields import (
    STRICT,
    Line,
    Tag,
    WebAddress,
    ZoneName,
    interval,
    line,
    one_of,
    read_by,
)
from watchtracker.settings.hosts import ascii_address
from watchtracker.settings.logs import LogForm
from watchtracker.settings.mail import EmailForm
from watchtracker.settings.mistakes import Tables
from watchtracker.settings.private_places import private_place
from watchtracker.settings.proxies import AuthForm
from watchtracker.settings.times import clock, holiday_calendar, not_all_day, quiet_hours, some_days, weekday, weekly
from watchtracker.settings.ways import WayForm
from watchtracker.sources.service_addresses import BASES
from watchtracker.targets import CONSOLE

# These may come from a file that `..._FILE` names; a database's address can hold a password.
SECRETS = (
    ("access_token",),
    ("database",),
    ("email", "password"),
    ("github", "token"),
    ("huggingface", "token"),
    ("slack", "app_token"),
    ("slack", "bot_token"),
    ("slack", "signing_secret"),
)
_QUOTES = frozenset("\"'`\u2018\u2019\u201c\u201d")
_SHORTEST_LEASE = 30
_LONGEST_LEASE = 3600
_SHORTEST_TOKEN = 16
_HIGHEST_PORT = 65535


def secret(text: str) -> str:
    """A token without the spaces around it; raises ValueError if no header could carry it."""
    text = text.strip()
    if text[:1] in _QUOTES or text[-1:] in _QUOTES:
        raise ValueError("it stands in quotes of its own: write it without them")
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("it must be letters, digits and signs without spaces: copy it again")
    return text


def guarding_token(text: str) -> str:
    """The access token of readers, or an empty text; raises ValueError if it is short enough to be guessed."""
    text = secret(text)
    if text and len(text) < _SHORTEST_TOKEN:
        raise ValueError(f"it is too short to keep anybody out: write at least {_SHORTEST_TOKEN} letters and digits")
    return text


def listening_host(text: str) -> str:
    """The name or address of a host, without a port; raises ValueError."""
    text = line(text).removeprefix("[").removesuffix("]")
    if re.search(r"[\s/@]", text) or (":" in text and text.count(":") < 2):  # noqa: PLR2004 - IPv6 has two and more
        raise ValueError(f'"{text}" is no host alone: write a name or an address such as "0.0.0.0", and `port` apart')
    return text


def port_number(number: int) -> int:
    """A port; 0 lets the system choose. Raises ValueError."""
    if not 0 <= number <= _HIGHEST_PORT:
        raise ValueError(f"{number} is no port: write a number from 0 to {_HIGHEST_PORT}, such as 8765")
    return number


def place(text: str) -> str:
    """An address without a user name, a query or a fragment; raises ValueError."""
    parts = urlsplit(text)
    if parts.query or parts.fragment or parts.netloc.count("@"):
        raise ValueError(f'"{masked_text(text)}" is more than a place: take out any user name, and what follows ? or #')
    return text


def public_address(text: str) -> str:
    """Where readers reach us, without a slash at its end; raises ValueError."""
    return ascii_address(place(text)).rstrip("/")


def feed_name(text: str) -> str:
    """The name of a feed, which is a part of its address; raises ValueError."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,59}", text):
        raise ValueError(f'"{text}" cannot stand in an address: write it in lower case, digits and hyphens')
    if text == "all":
        raise ValueError('"all" is always there, with every item: choose another name')
    return text


def lease(seconds: int) -> int:
    """For how many seconds a delivery belongs to the process that sends it; raises ValueError."""
    if seconds < _SHORTEST_LEASE:
        raise ValueError(f"{seconds} seconds are too short for a slow answer: write at least {_SHORTEST_LEASE}")
    if seconds > _LONGEST_LEASE:
        raise ValueError(
            f"{seconds} seconds would hold a message back too long after a crash: {_LONGEST_LEASE} are the most"
        )
    return seconds


_Clock = Annotated[time, PlainValidator(clock)]
_LeadTimes = list[Annotated[LeadTime, read_by(LeadTime.read)]]
_Interval = Annotated[str, read_by(interval)]
_Workdays = Annotated[list[Annotated[int, PlainValidator(weekday)]], AfterValidator(some_days)]
_Quiet = Annotated[list[Annotated[QuietHours, PlainValidator(quiet_hours)]], AfterValidator(not_all_day)]
_Secret = Annotated[str, AfterValidator(secret)]


class ChannelForm(WayForm):
    """`[[channel]]`: where it leads, as `WayForm` has it, what is sent there, and when."""

    zone: ZoneName | None = None
    hour: _Clock = time(9)
    tags: list[Tag] = Field(default=[])
    wants: list[Annotated[Want, one_of(Want)]] = Field(default=[want for want in Want if want in UNLESS_NAMED])
    digest: Annotated[WeeklyTime, PlainValidator(weekly)] = WeeklyTime(0, time(9))
    unclear: Annotated[IfUnclear, one_of(IfUnclear)] = IfUnclear.RESEND
    workdays: _Workdays = Field(default=list(range(7)))
    holidays: Annotated[Holidays, PlainValidator(holiday_calendar)] | None = None
    quiet: _Quiet = Field(default=[])
    answers: Annotated[Answerers | frozenset[str], PlainValidator(answerers)] = Answerers.WORKSPACE
    dm_owner: Annotated[DmOwner, one_of(DmOwner)] | None = None
    escalate_to: Line | None = None


class FeedForm(BaseModel):
    """`[[feed]]`."""

    model_config = STRICT

    name: Annotated[str, AfterValidator(feed_name)]
    title: Line | None = None
    tags: list[Tag] = Field(default=[])


class SlackForm(BaseModel):
    """`[slack]`."""

    model_config = STRICT

    api_url: Annotated[WebAddress, AfterValidator(place)] = "https://slack.com/api/"
    bot_token: _Secret = ""
    signing_secret: _Secret = ""
    app_token: _Secret = ""


class ServicesForm(BaseModel):
    """`[fetch.api]`: where services are asked, for mirrors of them."""

    model_config = STRICT

    github: WebAddress = BASES["github"]
    pypi: WebAddress = BASES["pypi"]
    huggingface: WebAddress = BASES["huggingface"]
    federal_register: WebAddress = Field(default=BASES["register"], alias="register")
    endoflife: WebAddress = BASES["endoflife"]
    python: WebAddress = BASES["python"]


class FetchForm(BaseModel):
    """`[fetch]`."""

    model_config = STRICT

    allow: list[Annotated[str, AfterValidator(private_place)]] = Field(default=[])
    api: ServicesForm = Field(default_factory=ServicesForm)


class TokenForm(BaseModel):
    """`[github]` and `[huggingface]`: a token of a service, without which it answers less often."""

    model_config = STRICT

    token: _Secret = ""


class RemindForm(BaseModel):
    """`[remind]`: the lead times of a kind, None where the kind keeps its own."""

    model_config = STRICT

    release: _LeadTimes | None = None
    deadline: _LeadTimes | None = None
    event: _LeadTimes | None = None

    def of(self, kind: Kind) -> list[LeadTime] | None:
        """The lead times that the settings have for `kind`, or None."""
        found: list[LeadTime] | None = getattr(self, kind.value)
        return found


class RecheckSettingsForm(BaseModel):
    """`[recheck]`: how often to ask after the dates of a kind; None: 30 days, and 180 where they are official."""

    model_config = STRICT

    release: _Interval | None = None
    deadline: _Interval | None = None
    event: _Interval | None = None

    def by_kind(self) -> dict[Kind, str]:
        """The intervals by kind, without the kinds for which the settings have none."""
        return {kind: written for kind in Kind if (written := getattr(self, kind.value)) is not None}


class SettingsForm(BaseModel):
    """The whole file; `from_variables.py` makes a form of it whose simple values can also come from variables."""

    model_config = ConfigDict(**STRICT, validate_default=True)

    watchlist: Line = "watchlist.toml"
    database: Annotated[str, AfterValidator(database_address)] = "sqlite:///../var/watchtracker.db"
    zone: ZoneName = "UTC"
    host: Annotated[str, AfterValidator(listening_host)] = "127.0.0.1"
    port: Annotated[int, AfterValidator(port_number)] = 8765
    public_url: Annotated[WebAddress, AfterValidator(public_address)] | None = None
    access_token: Annotated[str, AfterValidator(guarding_token)] = ""
    public: bool = False
    fallback_channel: Line = CONSOLE
    lease_seconds: Annotated[int, AfterValidator(lease)] = 60
    auth: AuthForm = Field(default_factory=AuthForm)
    log: LogForm = Field(default_factory=LogForm)
    slack: SlackForm = Field(default_factory=SlackForm)
    email: EmailForm = Field(default_factory=EmailForm)
    fetch: FetchForm = Field(default_factory=FetchForm)
    github: TokenForm = Field(default_factory=TokenForm)
    huggingface: TokenForm = Field(default_factory=TokenForm)
    channel: list[ChannelForm] = Field(default=[])
    feed: list[FeedForm] = Field(default=[])
    remind: RemindForm = Field(default_factory=RemindForm)
    recheck: RecheckSettingsForm = Field(default_factory=RecheckSettingsForm)


TABLES: Tables = {
    (): tuple(SettingsForm.model_fields),
    ("auth",): tuple(AuthForm.model_fields),
    ("log",): tuple(LogForm.model_fields),
    ("channel",): tuple(ChannelForm.model_fields),
    ("fetch",): tuple(FetchForm.model_fields),
    ("fetch", "api"): tuple(BASES),
    ("github",): tuple(TokenForm.model_fields),
    ("huggingface",): tuple(TokenForm.model_fields),
    ("feed",): tuple(FeedForm.model_fields),
    ("slack",): tuple(SlackForm.model_fields),
    ("email",): tuple(EmailForm.model_fields),
    ("remind",): tuple(RemindForm.model_fields),
    ("recheck",): tuple(RecheckSettingsForm.model_fields),
}
# What variables can set, and what they cannot.
ONLY_IN_FILE = (("auth",), ("channel",), ("feed",), ("fetch",), ("remind",), ("recheck",))
_NESTED = {("log",), ("slack",), ("email",), ("github",), ("huggingface",)}
SCALARS = (
    *((name,) for name in SettingsForm.model_fields if (name,) not in {*ONLY_IN_FILE, *_NESTED}),
    *(("log", name) for name in LogForm.model_fields),
    *(("slack", name) for name in SlackForm.model_fields),
    *(("email", name) for name in EmailForm.model_fields),
    *((name, "token") for name in ("github", "huggingface")),
)
