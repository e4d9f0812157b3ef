"""Dates that stand in a text and are no statement: whose date they are, or what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable

from watchtracker.dates import WindowKind
from watchtracker.reading.days import moving
from watchtracker.reading.languages.letters import ISO_DAY, LETTER, MONTHS
from watchtracker.reading.languages.words import many, pattern, right_before, tail
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.layout.lines import HAN_DAY
from watchtracker.reading.records import Why
from watchtracker.reading.rules import counts, figures, han, kinds
from watchtracker.reading.rules.tense import When
from watchtracker.reading.statements import Dated, Passage

# As in "LISBON, 3 May (Agency) -", and with the agency between strokes.
_DATELINE_BEFORE = re.compile(r"^[\"'(]?(?:[A-Z][\w.'\u2019-]*(?:[ ,/]+|$)){0,6}[\u2014\u2013-]?\s*$")
_DATELINE_BEHIND = pattern(
    r"""
        ^,?\s*(?:\d{4})?\s*(?:[(（/][A-Z][^)）/]{1,40}[)）/]\s*)?(?:[-\u2013\u2014]{1,2}|/)\s*\S|
        ^,?\s*[(/][A-Z][\w ]{1,30}[)/]
    """,
    re.NOFLAG,
)
_QUOTES = ('"', "\u201c", "\u201d", "`", "\u2018", "\u2019", "'", "「", "」")
_EXAMPLE = re.compile(
    r"\b(?:turns|returns?|gives|shows|prints|yields|outputs|parse[sd]?|reads?|understands?|like|type|write|enter"
    r"|e\.g\.|example|means?|such as|words?|input)[: ]*$"
)
_WRITTEN_AS = re.compile(r"\b(?:written|spelled|spelt|typed|given|entered) (?:as|like) $")
_FIELD = re.compile(r"[\"'][\w-]+[\"'] ?[:=] ?[\"']?$")
_OPTION = re.compile(r"(?:^|\s)--?(?:[a-z][\w-]*[ =])?$")
_DOTTED = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}")
_FALLS = re.compile(r" (?:to|by|below|from|sharply|further|again|in|about|under)\b")
_FORMER = many(r"""
    \b(?:was|were) to (?:\w+ ){1,4}$|\bmiss(?:ed|es|ing)? (?:the |its |our )?(?:\w+ )?(?:target|deadline|date|
    goal) (?:of |on )?(?:the )?$|
    ^ ?(?:was|formerly|instead of|ex) $|[(\[] ?(?:was|formerly|instead of|ex) $|[(\[] ?(?:old|was|formerly|previously|
    originally)\b:?(?:(?!\bnow\b)[^)\];]){0,40}$|(?<!no )(?<!not )\b(?:later|earlier|sooner) than the $|
    \bused to be (?:on |in )?(?:the )?$|
    \b(?:o(?<= o)nce|o(?<= o)riginally|l(?<= l)ong) (?:planned|due|expected|scheduled|promised|meant|
    slated) (?:for|in|on|by|to \w+) (?:the )?$|
    \b(?:originally|previously|initially)\b[^,;)]{0,40}$|\b(?:instead of|rather than) (?:\w+ ){0,4}$|\b(?:earlier|
    previous|old|wrong|former|original|first|initial) (?:date|deadline|day)(?:, | of | was | on )(?:the )?$|
    \bhad (?:been )?(?:planned|hoped|intended|wanted|meant|expected|aimed)\b(?:(?!\b(?:but|now|instead)\b)[^,;]){0,60}$|
    曾(?:经)?(?:表示|称|透露|宣布|计划|承诺|
    预计)[^。；，]{0,12}$|
    \b(?:build|commit|tag|revision) $|当初(?:は|の)?$|
    前回[(（]?$|上(?:次|届)[(（]?$
""")
_WEEK_NUMBER = re.compile(r"week \d{1,2}", re.IGNORECASE)
_OWNER = re.compile(r"(?:(?<!s)['\u2019]s|(?<=['\u2019]s)) [\w-]+ ?[\w-]*")
_NOUN = re.compile(r" [\w-]+")
_WEEKDAY_OWNS = re.compile(r"the (?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_COMPARED = re.compile(r"(?:earlier|later|sooner) than\b", re.IGNORECASE)
_EXAMPLE_BEHIND = pattern(r"""
    [ ](?:is|are|was|works|fails|means|will be) (?:\w+ )?(?:refused|read|parsed|accepted|rejected|an?)\b
""")
_SAID_IN = pattern(r"(?<!be )\b(?:said|wrote|told \w+|announced|warned|reported|promised)(?: back| earlier)? (?:in )?$")
_SAID_THAT = re.compile(r"day that\b", re.IGNORECASE)  # "said Friday that a launch on Wednesday is possible"
_ONLY_MONTH = pattern(rf"""
    (?:in )?(?:{MONTHS})
""")
_MOVED_FROM = re.compile(r"\b(?:moved|postponed|slipped|delayed|pushed|carried over|held over) $", re.IGNORECASE)
_NOT_SO = re.compile(
    r"^(?:まで)?(?:としていた|[のをに]?予定"
    r"(?:だった|していた|しておりました"
    r"|でした))"
)
_DONE = pattern(r"""
    (?:shipped|done|completed?|released|past|archived?|changelog|history|recent(?:ly)?|last (?:week|month)|
    已完成|已发布|完了)\b
""")
_LISTED = pattern(r"\W*(?:recently )?(?:shipped|done|completed?|released|delivered|launched)(?: \([^)]*\))?\W*")
# What is published as a thing of its own, unlike the page that says so.
_WAS_ISSUED = many(r"""
    \b(?:draft|specification|standard|weights|code|rules?|guidance|guidelines|regulations?|results|schedule|shortlist|
    tender|bill|album|book|game|package|dataset|repo|repository|version|\d+\.\d+)\b[^,.;]{0,40} (?:was|were) (?:\w+ly )?
    (?:published|released|issued|posted|archived) (?:on )?(?:the )?$
""")
# An older draft that said it, what is only imagined, a version that is known by its day, the year of the books.
_ONLY_TOLD = many(r"""
    \b(?:earlier|previous|first|old) (?:draft|version|post|report|notice|text|edition)(?: of (?:this|the|
    our) \w+)? (?:said|gave|had|named) $|
    \b(?:imagine|suppose|pretend)\b[^.;]{0,30}$|\b(?:version|revision|edition)(?: \d+)? of $|
    \b(?:fiscal|financial|accounting) (?:year )?(?:\d{4} )?(?:starts|begins|ends) (?:in |on )?(?:the )?$
""")
_VERSION_OF_DAY = re.compile(r"\W*(?:\w+ )?v?\d+(?:\.\w+)+ ?[(（]")
_BRACKET = re.compile(r"[)）]\s*")
_PUT_IN = re.compile(
    r", (?:\w+ )?(?:due|planned|expected|scheduled|promised|slated|meant) (?:for |in |on |by )?(?:the )?$"
)
_THEN_WAS = re.compile(r", (?:has |had |was )?(?:\w+ly )?(?:\w+ed|came|went|was|been|hit|made|got)\b")
_OWN_DAY = pattern(r"""
    (?:date|announced|announcement|announcement date|date of (?:this )?(?:announcement|notice)|notice date|issued|
    公告日|通知时间|发布)
""")
_NOTHING_THEN = pattern(r"""
    \W*(?:none(?: \w+){0,3}|nothing(?: \w+)?|n/a|closed|tba|tbc|
    no (?:major )?(?:events?|releases?|data|reports?|meetings?)(?: \w+)?|
    (?:特に)?なし|无(?:重要|重大)?(?:数据|事件|安排)?|無|暂无\w*|
    [^，、。]{0,12}(?:休市|休場|休み|放假|休业|休業)(?:[，、]?(?:无|無|なし))?)\W*
""")
_LOG = re.compile(r"\s*(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|TRACE)\b")
_LONGEST_DATE = 25
_LONG_SPAN = 12  # characters of "12月20日～1月10日"
_SMALL = re.compile(
    r"\b(?:the|a|an|of|on|in|this|that|last|and|to|for|week|month|is|are|was|were|by|at)\b|[本上下今这週周月年已]|"
    r"^[一二三四五六七八九十]+、"
)
# A heading over what a week or a month brings: "◆来週の予定", "【下周看点】".
_HAN_SECTION = re.compile(
    r"\W*(?:[\d\uff11-\uff19]{1,2}[.\uff0e、）)]\s*)?(?:今週|来週|[\d\uff10-\uff19一二三四五六七八九十]{1,2}月份?|今月|来月|本周|下周|本週|下週|本月|下月|近期|今後|再来週|明日|未来一周|一周)(?:まで)?(?:の)?(?:主な|主要|注目の?|重要|财经|財經)?"
    r"[^。、，：]{0,10}?(?:予定|動き|イベント|スケジュール|日程|カレンダー|ニュース|話題|看点|要闻|关注|日历|预告|事件|大事|活动|安排|提醒|动态)"
    r"(?:一览|表)?\W*"
)
# What asks for the day that stands below it.
_WHEN_HEADING = re.compile(
    r"(?:时间|時間|日期|日時|期間|开催日|開催日|会期|締切|截止|期限|日程|期日|什么时候|何时)"
    r"(?:安排)?[：:]?$|\b(?:When|Deadline|Closing date)$"
)
_SETS_APART = {"-", "\u2013", "\u2014", ":", "|", "\u00b7", "/"}


def left_out(passage: Passage, dated: Dated, where: When, *, soon: bool) -> Why | None:
    """Why a date is no statement, whatever lies ahead; None if nothing speaks against it.

    `soon`: it is at most a week ahead, as "Tuesday" is where the Tuesday before may be meant.
    """
    before, behind = passage.text[: dated.start], passage.text[dated.end :]
    why = (
        _of_the_text(passage, dated, where) or counts.why(passage, dated, where, before) or _of_no_time(passage, dated)
    )
    if why:
        return why
    if _is_saying(passage, dated, where, soon=soon):
        return Why.SAYING
    why = han.why(passage, dated, where) if passage.verb_last else None
    return why or figures.why(passage, dated, before, behind)


def _of_the_text(passage: Passage, dated: Dated, where: When) -> Why | None:
    """Whether it is a date of the text itself: its day, its next issue, a heading over what is done."""
    before, behind = passage.text[: dated.start], passage.text[dated.end :]
    if _LOG.match(behind):
        return Why.DAY_OF_THE_TEXT
    if where is When.AROUND and _DONE.match(passage.block.heading.rpartition(" / ")[2]):
        return Why.PAST_VERB
    near = tail(passage.text, dated.start)
    own = where is not When.AHEAD and passage.words.day_of_the_text.search(near) and not _WAS_ISSUED.search(near)
    if own and not counts.is_a_term(dated.words):
        return Why.DAY_OF_THE_TEXT
    if where is not When.AHEAD and dated.window.exact and is_day_of_the_text(passage):
        return Why.DAY_OF_THE_TEXT
    if where is When.AROUND and _DATELINE_BEFORE.match(before) and _DATELINE_BEHIND.match(behind):
        return Why.DAY_OF_THE_TEXT
    if where is When.AROUND and dated.window.exact and _is_stamp(passage, dated, before, behind):
        return Why.DAY_OF_THE_TEXT
    if dated.words.lstrip("自从從") in {"即日", "即日起"}:  # "from today on", of what has begun
        begin, end = passage.clause(dated.start, dated.end)
        if not any(begin <= at <= end for _, at, _ in passage.outcomes):
            return Why.NOT_AHEAD
    return Why.LABEL if passage.own else None


def is_day_of_the_text(passage: Passage) -> bool:
    """Whether the key of its line is one under which a text gives its own day: "Announced: 13 May 2030"."""
    return bool(_OWN_DAY.fullmatch(passage.block.subject)) and passage.block.kind is BlockKind.ITEM


def _is_stamp(passage: Passage, dated: Dated, before: str, behind: str) -> bool:
    """Whether the day of the text stands in brackets behind a title or a version, or opens a piece of news."""
    if _BRACKET.fullmatch(behind):
        heading = passage.block.kind is BlockKind.HEADING and before.endswith(("(", "（"))
        return heading or bool(_VERSION_OF_DAY.fullmatch(before))
    signed = passage.block.subject and before.strip(" *") == passage.block.subject
    if signed and not behind.strip(" .*"):
        return True  # under a line of its own, without a colon, the day is that of who signed
    entry = ISO_DAY.fullmatch(dated.words) and dated.words == passage.block.subject
    if entry and not passage.outcomes and not passage.ahead:
        return True
    opens = passage.verb_last and not before.strip() and behind.startswith("，")
    if not opens or passage.outcomes:
        return False
    _, end = passage.clause(dated.end + 1, dated.end + 1)
    ahead = passage.words.ahead.search(passage.text, dated.end, end)
    return ahead is None or passage.words.until.match(ahead[0]) is not None


def is_of_what_is_done(passage: Passage) -> bool:
    """Whether it is an item, with words of its own, under a heading such as "Shipped"."""
    listed = passage.block.kind is BlockKind.ITEM and _LISTED.fullmatch(passage.block.heading.rpartition(" / ")[2])
    return bool(listed and len(passage.text) > _LONGEST_DATE)


def _of_no_time(passage: Passage, dated: Dated) -> Why | None:
    """Whether its words are no date here: an example, a name, a verb, what no longer holds."""
    before, behind = passage.text[: dated.start], passage.text[dated.end :]
    heading = passage.block.kind is BlockKind.HEADING and figures.is_coarse(dated)
    set_apart = before.endswith(("(", "（")) and _BRACKET.fullmatch(behind)
    name = heading and not set_apart and not any(cue.weight == 0 for cue in passage.cues)
    version = _DOTTED.fullmatch(dated.words) and not passage.verb_last and dated.words != passage.text
    alone = passage.block.kind is not BlockKind.CELL and _is_all(passage, dated) and not passage.cues
    alone = alone and not (passage.verb_last and passage.block.heading and _is_a_span(dated))
    alone = alone and not passage.block.asked and not (_WHEN_HEADING.search(passage.block.heading))
    alone = alone or (passage.block.kind is not BlockKind.CELL and _is_a_han_day(passage.text))
    if alone and passage.block.kind is BlockKind.ITEM and not figures.is_coarse(dated) and kinds.surroundings(passage):
        alone = False  # "Brownouts:" stands over it
    if right_before(_ONLY_TOLD, passage.text, dated.start) or (
        passage.verb_last and _HAN_SECTION.fullmatch(passage.text)
    ):
        return Why.LABEL
    if _NOTHING_THEN.fullmatch(behind):
        return Why.NOTHING_TO_COME
    if _names_its_month(passage, dated):
        return Why.LABEL
    if _is_former(passage, dated, before, behind):
        return Why.MOVED
    if _ONLY_MONTH.fullmatch(dated.words) and _SAID_IN.search(before):
        return Why.SAYING
    week = passage.block.kind is BlockKind.CELL and _WEEK_NUMBER.fullmatch(dated.words)
    if week or _is_owner(passage, dated):
        return Why.LABEL
    if alone or name or version or _is_quoted(before, behind) or _is_verb(dated, behind):
        return Why.LABEL
    return Why.LABEL if right_before(_FORMER, passage.text, dated.start) else None


def _is_a_han_day(text: str) -> bool:
    return not text.isascii() and HAN_DAY.fullmatch(text) is not None


def _is_a_span(dated: Dated) -> bool:
    """Whether both ends of a span are written out, as the days of an offer under its name are."""
    first, last = dated.window.earliest, dated.window.latest
    return first is not None and last is not None and first < last and len(dated.words) > _LONG_SPAN


def _is_all(passage: Passage, dated: Dated) -> bool:
    """Whether a date is all that a line says."""
    return passage.text.strip(" .:") in {dated.words, passage.text[dated.start : dated.end]}


def _names_its_month(passage: Passage, dated: Dated) -> bool:
    """Whether a heading names the month of what is listed below it: "ROCKET LAUNCHES - MAY"."""
    text, place = passage.text, (dated.start, dated.end)
    at_end = not text[place[1] :].strip(" .)") and text[: place[0]].rstrip()[-1:] in _SETS_APART
    return (
        passage.block.kind is BlockKind.HEADING and at_end and bool(_ONLY_MONTH.fullmatch(dated.words.split(" 20")[0]))
    )


def says_nothing_else(passage: Passage, dated: Iterable[Dated]) -> bool:
    """Whether a heading says only that something came or comes, as what stands under it shows: "Released this week"."""
    dated = list(dated)
    if passage.block.kind is not BlockKind.HEADING or any(len(date_.words) > _LONGEST_DATE for date_ in dated):
        return False
    if any(date_.window.exact for date_ in dated):
        return False  # "Registration deadline - June 4"
    spans = [
        *((date_.start, date_.end) for date_ in dated),
        *((cue.start, cue.end) for cue in passage.cues),
        *passage.ahead,
        *passage.past,
    ]
    spans += [(start, end) for _, start, end in passage.outcomes]
    spans += [found.span() for found in passage.words.undated.finditer(passage.text)]
    rest = "".join(sign for at, sign in enumerate(passage.text) if not any(start <= at < end for start, end in spans))
    return not LETTER.search(_SMALL.sub("", rest))


def _is_former(passage: Passage, dated: Dated, before: str, behind: str) -> bool:
    """Whether something was moved away from the date, or was only planned for it."""
    if _THEN_WAS.match(behind) and _PUT_IN.search(before):
        return True
    moved = dated.words.lower().startswith("from ") and _MOVED_FROM.search(before)
    moved = moved or _COMPARED.match(dated.words)
    return bool(moved or moving.is_former(passage, dated) or (passage.verb_last and _NOT_SO.match(behind)))


def _is_owner(passage: Passage, dated: Dated) -> bool:
    """Whether the date only says which of several: "today's price", and not "Monday's vote"."""
    owner = _OWNER.match(passage.text, dated.end)
    if owner is None and _WEEKDAY_OWNS.fullmatch(dated.words):
        owner = _NOUN.match(passage.text, dated.end)
    if owner is None:
        return False
    if dated.words.lower().startswith("today") and not passage.ahead:
        return True
    return not any(dated.end < cue.end and cue.start < owner.end() for cue in passage.cues)


def _is_saying(passage: Passage, dated: Dated, where: When, *, soon: bool) -> bool:
    """Whether it is the day on which something was said: what lies further ahead cannot be."""
    if (where is When.AHEAD and not soon) or dated.window.kind in {WindowKind.OPEN_END, WindowKind.OPEN_START}:
        return False
    said_before = passage.words.saying_before.search(tail(passage.text, dated.start))
    if said_before and not _SAID_THAT.search(said_before[0]):
        # "The winners were announced on Sunday" is no day of saying, but what was waited for.
        return not any(0 <= dated.start - end <= len(" on the ") for _, _, end in passage.outcomes)
    first, _ = passage.clause(dated.start, dated.end)
    said = passage.words.saying_behind.match(passage.text[dated.end :])
    return said is not None and not passage.words.ahead.search(passage.text, first, dated.start)


def _is_quoted(before: str, behind: str) -> bool:
    """Whether the words stand in quotation marks of their own, as an example does."""
    end = len(before)
    if right_before(_FIELD, before, end) or right_before(_OPTION, before, end):
        return True
    if not before.endswith(_QUOTES) or not behind.startswith(_QUOTES):
        return before.endswith(" ") and right_before(_WRITTEN_AS, before, end) is not None
    return bool(_EXAMPLE.search(before[:-1]) or _EXAMPLE_BEHIND.match(behind[1:]))


def _is_verb(dated: Dated, behind: str) -> bool:
    """Whether "fall" is what a figure does, and no season; and a week is that of a weekly."""
    if dated.words.lower() == "fall":
        return bool(_FALLS.match(behind))
    weekly = not dated.words.endswith(("前", "日", "起", "止")) or behind.startswith("预")
    return weekly and behind.startswith(("报", "報", "刊", "预告", "預告"))
