"""The ways in which texts lay out their dates: tables, headings, terms with a day below, cards, days with slashes."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import read

DAY = date(2030, 5, 13)


def found(text: str) -> list[str]:
    return [f"{dates.display(find.window)}: {find.title}" for find in read(text, DAY, UTC).finds]


def windows(text: str) -> list[str]:
    return [dates.display(find.window) for find in read(text, DAY, UTC).finds]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "# Roadmap\n\n## Q3 2030\n\n- Offline maps\n- Shared folders\n\n## Q4 2030\n\n- Audio notes",
            ["Q3 2030: Offline maps", "Q3 2030: Shared folders", "Q4 2030: Audio notes"],
        ),
        ("## Next (Q3 2030)\n\n- Offline maps\n\n## Later\n\n- Plugins", ["Q3 2030: Offline maps"]),
        ("# The club\n\n## June\n\n- Painting of the boats\n- 8: Regatta", ["Jun 2030", "8 Jun 2030"]),
        ("# Plan\n\n**Week of 3 June**\n- Beta of the gauge", ["week of 3 Jun 2030"]),
        ("# 路线图\n\n## 2030年第三季度\n\n- 离线地图\n- 共享文件夹", ["Q3 2030", "Q3 2030"]),
        ("# Roadmap\n\n## 2031\n\n### Tablets\n\n- Audio notes", ["2031: Audio notes"]),
    ],
)
def test_each_item_under_a_period_is_planned_for_it(text: str, wanted: list[str]) -> None:
    assert [
        whole if ":" in want else whole.partition(":")[0] for whole, want in zip(found(text), wanted, strict=True)
    ] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "# Guild letter\n\n## June 2030\n\n- We shipped the new gauge",
        "# June 2030\n\n- A word from the chair\n- New members",
        "# Roadmap\n\n## Q3 2030\n\n- Status: open\n- Owner: the net team",
        "# Guild\n\n## May\n\n- New members\n- A word from the chair",
        "# Where we stand\n\n## 2031\n\n- Fewer nets\n- More boats",
    ],
)
def test_a_line_under_a_period_that_is_done_or_a_detail_or_in_an_issue_is_no_plan(text: str) -> None:
    assert windows(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "# Dates\n\nAbstracts due\n:   14 June 2030\n\nWorkshop\n:   11 October 2030",
        "Abstracts due\n    14 June 2030\nWorkshop\n    11 October 2030",
        "# Dates\n\nAbstracts due\n14 June 2030\nWorkshop\n11 October 2030",
        "# Dates\n\nAbstracts due\n14 June 2030\n\nWorkshop\n11 October 2030\nPorto, Portugal",
        (
            "<table>\n<tr><th>What</th><th>When</th></tr>\n<tr>\n<td>Abstracts due</td>\n<td>14 June 2030</td>\n</tr>\n"
            "<tr><td>Workshop</td><td>11 October 2030</td></tr>\n</table>"
        ),
        (
            "<table><tr><td>Abstracts due</td><td>14 June 2030</td></tr>"
            "<tr><td>Workshop</td><td>11 October 2030</td></tr></table>"
        ),
    ],
)
def test_a_day_below_or_beside_its_term_is_that_of_the_term(text: str) -> None:
    assert found(text) == ["14 Jun 2030: Abstracts due", "11 Oct 2030: Workshop"]


def test_the_day_below_a_name_at_the_end_is_that_of_who_signed() -> None:
    assert windows("# Notice\n\nThe lift stands still.\n\nOpen Harbour Office\n13 May 2030") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- Comments due: 06/14/2030\n- Hearing: 09/01/2030", ["14 Jun 2030", "1 Sep 2030"]),
        ("- Comments due: 14/06/2030\n- Hearing: 09/07/2030", ["14 Jun 2030", "9 Jul 2030"]),
        ("- Comments due: 14/06/2030\n- Talk: 06/20/2030\n- Hearing: 09/07/2030", ["14 Jun 2030", "20 Jun 2030"]),
        ("- Hearing: 09/07/2030", []),
    ],
)
def test_days_with_slashes_are_read_as_the_others_of_their_text_show(text: str, wanted: list[str]) -> None:
    assert windows(text) == wanted


def test_a_short_weekday_before_a_time_is_no_name() -> None:
    text = "Tue 9:30 Budget hearing\nSat 14:00 Vote on the harbour levy"

    assert windows(text) == ["14 May 2030, 09:30 UTC", "18 May 2030, 14:00 UTC"]


def test_a_row_of_html_that_is_never_closed_does_not_hold_up_the_reader() -> None:
    assert windows("<tr><td>" * 2000 + "The fair opens on 6 June.") == windows("The fair opens on 6 June.")


def test_a_cell_under_a_quarter_is_planned_for_it() -> None:
    text = "| | Q3 2030 | Q4 2030 |\n|---|---|---|\n| Maps | Offline packs | Sea charts |\n| Audio | done | 12 |"

    assert windows(text) == ["Q3 2030", "Q4 2030"]


@pytest.mark.parametrize(
    "text",
    [
        "| | 2031 | 2032 |\n|---|---|---|\n| Revenue | 40 million | flat |",
        "| Day | Mon | Tue |\n|---|---|---|\n| Shop | open late | closed |",
        "| | Q1 2030 | Q4 2029 |\n|---|---|---|\n| Maps | Offline packs | Sea charts |",
    ],
)
def test_a_cell_under_a_period_that_is_over_or_of_figures_is_no_plan(text: str) -> None:
    assert windows(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# End of v1\n\n**Announced:** 13 May 2030\n\n**Removal:** 5 August 2030", ["5 Aug 2030"]),
        ("Removal: 5 August 2030.\n\nAfter 5 August, calls to v1 will return an error.", ["5 Aug 2030"]),
        ("# Board meeting\n\nDate: 20 May 2030\n\nPlace: Lund", ["20 May 2030"]),
        ("Date: 13 May 2030\n\nThe fair opens on 6 June.", ["6 Jun 2030"]),
        ("Our market is held every second Saturday in summer.", []),
        ("The Authority intends to adopt the rule in the autumn.", ["Sep to Nov 2030"]),
        (
            "Interviews take place in the week of 5 August, and awards will be announced on 6 September.",
            ["week of 5 Aug 2030", "6 Sep 2030"],
        ),
        ("Monday 20 May\n  Oral questions\n  Reading of the Nets Bill", ["20 May 2030", "20 May 2030"]),
        (
            "The harbour closes at 22:00 tonight and reopens tomorrow at 06:00.",
            ["13 May 2030, 22:00 UTC", "14 May 2030, 06:00 UTC"],
        ),
    ],
)
def test_what_is_said_beside_or_after_a_day_neither_hides_nor_doubles_it(text: str, wanted: list[str]) -> None:
    assert windows(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The fair is on June 3 and 4 in Porto.", ["3 to 4 Jun 2030"]),
        ("Workshops on June 3 + 4 in Ghent.", ["3 to 4 Jun 2030"]),
        ("The fair is on June 3, 4 and 5 in Porto.", ["3 to 5 Jun 2030"]),
        ("The fair is held on 3, 4 and 5 June.", ["3 to 5 Jun 2030"]),
        ("Workshops are held on June 3 and 17.", ["3 Jun 2030", "17 Jun 2030"]),
        ("Polls open at 07:00 on Sunday and close at 20:00.", ["19 May 2030, 07:00 UTC"]),
        ("6月3日、4日に説明会を開催します。", ["3 to 4 Jun 2030"]),
        ("6月3、4日举行论坛。", ["3 to 4 Jun 2030"]),
        ("周二\uff0814日\uff09\uff1a网会召开\n周三\uff0822日\uff09\uff1a渔会召开", ["14 May 2030", "22 May 2030"]),
        ("22日\uff0c湖畔公司召开股东大会。", ["22 May 2030"]),
    ],
)
def test_days_in_a_row_are_one_span_and_others_two_dates(text: str, wanted: list[str]) -> None:
    assert windows(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Calendar of calls\n\nTue \u2013 Orla Foods (before open), Kestrel\nWed \u2013 Bank\nFri \u2013 none",
            ["14 May", "15 May"],
        ),
        (
            (
                "You are receiving this email because you used Storage Classic in the last 90 days. From 15 September "
                "2030, it will be closed to new boxes. On 15 January 2031, all boxes that are left will be deleted."
            ),
            ["not before 15 Sep", "15 Jan"],
        ),
        ("You are receiving this email because you sail. Unsubscribe by 6 June 2030.", []),
        ("A satellite version follows this fall for $449.", ["Sep to Nov"]),
        ("We are aiming for late summer.", ["Aug"]),
        ("We are postponing tomorrow's move.", []),
    ],
)
def test_what_stands_near_a_day_is_taken_for_what_it_is(text: str, wanted: list[str]) -> None:
    assert [when.rpartition(" ")[0] for when in windows(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "| Day | Date | Subject |\n|---|---|---|\n| Tuesday | 21 May | Chemistry |\n| Thursday | 23 May | Latin |",
            ["21 May 2030", "23 May 2030"],
        ),
        ("* 2030-06-03: Beta\n* 2030-07: Final", ["3 Jun 2030", "Jul 2030"]),
        ("The survey closes tomorrow at midnight UTC.", ["14 May 2030"]),
        ("Opening hours: Tue-Fri 10:00-17:00, Sat 11:00-16:00.", []),
        ("2030-05-12 10:02 INFO pump started", []),
        ("公司去年6月曾表示将在秋季发布。", []),
        ("6月1日(土)22時から翌6時まで、全サービスを停止します。", ["1 Jun 2030, 22:00 UTC"]),
        ("網会は来月10日に開会する。会期は28日まで。", ["10 Jun 2030", "28 Jun 2030"]),
    ],
)
def test_weekdays_hours_and_older_plans_are_no_dates_of_their_own(text: str, wanted: list[str]) -> None:
    assert windows(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Version 8 reaches half of the boats by May 27, and everyone by June 3.", ["by 27 May 2030", "by 3 Jun 2030"]),
        ("The guild gave the port until midnight Thursday to answer.", ["16 May 2030"]),
        ("日程\uff1a2030年6月15日(土)・16日(日)", ["15 to 16 Jun 2030"]),
        ("本周重要事件\uff1a5月14日\uff0c渔会公布数据。", ["14 May 2030"]),
        ("| Day | Opens | Closes |\n|---|---|---|\n| Monday | 9:00 | 17:00 |\n| Tuesday | 9:00 | 19:00 |", []),
    ],
)
def test_each_bound_of_a_sentence_stands_and_the_name_of_a_list_does_not(text: str, wanted: list[str]) -> None:
    assert windows(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Applications open: now\nDecisions sent: mid-July", ["mid-Jul 2030"]),
        ("If it is not completed by February 28, 2031, either side may leave.", ["by 28 Feb 2031"]),
        (
            "# 今週の予定\n\n14日\uff08火\uff09 景気の速報\n16日\uff08木\uff09 網会の会合",
            ["14 May 2030", "16 May 2030"],
        ),
    ],
)
def test_a_participle_in_a_key_and_a_not_behind_an_if_turn_no_day_around(text: str, wanted: list[str]) -> None:
    assert windows(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "## Examples\n\n- Net 30, issued 2030-06-01: due 2030-07-01.",
        "A fee is added. In the demo account, invoice 7 is due on Friday, June 14, 2030.",
        "# Days off\n\nThe file has a day a line:\n\ndate,name\n2030-06-03,Regatta\n2030-12-27,Day of the nets",
        "THE NET POST · Issue 212 · Monday, May 13, 2030\nBy Mara Ode and Felix Brandt · 7 min read\n\nGood morning.",
        "THE NET POST\nthe letter that respects your catch\nMay 13, 2030\n\nGood morning.",
        "Boats built so far in 2030: 118.",
        "算网周报 | 第88期 | 2030年5月13日\n\n本期导读",
        "## 記入例\n\n- 申込日\uff1a2030年6月3日",
    ],
)
def test_examples_values_of_a_file_and_the_day_of_an_issue_are_nothing_to_watch(text: str) -> None:
    assert windows(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            (
                "# Otter Linux releases\n\n| Release | Name | Available | Support ends |\n|---|---|---|---|\n"
                "| 30.04 | Birch | 2030-04-22 | 2031-01-31 |\n| 30.10 LTS | Cedar | 2030-10-21 | TBD |"
            ),
            [
                "31 Jan 2031: Otter Linux 30.04 Support ends",
                "21 Oct 2030: Otter Linux 30.10 LTS Available",
            ],
        ),
        (
            (
                "| Model | Status | Retires |\n|---|---|---|\n| tern-3 | Active | to be decided |\n"
                "| `tern-2` | **Old** | **2030-10-29** |"
            ),
            ["29 Oct 2030: tern-2 Retires"],
        ),
        (
            "June 17   0215-0440   Arrow 3 / Tessel-9\nJune 20   1400        Kestrel / Beacon 1",
            ["17 Jun 2030: Arrow 3 / Tessel-9", "20 Jun 2030: Kestrel / Beacon 1"],
        ),
        (
            "Milestones for 30.10: feature freeze on 25 August, beta on 25 September.",
            ["25 Aug 2030: 30.10: feature freeze", "25 Sep 2030: 30.10: beta"],
        ),
        ("- Next (Q3 2030): shared folders\n- Later: plugins", ["Q3 2030: shared folders"]),
        (
            "- Gauge mobile\n  - beta: June 20\n- Nets: June 27",
            ["20 Jun 2030: Gauge mobile: beta", "27 Jun 2030: Nets"],
        ),
        ("<p>Talks: <del>5 June 2030</del> 19 June 2030</p>", ["19 Jun 2030: Talks"]),
        ("Keys by 7 June please.\n\n--\nUna Brandt\nNext surgery 27 June", ["by 7 Jun 2030: Keys"]),
    ],
)
def test_a_row_a_key_or_an_item_is_of_what_it_names_or_stands_under(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("■応募期間\u30002030年6月1日\uff5e7月15日\n■結果発表\u30008月10日", ["1 Jun to 15 Jul 2030", "10 Aug 2030"]),
        ("Board meetings 2031\nQ1: 9 February 2031\nQ2: 17 May 2031", ["9 Feb 2031", "17 May 2031"]),
        ("What: Tern meetup\nWhen: Thu 27 June, 18:00 UTC", ["27 Jun 2030, 18:00 UTC"]),
        ("\u2192 Jun 2030 - open beta\n\u2714 Apr 2030 - docs", ["Jun 2030"]),
        ("1/ Freeze, 24 June\n2/ Beta 1, 7 July", ["24 Jun 2030", "7 Jul 2030"]),
        (
            "**NetConf** \u00b7 9\u201311 Jul \u00b7 Porto\n**KnotCon** \u00b7 4\u20135 Aug \u00b7 Lund",
            ["9 to 11 Jul 2030", "4 to 5 Aug 2030"],
        ),
        ("June 11\nUntitled Reyes Documentary\n\nJuly 4\nUntitled Vane Project", ["11 Jun 2030", "4 Jul 2030"]),
        ("Rain (mm)\nMay 22 | Jun 9 | Jul 4", []),
        ("--from DATE   first day, such as 2030-06-01", []),
        ("Leap years: 2032, 2036, 2040.", []),
        ("5月15日 1988年 海港大桥通车", []),
    ],
)
def test_lines_of_lists_are_read_by_their_keys_and_rows_of_figures_and_years_are_not(
    text: str, wanted: list[str]
) -> None:
    assert windows(text) == wanted


def test_terms_and_items_of_lists_in_html_are_read_one_by_one() -> None:
    text = (
        "<dl>\n<dt>Camera mode</dt><dd>summer 2027</dd>\n<dt>Offline maps</dt><dd>Coming soon</dd>\n"
        "<dt>広東語</dt><dd>Coming soon</dd>\n</dl>\n"
        "<ul>\n<li>Doors open on 5 May 2027</li>\n<li>The old hall is shut in June 2027</li>\n</ul>"
    )
    finds = read(text, date(2026, 12, 4), UTC).finds
    assert [(find.title, dates.display(find.window)) for find in finds] == [
        ("Camera mode", "Jun to Aug 2027"),
        ("Offline maps", "no date"),
        ("広東語", "no date"),
        ("Doors open", "5 May 2027"),
        ("old hall shut", "Jun 2027"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            (
                "| Model | Retires |\n|---|---|\n| knot-3 | not sooner than 2031-07-01 |\n"
                "| knot-3-mini | not sooner than 2031-05-18 |"
            ),
            ["not before 1 Jul 2031: knot-3 Retires", "not before 18 May 2031: knot-3-mini Retires"],
        ),
        ("Launches this week (all times UTC)\n\n17 June - Sparrow", ["17 Jun 2030: Sparrow"]),
        ("Page last edited 2030-05-13\n\nSales end on 6 June.", ["6 Jun 2030: Sales end"]),
        ("No issues on June 21 and June 28.", []),
    ],
)
def test_two_rows_are_two_things_and_a_zone_or_a_stamp_is_no_name(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted
