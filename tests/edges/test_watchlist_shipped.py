"""The files that ship: complete, sound, and what `init` writes for a start."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from watchtracker import items, settings, watchlist
from watchtracker.channels.slack import workspace
from watchtracker.channels.slack.inbound import read
from watchtracker.errors import InputError, WatchtrackerError
from watchtracker.inbox.intents import Command, HomeOpened, Shortcut
from watchtracker.items import Item, ItemAsOf, Standing
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.settings.form import TABLES
from watchtracker.watchlist.form import json_schema
from watchtracker.web.slack import PATH

CONFIG = Path(__file__).parents[2] / "config"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def shipped() -> dict[str, Item]:
    found = watchlist.read(CONFIG / "watchlist.toml", default_zone="UTC", now=NOW)
    return {one.facts.id: items.merge(None, one, now=NOW).item for one in found.declarations}


def as_of(item: Item, day: str) -> ItemAsOf:
    known = items.item_as_of(item, date.fromisoformat(day))
    assert known is not None
    return known


def test_the_shipped_list_is_complete() -> None:
    counts = {name: len(item.claims) for name, item in shipped().items()}
    assert counts == {
        "deepseek-v4": 4,
        "happyhorse-weights": 2,
        "digital-human-consultation": 2,
        "emotional-interaction-measures": 2,
        "eu-ai-act-marking-grace": 3,
        "eu-ai-act-nudifier-ban": 2,
        "eu-ai-act-sandboxes": 2,
        "eu-ai-act-high-risk-annex-iii": 3,
        "eu-ai-act-high-risk-annex-i": 3,
    }


def test_the_shipped_list_says_what_was_known_in_april() -> None:
    listed = shipped()
    deepseek = as_of(listed["deepseek-v4"], "2026-04-12")
    assert (deepseek.window.earliest, deepseek.window.latest) == (date(2026, 4, 21), date(2026, 4, 30))
    assert (deepseek.moves, deepseek.slipped_days, deepseek.outcome) == (2, 69, None)
    assert as_of(listed["digital-human-consultation"], "2026-04-12").window.latest == date(2026, 5, 6)
    assert as_of(listed["emotional-interaction-measures"], "2026-04-12").window.latest == date(2026, 7, 15)
    assert not as_of(listed["happyhorse-weights"], "2026-04-12").window.dated


def test_an_official_date_holds_until_the_law_is_made() -> None:
    annex = shipped()["eu-ai-act-high-risk-annex-iii"]
    assert as_of(annex, "2026-06-28").window.latest == date(2026, 8, 2)
    now = as_of(annex, "2026-06-29")
    assert now.window.latest == date(2027, 12, 2)
    assert now.claim is not None
    assert now.claim.said.standing is Standing.OFFICIAL


def test_the_shipped_settings_are_the_defaults_and_name_every_key() -> None:
    path = CONFIG / "watchtracker.toml"
    found = settings.load(path, {}, CONFIG.parent)
    default = settings.load(None, {"HOME": "/nowhere"}, Path("/nowhere"))
    assert (found.watchlist, found.database) == (
        CONFIG / "watchlist.toml",
        f"sqlite:///{CONFIG.parent}/var/watchtracker.db",
    )
    assert [one.name for one in found.feeds] == ["policy"]
    assert (found.channels, found.remind, found.zone) == (default.channels, DEFAULT_LEADS, default.zone)
    assert found.recheck == default.recheck == {}
    assert (found.host, found.port, found.public_url_is_ours) == ("127.0.0.1", 8765, True)
    assert (found.public_url, found.lease_seconds) == (default.public_url, 60)
    assert (found.slack, found.email) == (default.slack, default.email)
    text = path.read_text()
    secrets = {"bot_token", "signing_secret", "app_token", "password", "token"}
    tables = {"api", "auth", "channel", "feed", "fetch", "log", "recheck", "remind"}
    keys = {key for names in TABLES.values() for key in names} - tables - secrets
    assert {key for key in keys if not re.search(rf"^(# )?{key} = ", text, re.MULTILINE)} == set()


def test_the_channels_in_the_shipped_comments_are_sound(tmp_path: Path) -> None:
    text = (CONFIG / "watchtracker.toml").read_text()
    path = tmp_path / "watchtracker.toml"
    path.write_text(re.sub(r"^# (\[\[channel|(?!public_url)\w+ = )", r"\1", text, flags=re.MULTILINE))
    names = [one.name for one in settings.load(path, {}, tmp_path).channels]
    assert names == ["policy", "models", "legal", "hub"]


def test_what_stands_in_the_shipped_comments_is_sound(tmp_path: Path) -> None:
    text = (CONFIG / "watchlist.toml").read_text()
    path = tmp_path / "watchlist.toml"
    path.write_text(re.sub(r"^# (\[\[item|\[\[source|\w+ = )", r"\1", text, flags=re.MULTILINE))
    found = watchlist.read(path, default_zone="UTC", now=NOW)
    (source,) = found.sources
    assert set(source.items) <= {one.facts.id for one in found.declarations}
    assert [one.facts.id for one in found.declarations if one.facts.signals] == ["happyhorse-weights"]
    assert [one.facts.id for one in found.declarations if one.short] == ["grants-call"]


def test_what_init_writes_can_be_moved_by_the_claim_that_the_readme_makes_next(tmp_path: Path) -> None:
    watchlist.init(tmp_path)
    found = watchlist.read(tmp_path / "watchlist.toml", default_zone="UTC", now=NOW)
    (call,) = (one.short for one in found.declarations if one.facts.id == "grants-call")
    assert call is not None
    assert call.standing is Standing.REPORTED


def test_the_schema_for_editors_is_current() -> None:
    fix = (
        "write it anew: python -c 'from watchtracker.watchlist.form import json_schema; print(json_schema(), end=\"\")'"
    )
    assert (CONFIG / "watchlist.schema.json").read_text() == json_schema(), fix
    assert (CONFIG / "watchlist.toml").read_text().startswith("#:schema ./watchlist.schema.json\n")


def test_the_schema_knows_every_key_of_an_item() -> None:
    known = json.loads(json_schema())["$defs"]
    assert {"id", "when", "claim", "outcome"} <= known["ItemForm"]["properties"].keys()
    assert known["ItemForm"]["required"] == ["id", "title", "kind"]
    assert known["Kind"]["enum"] == ["release", "deadline", "event"]
    assert known["ClaimForm"]["properties"]["said_on"]["format"] == "date"


def test_init_writes_files_that_load(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "config"
    assert watchlist.init(folder) == [folder / "watchlist.toml", folder / "watchtracker.toml"]
    found = settings.load(None, {"HOME": "/nowhere"}, tmp_path / "new")
    assert found.path == folder / "watchtracker.toml"
    first = watchlist.read(found.watchlist, default_zone=found.zone, now=NOW)
    assert [one.short is not None for one in first.declarations] == [True, False]


def test_init_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "watchtracker.toml").write_text("# mine")
    with pytest.raises(InputError, match=r"watchtracker\.toml is there already: nothing was written"):
        watchlist.init(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["watchtracker.toml"]
    assert (tmp_path / "watchtracker.toml").read_text() == "# mine"


@pytest.mark.skipif(os.name == "nt", reason="folders are not files there either, yet the sentence differs")
def test_init_says_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    with pytest.raises(WatchtrackerError, match="cannot be written: "):
        watchlist.init(tmp_path / "config")


def private(scopes: set[str]) -> set[str]:
    return {scope.replace("channels:", "groups:") for scope in scopes if scope.startswith("channels:")}


def listed(text: str, indent: int = 6) -> list[str]:
    return re.findall(rf"^ {{{indent}}}- ([a-z_:]+)(?=\s|$)", text, re.MULTILINE)


def test_the_slack_app_asks_for_the_scopes_that_are_used_and_no_others() -> None:
    text = (CONFIG / "slack-manifest.yaml").read_text()
    used = {*workspace.NEEDED_SCOPES, *workspace.WANTED_SCOPES}
    assert set(listed(text)) == used | private(used)
    assert "socket_mode_enabled: false" in text


@pytest.mark.parametrize(("way", "addresses"), [("http", 4), ("socket", 0)])
def test_the_slack_apps_for_answers_ask_for_what_is_used_and_no_more(way: str, addresses: int) -> None:
    text = (CONFIG / f"slack-manifest-{way}.yaml").read_text()
    basic, answering = {*workspace.NEEDED_SCOPES, *workspace.WANTED_SCOPES}, {*workspace.ANSWERING_SCOPES}
    scopes = {*basic, *answering, *workspace.ALONE_SCOPES, *workspace.GROUP_SCOPES}
    assert set(listed(text)) == scopes | private(scopes) | {"app_home_opened"}
    assert f"socket_mode_enabled: {str(way == 'socket').lower()}" in text
    assert re.findall(r"url: (\S+)", text) == [f"https://YOUR-HOST{PATH}"] * addresses
    assert "is_enabled: true" in text
    assert "home_tab_enabled: true" in text


@pytest.mark.parametrize("way", ["http", "socket"])
def test_what_the_slack_apps_for_answers_send_is_read(way: str) -> None:
    text = (CONFIG / f"slack-manifest-{way}.yaml").read_text()
    (command,) = re.findall(r"command: (/\w+)", text)
    who = {"user_id": "U0ANA", "team_id": "T0OURS", "trigger_id": "1"}
    now = datetime(2026, 4, 12, tzinfo=UTC)
    assert isinstance(read(json.dumps({**who, "command": command, "text": "help"}), now, None), Command)
    event = {"type": "app_home_opened", "user": "U0ANA", "tab": "home"}
    assert isinstance(read(json.dumps({"type": "event_callback", "event": event}), now, None), HomeOpened)
    (shortcut,) = re.findall(r"callback_id: (\S+)", text)
    chosen = {"type": "message_action", "callback_id": shortcut, "user": {"id": "U0ANA"}, "message": {"text": "in May"}}
    assert isinstance(read(json.dumps(chosen), now, None), Shortcut)
