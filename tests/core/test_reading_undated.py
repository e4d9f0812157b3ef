"""The ways of promising without a date: what says that nobody knows when, and what only sounds like it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from watchtracker.reading import read
from watchtracker.reading.languages import english_undated
from watchtracker.reading.languages.words import pattern

DAY = date(2027, 5, 12)


def kinds(text: str) -> list[str]:
    finds = read(text, DAY, ZoneInfo("Europe/Berlin")).finds
    assert not any(find.window.dated for find in finds)
    return [find.kind.value for find in finds]


@pytest.mark.parametrize(
    "text",
    [
        "A native Linux client will be with you shortly.",
        "We will publish the full schema in due course.",
        "The studio has given no release window.",
        "Group calls are on the roadmap.",
        "Next up: a plug-in store.",
        "A new firmware for the Heron is imminent.",
        "The new editor is nearly here.",
        "We're working on a mobile app, stay tuned.",
        "A tablet edition will follow later.",
        "The offline mode ships when it's ready.",
        "Code will be released upon acceptance.",
        "A fix is forthcoming.",
        "Availability in Canada: later",
        "The rollout to business accounts will happen gradually.",
        "The report is due shortly.",
        "A release date hasn't been announced.",
        "The price and release date remain unknown.",
        "It's too early to say when 2.0 will ship.",
        "The next version will support SAML.",
        "Season three is in development.",
        "- Calendar sync: planned",
        "Our iPad app? It's coming.",
        "No word yet on when the Pro model will ship.",
        "The firm declined to give a timetable for the rollout.",
        "Release timing has not been disclosed.",
        "Availability outside the US is still up in the air.",
        "Quark 2 will be released at an unspecified date.",
        "The Mac app isn't far off.",
        "The plug-in API opens to everyone once we are happy with it.",
        "A permanent fix is being worked on.",
        "Bulk export: next release",
        "- Bulk export [planned]",
        "You'll be able to export in bulk soon.",
        "Coming up: bulk export.",
        "Batch mode isn't available yet; we'll announce it here.",
        "Orla is not committing to a date for the sequel.",
        "The annex to the guide is expected before the summer break.",
        "We'll share timing for the tablet edition once the beta settles down.",
        "A sequel is certain, but no release window was given.",
        "Nothing to show of the port just yet, but watch this space.",
        "A new handset is expected but hasn't been dated.",
        "We haven't settled on a launch date.",
        "The migration guide will come in a later post.",
        "The long-promised port remains without a date.",
        "再度跳票的游戏“海鸥”已再次延期。",
        "权重整理完毕后就会放出。",
        "车展周边的上线日我们晚点再说。",
        "Android版は後ほど公開します。",
        "The update is rolling out and reaches everyone over the next several weeks.",
        "Android follows once that is through.",
        "Nobody wants to say when the replacement will be done.",
        "We have not picked a day for the port.",
        "售价和开卖日期暂时保密。",
        "补丁会随下个版本一起推送。",
        "不具合は次のアップデートで修正されます。",
        "The bug is fixed and will be part of the next minor release.",
        "No date has been announced for the sequel, which was teased at the end of the show.",
        "该剧杀青后一直未定档。",
        "厂商回应\uff1a何时补货暂不能确定。",
        "ご要望の多かったダークモードも近いうちに実装する予定です。",
        "A fix is ready and will ship with the next point release.",
        "You shouldn't have to wait too long for the tablet edition.",
        "Timeline for general availability: not yet determined.",
        "The gates arrive over the course of the coming months.",
        "等测试服稳定以后\uff0c就会开正式服。",
        "次回入荷は未定となっております。",
        "対応版は審査待ちで、承認され次第公開します。",
        "Vendors have promised patches, but not when.",
        "Nothing is locked in for the handheld release yet.",
        "No word on pricing or a date.",
        "我们打算把代码开源\uff0c但还没想好什么时候。",
        "下一批机型的上线时间\uff1a等通知",
        "ガイドラインは今後公表される見通しだ。",
        "论文被接收后\uff0c我们会公开全部代码。",
        "App Store 版本正在审核\uff0c过审后上架。",
        "官方表示\uff0c正式版“不会太久”。",
        "機能の追加は今後のアップデートで行います。",
        "Coming Soon\uff1aデスクトップ版",
        "ベータ版の提供はもう少し先になりそうです。",
        "发售再次推迟。",
        "発売は再び延期となった。",
    ],
)
def test_what_comes_out_without_a_date_is_a_release(text: str) -> None:
    assert kinds(text) == ["release"]


@pytest.mark.parametrize(
    "text",
    [
        "The trial was postponed; no new date has been set.",
        "The vote has been put off indefinitely.",
        "Phase two will begin once funding is secured.",
        "The firm declined to comment on when the plant might reopen.",
        "The date of the meeting will be set by the chair.",
        "選考結果は数日中に発表されます。",
        "The parties have yet to fix a date for the signing.",
        "会议时间、地点待通知。",
        "The board will rule once it has heard both sides.",
        'Legal aid rates will rise "at the earliest opportunity".',
        "展览延期开幕\uff0c何时对公众开放视疫情而定。",
        "制度の運用開始時期は今後検討する。",
        "The parties now wait for the court to set a date for oral argument.",
        'The mine could restart "within months" if the permit is granted.',
        "地元との協議が整い次第、工事を始める方針です。",
        "The minister is due to make a statement shortly.",
        "Commencement: on a day to be appointed by the minister.",
        "我们会在适当的时候公布调查结果。",
        "维修基金新规何时生效\uff0c住建局尚未回应。",
        "董事会换届选举将延期举行。",
        "工場の再稼働時期は不明だ。",
        "A timetable for the handover has not been agreed.",
        "The date for the runoff is still being negotiated.",
        "A hearing has been requested but not scheduled.",
        "演唱会延期\uff0c新日期确定后公布。",
        "新馆何时对外开放\uff0c馆方表示“快了”。",
        "開館日程は未発表。",
        "听证会日期尚待法院确定。",
        "董事会尚未就派息日期作出决定。",
        "双方将择机签署正式协议。",
        "詳細な日程は決まり次第お知らせします。",
        "The vote remains on hold until the count is checked.",
        "The summit will be rescheduled.",
        "The gala has been postponed indefinitely.",
        "Postponed: new date to be announced",
        "The board will meet again at a time to be agreed.",
        "A date for the by-election has yet to be called.",
        "The road will reopen in due course.",
        "Results will be published in due course.",
        "A decision is expected soon.",
    ],
)
def test_what_takes_place_without_a_date_is_an_event(text: str) -> None:
    assert kinds(text) == ["event"]


@pytest.mark.parametrize(
    "text",
    [
        "Applications will close soon.",
        "A deadline for comments will be announced.",
        "The v1 endpoints are deprecated and will be removed in a future release.",
        "Support for 1.x will end in the coming months.",
    ],
)
def test_what_ends_without_a_date_is_a_deadline(text: str) -> None:
    assert kinds(text) == ["deadline"]


@pytest.mark.parametrize("heading", ["Coming soon:", "## On the roadmap", "## In the works", "## What's coming next"])
def test_a_heading_that_promises_says_so_of_each_item_under_it(heading: str) -> None:
    assert kinds(f"{heading}\n\n- A plug-in store\n- Voice notes\n") == ["release", "release"]


@pytest.mark.parametrize(
    "text",
    [
        "As soon as the server starts, open the page.",
        "Soon after the war the mill closed.",
        "She soon became head of research.",
        "You can always change your mind later.",
        "Stay tuned!",
        "Talk soon,",
        "The shop is just around the corner from the station.",
        "The file is in the works folder.",
        "If no date is given, the current day is used.",
        "Without a date the entry is skipped.",
        "Add the butter once the onions are done.",
        "When it's ready, take the bread out of the oven.",
        "Great things are coming.",
        "The plans were put on ice in 1998.",
        "Next, we'll look at the network layer.",
        "You should own a phone from 2019 or later.",
        "References may arrive up to a week later.",
        "Your refund will be processed in a few days.",
        "At some point you will need a bigger disk.",
        "We're retiring it in stages:",
        "The old model is on its way out.",
        "You will receive a code by text message shortly.",
        "The tin had no date on it.",
        "A reminder of a deadline never comes later because of them.",
        "The keys are used by version 0.6 and later.",
        "Values still to be determined are marked with a star.",
        "The coalition had been in the works for years before it collapsed.",
        "You will join a team that ships often, and you will soon feel at home.",
        "The name of the keynote speaker is to be announced.",
        "You can change this at a later date in Settings.",
        "Flights are delayed because of fog.",
        '"She never promised a date," said a former student.',
        "我们正在招聘工程师\uff0c一起打造即将改变行业的产品。",
        "未来几天\uff0c北方地区气温将明显回升。",
        "雨は今後数日続く見込みです。",
        "Before long the whole village had turned out to watch.",
        "To be decided: who brings the cake.",
        'The word "soon" appears eleven times in the announcement.',
        "Over the coming days the wound should be kept dry.",
        "会议地点待定。",
        "会場は未定です。",
        "即将过期的食品请勿购买。",
        "We're always adding features. Some arrive sooner, some later.",
        "In the coming years the population will age.",
        "Lights come on as soon as it gets dark.",
        "The tools will eventually wear out.",
        "There is no date on which everyone is free.",
        "The museum was closed until further notice in 1940.",
        "All changes take effect as soon as you press Apply.",
        "お支払いが確認でき次第、商品を発送いたします。",
        "This option will be explained later.",
        "We will never share your schedule with anyone.",
        "Contact us and a consultant will call you back shortly.",
        "无论何时都不能放弃。",
        "未定の部分は空欄にしてください。",
        "The two had been due to meet soon after the vote.",
        "时间如有调整\uff0c另行通知。",
        "会議はまもなく終わった。",
        "我们后续会跟进您的反馈。",
        "応募者には後日ご連絡します。",
        "In the coming weeks, drink plenty of water and rest.",
        "A mild spell will continue in the coming days, forecasters said.",
        "No release is planned.",
    ],
)
def test_words_of_time_in_history_orders_and_greetings_promise_nothing(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("heading", ["Coming soon", "What's coming next", "Up next:", "On the roadmap (no dates)"])
def test_a_heading_promises_where_it_says_nothing_else(heading: str) -> None:
    promising = pattern(english_undated.PROMISING)

    assert promising.match(heading)
    assert not promising.match(f"{heading} in the shop")


@pytest.mark.parametrize(
    "text",
    [
        "New trial date to follow.",
        "A date for digging has not been set.",
        "The next edition will be in Ljubljana, dates to follow.",
        "The general meeting on the sale will be called separately; the board cannot at present give a date.",
        "When the hearing resumes is anybody's guess.",
    ],
)
def test_an_open_date_of_what_takes_place_is_an_event(text: str) -> None:
    assert kinds(text) == ["event"]


@pytest.mark.parametrize("text", ["We don't announce dates of releases in advance.", "We never comment on dates."])
def test_what_somebody_never_says_promises_nothing(text: str) -> None:
    assert kinds(text) == []
