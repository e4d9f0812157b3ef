"""Settings from a file and the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

import pytest

from watchtracker import settings
from watchtracker.errors import ProblemsError
from watchtracker.items import Kind
from watchtracker.notifications import Channel, DmOwner, IfUnclear, LeadTime, QuietHours, Want, WeeklyTime
from watchtracker.settings import PlainSettings, Settings
from watchtracker.settings.times import Calendar
from watchtracker.subscriptions import Feed
from watchtracker.targets import EmailTarget, Security, SlackTarget

HOME = {"HOME": "/nowhere"}


_NO_INTERVAL = 'is no interval of re-checks: write a number and d, w or mo, such as "90d", or "never"'


def load(folder: Path, text: str | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    if text is not None:
        (folder / "config").mkdir(exist_ok=True)
        (folder / "config" / "watchtracker.toml").write_text(text)
    where = (None, HOME | dict(environ or {}), folder)
    plain = settings.load_plain(*where)
    found = settings.load(*where)
    assert plain is None or plain == plain_part(found), "read quickly, the file says something else"
    return found


def plain_part(found: Settings) -> PlainSettings:
    return PlainSettings(found.watchlist, found.database, found.zone, found.tags, found.recheck)


def problems(folder: Path, text: str | None = None, environ: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(ProblemsError) as error:
        load(folder, text, environ)
    assert settings.load_plain(None, HOME | dict(environ or {}), folder) is None, "read quickly, nothing is wrong"
    return [problem.removeprefix("config/watchtracker.toml:") for problem in error.value.problems]


def leads(*texts: str) -> tuple[LeadTime, ...]:
    return tuple(map(LeadTime.read, texts))


def test_without_a_file_everything_is_by_default(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert found.path is None
    assert found.watchlist == tmp_path / "config" / "watchlist.toml"
    assert found.database == f"sqlite:///{tmp_path}/var/watchtracker.db"
    assert (found.zone, found.public_url, found.lease_seconds) == ("UTC", "http://127.0.0.1:8765", 60)
    assert (found.access_token, found.public, found.fallback_channel) == ("", False, "console")
    assert (found.slack.api_url, found.slack.bot_token) == ("https://slack.com/api/", "")
    assert found.channels == (Channel(name="console", zone="UTC"),)
    assert found.feeds == ()
    assert found.remind == {
        Kind.DEADLINE: leads("30d", "14d", "7d", "3d", "1d", "4h"),
        Kind.EVENT: leads("7d", "1d"),
        Kind.RELEASE: leads("7d", "1d"),
    }


def test_every_key_of_a_file_is_taken(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """
        watchlist = "lists"
        database = "postgresql+psycopg://u:p@db:5432/watch"
        zone = "Asia/Tokyo"
        public_url = "https://dates.example/watch/"
        access_token = "letmein-letmein-letmein"
        public = true
        fallback_channel = "policy"
        lease_seconds = 30
        [slack]
        api_url = "http://127.0.0.1:9/api"
        [[channel]]
        name = "policy"
        slack = "#policy"
        zone = "Europe/Berlin"
        hour = "08:30"
        tags = ["policy", "eu"]
        wants = ["moves", "digest"]
        digest = "Friday 17:00"
        unclear = "hold"
        workdays = ["mon", "Tuesday", "wed", "thu"]
        holidays = "de-be"
        quiet = ["18:00-08:00", "12:00 - 13:00", "23:00-24:00"]
        answers = ["U0123456789", "S0POLICY"]
        escalate_to = "team"
        [[channel]]
        name = "team"
        hour = 07:15:00
        [[feed]]
        name = "policy"
        title = "AI policy dates"
        tags = ["policy"]
        [[feed]]
        name = "models"
        [remind]
        deadline = ["2w", "1mo", "30m"]
        event = []
        [recheck]
        release = "never"
        event = "3mo"
        """,
    )
    assert found.watchlist == tmp_path / "config" / "lists"
    assert found.database == "postgresql+psycopg://u:p@db:5432/watch"
    assert (found.public_url, found.slack.api_url) == ("https://dates.example/watch", "http://127.0.0.1:9/api/")
    assert (found.access_token, found.public, found.fallback_channel, found.lease_seconds) == (
        "letmein-letmein-letmein",
        True,
        "policy",
        30,
    )
    assert found.channels == (
        Channel(
            name="policy",
            zone="Europe/Berlin",
            hour=time(8, 30),
            to=SlackTarget("policy"),
            tags=("policy", "eu"),
            wants=frozenset({Want.MOVES, Want.DIGEST}),
            digest=WeeklyTime(4, time(17)),
            unclear=IfUnclear.HOLD,
            workdays=frozenset(range(4)),
            holidays=Calendar("DE-BE"),
            quiet=(
                QuietHours(time(18), time(8)),
                QuietHours(time(12), time(13)),
                QuietHours(time(23), time(0)),
            ),
            answers=frozenset({"U0123456789", "S0POLICY"}),
            escalate_to="team",
        ),
        Channel(name="team", zone="Asia/Tokyo", hour=time(7, 15)),
    )
    assert found.feeds == (Feed("policy", "AI policy dates", ("policy",)), Feed("models", "models"))
    assert found.remind[Kind.DEADLINE] == leads("2w", "1mo", "30m")
    assert (found.remind[Kind.EVENT], found.remind[Kind.RELEASE]) == ((), leads("7d", "1d"))
    assert found.recheck == {Kind.RELEASE: "never", Kind.EVENT: "3mo"}


@pytest.mark.parametrize(
    ("written", "secrets", "then"),
    [
        ("", ("bot_token", "app_token"), DmOwner.UNANSWERED),
        ("", ("bot_token", "signing_secret"), DmOwner.UNANSWERED),
        ("", ("bot_token",), DmOwner.NEVER),
        ("", ("signing_secret",), DmOwner.NEVER),
        ('answers = "nobody"', ("bot_token", "app_token"), DmOwner.NEVER),
        ('dm_owner = "never"', ("bot_token", "app_token"), DmOwner.NEVER),
        ('dm_owner = "always"', ("bot_token",), DmOwner.ALWAYS),
        ('dm_owner = "always"', (), DmOwner.NEVER),
    ],
)
def test_owners_are_written_to_by_default_where_people_can_answer(
    tmp_path: Path, written: str, secrets: tuple[str, ...], then: DmOwner
) -> None:
    environ = {f"WATCHTRACKER_SLACK__{name.upper()}": "xoxb-letters" for name in secrets}
    (channel,) = load(tmp_path, f'[[channel]]\nname = "a"\nslack = "C1"\n{written}', environ).channels
    assert channel.dm_owner is then


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-1\n")
    found = load(
        tmp_path,
        'zone = "Asia/Tokyo"\nlease_seconds = 40\n[slack]\napi_url = "http://a.example/"\n',
        {
            "WATCHTRACKER_ZONE": "AoE",
            "WATCHTRACKER_LEASE_SECONDS": "50",
            "WATCHTRACKER_PUBLIC": "true",
            "WATCHTRACKER_SLACK__BOT_TOKEN_FILE": "token",
            "WATCHTRACKER_SLACK__SIGNING_SECRET": "abc",
            "WATCHTRACKER_TEST_DATABASE": "anything",
        },
    )
    assert (found.zone, found.lease_seconds, found.public) == ("AoE", 50, True)
    assert (found.slack.api_url, found.slack.bot_token) == ("http://a.example/", "xoxb-1")
    assert found.slack.signing_secret == "abc"


def test_a_variable_that_is_set_to_nothing_is_not_set(tmp_path: Path) -> None:
    environ = {"WATCHTRACKER_ZONE": "", "WATCHTRACKER_DATABASE_FILE": "", "WATCHTRACKER_CONFIG": ""}
    assert load(tmp_path, 'zone = "Asia/Tokyo"', environ).zone == "Asia/Tokyo"


def test_relative_paths_start_at_the_file_and_those_of_variables_at_the_working_directory(tmp_path: Path) -> None:
    text = 'watchlist = "../lists/a.toml"\ndatabase = "sqlite:///../var/x.db?timeout=3"\n'
    found = load(tmp_path, text)
    assert found.watchlist == tmp_path / "lists" / "a.toml"
    assert found.database == f"sqlite:///{tmp_path}/var/x.db?timeout=3"
    found = load(
        tmp_path, text, {"WATCHTRACKER_DATABASE": "sqlite:///y.db", "WATCHTRACKER_WATCHLIST": "/srv/list.toml"}
    )
    assert found.watchlist == Path("/srv/list.toml")
    assert found.database == f"sqlite:///{tmp_path}/y.db"
    assert load(tmp_path, 'database = "sqlite:///~/z.db"').database == "sqlite:////nowhere/z.db"


def test_the_file_is_found_in_this_order(tmp_path: Path) -> None:
    names = {name: tmp_path / f"{name}.toml" for name in ("option", "variable")}
    for name, path in names.items():
        path.write_text(f'access_token = "{name}-0123456789"')
    user = tmp_path / "user" / "watchtracker"
    user.mkdir(parents=True)
    (user / "watchtracker.toml").write_text('access_token = "user-01234567890"')
    everything = HOME | {"XDG_CONFIG_HOME": str(tmp_path / "user")}
    assert load(tmp_path, environ=everything).access_token == ("user-01234567890" if sys.platform == "linux" else "")
    assert load(tmp_path, 'access_token = "here-01234567890"', everything).access_token == "here-01234567890"
    everything["WATCHTRACKER_CONFIG"] = "variable.toml"
    assert load(tmp_path, environ=everything).access_token == "variable-0123456789"
    found = settings.load(Path("option.toml"), everything, tmp_path)
    assert (found.access_token, found.path) == ("option-0123456789", names["option"])


def test_a_named_file_that_is_missing_is_no_default(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"^mine\.toml: there is no such file"):
        settings.load(Path("mine.toml"), HOME, tmp_path)


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    environ = {
        "WATCHTRACKER_SLACK__BOT_TOKEN": "hush-1",
        "WATCHTRACKER_ACCESS_TOKEN": "hush-2-hush-2-hush-2",
        "WATCHTRACKER_DATABASE": "postgresql+psycopg://u:hush-3@db/x",
    }
    assert "hush" not in repr(load(tmp_path, environ=environ))
    environ["WATCHTRACKER_SLACK__BOT_TOKEN"] = "hush 1"
    environ["WATCHTRACKER_DATABASE"] = "postgresql://u:hush-3@db:x/x"
    assert "hush" not in "".join(problems(tmp_path, environ=environ))


def test_all_that_is_wrong_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = """\
watchlst = "x"
zone = "Europe/Berln"
public = "yes"
fallback_channel = "polcy"
lease_seconds = 29
[slack]
api_url = "slack.com"
[[channel]]
name = "policy"
wants = ["remindrs"]
digest = "mon 25:00"
[[channel]]
name = "policy"
hour = "9 am"
[[feed]]
name = "all"
[remind]
deadline = ["30 d"]
relase = []
[recheck]
event = "90 days"
"""
    environ = {
        "WATCHTRACKER_SLACK__BOT_TOKN": "x",
        "WATCHTRACKER_DATABASE": "mysql://x",
        "WATCHTRACKER_CHANNEL__0__NAME": "x",
    }
    assert problems(tmp_path, text, environ) == [
        "1: watchlst: there is no such key: did you mean watchlist?",
        "2: zone: there is no zone 'Europe/Berln': did you mean 'Europe/Berlin'?",
        "3: public: it must be true or false",
        '4: fallback_channel: there is no channel "polcy": did you mean "policy"?',
        "5: lease_seconds: 29 seconds are too short for a slow answer: write at least 30",
        '7: slack.api_url: "slack.com" is no web address: write it whole, such as "https://example.org/news"',
        '10: channel "policy": wants: "remindrs" is not known here: did you mean "reminders"?',
        '11: channel "policy": digest: "25:00" is no time of day: write hours and minutes, such as "09:00"',
        '13: channel "policy": name: there is a channel "policy" already: choose another name',
        '14: channel "policy": hour: "9 am" is no time of day: write hours and minutes, such as "09:00"',
        '16: feed "all": name: "all" is always there, with every item: choose another name',
        '18: remind.deadline: \'30 d\' is no lead time: write a number and m, h, d, w or mo, such as "4h" or "14d"',
        "19: remind.relase: there is no such key: did you mean release?",
        f"21: recheck.event: '90 days' {_NO_INTERVAL}",
        "WATCHTRACKER_DATABASE: it must be in SQLite or PostgreSQL: begin it with sqlite:/// or postgresql+psycopg://",
        "WATCHTRACKER_CHANNEL__0__NAME: lists are set in the settings file alone: write it there",
        "WATCHTRACKER_SLACK__BOT_TOKN: there is no such setting: did you mean WATCHTRACKER_SLACK__BOT_TOKEN?",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("slack = 3", "1: slack: write it as a table, [slack], with its own lines below"),
        ('[channel]\nname = "a"', "2: channel: write [[channel]] with two brackets on each side, once for each"),
        ("[[channel]]", '1: channel 1: name: it is missing: write name = "..."'),
        ('[[channel]]\nname = ""', '2: channel "": name: it is empty: write a text'),
        ('[[channel]]\nname = "a"\nunclear = 1', '3: channel "a": unclear: it must be text in quotes'),
        (
            '[[channel]]\nname = "a"\nworkdays = []',
            '3: channel "a": workdays: all seven days would be free: name at least one workday, such as ["mon", "tue"]',
        ),
        (
            '[[channel]]\nname = "a"\nworkdays = ["mo"]',
            '3: channel "a": workdays: there is no weekday "mo": did you mean "mon"?',
        ),
        (
            '[[channel]]\nname = "a"\nworkdays = [1]',
            '3: channel "a": workdays: it must be text in quotes, such as "mon"',
        ),
        (
            '[[channel]]\nname = "a"\nquiet = ["00:00-24:00"]',
            '3: channel "a": quiet: the whole day would be quiet, and nothing could ever come: leave some hours out',
        ),
        (
            '[[channel]]\nname = "a"\nquiet = ["06:00-18:00", "18:00-06:00"]',
            '3: channel "a": quiet: the whole day would be quiet, and nothing could ever come: leave some hours out',
        ),
        (
            '[[channel]]\nname = "a"\nanswers = "everybody"',
            '3: channel "a": answers: write "workspace", "nobody", or a list of ids of Slack, such as ["U0123456789"]',
        ),
        (
            '[[channel]]\nname = "a"\nslack = "C1"\ndm_owner = "sometimes"',
            '4: channel "a": dm_owner: "sometimes" is not known here: write one of unanswered, always, never',
        ),
        (
            '[[channel]]\nname = "a"\ndm_owner = "always"',
            '3: channel "a": dm_owner: only Slack writes to an owner alone: take it out, or add `slack`',
        ),
        (
            '[[channel]]\nname = "leads"\n[[channel]]\nname = "a"\nescalate_to = "lead"',
            '5: channel "a": escalate_to: there is no channel "lead", and it is no id of Slack: did you mean "leads"?',
        ),
        (
            '[[channel]]\nname = "a"\nslack = "C1"\nescalate_to = "@ana"',
            (
                '4: channel "a": escalate_to: there is no channel "@ana", and it is no id of Slack: '
                "write somebody's id of Slack, such as U0123456789"
            ),
        ),
        (
            '[[channel]]\nname = "a"\nescalate_to = "a"',
            ('3: channel "a": escalate_to: a channel cannot escalate to itself: name another one, or somebody\'s id'),
        ),
        (
            '[[channel]]\nname = "a"\nescalate_to = "U0123456789"',
            '3: channel "a": escalate_to: only a channel of Slack reaches "U0123456789": name another channel',
        ),
        (
            '[[channel]]\nname = "a"\nanswers = []',
            '3: channel "a": answers: write "workspace", "nobody", or a list of ids of Slack, such as ["U0123456789"]',
        ),
        (
            '[[channel]]\nname = "a"\nanswers = ["U0123456789", "@ana"]',
            (
                '3: channel "a": answers: "@ana" is no id of Slack: '
                'write a person\'s, "U0123456789", or a group\'s, "S0123456789"'
            ),
        ),
        (
            '[[channel]]\nname = "a"\nquiet = ["night"]',
            '3: channel "a": quiet: "night" are no hours: write from and to, such as "18:00-08:00"',
        ),
        (
            '[[channel]]\nname = "a"\nquiet = ["18:00-18:00"]',
            '3: channel "a": quiet: "18:00-18:00" end when they begin: write from and to, such as "18:00-08:00"',
        ),
        (
            '[[channel]]\nname = "a"\nquiet = ["18-08:00"]',
            '3: channel "a": quiet: "18" is no time of day: write hours and minutes, such as "09:00"',
        ),
        (
            '[[channel]]\nname = "a"\nholidays = "DE-BEE"',
            '3: channel "a": holidays: DE has no part "BEE" with holidays of its own: did you mean "DE-BE"?',
        ),
        (
            '[[channel]]\nname = "a"\nholidays = "DEX"',
            '3: channel "a": holidays: no holidays are known of "DEX": did you mean "DE"?',
        ),
        (
            '[[channel]]\nname = "a"\nholidays = "Atlantis"',
            (
                '3: channel "a": holidays: no holidays are known of "Atlantis": '
                'write the two letters of a country (ISO 3166), such as "DE", "FR" or "US"'
            ),
        ),
        (
            '[[channel]]\nname = "a"\nholidays = "SG-01"',
            '3: channel "a": holidays: SG has no part "01" with holidays of its own: write SG alone',
        ),
        (
            '[[channel]]\nname = "a"\nholidays = true',
            (
                '3: channel "a": holidays: it must be a code in quotes: '
                'write a country, or a part of one, such as "DE" or "DE-BE"'
            ),
        ),
        (
            '[[channel]]\nname = "console"\nslack = "x"',
            '2: channel "console": name: "console" is this terminal: choose another name for Slack',
        ),
        (
            '[[channel]]\nname = "a"\nslack = "https://hooks.slack.com/"',
            '3: channel "a": slack: this is a webhook: write it as webhook = "...", with format = "text" beside it',
        ),
        (
            '[[feed]]\nname = "AI"',
            '2: feed "AI": name: "AI" cannot stand in an address: write it in lower case, digits and hyphens',
        ),
        (
            '[[feed]]\nname = "a"\n[[feed]]\nname = "a"',
            '4: feed "a": name: there is a feed "a" already: choose another name',
        ),
        (
            'database = "sqlite://x.db"',
            "1: database: begin an SQLite file's address with sqlite:///, such as sqlite:///watchtracker.db",
        ),
        (
            'database = "sqlite:///:memory:"',
            "1: database: it names no file, and what is owed must outlive the program: write sqlite:///watchtracker.db",
        ),
        (
            'database = "postgresql+asyncpg://u:p@h/x"',
            "1: database: PostgreSQL is reached by psycopg here: begin it with postgresql+psycopg://",
        ),
        (
            'public_url = "https://x.org/?a"',
            '1: public_url: "https://x.org/?..." is more than a place: take out any user name, and what follows ? or #',
        ),
        (
            'access_token = "fifteen-letters"',
            "1: access_token: it is too short to keep anybody out: write at least 16 letters and digits",
        ),
        ("port = 65536", "1: port: 65536 is no port: write a number from 0 to 65535, such as 8765"),
        (
            'host = "a.example:80"',
            '1: host: "a.example:80" is no host alone: write a name or an address such as "0.0.0.0", and `port` apart',
        ),
        (
            'database = "sqlite:///var/a?b.db"',
            "1: database: a file's name ends before ?, and what follows is not known: choose a name without it",
        ),
        (
            'database = "sqlite:///$HOME/w.db"',
            "1: database: $HOME is not filled in here: write the path itself, or begin it with ~/ for your home",
        ),
        (
            'database = "sqlite:///x.db?timeout=abc"',
            "1: database: timeout is how many seconds it waits for others: write 0 to 60",
        ),
        (
            'database = "sqlite:///x.db?timeout=nan"',
            "1: database: timeout is how many seconds it waits for others: write 0 to 60",
        ),
        (
            'database = "sqlite:///x.db?timeout=-1"',
            "1: database: timeout is how many seconds it waits for others: write 0 to 60",
        ),
        (
            'database = "postgresql+psycopg://u@h/x?ssl=true"',
            '1: database: "ssl" behind ? is no parameter of PostgreSQL: write sslmode=require',
        ),
        (
            'database = "postgresql+psycopg://u@h/x?schema=app"',
            '1: database: "schema" behind ? is no parameter of PostgreSQL: write options=-csearch_path%3DSCHEMA',
        ),
        (
            'database = "postgresql+psycopg://u@h/x?sslmod=require"',
            '1: database: "sslmod" behind ? is no parameter of PostgreSQL: did you mean sslmode?',
        ),
        ('access_token = "a b"', "1: access_token: it must be letters, digits and signs without spaces: copy it again"),
    ],
)
def test_each_mistake_has_its_sentence(tmp_path: Path, text: str, problem: str) -> None:
    assert problems(tmp_path, text) == [problem]


@pytest.mark.parametrize(
    ("environ", "problem"),
    [
        ({"WATCHTRACKER_ZONES": "x"}, "WATCHTRACKER_ZONES: there is no such setting: did you mean WATCHTRACKER_ZONE?"),
        ({"WATCHTRACKER_zone": "x"}, "WATCHTRACKER_zone: there is no such setting: did you mean WATCHTRACKER_ZONE?"),
        (
            {"WATCHTRACKER_XQ": ""},
            "WATCHTRACKER_XQ: there is no such setting: take it away, or look the name up in the README",
        ),
        ({"WATCHTRACKER_REMIND": "x"}, "WATCHTRACKER_REMIND: lists are set in the settings file alone: write it there"),
        ({"WATCHTRACKER_PUBLIC": "perhaps"}, "WATCHTRACKER_PUBLIC: it must be true or false"),
        (
            {"WATCHTRACKER_ACCESS_TOKEN": "a" * 16, "WATCHTRACKER_ACCESS_TOKEN_FILE": "b"},
            "WATCHTRACKER_ACCESS_TOKEN_FILE: WATCHTRACKER_ACCESS_TOKEN says it already: set one of the two",
        ),
        (
            {"WATCHTRACKER_ACCESS_TOKEN_FILE": "0123456789abcdef"},
            (
                "WATCHTRACKER_ACCESS_TOKEN_FILE: the file that it names cannot be read: no such file or directory:"
                " write the path of a file that holds the secret, not the secret itself"
            ),
        ),
        (
            {"WATCHTRACKER_ACCESS_TOKEN_FILE": "/no/x"},
            "WATCHTRACKER_ACCESS_TOKEN_FILE: the file /no/x that it names cannot be read: no such file or directory",
        ),
    ],
)
def test_each_variable_that_is_wrong_is_named(tmp_path: Path, environ: dict[str, str], problem: str) -> None:
    assert problems(tmp_path, environ=environ) == [problem]


def test_a_secret_in_a_device_or_a_file_without_end_is_refused(tmp_path: Path) -> None:
    name, large = "WATCHTRACKER_ACCESS_TOKEN_FILE", tmp_path / "large"
    large.write_bytes(b"x" * 70_000)
    assert problems(tmp_path, environ={name: "/dev/zero"}) == [
        f"{name}: the file /dev/zero that it names cannot be read: it is no file"
    ]
    assert problems(tmp_path, environ={name: str(large)}) == [
        f"{name}: the file {large} that it names is too large: name the one that holds the secret alone"
    ]


def test_a_secret_may_come_by_a_pipe_as_shells_make_them(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"xoxb-1\n")
    os.close(writing)
    try:
        found = load(tmp_path, environ={"WATCHTRACKER_SLACK__BOT_TOKEN_FILE": f"/dev/fd/{reading}"})
    finally:
        os.close(reading)
    assert found.slack.bot_token == "xoxb-1"


@pytest.mark.parametrize("password", ["hunter@two", "hun?ter@two", "hun/ter@two", "@hunter@two@"])
def test_a_password_that_ends_too_soon_is_refused_and_no_part_of_it_is_said(tmp_path: Path, password: str) -> None:
    address = f"postgresql+psycopg://user:{password}@db.example/watch"
    (told,) = problems(tmp_path, environ={"WATCHTRACKER_DATABASE": address})
    assert "two" not in told
    assert "hun" not in told
    assert told.startswith("WATCHTRACKER_DATABASE: ")
    assert "%40" in told


@pytest.mark.parametrize("short", ["postgres://", "postgresql://"])
def test_the_address_of_postgresql_as_hosts_give_it_is_taken(tmp_path: Path, short: str) -> None:
    found = load(tmp_path, "", {"WATCHTRACKER_DATABASE": f"{short}u:p@h/x?sslmode=require"})
    assert found.database == "postgresql+psycopg://u:p@h/x?sslmode=require"


@pytest.mark.parametrize("quote", ['"', "'", "\u201c"])
def test_a_token_with_quotes_of_its_own_is_refused_without_being_shown(tmp_path: Path, quote: str) -> None:
    told = problems(tmp_path, environ={"WATCHTRACKER_SLACK__BOT_TOKEN": f"{quote}xoxb-1{quote}"})
    assert told == ["WATCHTRACKER_SLACK__BOT_TOKEN: it stands in quotes of its own: write it without them"]


@pytest.mark.parametrize("sign", ["[", "{", '{"a":'])
@pytest.mark.parametrize("name", ["PORT", "PUBLIC", "PUBLIC_URL", "LEASE_SECONDS", "SLACK__API_URL"])
def test_a_variable_of_brackets_without_end_is_refused_in_a_sentence(tmp_path: Path, name: str, sign: str) -> None:
    (told,) = problems(tmp_path, environ={f"WATCHTRACKER_{name}": (sign * 4000)[:4000]})
    assert told.startswith(f"WATCHTRACKER_{name}: ")


SERVICE = {
    "WATCHTRACKER_SERVICE_HOST": "10.96.0.12",
    "WATCHTRACKER_SERVICE_PORT": "80",
    "WATCHTRACKER_SERVICE_PORT_HTTP": "80",
    "WATCHTRACKER_PORT": "tcp://10.96.0.12:80",
    "WATCHTRACKER_PORT_80_TCP": "tcp://10.96.0.12:80",
    "WATCHTRACKER_PORT_80_TCP_PROTO": "tcp",
    "WATCHTRACKER_PORT_80_TCP_PORT": "80",
    "WATCHTRACKER_PORT_80_TCP_ADDR": "10.96.0.12",
    "WATCHTRACKER_DB_SERVICE_HOST": "10.96.0.13",
    "WATCHTRACKER_DB_PORT": "udp://10.96.0.13:53",
    "WATCHTRACKER_DB_PORT_53_UDP_ADDR": "10.96.0.13",
}


def test_what_kubernetes_sets_for_a_service_of_our_name_is_passed_over(tmp_path: Path) -> None:
    assert load(tmp_path, environ=SERVICE).port == 8765


@pytest.mark.parametrize(
    "name", ["WATCHTRACKER_SERVICE_HOSTS", "WATCHTRACKER_DB_PORT", "WATCHTRACKER_PORT_X_TCP", "WATCHTRACKER_PRT"]
)
def test_what_only_looks_like_it_is_a_mistake_still(tmp_path: Path, name: str) -> None:
    (told,) = problems(tmp_path, environ={name: "80"})
    assert told.startswith(f"{name}: there is no such setting")


@pytest.mark.parametrize(
    ("text", "environ", "links"),
    [
        ("", {}, "http://127.0.0.1:8765"),
        ("port = 9000", {}, "http://127.0.0.1:9000"),
        ("port = 9000", {"WATCHTRACKER_PORT": "9001", "WATCHTRACKER_HOST": "0.0.0.0"}, "http://127.0.0.1:9001"),
        ('host = "watch.lan"', {}, "http://watch.lan:8765"),
        ('host = "::"', {}, "http://[::1]:8765"),
        ('port = 9000\npublic_url = "https://w.example"', {}, "https://w.example"),
    ],
)
def test_links_follow_host_and_port_unless_public_url_is_set(
    tmp_path: Path, text: str, environ: dict[str, str], links: str
) -> None:
    assert load(tmp_path, text, environ).public_url == links


def test_who_listens_elsewhere_has_links_that_lead_there(tmp_path: Path) -> None:
    assert load(tmp_path).listening_at("localhost", 9000).public_url == "http://localhost:9000"
    assert load(tmp_path).listening_at(None, None) == load(tmp_path)
    known = load(tmp_path, 'public_url = "https://w.example"').listening_at(None, 9000)
    assert (known.public_url, known.host, known.port) == ("https://w.example", "127.0.0.1", 9000)


def test_a_working_folder_that_is_gone_needs_only_a_whole_path(tmp_path: Path) -> None:
    path = tmp_path / "watchtracker.toml"
    path.write_text("")
    assert settings.load(path, HOME, None).watchlist == tmp_path / "watchlist.toml"
    with pytest.raises(ProblemsError, match=r"the working folder is gone, and watchtracker\.toml starts there"):
        settings.load(Path("watchtracker.toml"), HOME, None)
    with pytest.raises(ProblemsError, match=r"the working folder is gone, and watchlist\.toml starts there"):
        settings.load(None, HOME, None)


def test_a_mistake_in_a_file_hides_no_misspelt_variable(tmp_path: Path) -> None:
    told = problems(tmp_path, "zone = Berlin", {"WATCHTRACKER_ZON": "x"})
    assert [problem.split(":")[0] for problem in told] == ["1", "WATCHTRACKER_ZON"]


def modules_after_loading(folder: Path, environ: dict[str, str]) -> set[str]:
    code = f"""
