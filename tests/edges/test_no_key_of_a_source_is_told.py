"""A key in the address of a source stands in the watch list and in `export`, and comes out nowhere else.

Each key has a word in it that stands nowhere else, and everything that is said is searched for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.edges.command_line import CommandLine
from tests.edges.test_no_secret_is_told import hold_back
from tests.web_stand_in import WebStandIn, redirect, response, serving
from watchtracker.runtime.clock import now

ENTRY = "<title>Notes</title><pubDate>{day}</pubDate><description>{text}</description>{link}"
AHEAD = "The Aurora {number} launch is planned for {number} May 2094."
LIST = """
[[source]]
name = "Feed"
kind = "feed"
address = "{web}/feed?token=canary-0&amp;key=canary-1"

[[source]]
name = "Page"
kind = "page"
address = "{web}/page?sig=canary"

[[source]]
name = "Calendar"
kind = "calendar"
address = "{web}/c/canary0123456789abcdef0123456789/basic.ics"

[[source]]
name = "Elsewhere"
kind = "feed"
address = "{web}/elsewhere?password=canary"

[[source]]
name = "With a name"
kind = "feed"
address = "http://canary:canary@{place}/feed"

[[source]]
name = "No feed"
kind = "feed"
address = "{web}/no-feed?apikey=canary"

[[source]]
name = "Moved"
kind = "feed"
address = "{web}/moved?auth=canary"

[[item]]
id = "aurora-4"
title = "Aurora 4 launch"
kind = "release"
when = "May 2094"
source = "Lab"
signals = ['page:{web}/signal?key=canary says "it is over now"']
"""
EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Orchard//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "SUMMARY:Aurora 7 launch\r\nDTSTART;VALUE=DATE:20940507\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def a_feed(number: int, link: str = "") -> bytes:
    entry = ENTRY.format(day=format_datetime(now()), text=AHEAD.format(number=number), link=link)
    return response(200, f"<rss version='2.0'><channel><title>W</title><item>{entry}</item></channel></rss>".encode())


@pytest.fixture
def web() -> Iterator[WebStandIn]:
    with serving() as server:
        yield server


@pytest.fixture
def line(bare: CommandLine, web: WebStandIn) -> CommandLine:
    bare.write(LIST.format(web=web.at(""), place=web.place).replace("&amp;", "&"))
    settings = Path(bare.folder / "config/watchtracker.toml")
    settings.write_text(f'[fetch]\nallow = ["{web.place}"]\n')
    web.gives("/feed?token=canary-0&key=canary-1", a_feed(5))
    html = f"<main><p>{AHEAD.format(number=6)} It is over now, {'and it was long. ' * 30}</p></main>".encode()
    web.gives("/page?sig=canary", response(200, html, "Content-Type: text/html"))
    web.gives("/signal?key=canary", response(200, html, "Content-Type: text/html"))
    web.gives("/c/canary0123456789abcdef0123456789/basic.ics", response(200, EVENT.encode()))
    web.gives("/elsewhere?password=canary", redirect("ftp://canary:canary@orchard.example/?token=canary"))
    web.gives("/no-feed?apikey=canary", response(200, b"%PDF-1.7"))
    web.gives("/moved?auth=canary", redirect("/new?auth=canary", 301))
    link = f"<link>{web.at('/articles/8?token=canary')}</link>"
    web.gives("/new?auth=canary", a_feed(8, link))
    web.gives("/robots.txt", response(404))
    return bare


def test_by_no_listing_no_error_no_log_and_no_proposal(line: CommandLine, web: WebStandIn) -> None:
    lines: list[tuple[str, ...]] = [
        *(("check",), ("apply", "--dry-run"), ("apply",), ("sources",), ("sources", "fetch"), ("sources", "--json")),
        *(("sources", "try", name) for name in ("Elsewhere", "With a name", "No feed")),
        *(("doctor",), ("doctor", "--json"), ("sources",), ("inbox",), ("inbox", "--json"), ("sources", "fetch", "x")),
        *(("accept", str(number), "--json") for number in range(1, 7)),
        *(("show", "aurora-4"), ("show", "aurora-4", "--json"), ("list", "--json"), ("changes",), ("plan",)),
        *(("read", web.at("/no-feed?apikey=canary")), ("read", web.at("/page?sig=canary"), "--json")),
        *(("read", web.at("/nothing?apikey=canary")), ("read", f"http://canary@{web.place}/")),
    ]
    for words in lines:
        said = line(*words)
        hold_back(said.out, said.err)
    assert {each["source"] for each in line("inbox", "--json").json["proposals"]} == set()
    assert {asked.path.partition("?")[2] for asked in web.asked} >= {"token=canary-0&key=canary-1", "sig=canary"}
    assert "canary-0&key=canary-1" in line("export").out


def test_a_signal_can_be_fetched_by_its_name_as_it_is_shown(line: CommandLine, web: WebStandIn) -> None:
    line("apply")
    shown = f'page:{web.at("/signal?key=...")} says "it is over now"'
    said = line("sources", "fetch", shown)
    assert f"{shown}: 1 new proposal" in said.out + said.err
    hold_back(said.out, said.err)


@pytest.mark.parametrize(
    "wrong",
    [
        'kind = "github"\naddress = "https://github.example/?token=canary"',
        'kind = "feed"\naddress = "feed://me:canary@orchard.example/?token=canary"',
        'kind = "feed"\naddress = "https://orchard.example:x/?token=canary"',
        'kind = "feed"\naddress = "https://orchard.example/?token=canary canary"',
    ],
)
def test_by_no_complaint_about_the_watch_list(line: CommandLine, wrong: str) -> None:
    line.write(f'[[source]]\nname = "S"\n{wrong}\n')
    said = line("check")
    assert said.status != 0
    hold_back(said.out, said.err)


@pytest.mark.parametrize("signal", ["page:https://o.example/?token=canary says", "page:https://a:canary@o.example/"])
def test_by_no_complaint_about_a_signal(line: CommandLine, signal: str) -> None:
    line.write(f'[[item]]\nid = "a"\ntitle = "A"\nkind = "release"\nsignals = [\'{signal}\']\n')
    said = line("check")
    assert said.status != 0
    hold_back(said.out, said.err)
