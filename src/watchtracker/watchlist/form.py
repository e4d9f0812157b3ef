"""The watch list's form: every key with its type and its check, for pydantic to find all mistakes at once.

Each value is checked alone here; what depends on more, such as whether a day is in the future, is for `checks.py`.
Editors learn the same form from `config/watchlist.schema.json`, which is made from it.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    model_validator,
)
from pydantic import Tag as Tag_

from watchtracker import lengths
from watchtracker.intake.signals import Signal
from watchtracker.intake.text_sources import SourceKind, Trust
from watchtracker.items import Kind, Result, Settle, Standing
from watchtracker.notifications import LeadTime
from watchtracker.settings.fields import (
    Line,
    Paragraph,
    Tag,
    WebAddress,
    ZoneName,
    at_most,
    interval,
    line,
    one_of,
    paragraph,
    read_by,
)
from watchtracker.settings.mistakes import Tables

_STRICT = ConfigDict(extra="forbid", strict=True)
SECONDS = {"m": 60, "h": 3600, "d": 86_400}
# Hosts turn away whoever asks more often, whatever people wish.
_SHORTEST_SECONDS, _LONGEST_SECONDS = 20 * 60, 30 * 86_400
ITEM_ID = r"^[a-z0-9][a-z0-9-]*$"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def words(value: Any) -> str:
    """The words of a claim; a bare TOML date says itself in ISO. Raises ValueError."""
    match value:
        case str():
            return line(value)
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case time():
            raise ValueError("a time without a day is no date: write the day as well, such as 2026-05-06T18:00:00")
        case _:
            raise ValueError('it must be words in quotes, such as "late April 2026", or a bare date')


def day(value: Any) -> date:
    """A bare TOML date, or the same in quotes; raises ValueError."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, datetime):
        raise ValueError(f"a day has no time: write {value.date()}")  # noqa: TRY004 - pydantic collects ValueErrors alone
    try:
        if isinstance(value, str) and _DAY.fullmatch(value.strip()):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise ValueError(f'"{value}" is no day: write it as 2026-04-10')


def item_id(text: str) -> str:
    """The id of an item, which never changes; raises ValueError."""
    if re.fullmatch(ITEM_ID, text):
        return at_most(lengths.ID)(text)
    better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    raise ValueError(f'an id has lower case, digits and hyphens alone: write "{better or "some-name"}"')


def lead_time(text: str) -> str:
    """A lead time as it is written; raises InputError."""
    return str(LeadTime.read(text))


def signal(text: str) -> str:
    """A signal as it is written; raises InputError."""
    return str(Signal.read(text))


def fetch_interval(text: str) -> str:
    """How often a source is fetched, as it is written; raises ValueError."""
    seconds_between(text)
    return text


def seconds_between(text: str) -> int:
    """The seconds between two fetches; raises ValueError outside 20 minutes and 30 days."""
    found = re.fullmatch(r"(\d{1,5})\s*([mhd])", text)
    seconds = int(found[1]) * SECONDS[found[2]] if found else 0
    if not _SHORTEST_SECONDS <= seconds <= _LONGEST_SECONDS:
        raise ValueError(f'"{text}" is no time between two fetches: write one from 20m to 30d, such as 1h')
    return seconds


def few_tags(tags: Any) -> Any:
    """Tags as they are; raises ValueError if there are more than an item may have."""
    if isinstance(tags, list) and len(tags) > lengths.TAGS:
        raise ValueError(f"it has {len(tags)} tags: {lengths.TAGS} are the most")
    return tags


WhenField = Annotated[str, BeforeValidator(words, json_schema_input_type=str | date | datetime)]
DayField = Annotated[date, BeforeValidator(day)]
SourceField = Annotated[Line, AfterValidator(at_most(lengths.SOURCE))]
# The length is checked first, so that a text of megabytes is not read letter by letter.
NotesField = Annotated[str, AfterValidator(at_most(lengths.NOTES)), AfterValidator(paragraph)]
TagsField = Annotated[
    list[Tag],
    BeforeValidator(few_tags, json_schema_input_type=list[Tag]),
    Field(json_schema_extra={"maxItems": lengths.TAGS}),
]
StandingField = Annotated[Standing, one_of(Standing)]
_Interval = Annotated[str, read_by(interval)]