import sys
from pathlib import Path
from watchtracker import settings
settings.load(None, {environ!r}, Path({str(folder)!r}))
print(*sys.modules)
"""
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_loading_settings_imports_no_database_and_no_writer(tmp_path: Path) -> None:
    modules = modules_after_loading(tmp_path, {**HOME, "WATCHTRACKER_ZONE": "Asia/Tokyo"})
    assert "pydantic_settings" in modules
    assert not {"sqlalchemy", "tomlkit", "slack_sdk", "starlette", "apscheduler"} & modules


def test_what_reads_variables_is_loaded_only_where_one_is_set(tmp_path: Path) -> None:
    modules = modules_after_loading(tmp_path, {**HOME, "WATCHTRACKER_CONFIG": "", "WATCHTRACKER_ZONE": ""})
    assert "pydantic" in modules
    assert not {"pydantic_settings", "asyncio", "ssl"} & modules


# Only the real user is another one, by which the home is looked up: Python itself may lie where none but root reads.
# `check` writes nothing, which that user could not read again.
AS_NOBODY = """
import os
import sys
os.setreuid(12345, -1)
from watchtracker.cli import main
sys.argv[1:] = ["check"]
main()
"""


def test_a_user_without_a_home_and_a_name_is_served_all_the_same(tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can run a process as a user whom nobody knows by name")
    (tmp_path / "config").mkdir()
    item = '[[item]]\nid = "a"\ntitle = "A"\nkind = "event"\nwhen = "6 May 2099"\nsource = "S"\n'
    (tmp_path / "config/watchlist.toml").write_text(item)
    without = {"HOME", "XDG_CONFIG_HOME", "LOGNAME", "USER"}
    said = subprocess.run(
        [sys.executable, "-c", AS_NOBODY],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in without},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    found = (said.returncode, "1 item, all sound" in said.stdout, "nobody foresaw" in said.stderr)
    assert found == (0, True, False), said


def test_holidays_are_those_of_the_place_and_of_its_parts() -> None:
    womens_day, labour_day = date(2026, 3, 8), date(2026, 5, 1)
    assert [Calendar("DE").is_free(day) for day in (womens_day, labour_day)] == [False, True]
    assert [Calendar("DE-BE").is_free(day) for day in (womens_day, labour_day)] == [True, True]


def test_the_calendars_of_the_world_are_loaded_only_where_holidays_are_kept(tmp_path: Path) -> None:
    loading = "import sys, pathlib, watchtracker.settings as s; s.load(None, {}, pathlib.Path.cwd())"
    program = f"{loading}; print('holidays' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_a_calendar_says_nothing_of_its_own_about_years_beyond_its_tables(recwarn: pytest.WarningsRecorder) -> None:
    assert [Calendar("IN").is_free(date(2046, 8, day)) for day in (15, 16)] == [True, False]
    assert list(recwarn) == []


# E-mail.

MAIL = """
[email]
host = "smtp.example.org"
sender = "watchtracker <watch@example.org>"
"""
LEGAL = """
[[channel]]
name = "legal"
email = ["legal@example.org"]
"""


def test_every_key_of_email_is_taken(tmp_path: Path) -> None:
    more = 'port = 2525\nsecurity = "tls"\nuser = "watch"\n'
    channel = '[[channel]]\nname = "legal"\nemail = ["legal@example.org", "rat@w\u00e4chter.example"]\n'
    found = load(tmp_path, MAIL + more + channel, {"WATCHTRACKER_EMAIL__PASSWORD": "abcd efgh ijkl\u00e4"})
    (legal,) = found.channels
    assert legal.to == EmailTarget(("legal@example.org", "rat@xn--wchter-bua.example"))
    assert (found.email.host, found.email.port, found.email.security) == ("smtp.example.org", 2525, Security.TLS)
    assert (found.email.user, found.email.password) == ("watch", "abcd efgh ijkl\u00e4")
    assert (found.email.sender_name, found.email.sender) == ("watchtracker", "watch@example.org")


def test_the_password_may_stand_in_a_file_of_its_own_and_is_in_no_repr(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("swordfish\n")
    found = load(tmp_path, MAIL + 'user = "watch"\n', {"WATCHTRACKER_EMAIL__PASSWORD_FILE": str(tmp_path / "password")})
    assert found.email.password == "swordfish"
    assert "swordfish" not in repr(found)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_the_way_of_security(tmp_path: Path, security: str, port: int) -> None:
    found = load(tmp_path, f'[email]\nhost = "localhost"\nsecurity = "{security}"\n')
    assert (found.email.port, found.email.security) == (port, security)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (LEGAL, 'email.host: there is no mail server for the channels of email: write host = "smtp.example.org"'),
        (LEGAL, 'email.sender: mail needs somebody that it is from: write sender = "watch@example.org" in [email]'),
        (f'{MAIL}password = "x"\n', "5: email.password: it is not written here: set WATCHTRACKER_EMAIL__PASSWORD"),
        (f"{MAIL}port = 0\n", "5: email.port: 0 is no port: write a number from 1 to 65535, such as 587"),
        (f'{MAIL}security = "ssl"\n', '5: email.security: "ssl" is not known here: write one of starttls, tls, none'),
        (f'{MAIL}security = "none"\n', "5: email.security: mail would travel unprotected"),
        ('[email]\nhost = "smtp://x"\n', '2: email.host: "smtp://x" is no host alone'),
        ('[email]\nsender = "watchtracker"\n', '2: email.sender: "watchtracker" is no address of mail'),
        ('[email]\nsender = "a <b@c.org> d"\n', "2: email.sender: "),
        (f"{MAIL}{LEGAL}slack = 'C1'\n", 'channel "legal": email: the channel leads to Slack already: give e-mail'),
        (f'{MAIL}[[channel]]\nname = "console"\nemail = ["a@b.org"]\n', "choose another name for e-mail"),
        ('[[channel]]\nname = "a"\nemail = []\n', '3: channel "a": email: it is empty: write at least one address'),
        ('[[channel]]\nname = "a"\nemail = "a@b.org"\n', '3: channel "a": email: it must be a list'),
        ('[[channel]]\nname = "a"\nemail = ["a@b.org", "A@b.org"]\n', '"A@b.org" stands in it twice: take one out'),
        ('[[channel]]\nname = "a"\nemail = ["Mei <a@b.org>"]\n', '"Mei <a@b.org>" is no address of mail'),
        ('[[channel]]\nname = "a"\nemail = ["a@b.org, c@d.org"]\n', '"a@b.org, c@d.org" is no address of mail'),
        ('[[channel]]\nname = "a"\nemail = ["a@b_c.org"]\n', "what follows the @ must be the name of a host"),
        ('[[channel]]\nname = "a"\nemail = ["a@b.org\\nBcc: c@d.org"]\n', "it must be one line"),
    ],
)
def test_a_mistake_about_email_is_named(tmp_path: Path, text: str, problem: str) -> None:
    assert any(problem in found for found in problems(tmp_path, text)), problems(tmp_path, text)


def test_a_password_without_a_user_is_named_by_its_variable(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, MAIL, {"WATCHTRACKER_EMAIL__PASSWORD": "swordfish"})
    assert found == "WATCHTRACKER_EMAIL__PASSWORD: there is nobody that it belongs to: write user in [email]"
