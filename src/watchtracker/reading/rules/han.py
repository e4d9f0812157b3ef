"""Dates of Chinese and Japanese texts that are no statement: periods of figures, old plans, the text's own day.

"第3四半期の決算" and "二季度毛利率" say of when figures are; "原来说12月底" and "9月末とご案内していましたが" name a
day that holds no more; "发文日期：" and "15:00 更新" are the day of the text, and "11日は休刊です" one on which none
comes out.
"""

from __future__ import annotations

import re
from datetime import date

from watchtracker.reading.languages.words import pattern
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.records import Why
from watchtracker.reading.rules.tense import When
from watchtracker.reading.statements import Dated, Passage

_NEAR = 48
# A quarter, a half, a year of the books: what figures are told of.
_PERIOD = re.compile(
    r"(?:四半期(?:以降|以後|から)?|季度|[一二三四\d]季|半年|半期|年度|月期|通期|[上下]期|Q[1-4]|[1-4]Q)度?$",
    re.IGNORECASE,
)
_FISCAL_YEAR = re.compile(r"年度$")
_MONTH = re.compile(r"\d月(?:份|分|度)?$|[一二三四五六七八九十]月(?:份)?$")
_FIGURES = r"""
    (?:营业?收入?|營業?收入?|营收|營收|收入|收益|净利|淨利|归母|歸母|扣非|利润|利潤|毛利|业绩|業績|经营|經營|
    运营(?:数据|情况)|
    财报|財報|财务|財務|财季|销量|銷量|销售|銷售|产量|產量|产能利用率|產能利用率|出货|出貨|出口|进口|進口|经济|經濟|
    同比|
    环比|環比|按年|按季|增长|增長|增速|订单(?:量|额)|訂單(?:量|額)|交付量|市占|市场份额|现金流|現金流|费用率|成本|
    亏损|虧損|
    盈利|溢利|工作总结|总结|总體|总体|回顾|回顧|运行情况|报告期|用电量|用電量|客流|票房|社融|价格指数|價格指數|
    売上|営業(?:利益|損益|損失|収益|赤字|黒字)|経常(?:利益|損益)|純利益|純損失|最終(?:利益|赤字|損益)|
    決算(?!短信の発表は)|
    実績|利益|販売(?:台数|数量|高|額|実績)|出荷(?:台数|数量|額|高|実績)|装置販売|受注|生産(?:台数|高|額|指数|実績)|
    国内総生産|
    成長率|物価|景気|前年|連結|単体(?:業績|売上)|減収|増収|減益|増益|黒字|赤字|配当|累計|輸出|輸入|貿易|失業率|
    訪日|来場者数|利用者数|登録者数|件数|倒産件数|GDP|CPI|PPI|PMI|EPS|EBITDA)
"""
_OF_FIGURES = pattern(
    r"""
    [)）」』\]]?\s*(?:的|之|の|における|は|も|累計(?:期間)?の?|累计|期間の?|期间)?
    (?:(?:本)?公司|集团|集團|当社|全社|我国|我國|全国|全國|全球|国内|國內|世界|全市|全省|整体|整體|单季|單季|合计|
    主要|実質|
    名目|中間|国内総生産|台湾・?|米国|中国|日本)?(?:的|の)?
    """
    + _FIGURES
)
# "の日程", "数据工程师考试": what the year of the books only gives its number to.
_OF_A_THING = pattern(r"""
    (?!\s*(?:の)?(?:に|まで|から|より|中|内|內|末|初|上|下|前|後|后|以|第|半|早|途|いっぱい|頃|ごろ|予定|を目|をめど|
    をもって|
    をもちまして|かけて|当初|终|終|底|起|间|間|春|夏|秋|冬|、|，|,|。|$|[)）」』]))
    (?!\s*の?[^をはがの、，。]{0,8}(?:完成|実用化|開始|開業|発売|稼働|導入|施行|運用|量産|打ち上げ|商用化|供用|竣工|
    着工|開校|
    開通|制度化|公開|提供|リリース|達成|終了|廃止|統合|上場|推出|上线|上線|启动|啟動|投产|投產|建成|实施|實施|开工|
    開工|
    交付|量产|量產|発足|開催|実施|落成|完工|通车|通車|开展|開展|举办|舉辦|投用|发布|發布|见分晓|到期|退役|
    スタート|オープン|サービスイン))
    [\s\u3000]?(?:の)?[\w「『《(（【]
""")
# The number of a question: "Q1：客户进度？"
_QUESTION = re.compile(r"[Q\uff31][1-4\uff11-\uff14]", re.IGNORECASE)
_ASKS = re.compile(r"[?？]\s*$")
# A verb of figures behind a quarter that has no year of its own: "第3四半期に集中します".
_FIGURE_VERB = re.compile(
    r"(?:に|で|は|も|から|まで|にかけて)[^、。]{0,12}(?:集中|計上|偏重|偏り|寄与|底打ち|回復|減損|反映|押し下げ|押し上げ|織り込|影響|影響を)"
)
_NO_NEW_DATE = (
    r"(?:(?!\d{1,4}[年月日号號/]|→|->|⇒|推迟|推遲|改[至为為到期在成]|延[至期后後]|顺延|順延|挪|移[至到]|提前|调整|調整|变更|變更|推[到至])"
    r"[^，。；,;：])"
)
# A plan that was: in front of its date, in Chinese.
_FORMER = pattern(rf"""
    (?<![按依照仍持还還高])原(?:定|订|訂|计划|計劃|計畫|预期|預期|预计|預計|拟|擬|预定|預定|先|本|来|來|安排|说|說|
    宣布|公布|
    披露|排|约定|約定|承诺|承諾){_NO_NEW_DATE}{{0,26}}$|
    (?<!在)(?:之前|此前|早前|先前|当初|當初|最初|起初|上次|上回|前次|早先|去年|年初|当时|當時)(?:还|還|都|曾|一直|
    官方|公司|
    我们|我們|作者|项目方|团队|團隊|对外|對外)?(?:说|說|称|稱|定|讲|講|承诺|承諾|预告|預告|公布|公佈|宣布|计划|計劃|
    预计|
    預計|预期|預期|通知|公告|给|給|写|寫|传|傳|透露|答应|答應|喊)(?:的|了|是|过|過|出|在|于|於|好|要|会|會)*
    {_NO_NEW_DATE}{{0,14}}$|
    (?:此前|之前|早前|先前|一度|曾)[^，。；\d]{{0,6}}(?:盛?传|盛?傳|猜测|猜測)[^，。；\d]{{0,12}}$|
    (?:先|后|後|一开始|一開始|最早|最初|又|再)(?:是)?(?:说|說|称|稱|定)(?:好|的|了|是|在|成)?\s*$
""")
# What Japanese says behind the date that it was said to be.
_WAS_SAID = pattern(r"""
    \s*(?:\([^()]{1,4}\)|（[^（）]{1,4}）)?(?:頃|ごろ|中|末)?[^、。]{0,14}?(?:と|として|を|に|で|までに|から|の)?
    (?:ご)?(?:案内|予定|告知|計画|想定|お知らせ|発表|公表|アナウンス|説明|お伝え|お約束|約束|公約|目指|見込|目標と)
    (?:と|を)?(?:して|んで|て)(?:い(?:まし)?た|おりました|いました)(?:が|もの|けれど|けど|ところ|
    [^、。]{1,24}[はをが])|
    [「『“][^、。]{1,14}[」』”](?:に|へ)(?:後退|変更|延期|先送り|見直|修正|訂正|改め)|
    中?[」』”]?(?:から|より)[「『“]?[^、。]{1,14}[」』”]?(?:に|へ)(?:後退|変更|延期|先送り|ずれ|繰り|見直|修正|訂正|
    改め)|
    [^、。]{0,10}?(?:と|を|に)(?:申し上げ|お伝えし|ご案内し|お知らせし|お約束し)(?:まし)?た?(?:が|もの)
""")
# One of these is in all of that, and in no Chinese text: a look for them is quicker.
_MAY_BE_SAID = re.compile(r"[たにへがも]")
# Where a text gives its own day, and on which none comes out.
_DAY_KEY = pattern(r"""
    最[后後終](?:更新|修改|修訂|修订|编辑)(?:日期?|时间|時間)?[：:]\s*$|(?:首发|首發|发布|發布|更新)[于於]\s*$|
    (?:^|[\s　|\uff5c【(（])(?:(?:发文|發文|发布|發布|發佈|刊登|刊发|印发|印發|签发|簽發|成文|落款|公告|公布|公佈|
    发稿|發稿|通告|投稿|
    编制|編製|填报|填報|
    撰写|撰寫|撰文|登载|登載|生成|制表|記入|作成|発行|掲載|配信|更新|改訂|最終更新|受付)?(?:日期|时间|時間)|(?:作成|
    発行|掲載|配信|
    更新|改訂|記入|投稿|公開|最終更新)日(?:時)?|収録日|采访日期|調研日期|调研日期)[：:]\s*(?:中華|中华)?$
""")
_STAMPED = re.compile(
    r"[\s　]*(?:[(（][^()（）]{1,4}[)）])?[\s　]*(?:\d{1,2}[:：時时]\d{0,2}分?)?[\s　]*"
    r"(?:更新|改訂|発行|掲載|配信|公開|作成|現在|発信|追記|时点|發佈|发布|发表|發表|阅读|訂正|修正)"
    r"[\s　)）】]*(?:$|[\d\s　|\uff5c:：])"
)
_NO_ISSUE = pattern(r"""
    [^。，、]{0,6}(?:休刊|休載|休载|停更|停刊|休更|不更新|断更|斷更|停更一|暂停更新|暫停更新|休配信|お休みします|
    お休みです|
    お休みとさせて|お休みをいただ|配信(?:は|を)?お休み|発行(?:は|を)?お休み|配信(?:は)?ありません|
    発行(?:は)?ありません)
""")
_OF_ITSELF = pattern(
    r"本刊|本报|本報|那期|这期|這期|当期|本号|小誌|本誌|編集後記|编辑|編輯|次号|次回|下期|[日号週周月]"
)
_SERIAL = pattern(r"(?:月刊|週刊|季刊|誌|新聞|雑誌|杂志|周刊|《[^》]+》|「[^」]+」|『[^』]+』)[はが]?[^。]{0,12}$")
# "3月14日前未缴费的单位" says of whom it speaks.
_OF_THOSE_WHO = re.compile(
    r"[^，。；]{1,10}[之的][^，。；]{1,10}(?:不受影[响響]|不在此限|仍按|照舊|照旧|[仍继繼][^，。；]{0,3}有效)|"
    r"(?:仍|还|還|尚)?(?:未|没有|沒有|已|已经|曾|取得|购买|購買|入职|注册|註冊|签约|簽約|毕业)[^，。；]{1,16}[的者]"
)
_IF_BY_THEN = re.compile(r"(?:如果|若|倘若|如|万が一、?|もし)[^，。、]{0,6}$")
_NOT_COME = re.compile(
    r"(?:还|還|仍|都)?(?:没有|沒有|没|沒|未)(?:能)?(?:收到|接到|完成|到|回复|回覆|通过|看到)|(?:になっても|までに)[^、。]{0,12}(?:ない|ません)"
)
_IF_IT_RAINS = re.compile(
    r"(?:雨天|荒天|悪天候|小雨)(?:の場合|時|の際|なら)[^、。]{0,6}$|如遇[^，。；\d]{1,8}[，则則]?[^，。；\d]{0,10}$"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|&copy;|copyright)\s*(?:\d{4}\s*[-\u2013\u2014]\s*)?$", re.IGNORECASE)
