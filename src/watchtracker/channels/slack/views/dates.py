"""The modals in which a date is given: a new date, a message that is watched, and the last look before recording."""

from __future__ import annotations

from watchtracker import dates
from watchtracker.channels.slack.views import parts
from watchtracker.channels.slack.views.parts import Block
from watchtracker.inbox.forms import (
    OTHER_WORDS,
    Claimed,
    DateReading,
    FieldName,
    InForce,
    NewDateForm,
    NewItem,
    RecordForm,
    WatchForm,
)
from watchtracker.inbox.intents import View
from watchtracker.inbox.keeping import kept, kept_reading, kept_words
from watchtracker.items import Kind, Standing
from watchtracker.targets import account_of

_STANDINGS = (
    (Standing.RUMOUR.value, "Rumour: somebody heard it"),
    (Standing.REPORTED.value, "Reported: a source wrote it"),
    (Standing.OFFICIAL.value, "Official: those who decide said it"),
)
KINDS = (
    (Kind.RELEASE.value, "Release: awaited"),
    (Kind.DEADLINE.value, "Deadline: to be done before"),
    (Kind.EVENT.value, "Event: takes place by itself"),
)
READ_IT = "Read it"
NEW_BELOW = "Leave it empty for a new one, and name that below."
_COUNTS_FROM = '"Tomorrow" and "late April" count from it.'


def new_date(form: NewDateForm) -> Block:
    """The fields of a new date; Enter in the first shows below it how it is read."""
    blocks = [*item_line(form.item), _when(form.claimed.when, form.hint), *_echo(form), *_claim(form.claimed)]
    return parts.modal(View.NEW_DATE, "New date", blocks, kept=kept(form.anchor), submit=READ_IT)


def watch(form: WatchForm) -> Block:
    """The dates of a message to choose from, and the item that one of them is of."""
    blocks: list[Block] = []
    if form.recorded:
        blocks.append(parts.rich([parts.words(form.recorded, bold=True)]))
    if form.is_private:
        warning = "This conversation is private. What you record here can be read by all who may read the watch list."
        blocks.append(parts.rich([parts.emoji("warning"), parts.words(f" {warning}")]))
    if form.readings:
        options = [(f"w:{reading.when}", _choice(reading)) for reading in form.readings]
        chosen = options[0][0]
        options.append((OTHER_WORDS, "Other words, which I write below"))
        blocks.append(parts.choice_input(FieldName.READING, "Which date?", options, chosen, radio=True))
    label = "Other words" if form.readings else "When"
    blocks.append(
        parts.text_input(
            FieldName.WHEN, label, hint=form.hint, value=form.claimed.when, optional=bool(form.readings), echoes=True
        )
    )
    blocks += [*_echo(form), item_field(form.item, NEW_BELOW, optional=True), *_new(form.new), *_claim(form.claimed)]
    return parts.modal(View.WATCH, "Watch this date", blocks, kept=kept_words(form), submit=READ_IT)


def record(form: RecordForm) -> Block:
    """What was read and what it does, before it is recorded."""
    blocks = [*item_line(form.item)]
    if form.moved_meanwhile:
        blocks.append(parts.rich([parts.words("The date moved meanwhile: look again.", bold=True)]))
    blocks.append(_read_as(form.reading))
    if form.reading.when != form.reading.short:
        blocks.append(parts.quote(form.reading.when))
    blocks.append(parts.bullets([parts.words(line)] for line in form.consequence.lines))
    blocks.append(parts.context(_says(form.claimed, form.new)))
    blocks += _long_fields(form.claimed)
    view = View.WATCH if form.new is not None or form.is_watched else View.NEW_DATE
    view = View.EDIT if form.of_proposal else view
    keeps = kept_reading(form, dates.edtf(form.reading.window) or "")
    return parts.modal(view, "Record this?", blocks, kept=keeps, submit="Record")


def item_line(item: InForce) -> list[Block]:
    """Which item it is about, and the date in force."""
    title = parts.rich([parts.words(item.title, bold=True)])
    return [title, parts.context(f"Now {item.date}")] if item.date else [title]


def _when(value: str, hint: str) -> Block:
    return parts.text_input(
        FieldName.WHEN, "When", value=value, hint=hint, placeholder="late April, 2027-05-06, by end of Q3", echoes=True
    )


def _echo(form: NewDateForm | WatchForm) -> list[Block]:
    """How the words are read, or why they are not; nothing while nothing was asked."""
    if form.reading is not None:
        return [_read_as(form.reading)]
    if form.refusal is not None:
        return [parts.rich([parts.emoji("warning"), parts.words(f" {form.refusal}")])]
    return []


def _read_as(reading: DateReading) -> Block:
    shown = [parts.words("Read as "), parts.words(reading.short, bold=True), parts.words(f": {reading.whole}.")]
    return parts.rich(shown)


def _claim(claimed: Claimed) -> list[Block]:
    return [
        parts.day_input(FieldName.SAID_ON, "Said on", claimed.said_on, hint=_COUNTS_FROM),
        parts.text_input(FieldName.SOURCE, "Source", value=claimed.source, placeholder="Who said it"),
        parts.choice_input(FieldName.STANDING, "Standing", _STANDINGS, claimed.standing.value),
        parts.text_input(FieldName.LINK, "Link", value=claimed.link, placeholder="https://…", optional=True),
        parts.text_input(FieldName.QUOTE, "Quote", value=claimed.quote, several_lines=True, optional=True),
    ]


def item_field(item: tuple[str, str] | None, hint: str, *, optional: bool) -> Block:
    """A field for an item of the list, by its id and title."""
    element: Block = {
        "type": "external_select",
        "min_query_length": 0,
        "placeholder": parts.plain("A new item" if optional else "An item", 150),
    }
    if item is not None:
        element["initial_option"] = parts.option(*item)
    return parts.field(FieldName.ITEM, "Item", element, hint=hint, optional=optional)


def _new(new: NewItem) -> list[Block]:
    owner: Block = {"type": "users_select", "placeholder": parts.plain("Nobody in particular", 150)}
    if account := account_of(new.owner):
        owner["initial_user"] = account
    return [
        parts.text_input(FieldName.TITLE, "Title", value=new.title, optional=True),
        parts.choice_input(FieldName.KIND, "Kind", KINDS, new.kind.value),
        parts.text_input(FieldName.ZONE, "Zone", value=new.zone, hint="Where its day ends: Asia/Shanghai, AoE, UTC+8."),
        parts.field(FieldName.OWNER, "Owner", owner, optional=True),
    ]


def _long_fields(claimed: Claimed) -> list[Block]:
    """A link and a quote that are there: too long to be kept by the form, they stay in its fields."""
    blocks = []
    if claimed.link:
        blocks.append(parts.text_input(FieldName.LINK, "Link", value=claimed.link, optional=True))
    if claimed.quote:
        quote = parts.text_input(FieldName.QUOTE, "Quote", value=claimed.quote, several_lines=True, optional=True)
        blocks.append(quote)
    return blocks


def _choice(reading: DateReading) -> str:
    """A reading as an option: its words, and what they mean."""
    if reading.when == reading.short:
        return reading.short
    return f"{reading.short} ({reading.when})"


def _says(claimed: Claimed, new: NewItem | None) -> str:
    """Who said it, when, and of what kind of item."""
    said_on = (
        f", said on {dates.display(dates.DateWindow(claimed.said_on, claimed.said_on))}" if claimed.said_on else ""
    )
    of = f". A new {new.kind.value}, zone {new.zone}" if new is not None else ""
    return f"{claimed.source} ({claimed.standing.value}){said_on}{of}."
