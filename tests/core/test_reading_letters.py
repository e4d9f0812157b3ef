"""Which letters the reader takes for Chinese or Japanese, and what it takes for a weekday and a year in them."""

from __future__ import annotations

import re

import pytest

from watchtracker.reading.languages.letters import CAPITAL_LESS, CJK, HAN_WEEKDAY, ISO_DAY, LETTER, YEAR


@pytest.mark.parametrize("text", ["発売", "のみ", "データ", "发布会"])
def test_kana_and_han_are_chinese_or_japanese(text: str) -> None:
    assert CJK.match(text)
    assert CAPITAL_LESS.match(text)


@pytest.mark.parametrize("text", ["Release", "5 \u2013 7", "、。", "é"])
def test_latin_letters_figures_and_signs_are_not(text: str) -> None:
    assert not CJK.search(text)
    assert not CAPITAL_LESS.search(text)


@pytest.mark.parametrize("text", ["周一", "週五", "星期天", "火", "土曜", "日曜日"])
def test_a_weekday_is_known_whole_or_by_its_letter(text: str) -> None:
    assert re.fullmatch(HAN_WEEKDAY, text)


@pytest.mark.parametrize("text", ["周七", "曜日", "一"])
def test_what_only_looks_like_a_weekday_is_none(text: str) -> None:
    assert not re.fullmatch(HAN_WEEKDAY, text)


def test_figures_and_underlines_are_no_letters() -> None:
    assert not LETTER.search("2031-04_07")
    assert LETTER.search("4 th")


def test_a_year_is_of_this_century_or_the_last() -> None:
    assert [number for number in ("1897", "1999", "2031", "2100") if YEAR.fullmatch(number)] == ["1999", "2031"]
    assert ISO_DAY.fullmatch("2031-04-07")
