"""What a Chinese or Japanese clause is about: its subject, with the verb that stands behind the date."""

from __future__ import annotations

import re

_EDGES = "\u25a0\u25a1\u25c6\u25cf \t,;:.!?-\u2013\u2014|/\u3001\uff0c\uff1b\uff1a\u3002*_#\"'()\uff08\uff09=\u2192>"
_LONGEST = 30
# Words in front of a Chinese date that are of neither subject nor verb.
_LEADS_TO_DATE = re.compile(
    r"\u5f53\u521d(?:\u306e|\u306f)?|\u7576\u521d|\u539f\u8ba1\u5212|\u539f\u62df|\u5b9a\u6863|\u8bf7\u4e8e|\u987b\u4e8e|\u5e94\u4e8e|\u8bf7\u5728|\u5c06|\u5c07|\u8ba1\u5212|\u8a08\u5283|\u9884\u8ba1|\u9810\u8a08|\u62df|\u64ec|\u5b9a\u4e8e|\u5b9a\u65bc|\u539f\u5b9a|\u5df2|\u4e8e|\u65bc|\u81ea|\u4ece|\u5373\u5c06"
    r"|\u6709\u671b|\u6700\u65e9|\u6700\u8fdf|\u63a8\u8fdf|\u5ef6\u671f|\u5ef6\u957f|\u7531|(?<![\u73b0\u73fe])\u5728|\u539f\u8a02|\u6b63\u5728|\u8fd1\u65e5|\u4eca\u65e5|\u4eca\u5929|\u65e5\u524d|\u622a\u6b62"
)
_PARTICLE = re.compile(r"(?:\u306b\u306f|\u306f|\u304c|\u3092|\u3082|\u306b|\u3067|\u306e|\u7684)$")
_BEHIND_DATE = re.compile(
    r"^(?:\u3092\u3082(?:\u3061\u307e\u3057\u3066|\u3063\u3066)|[\u81f3\u5230](?:\u6b21\u65e5|\u7fcc\u65e5)?\d{1,2}[:\uff1a]\d\d|\u306b|\u3088\u308a|\u304b\u3089|\u307e\u3067|\u3067(?!\u3059)|\u306e|\u9803|\u4e2d|\u5185|\u5167|\u8d77|\u6b63\u5f0f|\u4e4b\u524d|\u524d|\u7684|\u4ee5\u964d|[\uff08(][^\uff09)]*[\uff09)])+"
)
_ENDING = re.compile(
    r"(?:(?:\u4e2d\u6b62|\u5ef6\u671f|\u5ef6\u9577)(?:\u3055|\u3068|\u306b|\u3057)|\u3092?\u4e88\u5b9a|\u3059\u308b|\u3057\u307e\u3059|\u3055\u308c\u308b|\u3055\u308c\u307e\u3059|\u3057\u305f|\u3057\u307e\u3057\u305f|\u3067\u3059|\u3068\u306a\u308b|\u3068\u306a\u308a\u307e\u3059"
    r"|\u3044\u305f\u3057\u307e\u3059|\u898b\u901a\u3057|\u898b\u8fbc\u307f|\u3068\u767a\u8868|\u3059\u308b\u3068).*$"
)
# Where it takes place, before the verb that says so, and words that only join a sentence to the one before.
_PLACED = re.compile(
    r"^(?:\u5728[^\uff0c\u3002]{1,8}(?=\u53ec\u5f00|\u4e3e\u884c|\u4e3e\u529e|\u53ec\u958b|\u8209\u884c|\u8209\u8fa6)"
    r"|(?:\u30aa\u30f3\u30e9\u30a4\u30f3|[^\u3001\u3002]{1,6})\u3067(?=\u884c|\u958b))"
)
_CONNECTS = re.compile(
    r"^(?:\u306a\u304a|\u307e\u305f|\u3055\u3089\u306b|\u305f\u3060\u3057|\u52a0\u3048\u3066|\u6b64\u5916|\u53e6\u5916)[\u3001\uff0c]"
)
_SAYS = re.compile(
    r"^.{0,24}?(?:\u5ba3\u5e03|\u8868\u793a|\u900f\u9732|\u516c\u544a|\u6307\u51fa|\u4ecb\u7ecd|\u79f0)[\uff0c,\uff1a:]?|^\u5e02\u573a?\u9884\u8ba1\u5176"
)