# The year of a month that stands apart from it: "今年も9月".
_YEAR_OF = re.compile(r"(?:今|本|明|来|去|昨)年")
_ITS_MONTH = re.compile(r"(?:也|も|は|の|的|还是|還是|、)?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})月")
_WE_SHALL_SEE = re.compile(
    r"(?:都|也|還|还)?(?:不[会會](?!受|影)|没有计划|沒有計劃)[。！]?$|[^，。；\d]{0,6}(?:休息|放假)(?:$|[，。；、])|照常(?:營業|营业|开放|開放|上班)|"
    r"(?:再说|再說|再看|看情况|看情況|再议|再議|再定|见分晓吧|我不过|快乐|快樂|愉快)"
)
# A holiday of an office, beside its telephone.
_CLOSED = re.compile(r"(?:は|、)?(?:休業|休み|お休み|休館|を除く|除く|放假|休息|休馆)")
_OFFICE = re.compile(r"TEL|Tel|電話|电话|〒|受付時間|営業時間|問い?合わせ|咨询|热线|熱線|客服")
# A month that a text in running words names without its year is the last one of the name, if that was not long ago.
_BARE_MONTH = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|(?:\d{1,2}日)?|[上中下]旬|初め?|[底末])")
_LONG_AHEAD = 150  # days
_BECAUSE = re.compile(r"(?:因为|因為|由于|由於|受|得益于|得益於|主要是|主因是|拜|缘于)[^，。；]{0,4}$")


