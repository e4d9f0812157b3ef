"""Calendars as texts have them: days over lines with hours, weekdays, days with slashes."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from watchtracker import dates
from watchtracker.reading import read
from watchtracker.reading.days import diary, slashes
from watchtracker.reading.layout import shapes

DAY = date(2030, 5, 12)  # a Sunday
NEW_YORK = ZoneInfo("America/New_York")
TOKYO = ZoneInfo("Asia/Tokyo")


def found(text: str, zone: ZoneInfo = NEW_YORK, day: date = DAY) -> list[str]:
    return [f"{dates.display(find.window)}: {find.title}" for find in read(text, day, zone).finds]


def test_a_line_with_an_hour_under_a_day_comes_at_that_hour_and_the_month_of_its_figures_is_no_date() -> None:
    text = (
        "THE WEEK AHEAD\n\nTUESDAY 5/14\n8:30 - Net prices (April)\nAfter the close - Marlow Ropes earnings\n\n"
        "Wednesday, May 15\n8:30 - Jobless claims, week ended May 11\n2:00 p.m. - Monthly budget statement"
    )

    assert found(text) == [
        "14 May 2030, 12:30 UTC: Net prices",
        "14 May 2030: Marlow Ropes earnings",
        "15 May 2030, 12:30 UTC: Jobless claims",
        "15 May 2030, 18:00 UTC: Monthly budget statement",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("■今週の予定\n\n13日(月)\n　8:50 1-3月期GDP速報\n14日(火)\n　14:00 4月景気調査", ["12 May", "14 May"]),
        ("本周财经日历\n\n5月13日(周一)\n09:30 4月CPI\n5月14日(周二)\n20:30 4月非农就业", ["13 May", "14 May"]),
        ("本周关注\uff1a\n周一\uff1a渔会申请截止\n周五\uff1a湖畔公司召开股东大会", ["13 May", "17 May"]),
        ("【下周看点】\n周五\uff1a渔会申请截止", ["17 May"]),
        ("◆来週の予定\n・13日(月)　4月の機械受注統計", ["13 May"]),
    ],
)
def test_calendars_of_china_and_japan_are_read_by_their_days(text: str, wanted: list[str]) -> None:
    assert [line.partition(" 2030")[0] for line in found(text, TOKYO)] == wanted


def test_a_weekday_under_next_week_is_not_that_of_this_week() -> None:
    assert found("【下周看点】\n周五\uff1a渔会申请截止", TOKYO, date(2030, 5, 15)) == ["24 May 2030: 渔会申请截止"]


@pytest.mark.parametrize(
    "text",
    [
        "Opening hours\n\nMonday, May 13\n9:00 - 17:00\nTuesday, May 14\n9:00 - 17:00",
        "Programme\n\nMonday, May 13\n9:00 Registration\n9:30 Welcome\n10:00 Nets and ropes\n11:00 Coffee",
        "Rating: 4/5.",
        "The desk is staffed 24/7.",
        "Mix 1/2 cup of tar.",
    ],
)
def test_hours_of_opening_a_programme_and_fractions_are_no_dates_to_watch(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thursday, 6/13, at noon: open house.", ["13 Jun 2030, 16:00 UTC"]),
        ("Info session: 2/11\nDeadline: 3/15", []),
        ("Applications open: 6/3\nDeadline: 6/14\nLetters due: 7/9", ["3 Jun 2030", "14 Jun 2030", "9 Jul 2030"]),
        ("13/06 ball; 05/07 general meeting; 20/07 to 22/07 fair.", ["13 Jun 2030", "5 Jul 2030", "20 to 22 Jul 2030"]),
        ("Write to us by 6/3.", ["by 3 Jun 2030"]),
    ],
)
def test_days_with_slashes_and_no_year_are_read_where_something_shows_their_order(text: str, wanted: list[str]) -> None:
    assert [line.partition(": ")[0] for line in found(text)] == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("8:30 - Net prices", ("8:30", "Net prices")),
        ("2:00 p.m. ET: Budget", ("2:00 p.m. ET", "Budget")),
        ("8 nets", None),
        ("8:30pmish", None),
    ],
)
def test_the_hour_at_the_head_of_a_line_is_set_apart(line: str, wanted: tuple[str, str] | None) -> None:
    clock = diary.hour(line)

    assert (clock and (clock[0], line[clock[1] :])) == wanted


def test_a_weekday_shows_which_number_of_a_day_with_slashes_is_the_month() -> None:
    assert slashes.order("Mon 6/5, and the fair on 9/7", DAY) == slashes.DAY_FIRST
    assert slashes.order("Wed 6/5, and the fair on 9/7", DAY) == slashes.MONTH_FIRST
    assert slashes.order("the fair on 9/7", DAY) == ""


@pytest.mark.parametrize(
    ("line", "is_day"),
    [("Tuesday, May 14", True), ("5-9 July 2030", True), ("TUESDAY 5/14", True), ("May 14: the fair", False)],
)
def test_a_line_that_is_a_day_and_nothing_else_is_known(line: str, is_day: bool) -> None:  # noqa: FBT001
    assert bool(shapes.IS_A_DATE.fullmatch(line)) is is_day


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "WHAT TO WATCH\n\nTues., May 14\n  10 a.m.  Factory orders (March)\n  Earnings: Halden (after the bell)",
            ["14 May 2030, 14:00 UTC: Factory orders", "14 May 2030: Earnings: Halden"],
        ),
        (
            "| Date | Event | Period |\n|---|---|---|\n| Tue 14 May | House prices | Mar |\n| Wed 15 May | GDP | Q1 |",
            ["14 May 2030: House prices", "15 May 2030: GDP"],
        ),
        ("6月の予定\n　3日(月)　網会\n　14日(金)　清掃", ["3 Jun 2030: 網会", "14 Jun 2030: 清掃"]),
        ("六月活动安排\n3日 读书会\n27-28日 露营", ["3 Jun 2030: 读书会", "27 to 28 Jun 2030: 露营"]),
        ("5月13日 周一：无重要数据\n5月15日 周三：湖畔发布会", ["15 May 2030: 湖畔发布会"]),
        ("6/12 End of third quarter\n6/22-6/26 Summer break", ["12 Jun 2030", "22 to 26 Jun 2030"]),
        (
            "Coming up\n\n18 June\nWebinar: ropes\nonline · free\n\n20 June\nNet days\nLund, Sweden",
            ["18 Jun 2030", "20 Jun 2030: Net days"],
        ),
        (
            (
                "Diary\n\nTalk\nGlass and weather\nLecture room\n25 June 2030, 18:30\n\n"
                "Show\nSalt\nRoom 2\n13 June - 6 July 2030"
            ),
            ["25 Jun 2030, 22:30 UTC: Talk Glass and weather", "13 Jun to 6 Jul 2030: Show Salt"],
        ),
    ],
)
def test_lines_and_cards_are_of_their_day_and_say_what_comes(text: str, wanted: list[str]) -> None:
    assert [
        line if ": " in want else line.partition(": ")[0]
        for line, want in zip(found(text, day=date(2030, 5, 12)), wanted, strict=True)
    ] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "NEXT WEEK\n\nTuesday 14 May\n12 noon Questions to the Harbour Board\nDebate on nets",
            ["14 May 2030, 16:00 UTC: Questions to the Harbour Board", "14 May 2030: Debate on nets"],
        ),
        ("Wed 5/15: none of note\nThu 5/16: Tallow Ropes (BMO)", ["16 May 2030: Tallow Ropes (BMO)"]),
        ("Termine\n04.06.2030  Vortrag\n18.06.2030  Hafenfest", ["4 Jun 2030: Vortrag", "18 Jun 2030: Hafenfest"]),
        (
            "2030年6月30日(日)　エントリー締切\n2030年7月中旬　結果通知\n※日程は変更になる場合があります。",
            ["30 Jun 2030: エントリー締切", "mid-Jul 2030: 結果通知"],
        ),
        ("新片档期\n6月6日  《盐与铁》\n待定    《深海灯塔》", ["6 Jun 2030: 《盐与铁》", "no date: 《深海灯塔》"]),
        ("Objections by Wednesday please.", ["by 15 May 2030: Objections"]),
    ],
)
def test_hours_at_noon_days_with_dots_and_lines_without_a_day_are_read(text: str, wanted: list[str]) -> None:
    assert found(text, day=date(2030, 5, 12)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "# ROCKET LAUNCHES - JUNE\n\nAll of them are listed elsewhere.",
        "Monday 13 May\nHouse does not sit (bank holiday).",
        "Heat in the harbour\n\nMay 14   21\nMay 15   22\nMay 16   19",
        "Tides\n\n14 May: high 04:12, 16:40; low 10:20, 22:51",
        "Net pay is shown for the period 1 June 2030 - 30 June 2030.",
    ],
)
def test_what_stands_beside_a_day_as_a_figure_or_a_rest_is_nothing_to_watch(text: str) -> None:
    assert found(text, day=date(2030, 5, 12)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mon: Net prices; Ostler meeting\nTue: nothing", ["13 May 2030: Net prices", "13 May 2030: Ostler meeting"]),
        ("6/6 Work session\n6/20 Regular meeting\n7/3 Hearing", ["6 Jun 2030", "20 Jun 2030", "3 Jul 2030"]),
        ("June\n12 Leeds, The Wardrobe\n13 Hull, Adelphi", ["12 Jun 2030: Leeds", "13 Jun 2030: Hull"]),
        ("Q: When is the move?\nA: Between 12 and 23 June 2030.", ["12 to 23 Jun 2030"]),
        ("Field   Type   Example\nstart   date   2030-06-01\nend     date   2030-06-30", []),
        ("決算期　6月30日", []),
        ("14 May: high 04:12, 16:40; low 10:20, 22:51", []),
    ],
)
def test_days_in_keys_and_at_the_head_of_short_lines_are_read(text: str, wanted: list[str]) -> None:
    lines = found(text, day=date(2030, 5, 12))

    assert len(lines) == len(wanted)
    assert all(line.startswith(want) for line, want in zip(lines, wanted, strict=True))
