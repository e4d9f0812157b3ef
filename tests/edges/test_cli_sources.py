"""`sources`: listed with how they answer, tried without a trace, fetched by hand."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import format_datetime
from html import escape
from pathlib import Path

import pytest

from tests.edges.command_line import CommandLine
from tests.web_stand_in import WebStandIn, response, serving
from watchtracker.cli import candidates
from watchtracker.runtime.clock import now

LATE_MAY = "The Aurora 4 launch is planned for 28 May 2094."
LIST = """
[[source]]
name = "Orchard Weekly"
kind = "feed"
address = "{feed}"

[[item]]
id = "aurora-4"
title = "Aurora 4 launch"
kind = "release"
when = "May 2094"
source = "Lab"
signals = ["pypi:aurora>=4"]
"""


def a_feed(text: str) -> bytes:
    entry = f"<title>Notes</title><pubDate>{format_datetime(now())}</pubDate><description>{text}</description>"
    feed = f"<rss version='2.0'><channel><title>W</title><item>{entry}</item></channel></rss>"
    return response(200, feed.encode(), 'ETag: "1"')


@pytest.fixture
def web() -> Iterator[WebStandIn]:
    with serving() as server:
        yield server


@pytest.fixture
def line(bare: CommandLine, web: WebStandIn) -> CommandLine:
    bare.write(LIST.format(feed=web.at("/feed.xml")))
    settings = Path(bare.folder / "config/watchtracker.toml")
    settings.write_text(f'[fetch]\nallow = ["{web.place}"]\n[fetch.api]\npypi = "{web.at("")}"\n')
    web.gives("/feed.xml", a_feed(LATE_MAY), response(304))
    return bare


def test_sources_are_listed_before_and_after_they_are_fetched(line: CommandLine, web: WebStandIn) -> None:
    (before,) = line("sources", "--json").json["sources"]
    assert before == {
        "name": "Orchard Weekly",
        "kind": "feed",
        "address": web.at("/feed.xml"),
        "last": None,
        "next": None,
        "error": None,
        "proposals": 0,
        "accepted": 0,
    }
    assert line("sources", "fetch", "Orchard Weekly").status == 0
    line("accept", "1")
    (after,) = line("sources", "--json").json["sources"]
    assert after["last"] < after["next"]
    assert (after["error"], after["proposals"], after["accepted"]) == (None, 1, 1)


def test_what_is_tried_is_shown_and_leaves_no_trace(line: CommandLine, web: WebStandIn) -> None:
    (tried,) = line("sources", "try", "Orchard Weekly", "--json").json["proposals"]
    assert (tried["item"], tried["when"], tried["state"], tried["id"]) == ("aurora-4", "28 May 2094", "open", None)
    assert line("inbox", "--json").json["proposals"] == []
    assert line("sources", "--json").json["sources"][0]["last"] is None
    assert "if-none-match" not in web.asked[0].headers


def test_fetching_by_hand_asks_all_and_the_signals_too_and_says_what_came(line: CommandLine, web: WebStandIn) -> None:
    said = line("sources", "fetch")
    assert said.status == 0
    assert "Orchard Weekly: 1 new proposal: `watchtracker inbox` shows what waits" in (said.out + said.err).splitlines()
    assert "pypi:aurora>=4: nothing new" in (said.out + said.err).splitlines()
    assert {asked.path for asked in web.asked} == {"/feed.xml", "/pypi/aurora/json"}
    again = line("sources", "fetch", "Orchard Weekly", "--json").json["fetched"]
    assert [each["result"] for each in again] == ["unchanged"]
    assert web.asked[-1].headers["if-none-match"] == '"1"'


def test_a_failure_is_one_sentence_and_the_exit_status_says_so(line: CommandLine, web: WebStandIn) -> None:
    web.gives("/feed.xml", response(404))
    fetched, tried = line("sources", "fetch", "Orchard Weekly"), line("sources", "try", "Orchard Weekly")
    assert (fetched.status, tried.status) == (1, 1)
    assert "not found (404): look at the address" in fetched.out + fetched.err
    assert "not found (404): look at the address" in tried.err
    assert "404" in line("sources", "--json").json["sources"][0]["error"]


def test_a_name_that_is_mistyped_is_refused_with_the_nearest(line: CommandLine) -> None:
    for command in ("try", "fetch"):
        said = line("sources", command, "Orchard Weekl")
        assert said.status == 2
        assert "did you mean 'Orchard Weekly'?" in said.err


def checks(line: CommandLine) -> dict[str, dict[str, str]]:
    found = line("doctor", "--json").json["checks"]
    return {each["name"]: each for each in found if each["name"].startswith(("source ", "signal ", "github"))}


def test_doctor_has_a_line_for_each_source_and_signal_with_what_is_wrong_and_its_fix(
    line: CommandLine, web: WebStandIn
) -> None:
    weekly, signal = "source Orchard Weekly", "signal pypi:aurora>=4"
    line("apply")
    before = checks(line)
    assert list(before) == [weekly, signal]
    assert {each["message"] for each in before.values()} == {"not asked yet"}
    line("sources", "fetch")
    fetched = checks(line)
    assert all(each["status"] == "ok" and "last understood" in each["message"] for each in fetched.values())
    web.gives("/feed.xml", response(410))
    web.gives("/pypi/aurora/json", response(200, b'{"something": "else"}'))
    line("sources", "fetch")
    after = checks(line)
    assert (after[weekly]["status"], after[signal]["status"]) == ("bad", "warn")
    assert "gone for good" in after[weekly]["message"]
    assert "PyPI answered in a form that is not understood" in after[signal]["message"]
    assert "last understood" in after[signal]["message"]


def test_a_source_whose_statements_halved_is_doubted_and_that_is_said(line: CommandLine, web: WebStandIn) -> None:
    groups = "\n\n".join(f"The deadline of group {number} is {number} June 2094." for number in range(1, 9))
    web.gives("/feed.xml", a_feed(groups), a_feed(LATE_MAY))
    line.write(LIST.format(feed=web.at("/feed.xml")).replace('"feed"', '"feed"\ntrust = "known"'))
    line("apply")
    line("sources", "fetch", "Orchard Weekly")
    assert line("sources").err == ""
    line("sources", "fetch", "Orchard Weekly")
    check = checks(line)["source Orchard Weekly"]
    assert check["status"] == "warn"
    assert "of the 8 dates that it had, more than half are gone since" in check["message"]
    assert line("sources").err.startswith("watchtracker: Orchard Weekly: of the 8 dates that it had")


RECURRING = "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:20940506T100000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"


def test_events_that_come_again_and_again_are_counted_and_not_passed_over_in_silence(
    line: CommandLine, web: WebStandIn
) -> None:
    events = "".join(RECURRING.format(uid=uid) for uid in range(3))
    body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()
    web.gives("/feed.xml", response(200, body))
    line.write(LIST.format(feed=web.at("/feed.xml")).replace('"feed"', '"calendar"'))
    line("apply")
    told = "3 recurring events were passed over"
    assert line("sources", "try", "Orchard Weekly").err == f"watchtracker: Orchard Weekly: {told}\n"
    assert f"Orchard Weekly: nothing new; {told}" in line("sources", "fetch", "Orchard Weekly").out
    assert checks(line)["source Orchard Weekly"]["message"].endswith(f"; {told}")


def test_doctor_says_where_a_token_would_help(line: CommandLine, web: WebStandIn) -> None:
    line.write(LIST.format(feed=web.at("/feed.xml")).replace("pypi:aurora", "github:orchard/aurora"))
    line("apply")
    assert "WATCHTRACKER_GITHUB__TOKEN" in checks(line)["github"]["fix"]
    assert "github" not in {
        each["name"] for each in line("doctor", "--json", WATCHTRACKER_GITHUB__TOKEN="hidden").json["checks"]
    }


def test_the_shell_completes_the_names_of_sources_and_of_items_for_what_comes_in(line: CommandLine) -> None:
    line("apply")
    assert [name for name, _ in candidates.named("sources", None, {})] == ["Orchard Weekly"]
    words = {"COMP_WORDS": "watchtracker accept 1 --item ", "COMP_CWORD": "4"}
    assert "aurora-4" in line(_WATCHTRACKER_COMPLETE="bash_complete", **words).out


ODD_LINKS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "https://bank.example@evil.example/",
    "http://h.example:99999/",
    "https://h.example/" + "a" * 3000,
    "https://[::1",
    "https://h.example/\u202ex",
    'https://h.example/"><script>',
]
ODD_WORDS = [
    "\x1b[31mred\x1b]0;own\x07",
    "\u202eevil\u2066 \x9b31m",
    '"""\n[[item]]\nid = "x"',
    "\\u0000 \\",
    "<!channel> <https://x.example|y>",
    "a\tb",
]


