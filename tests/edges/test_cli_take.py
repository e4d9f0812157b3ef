"""Who is on an item and for how long it is snoozed, said from a terminal, and where everybody sees it."""

from __future__ import annotations

import pytest

from tests.edges.command_line import CommandLine

ITEM = """
[[item]]
id = "call"
title = "Grants call"
kind = "deadline"
zone = "Europe/Berlin"
tags = ["money"]
when = "30 June 2030"
said_on = 2026-01-12
source = "Agency"
"""
TWO = """
[[channel]]
name = "team"
zone = "Asia/Tokyo"
hour = "10:00"

[[channel]]
name = "policy"
tags = ["money"]
zone = "UTC"

[[channel]]
name = "models"
tags = ["models"]
zone = "UTC"
"""


@pytest.fixture
def desk(bare: CommandLine) -> CommandLine:
    """A watch list of one deadline, reminded of in the console."""
    bare.write(ITEM)
    return bare


@pytest.fixture
def teams(desk: CommandLine) -> CommandLine:
    """Two channels which are reminded of the deadline, and one that is not."""
    (desk.folder / "config/watchtracker.toml").write_text(TWO, encoding="utf-8")
    return desk


def shown(cli: CommandLine) -> dict[str, list[dict[str, str | None]]]:
    found: dict[str, list[dict[str, str | None]]] = cli("show", "call", "--json").json
    return found


def test_who_takes_it_is_named_wherever_the_item_is_shown(desk: CommandLine) -> None:
    said = desk("take", "call", "--by", "mei")

    assert said.out.splitlines()[:2] == [
        "call: mei is on it in console",
        '  its reminders stay in console, and say "mei is on it."',
    ]
    assert "mei is on it in console, since" in desk("show", "call").out
    assert desk("list").out.rstrip().endswith("\ttaken by mei")
    assert desk("list", "--json").json["items"][0]["taken_by"] == ["mei"]
    (held,) = shown(desk)["holds"]
    assert (held["kind"], held["channel"], held["by"], held["until"]) == ("taken", "console", "mei", None)
    (answer,) = shown(desk)["answers"]
    assert answer == {"at": held["since"], "by": "mei", "channel": "console", "what": "take", "result": "applied"}


def test_on_a_terminal_the_list_names_who_is_on_it(desk: CommandLine) -> None:
    desk("take", "call", "--by", "mei")
    lines = desk("list", FORCE_COLOR="1", NO_COLOR="1").out.splitlines()

    assert any("taken by mei" in line for line in lines)


def test_the_listing_with_and_without_sqlalchemy_names_the_same_people(desk: CommandLine) -> None:
    desk("take", "call", "--by", "mei")
    quick = desk("list", "--json").json["items"]
    desk.write(ITEM.replace("Grants call", "Grants call 2030"))  # an edited list is read in full

    assert [item["taken_by"] for item in desk("list", "--json").json["items"]] == [item["taken_by"] for item in quick]


def test_another_person_takes_it_over_only_where_that_is_asked_for(desk: CommandLine) -> None:
    desk("take", "call", "--by", "mei")
    refused = desk("take", "call", "--by", "ola")
    over = desk("take", "call", "--as", "ola", "--take-over")

    assert refused.status == 2
    assert refused.err.startswith("watchtracker: mei is on it since ")
    assert refused.err.endswith("take it over, or leave it (--take-over takes it over)\n")
    assert over.out.splitlines()[0] == "call: ola is on it in console, taken over from mei"
    assert [held["by"] for held in shown(desk)["holds"]] == ["ola"]
    assert "somebody else took it over" in " ".join(desk("show", "call").out.split())


def test_taking_it_twice_says_so(desk: CommandLine) -> None:
    desk("take", "call", "--by", "mei")

    assert desk("take", "call", "--by", "mei").out.splitlines()[0] == "call: mei is on it in console already"
    assert len(shown(desk)["holds"]) == 1


def test_what_is_handed_back_nobody_is_on(desk: CommandLine) -> None:
    desk("take", "call", "--by", "mei")

    assert desk("hand-back", "call").out.splitlines()[0] == "call: nobody is on it in console any more"
    assert shown(desk)["holds"] == []
    assert desk("list", "--json").json["items"][0]["taken_by"] == []
    assert desk("hand-back", "call").err == "watchtracker: nobody is on call\n"
    assert desk("wake", "call").err == "watchtracker: call is not snoozed\n"


def test_an_outcome_ends_it_and_the_item_says_why(desk: CommandLine) -> None:
    desk("take", "call", "--by", "mei")
    desk("resolve", "call", "--as", "done", "--source", "mei")

    assert "the item has an outcome" in " ".join(desk("show", "call").out.split())
    assert shown(desk)["holds"] == []


def test_a_date_that_moves_ends_it_and_the_item_says_why(desk: CommandLine) -> None:
    desk("take", "call", "--by", "mei")
    desk("claim", "call", "--when", "15 July 2030", "--source", "Agency")

    assert "its date in force changed" in " ".join(desk("show", "call").out.split())
    assert shown(desk)["holds"] == []


def test_a_day_is_the_hour_of_the_channel_and_a_time_is_that_moment(teams: CommandLine) -> None:
    day = teams("snooze", "call", "--until", "tomorrow", "--channel", "team", "--json").json["holds"][-1]
    moment = teams("snooze", "call", "--until", "tomorrow 14:00", "--channel", "team", "--json").json["holds"][-1]

    assert day["until"].endswith("T01:00:00Z")
    assert moment["until"].endswith("T05:00:00Z")


