"""What is particular to Chinese sentences, beyond the collections in `dates/`."""

from datetime import date

import pytest

from watchtracker.dates import parse, read, zone
from watchtracker.dates.formats import display
from watchtracker.errors import DateRefusedError, Refusal


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


def test_a_moved_date_is_the_new_one_however_it_is_said() -> None:
    moves = [
        "原定5月6日,改为5月13日",
        "原计划5月6日发布,现推迟至5月13日",
        "从5月6日推迟到5月13日",
        "发布会由5月6日改至5月13日",
        "發佈會由5月6日變更為5月13日",
        "推迟到了5月13日",
        "原定5月6日的会议取消,改为5月13日举行",
        "不是5月6日,而是5月13日",
        "5月13日而非5月6日",
    ]
    assert {text: said(text) for text in moves} == dict.fromkeys(moves, "13 May 2026")


def test_a_moved_time_is_the_new_one() -> None:
    assert said("考试由5月6日9:00调整为5月7日14:00") == "7 May 2026, 06:00 UTC"
    assert said("原定5月6日20:00的直播改到5月7日") == "7 May 2026"


def test_a_date_that_was_moved_away_without_a_new_one_leaves_none() -> None:
    texts = [
        "推迟了原定于5月6日的发布会",
        "5月6日的发布会延期",
        "5月6日的发布会,因故改期",
        "发布会推迟举行",
        "发布会择期举行",
    ]
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, "no date")


def test_what_may_be_or_is_not_moved_stays() -> None:
    texts = ["5月6日发布,如有延期另行通知", "5月6日的发布会不会推迟", "5月6日改为线上举行", "仍按原计划5月6日发布"]
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, "6 May 2026")


@pytest.mark.parametrize(
    "text",
    [
        "5月6日的发布会取消",
        "5月6日的發佈會已取消",
        "取消原定5月6日举行的发布会",
        "公司已撤回于5月6日上市的计划",
        "5月6日的发布会不再举行",
        "原定于5月6日的发射任务中止",
        "5月6日没有发布会",
    ],
)
def test_what_is_called_off_is_refused_with_what_to_do_instead(text: str) -> None:
    assert "record an outcome, such as cancelled, or write the new date, or TBD" in refusal(text)


@pytest.mark.parametrize("text", ["5月6日不会发布", "不会在5月6日发布", "5月6日不举行发布会"])
def test_a_denied_day_is_refused(text: str) -> None:
    assert "only when it is not" in refusal(text)


def test_what_ends_on_a_day_is_not_called_off() -> None:
    texts = ["将于5月6日终止服务", "5月6日起取消手续费", "该功能将于5月6日取消", "自5月6日起不再支持旧版"]
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, "6 May 2026")


def test_the_day_of_the_saying_is_not_that_of_what_was_said() -> None:
    texts = [
        "4月9日,公司宣布将于5月6日发布",
        "据4月8日消息,新车将于5月6日上市",
        "4月1日发布的通知显示,新规自5月6日起施行",
        "昨天官方说5月6日上线",
        "4月1日宣布将于5月6日发布",
        "昨日表示,发布会将于5月6日举行",
        "公司昨日决定,发布会改在5月6日举行",
    ]
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, "6 May 2026")
    assert said("昨日表示新品即将发布") == "no date"
    assert said("将于5月6日宣布结果") == "6 May 2026"


def test_the_tense_of_the_saying_is_not_that_of_what_was_said() -> None:
    assert said("我们商定了新日期为5月25日") == "25 May 2026"
    assert said("已经四月中旬了") == "mid-Apr 2026"


def test_what_comes_no_sooner_is_not_before() -> None:
    texts = ["要等到6月", "至少要等到6月", "直到6月才发布", "最早也要6月", "最快6月", "6月起分批开放"]
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, "not before 1 Jun 2026")


def test_what_counts_from_an_event_has_no_date() -> None:
    texts = ["自发布之日起满6个月后施行", "签约后15个工作日内支付", "自公告之日起满一年施行", "待主管部门批复后开工"]
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, "no date")


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("5月6日17截止", "17"),
        ("5月6日617发布", "617"),
        ("5月6日星期3", "3"),
        ("5月6日前3天", "3"),
        ("5月6日起3天", "3"),
        ("5月6日后两周", "2"),
        ("5月6、7日举行", "6"),
        ("6、8月发布", "6"),
        ("5月6日 17 UTC 截止", "17"),
    ],
)
def test_a_number_beside_a_date_that_is_not_known_is_refused_with_it(text: str, piece: str) -> None:
    assert f'"{piece}"' in refusal(text)


def test_a_short_weekday_in_parentheses_is_checked() -> None:
    assert said("5月6日(三)") == "6 May 2026"
    assert "not a Friday" in refusal("5月6日(五)")


