"""Notices in English with glosses in Chinese or Japanese: what is said twice is one statement, read in English."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import read
from watchtracker.reading.days.bilingual import in_english
from watchtracker.reading.layout.markup import plain

DAY = date(2028, 4, 14)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "The old kiosk 自助服務機 shall be retired not later than 30 September 2028 不遲於九月三十日.",
            ["deadline, by 30 Sep 2028"],
        ),
        (
            "The briefing 公開講解會 of 21 April 四月二十一日 is cancelled 取消.",
            ["outcome, 14 Apr 2028"],
        ),
        (
            "The scheme 電子發票 was gazetted and enters into force on 1 January 2029 二零二九年一月一日起生效.",
            ["event, 1 Jan 2029"],
        ),
        ("The results 結果 of the fair will be announced on 6 June 6月6日 to all.", ["event, 6 Jun 2028"]),
        ("他说“This is the end of the beginning”，新专辑将于5月6日发布。", ["release, 6 May 2028"]),
    ],
)
def test_a_day_that_is_said_in_two_languages_is_one(text: str, what: list[str]) -> None:
    assert [f"{find.kind.value}, {dates.display(find.window)}" for find in read(text, DAY, UTC).finds] == what


def test_only_a_sentence_in_english_loses_its_glosses() -> None:
    text = "The hall 禮堂 is to be open on 6 May 五月六日."
    english = in_english(plain(text, 0, len(text)))
    assert english is not None
    assert english.text == "The hall is to be open on 6 May."
    assert english.span(0, 8) == (0, 8)
    chinese = "《The Book of the Sea and of the Wind》将于5月6日发布"
    assert in_english(plain(chinese, 0, len(chinese))) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The window is closing at 30 June.", ["deadline, 30 Jun 2028"]),
        ("The net is going out at 25 May.", ["release, 25 May 2028"]),
        ("The rules will be issued in near future.", ["event, no date"]),
        ("Cash stood at 4 million at 30 June.", []),
    ],
)
def test_days_are_read_as_those_say_them_who_write_english_as_a_second_language(text: str, what: list[str]) -> None:
    assert [f"{find.kind.value}, {dates.display(find.window)}" for find in read(text, DAY, UTC).finds] == what
