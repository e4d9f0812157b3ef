from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import OFFICIAL, RECORDED, RUMOUR, an_item, as_known, at, deepseek, happened, said
from watchtracker.items import Item, Kind, State
from watchtracker.notifications import LeadTime, Notification, NotificationKind, NotificationState, reasons
from watchtracker.reports import listing

APRIL_12 = date(2026, 4, 12)
NOW = at("2026-04-12 09:00")


def consultation(**more: Any) -> Item:
    claim = said("until May 6", "2026-04-03", "CAC", OFFICIAL, url="https://example.org/draft")
    return an_item(claim, item_id="consultation", kind=Kind.DEADLINE, tags=("policy",), **more)


def undated() -> Item:
    return an_item(said("coming soon", "2026-04-10"), item_id="weights", tags=("models",))


def ids(rows: list[listing.Row]) -> list[str]:
    return [row.known.id for row in rows]


def test_an_item_has_the_fields_of_the_contract_in_their_order() -> None:
    shown = listing.as_json(as_known(consultation(owner="@mei")), now=NOW)

    assert list(shown.items()) == [
        ("id", "consultation"),
        ("title", "Consultation"),
        ("kind", "deadline"),
        ("state", "upcoming"),
        ("tags", ["policy"]),
        ("zone", "Asia/Shanghai"),
        ("owner", "@mei"),
        ("url", None),
        (
            "window",
            {
                "kind": "exact",
                "earliest": "2026-05-06",
                "latest": "2026-05-06",
                "precision": "day",
                "edtf": "2026-05-06",
                "text": "6 May 2026",
            },
        ),
        ("opens_at", "2026-05-05T16:00:00Z"),
        ("closes_at", "2026-05-06T16:00:00Z"),
        ("days", 24),
        ("moves", 0),
        ("slipped_days", 0),
        ("said_on", "2026-04-03"),
        ("source", "CAC"),
        ("source_url", "https://example.org/draft"),
        ("standing", "official"),
        ("rechecked_on", None),
        ("rechecked_by", None),
        ("outcome", None),
        ("taken_by", []),
    ]


def test_an_undated_item_has_no_ends_and_no_days() -> None:
    shown = listing.as_json(as_known(undated()), now=NOW)

    assert [shown[name] for name in ("opens_at", "closes_at", "days", "slipped_days")] == [None] * 4
    assert shown["window"]["precision"] is None


def test_an_outcome_is_shown_with_its_source() -> None:
    shown = listing.as_json(as_known(deepseek(outcome=happened("2026-04-24"))), now=at("2026-04-30 00:00"))

    assert shown["outcome"] == {"result": "happened", "on": "2026-04-24", "source": "Gazette", "url": None, "by": None}
    assert (shown["state"], shown["days"]) == ("happened", -6)


def test_the_listing_is_in_order_of_dates_with_the_undated_last() -> None:
    items = [undated(), consultation(), deepseek()]

    assert ids(listing.listing(items, now=NOW)) == ["deepseek-v4", "consultation", "weights"]


def test_days_are_counted_from_the_day_asked_for_in_every_zone() -> None:
    items = [
        an_item(said("May 6, 2026", "2026-04-01"), item_id=f"item-{number}", zone=zone)
        for number, zone in enumerate(("Pacific/Kiritimati", "AoE", "Asia/Shanghai", "UTC"))
    ]

    assert {row.days for row in listing.listing(items, now=NOW, as_of=APRIL_12)} == {24}


def test_as_of_knows_only_what_was_said_by_then() -> None:
    items = [undated(), consultation(), deepseek()]

    rows = listing.listing(items, now=NOW, as_of=date(2026, 3, 30))

    assert ids(rows) == ["deepseek-v4"]
    assert rows[0].known.moves == 1


@pytest.mark.parametrize(("within", "found"), [("23d", []), ("24d", ["consultation"]), ("4w", ["consultation"])])
def test_within_includes_its_last_day_and_no_undated_item(within: str, found: list[str]) -> None:
    rows = listing.listing([undated(), consultation()], now=NOW, as_of=APRIL_12, within=LeadTime.read(within))

    assert ids(rows) == found


def test_within_takes_what_is_overdue() -> None:
    rows = listing.listing([deepseek()], now=at("2026-06-01 00:00"), within=LeadTime.read("1d"))

    assert ids(rows) == ["deepseek-v4"]


