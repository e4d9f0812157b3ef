"""Whatever is on the list, the feed parses back to the same days, in any order of the items, and keeps to RFC 5545."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.builders import as_known
from tests.core.feed_examples import on
from tests.hypothesis_profiles import at_most
from tests.strict_ical import faults
from watchtracker import feed
from watchtracker.dates import DateWindow
from watchtracker.feed import ALL, Alarms, Choice, Rendered
from watchtracker.feed.events import one_line
from watchtracker.items import Claim, Facts, Item, Kind, Origin, Outcome, Result, Standing, Statement
from watchtracker.notifications import LeadTime
from watchtracker.wording.links import link

URL = "https://watch.example"

ZONES = ("Pacific/Kiritimati", "Asia/Kolkata", "America/Los_Angeles", "Europe/Berlin", "AoE", "UTC+8")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
# What titles are made of when somebody means harm, or pastes; each counts as one, however many characters it has.
PIECES = (
    *'\r\n\t\x00\x0b\x0c\x1f\x85\u2028\u202e\u2066\ud800\ufeff\uffff;:,\\"=%',
    *("\r\nATTENDEE:mailto:a@b.example", "\nEND:VEVENT", "\\n", "word " * 16),
    *("中文标题" * 8, "한글", "שלום", "مرحبا", "😀", "👩\u200d👩\u200d👧", "🏳️\u200d🌈", "e\u0301\u0323"),
)
# At these the standard does not stumble, but programs do: they cut a line there, or lose the whole feed.
UNWELCOME = frozenset("\x00\x0b\x0c\x1f\x7f\x85\u2028\u2029\ufeff\uffff")
TEXT = st.lists(st.characters() | st.sampled_from(PIECES), max_size=8).map("".join)
ALARMS = st.lists(st.sampled_from(("0m", "4h", "1d", "2w", "1mo")), unique=True).map(
    lambda leads: tuple(map(LeadTime.read, leads))
)


@st.composite
def windows(draw: st.DrawFn) -> DateWindow:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 400)))
    instant = datetime.combine(first, draw(st.times()), UTC)
    exact = st.sampled_from([DateWindow(first, first), DateWindow(first, last), DateWindow(instant=instant)])
    open_ended = st.sampled_from([DateWindow(earliest=first), DateWindow(latest=last), DateWindow()])
    return draw(exact | open_ended)


@st.composite
def a_claim(draw: st.DrawFn, place: int) -> Claim:
    standing = draw(st.sampled_from(Standing))
    return Claim(
        id=f"{place}",
        said=Statement(draw(TEXT), draw(DAYS), draw(TEXT), url=draw(st.none() | TEXT), standing=standing),
        window=draw(windows()),
        origin=Origin.CLI,
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        place=place,
    )


@st.composite
def an_item(draw: st.DrawFn, item_id: str) -> Item:
    claims = tuple(draw(a_claim(place)) for place in range(draw(st.integers(1, 3))))
    return Item(
        facts=Facts(
            item_id,
            draw(TEXT),
            draw(st.sampled_from(Kind)),
            draw(st.sampled_from(ZONES)),
            tags=tuple(draw(st.lists(TEXT, max_size=2))),
            notes=draw(st.none() | TEXT),
        ),
        claims=claims,
        outcome=draw(st.none() | st.builds(Outcome, st.sampled_from(Result), DAYS, TEXT)),
        revision=draw(st.integers(1, 99)),
        revised_at=draw(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
    )


@st.composite
def some_items(draw: st.DrawFn) -> list[Item]:
    ids = draw(st.lists(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True), unique=True, max_size=3))
    return [draw(an_item(item_id)) for item_id in ids]


def made(items: list[Item]) -> bytes:
    return feed.compose(ALL, Choice(), items, events=Rendered(URL))


def expected_days(item: Item) -> tuple[date, date] | None:
    """Read off the records by hand: the day of the outcome, or the ends that are known."""
    current = as_known(item).window
    if item.outcome and item.outcome.result is Result.HAPPENED:
        return item.outcome.on, item.outcome.on + timedelta(days=1)
    if current.instant:
        start = current.instant.replace(microsecond=0)
        return start, start.replace(second=0) + timedelta(minutes=1)
    known = [day for day in (current.earliest, current.latest) if day]
    return (min(known), max(known) + timedelta(days=1)) if known else None


@at_most(40)
@given(some_items(), st.randoms())
def test_any_list_parses_back_to_the_same_items_and_days(items: list[Item], random: Random) -> None:
    body = made(items)
    parsed = Calendar.from_ical(body)
    found = {str(event["UID"]): (event.DTSTART, event.DTEND) for event in parsed.events}
    days = {f"{item.id}@watchtracker": expected_days(item) for item in items}
    assert found == {uid: ends for uid, ends in days.items() if ends}
    assert not parsed.errors
    assert not any(event.errors for event in parsed.events)
    assert made(random.sample(items, len(items))) == body


@at_most(40)
@given(some_items(), ALARMS)
def test_no_list_makes_a_fault_that_a_strict_reader_finds(items: list[Item], alarms: Alarms) -> None:
    private = feed.compose_private(ALL, Choice(), items, events=Rendered(URL), alarms=alarms)
    for body in (made(items), private):
        assert faults(body) == []
        assert UNWELCOME.isdisjoint(body.decode())


@at_most(40)
@given(an_item("launch"), ALARMS)
def test_no_text_adds_a_property(item: Item, alarms: Alarms) -> None:
    event = feed.event(item, public_url=URL, alarms=alarms)
    if event is None:
        return
    names = [line.partition(b":")[0].partition(b";")[0] for line in event.replace(b"\r\n ", b"").split(b"\r\n") if line]
    ringing = names[14:-1]
    assert names[:14] + names[-1:] == [
        b"BEGIN", b"SUMMARY", b"DTSTART", b"DTEND", b"DTSTAMP", b"UID", b"SEQUENCE", b"CATEGORIES", b"DESCRIPTION",
        b"LAST-MODIFIED", b"STATUS", b"TRANSP", b"URL", b"X-MICROSOFT-CDO-BUSYSTATUS", b"END",
    ]  # fmt: skip
    assert ringing == [b"BEGIN", b"ACTION", b"DESCRIPTION", b"TRIGGER", b"END"] * (len(ringing) // 5)


@at_most(40)
@given(TEXT)
@example(r"C:\New\news")
def test_a_title_reads_as_it_was_written_but_for_what_breaks_lines(title: str) -> None:
    item = on("May 6, 2026", "Launch")
    (event,) = Calendar.from_ical(made([replace(item, facts=replace(item.facts, title=title))])).events
    assert str(event["SUMMARY"]) == one_line(title)


@at_most(40)
@given(st.text(st.characters(categories=("L", "N")), min_size=1), TEXT)
def test_any_address_becomes_a_uri(host: str, path: str) -> None:
    address = f"https://{host}.example/{path}"
    item = on("May 6, 2026", "Launch")
    assert faults(feed.compose(ALL, Choice(), [item], events=Rendered(address))) == []
    assert link(link(address)) == link(address)
