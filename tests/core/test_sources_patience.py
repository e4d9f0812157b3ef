"""When a source is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from watchtracker.sources import patience
from watchtracker.sources.patience import Turn
from watchtracker.sources.replies import Failed, Fetched, FetchResult, FetchTrouble, NotModified, Validators

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATEST = NOW.replace(tzinfo=None)
FETCHED = Fetched("https://news.example/", 200, b"", "", None, Validators())
DOWN = Failed(FetchTrouble.DOWN, "https://news.example/", 503)


def after(result: FetchResult, *, every: timedelta = HOUR, errors: int = 0) -> Turn:
    return patience.after(result, name="News", every=every, errors=errors, now=NOW)


def wait(standing: Turn) -> timedelta:
    assert standing.next is not None
    return standing.next - NOW


def near(actual: timedelta, meant: timedelta) -> bool:
    return meant * 0.9 <= actual <= meant * 1.1


def test_what_answers_is_asked_at_its_interval_and_its_errors_are_forgotten() -> None:
    for result in (FETCHED, NotModified("https://news.example/")):
        standing = after(result, errors=7)
        assert standing.errors == 0
        assert near(wait(standing), HOUR)


def test_errors_double_the_interval_up_to_a_day_and_never_end_it() -> None:
    waits = [wait(after(DOWN, errors=errors)) for errors in range(100)]
    assert [near(actual, HOUR * hours) for actual, hours in zip(waits, (2, 4, 8, 16, 24, 24), strict=False)] == [
        True
    ] * 6
    assert all(near(actual, timedelta(days=1)) for actual in waits[5:])
    assert after(DOWN, errors=99).errors == 100


@given(st.text(max_size=20), st.integers(0, 40), st.datetimes(timezones=st.just(UTC), max_value=LATEST))
def test_what_fails_is_asked_again_within_a_day_whatever_its_name(name: str, errors: int, now: datetime) -> None:
    turn = patience.after(DOWN, name=name, every=HOUR, errors=errors, now=now)
    assert turn.next is not None
    assert turn.next - now <= timedelta(days=1)


def test_what_is_asked_once_a_week_is_not_asked_more_often_for_an_error() -> None:
    week = timedelta(days=7)
    assert near(wait(after(DOWN, every=week, errors=3)), week)


def test_nothing_is_asked_more_often_than_every_quarter_of_an_hour() -> None:
    assert near(wait(after(FETCHED, every=timedelta(seconds=1))), timedelta(minutes=15))


def test_a_server_is_left_alone_as_long_as_it_wants_up_to_a_week() -> None:
    def wish(duration: timedelta) -> timedelta:
        return wait(after(Failed(FetchTrouble.TOO_MANY, "https://news.example/", 429, retry_after=duration)))

    assert wish(timedelta(hours=5)) == timedelta(hours=5)
    assert near(wish(timedelta(minutes=1)), HOUR * 2)
    assert wish(timedelta(days=300)) == timedelta(days=7)


def test_what_is_gone_for_good_is_not_asked_by_itself() -> None:
    assert after(Failed(FetchTrouble.GONE, "https://news.example/", 410), errors=2) == Turn(3, None)


@given(st.text(max_size=20), st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_spread_by_a_tenth_at_most_and_twice_the_same(name: str, at: datetime) -> None:
    spread = patience.spread(HOUR, name=name, at=at)
    assert near(spread, HOUR)
    assert patience.spread(HOUR, name=name, at=at) == spread


def test_sources_that_were_never_fetched_begin_within_a_minute_and_not_at_once() -> None:
    starts = {patience.first(name=f"News {number}", start=NOW) for number in range(50)}
    assert len(starts) == 50
    assert all(NOW <= start < NOW + timedelta(minutes=1) for start in starts)
