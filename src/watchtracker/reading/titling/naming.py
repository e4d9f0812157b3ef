"""Whether the words of a title say which thing is meant, and the name of the thing where they do not.

"Comments", "Opens" and "final release" are said of many: what stands over or before the sentence names theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from watchtracker.reading.languages.branching import quick
from watchtracker.reading.languages.letters import CJK, DIGIT, ISO_DAY
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.statements import Passage
from watchtracker.reading.titling import han_titles
from watchtracker.reading.titling import title_words as words_of

_MOST_WORDS, _MOST_COMMON_WORDS = 7, 5
_WORDS_OF_SUBJECT = (2, 8)
_LONGEST_HAN = 24
_LONGEST_NOTICE = 200  # what is longer names nothing, and cutting its end takes the square of its length
_LONGEST_TOPIC = 10
_CLAUSE = re.compile(r"[:,;?]")
_ALONE = 2  # words
_SHORTEST_NAME = 4
_FURTHEST = 3  # sentences back
_PREPOSITION = re.compile(r"(?:Under|In|At|On|From|After|By|With|As|To|Since)\b")
_OPEN = re.compile(r"\bOpen\b(?= [A-Z])")  # no verb, as in "Fund for Open Instruments"
_ARTICLE = re.compile(r"\b(?:the|an?|this|that|these|its|their|our|your|my|his|her)$", re.IGNORECASE)
_HEAD = re.compile(
    r"((?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,? \d)(?=[^a-z]{0,40}[A-Z])"
    r"[\w.'\u2019 &-]{2,40}?)\*? [\u2013\u2014] (?=\S)"
)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|its|their|his|her)$", re.IGNORECASE)
_ARTICLE_FIRST = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_OF_WHAT = re.compile(
    r"^(?!(?:end|start) of)(?:(?!go on\b).)*\w (?:of|on|for|about|between) (?:\w+ )?[\w-]{4,}", re.IGNORECASE
)
_BEGINS = re.compile(r"(?:^|[.:;!?(\u2013\u2014\u201c\"'-])\s*$")
# A first word that is no name though it is written with a capital: "Submissions", "Registration".
_COMMON = re.compile(
    r"(?:s|ion|ment|ing|ity|ance|date|day|call|deadline|start|end|draft|preorder|apply|register|nominate|submit|open)$",
    re.IGNORECASE,
)
# Chinese and Japanese words that are said of many things, whatever is put together of them: "网上填报时间".
_COMMON_HAN = re.compile(
    r"(?:(?:Mac|Windows|Linux|iOS|Android|PC|Web|安卓|海外|国内|企业|个人)版|会议|會議|正式版|测试版|測試版|新版本|新版|上線|公測|内測|召开|召開|举行|举办|时间|時間|日期|网上|在线|現場|现场|填报|报名|報名|申报|申请|申請|提交|缴费|评审会?|结果|成绩|公布|公开|サービス|提供|販売|课金|課金|新規|登録|停止|配信|メンテナンス|运营|关闭|充值|注册|下架|维护|停服|补偿"
    r"|意见|反馈|征求|截止|受理|发布|开始|结束|开放|正式|上线|内测|公测|预售|发售|全渠道|全量|推送|推出|首发|接受|通过"
    r"|申し?込み?|受付|参加|応募|募集|質問|回答|提出|期限|締切|締め切り|開始|終了|公開|発表|採否|通知|結果|利用|意見|提案|提案書|落札者|決定|の|日|書)++"
)
# What stands over a part of many texts.
_SECTION = quick(r"""
    (?:the |our |my |your )?(?:short version|key points|at a glance|in brief|summary|overview|highlights|details|
    background|plan|
    next steps?|what happens(?: next)?|what you need to do|what to do|housekeeping|timeline|common mistakes|
    (?:other |more |also |local |recent )?news|also|notes?|questions|contacts?|more|miscellaneous|misc|odds and ends|
    ongoing|recent|upcoming|later|now|regulation|companies|policy|markets?|events?|jobs|links|credits|other|status|
    scope|eligibility|week|the week|the|deals|polls|tips|how to apply|application|process|background and scope|
    next|this week|today|tomorrow|week ahead)
