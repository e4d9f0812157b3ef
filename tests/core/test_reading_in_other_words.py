"""One sentence each, as news and notices word it: what comes, of which kind, or that nobody knows when."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from watchtracker.reading import read

DAY = date(2027, 5, 12)


def kinds(text: str) -> list[tuple[str, bool]]:
    return [(find.kind.value, find.window.dated) for find in read(text, DAY, ZoneInfo("Europe/Berlin")).finds]


@pytest.mark.parametrize(
    "text",
    [
        "Orla 5 lands in your dock next Tuesday.",
        "The beta programme kicks off in June.",
        "We're targeting the first week of July for 2.0.",
        "ETA: mid-June.",
        "Street date is June 18.",
        "Launch: Q3",
        "Physical copies follow on 2 July.",
        "The API opens up to outside developers on June 1.",
        "The film hits cinemas on 25 June.",
        "The album drops Friday.",
        "Coming June 2027",
        "The second season starts streaming July 9.",
        "Deliveries start in the fourth quarter, Tarn's chief said.",
        "Node 26 enters LTS in October.",
    ],
)
def test_what_comes_out_is_a_release(text: str) -> None:
    assert kinds(text) == [("release", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Applications: 30 June, noon.",
        "Last orders 28 May.",
        "Furlong drops Node 22 on 2027-10-31.",
        "Tickets are refundable up to 1 June.",
        "Votes must be in by 17:00 CEST on Friday.",
        "Entries postmarked after 15 June won't be considered.",
        "From 1 July, requests without a key will be rejected.",
        "Tarn Notes shuts its doors on 30 September.",
        "Registration deadline - June 4",
        "Your subscription renews on 3 June 2027.",
        "Early-bird pricing runs through May 31.",
        "The moratorium lapses on 30 June unless renewed.",
        "Proposals received by 5 p.m. on June 7 will be considered.",
    ],
)
def test_what_ends_or_is_to_be_done_by_a_day_is_a_deadline(text: str) -> None:
    assert kinds(text) == [("deadline", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Oral argument is set for June 9.",
        "Results come out on 28 July before the market opens.",
        "A verdict is expected on Friday.",
        "See you in Bergen on June 4!",
        "WHEN: Saturday, June 12, 10am-4pm",
        "Voting runs 1-14 June.",
        "The new tariff kicks in on 1 July.",
        "The summit has been pushed to November.",
        "The new head takes over on 1 September.",
        "Schools break up on 23 July.",
        "The answer of the guild is expected within ten days.",
        "Mass production is slated for 2028.",
    ],
)
def test_what_takes_place_is_an_event(text: str) -> None:
    assert kinds(text) == [("event", True)]


@pytest.mark.parametrize(
    "text",
    [
        "A Linux version is planned, but there's no timeframe.",
        "The date of the hearing has yet to be set.",
        "The Windows version will follow.",
        "Orla 6 is still some way off.",
        "Stay tuned for the launch date.",
        "The yard declined to say when the boat would go on sale.",
        "It is unclear when the law will take effect.",
        "The tool will be open-sourced eventually.",
        "We'll publish the code once the paper is accepted.",
        "New dates will be announced.",
    ],
)
def test_that_something_comes_without_its_day_is_a_promise(text: str) -> None:
    assert [dated for _, dated in kinds(text)] == [False]


def test_a_sentence_that_only_says_that_the_day_follows_adds_nothing_to_the_one_before() -> None:
    text = "A hearing will be held in the second half of June. The date will be announced on our page."

    assert kinds(text) == [("event", True)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("首批芯片2028年量产。", "release"),
        ("优惠活动持续至6月18日。", "deadline"),
        ("高考成绩6月24日公布。", "event"),
        ("该法案昨日获得通过。", "outcome"),
        ("旧サイトは9月30日をもって閉鎖します。", "deadline"),
        ("新方式は6月20日から利用できます。", "release"),
        ("旧版接口只支持到2027年9月30日。", "deadline"),
    ],
)
def test_chinese_and_japanese_verbs_say_the_kind(text: str, kind: str) -> None:
    assert kinds(text) == [(kind, True)]


@pytest.mark.parametrize("text", ["官方未透露具体上线时间。", "再開時期は決まり次第お知らせします。"])
def test_chinese_and_japanese_promises_without_a_day_are_read(text: str) -> None:
    assert [dated for _, dated in kinds(text)] == [False]


@pytest.mark.parametrize(
    "text", ["营业时间\uff1a周一至周五9:00-18:00", "数据截至3月31日。", "每年6月举行一次。", "毎年6月に開催される。"]
)
def test_chinese_and_japanese_hours_figures_and_habits_are_no_statements(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The car reaches dealers in the autumn.",
        "The book appears in September.",
        "Android users get it on 1 June.",
        "Weights will be posted on 1 June.",
        "The watch will be sold from 11 June.",
        "The drug will be on the market by the end of 2028.",
        "Dark mode is being enabled for all users on 1 June.",
        "We plan to cut the release on Thursday.",
        "Public preview starts 1 June.",
        "The console will retail for $399 from 1 October.",
        "The trailer airs on Friday.",
        "You can buy it from 8 June.",
        "Subscribers will receive the supplement on 4 June.",
        "- Indoor maps: Q3",
        "- Tin Saints remaster: early July",
    ],
)
def test_what_reaches_its_users_by_any_verb_is_a_release(text: str) -> None:
    assert kinds(text) == [("release", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Invoices are payable by 1 June.",
        "Proposals may be sent until 24 May.",
        "Returns are accepted until 24 May.",
        "The old client will cease to work on 1 June.",
        "Access to the archive will be withdrawn on 1 June.",
        "The free tier goes away on 1 June.",
        "Orders placed after 1 June cannot be fulfilled.",
        "The consultation runs until 1 June.",
        "Old certificates become invalid on 1 June.",
        "Windows 9 gets its last updates on 1 June.",
        "The judge gave the parties until 1 June to settle.",
        "Let me know by Thursday whether you can come.",
        "Tenants must be out by 30 June.",
        "The window for appeals shuts on 28 May.",
        "Your card will be charged on 1 June unless you cancel.",
    ],
)
def test_what_stops_or_must_be_done_by_any_verb_is_a_deadline(text: str) -> None:
    assert kinds(text) == [("deadline", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Drivers will walk out on 1 June.",
        "The final is played on 1 June.",
        "The verdict comes on 1 June.",
        "We will migrate the servers on 1 June.",
        "The premier will be sworn in on 1 June.",
        "The museum will be closed on 1 June.",
        "The rocket lifts off on 1 June.",
    ],
)
def test_what_takes_place_by_any_verb_is_an_event(text: str) -> None:
    assert kinds(text) == [("event", True)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("手机版近期上线。", [("release", False)]),
        ("开源版本不日发布。", [("release", False)]),
        ("更多语言将陆续支持。", [("release", False)]),
        ("具体上线时间将另行通知。", [("release", False)]),
        ("代码将在论文录用后开源。", [("release", False)]),
        ("结果将于近期公布。", [("event", False)]),
        ("股东大会将择日召开。", [("event", False)]),
        ("旧接口日后将下线。", [("deadline", False)]),
        ("如未公布时间\uff0c以当日为准。", []),
        ("感谢大家的陪伴\uff0c敬请期待\uff01", []),
        ("近期气温偏低。", []),
        ("专辑6月1日发行。", [("release", True)]),
        ("新功能6月1日起向所有用户开放。", [("release", True)]),
        ("积分将于6月1日清零。", [("deadline", True)]),
        ("旧证书6月1日作废。", [("deadline", True)]),
        ("系统6月1日凌晨维护。", [("event", True)]),
        ("公司股票6月1日复牌。", [("event", True)]),
        ("他将于6月1日就任总裁。", [("event", True)]),
        ("何时开售\uff0c厂商没有透露。", [("release", False)]),
        ("代码整理后开源。", [("release", False)]),
        ("発売時期については明言を避けた。", [("release", False)]),
        ("Android版は準備中です。", [("release", False)]),
        ("対応言語は今後追加する予定です。", [("release", False)]),
        ("修正版を早急にリリースします。", [("release", False)]),
        ("審査が完了次第、アプリを公開します。", [("release", False)]),
        ("公判の日程は決まっていない。", [("event", False)]),
        ("旧APIは近く廃止されます。", [("deadline", False)]),
        ("彼はまもなく眠った。", []),
        ("今後の経済の見通しは明るい。", []),
        ("書籍は6月1日に刊行されます。", [("release", True)]),
        ("データは6月1日に削除されます。", [("deadline", True)]),
        ("6月1日以降はログインできなくなります。", [("deadline", True)]),
        ("合格発表は6月1日です。", [("event", True)]),
        ("新社長は6月1日に就任する。", [("event", True)]),
    ],
)
def test_chinese_and_japanese_verbs_say_the_kind_with_a_date_and_without(
    text: str, wanted: list[tuple[str, bool]]
) -> None:
    assert kinds(text) == wanted


@pytest.mark.parametrize(
    "text", ["Kestrel 5.0 has now shipped.", "The motion was defeated on 11 May.", "The merger is complete."]
)
def test_what_ended_by_any_verb_is_an_outcome(text: str) -> None:
    assert [kind for kind, _ in kinds(text)] == ["outcome"]
