"""What a text says was moved: the new date counts, and the old one is left out."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from watchtracker import dates
from watchtracker.reading import read

DAY = date(2027, 3, 9)


def found(text: str) -> list[tuple[str, str]]:
    finds = read(text, DAY, ZoneInfo("Europe/London")).finds
    return [
        (dates.display(find.window) if find.window.dated else "no date", find.result or find.kind) for find in finds
    ]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The regatta has been moved from 9 to 16 March.", "16 Mar 2027"),
        ("Moorhen 2 slips from March 29 to 31.", "31 Mar 2027"),
        ("Moorhen: was spring 2027, now simply 2028.", "2028"),
        ("The council pushed the start of the reporting from 2027 to 2029.", "2029"),
        ("The hearing scheduled for Thursday has been moved to next Tuesday.", "16 Mar 2027"),
        ("The end of the trial, first set for Q2, is now expected in Q4.", "Q4 2027"),
        ("The fair is not on 7 April but on 14 April.", "14 Apr 2027"),
        ("The premiere was bumped from the 28th of March to the 30th.", "30 Mar 2027"),
        ("该游戏跳票至2028年。", "2028"),
        ("大会不是4月8日\uff0c而是4月9日。", "9 Apr 2027"),
        ("本应于3月完成的迁移推迟到5月。", "May 2027"),
        ("説明会は3月18日ではなく3月19日です。", "19 Mar 2027"),
        ("The match changes to 29 March from 30 March.", "29 Mar 2027"),
        ("The rule, first proposed in May, is not expected before the spring of 2028.", "not before 1 Mar 2028"),
        ("讲座时间应为4月3日\uff0c而非4月2日。", "3 Apr 2027"),
        ("開催日は4月3日です\uff084月2日は誤り\uff09。", "3 Apr 2027"),
        ("開業は3月末から4月中旬に遅れる。", "mid-Apr 2027"),
        ("The opening moves from the 14th to the 21st of June.", "21 Jun 2027"),
        ("The deadline of 8 June has been extended by a fortnight and now falls on 22 June.", "22 Jun 2027"),
        ("The period, due to lapse at the end of June, is prolonged to 30 September.", "30 Sep 2027"),
        ("8 June isn't happening. We're now looking at 22 June.", "22 Jun 2027"),
        ("6月7日的维护取消\uff0c改到6月14日凌晨。", "14 Jun 2027"),
        ("今晚的决赛挪到明晚。", "10 Mar 2027"),
        ("The hearing set for March 16 is continued to April 20.", "20 Apr 2027"),
        ("The spring meeting (previously March 20) will be held April 3.", "3 Apr 2027"),
        ("Instead of ending this December, fixes for Moorhen 4 go on through June 2028.", "30 Jun 2028"),
        ("We said Q4. We're now saying Q1 2028.", "Q1 2028"),
        ("The board said Monday that a launch on Wednesday remains possible.", "10 Mar 2027"),
        ("The final was brought forward from Sunday to Saturday because of the weather.", "13 Mar 2027"),
        ("合约到期日由3月31日展期至6月30日。", "30 Jun 2027"),
        ("车企计划于4月车展期间发布新车。", "Apr 2027"),
        ("会場の都合で15日の例会を22日に移します。", "22 Mar 2027"),
        ("Please disregard the earlier date of March 20. The correct date is March 27.", "27 Mar 2027"),
        ("Please return the signed form by March 24.", "by 24 Mar 2027"),
        ("The by-election is now on 8 April after the first date, 1 April, clashed with the count.", "8 Apr 2027"),
        ("Do not expect Moorhen 5 before September.", "not before 1 Sep 2027"),
    ],
)
def test_of_a_move_only_the_new_date_counts(text: str, when: str) -> None:
    assert [said for said, _ in found(text)] == [when]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Moorhen 4 has been pushed back again.", "release"),
        ("The vote has been postponed because of the strike.", "event"),
        ("The next fare increase is deferred until further notice.", "event"),
    ],
)
def test_what_is_moved_to_no_date_has_none(text: str, kind: str) -> None:
    assert found(text) == [("no date", kind)]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Moorhen 5 is delayed again. It is now due in June.", "Jun 2027"),
        ("The ferry timetable is delayed. We now expect to publish it on 3 May.", "3 May 2027"),
        ("Coming soon: the autumn catalogue. It goes on sale on 14 September.", "14 Sep 2027"),
        ("The second edition comes out on 4 June. It will be available soon in all shops.", "4 Jun 2027"),
    ],
)
def test_what_the_sentence_beside_it_dates_is_no_promise_of_its_own(text: str, when: str) -> None:
    assert [said for said, _ in found(text)] == [when]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("新机周四发布。", ("11 Mar 2027", "release")),
        ("周五前提交。", ("by 12 Mar 2027", "deadline")),
        ("下周二\uff0c展会开幕。", ("16 Mar 2027", "event")),
    ],
)
def test_a_weekday_in_chinese_is_the_next_or_the_last_as_the_verb_says(text: str, said: tuple[str, str]) -> None:
    assert found(text) == [said]


def test_a_weekday_under_a_heading_of_next_week_is_of_that_week() -> None:
    assert found("## Next week\n\n- Thursday: the council votes") == [("18 Mar 2027", "event")]


def test_what_was_moved_before_does_not_move_what_is_out() -> None:
    assert found("云岫昨日正式发布“青鸾3”\uff0c此前曾两度跳票。") == [("8 Mar 2027", "happened")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We've moved the cut-off. It used to be 31 March; it is now 29 April.", ("29 Apr 2027", "deadline")),
        ("Don't expect the docs until mid-April.", ("not before 11 Apr 2027", "release")),
        ("The 0.9 milestone was due last Friday; it will be cut this Friday.", ("12 Mar 2027", "release")),
        ("Sales will not start before 3 May.", ("not before 3 May 2027", "release")),
    ],
)
def test_what_is_moved_keeps_its_kind(text: str, said: tuple[str, str]) -> None:
    assert found(text) == [said]
