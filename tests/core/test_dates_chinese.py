"""What is particular to Chinese sentences, beyond the collections in `dates/`."""

from datetime import date

import pytest

from watchtracker.dates import read, zone
from watchtracker.dates.forms import display
from watchtracker.errors import DateRefusedError


def said(text: str) -> str:
    return display(read(text, said_on=date(2026, 4, 10), zone=zone("Asia/Shanghai")))


def refusal(text: str) -> str:
    with pytest.raises(DateRefusedError) as refused:
        said(text)
    return str(refused.value)


def test_two_months_with_one_word_for_month_are_a_span() -> None:
    texts = ["6-7月发布", "6到7月发布", "六到七月发布", "6、7月发布", "六、七月发布", "6~7月發佈", "6——7月"]
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, "Jun to Jul 2026")
    assert said("预计十一二月推出") == "Nov to Dec 2026"


def test_two_days_with_one_word_for_day_are_a_span() -> None:
    assert said("5月6-8日举行") == said("五月六至八日举行") == "6 to 8 May 2026"


def test_a_dash_in_front_of_a_date_is_no_until() -> None:
    assert said("新品——6月发布") == "Jun 2026"


def test_two_digits_are_a_year_that_comes_first() -> None:
    assert said("26-11-15起停止服务") == said("26/11/15起停止服务") == "15 Nov 2026"
    assert said("27年三季度发布") == "Q3 2027"


def test_an_offset_behind_a_time_counts_in_every_form() -> None:
    forms = [
        "2026-05-06 18:00:00+08 开始",
        "2026-05-06T18:00+08:00 开始",
        "5月6日 18:00 +0800 开始",
        "5月6日18:00(UTC+8)开始",
        "5月6日18:00(东八区)开始",
    ]
    assert {text: said(text) for text in forms} == dict.fromkeys(forms, "6 May 2026, 10:00 UTC")
    assert said("5月6日 18:00-07:00 截止") == "7 May 2026, 01:00 UTC"
    assert said("5月6日 18:00(UTC+5.5)截止") == "6 May 2026, 12:30 UTC"


def test_a_span_of_times_is_not_a_time_with_an_offset() -> None:
    assert "two times of day" in refusal("5月6日 18:00-20:00 举行")


def test_an_offset_that_no_zone_has_is_refused() -> None:
    assert "UTC+15:00" in refusal("2026-05-06 18:00:00+15 开始")


def test_the_national_holiday_is_seven_days() -> None:
    assert said("2027年国庆期间推出") == said("2027年國慶黃金週推出") == "1 to 7 Oct 2027"