class DefaultsForm(BaseModel):
    """What holds for all items of this file, and their claims, that do not say it themselves."""

    model_config = _STRICT

    said_on: DayField | None = Field(default=None, description="Of claims: the day it was said")
    source: SourceField | None = Field(default=None, description="Of claims: who said it")
    standing: StandingField | None = Field(default=None, description="Of claims: official, reported or rumour")
    zone: ZoneName | None = Field(default=None, description="Of items: where the day ends")
    tags: TagsField = Field(default=[], description="Of items; an item's own replace them")
    owner: Line | None = Field(default=None, description="Of items: whom they concern")


def _may_be_defaults(schema: dict[str, Any]) -> None:
    """Require no key that [defaults] may have: an editor that checks a claim does not look there."""
    schema["required"] = [name for name in schema["required"] if name not in DefaultsForm.model_fields]


class ClaimForm(BaseModel):
    """What a source said of an item's date, on a day."""

    model_config = ConfigDict(**_STRICT, json_schema_extra=_may_be_defaults)

    when: WhenField = Field(description='The words as said, such as "late April", or a bare date')
    said_on: DayField = Field(description="The day it was said, in the item's zone")
    source: SourceField = Field(description="Who said it")
    url: WebAddress | None = Field(default=None, description="Where it can be read")
    quote: Paragraph | None = Field(default=None, description="A few words, kept as said")
    standing: StandingField | None = Field(default=None, description="official: who decides it says so; else reported")
    by: SourceField | None = Field(default=None, description="Who of us recorded it; `export` writes it")


class OutcomeForm(BaseModel):
    """How an item ended, once that is known."""

    model_config = _STRICT

    result: Annotated[Result, one_of(Result)] = Field(description="done: a deadline that we met")
    on: DayField = Field(description="The day, in the item's zone; not in the future")
    source: SourceField = Field(description="Who says so")
    url: WebAddress | None = Field(default=None, description="Where it can be read")
    by: SourceField | None = Field(default=None, description="Who of us recorded it; `export` writes it")


class RecheckForm(BaseModel):
    """One of us looked on a day, and the date in force still stood; or, with `every`, how often to ask."""

    model_config = _STRICT

    on: DayField | None = Field(default=None, description="The day, in the item's zone; not in the future")
    by: SourceField | None = Field(default=None, description="Who looked")
    every: _Interval | None = Field(default=None, description='In place of recheck = "90d", where both are needed')

    @model_validator(mode="after")
    def whole(self) -> RecheckForm:
        """Both on and by, or every alone; raises ValueError."""
        if (self.on is None) != (self.by is None) or (self.on is None) == (self.every is None):
            raise ValueError(
                'a re-check has a day and a name: write on = 2026-04-10 and by = "...", or every = "90d" alone'
            )
        return self


def _sort_of_recheck(value: Any) -> str:
    return "tables" if isinstance(value, list | dict) else "interval"


_Recheck = Annotated[
    Annotated[_Interval, Tag_("interval")] | Annotated[list[RecheckForm], Tag_("tables")],
    Discriminator(_sort_of_recheck),
]


