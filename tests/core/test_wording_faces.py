"""What a message says of a hold, on its own and beside a member of several."""

from __future__ import annotations

from tests.builders import an_item, as_known, at, said
from watchtracker.notifications.holds import Hold, HoldKind, Person
from watchtracker.wording import faces

SINCE = at("2026-04-29 22:30")
WINDOW = as_known(an_item(said("May 6, 2026", "2026-04-01"))).window


def a_hold(name: str, kind: HoldKind = HoldKind.TAKEN, channel: str = "policy") -> Hold:
    until = at("2026-05-01 07:00") if kind is HoldKind.SNOOZED else None
    return Hold("launch", channel, kind, Person(name), SINCE, WINDOW, until)


def test_days_and_clocks_are_those_of_the_reader() -> None:
    assert faces.held([a_hold("mei")], "policy", "Europe/Berlin") == "mei is on it since 30 Apr 2026."
    snoozed = faces.held([a_hold("mei", HoldKind.SNOOZED)], "policy", "Europe/Berlin")
    assert snoozed == "Snoozed by mei until 1 May 2026, 09:00 Europe/Berlin."


def test_who_took_it_elsewhere_stands_with_the_channel_and_a_snooze_elsewhere_is_not_told() -> None:
    holding = [a_hold("mei"), a_hold("ola", channel="team"), a_hold("kim", HoldKind.SNOOZED, "team")]
    assert faces.held(holding, "policy", "UTC") == "mei is on it since 29 Apr 2026. ola (team) is on it."
    assert faces.mark(holding, "policy", "UTC") == "taken by mei"


def test_where_nobody_holds_anything_nothing_is_said() -> None:
    assert (faces.held([], "policy", "UTC"), faces.mark([], "policy", "UTC")) == ("", "")


def test_a_name_is_one_line_and_not_too_long() -> None:
    shown = faces.held([a_hold("m\n" + "i" * 90)], "policy", "UTC")
    assert "\n" not in shown
    assert len(shown) < 100
