"""What Chinese and Japanese texts say beside their news: periods, old plans, their own day, spans."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import Find, read
from watchtracker.reading.passages import passages
from watchtracker.reading.rules import han
from watchtracker.reading.statements import Dated

DAY = date(2028, 10, 20)


def said(find: Find) -> str:
    result = f" {find.result.value}" if find.result else ""
    return f"{find.kind.value}{result}, {dates.display(find.window)}"


def found(text: str) -> list[str]:
    return [said(find) for find in read(text, DAY, UTC).finds]


@pytest.mark.parametrize(
    "text",
    [
        "三季度营收同比大增，环比持平。",
        "第四季度毛利率承压，主要是原料涨价。",
        "下半年公司经营情况说明如下。",
        "現將2029年度普通高級中學入學考試有關事項公告如下。",
        "第3四半期の売上高は前年を上回る見込みです。",
        "押し下げ要因は第4四半期に集中します。",
        "2029年3月期の連結業績予想は据え置きます。",
        "2029年度の募集要項を公開しました。",
        "2029年度 航海士検定 実施要項",
    ],
)
def test_a_period_of_figures_or_of_a_list_is_no_statement(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("新工場は2029年度の稼働を目指しています。", ["event, Apr 2029 to Mar 2030"]),
        ("第3四半期の決算発表は2029年2月7日を予定しています。", ["event, 7 Feb 2029"]),
        ("新型機は第4四半期に発売する予定です。", ["release, Q4 2028"]),
        ("公司将于10月27日披露三季度业绩。", ["event, 27 Oct 2028"]),
        ("二期机房计划于2029年第二季度投产。", ["event, Q2 2029"]),
    ],
)
def test_a_period_in_which_something_comes_is_one(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("原来说11月上线，现在看是12月5日。", ["release, 5 Dec 2028"]),
        ("之前官方说的是11月底，最新口径是12月中旬发布。", ["release, mid-Dec 2028"]),
        ("当初承诺11月交付，现改为明年3月交付。", ["release, Mar 2029"]),
        ("本集團原預期新廠於2028年第四季投產，現預期於2029年第二季投產。", ["event, Q2 2029"]),
        ("原訂11月9日之場次，因場地整修改期，已報名者毋須重新報名。", []),
        ("提供終了は11月末とご案内していましたが、12月15日に延ばします。", ["deadline, 15 Dec 2028"]),
        ("当初11月3日の公演を予定しておりましたが、12月2日に変更いたします。", ["event, 2 Dec 2028"]),
        ("发布会仍按原定计划于11月9日举行。", ["event, 9 Nov 2028"]),
        ("11月9日に説明会を予定しています。", ["event, 9 Nov 2028"]),
        ("请在此之前提交申请，11月9日截止。", ["deadline, 9 Nov 2028"]),
    ],
)
def test_the_day_of_a_plan_that_was_gives_way_to_the_new_one(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "日期：2028年10月20日",
        "發文日期：2028年10月20日",
        "作成日：2028年10月20日",
        "2028/10/20 15:00 更新",
        "编辑要过节，所以25日那期停更。",
        "編集後記：23日(月)は休刊です。",
        "\uff12\uff0e来週までの予定",
        "工場は7月に完成し、いま機械を入れています。",
        "良率下滑主要是因为2月份停线改造。",
    ],
)
def test_the_day_of_the_text_and_months_that_are_over_are_no_statement(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("雑誌「潮」は12月25日発売号をもって休刊します。", ["release, 25 Dec 2028"]),
        ("工場は11月に完成し、12月に動き出します。", ["event, Nov 2028", "event, Dec 2028"]),
        ("新作は来年7月に公開します。", ["release, Jul 2029"]),
    ],
)
def test_what_sounds_like_them_is_one(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "words", "former"),
    [
        ("原定11月9日的讲座改到12月。", "11月9日", True),
        ("讲座原定11月9日，改到12月7日。", "12月7日", False),
        ("11月9日に予定していた講演は中止です。", "11月9日", True),
        ("11月9日に講演を予定しています。", "11月9日", False),
    ],
)
def test_what_stands_right_beside_a_date_says_whether_it_is_that_of_a_plan_that_was(
    text: str, words: str, *, former: bool
) -> None:
    passage = next(passages(text))
    start = text.index(words)
    assert han.is_former(passage, Dated(start, start + len(words), words, dates.UNDATED)) is former


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("限时祈愿「潮声」：10月28日维护结束后——11月18日05:59。", ["deadline, 28 Oct to 18 Nov 2028"]),
        ("開催期間：10月26日(木)メンテナンス終了後 ～ 11月9日(木) 10:59", ["event, 26 Oct to 9 Nov 2028"]),
        ("本公司將於11月24日至11月27日（首尾兩日包括在內）暫停辦理股份過戶登記。", ["event, 24 to 27 Nov 2028"]),
        ("会期：11月3日(金)～11月5日(日)（両日含む）", ["event, 3 to 5 Nov 2028"]),
        ("11/2(木)　輸出統計の速報\n11/8(水)～10(金)　接合技術展", ["event, 2 Nov 2028", "event, 8 to 10 Nov 2028"]),
        ("设备联调要到明年一月中旬。", ["event, mid-Jan 2029"]),
        ("样品送了，11月会有一次客户审厂。", ["event, Nov 2028"]),
    ],
)
def test_spans_are_read_whole_and_notes_in_brackets_passed_over(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("登记办法争取明年一季度出台，收费办法还在会签，出台时间尚未确定。", ["event, Q1 2029", "event, no date"]),
        ("新棟は来年2月に完成し、量産の時期は改めて公表します。", ["release, Feb 2029", "release, no date"]),
        ("受注開始の時期は、まだ決めていません。", ["event, no date"]),
        ("中期計画は、固まり次第速やかに公表いたします。", ["release, no date"]),
        ("お手続きの方法は後日、本ページにてご案内いたします。", ["release, no date"]),
        ("新型號短期內試行，地點容後公佈。", ["release, no date"]),
        ("收费标准什么时候出来，时间还不好讲。", ["event, no date"]),
        ("2029年度下期に終了する見込みです。日付が決まり次第お知らせします。", ["deadline, Oct 2029 to Mar 2030"]),
        ("近日提供\n\n- 監査ログの書き出し\n- 鍵の管理画面", ["release, no date", "release, no date"]),
        ("会議は11月9日で、会場は未定です。", ["event, 9 Nov 2028"]),
        ("时间过得很快，我们都老了。", []),
        ("準備が整い次第、席にお着きください。", []),
    ],
)
def test_what_is_left_open_is_a_promise_also_beside_a_day(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("10月18日の臨時総会で、規格書の採択を可決。", ["outcome happened, 18 Oct 2028"]),
        ("一般提供を開始しました(10/18)", ["outcome happened, 18 Oct 2028"]),
        ("子会社の解散を、本日開催の取締役会で決議しました。", ["outcome happened, 20 Oct 2028"]),
        (
            "昨日の取締役会で、昨年5月から続けていた買い付けを予定より早く終了しました。",
            ["outcome happened, 19 Oct 2028"],
        ),
        ("みずうみ色は製造上の都合で発売を取りやめました。", ["outcome cancelled, 20 Oct 2028"]),
        ("10月18日已收到交易所的终止审核决定。", ["outcome cancelled, 18 Oct 2028"]),
        ("於10月18日，本公司與賣方訂立終止協議。", ["outcome cancelled, 18 Oct 2028"]),
        ("原计划今年四季度推出的资料片取消开发。", ["outcome cancelled, 20 Oct 2028"]),
        ("官方昨天才承认项目终止。", ["outcome cancelled, 19 Oct 2028"]),
        ("因上周的公示问题，活动延长至11月1日结束。", ["deadline, 1 Nov 2028"]),
        ("発売を取りやめた場合は返金します。", []),
        ("如收到终止审核决定，请联系我们。", []),
    ],
)
def test_what_was_decided_or_dropped_is_an_outcome(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("■歳末ボーナス\n12月20日（水）4:00 ～ 2029年1月10日（水）3:59", ["event, 20 Dec 2028 to 10 Jan 2029"]),
        ("報名日期：自11月1日上午10時起至11月15日下午5時止。", ["deadline, 1 to 15 Nov 2028"]),
        ("停机时间为11月15日20:00至11月19日24:00。", ["event, 15 to 19 Nov 2028"]),
        ("12月6日（水）のメンテナンス（10:00～16:00）にて配信します。", ["event, 6 Dec 2028, 10:00 UTC"]),
        ("请于11月13日下班前到柜台办理，逾期顺延至恢复后办理。", ["deadline, by 13 Nov 2028"]),
        ("扣划日由11月20日调整为11月25日。", ["event, 25 Nov 2028"]),
        ("118年起考試將改採電腦化測驗。", ["event, 2029"]),
        ("麦穗浏览器：先说 11 月，后说 12 月，现在官网写的是明年三月。", ["release, Mar 2029"]),
        ("試験走行は予定通り16日に始まった。", ["outcome happened, 16 Oct 2028"]),
        ("準備書は近く公告・縦覧される見通しだ。", ["release, no date"]),
        ("分叉项目已于上周末建仓，首个可用版本争取国庆前放出。", ["release, by 30 Sep 2029"]),
        ("11月14日前未缴费的单位可以补缴。", []),
        ("团队称年内见不到了，明年看情况。", []),
        ("10/29（日）重陽放假，无", []),
        ("電話服務時間：週一至週五 9:00-17:30", []),
        ("〒101 TEL 03-0000-1155（平日10:00～17:00、12/29～1/4は休業）", []),
    ],
)
def test_notices_and_letters_say_their_days_in_many_ways(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("时间：11月1日至11月17日，每天上午9:00至12:00，下午14:00至17:30", ["event, 1 to 17 Nov 2028"]),
        ("618 活动：12月1日0点—12月18日24点，直降200元。", ["event, 1 to 18 Dec 2028"]),
        ("法人說明會預計於十一月底前舉辦，日期確定後另行公告。", ["event, by 30 Nov 2028"]),
        ("12月ご利用分（1月請求）より、料金を改定いたします。", ["event, Dec 2028"]),
        ("11月28日 深夜1時〜5時にDBの移行を行います。", ["event, 28 Nov 2028"]),
        (
            "市は年内に基本方針を公表し、来年3月議会に議案を提出します。",
            ["release, 20 Oct to 31 Dec 2028", "event, Mar 2029"],
        ),
        ("11月20日(月)は終日ご利用いただけません。", ["event, 20 Nov 2028"]),
        ("評価会議は今年も11月、場所は金沢。", ["event, Nov 2028"]),
        ("最終報告書の公開は「今週中」から「準備でき次第」に後退。", ["release, no date"]),
        ("上一代将于明年9月停止系统更新。", ["deadline, Sep 2029"]),
        ("| 功能 | 状态 |\n|---|---|\n| 离线缓存 | 已上线（10月18日） |", ["outcome happened, 18 Oct 2028"]),
        ("开发中的功能\n\n- 竖排模式\n- 暂不会做的朗读", ["release, no date"]),
        ("3月的江边风很大，我就想退赛。", []),
        ("発表は19日金曜の夜。", []),
        ("© 2019-2029 云雀科技 沪ICP备19000000号", []),
    ],
)
def test_pages_and_letters_of_shops_towns_and_clubs_are_read(text: str, what: list[str]) -> None:
    assert found(text) == what


def test_what_a_row_tells_of_its_day_and_an_order_with_its_day_are_read() -> None:
    row = "| 日付 | 内容 |\n|---|---|\n| 2028年10月18日 | 旧プランの販売を終了しました |"
    assert found(row) == ["outcome happened, 18 Oct 2028"]
    assert found("已购门票继续有效，如需退票请于11月25日前申请。") == ["deadline, by 25 Nov 2028"]
    assert found("二、即将到来") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("CLI 版已於 10/18 釋出；網頁版還在測。", ["outcome happened, 18 Oct 2028"]),
        ("11月22日(水)に予定していた点検は、調査を優先するため中止します。", ["outcome cancelled, 20 Oct 2028"]),
        (
            "17日21時頃より発生した遅延は、本日13時20分に復旧いたしました。",
            ["outcome happened, 20 Oct 2028, 13:20 UTC"],
        ),
        ("本报讯 10月18日，国务院办公厅印发《低空物流若干措施》。", ["outcome happened, 18 Oct 2028"]),
        ("强制投保制度成熟一条推出一条，未列时间表。", ["release, no date"]),
        ("解説書は告示後速やかに公表します。", ["release, no date"]),
        ("第二場定於十一月二十四日（五）下午二時至五時舉行。", ["event, 24 Nov 2028, 14:00 UTC"]),
        ("‧ 限量版新唱盤：價錢同日子都未有", ["release, no date"]),
        ("维修部将于12月2日迁往新址。", ["event, 2 Dec 2028"]),
        ("最後更新：2028/10/20", []),
        ("十二月二日前送修之器材不受影響。", []),
        ("12月4日至7日休息，12月8日照常營業。", []),
        ("v2 至少到 2031 年底前不會。", []),
    ],
)
def test_letters_of_three_regions_are_read(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("着工は11月の連休明け、竣工は2029年秋です。", ["event, Nov 2028", "event, Sep to Nov 2029"]),
        ("国内の発売は年後半です。", ["release, H2 2028"]),
        ("原定周五的读者茶话会，人太少，不办了。", ["outcome cancelled, 20 Oct 2028"]),
        ("此前市场一度传会推迟到12月。", []),
        ("明早 7 点半见，周末不更。", []),
    ],
)
def test_what_is_said_in_passing_is_read_as_it_is_meant(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("研討會改期！原訂11/15（三）→ 11/29（三），地點不變。", ["event, 29 Nov 2028"]),
        ("第二梯次補助自即日起受理申請，至11/15止，額滿為止。", ["deadline, 15 Nov 2028"]),
        ("雨天の場合は11月11日に順延します。", []),
        ("如遇大雨，改至11月11日举行。", []),
        ("端午期间（11月17日至19日）客服暂停，20日恢复。", ["event, 17 to 19 Nov 2028", "event, 20 Nov 2028"]),
    ],
)
def test_arrows_days_on_which_this_is_said_and_rain_are_read_as_they_are_meant(text: str, what: list[str]) -> None:
    assert found(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "【公告】《浮灯纪》10月26日停服更新说明\n\n我们将于10月26日（周四）7:00～11:00对全部服务器进行停机维护。",
            ["event, 26 Oct 2028, 07:00 UTC"],
        ),
        (
            (
                "11月30日(木) 15:00をもちまして、サービスの提供を終了いたします。\n\n"
                "| 日時 | 内容 |\n|---|---|\n| 11月30日(木) 15:00 | サービス終了 |"
            ),
            ["deadline, 30 Nov 2028, 15:00 UTC"],
        ),
        (
            "秋の講座のご案内\n\n11月3日に陶芸、11月4日に染色の講座を開催します。",
            ["event, 3 Nov 2028", "event, 4 Nov 2028"],
        ),
    ],
)
def test_the_title_of_a_notice_and_a_row_say_no_more_than_the_sentence(text: str, what: list[str]) -> None:
    assert found(text) == what


def test_a_day_in_a_condition_and_a_sentence_on_the_day_of_the_one_before_are_no_statements() -> None:
    assert found("如果11月10日前没有收到邮件，请检查垃圾箱。") == []
    moved = "移転は来年度に延期となりました。詳しい時期は決まり次第お知らせします。"
    assert found(moved) == ["release, Apr 2029 to Mar 2030"]
