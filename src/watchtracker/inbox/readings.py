"""Reading what was filled into a form with a date: the form with its reading, or a sentence for each mistake. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from watchtracker import dates, items
from watchtracker.errors import DateRefusedError, InputError
from watchtracker.inbox import consequences
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.forms import (
    AS_SAID,
    LONGEST,
    OTHER_WORDS,
    Anchor,
    Claimed,
    DateReading,
    Effect,
    EndingForm,
    FieldName,
    InForce,
    Mistakes,
    NewDateForm,
    NewItem,
    RecordForm,
    WatchForm,
)
from watchtracker.inbox.intents import Value
from watchtracker.inbox.keeping import words
from watchtracker.items import Facts, Item, ItemAsOf, Kind, Outcome, Result, Standing, Statement
from watchtracker.wording.items import window_words
from watchtracker.wording.reminders import by
from watchtracker.wording.safe_text import clean, clean_lines, link

Fields = Mapping[str, Value]
OTHERWISE = "Write the words of the date, if none of these is meant."
_NO_WORDS = 'write the words of the date, such as "late April" or 2027-05-06'


def in_force(known: ItemAsOf) -> InForce:
    """An item above the fields of a form: its title, and the date in force with who said it."""
    return InForce(known.facts.title, f"{window_words(known.window, known, known.facts.zone)}{by(known)}")


def new_date(anchor: Anchor, known: ItemAsOf, now: datetime) -> NewDateForm:
    """The empty form of a new date; "today" is the day where the item is."""
    return NewDateForm(anchor, in_force(known), Claimed(said_on=items.today(known, now)))


def echoed(form: NewDateForm, zone: str, fields: Fields, now: datetime) -> NewDateForm:
    """The form with what is filled in so far, and below `when` how it is read or why it is not."""
    claimed = _claimed(fields, zone, now)
    read = _read(claimed, zone)
    if isinstance(read, DateReading):
        return replace(form, claimed=claimed, reading=read, refusal=None)
    return replace(form, claimed=claimed, reading=None, refusal=read)


def echoed_watch(anchor: Anchor, kept: Mapping[str, object], fields: Fields, now: datetime) -> WatchForm:
    """The form of a message with what is filled in so far, and how the other words are read; of what it kept itself."""
    new = _new_item(fields)
    if _wrong_zone(new.zone):
        new = replace(new, zone="UTC")
    claimed = _claimed({**fields, FieldName.READING: ""}, new.zone, now)
    offered = (_read(replace(claimed, when=each), new.zone) for each in words(kept))
    form = WatchForm(
        anchor,
        tuple(each for each in offered if isinstance(each, DateReading)),
        claimed,
        new,
        OTHERWISE if words(kept) else AS_SAID,
        is_private=kept.get("private") is True,
    )
    if not claimed.when:
        return form
    read = _read(claimed, new.zone)
    return replace(form, reading=read) if isinstance(read, DateReading) else replace(form, refusal=read)


def submitted(
    anchor: Anchor, item: Item, fields: Fields, now: datetime, audience: Audience, *, moved_meanwhile: bool = False
) -> RecordForm | Mistakes:
    """The last look at a new date of an item on the list, or what is wrong with what was filled in."""
    known = items.item_as_of(item)
    shown = in_force(known) if known is not None else InForce(item.facts.title)
    if item.outcome is not None:
        return Mistakes({FieldName.WHEN: f"{shown.title} has an outcome: open it again first"})
    looked = _looked(item, fields, now, audience)
    if isinstance(looked, Mistakes):
        return looked
    claimed, reading, consequence = looked
    return RecordForm(anchor, shown, claimed, reading, consequence, moved_meanwhile=moved_meanwhile)


def submitted_new(
    anchor: Anchor, fields: Fields, now: datetime, audience: Audience, tags: tuple[str, ...] = ()
) -> RecordForm | Mistakes:
    """The last look at an item that is new, and gets these tags, or what is wrong with what was filled in."""
    new = _new_item(fields)
    wrong: dict[FieldName, str] = {}
    if not new.title:
        wrong[FieldName.TITLE] = "write what it is called"
    if unknown := _wrong_zone(new.zone):
        wrong[FieldName.ZONE] = unknown
        new = replace(new, zone="UTC")
    draft = Item(facts=Facts("new", new.title, new.kind, new.zone, tags, owner=new.owner or None))
    looked = _looked(draft, fields, now, audience, is_new=True)
    if isinstance(looked, Mistakes):
        return Mistakes({**looked.by_field, **wrong})
    if wrong:
        return Mistakes(wrong)
    claimed, reading, consequence = looked
    return RecordForm(anchor, InForce(new.title), claimed, reading, consequence, new, is_watched=True)


def recordable(fields: Fields, zone: str, now: datetime) -> tuple[Claimed, DateReading] | Mistakes:
    """What was filled in of a claim and how its words are read, or what is wrong with it."""
    claimed = _claimed(fields, zone, now)
    read, wrong = _read(claimed, zone), _wrong_link(fields)
    if not isinstance(read, DateReading):
        wrong[FieldName.WHEN] = read
    elif _both(fields):
        wrong[FieldName.WHEN] = 'a date is chosen above: choose "Other words" there, or leave this empty'
    if not claimed.source:
        wrong[FieldName.SOURCE] = "write who said it"
    if claimed.said_on is not None and not items.has_begun(claimed.said_on, now):
        wrong[FieldName.SAID_ON] = f"{claimed.said_on} lies in the future: name the day on which it was said"
    if wrong or not isinstance(read, DateReading):
        return Mistakes(wrong)
    return claimed, read


def statement(claimed: Claimed) -> Statement:
    """The statement that was filled in; it was read before, so its day is there."""
    assert claimed.said_on is not None
    return Statement(
        claimed.when,
        claimed.said_on,
        claimed.source,
        claimed.link or None,
        claimed.quote or None,
        claimed.standing,
    )


def outcome(form: EndingForm, fields: Fields, now: datetime) -> Outcome | Mistakes:
    """The outcome that was filled in, or what is wrong with it."""
    on, source = _day(fields, FieldName.ON) or form.on, _line(fields, FieldName.SOURCE)
    wrong: dict[FieldName, str] = {}
    if not items.has_begun(on, now):
        wrong[FieldName.ON] = f"an outcome cannot lie in the future: the last day is {form.latest}"
    if not source:
        wrong[FieldName.SOURCE] = "write who says so"
    wrong |= _wrong_link(fields)
    if wrong:
        return Mistakes(wrong)
    return Outcome(form.result, on, source, _line(fields, FieldName.LINK) or None)


def an_outcome(anchor: Anchor, known: ItemAsOf, result: Result, source: str, now: datetime) -> EndingForm:
    """The form of an outcome, filled in as if it had happened today, and said by who fills it in."""
    today = items.today(known, now)
    return EndingForm(anchor, in_force(known), result, today, today, source)


def _looked(
    item: Item, fields: Fields, now: datetime, audience: Audience, *, is_new: bool = False
) -> tuple[Claimed, DateReading, Effect] | Mistakes:
    found = recordable(fields, item.facts.zone, now)
    if isinstance(found, Mistakes):
        return found
    claimed, read = found
    try:
        return claimed, read, consequences.of_claim(item, statement(claimed), now, audience, is_new=is_new)
    except DateRefusedError as error:
        return Mistakes({FieldName.WHEN: str(error)})


def _read(claimed: Claimed, zone: str) -> DateReading | str:
    """How the words are read; the reader's own sentence where they are not."""
    if not claimed.when or claimed.said_on is None:
        return _NO_WORDS
    try:
        window = dates.read(claimed.when, said_on=claimed.said_on, zone=dates.zone(zone))
    except DateRefusedError as error:
        return str(error)
    return DateReading(claimed.when, window, zone)


