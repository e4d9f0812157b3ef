"""Whatever is on the list, the feed parses back to the same days, in any order of the items and in any zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.builders import as_known
from watchtracker import feed
from watchtracker.dates import DateWindow
from watchtracker.feed import ALL, Choice, Rendered
from watchtracker.items import Claim, Facts, Item, Kind, Origin, Outcome, Result, Said, Standing

ZONES = ("Pacific/Kiritimati", "Asia/Kolkata", "America/Los_Angeles", "Europe/Berlin", "AoE", "UTC+8")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
# What titles are made of when somebody means harm, or pastes.
TEXT = st.text(
    st.characters() | st.sampled_from('\r\n\x00\x0b\x0c\x1f\x85\u2028\ud800\ufeff;:,\\"=😀中🏳️‍🌈'), max_size=50
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
        said=Said(draw(TEXT), draw(DAYS), draw(TEXT), url=draw(st.none() | TEXT), standing=standing),
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
    return feed.compose(ALL, Choice(), items, events=Rendered("https://watch.example"))


def expected_days(item: Item) -> tuple[date, date] | None:
    """Read off the records by hand: the day of the outcome, or the ends that are known."""
    current = as_known(item).window
    if item.outcome and item.outcome.result is Result.HAPPENED:
        return item.outcome.on, item.outcome.on + timedelta(days=1)
    if current.instant:
        start = current.instant.replace(microsecond=0)
        return start, start + timedelta(minutes=1)
    known = [day for day in (current.earliest, current.latest) if day]
    return (min(known), max(known) + timedelta(days=1)) if known else None


@settings(max_examples=15)
@given(some_items())
def test_any_list_parses_back_to_the_same_items_and_days(items: list[Item]) -> None:
    parsed = Calendar.from_ical(made(items))
    found = {str(event["UID"]): (event.DTSTART, event.DTEND) for event in parsed.events}
    days = {f"{item.id}@watchtracker": expected_days(item) for item in items}
    assert found == {uid: ends for uid, ends in days.items() if ends}
    assert not parsed.errors
    assert not any(event.errors for event in parsed.events)


@settings(max_examples=8)
@given(some_items(), st.randoms())
def test_the_order_of_the_items_does_not_matter(items: list[Item], random: Random) -> None:
    shuffled = random.sample(items, len(items))
    assert made(shuffled) == made(items)


@settings(max_examples=12)
@given(some_items())
def test_lines_are_folded_at_75_octets_and_never_inside_a_character(items: list[Item]) -> None:
    body = made(items)
    assert body.endswith(b"END:VCALENDAR\r\n")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()


@settings(max_examples=20)
@given(an_item("launch"))
def test_no_text_adds_a_property(item: Item) -> None:
    event = feed.event(item, public_url="https://watch.example")
    if event is None:
        return
    names = [line.partition(b":")[0].partition(b";")[0] for line in event.replace(b"\r\n ", b"").split(b"\r\n") if line]
    assert names == [
        b"BEGIN", b"SUMMARY", b"DTSTART", b"DTEND", b"DTSTAMP", b"UID", b"SEQUENCE", b"CATEGORIES", b"DESCRIPTION",
        b"LAST-MODIFIED", b"STATUS", b"TRANSP", b"URL", b"X-MICROSOFT-CDO-BUSYSTATUS", b"END",
    ]  # fmt: skip
