"""What the reader makes of words beside a date that belong to something else, and of dates that only name a thing."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import FindResult, Why, read

DAY = date(2030, 5, 13)


def found(text: str) -> list[tuple[str, str]]:
    return [(find.kind.value, dates.display(find.window)) for find in read(text, DAY, UTC).finds]


def left(text: str) -> dict[str, Why]:
    return {left.words: left.why for left in read(text, DAY, UTC).left_out}


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("The net mender's kit slipped from May to late July, the shop said.", "release", "late Jul 2030"),
        ("The mast slipped from June 17 to September 2, 2030.", "release", "2 Sep 2030"),
        ("Pier C: opening delayed from December 2030 to April 2031.", "event", "Apr 2031"),
        ("If you can't come, write to the harbour before 15 June and we will call.", "deadline", "by 14 Jun 2030"),
        ("The buoy, originally due in August, is now to swim no earlier than 16 October.", "event", None),
        ("- fleet: 40 rowing boats arrive by year-end, 200 by 2033", "release", "by 31 Dec 2030"),
        ("有意参观的船主请于6月28日前报名。", "deadline", "by 28 Jun 2030"),
        ("・点検\uff1a6月9日 午前1時\uff5e午前5時", "event", "9 Jun 2030, 01:00 UTC"),
        ("The barge is out on 6 June, its drawings come by the end of June.", "release", "6 Jun 2030"),
        ("A talk on knots is on Thursday 6 June... sorry, on 13 June.", "event", "13 Jun 2030"),
        ("After 31 December 2030 we cannot mend the old pump any more.", "deadline", "not before 1 Jan 2031"),
        ("The Guild has postponed its hearing without naming a new date.", "event", "no date"),
        ("The price of 29 euros holds until 30 June 2030.", "deadline", "30 Jun 2030"),
        ("- 3 June: knots due at noon", "deadline", "3 Jun 2030, 12:00 UTC"),
        ("- Cut-over of the old lock - 6 July 2030", "event", "6 Jul 2030"),
        ("新桟橋の完成は、当初の2030年6月から9月に延期します。船「KX-3」もあります。", "release", "Sep 2030"),
    ],
)
def test_a_word_about_something_else_does_not_hide_or_turn_the_date(text: str, kind: str, when: str | None) -> None:
    read_as = found(text)

    assert read_as[0] == (kind, when) if when else len(read_as) == 1


def test_what_can_be_done_no_longer_from_a_day_on_is_not_called_off() -> None:
    finds = read("From 20 June 2030 the old gates can no longer be opened either.", DAY, UTC).finds

    assert [(dates.display(find.window), find.result) for find in finds] == [("20 Jun 2030", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Send us your pictures of the regatta at reef.example/boats-2031 please.",
        "Recall of rope, lots 2031-04 and 2031-05, because of weak knots.",
        "Jan Holm, who built the pier, taught us to row.",
        'The captain: "We will see a softer third quarter."',
        "The Guild's third-quarter statement follows the usual form.",
        "Calendar of regattas and fairs, first half of 2031",
        "Paid moorings are refunded for the months after September.",
        "渔会即日起接受报名。",
        "“青石”将在今年世界渔具大会期间见人。",
        "Knot 6 turns three in June.",
        "By 2035 the town wants 40 % fewer cars.",
        "It can take until June to get a mooring.",
        "In May, as every year, the swifts return.",
        "An earlier draft said May 6.",
        "Imagine it is 6 May 2032 and nothing floats.",
        "Version 4 of 12 June 2031 of the terms applies.",
        "Catches in the first quarter were flat; the second quarter will be better.",
        "Our fiscal 2032 starts in October.",
        "他将在6月年满60岁。",
        "Fees are paid back for the months after September.",
        "A talk from last week's fair is online.",
        "We had planned to launch the barge tomorrow.",
        "# Notes of the harbour call (13 May 2030)\n\nNothing new.",
        "v6.3.0\uff082030-05-13\uff09",
        "渔具公司公布截至3月31日的第三季度财报\uff0c营收42亿元。",
        "5月13日\uff0c渔具公司回应了网友的提问\uff0c称一切如常。",
        "第3四半期の連結決算を発表しました。",
        "5月10日に公開した記事は、三千人に読まれました。",
    ],
)
def test_a_date_that_only_names_a_thing_is_no_statement(text: str) -> None:
    assert found(text) == []


def test_a_promise_that_the_next_sentence_takes_back_is_none() -> None:
    text = "We said that the barge would come in June. That will not happen. It now comes on 2 September."

    assert found(text) == [("release", "2 Sep 2030")]
    assert Why.MOVED in left(text).values()


def test_a_hearing_that_was_dropped_for_a_reason_is_called_off_and_not_undated() -> None:
    (find,) = read("票价听证会因故取消\uff0c另行通知。", DAY, UTC).finds

    assert find.result is FindResult.CANCELLED


def test_who_speaks_at_a_fair_of_a_day_only_says_which_fair() -> None:
    assert found("Members who want to put a point on the agenda of 12 December must write by 31 October.") == [
        ("deadline", "by 31 Oct 2030")
    ]


def test_what_was_cancelled_is_news_although_a_day_had_been_planned() -> None:
    finds = read("The Guild has cancelled the spring fair, which had been planned for spring 2031.", DAY, UTC).finds

    assert [find.result for find in finds] == [FindResult.CANCELLED]


def test_a_version_that_is_available_is_out() -> None:
    finds = read("libknot 2.14.3 is available. It mends two holes.", DAY, UTC).finds

    assert [find.result for find in finds] == [FindResult.HAPPENED]


def test_what_comes_by_a_later_day_is_not_the_same_as_what_comes_first() -> None:
    assert len(found("新一代渔网将于6月8日正式发布,7月底前开放权重。")) == 2