""")
# What is one of several of a kind: "第16回 試験日", "Round 2 closes".
_ORDINAL = re.compile(
    r"第[\d一二三四五六七八九十]+[回期届次轮輪批](?! ?[A-Z\u30a0-\u30ff])|[初中高][级級](?![别中])|\d[级級]"
    r"|(?:Round|Session|Cohort|Batch|Phase|Wave|Stage|Term|Semester|Module) (?:\d|[IVX]+|[A-D])\b(?!\.\d)"
)
# Two sides before a court: "Harrow v. Bell".
_SIDE = r"[A-Z][\w&'\u2019-]{1,30}(?: [A-Z][\w&'\u2019-]{1,30}){0,2}"
_CASE = re.compile(rf"\b{_SIDE} vs?\.? {_SIDE}")
_PARTS = re.compile(r"\s*(?:[:;|]\s|\s[-\u2013\u2014/]\s|\s?[(（][^)）]*[)）]|[：；])\s*")
_NAME = re.compile(
    r"\b[A-Z][\w'\u2019.&-]*(?: (?:(?:of|for|on|the|and|in) (?:the )?)?(?:[A-Z][\w'\u2019.&-]*|v?\d[\w./-]*))*"
)
_QUOTED = re.compile(r"[\u201c「《『]([^\u201d」》』]{2,40})[\u201d」》』]")
_NO_NAME = quick(r"""
    ^(?:call|notice|report|reports?|about|what|how|why|who|leak|update|press|for|re|our|your|by|posted|joint|important|information|welcome|hello|dear|cfp|faq|
    builds on|we|we['\u2019]re|i|i['\u2019]m|you|they|it|it['\u2019]s|
    here|here['\u2019]s|there|where|when|if|
    no|some|all|everything|not|(?:GBP|USD|EUR|JPY|CNY|RMB|AUD|CAD|HKD|SGD|CHF|INR|KRW)(?=[ ]\d))\b|\bmin read\b|
    \b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|
    oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btime$|#[ ]?\d|[.?!][ ]
""")
_TELLS = quick(r"""
    ^(?:notice of(?: (?:proposed|new|the))*(?: (?:changes?|amendments?) to| intention to)?(?: the)?|announcing|
    introducing|presenting|meet|
    (?:where|how|why|what|when)(?:[ ]the)?|about|update on|release notes for|your|our|the)[ ]
""")
_NO_NAME_HAN = re.compile(
    r"^(?:各|尊敬|亲爱|親愛|有关|相关)|^【|[表图]$|(?:时间|時間)及|(?:安排|须知|須知|方式|要求|流程|事项|事項|说明|說明|规定|科目|如下|概要"
    r"|一覧|内容|予定|日程|スケジュール|質問|その他|用户|用戶|附件|附录|安排如下|计费|主要内容|について|まとめ|今後|皆さまへ|各位)$"
)
# "关于召开2026年股东大会的通知"
_ABOUT_HAN = re.compile(r"关于(?:召开|举办|举行|开展)?(.{3,24}?)的?(?:通知|公告|函|说明)$")
# "第五届智能语音挑战赛报名通知", "第12回 言語と機械シンポジウム 発表募集"
_TELLS_HAN = re.compile(
    r"(?:\s*(?:の?ご案内|について|お知らせ|(?:発表|参加)?募集|(?:の)?開催|报名|招生|通知|公告|速览|征文|(?:実施|募集)?(?:要項|要領)|\d{4}年\d{1,2}月期.*(?:説明会|質疑応答).*|(?:の)?要旨|議事録"
    r"|简章|考务工作|(?:有关|相关)?(?:工作|事项|安排)|[(（][A-Z]+[)）]))+$"
)
_YEAR_HAN = re.compile(r"^(?:20\d\d|令和\d{1,2})年度 ?(?=.{4})")
# "3rd Workshop on Sparse Models (WSM'26)", "Milestones (project Weir)": what people call it.
_SHORT_NAME = re.compile(
    r"[(](?:project )?((?<=project )[A-Z]\w+|[A-Z][A-Za-z-]{2,}(?: ?['\u2019]\d{2}| (?:19|20)\d\d))[),]"
)
_ENDS_OPEN = re.compile(r" (?:of|by|to|for|the|and|in|on|with)$")
_ZONES = frozenset(
    (
        "UTC",
        "GMT",
        "CET",
        "CEST",
        "EST",
        "EDT",
        "CST",
        "CDT",
        "MST",
        "PST",
        "PDT",
        "BST",
        "JST",
        "ET",
        "PT",
        "CT",
        "AoE",
    )
)

_LETTERS = re.compile(r"[^\W\d_]{2}")
_LATIN = re.compile(r"[A-Za-z]{3}")
# The day of an issue, in the name over it: "Policy Postcard - 25 May 2027", "Good Medicine, 1/22/26".
_ISSUE = re.compile(
    r"\b\d{1,4}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} \d{4}\b"
    r"|\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b"
    r"|\d{1,2}月\d{1,2}日|#\d+|\b(?:Issue|Vol|Edition|Episode|Ep)\.? ?\d+"
)
_TITLE_CASE = re.compile(r"(?:(?:[A-Z0-9]\S*|of|for|the|and|on|in|to|a|v|round)(?: |$))+")
_GOES_ON = re.compile(r"\W*(?:[a-z]|(?:It|They|The|Its|Their|This|That|These|Out|Still|Now|Then)\b)")
_PAIRED = re.compile(r"[^.:;]{2,40}: ")
_MIXED = re.compile(r"[a-z][A-Z]|\d")
_DAY_FIRST = re.compile(r"^\d{4}-\d\d-\d\d(?:: | - | \u2013 | \u2014 )")
_STANDS = re.compile(r"(?<=\w) (?:stands?|works|means|goes|looks)$")
# The lower-case name of a program, before its version: "nattugla 0.9.0-rc2".
_RELEASED = re.compile(r"([a-z][\w-]{2,}) v?\d+\.\d")
_NUMBER = re.compile(r"^\d{1,2}[/.)] ")
_LONGEST_ABBREVIATION = 4
_REPORTS = re.compile(
    r"([A-Z][\w&.'\u2019-]+(?: (?!AND\b|TO\b)[A-Z][\w&.'\u2019-]+){0,2}?)(?:,? (?:INC|LTD|PLC|CORP|AG|SA)\b\.?)? "
    r"(?:REPORTS|ANNOUNCES|COMPLETES|DECLARES|LAUNCHES|UNVEILS|TO [A-Z]+|APPOINTS|RELEASES|POSTS|PUBLISHES)\b"
)


def is_named(words: str, text: str, *, sentence: bool) -> bool:
    """Whether `words`, which stand in `text`, name one thing, as "Knot 8" does, and not many, as "Comments" does.

    In what is no `sentence`, such as an item of a list, a capital at the beginning says nothing.
    """
    if words_of.WE.match(words) or (words.isupper() and words_of.COMMON.fullmatch(words)):
        return False
    if _COMMON_HAN.fullmatch(words) or words_of.ROLLS_OUT.match(words):
        return False
    if _ORDINAL.match(words):
        return False
    if words_of.NAMED.search(words) or _OF_WHAT.search(words):
        return True
    if CJK.search(words):
        return bool(_LATIN.search(words))
    if not sentence or not words[:1].isupper():
        return False
    before = text[: max(text.find(words), 0)].rstrip()
    if not _BEGINS.search(before):
        return not _ARTICLE.search(before)
    verb = words_of.VERB.search(words)
    noun = words[: verb.start()].rstrip() if verb and verb.start() else words
    return " " not in noun and not _COMMON.search(noun)


def may_name(heading: str) -> bool:
    """Whether a heading may name a thing, unlike "CALL FOR PROPOSALS"."""
    if _SECTION.fullmatch(heading):
        return False
    return (
        not (heading.isupper() and " " in heading) and not _NO_NAME.search(heading) and not _NO_NAME_HAN.search(heading)
    )


def head_of(passage: Passage) -> str:
    """The name that a dash sets off at the head of a piece: "Knot Pocket \u2014 runs on a phone. Ships in June"."""
    head = _HEAD.match(passage.block.said.text)
    return head[1] if head and not words_of.VERB.search(head[1]) and not _NO_NAME.search(head[1]) else ""


def key_before(passage: Passage) -> str:
    """The key of a line whose later sentence this is: "Style editor: beta opens in May; the release stays at June"."""
    block = passage.block
    if block.kind is not BlockKind.ITEM or not passage.earlier or len(block.subject) < _SHORTEST_NAME:
        return ""
    if passage.text.startswith(block.subject) or len(block.subject.split()) > _MOST_WORDS:
        return ""
    if not _GOES_ON.match(passage.text) and words_of.VERB.search(passage.text):
        return ""
    return "" if _PAIRED.match(passage.text) or not _is_key(block.subject) else block.subject


def _is_key(key: str) -> bool:
    """Whether a key names what its line tells of, as "CarPlay" and "Skate park" do, unlike "Reference"."""
    if CJK.search(key) or not (" " in key or _MIXED.search(key)):
        return False
    if words_of.ASIDE_KEY.fullmatch(key):
        return not key.startswith("Not ") and bool(_MIXED.search(key))
    known = (words_of.NEWS_KEY.fullmatch(key), words_of.STEP.fullmatch(key), words_of.PERIODICAL.search(key))
    return not (any(known) or words_of.AUXILIARY.search(key) or _NO_NAME.search(key))


def name_over(passage: Passage, words: str, topic: Callable[[Passage | None], str]) -> str:
    """The name of the thing that `words` say too little of; empty if nothing before or over them names one.

    `topic` says what the sentence before is about: "the deal" is that of the sentence before.
    """
    if CJK.search(words):
        own = han_titles.before(passage.text, words)
        own = own or _han_topic(passage.earlier)
        if own and own not in words:
            return own
    head = _case_in(passage, words) or head_of(passage)
    if head and head.lower() not in words.lower():
        return head
    before = passage.text[: max(passage.text.find(words), 0)].rstrip()
    if passage.earlier and _DEFINITE.search(before):
        name = _name_before(topic(passage.earlier))
        if name and name.lower() not in words.lower():
            return name
    block = passage.block
    key = key_before(passage)
    if key and key.lower() not in words.lower():
        return key
    inner = block.heading.rpartition(" / ")[2]
    if block.nested and not inner.isupper():
        return inner
    over = "" if block.over.words in passage.text else block.over.words  # of a single line
    for heading in (*reversed(block.heading.split(" / ")), over):
        name = "" if block.over.masthead and heading == over else _name_of(heading)
        name = "" if CJK.search(name) and not CJK.search(passage.text) else name
        if name and name.lower() not in words.lower():
            return name
    name = _name_before(topic(passage.earlier)) if passage.earlier else ""
    name = name or ("" if block.over.masthead else _subject_in(over)) or _thing_before(passage, words, topic)
    return "" if name.lower() in words.lower() else name


def _case_in(passage: Passage, words: str) -> str:
    """The two sides of the case that a sentence names; empty where `words` name it."""
    case = _CASE.search(passage.text)
    return case[0] if case and case[0] not in words else ""


def _han_topic(earlier: Passage | None) -> str:
    """What the nearest of the sentences before tells of that names a thing."""
    for _ in range(_FURTHEST):
        if earlier is None:
            break
        topic = han_titles.topic_before(earlier.text)
        if topic and not _COMMON_HAN.fullmatch(topic):
            return topic
        earlier = earlier.earlier
    return ""


def _thing_before(passage: Passage, words: str, topic: Callable[[Passage | None], str]) -> str:
    """What the sentence before is about, of a word alone: "draft rules on labels" of "comments"."""
    if len(words.split()) > _ALONE or not passage.earlier or CJK.search(words):
        return ""
    about = topic(passage.earlier)
    fewest, most = _WORDS_OF_SUBJECT
    return (
        about if _OF_WHAT.search(about) and fewest <= len(about.split()) <= most and not _CLAUSE.search(about) else ""
    )


def _subject_in(title: str) -> str:
    """What the title of a text is about that has no name: "classic tokens" of "Action required: classic tokens"."""
    fewest, most = _WORDS_OF_SUBJECT
    title = "" if _ISSUE.search(title) else _TELLS.sub("", title)
    for part in _PARTS.split(title):
        if _ENDS_OPEN.search(part):
            continue
        if fewest <= len(part.split()) <= most and not words_of.VERB.search(part) and not _NO_NAME.search(part):
            return (
                "" if part.isupper() or words_of.PERIODICAL.search(part) or _ISSUE.search(part) else part.strip(" ,.!")
            )
    return ""


def _name_before(topic: str) -> str:
    """The name within what an earlier sentence is about; a word with a capital alone may be a place, or none."""
    if CJK.search(topic):
        quoted = _QUOTED.search(topic)
        if quoted:
            return quoted[1]
        return topic if len(topic) <= _LONGEST_TOPIC and words_of.NAMED.search(topic) else ""
    names = [name.removesuffix("'s") for name in _NAME.findall(topic) if len(name) >= _SHORTEST_NAME]
    names = [name for name in names if not name.isalpha() and _is_name(name) and not ISO_DAY.search(name)]
    return min(names, key=lambda name: not DIGIT.search(name), default="").strip(" ,.")


@lru_cache(maxsize=64)
def _name_of(heading: str) -> str:
    """What a heading names: the part of it that is a name and no clause, or else the best name within it."""
    heading = _TELLS.sub("", words_of.OF_DATES.sub("", _NUMBER.sub("", _DAY_FIRST.sub("", heading)))).strip()
    heading = _STANDS.sub("", heading)
    if _SECTION.fullmatch(heading):
        return ""
    if words_of.PERIODICAL.search(heading) or _ISSUE.search(heading):
        return ""
    if heading.isupper() and not CJK.search(heading) and not DIGIT.search(heading.partition(" ")[0]):
        return _of_capitals(heading)
    if CJK.search(heading):
        quoted = _QUOTED.search(heading)
        about = _ABOUT_HAN.search(heading)
        heading = about[1] if about else heading
        if len(heading) <= _LONGEST_NOTICE:
            heading = _YEAR_HAN.sub("", _TELLS_HAN.sub("", heading))
        return quoted[1] if quoted else heading if _is_han_name(heading) else ""
    released = _RELEASED.match(heading)
    if released:
        return released[1]
    short = _SHORT_NAME.search(heading)
    if short:
        return short[1]
    for part in _PARTS.split(heading):
        if _is_name(part):
            return _ARTICLE_FIRST.sub("", part.strip(" ,."))
    names = [name for name in (*_NAME.findall(heading), *_QUOTED.findall(heading)) if _is_name(name)]
    return min(names, key=lambda name: not DIGIT.search(name), default="").strip(" ,.")


def _of_capitals(heading: str) -> str:
    """The name in a heading in capitals, as "ENDINGS" has none: who reports, what has a number, or an abbreviation."""
    who = _REPORTS.match(heading)
    if who:
        return who[1].title()
    part = next((part for part in _PARTS.split(heading) if _is_name(part)), "")
    return part if DIGIT.search(part) or 1 < len(part) <= _LONGEST_ABBREVIATION else ""


def _is_han_name(heading: str) -> bool:
    return len(heading) <= _LONGEST_HAN and bool(words_of.NAMED.search(heading)) and not _NO_NAME_HAN.search(heading)


def _is_name(part: str) -> bool:
    if part.strip(" ,.()") in _ZONES:
        return False
    if not part or len(part.split()) > _MOST_WORDS or _PREPOSITION.match(part) or _NO_NAME.search(part):
        return False
    if words_of.VERB.search(_OPEN.sub("", part)):
        return False
    if len(part.split()) > _MOST_COMMON_WORDS and not _TITLE_CASE.fullmatch(part):
        return False
    if part.isupper() and " " in part and not DIGIT.search(part):
        return False
    return bool(words_of.NAMED.search(part)) and bool(_LETTERS.search(part))
