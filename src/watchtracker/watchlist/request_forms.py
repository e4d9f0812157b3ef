"""What programs send over HTTP to change the list: the keys of a watch list, as JSON, with the same checks.

What differs from a file: the day on which something was said may be left out and is today, the claims of a new item are
called `claims`, and who recorded them is whoever sent them. `requests.py` reads these forms; the description of the API
is made from them.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from watchtracker import lengths
from watchtracker.items import Kind, Result, Settle
from watchtracker.settings.fields import Line, Paragraph, WebAddress, ZoneName, at_most, interval, one_of, read_by
from watchtracker.watchlist.form import (
    ITEM_ID,
    DayField,
    NotesField,
    SourceField,
    StandingField,
    TagsField,
    item_id,
    lead_time,
    signal,
)

_STRICT = ConfigDict(extra="forbid", strict=True)
_When = Annotated[Line, AfterValidator(at_most(lengths.WORDS))]
_Quote = Annotated[Paragraph, AfterValidator(at_most(lengths.QUOTE))]
_Url = Annotated[WebAddress, AfterValidator(at_most(lengths.URL))]
_Owner = Annotated[Line, AfterValidator(at_most(lengths.OWNER))]
_Title = Annotated[Line, AfterValidator(at_most(lengths.TITLE))]
_Kind = Annotated[Kind, one_of(Kind)]
_Remind = list[Annotated[str, read_by(lead_time)]]


class RequestForm(BaseModel):
    """What a request may carry."""

    model_config = _STRICT


class EmptyForm(RequestForm):
    """Nothing."""


class NewClaimForm(RequestForm):
    """What a source said of an item's date, on a day."""

    when: _When = Field(description='The words as said, such as "late April"')
    said_on: DayField | None = Field(default=None, description="The day it was said, in the item's zone; today if none")
    source: SourceField = Field(description="Who said it")
    url: _Url | None = Field(default=None, description="Where it can be read")
    quote: _Quote | None = Field(default=None, description="A few words, kept as said")
    standing: StandingField | None = Field(default=None, description="official, reported or rumour; else reported")


class NewOutcomeForm(RequestForm):
    """How an item ended."""

    result: Annotated[Result, one_of(Result)] = Field(description="done: a deadline that we met")
    on: DayField | None = Field(default=None, description="The day, in the item's zone; today if none")
    source: SourceField = Field(description="Who says so")
    url: _Url | None = Field(default=None, description="Where it can be read")


class RetractForm(RequestForm):
    """Whether a claim is taken back, or counts again."""

    undo: bool = Field(default=False, description="It counts again, just as it was said")


class NewItemForm(RequestForm):
    """A new item, with one claim written straight into it, or with all that was said in `claims`."""

    id: Annotated[str, AfterValidator(item_id)] = Field(
        description="Lower case, digits, hyphens; for life",
        json_schema_extra={"pattern": ITEM_ID, "maxLength": lengths.ID},
    )
    title: _Title = Field(description="What people see")
    kind: _Kind = Field(description="release: awaited. deadline: we must act before. event: takes place by itself")
    zone: ZoneName | None = Field(default=None, description="Where its day ends; else the zone of the settings")
    tags: TagsField = Field(default=[], description="Channels and feeds choose by them")
    owner: _Owner | None = Field(default=None, description="Whom it concerns; a Slack user id is mentioned")
    url: _Url | None = Field(default=None, description="In the short form the claim's; beside `claims` the item's page")
    notes: NotesField | None = Field(default=None, description="Whatever helps a reader")
    remind: _Remind | None = Field(default=None, description='Lead times such as "14d", in place of those of its kind')
    recheck: Annotated[str, read_by(interval)] | None = Field(
        default=None, description='How often to ask after its date: "90d" or "never"'
    )
    signals: list[Annotated[str, read_by(signal)]] = Field(default=[], description="What proves that it happened")
    settle: Annotated[Settle, one_of(Settle)] | None = Field(default=None, description="ask, or itself")
    when: _When | None = Field(default=None, description="Short form: the words as said")
    said_on: DayField | None = Field(default=None, description="Short form: the day it was said; today if none")
    source: SourceField | None = Field(default=None, description="Short form: who said it")
    quote: _Quote | None = Field(default=None, description="Short form: a few words, kept as said")
    standing: StandingField | None = Field(default=None, description="Short form: official, reported or rumour")
    claims: list[NewClaimForm] | None = Field(default=None, description="Long form: all that was said, in order")
    outcome: NewOutcomeForm | None = Field(default=None, description="How it ended, if that is known")


class EditForm(RequestForm):
    """What changes of an item; what is not named stays as it is, and null takes a value out."""

    title: _Title = Field(default="", description="What people see")
    kind: _Kind = Field(default=Kind.RELEASE, description="What it asks of us")
    zone: ZoneName = Field(default="", description="Where its day ends")
    tags: TagsField = Field(default=[], description="All its tags from now on")
    owner: _Owner | None = Field(default=None, description="Whom it concerns")
    url: _Url | None = Field(default=None, description="The item's page")
    notes: NotesField | None = Field(default=None, description="Whatever helps a reader")
    remind: _Remind | None = Field(default=None, description="Its lead times; null: those of its kind")

    def given(self) -> dict[str, Any]:
        """The values that were named, as the facts of an item have them, without the zone."""
        values = {name: getattr(self, name) for name in self.model_fields_set if name != "zone"}
        return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
