"""Dates that only tell what was meant or said before, which of several is meant, or since when."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from watchtracker import reading
from watchtracker.reading.passages import passages
from watchtracker.reading.rules import background
from watchtracker.reading.rules.tense import When, when
from watchtracker.reading.statements import Dated

_DAY = date(2027, 3, 9)


def _whens(text: str) -> list[str]:
    return [find.when for find in reading.read(text, _DAY, "UTC").finds]


@pytest.mark.parametrize(
    "text",
    [
        "In November we proposed to freeze on 1 April.",
        "We told you in January that the endpoint would be shut down on 1 October.",
        "The original plan of opening in July cannot be kept.",
        "They said that in May as well.",
        "In May we met in Rome, and nobody came.",
        "Delayed from 2 May and 7 May.",
        'It reads words such as "next Tuesday", "in 3 weeks" and "by Friday".',
        "Second reading, Ord. 2028-04 (leaf blowers).",
        "The bill goes on the November ballot.",
        "Guidance does not include the Duluth plant after September 30.",
        "Date of notification: 9 March 2027.",
        "I will be 50 in August, by the way.",
        "As of 9 March 2027, 14 of the 20 sites are live.",
        "On 14 July 2031 it will be a hundred years since the mill burned down.",
        "Set token.expires_at to 2027-12-31 for a year.",
        "curl -X POST -d 'start=2027-05-01' https://api.example.org/jobs",
        "See Order 2027-04-12, page 3.",
        "We expect $1.12 a share for the June quarter.",
        "如2027年5月1日入职，则试用期至7月31日。",
        "By 2032 the board wants half the fleet to be electric.",
        "Back next Friday.",
        "Net debt should be below £40m at the year end (28 August 2027).",
        "The second quarter was weak, and we look forward to a second half with fewer strikes.",
        "Our financial year ends on the last Saturday in August.",
        "Lifeguards must be 16 by 1 June.",
        "Example of an end date:\n\n    expires = 2027-12-31\n\nThat is all.",
        "Last week we said that the 2027 rules ran to 2032.",
        "No classes thu/fri.",
        "The firm has no obligation to update this release after 14 April 2027.",
        "By 2030, at this rate, it will be ten million.",
        "Delivery by Friday 12 March if ordered today.",
        "| Release | Notes |\n|---|---|\n| 23.04 Oriole | extended in January |",
        "写真展を延長しました（当初は3月21日まで）。",
        "4月以降の休館日は毎月第3月曜日です。",
        "We'd said the ring would ship by October; it didn't.",
        "- 14 June: no meetup",
        "If you applied for May 2027 you need do nothing.",
        "We do a bonus on the Zip drive.\n\nLaunch time: TBD.",
        "Sell-side target for the index at end 2029: median 3,410.",
        "They said by Christmas, then by Easter.",
        "Next review date of this policy: March 2029",
        "As in Season 13 (October to January), placement is five matches.",
        "The losers of the last vote (November) are back in.",
        "咨询电话：0573-8200 0000（周二至周日9:00—17:00，周一闭馆）。",
        "【プレスリリース】2027年3月9日",
        "Signed March 8, 2027. R. Adeyemi, Director.",
        "周末愉快，我们下周一见！",
        "# What goes away\n\n## 2027-03-09: The old endpoint and its keys\n\nRead on.",
    ],
)
def test_what_was_meant_or_only_names_a_thing_is_no_statement(text: str) -> None:
    assert _whens(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The company said on Monday that it would launch the app on 5 April.", ["5 April"]),
        ("In May we hope to ship 4.0.", ["May"]),
        ("In May the board meets.", ["May"]),
        ("The initial release is planned for 5 May.", ["5 May"]),
        ("This guidance applies from 1 July 2027.", ["1 Jul 2027"]),
        ('The firm will only say "by the end of April".', ["by the end of April"]),
        ("The new date is 26 April 2027, a Monday.", ["26 April 2027"]),
        (
            "The board has approved a dividend of 2p, payable on 14 May to holders on the register on 16 April.",
            ["14 May", "16 April"],
        ),
        ("The plant opens in the second half of 2027.", ["the second half of 2027"]),
        ("The period for comments ends on 4 May.", ["4 May"]),
        ("Session 1, earlier scheduled for 6 April, will now be held on 3 May.", ["3 May"]),
        ("Registrations made under it before 1 July 2027 expire on 30 June 2028.", ["30 June 2028"]),
        ("00:00 Cold open\n19:05 The race in Jeddah moves to 2 May", ["2 May"]),
        ("No new volumes can be created there after 1 September.", ["1 Sep 2027"]),
        ("If adopted, the rules would bind large firms from 6 April 2028.", ["6 Apr 2028"]),
        ("The tool is planned for May.", ["May"]),
        ("Applications to graduate in August 2027 must be in by 1 April.", ["by 1 April"]),
        (
            "[3/9/27, 9:42] Noor: so we meet on Sat 20 March instead\n[3/9/27, 9:58] Jun: tell me by the 15th",
            ["Sat 20 March", "by 15 Mar 2027"],
        ),
        ("The wheel completed its test run in February and is on course for launch in early 2028.", ["early 2028"]),
        ("The result for the year will be announced at May 13.", ["May 13"]),
        ("ご予約のキャンセルは4月30日まで承ります。", ["4月30日まで"]),
        ("Results of the January exams come out on 11 May.", ["11 May"]),
    ],
)
def test_what_looks_like_it_and_is_to_come_is_found(text: str, found: list[str]) -> None:
    assert _whens(text) == found


def test_without_a_day_of_the_text_its_past_verbs_say_what_is_over() -> None:
    text = "Version 1 ended 30 June 2021. It replaces what Gus wrote on a train in 2016. Version 2 ends 30 June 2031."
    assert [find.when for find in reading.read(text, None, "UTC").finds] == ["30 June 2031"]


def test_only_english_ways_are_known() -> None:
    passage = next(iter(passages("5月にローマで会いました。")))
    zone = ZoneInfo("UTC")
    window = reading.read("It opens in May 2027.", _DAY, zone).finds[0].window
    assert background.why(passage, Dated(0, 2, "5月", window), when(window, _DAY, zone)) is None
    assert when(window, _DAY, zone) is When.AHEAD
