"""Whether a site wants its pages asked for by a program."""

from __future__ import annotations

from datetime import timedelta

import pytest

from watchtracker.sources.addresses import web_address
from watchtracker.sources.replies import Failed, Fetched, FetchTrouble, Validators
from watchtracker.sources.robots import RobotsVerdict, rules_address, verdict

PAGE = web_address("https://news.example:8443/a/b?c=1")
AT = "https://news.example:8443/robots.txt"


def rules(text: str) -> Fetched:
    return Fetched(AT, 200, text.encode(), "text/plain", None, Validators())


def test_the_rules_stand_at_the_root_of_the_site() -> None:
    assert rules_address(PAGE) == AT


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /a/\nAllow: /a/b", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: WatchTracker\nDisallow: /x", True),
        ("User-agent: *\nDisallow: /*?c=", False),
        ("<html>not rules at all</html>", True),
    ],
)
def test_a_page_may_be_asked_for_where_the_rules_say_so(text: str, *, may: bool) -> None:
    found = verdict(PAGE, rules(text))
    assert found.may is may
    assert (found.sentence == "") is may


def test_a_refusal_names_the_rules() -> None:
    assert verdict(PAGE, rules("User-agent: *\nDisallow: /")).sentence == f"{PAGE} is not for programs, says {AT}"


def test_rules_that_are_not_there_allow_and_rules_that_cannot_be_had_forbid() -> None:
    assert verdict(PAGE, Failed(FetchTrouble.MISSING, AT, 404)) == RobotsVerdict(may=True)
    for code in (FetchTrouble.DOWN, FetchTrouble.TOO_SLOW, FetchTrouble.TOO_MANY, FetchTrouble.NO_HOST):
        assert not verdict(PAGE, Failed(code, AT)).may


@pytest.mark.parametrize(("said", "delay"), [("5", 5), ("0.5", 0.5), ("-3", 0), ("x", 0), ("999999999", 3600)])
def test_how_long_to_wait_between_two_requests_is_heard_within_reason(said: str, delay: float) -> None:
    assert verdict(PAGE, rules(f"User-agent: *\nCrawl-delay: {said}")).delay == timedelta(seconds=delay)


def test_bytes_that_are_no_text_break_nothing() -> None:
    assert verdict(PAGE, Fetched(AT, 200, b"\xff\xfe\x00\x80" * 99, "", None, Validators())).may
