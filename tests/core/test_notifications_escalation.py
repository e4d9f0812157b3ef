"""Who is told alone, or beyond a channel, as a deadline comes near: each once, and nobody without need."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_channel, an_item, as_known, at, happened, said
from tests.hypothesis_profiles import at_least
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import (
    Channel,
    DmOwner,
    Notification,
    NotificationState,
    QuietHours,
    Reason,
    ReasonCode,
)
from watchtracker.notifications.escalation import mentioned, step_of
from watchtracker.notifications.holds import Hold, HoldKind, Person
from watchtracker.notifications.planning import of_item
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.reports.explain import explain
from watchtracker.reports.plan import ahead
from watchtracker.targets import ConsoleTarget, EmailTarget, SlackTarget
from watchtracker.wording.reminders import line

NOW = at("2026-05-01 09:00")
CLOSES = at("2026-05-07 00:00")
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TEAM = a_channel(to=SlackTarget("C0TEAM"), dm_owner=DmOwner.UNANSWERED)
LEGAL = a_channel("legal", to=SlackTarget("C0LEGAL"), dm_owner=DmOwner.UNANSWERED)
LEADS = a_channel("leads", to=SlackTarget("C0LEADS"), tags=("nothing else",))
OWNER, BOSS, GROUP = "U0OWNER", "U0BOSSES", "S0LEADERS"
MEI, OWNS, PAL = Person("mei", "U0MEIMEI"), Person("ana", OWNER), Person("pal")

FIRST = (f"@{OWNER}/team", "dm-owner", "05-05 09:00")
SECOND = (f"@{OWNER}/team", "dm-owner-last-call", "05-06 20:00")
TO_LEADS = ("leads", "escalate", "05-06 22:00")
TO_MEI = ("@U0MEIMEI/team", "dm-taker", "05-06 22:00")
TO_OWNER = (f"@{OWNER}/team", "dm-taker", "05-06 22:00")


def call(when: str = "May 6, 2026", owner: str | None = OWNER, **facts: Any) -> ItemAsOf:
    return as_known(
        an_item(said(when, "2026-04-01"), item_id="call", kind=Kind.DEADLINE, zone="UTC", owner=owner, **facts)
    )


def taken(by: Person = MEI, channel: str = "team", since: datetime = NOW) -> Hold:
    return Hold("call", channel, HoldKind.TAKEN, by, since, call().window, id=1)


def snoozed(until: datetime, channel: str = "team") -> Hold:
    return Hold("call", channel, HoldKind.SNOOZED, PAL, NOW, call().window, until, id=2)


@dataclass
class Record:
    """What is recorded of the call, planned anew after each step and sent when it is due."""

    channels: tuple[Channel, ...] = (TEAM,)
    known: ItemAsOf | None = field(default_factory=call)
    held: list[Hold] = field(default_factory=list)
    now: datetime = NOW
    rows: dict[str, Notification] = field(default_factory=dict)
    stuck: bool = False

    def __post_init__(self) -> None:
        self.plan(self.known)

    def plan(self, known: ItemAsOf | None) -> Record:
        """Plan at this moment; `known` is what holds from now on."""
        planned = of_item(
            self.known if self.rows else None,
            known,
            list(self.rows.values()),
            channels=self.channels,
            leads=DEFAULT_LEADS,
            now=self.now,
            first_import=not self.rows,
            held=self.held,
        )
        for new in planned.new:
            assert new.key not in self.rows
            self.rows[new.key] = replace(new, id=len(self.rows) + 1)
        self.rows.update({changed.key: changed for changed in planned.changed})
        self.known = known
        return self

    def hold(self, *held: Hold) -> Record:
        self.held = list(held)
        return self.plan(self.known)

    def through(self, *channels: Channel) -> Record:
        """The settings change."""
        self.channels = channels
        return self.plan(self.known)

    def until(self, moment: datetime) -> Record:
        """Let time pass; what is due is sent unless everything is stuck."""
        self.now = moment
        for key, record in self.rows.items():
            if record.state is NotificationState.PLANNED and record.at <= moment and not self.stuck:
                self.rows[key] = replace(record, state=NotificationState.SENT, sent_at=moment)
        return self.plan(self.known)

    def steps(self, *states: NotificationState) -> list[tuple[str, str, str]]:
        """Whom the escalation tells, by which step and when."""
        found = [each for each in self.rows.values() if step_of(each) and each.state in (states or _PLANNED)]
        return [(each.channel, each.rule, f"{each.at:%m-%d %H:%M}") for each in sorted(found, key=lambda each: each.at)]

    def why(self, rule: str, channel: str | None = None) -> Reason | None:
        (found,) = [each for each in self.rows.values() if each.rule == rule and channel in {None, each.channel}]
        return found.reason


_PLANNED = (NotificationState.PLANNED,)
_SENT = NotificationState.SENT
_TO_LEADS = replace(TEAM, escalate_to="leads")
_ALWAYS, _NEVER = replace(_TO_LEADS, dm_owner=DmOwner.ALWAYS), replace(_TO_LEADS, dm_owner=DmOwner.NEVER)


@pytest.mark.parametrize(
    ("channel", "held", "steps"),
    [
        (_TO_LEADS, [], [FIRST, SECOND, TO_LEADS]),
        (_TO_LEADS, [taken()], [TO_MEI]),
        (_TO_LEADS, [taken(OWNS)], [TO_OWNER]),
        (_TO_LEADS, [taken(PAL)], []),
        (_TO_LEADS, [snoozed(at("2026-05-06 09:00"))], [SECOND, TO_LEADS]),
        (_TO_LEADS, [snoozed(at("2026-05-03 09:00"))], [FIRST, SECOND, TO_LEADS]),
        (_ALWAYS, [], [FIRST, SECOND, TO_LEADS]),
        (_ALWAYS, [taken()], [FIRST, SECOND, TO_MEI]),
        (_ALWAYS, [taken(OWNS)], [SECOND, TO_OWNER]),
        (_ALWAYS, [taken(PAL)], [FIRST, SECOND]),
        (_NEVER, [], [TO_LEADS]),
        (_NEVER, [taken()], [TO_MEI]),
        (replace(TEAM, escalate_to=None), [], [FIRST, SECOND]),
        (replace(TEAM, escalate_to=BOSS), [], [FIRST, SECOND, (f"@{BOSS}/team", "escalate", "05-06 22:00")]),
        (replace(TEAM, escalate_to=GROUP), [], [FIRST, SECOND, ("team", f"escalate:{GROUP}", "05-06 22:00")]),
        (replace(TEAM, escalate_to="gone"), [], [FIRST, SECOND]),
        (replace(_TO_LEADS, to=ConsoleTarget()), [], [TO_LEADS]),
        (replace(_TO_LEADS, to=EmailTarget(("a@example.org",))), [taken()], []),
        (replace(_TO_LEADS, tags=("other",)), [], []),
        (replace(_TO_LEADS, wants=frozenset()), [], []),
    ],
)
def test_who_is_told_by_what_is_so_and_what_is_set(
    channel: Channel, held: list[Hold], steps: list[tuple[str, str, str]]
) -> None:
    record = Record((channel, LEADS), held=held)
    assert record.steps() == steps
    for recorded in ((), record.rows.values()):
        planned = ahead(
            [call()],
            recorded,
            channels=record.channels,
            leads=DEFAULT_LEADS,
            now=NOW,
            until=CLOSES,
            held={"call": held},
        )
        told = [each.notification for each in planned if step_of(each.notification)]
        assert [(each.channel, each.rule, f"{each.at:%m-%d %H:%M}") for each in told] == steps


@pytest.mark.parametrize("owner", [None, "Ana", "U0ANA, U0OLAOLA", "U0OWNER and others"])
def test_an_owner_that_is_not_the_id_of_one_person_is_not_written_to(owner: str | None) -> None:
    assert Record(known=call(owner=owner)).steps() == []


@pytest.mark.parametrize("kind", [Kind.RELEASE, Kind.EVENT])
def test_only_deadlines_escalate(kind: Kind) -> None:
    known = as_known(an_item(said("May 6, 2026", "2026-04-01"), item_id="call", kind=kind, owner=OWNER))
    assert Record((_TO_LEADS, LEADS), known).steps() == []


@pytest.mark.parametrize(
    ("remind", "steps"),
    [
        (
            ("2w", "3d", "1h", "1d", "6h"),
            ["dm-owner 05-05 09:00", "dm-owner-last-call 05-06 23:00", "escalate 05-06 23:30"],
        ),
        (("6h",), ["dm-owner-last-call 05-06 18:00", "escalate 05-06 21:00"]),
        (("2d",), ["dm-owner 05-04 09:00", "dm-owner-last-call 05-06 20:00", "escalate 05-06 22:00"]),
        (("0m",), ["dm-owner-last-call 05-07 00:00"]),
    ],
)
def test_the_steps_come_with_the_shortest_lead_time_of_days_the_last_of_the_last_calls_and_half_way_to_the_close(
    remind: tuple[str, ...], steps: list[str]
) -> None:
    known = call(remind=remind)
    assert [f"{rule} {when}" for _, rule, when in Record((_TO_LEADS, LEADS), known).steps()] == steps


def test_a_window_escalates_before_its_last_close_alone() -> None:
    record = Record((_TO_LEADS, LEADS), call("early May 2026"))
    assert [rule for _, rule, _ in record.steps()].count("dm-owner-last-call") == 1
    assert {at_ for _, rule, at_ in record.steps() if rule == "escalate"} == {"05-10 22:00"}


def test_an_owner_with_two_channels_is_written_to_once_and_by_the_first() -> None:
    record = Record((TEAM, LEGAL))
    assert record.steps() == [FIRST, SECOND]
    assert Record((replace(TEAM, dm_owner=DmOwner.NEVER), LEGAL)).steps()[0][0] == f"@{OWNER}/legal"
    assert record.hold(taken(channel="legal")).steps() == [("@U0MEIMEI/legal", "dm-taker", "05-06 22:00")]


def test_two_channels_that_escalate_to_the_same_tell_it_once_and_name_both() -> None:
    record = Record((_TO_LEADS, replace(LEGAL, escalate_to="leads"), LEADS))
    assert record.steps().count(TO_LEADS) == 1
    (told,) = [each for each in record.rows.values() if each.rule == "escalate"]
    assert told.why == "nobody took it after its last call in team and legal, 6 May 2026, 20:00 (UTC)"


def test_a_take_ends_what_nobody_was_told_and_a_hand_back_in_time_brings_it_again() -> None:
    record = Record((_TO_LEADS, LEADS)).hold(taken())
    assert record.why("dm-owner") == Reason(ReasonCode.TAKEN, ("mei",))
    assert record.why("escalate") == Reason(ReasonCode.TAKEN, ("mei",))
    assert record.hold().steps() == [FIRST, SECOND, TO_LEADS]
    assert record.why("dm-taker") == Reason(ReasonCode.HANDED_BACK)


def test_what_is_handed_back_after_the_moment_is_not_made_up_for() -> None:
    record = Record((_TO_LEADS, LEADS)).hold(taken()).until(CLOSES - 13 * HOUR)
    assert record.hold().steps() == [SECOND, TO_LEADS]
    record.hold(taken()).until(CLOSES - HOUR).hold()
    assert (record.steps(), record.steps(_SENT)) == ([], [TO_MEI])


def test_what_was_late_goes_where_it_belongs_when_it_is_sent() -> None:
    record = Record((_TO_LEADS, LEADS)).hold(taken())
    record.stuck = True
    record.until(CLOSES - HOUR).hold()
    assert TO_LEADS in record.steps()
    record.hold(taken(since=record.now))
    assert record.steps() == []


def test_a_date_that_moves_or_an_outcome_or_the_item_taken_out_ends_it() -> None:
    moved = Record((_TO_LEADS, LEADS)).plan(call("May 20, 2026"))
    assert [when for _, _, when in moved.steps()] == ["05-19 09:00", "05-20 20:00", "05-20 22:00"]
    reasons = {each.reason.code for each in moved.rows.values() if step_of(each) and each.reason}
    assert reasons == {ReasonCode.DATE_MOVED}

    ended = replace(call(), outcome=happened("2026-05-02"))
    assert Record((_TO_LEADS, LEADS)).plan(ended).why("escalate") == Reason(
        ReasonCode.RESOLVED, ("happened", "2026-05-02")
    )
    assert Record((_TO_LEADS, LEADS)).plan(None).why("escalate") == Reason(ReasonCode.ITEM_GONE)


def test_another_owner_or_setting_changes_whom_it_goes_to_and_a_channel_that_is_gone_ends_it() -> None:
    record = Record((_TO_LEADS, LEADS)).plan(call(owner="U0OTHERS"))
    assert [channel for channel, _, _ in record.steps()] == ["@U0OTHERS/team", "@U0OTHERS/team", "leads"]
    assert record.why("dm-owner", FIRST[0]) == Reason(ReasonCode.WHOM_CHANGED)

    record = Record((_TO_LEADS, LEADS)).through(_NEVER, LEADS)
    assert (record.steps(), record.why("dm-owner")) == ([TO_LEADS], Reason(ReasonCode.WHOM_CHANGED))
    assert Record((_TO_LEADS, LEADS)).through(LEADS).why("dm-owner") == Reason(ReasonCode.CHANNEL_GONE)


def test_an_owner_who_was_told_is_not_told_again_from_another_channel_or_with_another_lead_time() -> None:
    record = Record((TEAM, LEGAL)).until(CLOSES - 38 * HOUR).through(LEGAL)
    assert record.steps() == [(f"@{OWNER}/legal", "dm-owner-last-call", "05-06 20:00")]
    again = Record().until(CLOSES - 38 * HOUR).plan(call(remind=("3d", "0d", "4h")))
    assert again.steps() == [SECOND]


def test_at_night_the_first_step_comes_when_its_reminder_does_and_the_others_always() -> None:
    nights = replace(_TO_LEADS, quiet=(QuietHours(time(18), time(10)),))
    record = Record((nights, LEADS))
    (reminder,) = [each for each in record.rows.values() if (each.channel, each.rule) == ("team", "1d")]
    assert reminder.shifted is not None
    assert record.steps() == [(FIRST[0], "dm-owner", f"{reminder.at:%m-%d %H:%M}"), SECOND, TO_LEADS]


def test_the_last_of_the_last_calls_mentions_who_is_on_it_and_an_escalation_its_group() -> None:
    known = call(remind=("6h", "1h"))
    record = Record((replace(TEAM, escalate_to=GROUP),), known)
    by_rule = {each.rule: each for each in record.rows.values()}

    def mentions(rule: str, *held: Hold) -> tuple[str, ...]:
        return mentioned(by_rule[rule], known, held, TEAM, DEFAULT_LEADS)

    assert (mentions("6h", taken()), mentions("1h", taken(), taken(PAL))) == ((), ("U0MEIMEI",))
    assert (mentions("1h"), mentions(f"escalate:{GROUP}")) == ((), (GROUP,))


def test_each_step_says_why_it_reaches_whom_it_reaches() -> None:
    record = Record((_TO_LEADS, LEADS))
    texts = {each.rule: line(each, call(), now=each.at, held=()) for each in record.rows.values() if step_of(each)}
    assert texts["dm-owner"].endswith(" You are its owner, and nobody had taken it.")
    assert texts["escalate"].startswith("Still open: ")
    assert texts["escalate"].endswith(" Nobody took it after its last call in team, 6 May 2026, 20:00 (UTC).")
    record.hold(taken())
    (alone,) = [each for each in record.rows.values() if each.rule == "dm-taker"]
    assert line(alone, call(), now=alone.at, held=[taken()]).endswith(" You are on it.")


def test_who_came_too_late_for_the_last_call_is_not_said_to_have_been_asked() -> None:
    record = Record((_TO_LEADS, LEADS), now=CLOSES - 3 * HOUR)
    (told,) = [each for each in record.rows.values() if each.rule == "escalate"]
    assert (record.steps(), told.why) == ([TO_LEADS], "nobody took it")


def test_where_people_were_asked_is_said_as_well_after_a_date_or_an_outcome_was_taken_back() -> None:
    moved_and_back = Record((_TO_LEADS, LEADS)).plan(call("May 20, 2026")).plan(call())
    ended = replace(call(), outcome=happened("2026-05-02"))
    for record in (moved_and_back, Record((_TO_LEADS, LEADS)).plan(ended).plan(call())):
        (told,) = [each for each in record.rows.values() if each.rule == "escalate" and each.state in _PLANNED]
        assert told.why == "nobody took it after its last call in team, 6 May 2026, 20:00 (UTC)"


def test_the_plan_of_an_item_does_not_depend_on_what_the_owner_was_told_of_another() -> None:
    record = Record().until(CLOSES - 38 * HOUR)
    other = as_known(
        an_item(said("May 6, 2026", "2026-04-01"), item_id="other", kind=Kind.DEADLINE, zone="UTC", owner=OWNER)
    )
    planned = ahead([call(), other], record.rows.values(), channels=(TEAM,), leads=DEFAULT_LEADS, now=NOW, until=CLOSES)
    found = [(each.notification.item, each.notification.rule) for each in planned if step_of(each.notification)]
    assert [rule for item, rule in found if item == "other"] == ["dm-owner", "dm-owner-last-call"]
    assert [rule for item, rule in found if item == "call"] == ["dm-owner-last-call"]


def test_the_plan_and_explain_have_each_step() -> None:
    record = Record((_TO_LEADS, LEADS))
    planned = ahead(
        [call()],
        record.rows.values(),
        channels=record.channels,
        leads=DEFAULT_LEADS,
        now=NOW,
        until=CLOSES,
    )
    assert [(each.to, each.notification.rule) for each in planned if step_of(each.notification)] == [
        (OWNER, "dm-owner"),
        (OWNER, "dm-owner-last-call"),
        (None, "escalate"),
    ]
    item = an_item(said("May 6, 2026", "2026-04-01"), item_id="call", kind=Kind.DEADLINE)
    said_of_it = "\n".join(explain(item, record.hold(taken()).rows.values(), now=NOW, holds=[taken()]))
    assert "to its owner, as nobody is on it" in said_of_it
    assert "mei is on it" in said_of_it


HELD = st.lists(
    st.sampled_from([(MEI, "team"), (OWNS, "team"), (PAL, "team"), (MEI, "legal"), (OWNS, "legal")]), max_size=2
)
SETTINGS = st.sampled_from(
    [_TO_LEADS, _ALWAYS, _NEVER, replace(TEAM, escalate_to=BOSS), replace(TEAM, escalate_to=GROUP)]
)
EVENTS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 40)),
    st.tuples(st.just("hold"), HELD),
    st.tuples(st.just("set"), SETTINGS),
    st.tuples(st.just("owner"), st.sampled_from([OWNER, BOSS, None])),
    st.tuples(st.just("leads"), st.sampled_from([None, ("2d", "6h"), ("1d", "2h"), ("4h",)])),
    st.tuples(st.just("stuck"), st.booleans()),
    st.tuples(st.just("move"), st.sampled_from(["May 6, 2026", "May 7, 2026"])),
    st.tuples(st.just("done"), st.booleans()),
)


@at_least(40)
@given(st.lists(EVENTS, max_size=14))
def test_whatever_happens_nobody_is_told_the_same_twice_and_nobody_once_it_is_done(
    events: list[tuple[str, object]],
) -> None:
    record, known = Record((_TO_LEADS, LEGAL, LEADS)), call()
    facts: dict[str, Any] = {"owner": OWNER, "remind": None}
    when = "May 6, 2026"
    for what, value in events:
        match what, value:
            case "wait", int(hours):
                record.until(record.now + hours * HOUR)
            case "hold", list(holds):
                window = known.window
                held = [replace(taken(by, channel, record.now), window=window) for by, channel in holds]
                record.hold(*held)
            case "set", Channel() as channel:
                record.through(channel, LEGAL, LEADS)
            case "stuck", bool(stuck):
                record.stuck = stuck
            case "done", bool(done):
                known = replace(known, outcome=happened("2026-05-02") if done else None)
                record.plan(known)
            case _:
                when = str(value) if what == "move" else when
                facts = {**facts, **({"owner": value} if what == "owner" else {})}
                facts = {**facts, **({"remind": value} if what == "leads" else {})}
                known = replace(call(when, **facts), outcome=known.outcome)
                record.plan(known)
        if known.outcome is not None:
            assert record.steps() == []
    left = [each for each in record.rows.values() if step_of(each) and each.state is _SENT]
    told = Counter((each.channel.partition("/")[0], each.rule, each.target) for each in left)
    assert all(times == 1 for times in told.values())
