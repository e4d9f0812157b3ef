"""What is known to be no date, in each language: its row is needed, and no other one knows its example."""

from collections.abc import Sequence
from datetime import UTC, date
from typing import Any

import pytest

from watchtracker.dates import chinese, japanese, read
from watchtracker.dates.chinese.grammar import ChineseText
from watchtracker.dates.chinese.numerals import plain as plain_chinese
from watchtracker.dates.chinese.tokens import tokens as chinese_tokens
from watchtracker.dates.english import passed_over as english_passed_over
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.rules import RULES
from watchtracker.dates.english.tokens import tokens as english_tokens
from watchtracker.dates.japanese.numerals import plain as plain_japanese
from watchtracker.dates.japanese.parts import JapaneseText
from watchtracker.dates.japanese.tokens import tokens as japanese_tokens
from watchtracker.dates.residue import KnownNumber
from watchtracker.errors import DateRefusedError

SAID = date(2026, 4, 10)


def in_english(example: str) -> EnglishText:
    return EnglishText(example, english_tokens(example), SAID, RULES)


def in_chinese(example: str) -> ChineseText:
    made_plain = plain_chinese(example)
    return ChineseText(made_plain, chinese_tokens(made_plain), SAID)


def in_japanese(example: str) -> JapaneseText:
    made_plain = plain_japanese(example)
    return JapaneseText(made_plain, japanese_tokens(made_plain), SAID)


ROWS: list[Any] = [
    pytest.param(known, text_of(known.example), table, id=f"{language} {known.what}")
    for language, text_of, table in (
        ("English", in_english, english_passed_over.TABLE),
        ("Chinese", in_chinese, chinese.passed_over.TABLE),
        ("Japanese", in_japanese, japanese.passed_over.TABLE),
    )
    for known in table
]


@pytest.mark.parametrize(("known", "text", "table"), ROWS)
def test_each_row_alone_knows_a_piece_of_its_example(
    known: KnownNumber[Any], text: Any, table: Sequence[KnownNumber[Any]]
) -> None:
    knowing = [[one.what for one in table if one.is_at(text, at)] for at in range(text.end)]
    assert [known.what] in knowing
    window = read(known.example, said_on=SAID, zone=UTC)
    assert date(2026, 5, 6) in {window.earliest, window.latest}


def test_a_time_of_day_in_four_digits_is_no_year_of_something() -> None:
    with pytest.raises(DateRefusedError, match="1800"):
        read("doors at 1800 Springfield on May 6", said_on=SAID, zone=UTC)