# "8月5日に予定していた" and "原定12月20日举行的", which say when the thing was to be, and "第三条" before it.
_OF_A_DAY = re.compile(
    r"^(?:\u5f53\u521d|\u7576\u521d|\u539f\u5b9a)?(?:\d{4}\u5e74)?\d{1,2}\u6708\d{1,2}\u65e5"
    r"(?:\u307e\u3067\u3068\u3057\u3066\u3044\u305f|[\u306e\u3092\u306b]?\u4e88\u5b9a(?:\u3057\u3066\u3044\u305f|\u3055\u308c\u3066\u3044\u305f|\u306e)"
    r"|(?:\u5728[^\uff0c\u3002]{1,6})?(?:\u4e3e\u884c|\u8209\u884c|\u53ec\u5f00|\u4e3e\u529e|\u5f00\u5c55|\u53d1\u5e03|\u4e0a\u7ebf)?\u7684)"
    r"|^(?:\u539f\u5b9a|\u539f\u8a02|\u539f\u8ba1\u5212|\u539f\u62df)[^\uff0c\u3002\u7684]{1,18}\u7684"
    r"|^[^\u3001\u3002]{1,10}\u306b\u4e88\u5b9a(?:\u3057\u3066\u3044\u305f|\u3055\u308c\u3066\u3044\u305f)"
    r"|^\u7b2c[\u4e00-\u9fff\d]{1,5}\u6761[\s\u3000]*"
)
_CALLED_OFF = re.compile(
    r"(?:\u306f|\u304c|\u3092|\u306e\u4f1a\u671f\u304c|\u306e)(?:\u4e2d\u6b62|\u5ef6\u671f|\u5ef6\u9577)(?:\u3068|\u306b|\u3055|\u3057).{0,6}$|\u56e0[^\uff0c\u3002]{1,6}$"
)
_CLOSING = {"\u300b": "\u300a", "\u300d": "\u300c", "\uff09": "\uff08", ")": "("}
_GOES_ON = re.compile(r"[\u306e\u306f\u304c\u3092\u3082]")
# "我们预计新版本将在", which says whose plan it is.
_WHOSE_PLAN = re.compile(
    r"^(?:\u6211\u4eec|\u6211\u5011|\u6211\u53f8|\u516c\u53f8)?(?:\u9884\u8ba1|\u9810\u8a08|\u8ba1\u5212|\u8a08\u5283|\u5e0c\u671b)(?=[^\uff0c\u5c06\u5c07\u5728\u4e8e]{2,}[\u5c06\u5c07\u5728\u4e8e])"
)
_NO_SUBJECT = frozenset(("\u6211\u4eec", "\u6211\u5011", "\u73b0", "\u73b0\u5df2", "\u4ecd", "\u5219", "\u4e5f"))
_DOES = re.compile(r"\u884c(?:\u3044\u307e\u3059|\u3046|\u308f\u308c)")  # says only that it takes place
_ACTS = frozenset(
    (
        "\u63d0\u4f9b",
        "\u8ca9\u58f2",
        "\u30b5\u30fc\u30d3\u30b9",
        "\u904b\u7528",
        "\u53d7\u4ed8",
        "\u914d\u4fe1",
        "\u52df\u96c6",
        "\u958b\u50ac",
        "\u5229\u7528",
        "\u516c\u958b",
    )
)  # what is done to a thing, and no thing
_OBJECT = re.compile(r"^(?:\u306b|\u3088\u308a|\u304b\u3089|\u9803\u306b?)*([^\u3092]{2,24})\u3092")


# The name in quotation marks behind what it is: "新一代模型“云岚5”发布" is about "云岚5".
_QUOTED_NAME = re.compile(
    r"^[^\u201c\u300c\u300e\uff0c\u3001]{1,24}(?<![\u306e\u7684\u3001])[\u201c\u300c\u300e]"
    r"((?!v?\d+[\u201d\u300d\u300f])(?=[^\u201d\u300d\u300f]*[A-Za-z\d\u30a0-\u30ff\u3041-\u3096])[^\u201d\u300d\u300f]{2,24})[\u201d\u300d\u300f](.*)$"
)
_TAG = re.compile(r"^\u3010[^\u3011]*\u3011?")
# "现调整为", which says that a day has changed, and of what the clause before
_CHANGES = re.compile(
    r"(?:\u73b0|\u73fe|\u73b0\u5df2)?(?:\u8c03\u6574|\u8abf\u6574|\u63a8\u8fdf|\u5ef6\u671f|\u5ef6\u540e|\u987a\u5ef6|\u6539|\u53d8\u66f4|\u63d0\u524d)(?:\u4e3a|\u70ba|\u81f3|\u5230|\u5728)?"
)
_TOLD = re.compile(r"\u307e\u3057\u305f|\u4ee5\u6765")  # what the clause before told is no subject
_LONGEST_BEFORE = 16
_OF_TIME = re.compile(
    r"\d[\u5e74\u6708\u65e5]|^(?:\u3053\u306e\u305f\u3073|\u306a\u304a|\u307e\u305f|\u3055\u3089\u306b|\u305f\u3060\u3057|\u6b64\u5916|\u53e6\u5916|\u53e6|\u516c\u53f8)$"
)
# What a title says with fewer signs: without the forms of verbs, and without who is asked.
_NOMINAL = [
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"は[^は]{0,10}\d+月[^は]{0,3}に(?:公表|公開|発表|決定)し", ""),
        (r"受け?付け?(?:る|ます|ています)$", "受付"),
        (r"が?始ま(?:る|ります)$", "開始"),
        (r"が?終わ(?:る|ります)$", "終了"),
        (r"(?:お済ませ|お願い|ご確認|ご利用)(?:ください|いたします|下さい)?$", ""),
        (r"(?:について)?ご?連絡$|も検討して.*$|へ$", ""),
        (r"を(?=[一-鿿]{2,4}$)", ""),
    )
]
_IN_PARENTHESES = re.compile(r"[(\uff08][^)\uff09]*(?:[)\uff09]|$)")


