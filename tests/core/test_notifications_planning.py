"""What becomes of planned notifications when a date moves, comes back, or is resolved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import OFFICIAL, a_channel, an_item, as_known, at, happened, in_words, said
from watchtracker.dates import Relation
from watchtracker.items import Item, ItemAsOf, Kind
from watchtracker.notifications import Channel, Notification, NotificationKind, NotificationState, Want, reasons
from watchtracker.notifications.planning import of_digests, of_item
from watchtracker.notifications.rules import DEFAULT_LEADS

PLANNED, SENT, SUPERSEDED = NotificationState.PLANNED, NotificationState.SENT, NotificationState.SUPERSEDED
TEAM = a_channel()


class Record:
    """The notifications of one item as a database would keep them."""

    def __init__(self, *channels: Channel) -> None:
        self.channels = channels or (TEAM,)
        self.rows: dict[str, Notification] = {}
        self.known: ItemAsOf | None = None

    def becomes(self, item: Item | None, now: datetime, *, first_import: bool = False) -> list[Notification]:
        """Plan for the item as it is now; answers the change notices that are new."""
        after = as_known(item) if item is not None else None
        planned = of_item(
            self.known,
            after,
            self.rows.values(),
            channels=self.channels,
            leads=DEFAULT_LEADS,
            now=now,
            first_import=first_import,
        )
        assert not {one.key for one in planned.new} & set(self.rows)
        for one in (*planned.new, *planned.changed):
            self.rows[one.key] = replace(one, id=self.rows[one.key].id if one.key in self.rows else len(self.rows) + 1)
        self.known = after or self.known
        return [one for one in planned.new if one.kind.is_change]

    def sends(self, now: datetime) -> None:
        for key, one in self.rows.items():
            if one.state is PLANNED and one.at <= now:
                self.rows[key] = replace(one, state=SENT, sent_at=now)

    def planned(self) -> list[str]:
        ordered = sorted(self.rows.values(), key=lambda one: one.at)
        return [f"{one.rule} {one.target}" for one in ordered if one.state is PLANNED]


def deadline(*whens: str, revision: int = 0) -> Item:
    claims = [said(when, f"2026-04-{day:02}") for day, when in enumerate(whens, 1)]
    return replace(an_item(*claims, item_id="call", kind=Kind.DEADLINE), revision=revision)


MAY_20, MAY_6 = "May 20, 2026", "May 6, 2026"


def test_a_first_import_owes_reminders_and_no_notice() -> None:
    record = Record()
    assert record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True) == []
    assert len(record.planned()) == 6


def test_an_item_that_appears_later_owes_one_added() -> None:
    (notice,) = Record().becomes(deadline(MAY_20), at("2026-04-01"))
    assert notice.kind is NotificationKind.ADDED


def test_planning_again_changes_nothing() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"))
    before = dict(record.rows)
    assert record.becomes(deadline(MAY_20), at("2026-04-01")) == []
    assert record.rows == before


def test_nothing_is_planned_whose_time_was_before() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-05-14 10:00"), first_import=True)
    assert record.planned() == ["3d 2026-05-20", "1d 2026-05-20", "4h 2026-05-20T16:00:00Z"]


def test_a_moved_deadline_is_told_at_once_and_nothing_of_the_old_date_remains() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    (notice,) = record.becomes(deadline(MAY_20, MAY_6, revision=1), at("2026-05-05 10:00"))
    assert notice.change is not None
    assert (notice.kind, notice.at) == (NotificationKind.MOVED, at("2026-05-05 10:00"))
    assert (notice.change.relation, notice.change.days) == (Relation.EARLIER, -14)
    assert notice.change.stands_for == ("30d", "14d", "7d", "3d", "1d")
    assert record.planned() == ["moved r1", "4h 2026-05-06T16:00:00Z"]


def test_lead_times_that_the_move_stands_for_are_recorded_as_said_by_it() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    record.becomes(deadline(MAY_20, MAY_6, revision=1), at("2026-05-05 08:00"))
    told = {one.rule for one in record.rows.values() if one.reason == reasons.SAID_BY_THE_MOVE}
    assert told == {"30d", "14d", "7d", "3d", "1d"}


def test_a_move_back_owes_the_old_reminders_again() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    record.sends(at("2026-04-21"))
    record.becomes(deadline(MAY_20, MAY_6, revision=1), at("2026-05-01"))
    record.sends(at("2026-05-01"))
    record.becomes(deadline(MAY_20, MAY_6, MAY_20, revision=2), at("2026-05-02"))
    assert record.planned() == [
        "moved r2",
        "14d 2026-05-20",
        "7d 2026-05-20",
        "3d 2026-05-20",
        "1d 2026-05-20",
        "4h 2026-05-20T16:00:00Z",
    ]


def test_a_last_call_whose_time_is_past_is_said_by_the_notice() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    (notice,) = record.becomes(deadline(MAY_20, MAY_6, revision=1), at("2026-05-06 13:00"))
    assert notice.change is not None
    assert notice.change.last_call
    assert record.planned() == ["moved r1"]


def test_a_last_call_soon_after_the_move_is_still_owed() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    record.becomes(deadline(MAY_20, MAY_6, revision=1), at("2026-05-06 11:00"))
    assert record.planned() == ["moved r1", "4h 2026-05-06T16:00:00Z"]


def test_a_channel_without_moves_keeps_its_reminders_instead() -> None:
    record = Record(a_channel(wants=frozenset({Want.REMINDERS})))
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    assert record.becomes(deadline(MAY_20, MAY_6, revision=1), at("2026-05-05 08:00")) == []
    assert record.planned() == ["1d 2026-05-06", "4h 2026-05-06T16:00:00Z"]


def test_an_outcome_cancels_what_is_planned_and_is_told() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    item = replace(deadline(MAY_20, revision=1), outcome=happened("2026-05-01"))
    (notice,) = record.becomes(item, at("2026-05-01"))
    assert notice.kind is NotificationKind.RESOLVED
    assert record.planned() == ["resolved r1"]
    assert {in_words(one.reason) for one in record.rows.values() if one.state is NotificationState.CANCELLED} == {
        "happened on 1 May 2026"
    }


def test_a_reopened_item_owes_one_move_that_says_so_and_its_reminders() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    record.becomes(replace(deadline(MAY_20, revision=1), outcome=happened("2026-05-01")), at("2026-05-01"))
    record.sends(at("2026-05-01"))
    (notice,) = record.becomes(deadline(MAY_20, revision=2), at("2026-05-02"))
    assert notice.kind is NotificationKind.MOVED
    assert notice.change is not None
    assert notice.change.reopened
    assert notice.why == "its outcome was withdrawn"
    assert "7d 2026-05-20" in record.planned()


def test_an_item_taken_out_leaves_every_plan_and_back_again_owes_nothing_new() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    record.becomes(None, at("2026-04-02"))
    assert record.planned() == []
    assert record.becomes(deadline(MAY_20), at("2026-04-03")) == []
    assert len(record.planned()) == 6


def test_an_item_that_is_listed_again_owes_what_fell_due_within_the_last_72_hours() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    record.becomes(None, at("2026-05-01"))
    record.becomes(deadline(MAY_20), at("2026-05-18 10:00"))
    assert [one.split()[0] for one in record.planned()] == ["3d", "1d", "4h"]
    record.becomes(None, at("2026-05-18 11:00"))
    record.becomes(deadline(MAY_20), at("2026-05-20 09:01"))
    assert [one.split()[0] for one in record.planned()] == ["1d", "4h"]


def test_a_contradiction_is_told_and_leaves_the_reminders_alone() -> None:
    official = an_item(said(MAY_20, "2026-04-01", standing=OFFICIAL), item_id="call", kind=Kind.DEADLINE)
    disputed = an_item(*(claim.said for claim in official.claims), said(MAY_6, "2026-04-02", "Blog"), item_id="call")
    record = Record()
    record.becomes(official, at("2026-04-01"), first_import=True)
    before = record.planned()
    disputed = replace(disputed, revision=1, facts=official.facts)
    (notice,) = record.becomes(disputed, at("2026-04-02"))
    assert notice.kind is NotificationKind.CONTRADICTED
    assert record.planned()[1:] == before[1:] or set(before) <= set(record.planned())
    assert record.becomes(replace(disputed, revision=2), at("2026-04-03")) == []


def test_a_newer_notice_supersedes_one_that_is_unsent() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    record.becomes(deadline(MAY_20, MAY_6, revision=1), at("2026-04-02"))
    record.becomes(deadline(MAY_20, MAY_6, "May 9, 2026", revision=2), at("2026-04-03"))
    assert [one for one in record.planned() if one.startswith("moved")] == ["moved r2"]


def test_what_is_under_way_when_its_date_moves_is_marked_to_be_set_right() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    key = "call/team/14d/2026-05-20"
    record.rows[key] = replace(record.rows[key], state=NotificationState.SENDING)
    record.becomes(deadline(MAY_20, MAY_6, revision=1), at("2026-05-06 09:00"))
    assert in_words(record.rows[key].overtaken) == "the date in force is now 6 May 2026"


def test_another_hour_of_the_channel_moves_what_is_planned() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    record.channels = (replace(TEAM, hour=TEAM.hour.replace(hour=11)),)
    record.becomes(deadline(MAY_20), at("2026-04-01"))
    assert record.rows["call/team/1d/2026-05-20"].at == at("2026-05-19 11:00")


def test_a_channel_that_is_gone_gets_nothing() -> None:
    record = Record()
    record.becomes(deadline(MAY_20), at("2026-04-01"), first_import=True)
    record.channels = (a_channel("other"),)
    record.becomes(deadline(MAY_20), at("2026-04-01"))
    assert {one.channel for one in record.rows.values() if one.state is PLANNED} == {"other"}


def test_a_channel_hears_of_its_tags_alone() -> None:
    record = Record(a_channel("policy", tags=("policy",)), a_channel("models", tags=("models", "chips")))
    item = an_item(said(MAY_20, "2026-04-01"), tags=("policy", "eu"))
    assert {one.channel for one in record.becomes(item, at("2026-04-01"))} == {"policy"}


def test_digests_are_planned_for_channels_that_want_them() -> None:
    planned = of_digests([], channels=[TEAM, a_channel("news", wants=frozenset({Want.DIGEST}))], now=at("2026-04-01"))
    assert {one.channel for one in planned.new} == {"news"}
    assert planned.new[0].at == at("2026-04-06 09:00")


@given(st.lists(st.sampled_from([MAY_6, MAY_20, "late April 2026", "TBD", "by June 30, 2026"]), min_size=1, max_size=5))
def test_after_any_moves_only_the_date_in_force_is_planned_for(whens: list[str]) -> None:
    record, now = Record(), at("2026-04-10")
    for count in range(1, len(whens) + 1):
        record.becomes(
            deadline(*whens[:count], revision=count - 1), now + timedelta(hours=count), first_import=count == 1
        )
    straight = Record()
    straight.becomes(deadline(*whens), now + timedelta(hours=len(whens)), first_import=True)
    reminders = {key for key, one in record.rows.items() if one.state is PLANNED and not one.kind.is_change}
    silenced = {key for key, one in record.rows.items() if one.reason in reasons.SAID_ALREADY}
    assert reminders | silenced >= set(straight.rows) >= reminders


def test_a_notice_is_told_from_the_date_that_the_channel_last_heard() -> None:
    record = Record()
    record.becomes(deadline("May 6, 2026"), NOW_OF_MOVES, first_import=True)
    record.becomes(deadline("May 6, 2026", "May 20, 2026", revision=1), NOW_OF_MOVES)
    (notice,) = record.becomes(deadline("May 6, 2026", "May 20, 2026", "June 3, 2026", revision=2), NOW_OF_MOVES)
    assert notice.change is not None
    assert (notice.change.before, notice.change.days) == (as_known(deadline("May 6, 2026")).window, 28)
    record.sends(NOW_OF_MOVES)
    last = deadline("May 6, 2026", "May 20, 2026", "June 3, 2026", "June 4, 2026", revision=3)
    (told,) = record.becomes(last, NOW_OF_MOVES)
    assert told.change is not None
    assert (told.change.days, told.change.relation) == (1, Relation.SLIPPED)


def test_a_date_that_comes_back_unheard_is_told_as_it_moved() -> None:
    record = Record()
    record.becomes(deadline("May 6, 2026"), NOW_OF_MOVES, first_import=True)
    record.becomes(deadline("May 6, 2026", "May 20, 2026", revision=1), NOW_OF_MOVES)
    (notice,) = record.becomes(deadline("May 6, 2026", "May 20, 2026", "May 6, 2026", revision=2), NOW_OF_MOVES)
    assert notice.change is not None
    assert (notice.change.days, notice.change.relation) == (-14, Relation.EARLIER)


NOW_OF_MOVES = at("2026-04-10 09:00")
