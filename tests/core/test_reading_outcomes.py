"""How a text says that something has just ended, on which day, and what only looks like that."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.reading import FindKind, FindResult, read
from watchtracker.reading.languages.english_outcomes import OUTCOMES
from watchtracker.reading.languages.words import results
from watchtracker.reading.making import Maker
from watchtracker.reading.passages import passages
from watchtracker.reading.rules.lately import Lately
from watchtracker.reading.statements import Dated

_WEDNESDAY = date(2027, 3, 10)


def outcomes(text: str) -> list[str]:
    """What a text of Wednesday 10 March 2027 says to have ended: the result and its day."""
    found = [find for find in read(text, _WEDNESDAY, "UTC").finds if find.kind is FindKind.OUTCOME]
    return [f"{find.result} {(find.window.earliest or find.window.instant):%m-%d}" for find in found]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The first beta of Quill 7 is up.", "happened 03-10"),
        ("Quill hit 2.0 on Tuesday after three years of previews.", "happened 03-09"),
        ("The compiler went final on March 4.", "happened 03-04"),
        ("The Commission yesterday cleared Brandt's purchase of Osterwood.", "happened 03-09"),
        ("Senators voted down the amendment on Tuesday, 52 to 47.", "happened 03-09"),
        ("The court of appeal upheld the fine on Friday.", "happened 03-05"),
        ("The council rejected the stadium plan on Monday night.", "happened 03-08"),
        ("The board late on Tuesday approved the sale.", "happened 03-09"),
        ("The rocket lifted off at 04:12 UTC on Tuesday and reached orbit.", "happened 03-09"),
        ("The bank cut its key rate to 2.25% on Thursday.", "happened 03-04"),
        ("Version 3.2 landed in the stable channel overnight.", "happened 03-10"),
        ("Tessel's web tier is live as of this morning.", "happened 03-10"),
        ("The summer tour is off, the band said.", "cancelled 03-10"),
        ("Harbour Foods has agreed to drop its bid for Lind.", "cancelled 03-10"),
        ("Orders came in fast: early bird tickets sold out on Friday.", "happened 03-05"),
        ("Nordvik Bank's takeover of Sable won EU approval on Monday.", "happened 03-08"),
        ("The planned outage on Sunday did not go ahead.", "cancelled 03-07"),
        ("The appeal was withdrawn on 5 March.", "cancelled 03-05"),
        ("The strike due on 15 March was called off on Sunday.", "cancelled 03-07"),
        ("极光智能周二发布了新一代推理模型。", "happened 03-09"),
        ("周一\uff0c议会否决了该修正案。", "happened 03-08"),
        ("法院周五一审判决驳回原告全部诉讼请求。", "happened 03-05"),
        ("公司于3月5日完成对蓝海的收购。", "happened 03-05"),
        ("新版《广告管理条例》3月8日起正式施行。", "happened 03-08"),
        ("央行3月8日宣布下调存款准备金率0.5个百分点。", "happened 03-08"),
        ("新版客户端今早上线\uff0c老用户可直接升级。", "happened 03-10"),
        ("并购交易已获股东大会批准。", "happened 03-10"),
        ("剧组发文称演出取消。", "cancelled 03-10"),
        ("修正案は5日の本会議で否決された。", "happened 03-05"),
        ("サーバーは9日未明に復旧しました。", "happened 03-09"),
        ("第2期の募集は7日に締め切りました。", "happened 03-07"),
        ("法人向けプランの提供を開始しました。", "happened 03-10"),
        ("春公演の全日程を中止とさせていただきます。", "cancelled 03-10"),
        ("The transatlantic data pact took effect on Monday.", "happened 03-08"),
        ("A jury on Tuesday found Cole guilty on all counts.", "happened 03-09"),
        ("The old API was turned off last night.", "happened 03-09"),
        ("We've shelved the mobile rewrite.", "cancelled 03-10"),
        ("The spacecraft docked at 11:47 p.m. UTC on Monday.", "happened 03-08"),
        ("Fedora Linux 46 Beta has been released!", "happened 03-10"),
        ("两家公司的合并计划告吹。", "cancelled 03-10"),
        ("探査機は6日に月面へ着陸した。", "happened 03-06"),
        ("Regulators gave Halvorsen's 9 billion euro takeover of Tamm the green light on Tuesday.", "happened 03-09"),
        ("The Ninth Circuit on Friday reversed a lower court's injunction.", "happened 03-05"),
        ("The central bank left rates unchanged on Thursday, as expected.", "happened 03-04"),
        ("The winners were announced on Sunday.", "happened 03-07"),
        ("The Commission has approved Brandt's purchase of Osterwood.", "happened 03-10"),
        ("The video tool shown last November has left beta.", "happened 03-10"),
        ("The new visa rules kicked in on Monday.", "happened 03-08"),
        ("The transfer window shut on Monday night.", "happened 03-08"),
        ("Polls closed at 8 p.m. on Sunday and counting is under way.", "happened 03-07"),
        ("The comment period ended on March 5.", "happened 03-05"),
        ("Saturday's derby was abandoned at half-time because of flooding.", "cancelled 03-06"),
        ("The museum has quietly dropped its entry fee increase, planned for April.", "cancelled 03-10"),
        ("SHIPPED\n\n- Offline search (4.6, 6 March 2027)\n- Bike layers (4.5, January 2027)\n", "happened 03-06"),
        ("晨星资本3月5日完成B轮融资\uff0c金额1.2亿元。", "happened 03-05"),
        ("同社の再建計画は5日の債権者集会で可決された。", "happened 03-05"),
        ("As scheduled, wren-2 was switched off on 9 March.", "happened 03-09"),
        ("Profit rose to 21 million euros and trading began on Tuesday.", "happened 03-09"),
        ("Old-style tokens stopped working on Monday.", "happened 03-08"),
        ("Update: the event is sold out.", "happened 03-10"),
        ("The pilots' strike, due to begin on Friday, has been averted.", "cancelled 03-10"),
        ("继推迟两次后\uff0c《赤霄》终于在3月4日正式发售。", "happened 03-04"),
        ("央行周四宣布维持利率不变。", "happened 03-04"),
        ("公司公告\uff0c终止与华蓝集团的重组。", "cancelled 03-10"),
        ("新モデルのAPI提供が始まりました。", "happened 03-10"),
        ("Hosting Rules 2027: in force since Monday.", "happened 03-08"),
        ("Two judges on the panel sided with the company on Monday; a third dissented.", "happened 03-08"),
        ("The beta of Streams has ended.", "happened 03-10"),
        ("We're excited to share that Loomkit 3 is now generally available.", "happened 03-10"),
        ("Application 2027-021 was withdrawn by the applicant.", "cancelled 03-10"),
        ("This week in the lab: the laser arrived on Thursday.", "happened 03-04"),
        ("深空探测器“问渊”成功着陆火星。", "happened 03-10"),
        ("3月8日、関西空港の新ターミナルが開業。", "happened 03-08"),
        ("The petition was denied by the Board on March 4.", "happened 03-04"),
        ("Lumenova shares were delisted from Nasdaq on Monday.", "happened 03-08"),
        ("The first public draft of WebGrid 2 was published on 4 March 2027.", "happened 03-04"),
        ("Parliament voted on Tuesday to dissolve itself.", "happened 03-09"),
        ("该公司3月8日宣布完成对海纳的收购。", "happened 03-08"),
        ("原计划今年上线的“云游”项目已被放弃。", "cancelled 03-10"),
        ("日銀は5日の会合で追加利上げを決めた。", "happened 03-05"),
        ("初号機が7日、種子島から打ち上げられた。", "happened 03-07"),
        ("Nothing was said and the transfer window closed on Monday.", "happened 03-08"),
        ("「はやて2」が昨日打ち上げに成功。", "happened 03-09"),
        ("新版系统昨日完成切换。", "happened 03-09"),
        ("The auction, meant to open next week, was dropped on Monday.", "cancelled 03-08"),
    ],
)
def test_news_is_found_with_its_day_in_many_words(text: str, outcome: str) -> None:
    assert outcomes(text) == [outcome]


def test_a_day_that_is_just_over_is_the_last_of_its_name_beside_a_word_of_what_ended() -> None:
    assert outcomes("The regulator refused the licence on 9 March.") == ["happened 03-09"]
    assert outcomes("The tribunal dismissed the claim on 4 March.") == ["happened 03-04"]


def test_what_went_as_planned_is_news_for_a_month_and_all_else_for_a_week() -> None:
    assert outcomes("Sale of the label business completed on 17 February, as previously announced.")
    assert outcomes("The Leith depot opened on 15 February, on time.")
    assert not outcomes("The Leith depot opened on 15 February and employs forty people.")


@pytest.mark.parametrize(
    "text",
    [
        "Inflation slowed in February, figures released on Tuesday showed.",
        "Shares opened lower on Monday.",
        "The share price closed at 42.10 on Tuesday.",
        "She opened the meeting on Tuesday by thanking staff.",
        "He ended his speech on Tuesday with a joke.",
        "Here is what passed through our hands last week.",
        "Nothing was cancelled this week, for once.",
        "The judge has not approved the settlement yet.",
        "Until the deal is approved, both firms stay separate.",
        "If the bill is passed on Thursday, it goes to the president.",
        "The meeting closed at 18:40 on Tuesday.",
        "Orders placed on Monday were shipped on Tuesday.",
        "Passengers whose flight is cancelled on the day get a refund.",
        "Customers who had opened a ticket by Monday were answered on Tuesday.",
        "It rained all Sunday and the barbecue ended early.",
        "如遇下雨\uff0c活动取消。",
        "国家统计局周二发布2月价格数据。",
        "发布会将于下周二举行。",
        "他于3月8日当选会长。",
        "昨年3月に公開した動画が話題になった。",
        "総務省は9日、家計調査の結果を公表した。",
        "6日の障害は2時間で復旧しました。",
        "承認され次第、順次公開します。",
        "We opened a bug on Monday and closed it as invalid on Tuesday.",
        "Two people were killed when the bridge collapsed on Saturday.",
        "Over the years the team has released albums on six labels.",
        "She passed her driving test on Friday.",
        "Heavy snow closed the pass on Sunday night.",
        "This page was last reviewed and approved on 9 March 2027.",
        "The festival drew forty thousand people on Saturday.",
        "Your subscription ended on 8 March.",
        "Ticket 8812 was closed on Monday.",
        "Profit rose 8 percent in the quarter that ended on 5 March.",
        "已取消的订单不可恢复。",
        "Oil settled at $71.20 on Tuesday.",
        "The report, released on Monday, says emissions fell.",
        "Our office was closed on Monday.",
        "3月8日\uff0c公司召开新闻发布会\uff0c回应近期传闻。",
        "The minister rejected the criticism on Tuesday.",
        "Maria started a new job on Monday.",
        "The two leaders signed the guest book on Monday.",
        "We shipped 1,200 parcels on Friday alone.",
        "Police closed the square on Monday evening.",
        "昨日气温骤降\uff0c多地启动应急响应。",
        "昨天开幕式上的表演赢得掌声。",
        "同社株は9日、3%安で取引を終えた。",
        "Two releases went out late (2.14 was due on 12 March and left on 3 April), and one was pulled the next day.",
    ],
)
def test_what_did_not_end_and_what_ends_each_day_is_no_outcome(text: str) -> None:
    assert outcomes(text) == []


def test_a_verb_that_is_said_of_much_ends_something_only_with_the_words_it_needs() -> None:
    ended = results(OUTCOMES)
    assert [result for result, _, _ in ended("it went live")] == [FindResult.HAPPENED]
    assert [result for result, _, _ in ended("it went on sale")] == [FindResult.HAPPENED]
    assert [result for result, _, _ in ended("it dropped its bid")] == [FindResult.CANCELLED]
    assert not ended("it went to Rome, hit a tree and dropped 5%")


def test_a_day_of_the_month_before_is_told_by_the_past_verb_of_its_clause() -> None:
    (found,) = read("委員会は28日、法案を可決した。", date(2027, 3, 2), "Asia/Tokyo").finds
    assert found.window.earliest == date(2027, 2, 28)


def test_of_news_that_is_told_twice_the_sentence_that_names_its_day_stands() -> None:
    text = "Kestrel 9.2 is generally available\n\nAfter two candidates, Kestrel 9.2 is generally available today.\n"
    (found,) = read(text, _WEDNESDAY, "UTC").finds
    assert found.quote.endswith("available today.")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Commission yesterday cleared Brandt's purchase of Osterwood.", "Brandt's purchase of Osterwood"),
        ("A federal judge on Monday struck down the age-check law.", "age-check law"),
        ("Harbour Foods has agreed to drop its bid for Lind.", "bid for Lind"),
        ("The first beta of Quill 7 is up.", "first beta of Quill 7"),
        ("The summer tour is off, the band said.", "summer tour"),
        ("Halden Labs on Tuesday released Corvid 4.1 in two sizes.", "Corvid 4.1 in two sizes"),
        ("厚労省は8日、新薬を承認した。", "新薬承認"),
    ],
)
def test_the_title_of_an_outcome_is_the_thing_and_not_who_did_it(text: str, title: str) -> None:
    assert [find.title for find in read(text, _WEDNESDAY, "UTC").finds] == [title]


def test_a_sentence_that_names_the_day_of_the_news_before_it_is_of_the_same() -> None:
    text = "Pellucid has completed the purchase of Brightwell Lens Works. The transaction closed on March 8."
    (found,) = read(text, _WEDNESDAY, "UTC").finds
    assert (found.title, found.window.earliest) == ("purchase of Brightwell Lens Works", date(2027, 3, 8))


def test_a_weekday_beside_a_past_verb_is_the_last_of_its_name() -> None:
    text = "The court upheld the fine on Friday."
    lately = Lately(Maker(text, next(passages(text)), _WEDNESDAY, dates.zone("UTC")))
    friday = Dated(29, 35, "Friday", DateWindow(date(2027, 3, 12), date(2027, 3, 12)))
    assert lately.is_soon(friday)
    assert lately.as_past(friday).window == DateWindow(date(2027, 3, 5), date(2027, 3, 5))


def test_a_row_that_is_shipped_or_called_off_says_so_of_its_day() -> None:
    table = """
| Milestone | Date | Status |
|---|---|---|
| Alpha | 12 January 2027 | Done |
| Beta | 8 March 2027 | Shipped |
| Roadshow | 14 April 2027 | Cancelled |
"""
    found = read(table, _WEDNESDAY, "UTC").finds
    assert [(find.title, str(find.result)) for find in found] == [("Beta", "happened"), ("Roadshow", "cancelled")]


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("Featherworks Inc. today unveiled Pocket Loon 3, its new camera.", ["happened"]),
        ("The ministry today unveiled a plan to end their sale.", []),
        ("The ferry port of Osk is dropped.", ["cancelled"]),
        ("- Stretch goal 3 (the strap): dropped.", ["cancelled"]),
        ("Swimming is off for the rest of term.", ["cancelled"]),
        ("If the port is dropped, nobody will cry.", []),
        ("A lane that is off for the rest of us.", []),
    ],
)
def test_what_is_shown_dropped_or_off_is_news_in_the_present_too(text: str, results: list[str]) -> None:
    found = [find.result.value for find in read(text, date(2031, 5, 14), "UTC").finds if find.result]
    assert found == results