def of(text: str, first: int, start: int, end: int, last: int) -> str:
    """The title of a clause from `first` to `last`, whose date stands from `start` to `end`."""
    return nominal(_of(text, first, start, end, last))


def nominal(words: str) -> str:
    """Words without the endings of their verbs: "予約受け付けます" is "予約受付"."""
    for pattern, instead in _NOMINAL:
        changed = pattern.sub(instead, words)
        words = changed if len(changed) > 1 else words
    return words


def _of(text: str, first: int, start: int, end: int, last: int) -> str:
    first = _with_quoted(text, first)
    subject = _subject(text[first:start])
    subject = "" if subject in _NO_SUBJECT else subject
    thing = "" if subject else _OBJECT.match(text[end:last])
    if thing and thing[1] not in _ACTS:
        return _clean(thing[1])
    if not subject and first:
        subject = _subject(text[:first])
        subject = "" if _TOLD.search(subject) else subject
    verb = _verb(text[end:last])
    if _CHANGES.fullmatch(subject + verb):
        return before(text, text[first:start]) or subject + verb
    if not verb or verb in subject:
        return _by_name(subject or _clean(text[:start]) or _clean(text[end:]))
    both = subject + verb
    return _by_name(both if len(both) <= _LONGEST or not subject else subject)


def _by_name(words: str) -> str:
    """A title that begins with the name of the thing, without what it is."""
    named = _QUOTED_NAME.match(words)
    return named[1] + named[2] if named else words


def before(text: str, words: str) -> str:
    """What the clause before `words` in the same sentence is about, which says whose "上线时间" it is."""
    at = text.find(words)
    clauses = re.split(r"[\uff0c\u3001,\uff1b]", _IN_PARENTHESES.sub("", text[:at])) if at > 0 else []
    subjects = (_by_name(_subject(clause)) for clause in reversed(clauses))
    return next((each for each in subjects if 1 < len(each) <= _LONGEST_BEFORE and not _OF_TIME.search(each)), "")


def _with_quoted(text: str, first: int) -> int:
    """Where the subject begins that has a name in brackets before its particle: "the old API 「v1」"."""
    if text[first : first + 1] in _CLOSING:
        return max(text.rfind(_CLOSING[text[first]], 0, first), 0)
    if not first or text[first - 1] not in _CLOSING or not _GOES_ON.match(text, first):
        return first
    opened = text.rfind(_CLOSING[text[first - 1]], 0, first)
    return max(text.rfind(mark, 0, opened) for mark in "\u3002\u3001\uff0c\n") + 1 if opened >= 0 else first


def topic(text: str) -> str:
    """What a sentence is about: its words up to the first that leads to a date, or to the topic's particle."""
    text = _CONNECTS.sub("", _TAG.sub("", text))
    head = re.split(r"\u306f|[\uff0c\u3001\u3002]", text, maxsplit=1)[0]
    return _subject(head)


def _subject(words: str) -> str:
    words = _CALLED_OFF.sub("", _SAYS.sub("", _OF_A_DAY.sub("", _CONNECTS.sub("", _TAG.sub("", words)))))
    words = _WHOSE_PLAN.sub("", words)
    lead = _LEADS_TO_DATE.search(words)
    words = words[: lead.start()] if lead and lead.start() else "" if lead else words
    words = re.split(r"[\uff0c\u3002]", words.rstrip(_EDGES))[-1]
    return _clean(_PARTICLE.sub("", _clean(words)))


def _verb(words: str) -> str:
    verb = _PLACED.sub("", _BEHIND_DATE.sub("", words.strip()))
    return "" if _DOES.match(verb) else _clean(_ENDING.sub("", verb))


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(_EDGES)