def test_whatever_a_feed_says_can_be_shown_accepted_exported_and_read_back(line: CommandLine, web: WebStandIn) -> None:
    entries = "".join(
        f"<item><guid isPermaLink='false'>{number}</guid><link>{escape(link)}</link>"
        f"<pubDate>{format_datetime(now())}</pubDate><description>"
        f"{escape(f'The {ODD_WORDS[number % len(ODD_WORDS)]} Widget {number} launch is planned for 2 June 2094.')}"
        "</description></item>"
        for number, link in enumerate(ODD_LINKS)
    )
    web.gives("/feed.xml", response(200, f"<rss version='2.0'><channel>{entries}</channel></rss>".encode()))
    line("sources", "fetch", "Orchard Weekly")
    for command in ("inbox", "doctor"):
        shown = line(command)
        assert not [each for each in shown.out + shown.err if not each.isprintable() and each not in "\n\t"]
    waiting = line("inbox", "--json").json["proposals"]
    assert len(waiting) == len(ODD_LINKS)
    assert {each["url"] for each in waiting} <= {
        web.at("/feed.xml"),
        "https://h.example/x",
        "https://h.example/&quot&gt&ltscript&gt",
    }
    assert line("accept", *(str(each["id"]) for each in waiting)).status == 0
    exported = line("export")
    assert exported.status == 0, exported.err
    line.write(exported.out)
    assert line("check").status == 0


def test_a_file_with_an_odd_name_and_a_source_with_a_long_one_become_claims_that_can_be_exported(
    line: CommandLine,
) -> None:
    path = line.folder / "odd\x1b[31m name.txt"
    path.write_text(f"According to the Financial Times, the Borealis 2 launch is planned for 2 June 2094.\n{'x' * 300}")
    assert "\x1b" not in line("read", str(path)).out
    assert line("read", str(path), "--source", "N" * 200, "--accept").status == 0
    exported = line("export")
    assert exported.status == 0, exported.err
    line.write(exported.out)
    assert line("check").status == 0


def test_an_outcome_that_a_long_signal_recorded_can_be_exported(line: CommandLine, web: WebStandIn) -> None:
    page = web.at(f"/{'calls' * 40}")
    signal = f'page:{page} says "Comments closed"'
    listed = LIST.format(feed=web.at("/feed.xml")).replace('"pypi:aurora>=4"', f"'{signal}'")
    line.write(listed.replace("May 2094", "no date yet") + 'settle = "itself"\n')
    web.gives("/robots.txt", response(404))
    words = "<html><body><p>" + "The rule is open for comments by everybody. " * 9
    web.gives(
        f"/{'calls' * 40}",
        response(200, f"{words}</p></body></html>".encode(), "Content-Type: text/html"),
        response(200, f"{words}Comments closed.</p></body></html>".encode(), "Content-Type: text/html"),
    )
    line("sources", "fetch")
    said = line("sources", "fetch")
    assert "let in" in said.out + said.err, said.out + said.err
    exported = line("export")
    assert exported.status == 0, exported.err
    line.write(exported.out)
    assert line("check").status == 0