def why(passage: Passage, dated: Dated, where: When) -> Why | None:
    """Why a date of a Chinese or Japanese text is no statement; None if nothing of the above speaks against it."""
    before, behind = passage.text[: dated.start], passage.text[dated.end :]
    if where is not When.AHEAD and dated.window.exact and (_DAY_KEY.search(before[-_NEAR:]) or _STAMPED.match(behind)):
        return Why.DAY_OF_THE_TEXT
    if _NO_ISSUE.match(behind) and not _SERIAL.search(before) and _OF_ITSELF.search(passage.text):
        return Why.DAY_OF_THE_TEXT
    if where is not When.BEHIND and is_former(passage, dated):
        return Why.MOVED
    if dated.words.endswith("前") and _OF_THOSE_WHO.match(behind):
        return Why.LABEL
    if _COPYRIGHT.search(before) or (_YEAR_OF.fullmatch(dated.words) and _ITS_MONTH.match(behind)):
        return Why.LABEL
    if _WE_SHALL_SEE.match(behind) or (_CLOSED.match(behind) and _OFFICE.search(passage.text)):
        return Why.LABEL
    if _IF_IT_RAINS.search(before[-_NEAR:]) or (_IF_BY_THEN.search(before) and _NOT_COME.match(behind)):
        return Why.IMAGINED
    return _of_a_period(dated, behind)


