"""`when`, `plan`, `replay`, the feeds, `init` and `doctor`, as they are asked for."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
import tzdata

from tests.edges.command_line import CommandLine
from tests.slack_stand_in import TOKEN, Fault, SlackStandIn, slack_stand_in
from watchtracker.outbox.records import Gate
from watchtracker.runtime.clock import now
from watchtracker.store.engine import Store


def test_a_phrase_is_shown_as_it_is_read(bare: CommandLine) -> None:
    said = bare("when", "late April", "--said-on", "2026-04-10", "--zone", "Asia/Shanghai")

    assert said.out.splitlines() == [
        "late Apr 2026",
        "  between 21 and 30 April 2026, Shanghai time",
        "  window, precision span, EDTF [2026-04-21..2026-04-30]",
        "  opens 2026-04-20T16:00Z, closes 2026-04-30T16:00Z",
    ]
    assert bare("when", "soon").out.splitlines()[0] == "no date"
    assert bare("when", "2026-05-06", "--json").json["earliest"] == "2026-05-06"


def test_lines_are_answered_one_by_one_in_order(bare: CommandLine) -> None:
    lines = [
        json.dumps({"id": 1, "text": "May 6", "reference": "2026-04-10", "tz": "UTC"}).encode(),
        b"\xff\xfe",
        b"no json",
        json.dumps({"id": "four", "text": "lorem ipsum", "reference": "2026-04-10", "tz": "UTC"}).encode(),
        b'{"id": "\\ud800", "text": "soon", "reference": "2026-04-10", "tz": "UTC"}',
    ]

    said = bare("when", "--jsonl", stdin=b"\n".join(lines))
    answers = [json.loads(line) for line in said.out.splitlines()]

    assert said.status == 0
    assert answers[0] == {"id": 1, "kind": "exact", "earliest": "2026-05-06", "latest": "2026-05-06"}
    assert [sorted(answer) for answer in answers[1:4]] == [["error", "id"]] * 3
    assert [answer["id"] for answer in answers[1:]] == [None, None, "four", "\ud800"]


def test_pairs_are_compared(bare: CommandLine) -> None:
    old, new = ({"text": text, "reference": "2026-04-10", "tz": "UTC"} for text in ("May 6", "May 20"))
    line = json.dumps({"id": 1, "source": "same", "old": old, "new": new})

    assert bare("when", "--compare", stdin=line).json == {"id": 1, "relation": "slipped", "days": 14}


def test_the_plan_is_shown_day_by_day(cli: CommandLine) -> None:
    said = cli("plan", "--as-of", "2026-04-28", "--within", "2d", FORCE_COLOR="1", NO_COLOR="1")

    assert said.out.splitlines() == [
        "Wednesday, 29 Apr 2026",
        *said.out.splitlines()[1:3],
        "       console (UTC), upcoming: 7 days before 6 May 2026",
    ]
    assert max(map(len, said.out.splitlines())) <= 80


def test_the_plan_in_json_is_what_the_contract_says(cli: CommandLine) -> None:
    plan = cli("plan", "--as-of", "2026-04-28", "--within", "2d", "--json").json

    assert plan["as_of"] == "2026-04-28T00:00:00Z"
    (one,) = plan["notifications"]
    assert list(one) == ["item", "kind", "channel", "at", "local", "zone", "reason", "code", "text", "shifted", "to"]
    assert (one["item"], one["kind"], one["at"]) == ("consultation", "upcoming", "2026-04-29T09:00:00Z")


def test_a_plan_in_a_pipe_is_a_line_a_notification(cli: CommandLine) -> None:
    (line,) = cli("plan", "--as-of", "2026-04-28", "--within", "2d").out.splitlines()

    assert line.split("\t")[:5] == [
        "2026-04-29T09:00:00Z",
        "2026-04-29 09:00 UTC",
        "console",
        "upcoming",
        "consultation",
    ]


def test_a_replay_tells_the_past_and_sends_nothing(cli: CommandLine) -> None:
    told = cli("replay", "--since", "2026-03-20", "--until", "2026-03-24", "--json").json

    kinds = [one["kind"] for one in told["notifications"] if one["item"] == "deepseek-v4"]
    assert "moved" in kinds
    kept = cli("show", "deepseek-v4", "--json").json["notifications"]
    assert {one["sent_at"] for one in kept} <= {None}


def test_a_replay_knows_on_each_day_only_the_rechecks_made_by_then(cli: CommandLine) -> None:
    item = (
        '[[item]]\nid = "w"\ntitle = "Weights"\nkind = "release"\nwhen = "soon"\nsource = "A"\nsaid_on = 2020-01-01\n'
    )
    looked = '[[item.recheck]]\non = 2020-02-10\nby = "mei"\n\n[[item.recheck]]\non = 2020-03-20\nby = "jon"\n'
    cli.write(item + looked)

    told = cli("replay", "--since", "2020-01-02", "--until", "2020-03-31", "--json").json["notifications"]

    assert [one["local"][:10] for one in told if one["kind"] == "recheck"] == ["2020-01-31", "2020-03-11"]
    named = {one["local"][:10]: [by for by in ("mei", "jon") if by in one["text"]] for one in told}
    assert all(by == (["jon"] if day > "2020-03-20" else ["mei"]) for day, by in named.items() if by)
    assert all(day >= "2020-02-10" for day, by in named.items() if by)


def test_a_replay_tells_a_move_that_was_typed_wrong_at_first_as_the_move_that_it_is(cli: CommandLine) -> None:
    cli.write(
        '[[item]]\nid = "w"\ntitle = "Weights"\nkind = "release"\n'
        'when = "Q1 2099"\nsource = "A"\nsaid_on = 2020-01-10\n'
    )
    cli("apply")
    cli("claim", "w", "--when", "Q4 2099", "--source", "A", "--said-on", "2020-02-10")
    wrong = cli("show", "w", "--json").json["claims"][-1]["id"]
    cli("claim", "w", "--corrects", wrong, "--when", "Q3 2099")

    told = cli("replay", "--since", "2020-01-02", "--until", "2020-02-28", "--json").json["notifications"]

    (move,) = [one for one in told if one["kind"] == "moved"]
    assert (move["code"], move["text"][:54]) == ("moved", "Weights: slipped by 183 days to Q3 2099, was Q1 2099 (")


def test_feeds_have_links_and_counts(cli: CommandLine) -> None:
    said = cli("feeds", "--json").json

    assert said == {
        "feeds": [
            {
                "name": "all",
                "title": "Watched dates",
                "tags": [],
                "url": "http://127.0.0.1:8765/feeds/all.ics",
                "webcal": "webcal://127.0.0.1:8765/feeds/all.ics",
                "atom": "http://127.0.0.1:8765/feeds/all.atom",
                "dated": 2,
                "undated": 1,
            }
        ]
    }
    words = cli("feeds").out
    assert "webcal://127.0.0.1:8765/feeds/all.ics" in words
    for program in ("Google Calendar:", "Outlook:", "Apple Calendar:", "Thunderbird:", "`watchtracker token add NAME`"):
        assert program in words
    assert max(map(len, words.splitlines())) <= 80


def test_a_feed_takes_every_choice_that_the_server_takes(cli: CommandLine) -> None:
    def chosen(*args: str) -> int:
        return cli("feed", *args).out.count("BEGIN:VEVENT")

    assert (chosen("--without", "policy"), chosen("--kind", "deadline")) == (1, 1)
    refused = cli("feed", "--owner", "@mia")
    assert (refused.status, refused.err) == (2, "watchtracker: there is no owner '@mia': no item has one\n")


def test_a_feed_is_a_calendar_and_can_be_chosen_from(cli: CommandLine) -> None:
    whole, chosen = cli("feed").out, cli("feed", "all", "--tag", "policy").out

    assert whole.startswith("BEGIN:VCALENDAR")
    assert (whole.count("BEGIN:VEVENT"), chosen.count("BEGIN:VEVENT")) == (2, 1)
    assert cli("feed", "--kind", "dedline").status == 2


def test_init_begins_and_never_writes_over_anything(bare: CommandLine) -> None:
    first, second = bare("init"), bare("init")

    assert first.status == 0
    assert bare("check").status == 0
    assert (second.status, len(second.err.splitlines())) == (2, 1)


def test_the_doctor_finds_a_sound_setup_sound(cli: CommandLine) -> None:
    cli("apply")

    said = cli("doctor")

    assert said.status == 0
    assert "the database has the watch list as it is now" in said.out
    assert f"by tzdata {tzdata.IANA_VERSION}" in said.out
    assert {check["status"] for check in cli("doctor", "--json").json["checks"]} == {"ok"}


def test_the_doctor_makes_no_database(cli: CommandLine) -> None:
    assert cli("doctor").status == 0
    assert not (cli.folder / "var").exists()


def test_the_doctor_names_each_mistake_of_the_list(cli: CommandLine) -> None:
    cli.write('[[item]]\nid = "a"\n')

    said = cli("doctor")

    assert said.status == 1
    assert "config/watchlist.toml:" in said.out.replace("\n", "")


CHANNEL = '[[channel]]\nname = "policy"\nslack = "C0POLICY"\n'


def slack_settings(cli: CommandLine, url: str) -> None:
    (cli.folder / "config/watchtracker.toml").write_text(f'{CHANNEL}[slack]\napi_url = "{url}"\n', encoding="utf-8")


def findings(cli: CommandLine, **environment: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for check in cli("doctor", "--json", **environment).json["checks"]:
        found.setdefault(check["status"], []).append(f"{check['name']}: {check['message']}")
    return found


def test_the_doctor_says_that_a_channel_has_no_token(cli: CommandLine) -> None:
    slack_settings(cli, "https://slack.example/api/")

    assert "channel policy: there is no Slack token, so C0POLICY goes to the console" in findings(cli)["warn"]


@pytest.mark.parametrize(("token", "bad"), [(TOKEN, []), ("xoxb-other", ["Slack: Slack refuses: invalid_auth"])])
def test_the_doctor_asks_slack_whether_it_takes_the_token(cli: CommandLine, token: str, bad: list[str]) -> None:
    with slack_stand_in() as slack:
        slack_settings(cli, slack.url)

        assert findings(cli, WATCHTRACKER_SLACK__BOT_TOKEN=token).get("bad", []) == bad
        assert slack.messages == []


@pytest.mark.parametrize(
    ("error", "fix"),
    [("channel_not_found", "invite the bot: /invite @watchtracker"), ("internal_error", None)],
)
def test_the_doctor_advises_to_invite_the_bot_where_that_can_help(
    cli: CommandLine, slack: SlackStandIn, error: str, fix: str | None
) -> None:
    slack_settings(cli, slack.url)
    slack.faults.append(Fault(method="conversations.info", error=error))

    checks = cli("doctor", "--json", WATCHTRACKER_SLACK__BOT_TOKEN=TOKEN).json["checks"]

    assert [one["fix"] for one in checks if error in one["message"]] == [fix]


@pytest.mark.parametrize(
    ("hours", "finding", "says"),
    [(0, "ok", "it agrees with Slack's"), (-2, "bad", "ahead of Slack's"), (2, "bad", "behind Slack's")],
)
def test_the_doctor_compares_the_clock_with_slacks(
    cli: CommandLine, slack: SlackStandIn, hours: int, finding: str, says: str
) -> None:
    slack_settings(cli, slack.url)
    slack.clock = now() + timedelta(hours=hours)

    (said,) = (one for one in findings(cli, WATCHTRACKER_SLACK__BOT_TOKEN=TOKEN)[finding] if one.startswith("clock"))

    assert says in said


def test_the_doctor_says_that_slack_cannot_be_reached(cli: CommandLine) -> None:
    slack_settings(cli, "http://127.0.0.1:1/api/")

    (bad,) = findings(cli, WATCHTRACKER_SLACK__BOT_TOKEN=TOKEN)["bad"]

    assert bad.startswith("Slack: Slack cannot be reached")


def test_the_doctor_names_what_is_dead_and_how_to_send_it_again(cli: CommandLine) -> None:
    cli("apply")
    with closing(sqlite3.connect(cli.folder / "var/watchtracker.db")) as connection, connection:
        ((first,),) = connection.execute("SELECT min(id) FROM notifications")
        connection.execute("UPDATE notifications SET state = 'dead', reason = 'too old' WHERE id = ?", (first,))

    said = cli("doctor", "--json")

    (bad,) = [check for check in said.json["checks"] if check["status"] == "bad"]
    assert (said.status, bad["fix"]) == (1, f"`watchtracker deliver --retry {first}` sends it once more")


def test_what_is_dead_can_be_sent_again_while_another_process_sends(cli: CommandLine) -> None:
    cli("apply")
    database = cli.folder / "var/watchtracker.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        ((first,),) = connection.execute("SELECT min(id) FROM notifications")
        connection.execute("UPDATE notifications SET state = 'dead', reason = 'too old' WHERE id = ?", (first,))
    store = Store.open(f"sqlite:///{database}")
    try:
        with store.delivering():
            assert cli("deliver", "--once").status == 1
            assert cli("deliver", "--retry", str(first)).status == 0
            assert cli("deliver", "--retry", str(first)).status == 2
    finally:
        store.close()
    with closing(sqlite3.connect(database)) as connection:
        ((state,),) = connection.execute("SELECT state FROM notifications WHERE id = ?", (first,))
    assert state == "planned"


def test_doctor_says_that_a_running_serve_doubts_the_clock(cli: CommandLine) -> None:
    cli("apply")
    with closing(Store.open(f"sqlite:///{cli.folder / 'var/watchtracker.db'}")) as store, store.writing() as tx:
        tx.meta.set("clock.doubted", "2026-04-10T12:00:00+00:00")
    said = cli("doctor")
    assert said.status == 1
    assert "doubts the clock since 2026-04-10 12:00Z" in said.out


def test_doctor_says_that_the_zone_data_here_is_older_than_what_the_database_was_planned_with(cli: CommandLine) -> None:
    cli("apply")
    with closing(Store.open(f"sqlite:///{cli.folder / 'var/watchtracker.db'}")) as store, store.writing() as tx:
        tx.meta.set("tzdata", "2999a")
    (check,) = [one for one in cli("doctor", "--json").json["checks"] if one["status"] == "warn"]
    assert (check["name"], "was planned with (2999a)" in check["message"]) == ("zones", True)
    assert "pip install --upgrade tzdata" in check["fix"]


@pytest.mark.parametrize(
    ("scope", "what", "who", "fix"),
    [
        ("workspace", "Slack", "Slack", "give it a token that Slack accepts; it is tried again then, by itself"),
        ("workspace:pace", "Slack", "Slack", "nothing: it is tried again then, by itself"),
        ("channel:policy", "channel policy", "Slack", "nothing: it is tried again then, by itself"),
        ("channel:team", "channel team", "the console", "nothing: it is tried again then, by itself"),
    ],
)
def test_doctor_says_who_keeps_things_waiting_and_what_helps(
    cli: CommandLine, scope: str, what: str, who: str, fix: str
) -> None:
    (cli.folder / "config/watchtracker.toml").write_text(f'{CHANNEL}[[channel]]\nname = "team"\n', encoding="utf-8")
    cli("apply")
    database = cli.folder / "var/watchtracker.db"
    moment = now()
    with closing(Store.open(f"sqlite:///{database}")) as store, store.writing() as tx:
        tx.gates.wait_for(scope, moment)
        tx.gates.set(Gate(scope, moment + timedelta(minutes=1), moment, reason="the reason"))
        tx.connection.exec_driver_sql("UPDATE notifications SET due_at = '2026-04-10T12:00:00.000000Z'")
    fixes = {one["message"]: one["fix"] for one in cli("doctor", "--json").json["checks"]}
    assert [told for said, told in fixes.items() if said.startswith(f"{what} waits until ")] == [fix]
    assert any(said.endswith(f" minutes: {who} does not take it") for said in fixes)


def test_doctor_does_not_blame_a_gate_of_edits_for_messages_that_are_late(cli: CommandLine) -> None:
    (cli.folder / "config/watchtracker.toml").write_text(CHANNEL, encoding="utf-8")
    cli("apply")
    moment = now()
    with closing(Store.open(f"sqlite:///{cli.folder / 'var/watchtracker.db'}")) as store, store.writing() as tx:
        tx.gates.wait_for("workspace:edits", moment)
        tx.gates.set(Gate("workspace:edits", moment + timedelta(minutes=1), moment, reason="ratelimited"))
        tx.connection.exec_driver_sql("UPDATE notifications SET due_at = '2026-04-10T12:00:00.000000Z'")
    said = [one["message"] for one in cli("doctor", "--json").json["checks"]]
    assert [line for line in said if line.startswith("messages in Slack are edited again from ")]
    assert not any("does not take it" in line or "waits until" in line for line in said)


def test_doctor_advises_to_invite_the_bot_where_a_channel_of_slack_cannot_be_read(cli: CommandLine) -> None:
    (cli.folder / "config/watchtracker.toml").write_text(CHANNEL, encoding="utf-8")
    cli("apply")
    with closing(Store.open(f"sqlite:///{cli.folder / 'var/watchtracker.db'}")) as store, store.writing() as tx:
        tx.connection.exec_driver_sql(
            "INSERT INTO deliveries (key, channel, form, payload, state, started_at, plain)"
            " VALUES ('k', 'policy', 'single', '{}', 'unknown', '2026-04-10T12:00:00.000000Z', 0)"
        )
    (held,) = [one for one in cli("doctor", "--json").json["checks"] if "is held" in one["message"]]
    assert held["fix"] == 'invite the bot (or set unclear = "resend" for the channel), and start watchtracker again'