class ItemForm(BaseModel):
    """A thing that is awaited or due, with one claim written straight into it, or with its history in claims."""

    model_config = _STRICT

    id: Annotated[str, AfterValidator(item_id)] = Field(description="Lower case, digits, hyphens; for life")
    title: Annotated[Line, AfterValidator(at_most(lengths.TITLE))] = Field(description="What people see")
    kind: Annotated[Kind, one_of(Kind)] = Field(
        description="release: awaited. deadline: we must act before. event: takes place by itself"
    )
    zone: ZoneName | None = Field(default=None, description='Where its day ends: "Asia/Shanghai", "AoE", "UTC+8"')
    tags: TagsField = Field(default=[], description="Channels and feeds choose by them")
    owner: Line | None = Field(default=None, description="Whom it concerns; a Slack user id is mentioned")
    url: WebAddress | None = Field(default=None, description="The item's page; in the short form the claim's")
    notes: NotesField | None = Field(default=None, description="Whatever helps a reader")
    remind: list[Annotated[str, read_by(lead_time)]] | None = Field(
        default=None, description='Lead times such as "14d", "4h", "1mo", in place of those of its kind'
    )
    recheck: _Recheck | None = Field(
        default=None, description='How often to ask after its date: "90d" or "never"; as tables, who looked when'
    )
    when: WhenField | None = Field(default=None, description="Short form: the words as said, or a bare date")
    said_on: DayField | None = Field(default=None, description="Short form: the day it was said")
    source: SourceField | None = Field(default=None, description="Short form: who said it")
    quote: Paragraph | None = Field(default=None, description="Short form: a few words, kept as said")
    standing: StandingField | None = Field(default=None, description="Short form: official, reported or rumour")
    claim: list[ClaimForm] | None = Field(default=None, description="Long form: all that was said, in order")
    outcome: OutcomeForm | None = Field(default=None, description="How it ended, once that is known")
    signals: list[Annotated[str, read_by(signal)]] = Field(
        default=[], description='What proves that it happened: "pypi:name>=4", "github:owner/repository>=4"'
    )
    settle: Annotated[Settle, one_of(Settle)] | None = Field(
        default=None, description="ask, or itself: what a signal proves is recorded without asking"
    )


class SourceForm(BaseModel):
    """Where texts come from that are read by themselves, and what they are trusted for."""

    model_config = _STRICT

    name: SourceField = Field(description="Who says so, in the claims that come from it")
    kind: Annotated[SourceKind, one_of(SourceKind)] = Field(description="What is fetched, and so how it is read")
    address: Annotated[Line, AfterValidator(at_most(lengths.URL))] = Field(
        default="", description="An address of the web; owner/repository, a package, a product"
    )
    zone: ZoneName | None = Field(default=None, description="Where its days end")
    tags: TagsField = Field(default=[], description="What its new items get")
    standing: StandingField | None = Field(default=None, description="official counts for the items below alone")
    trust: Annotated[Trust, one_of(Trust)] = Field(
        default=Trust.ASK,
        description="ask: nothing comes in by itself. known: dates of known items. all: and new items",
    )
    items: list[Annotated[str, AfterValidator(item_id)]] = Field(default=[], description="It speaks of these alone")
    every: Annotated[str, AfterValidator(fetch_interval)] | None = Field(
        default=None, description="How often it is fetched: 30m, 1h, 1d"
    )


class WatchListForm(BaseModel):
    """A watch list of watchtracker, or one file of it."""

    model_config = _STRICT

    defaults: DefaultsForm | None = Field(default=None, description="What holds where items do not say it")
    item: list[ItemForm] = Field(default=[], description="What is watched")
    source: list[SourceForm] = Field(default=[], description="What is read by itself")


TABLES: Tables = {
    (): tuple(WatchListForm.model_fields),
    ("defaults",): tuple(DefaultsForm.model_fields),
    ("item",): tuple(ItemForm.model_fields),
    ("item", "claim"): tuple(ClaimForm.model_fields),
    ("item", "recheck"): tuple(RecheckForm.model_fields),
    ("item", "outcome"): tuple(OutcomeForm.model_fields),
    ("source",): tuple(SourceForm.model_fields),
}


def json_schema() -> str:
    """The form as a JSON Schema, which editors take from the `#:schema` line of a file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **WatchListForm.model_json_schema()}
    return json.dumps(schema, indent=2) + "\n"
