"""What goes to a person who is on it in place of the channel: each reminder once, and none lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_channel, an_item, as_known, at, happened, said
from tests.hypothesis_profiles import at_least
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import (
    Channel,
    Notification,
    NotificationKind,
    NotificationState,
    QuietHours,
    Reason,
    ReasonCode,
    Want,
    people,
)
from watchtracker.notifications.escalation import step_of
from watchtracker.notifications.holds import Hold, HoldKind, Person
from watchtracker.notifications.planning import of_item
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.reports import explain
from watchtracker.reports.plan import ahead
from watchtracker.targets import SlackTarget
from watchtracker.wording.holding import whither

NOW = at("2026-04-10 09:00")
DAY = timedelta(days=1)
TEAM = a_channel(to=SlackTarget("C0TEAM"))
NIGHTS = replace(TEAM, quiet=(QuietHours(at("2026-04-10 20:00").time(), at("2026-04-10 10:00").time()),))
MEI, OLA, PAL = Person("mei", "U0MEI"), Person("ola", "U0OLA"), Person("pal")
MEIS, OLAS = "@U0MEI/team", "@U0OLA/team"


def call(when: str = "May 6, 2026", kind: Kind = Kind.DEADLINE) -> ItemAsOf:
    return as_known(an_item(said(when, "2026-04-01"), item_id="call", kind=kind, zone="UTC"))


def taken(by: Person = MEI, known: ItemAsOf | None = None) -> Hold:
    return Hold("call", TEAM.name, HoldKind.TAKEN, by, NOW, (known or call()).window, id=1)


def snoozed(until: datetime) -> Hold:
    return Hold("call", TEAM.name, HoldKind.SNOOZED, OLA, NOW, call().window, until, id=2)


@dataclass
class Record:
    """What is recorded of the call but its escalation, planned anew after each step and sent when it is due."""

    channel: Channel = TEAM
    now: datetime = NOW
    known: ItemAsOf = field(default_factory=call)
    held: list[Hold] = field(default_factory=list)
    rows: dict[str, Notification] = field(default_factory=dict)
    stuck: bool = False
    unreachable: bool = False

    def plan(self, known: ItemAsOf | None = None) -> Record:
        """Plan at this moment; `known` is what holds from now on."""
        after = known or self.known
        planned = of_item(
            self.known,
            after,
            list(self.rows.values()),
            channels=(self.channel,),
            leads=DEFAULT_LEADS,
            now=self.now,
            held=self.held,
        )
        for new in planned.new:
            assert new.key not in self.rows
            if step_of(new):
                continue
            self.rows[new.key] = replace(new, id=len(self.rows) + 1)
        self.rows.update({changed.key: changed for changed in planned.changed})
        self.known = after
        return self

    def hold(self, *held: Hold) -> Record:
        self.held = list(held)
        return self.plan()

    def go_on(self, by: timedelta) -> Record:
        """Let time pass; what is due is sent unless everything is stuck."""
        self.now += by
        for record in [] if self.stuck else sorted(self.rows.values(), key=lambda each: each.at):
            if record.state is NotificationState.PLANNED and record.at <= self.now:
                self._send(record)
        return self.plan()

    def _send(self, record: Notification) -> None:
        if not (self.unreachable and people.own_channel(record.channel)):
            self.rows[record.key] = replace(record, state=NotificationState.SENT, sent_at=self.now)
            return
        why = Reason(ReasonCode.NO_DIRECT_MESSAGE, ("cannot_dm_bot",))
        self.rows[record.key] = replace(record, state=NotificationState.SUPERSEDED, reason=why)
        instead = people.to_channel(record)
        known = self.rows.get(instead.key)
        self.rows[instead.key] = replace(instead, id=known.id if known else len(self.rows) + 1)
        self._send(self.rows[instead.key])

    def there(self, channel: str, state: NotificationState = NotificationState.PLANNED) -> list[str]:
        """The rules of what is in a state there, in order of time."""
        found = [each for each in self.rows.values() if (each.channel, each.state) == (channel, state)]
        return [each.rule for each in sorted(found, key=lambda each: each.at)]


def test_what_somebody_is_on_goes_to_them_at_the_hour_of_the_channel_and_last_calls_stay() -> None:
    alone = {people.at_home(each).key: each.at for each in Record().plan().rows.values()}
    record = Record().hold(taken())

    assert record.there(MEIS) == ["14d", "7d", "3d", "1d"]
    assert record.there("team") == ["4h"]
    assert {people.at_home(each).key: each.at for each in record.rows.values()} == alone


def test_what_was_planned_follows_who_takes_it_and_comes_back_with_the_hand_back() -> None:
    record = Record().plan().hold(taken())
    assert (record.there("team"), record.there(MEIS)) == (["4h"], ["14d", "7d", "3d", "1d"])

    record.go_on(20 * DAY).hold()
    assert (record.there(MEIS, NotificationState.SENT), record.there(MEIS)) == (["14d", "7d"], [])
    assert record.there("team") == ["3d", "1d", "4h"]
    over = {each.reason for each in record.rows.values() if each.channel == MEIS and each.reason}
    assert over == {Reason(ReasonCode.HANDED_BACK)}


def test_who_takes_it_over_is_told_from_then_on() -> None:
    record = Record().hold(taken()).go_on(13 * DAY).hold(taken(OLA))

    assert record.there(MEIS, NotificationState.SENT) == ["14d"]
    assert (record.there(MEIS), record.there(OLAS)) == ([], ["7d", "3d", "1d"])
    over = {each.reason for each in record.rows.values() if each.channel == MEIS and each.reason}
    assert over == {Reason(ReasonCode.TAKEN, ("ola",))}


def test_a_reminder_stays_in_the_channel_where_nobody_knows_the_account_of_who_is_on_it() -> None:
    assert Record().hold(taken(PAL)).rows == Record().plan().rows


@pytest.mark.parametrize("by", [DAY, -3 * DAY])
def test_a_date_that_moves_or_an_outcome_ends_what_a_person_was_to_be_told(by: timedelta) -> None:
    moved = call(f"{at('2026-05-06 00:00') + by:%B %d, %Y}")
    record = Record().hold(taken()).plan(moved)
    assert record.there(MEIS) == []
    ended = {each.reason.code for each in record.rows.values() if each.channel == MEIS and each.reason}
    assert ended == {ReasonCode.DATE_MOVED}

    done = Record().hold(taken()).plan(replace(call(), outcome=happened("2026-04-24")))
    assert done.there(MEIS, NotificationState.CANCELLED) == ["14d", "7d", "3d", "1d"]


def test_a_reminder_that_is_late_follows_who_takes_it_and_who_hands_it_back() -> None:
    record = Record().plan()
    record.stuck = True
    record.go_on(13 * DAY).hold(taken())
    assert (record.there("team"), record.there(MEIS)) == (["4h"], ["14d", "7d", "3d", "1d"])
    assert record.hold().there("team") == ["14d", "7d", "3d", "1d", "4h"]


def test_a_reminder_that_is_on_its_way_stays_where_it_goes() -> None:
    record = Record().plan().go_on(11 * DAY)
    due = next(each for each in record.rows.values() if each.rule == "14d")
    record.rows[due.key] = replace(due, state=NotificationState.SENDING)
    record.hold(taken())
    assert record.there("team", NotificationState.SENDING) == ["14d"]
    assert record.rows[due.key].overtaken is None
    assert record.there(MEIS) == ["7d", "3d", "1d"]


def test_a_direct_message_that_is_on_its_way_stays_where_it_goes_whoever_is_on_it_then() -> None:
    record = Record().hold(taken()).go_on(11 * DAY)
    due = next(each for each in record.rows.values() if each.rule == "14d")
    record.rows[due.key] = replace(due, state=NotificationState.SENDING)
    for held in ([], [taken(OLA)]):
        record.hold(*held)
        assert (record.there(MEIS, NotificationState.SENDING), record.rows[due.key].overtaken) == (["14d"], None)
        assert "14d" not in record.there("team") + record.there(OLAS)


def test_what_the_end_of_a_snooze_reminds_of_goes_to_who_is_on_it() -> None:
    until = NOW + 2 * DAY
    record = Record().hold(taken(), snoozed(until))
    assert (record.there("team"), record.there(MEIS)) == (["4h"], ["snooze", "14d", "7d", "3d", "1d"])
    record.stuck = True
    assert record.go_on(3 * DAY).hold(taken()).there(MEIS) == ["snooze", "14d", "7d", "3d", "1d"]


def test_who_cannot_be_written_to_is_tried_again_with_the_next_reminder() -> None:
    record = Record(unreachable=True).hold(taken()).go_on(13 * DAY)
    assert record.there("team", NotificationState.SENT) == ["14d"]
    record.unreachable = False
    assert record.go_on(8 * DAY).there(MEIS, NotificationState.SENT) == ["7d"]


def test_the_channel_of_a_person_is_as_the_one_it_stands_for() -> None:
    own = people.channel_of(MEIS, [TEAM, a_channel("legal")])
    assert own == replace(TEAM, name=MEIS, to=SlackTarget("U0MEI"), wants=frozenset({Want.REMINDERS}))
    assert people.channel_of("team", [TEAM]) == TEAM
    for gone in ("@U0MEI/gone", "gone", "@U0MEI", "@/team"):
        assert people.channel_of(gone, [TEAM]) is None
    assert people.channel_of(MEIS, [a_channel()]) is None
    assert (people.home(MEIS), people.home("team")) == ("team", "team")
    reminder = Record().plan().rows["call/team/14d/2026-05-06"]
    assert people.at_home(people.by_person(reminder, "U0MEI")) == replace(reminder, id=None)


def test_the_plan_says_who_is_told_alone_and_holds_what_is_recorded_then() -> None:
    record = Record().plan().hold(taken())
    until = NOW + 30 * DAY
    for recorded in ((), record.rows.values()):
        planned = ahead(
            [call()], recorded, channels=[TEAM], leads=DEFAULT_LEADS, now=NOW, until=until, held={"call": [taken()]}
        )
        told = [(each.notification.key, each.to) for each in planned if not step_of(each.notification)]
        assert [to for _, to in told] == ["mei", "mei", "mei", "mei", None]
        unsent = [each for each in record.rows.values() if each.state is NotificationState.PLANNED]
        assert {key for key, _ in told} == {each.key for each in unsent}
    assert [each.as_json()["to"] for each in planned] == ["mei", "mei", "mei", "mei", None, "mei"]
    assert not any("mei is on it" in each.text for each in planned if each.to)


def test_what_was_decided_names_who_was_told_alone() -> None:
    item = an_item(said("May 6, 2026", "2026-04-01"), item_id="call", kind=Kind.DEADLINE, zone="UTC")
    rows = Record().plan().hold(taken()).rows.values()
    lines = explain.explain(item, rows, now=NOW, holds=[taken()])
    assert sum("  mei, by DM  upcoming: " in line and "-- planned" in line for line in lines) == 4
    assert (whither(MEIS, []), whither("team", [taken()])) == ("U0MEI, by DM", "team")


STEPS = st.one_of(
    st.integers(1, 200).map(lambda hours: ("go on", timedelta(hours=hours))),
    st.sampled_from([MEI, OLA, PAL, None]).map(lambda by: ("take", by)),
    st.booleans().map(lambda stuck: ("stuck", stuck)),
    st.booleans().map(lambda unreachable: ("unreachable", unreachable)),
)


@at_least(25)
@given(st.lists(STEPS, max_size=12), st.sampled_from([TEAM, NIGHTS]), st.sampled_from(["call", "launch"]))
def test_whoever_is_on_it_each_reminder_is_told_once_and_none_is_lost(
    steps: list[tuple[str, object]], channel: Channel, what: str
) -> None:
    known = call() if what == "call" else call("March 2026", Kind.RELEASE)
    usual = Record(channel=channel, known=known).plan().go_on(60 * DAY)
    record = Record(channel=channel, known=known).plan()
    for name, about in [*steps, ("stuck", False), ("go on", 60 * DAY)]:
        match name, about:
            case "go on", timedelta():
                record.go_on(min(about, NOW + 60 * DAY - record.now))
            case "take", Person():
                record.hold(replace(taken(about, known), since=record.now))
            case "take", _:
                record.hold()
            case _:
                setattr(record, name, about)

    def told(of: Record) -> Counter[str]:
        sent = (each for each in of.rows.values() if each.state is NotificationState.SENT)
        return Counter(people.at_home(each).key for each in sent if each.kind is not NotificationKind.RECHECK)

    assert told(record) == told(usual)
    assert set(told(record).values()) <= {1}
