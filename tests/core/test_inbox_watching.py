"""Which dates a message in Slack names, as people write them: read right, or refused with the reader's sentence."""

from __future__ import annotations

import pytest

from tests.builders import at
from watchtracker.channels.slack.markup import plain
from watchtracker.inbox.forms import Anchor, WatchForm
from watchtracker.inbox.watching import watched
from watchtracker.items import Kind

RELEASE, DEADLINE, EVENT = Kind.RELEASE, Kind.DEADLINE, Kind.EVENT
NONE = "No date was found in the message. Write the words of the date, as they were said."


def of(message: str) -> WatchForm:
    return watched(Anchor(), plain(message), at("2026-04-10 09:00"), source="Mei", zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("message", "read", "kind", "title"),
    [
        (
            "DeepSeek V4 will be released in late April, says <https://example.org/x-2026-04-01|Reuters>.",
            {"late April": "late Apr 2026"},
            RELEASE,
            "DeepSeek V4",
        ),
        (
            "heads up <!here>: the grants call closes on *30 June 2027* :warning:",
            {"30 June 2027": "30 Jun 2027"},
            DEADLINE,
            "grants call closes",
        ),
        (
            "<@U012ABCDEF> the RFP response is due by May 15 at 17:00 Berlin time",
            {"by May 15 at 17:00 Berlin time": "15 May 2026, 17:00 Europe/Berlin"},
            DEADLINE,
            "RFP response",
        ),
        ("Launch moved from Q2 2026 to Q3 2026", {"Q3 2026": "Q3 2026"}, RELEASE, "Launch"),
        (
            "We're aiming for mid-May for the beta, GA is <!date^1780000000^{date}|28 May 2026>",
            {"mid-May": "mid-May 2026", "28 May 2026": "28 May 2026"},
            RELEASE,
            "beta",
        ),
        (
            "The webinar takes place on 2026-05-06.\nRegister until 2026-05-01.",
            {"2026-05-06": "6 May 2026", "until 2026-05-01": "1 May 2026"},
            EVENT,
            "webinar",
        ),
        ("v2.4 ships next Tuesday", {"next Tuesday": "14 Apr 2026"}, RELEASE, "v2.4"),
        ("see you tomorrow", {"tomorrow": "11 Apr 2026"}, RELEASE, "see you"),
        (
            "&gt; The API sunset is now 1 October 2026\nthat's earlier than I thought :scream:",
            {"1 October 2026": "1 Oct 2026"},
            DEADLINE,
            "API sunset",
        ),
        (
            "_Reminder_: ICLR abstract deadline is 24 Sep 2026 AoE",
            {"24 Sep 2026": "24 Sep 2026"},
            DEADLINE,
            "ICLR abstract deadline",
        ),
        ("Budget: 12,000 EUR, due end of Q3", {"end of Q3": "Sep 2026"}, DEADLINE, "Budget: 12,000 EUR"),
        ("截止日期是2026年5月6日", {"截止日期是2026年5月6日": "6 May 2026"}, DEADLINE, ""),
        ("リリースは5月6日です", {"5月6日": "6 May 2026"}, RELEASE, "リリース"),
        (
            "I'd say spring 2027 for the next model &amp; the weights",
            {"spring 2027": "Mar to May 2027"},
            RELEASE,
            "next model & the weights",
        ),
        (
            "Weights: not before September 2026, they said.",
            {"not before September 2026": "not before 1 Sep 2026"},
            RELEASE,
            "Weights",
        ),
        (
            "deadline 2026-06-30T23:59Z <https://example.org/cfp?id=20260701>",
            {"2026-06-30T23:59Z": "1 Jul 2026, 01:59 Europe/Berlin"},
            DEADLINE,
            "deadline",
        ),
        (
            "The conference is 12-14 October 2026 in Vienna",
            {"12-14 October 2026": "12 to 14 Oct 2026"},
            EVENT,
            "conference",
        ),
        (
            "Between 10 May and 20 May we do the migration",
            {"Between 10 May and 20 May": "10 to 20 May 2026"},
            DEADLINE,
            "migration",
        ),
        ("The release moved from Q2 2026 to Q3 2026", {"Q3 2026": "Q3 2026"}, RELEASE, "release"),
        ("moved from Q2 2026 to Q3 2026", {"Q3 2026": "Q3 2026"}, RELEASE, ""),
        ("Vendor says firmware 2.3 slips to end of June", {"end of June": "late Jun 2026"}, RELEASE, "firmware 2.3"),
        ("opus 5 rumored for late May lol", {"late May": "late May 2026"}, RELEASE, "opus 5"),
        ("hey all, the offsite is on 12 May, see you there", {"12 May": "12 May 2026"}, EVENT, "offsite"),
        (
            "我们预计新版本将在2026年5月6日发布\uff0c请大家提前准备测试环境。",
            {"2026年5月6日": "6 May 2026"},
            RELEASE,
            "新版本发布",
        ),
        ("Q3", {"Q3": "Q3 2026"}, RELEASE, ""),
        ("`release` is in 3 weeks", {"in 3 weeks": "1 May 2026"}, RELEASE, "release"),
    ],
)
def test_what_a_message_says_is_read_as_it_was_said(message: str, read: dict[str, str], kind: Kind, title: str) -> None:
    form = of(message)
    assert {reading.when: reading.short for reading in form.readings} == read
    assert (form.new.kind, form.new.title) == (kind, title)


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("any news on the launch?", NONE),
        ("ETA TBD", NONE),
        ("Standup is every Monday at 9", '"every Monday" comes again and again: write the one day that is waited for'),
        (
            "within 5 business days we get the contract",
            "working days need a calendar of holidays: write the day that is meant",
        ),
        (
            "It's 05/06/2026 for the audit",
            "05/06/2026 could be two days: write the month as a word, or the date as YYYY-MM-DD",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_the_reader_s_own_words(message: str, why: str) -> None:
    form = of(message)
    assert (form.readings, form.hint) == ((), why)


def test_the_day_of_the_message_is_that_of_the_item_s_zone() -> None:
    form = watched(Anchor(), "tomorrow", at("2026-04-10 23:30"), source="Mei", zone="Europe/Berlin")
    assert [reading.short for reading in form.readings] == ["12 Apr 2026"]


def test_a_day_that_ends_anywhere_on_earth_is_offered_so() -> None:
    assert of("ICLR deadline is 24 Sep 2026 AoE").new.zone == "AoE"


def test_the_quote_is_the_sentence_alone() -> None:
    assert of("Hello! The API sunset is 1 October 2026. Thanks.").claimed.quote == "The API sunset is 1 October 2026."


def test_no_more_than_five_dates_are_offered() -> None:
    assert len(of(". ".join(f"Step {number} is on {number} May 2026" for number in range(1, 9))).readings) == 5


def test_a_message_has_no_markup_left() -> None:
    shown = plain("<#C123|general> *V4* &amp; _more_ ~old~ `code` <https://x.org> <https://x.org|here> a_b_c 5:30:00")
    assert shown == "general V4 & more old code here a_b_c 5:30:00"
