"""Chinese spellings made one before a text is cut: simplified characters, and digits for numerals before a unit.

Two dates that share a unit get one each: 6-7月 is 6月至7月. Elsewhere a numeral is a part of a word: 一起, 万一.
"""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "○": 0, "两": 2}
# The characters of the tables that are written otherwise in Taiwan and Hong Kong: traditional, simplified.
_PAIRS = (
    "週周個个時时點点號号後后開开發发將将於于實实佈布會会計计劃划報报預预現现還还沒没確确為为與与從从內内間间東东區区"
    "協协調调節节慶庆聖圣誕诞國国勞劳動动業业運运遲迟執执適适啟启試试賣卖舉举辦办長长順顺擬拟爭争標标暫暂歲岁紐纽"
    "約约歐欧倫伦續续隨随擇择請请關关無无盡尽馬马準准備备結结屆届滿满當当這这兩两鐘钟臺台視视況况產产線线審审議议"
    "應应訂订幾几數数終终晝昼淩凌階阶韓韩爾尔羅罗龍龙類类敬敬陸陆進进後后裏里製制"
    "黃黄銷销決决稱称訊讯變变換换遞递過过達达門门選选認认證证據据說说轉转體体單单員员費费項项種种萬万億亿雙双參参場场戶户輛辆條条"
    "張张層层樓楼電电話话熱热線线編编賽赛級级處处頁页檢检測测擱搁淺浅緩缓獲获聲声簽签餘余補补納纳廢废載载書书對对隻只訪访錄录繼继"
    "維维麗丽魯鲁華华蘇苏蘭兰亞亚喬乔諾诺萊莱貝贝澤泽頓顿蓋盖奧奥盧卢薩萨烏乌買买"
)
_SIMPLIFIED = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_NUMERAL = re.compile(r"[\u3007○零一二三四五六七八九十两]")
_NUMERAL_RUN = re.compile(
    r"(?<![周期拜0-9])[\u3007○零一二三四五六七八九十两]+(?=\s*(?:年|月|日|号|天|个|周|星期|季|时|点|分|刻|[到至][零一二三四五六七八九十两0-9]+\s*(?:天|个|周|星期|年[之以]?[内后])"
    r"|(?:[到至、~或-]|--)[一二三四五六七八九十0-9]+[月日号]))"
)
_TWO_MONTHS = re.compile(
    r"(?<![一二三四五六七八九十])(十?)([一二三四五六七八九])([一二三四五六七八九])(?=月)"
)  # 六七月, 十一二月
# 6-7月, 6到7月, 6、7月
_MONTH_SPAN = re.compile(
    r"(?<![0-9./第、-])(?P<first>1[0-2]|[1-9])\s?(?P<joint>--|[到至~或/、-])\s?(?P<last>1[0-2]|[1-9])\s?月(?!\s?[0-9])"
)
# 5月6-8日
_DAY_SPAN = re.compile(r"(?<=月)\s?([0-9]{1,2})\s?(?:--|[到至~-])\s?(?=[0-9]{1,2}\s?[日号])")
# 2026-2027年, 三四季度, 6月底7月初, 两三天
_YEAR_SPAN = re.compile(r"(?<![0-9./-])(20[0-9]{2})\s?(?:--|[至到~/、-])\s?(?=20[0-9]{2}年)")
_TWO_QUARTERS = re.compile(r"(?<![0-9一二三四五六七八九十])([一二三四1-4])(?:、|[至到-])?(?=第?([一二三四2-4])季度)")
_END_AND_BEGINNING = re.compile(r"(?<=[0-9]月)([底末]|下旬)(?=[0-9]{1,2}月(?:初|上旬))")
_ONE_OR_TWO = re.compile(
    r"(?<![一二三四五六七八九十两])([一二两三四五六七八])([二两三四五六七八九])(?=天|个?周|个?星期|个月|年[之以]?[内后])"
)
_HALF_A_YEAR = re.compile("(?<![上下])半年(?=之?以?[内后])")
_YEAR_IN_BRACKETS = re.compile(r"[今明后去]\(([0-9]{4})\)(?=年)")  # 明(2026)年


def plain(text: str) -> str:
    """`text` simplified, with numerals before a unit of time made digits: 十二月 is 12月, 二〇二六年 is 2026年."""
    text = _YEAR_SPAN.sub(r"\1年至", _YEAR_IN_BRACKETS.sub(r"\1", text.translate(_SIMPLIFIED)))
    if "季" in text:
        text = _TWO_QUARTERS.sub(_two_quarters, text)
    if _NUMERAL.search(text):
        text = _ONE_OR_TWO.sub(_one_or_two, _TWO_MONTHS.sub(r"\1\2月或\1\3", text))
        text = _NUMERAL_RUN.sub(lambda match: in_digits(match[0]), text)
    text = text.replace("明后天", "明天或后天").replace("上中旬", "上旬中旬")
    if "半年" in text:
        text = _HALF_A_YEAR.sub("6个月", text)
    if "月" in text:
        text = _END_AND_BEGINNING.sub(r"\1至", text)
        text = _MONTH_SPAN.sub(_month_span, _DAY_SPAN.sub(r"\1日至", text))
    return text


def _one_or_two(match: re.Match[str]) -> str:
    return "到".join(str(_DIGITS[numeral]) for numeral in match.groups())


def _two_quarters(match: re.Match[str]) -> str:
    first, last = (_DIGITS.get(numeral, numeral) for numeral in match.groups())
    return f"{first}季度至" if int(last) == int(first) + 1 else match[0]


def _month_span(match: re.Match[str]) -> str:
    """Both months with their 月; months in a list that do not follow each other, 6、8月, stay as they are."""
    first, joint, last = match["first"], match["joint"], match["last"]
    if joint == "、" and int(last) != int(first) % 12 + 1:
        return match[0]
    return f"{first}月{'或' if joint in '、或/' else '至'}{last}月"


def in_digits(numerals: str) -> str:
    """The number that the numerals make, up to 99, in digits."""
    if "十" not in numerals:
        return "".join(str(_DIGITS[c]) for c in numerals)
    tens, _, ones = numerals.partition("十")
    return f"{_DIGITS.get(tens, 1)}{_DIGITS.get(ones, 0)}"
