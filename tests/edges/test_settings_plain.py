"""A plain settings file is read without pydantic, and says what it says to the checks; `test_settings.py` has the rest.

There each file that is loaded is read both ways, too.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.edges.test_settings import HOME, load, plain_part
from watchtracker import settings
from watchtracker.errors import ProblemsError

SHIPPED = Path("config/watchtracker.toml")
TEMPLATE = Path("src/watchtracker/watchlist/templates/watchtracker.toml")
USUAL = """
watchlist = "lists"
database = "sqlite:///../var/dates.db"
zone = "Asia/Tokyo"
public_url = "https://dates.example"
fallback_channel = "policy"
[[channel]]
name = "policy"
slack = "#policy"
zone = "AoE"
hour = "08:30"
tags = ["policy", "EU"]
wants = ["reminders", "digest"]
digest = "tue 10:00"
unclear = "hold"
[[feed]]
name = "models"
title = "模型"
tags = ["models"]
[remind]
deadline = ["2w", "4h"]
[recheck]
event = "never"
release = "12w"
"""
# Each stands at the top, in a channel and in a feed, where it is right, wrong, or not known at all.
VALUES: tuple[object, ...] = (
    *(
        "",
        " ",
        "a",
        " a",
        "a ",
        "a\tb",
        "\u202ea",
        "A" * 61,
        "A" * 101,
        "all",
        "console",
        "C0123456789",
        "a b",
        "#",
        "ä",
    ),
    *("UTC", "UTC+8", "aoe", "Europe/Nowhere", "9:00", "09:00", "24:00", "mon 09:00", "monday 9:00", "hold"),
    *("sqlite:///a.db", "sqlite:///:memory:", "sqlite:///", "sqlite:///a?x", "sqlite:///~/a.db", "sqlite:///a/.."),
    *("sqlite:////", "postgresql://h/n", "https://a.example", "https://a.example/", "https://1.2.3.4.5/", "http://a_b"),
    *(
        "0123456789abcdef",
        "short",
        "30d",
        "0m",
        "never",
        "1y",
        "localhost",
        "::1",
        "..",
        "xn--a",
        "https://xn--a.example",
    ),
    *(0, 29, 30, 3600, 3601, 65535, 65536, -1, True, False, 1.5, [], ["a"], [" "], [1], ["30d"], ["never"], ["digest"]),
    *({}, [{}], {"name": "a"}, [{"name": "a"}], [{"name": "a"}, {"name": "a"}], [{"name": "console", "slack": "a"}]),
    *({"deadline": "30d"}, {"deadline": ["30d"]}, {"event": "never"}, {"api_url": "https://slack.com/api/"}),
    *({"api_url": "x"}, {"allow": []}, {"allow": ["10.0.0.0/8"]}, {"host": "a"}, {"bot_token": "x"}),
    *({"level": "info"}, {"level": "loud"}, {"format": "json"}, {"format": "xml"}, {"levels": 1}),
)
KEYS = {
    "": (
        *("watchlist", "database", "zone", "host", "port", "public_url", "access_token", "public", "fallback_channel"),
        *("lease_seconds", "auth", "log", "slack", "email", "fetch", "channel", "feed", "remind", "recheck", "unheard"),
    ),
    "channel": ("name", "slack", "email", "webhook", "zone", "hour", "tags", "wants", "digest", "unclear", "workdays"),
    "feed": ("name", "title", "tags", "zone"),
}


def toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return "".join(('"', *(f"\\U{ord(letter):08x}" for letter in value), '"'))
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return f"{{{', '.join(f'{key} = {toml(inner)}' for key, inner in value.items())}}}"
        case _:
            return str(value)


@pytest.mark.parametrize("text", [SHIPPED.read_text(), TEMPLATE.read_text(), USUAL, ""])
def test_what_people_usually_write_is_plain(tmp_path: Path, text: str) -> None:
    found = load(tmp_path, text)
    assert settings.load_plain(None, HOME, tmp_path) == plain_part(found)


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, keys in KEYS.items() for key in keys])
def test_what_is_wrong_or_not_known_is_never_plain(tmp_path: Path, table: str, key: str) -> None:
    for value in VALUES:
        name = 'name = "a"\n' if table and key != "name" else ""
        text = f"[[{table}]]\n{name}{key} = {toml(value)}" if table else f"{key} = {toml(value)}"
        try:
            load(tmp_path, text)
        except ProblemsError:
            assert settings.load_plain(None, HOME, tmp_path) is None, text


def test_a_variable_of_ours_is_never_passed_over(tmp_path: Path) -> None:
    for name in ("WATCHTRACKER_ZONE", "watchtracker_zone", "WATCHTRACKER_ZON"):
        assert settings.load_plain(None, {**HOME, name: "Asia/Tokyo"}, tmp_path) is None
    (tmp_path / "mine.toml").write_text('zone = "Asia/Tokyo"')
    plain = settings.load_plain(None, {**HOME, "WATCHTRACKER_CONFIG": "mine.toml"}, tmp_path)
    assert plain is not None
    assert plain.zone == "Asia/Tokyo"


def test_a_listing_with_plain_settings_loads_no_pydantic(tmp_path: Path) -> None:
    (tmp_path / "config/lists").mkdir(parents=True)
    (tmp_path / "config/watchtracker.toml").write_text(USUAL)
    item = '[[item]]\nid = "a"\ntitle = "A"\nkind = "event"\nwhen = "6 May 2099"\nsource = "S"\n'
    (tmp_path / "config/lists/a.toml").write_text(item)
    script = """
import sys
from watchtracker.cli import main
try:
    main()
finally:
    print("pydantic" in sys.modules)
"""

    def run(*words: str) -> list[str]:
        command = [sys.executable, "-c", script, *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.splitlines()

    assert run("apply")[-1] == "True"
    listed, loaded = run("list")
    assert ("6 May 2099" in listed, loaded) == (True, "False")