def test_another_snooze_takes_the_place_of_the_first(desk: CommandLine) -> None:
    desk("snooze", "call", "--until", "tomorrow", "--by", "mei")
    desk("snooze", "call", "--until", "in 2 days", "--by", "ola")

    assert [held["by"] for held in shown(desk)["holds"]] == ["ola"]
    assert "the snooze that it was to end is over already" in " ".join(desk("explain", "call").out.split())
    assert [each["code"] for each in shown(desk)["notifications"] if each["state"] == "superseded"] == ["snooze_over"]


def test_a_snooze_says_what_it_quiets_and_ends_with_one_reminder(desk: CommandLine) -> None:
    said = desk("snooze", "call", "--until", "in 3 weeks", "--by", "mei")

    assert said.out.splitlines()[0].startswith("call: snoozed by mei in console until ")
    assert "mei snoozed it until then" in " ".join(said.out.split())
    assert shown(desk)["holds"][0]["kind"] == "snoozed"
    assert desk("wake", "call").out.splitlines()[0] == "call: not snoozed in console any more"
    assert "it was woken" in " ".join(desk("show", "call").out.split())


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("June", '"June" is neither a day nor a moment: write until which day, such as "tomorrow" or "2 May 14:00"'),
        (
            "now",
            '"now" is neither a day nor a moment: write until which day, such as "tomorrow" or "2 May 14:00"',
        ),
        ("14:00", '"14:00" is a time without a day: name the day as well'),
    ],
)
def test_what_is_no_end_of_a_snooze_is_refused(desk: CommandLine, until: str, sentence: str) -> None:
    assert desk("snooze", "call", "--until", until).err.endswith(f"watchtracker: {sentence}\n")
    assert desk("snooze", "call", "--until", until).status == 2


def test_a_snooze_that_is_too_short_names_the_earliest_moment(desk: CommandLine) -> None:
    for until in ("yesterday", "today 00:00"):
        refused = desk("snooze", "call", "--until", until)
        assert refused.status == 2
        assert "a snooze lasts at least 15 minutes: name " in refused.err
        assert "or a later moment" in refused.err


def test_a_snooze_that_is_too_long_names_the_latest_moment(desk: CommandLine) -> None:
    refused = desk("snooze", "call", "--until", "30 June 2030")

    assert "it can be snoozed until" in refused.err
    assert "at most: name an earlier moment" in refused.err


def test_of_several_channels_one_must_be_named(teams: CommandLine) -> None:
    refused = teams("take", "call")

    assert refused.status == 2
    assert "several channels are reminded of call: name one with --channel, team or policy" in refused.err
    assert teams("take", "call", "--channel", "policy").status == 0


def test_what_was_taken_in_one_channel_is_handed_back_without_naming_it(teams: CommandLine) -> None:
    teams("take", "call", "--channel", "policy", "--by", "mei")

    assert teams("hand-back", "call").out.splitlines()[0] == "call: nobody is on it in policy any more"


def test_what_was_taken_in_two_channels_is_handed_back_in_the_one_named(teams: CommandLine) -> None:
    teams("take", "call", "--channel", "policy", "--by", "mei")
    teams("take", "call", "--channel", "team", "--by", "ola")

    refused = teams("hand-back", "call")
    assert refused.err.endswith(
        "watchtracker: call was taken in several channels: name one with --channel, team or policy\n"
    )
    assert teams("hand-back", "call", "--channel", "team").status == 0
    assert teams("list", "--json").json["items"][0]["taken_by"] == ["mei"]


def test_a_channel_that_is_not_reminded_of_the_item_is_refused(teams: CommandLine) -> None:
    assert "models is not reminded of call: name team or policy" in teams("take", "call", "--channel", "models").err
    assert "there is no channel 'polic': did you mean 'policy'?" in teams("take", "call", "--channel", "polic").err


def test_the_plan_names_who_is_on_it_and_shows_how_a_snooze_ends(teams: CommandLine) -> None:
    teams("take", "call", "--channel", "policy", "--by", "mei")
    teams("snooze", "call", "--channel", "team", "--by", "ola", "--until", "in 80 days")
    planned = teams("plan", "--within", "100d", "--json").json["notifications"]
    reminders = [each for each in planned if each["item"] == "call"]

    here = {each["channel"]: each["text"] for each in reminders}
    assert here["policy"].endswith(" mei is on it.")
    assert here["team"].endswith(" mei (policy) is on it.")
    (first, *_) = [each for each in reminders if each["channel"] == "team"]
    assert first["reason"] == "ola snoozed it until then"


def test_what_a_snooze_stops_ends_as_superseded_with_who_said_so(desk: CommandLine) -> None:
    desk("snooze", "call", "--by", "ola", "--until", "in 80 days")
    stopped = [each for each in shown(desk)["notifications"] if each["state"] == "superseded"]

    assert {(each["code"], each["reason"]) for each in stopped} == {("snoozed", "ola snoozed it")}
    explained = " ".join(desk("explain", "call").out.split())
    assert "ola snoozed it in console" in explained
    assert "superseded: ola snoozed it" in explained