def test_a_day_of_the_lunar_calendar_is_refused() -> None:
    assert "lunar" in refusal("农历5月6日")


def test_the_same_day_in_english_must_agree() -> None:
    assert said("6 May 2026(2026年5月6日)") == "6 May 2026"
    assert "two dates" in refusal("7 May 2026(2026年5月6日)")


def test_a_season_or_year_in_a_name_holds_the_day_if_it_can() -> None:
    assert said("今年秋季的发布会将在9月13日举行") == "13 Sep 2026"
    assert said("明年春季的大会将于3月5日举行") == "5 Mar 2027"
    assert said("2027年度预算于11月20日公布") == "20 Nov 2026"
    assert "two dates" in refusal("2027世界大会将于8月21日开幕")


def test_a_rate_in_another_clause_is_no_date_and_what_recurs_is_refused() -> None:
    assert said("5月6日开播,每周更新3集") == said("每年一度的大会5月6日举行") == "6 May 2026"
    for text in ["每周三更新", "每月6日还款", "每年5月6日举行", "每两周的周三例会", "5月6日起每周三更新"]:
        assert "again and again" in refusal(text)


def test_half_a_year_in_latin_letters_is_read() -> None:
    assert said("2026年H2发布") == "H2 2026"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("原定5月6日,改为5月13日", ("5月13日",)),
        ("发布会不晚于六月三十日举行", ("不晚于六月三十日",)),
        ("北京时间5月6日18:00开始", ("5月6日18:00",)),
        ("新法自二〇二六年五月六日起施行", ("自二〇二六年五月六日起",)),
    ],
)
def test_the_words_of_a_date_are_those_it_was_read_from(text: str, words: tuple[str, ...]) -> None:
    assert parse.words(text, said_on=date(2026, 4, 10)) == words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5月6日的发布会取消", Refusal.CANCELLED),
        ("每周三更新", Refusal.RECURRING),
        ("2026财年第四季度", Refusal.NEEDS_CALENDAR),
        ("元旦期间上线", Refusal.NEEDS_CALENDAR),
        ("13月发布", Refusal.IMPOSSIBLE),
    ],
)
def test_a_refusal_says_why_for_programs(text: str, code: Refusal) -> None:
    with pytest.raises(DateRefusedError) as refused:
        said(text)
    assert refused.value.code is code


def test_the_middle_of_a_year_of_two_digits_is_of_that_year() -> None:
    assert said("27年中发布") == "mid-2027"


def test_two_numerals_in_a_row_are_a_span() -> None:
    assert said("一两周内发布") == "10 to 24 Apr 2026"
    assert said("两三天后发布") == "12 to 13 Apr 2026"
    assert said("今年三四季度") == said("今年第三、第四季度") == "H2 2026"


def test_two_years_with_one_word_for_year_are_a_span() -> None:
    texts = ["2026-2027年建成", "2026至2027年建成", "2026/2027年建成"]
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, "2026 to 2027")


def test_an_end_and_a_beginning_in_a_row_are_a_span() -> None:
    assert said("6月底7月初发布") == "21 Jun to 10 Jul 2026"


def test_what_was_planned_and_called_off_elsewhere_in_the_text_is_refused() -> None:
    assert "record an outcome" in refusal("该计划已被撤销,原定5月6日上线")


def test_a_year_of_the_republic_is_one() -> None:
    assert said("115年5月6日") == said("民國115年5月6日") == "6 May 2026"


def test_the_number_of_its_week_beside_a_day_is_no_second_date() -> None:
    assert said("2026年5月6日(第18周)发布") == "6 May 2026"


def test_an_offset_from_two_names_of_one_zone_counts() -> None:
    assert said("5月6日 18:00 UTC/GMT+9") == "6 May 2026, 09:00 UTC"


def test_the_month_of_what_comes_out_is_not_when() -> None:
    assert said("3月CPI数据将于4月11日公布") == said("3月份社会消费品零售总额4月11日公布") == "11 Apr 2026"


def test_a_verb_of_what_is_to_come_right_behind_a_month_counts_more_than_the_clause_before() -> None:
    window = read("样品送了，9月会有一次客户审厂", said_on=date(2028, 8, 29), zone=zone("UTC"))
    assert display(window) == "Sep 2028"


@pytest.mark.parametrize(
    ("words", "means"),
    [("117年起", "not before 1 Jan 2028"), ("118年底前", "by 31 Dec 2029"), ("116年第3季", "Q3 2027")],
)
def test_a_year_of_the_republic_needs_no_name_before_its_part(words: str, means: str) -> None:
    assert display(read(words, said_on=date(2027, 5, 20), zone=zone("Asia/Taipei"))) == means