def is_former(passage: Passage, dated: Dated) -> bool:
    """Whether a date is the one of a plan that was, as the words right before it or behind it say."""
    if _MAY_BE_SAID.search(passage.text, dated.end) and _WAS_SAID.match(passage.text, dated.end):
        return True
    return bool(_FORMER.search(passage.text[max(0, dated.start - _NEAR) : dated.start]))


def is_of_last_year(passage: Passage, dated: Dated, day: date | None) -> bool:
    """Whether a month without its year is the last of its name: "9月に完成し", told in November.

    Of one that comes next year a text in these languages says so.
    """
    first = dated.window.earliest
    running = passage.block.kind is BlockKind.PROSE or passage.text.rstrip().endswith("。")
    if day is None or first is None or not running:
        return False
    if first.year == day.year or not _BARE_MONTH.fullmatch(dated.words):
        return False
    if (first - day).days < _LONG_AHEAD and not _BECAUSE.search(passage.text[: dated.start]):
        return False
    start, end = passage.clause(dated.start, dated.end)
    return passage.words.ahead.search(passage.text, start, end) is None


def _of_a_period(dated: Dated, behind: str) -> Why | None:
    """Whether it says of when figures are, or which year's list it is."""
    if _QUESTION.fullmatch(dated.words) and behind[:1] in {":", "：", "."} and _ASKS.search(behind):
        return Why.LABEL
    if _PERIOD.search(dated.words):
        if _OF_FIGURES.match(behind):
            return Why.FIGURE
        if "四半期" in dated.words and not re.search(r"\d{4}年", dated.words) and _FIGURE_VERB.match(behind):
            return Why.FIGURE
        return Why.LABEL if _FISCAL_YEAR.search(dated.words) and _OF_A_THING.match(behind) else None
    if _MONTH.search(dated.words) and _OF_FIGURES.match(behind) and re.search(r"\d", behind[:40]):
        return Why.FIGURE
    return None
