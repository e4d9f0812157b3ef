"""Titles by the ways in which a text says what it speaks of: brackets, keys, the clause or the sentence before."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker.reading import read
from watchtracker.reading.passages import passages
from watchtracker.reading.titling import han_titles, prose_titles, title_clauses

DAY = date(2030, 5, 13)


def titles(text: str) -> list[str]:
    return [find.title for find in read(text, DAY, "UTC").finds]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("4th Workshop on Quiet Motors (WQM'30)\n\nDecisions sent: 6 June 2030", "WQM'30: Decisions sent"),
        (
            "Notice of proposed changes to the rules for ferries\n\nComments are due by 6 June.",
            "rules for ferries: Comments",
        ),
        ("# Otter 4\n\nThe workshop itself is still on 6 June.", "Otter 4: workshop"),
        (
            "# What is new\n\n## Otter Pocket\n\nPreorders open at midnight ET on 6 June.",
            "Otter Pocket: Preorders open",
        ),
        ("# Otter 4\n\nRolling out to Pro from 6 June.", "Otter 4: Rolling out to Pro"),
        ("The panel meets on 6 June on the two Otter vaccines.", "panel meets on the two Otter vaccines"),
        ('Mira Holt\'s "The Ferry" is late: instead of May, it appears in June 2031.', 'Mira Holt\'s "The Ferry"'),
        ("WEBINAR: Prices of ferries.\n\nRegister by 6 June.", "Register"),
    ],
)
def test_a_title_in_english(text: str, title: str) -> None:
    assert titles(text)[:1] == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 关于2030年度渡轮项目申报工作的通知\n\n- 网上填报时间：6月6日", "渡轮项目申报: 网上填报时间"),
        ("渡轮节将于6月20日举行，有意参加的单位请于6月6日前报名。", "渡轮节报名"),
        ("水獭云函数已经开放内测，正式版预计6月6日推出。", "水獭云函数: 正式版推出"),
        ("市交通局就《渡轮管理办法》公开征求意见。意见反馈截止时间为6月6日。", "《渡轮管理办法》: 意见反馈"),
        (
            "海运庁は、渡船の安全に関する指針案について意見を募集している。意見の提出は6月6日まで。",
            "渡船の安全に関する指針案: 意見の提出",
        ),
        ("海運庁は、詳細を定める省令案を6月6日までに公表する。", "省令案公表"),
        ("かわうそ研究所は本日、「かわうそ3」を公開した。", "「かわうそ3」公開"),
        ("| 版本 | 时间 |\n|---|---|\n| 水獭 5 | 6月6日前公测 |", "水獭 5 公测"),
    ],
)
def test_a_title_in_chinese_and_japanese(text: str, title: str) -> None:
    assert title in titles(text)


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("評価用の渡船データ第2版を5月24日に公開いたします。", "評価用の渡船データ第2版"),
        ("公布の日から施行される", ""),
        ("参加をご希望の方は6月6日までにお申し込みください。", ""),
    ],
)
def test_a_sentence_before_tells_of_something_or_of_nothing(sentence: str, topic: str) -> None:
    assert han_titles.topic_before(sentence) == topic


def test_a_sentence_is_about_the_noun_phrase_of_its_subject() -> None:
    (passage,) = passages("The new ferry terminal in Osk opens on 6 June 2030.")
    assert prose_titles.of_prose(passage, 36, 50) == "new ferry terminal in Osk opens"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("原定于5月20日举行的渡轮比赛，因台风，推迟至6月6日举行。", "渡轮比赛举行"),
        ("「渡船杯」は当初5月下旬の開始を予定しておりましたが、調査のため、6月6日に延期いたします。", "「渡船杯」延期"),
        ("渡船の年報は、現在校正中で、まもなく公開します。", "渡船の年報公開"),
        ("島の人を雨から守るための改正渡船保護法案は、6月6日に公表される。", "改正渡船保護法案公表"),
        ("- 阶段一：6月6日起，控制台不再支持旧渡轮，调用返回 410。", "控制台不再支持旧渡轮"),
        ("本集团原预期渡轮新船于2030年第二季交付，鉴于进度，现预期于2030年第四季交付。", "渡轮新船交付"),
        ("本刊合作的「渡轮夜校」5月26日开班，早鸟价到6月6日。", "「渡轮夜校」: 早鸟价"),
        ("| 代码 | 公司 | 事项 | 日期 |\n|---|---|---|---|\n| 61XX | Otter Tool | Q3 results | 6月6日 |", "Otter Tool"),
        (
            "2030年度 渡船技術者検定(FET) 実施要項\n\n| 回 | 試験日 | 発表 |\n|-|-|-|\n| 第16回 | 6月6日 | 8月中旬 |",
            "渡船技術者検定: 第16回 発表",
        ),
        ("# 关于2030年度渡轮驾驶员考试的通知\n\n各市考试机构：\n\n- 网上缴费：6月6日截止", "渡轮驾驶员考试: 网上缴费"),
    ],
)
def test_a_clause_that_says_why_or_what_stands_over_it_does_not_hide_the_thing(text: str, title: str) -> None:
    assert title in titles(text)


def test_a_row_is_of_its_first_cells() -> None:
    text = "| Company | Event | Date |\n|---|---|---|\n| Otter Tool | Q3 results | 6 June 2030 |"
    assert titles(text) == ["Otter Tool Q3 results"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("5月13日の臨時総会で、渡船規格書の採択を可決。", "渡船規格書の採択可決"),
        ("利用が少ないため、6月6日に渡船券の販売を終了する。", "渡船券の販売終了"),
        ("子会社カワウソの解散を、6月6日開催の取締役会で決議します。", "子会社カワウソの解散決議"),
        ("# 「渡船オンライン」サービス終了のお知らせ\n\n- サービス終了：6月6日", "渡船オンライン: サービス終了"),
        ("至于渡轮通用规格第三版，因与协会尚有分歧，公布时间未定。", "渡轮通用规格第三版: 公布"),
        ("为确定名单，本公司将于6月6日暂停办理渡轮登记。", "暂停办理渡轮登记"),
        ("| 级别 | 科目 | 考试日期 |\n|---|---|---|\n| 中级 | 基础理论 | 6月6日 |", "中级 基础理论"),
    ],
)
def test_what_is_done_to_a_thing_is_its_title(text: str, title: str) -> None:
    assert titles(text)[:1] == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("由渡轮局主办的早渡节6月11日在城北公园开幕。", "早渡节开幕"),
        ("渡轮局已受理水獭船厂的上市申请，预计二季度上会。", "水獭船厂的上市申请上会"),
        ("渡轮讲座时间改为6月24日下午两点。", "渡轮讲座"),
        ("旧渡船アプリは6月30日をもって利用できなくなります。", "旧渡船アプリ利用終了"),
        ("台風の影響で延期していた渡船大会は、6月20日に開催されることになった。", "渡船大会開催"),
        ("点検のため、6月20日午前2時から5時まで渡船サービスを停止します。", "渡船サービス停止"),
    ],
)
def test_what_joins_a_thing_to_its_clause_is_no_part_of_its_title(text: str, title: str) -> None:
    assert title in titles(text)


@pytest.mark.parametrize("words", ["2027年6月10日(木) 11:00～17:00(予定", "7月6日（月"])
def test_a_time_is_no_title_in_chinese_and_japanese(words: str) -> None:
    assert title_clauses.HAN_ONLY_WHEN.fullmatch(words)


def test_a_name_with_a_number_is_a_title() -> None:
    assert not title_clauses.HAN_ONLY_WHEN.fullmatch("第3次渡船計画")