def _claimed(fields: Fields, zone: str, now: datetime) -> Claimed:
    today = now.astimezone(dates.zone(zone)).date()
    standing = _text(fields, FieldName.STANDING)
    return Claimed(
        when=_words(fields),
        said_on=_day(fields, FieldName.SAID_ON) or today,
        source=_line(fields, FieldName.SOURCE),
        standing=Standing(standing) if standing in set(Standing) else Standing.REPORTED,
        link=_line(fields, FieldName.LINK),
        # What cannot be seen comes along when a sentence is pasted, and no file could be written with it.
        quote=clean_lines(_text(fields, FieldName.QUOTE))[: LONGEST[FieldName.QUOTE]],
    )


def _both(fields: Fields) -> bool:
    """Whether a reading was chosen and other words were written as well: one of the two would be lost."""
    return _text(fields, FieldName.READING) not in {"", OTHER_WORDS} and bool(_text(fields, FieldName.WHEN).strip())


def _wrong_zone(name: str) -> str | None:
    try:
        dates.zone(name)
    except InputError as error:
        return str(error)
    return None


def _words(fields: Fields) -> str:
    """The words of the date: those of the reading that was chosen, or what was written where none was."""
    chosen = _text(fields, FieldName.READING)
    if chosen and chosen != OTHER_WORDS:
        return chosen.removeprefix("w:")
    return _text(fields, FieldName.WHEN).strip()[: LONGEST[FieldName.WHEN]]


def _new_item(fields: Fields) -> NewItem:
    kind = _text(fields, FieldName.KIND)
    return NewItem(
        title=_line(fields, FieldName.TITLE),
        kind=Kind(kind) if kind in set(Kind) else Kind.RELEASE,
        zone=_line(fields, FieldName.ZONE) or "UTC",
        owner=_line(fields, FieldName.OWNER),
    )


def _wrong_link(fields: Fields) -> dict[FieldName, str]:
    written = _line(fields, FieldName.LINK)
    if not written or link(written):
        return {}
    return {FieldName.LINK: "write a whole address that begins with https://"}


def _day(fields: Fields, name: FieldName) -> date | None:
    try:
        return date.fromisoformat(_text(fields, name))
    except ValueError:
        return None


def _line(fields: Fields, name: FieldName) -> str:
    return clean(_text(fields, name))[: LONGEST.get(name, 200)]


def _text(fields: Fields, name: FieldName) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