def test_within_hours_reaches_the_day_in_which_they_end() -> None:
    item = an_item(said("April 13, 2026", "2026-04-01"), zone="UTC")

    assert not listing.listing([item], now=at("2026-04-12 09:00"), within=LeadTime.read("14h"))
    assert listing.listing([item], now=at("2026-04-12 09:00"), within=LeadTime.read("15h"))


def test_what_passed_or_was_resolved_is_listed_only_when_asked_for() -> None:
    items = [consultation(), deepseek(outcome=happened("2026-04-24"))]
    now = at("2026-06-01 00:00")

    assert ids(listing.listing(items, now=now)) == []
    assert ids(listing.listing(items, now=now, everything=True)) == ["deepseek-v4", "consultation"]
    assert ids(listing.listing(items, now=now, states=[State.PASSED])) == ["consultation"]


def test_tags_and_kinds_choose() -> None:
    items = [undated(), consultation()]

    assert ids(listing.listing(items, now=NOW, tags=["policy"])) == ["consultation"]
    assert ids(listing.listing(items, now=NOW, kinds=[Kind.RELEASE])) == ["weights"]
    assert ids(listing.listing(items, now=NOW, tags=["policy"], kinds=[Kind.RELEASE])) == []


def test_show_has_claims_with_the_one_in_force_and_every_move() -> None:
    shown = listing.item_json(deepseek(), [], now=NOW)

    assert [claim["in_force"] for claim in shown["claims"]] == [False, False, False, True]
    fields = "id when said_on source url quote standing origin by recorded_at"
    fields += " retracted retracted_at retracted_by raised_from in_force window"
    assert " ".join(shown["claims"][0]) == fields
    assert [(move["relation"], move["days"]) for move in shown["history"]] == [
        ("slipped", 69),
        ("sharpened", 0),
        ("confirmed", 0),
    ]
    assert list(shown["history"][0]) == ["relation", "days", "said_on", "source", "from", "to"]
    assert shown["history"][0]["from"]["text"] == "mid-Feb 2026"


def test_show_gives_the_reason_of_what_was_not_sent() -> None:
    one = Notification(
        key="k",
        item="deepseek-v4",
        channel="team",
        kind=NotificationKind.OPENS,
        rule="opens",
        target="2026-04-21",
        at=at("2026-04-21 09:00"),
        local=at("2026-04-21 09:00").replace(tzinfo=None),
        zone="UTC",
        why="its window opens on 21 Apr 2026",
        state=NotificationState.SUPERSEDED,
        reason=reasons.SAID_BY_THE_MOVE,
        id=7,
    )

    assert listing.item_json(deepseek(), [one], now=NOW)["notifications"] == [
        {
            "id": 7,
            "kind": "opens",
            "channel": "team",
            "at": "2026-04-21T09:00:00Z",
            "state": "superseded",
            "reason": "said by the move",
            "code": "said_by_the_move",
            "sent_at": None,
        }
    ]


def test_a_listing_says_the_moment_in_utc_and_whole_seconds() -> None:
    shown = listing.listing_json([], as_of=RECORDED + timedelta(microseconds=5))

    assert shown == {"as_of": "2026-01-01T00:00:00Z", "items": []}


WORDS = ["soon", "May 6, 2026", "Q3 2026", "late April 2026", "by June 30, 2026", "not before May 6, 2026", "2027"]
ANY_ITEM = st.builds(
    lambda words, kind, zone: an_item(said(words, "2026-04-01", "A", RUMOUR), kind=kind, zone=zone),
    st.sampled_from(WORDS),
    st.sampled_from(list(Kind)),
    st.sampled_from(["UTC", "Asia/Shanghai", "AoE"]),
)


@given(items=st.lists(ANY_ITEM, max_size=6), days=st.integers(0, 800), within=st.integers(0, 400))
def test_a_listing_is_in_order_and_within_only_takes_away(items: list[Item], days: int, within: int) -> None:
    now = at("2026-04-01 12:00") + timedelta(days=days)

    rows = listing.listing(items, now=now, everything=True)
    near = listing.listing(items, now=now, everything=True, within=LeadTime.read(f"{within}d"))

    dated = [row.sorts_by for row in rows if row.sorts_by is not None]
    assert dated == sorted(dated)
    assert all(row.sorts_by is None for row in rows[len(dated) :])
    assert near == [row for row in rows if row.days is not None and row.days <= within]
