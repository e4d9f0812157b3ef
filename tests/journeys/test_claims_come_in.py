"""What an operator lives through who lets claims come in: `serve` fetches soon, never in the way, and stops at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import monotonic

import pytest

from tests.journeys.test_serving import SETTINGS, in_seconds, item, serve, site, watches, written
from tests.programs import run, running
from tests.web_stand_in import WebStandIn, hanging, response
from tests.web_stand_in import serving as web_serving


@pytest.fixture
def web() -> Iterator[WebStandIn]:
    with web_serving() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, web: WebStandIn) -> Path:
    (tmp_path / "watchtracker.toml").write_text(f'{SETTINGS}\n[fetch]\nallow = ["{web.place}"]\n')
    return tmp_path


def a_source(web: WebStandIn, path: str) -> str:
    return f'[[source]]\nname = "Orchard {path}"\nkind = "feed"\naddress = "{web.at(path)}"\n'


def a_feed(text: str) -> bytes:
    day = format_datetime(in_seconds(0))
    entry = f"<item><title>Notes</title><pubDate>{day}</pubDate><description>{text}</description></item>"
    return response(200, f"<rss version='2.0'><channel><title>W</title>{entry}</channel></rss>".encode())


def test_a_new_source_is_fetched_within_a_minute_and_waits_in_the_inbox(folder: Path, web: WebStandIn) -> None:
    watches(folder, item("aurora", "May 2094"), a_source(web, "/feed"))
    web.gives("/feed", a_feed("The Aurora summit will take place on 28 May 2094."))
    with running(folder, *serve(folder)) as program:
        began = monotonic()
        program.until_logged("1 new proposal")
        assert monotonic() - began < 60
        assert 'watchtracker_fetches_total{result="read"} 1.0' in site(program).get("/metrics").text
        assert program.stop() == 0
    said = run(folder, "inbox", "--json", "--config", str(folder / "watchtracker.toml"))
    assert [each["when"] for each in json.loads(said.stdout)["proposals"]] == ["28 May 2094"]


def test_a_source_that_hangs_delays_neither_a_reminder_nor_the_end(folder: Path, web: WebStandIn) -> None:
    web.gives("/feed", hanging())
    due = in_seconds(20)
    watches(folder, item("launch", written(due)), a_source(web, "/feed"))
    with running(folder, *serve(folder)) as program:
        (sent,) = program.until_logged(": sent")
        assert len(web.asked) == 1
        late = datetime.fromisoformat(json.loads(sent)["at"]) - due
        assert timedelta(0) <= late < timedelta(seconds=1)
        began = monotonic()
        assert program.stop() == 0
        assert monotonic() - began < 5
    web.gives("/feed", a_feed("Nothing to come."))
    said = run(folder, "sources", "fetch", "--json", "--config", str(folder / "watchtracker.toml"))
    assert [each["result"] for each in json.loads(said.stdout)["fetched"]] == ["read"]
