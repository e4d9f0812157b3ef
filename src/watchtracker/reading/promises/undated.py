"""Promises without a date: words of time from a closed list, in a sentence with something that is to come."""

from __future__ import annotations

import re

from watchtracker.reading.languages.words import Cue, many, pattern
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.promises import same_promise, unpromised
from watchtracker.reading.records import FindKind
from watchtracker.reading.statements import Passage

_FAR = 120
_SHORT = 2  # characters of a Chinese or Japanese word that may mean much else
_SHORT_BUT_SURE = {"後日", "追って", "未定", "待定", "近く", "近日"}
# What leaves a day open, so that it is said of its own clause, whatever day another clause of the sentence names.
_LEFT_OPEN = pattern(r"""
    .*(?:未定|待定|未公布|未公佈|未公表|未确定|未確定|尚未|另行|再行|容[后後]|择日|擇日|择期|擇期|改めて|あらためて|
    追って|没定|沒定|
    没有(?:确定|定)|決めて|決まって|明らか|次第|敬请期待|敬請期待|TB[ADC]).*
""")
_SOON = re.compile(
    r"(?:coming |very |really )*(?:soon|shortly|before long|imminently)"
    r"|不久|很快|近期|近く"
    r"|まもなく|間もなく|もうすぐ",
    re.IGNORECASE,
)
_PROMISES = {"敬请期待", "敬請期待", "乞うご期待"}
# Words that say when, and not that nobody knows it.
_TIMELY = pattern(r"""
    once\b|when (?:it|they)|eventually|before (?:too |very )?long|in due course|down the|as soon as\b|at some point|
    sometime|at a later|within\b|in (?:a few|a couple|several)\b|over the\b|
    indefinitely|until further|on (?:the|its|their) (?:way|horizon)|around the|round the|imminent
""")
_VAGUE = {"eventually", "someday", "gradually", "progressively", "sometime"}
_STOPS = "。！! "
# "Android版は10月1日に配信、iOS版は近日対応": the second clause names what it is of.
_OF_ITS_OWN = re.compile(r"[^、，。]{2,16}[はがも][^、，。]{0,8}$")
_ANOTHER = re.compile(
    r"(?:[,;]|\s[\u2013\u2014-])?+ ?+(?:and |but |while |whereas |with |then )?+"
    r"(?!(?:it|they|we|more|details?|dates?|which|who|that|this|these|you|I|he|she)\b)"
    r"(?:the |a |an |its |our |their )?[\w'\u2019.-]{2,}(?: [\w'\u2019.-]+){0,5} ?(?:is |are |will |will be |\()?",
    re.IGNORECASE,
)
_OPEN_IN_ENGLISH = re.compile(
    r"(?:coming |available |out |to |will )?(?:soon|shortly|follow|TB[ADC]|to be \w+|later|imminent)|no (?:\w+ )?date|"
    r"not (?:yet )?|in due course|in the (?:coming|next)",
    re.IGNORECASE,
)
# Words that promise only beside a word such as "will", and something that is to come.
_NEEDS_MORE = pattern(r"""
    once\b|to be (?:announced|determined|confirmed|decided|scheduled|set|fixed)|
    when (?:it|they|that|this|those|these|all)|stay tuned(?! for)|watch this \w+(?! for)|
    gradually|progressively|in (?:stages|phases|waves)|later|in an?\b|in (?:the|our|its) next(?! few| couple| several)|
    pending|as soon as|at some point|in a few|within a few
""")
_TO_BE = re.compile(r"to be\b|later", re.IGNORECASE)
_NEVER = re.compile(r"\b(?:never|not|n't)\b", re.IGNORECASE)
_STATUS = re.compile(r"planned|coming|next|(?:in|under) (?:active )?development", re.IGNORECASE)
_BEFORE_STATUS = (": ", "(", "[", "- ", "\u2013 ", "\u2014 ", "| ")
_SHARED = re.compile(r"stay tuned|watch this", re.IGNORECASE)
_MAKING = re.compile(
    r"\b(?:yet|working on|building|preparing|developing|planning|planned|more|will|bring(?:ing)?|come|coming)\b|'ll\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\W*(?:if|unless|whenever|where|when|without)\b", re.IGNORECASE)
# Somebody is to do something, and not "he will soon be eighty".
_WILL_DO = re.compile(
    r"\b(?:intend|plan|expect|hope|aim|propose)s? to (?!be\b)\w+|\b(?:is|are) (?:set|due|expected|likely) to \w+"
    r"|^(?!.*\b(?:you|your|he|she|his|her|I)\b)"
    r".*\bwill be (?!able)\w+(?:ed|en|wn|ld|de)\b",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\bwould\b", re.IGNORECASE)
_ASKED = re.compile(r"\?\W*$")
_OF_A_DATE = re.compile(r"date|time|ready", re.IGNORECASE)
_PUT_OFF = re.compile(r"indefinitely|until further|.*\bon (?:hold|ice)", re.IGNORECASE)
_MOVES = re.compile(r"\b(?:put off|held over|deferred|suspended)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_OF_BEFORE = re.compile(
    r"\W*(?:It|They|This|That|But)\b"
    r"|\W*(?:No|A|The|Any) (?:\w+ ){0,2}(?:dates?|timeline|timetable|schedule|ETA|deadline)\b"
    r"|\W*(?:no|a|the) (?:\w+ )?date\b|[^\x00-\xff]",
)
_NEW_DATE = re.compile(
    r"\b(?:new|fresh|revised|rescheduled|replacement|alternative) date|\bdates\b|\b(?:postponed|put (?:off|back)|"
    r"rescheduled|adjourned)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:ません|ない|不会|不做|不承诺|不考虑|訂正|搁置|擱置)|\s*[*\u203b(（]|\b(?:before|after|by|until|hope|please|we|you)\b|。$",
    re.IGNORECASE,
)
_UNTIL_THEN = re.compile(
    r"(?:not|\w+n['\u2019]t|never|cannot|declin\w+|refus\w+|unable|too (?:early|soon)|nor|once|as soon as|when|"
    r"pending|in an?|in the next|the next|(?:in )?(?:our|its) next)\b",
    re.IGNORECASE,
)
_MADE = re.compile(r"(?:is |are )?(?:(?:in|under) (?:\w+ )?development|in preparation|being )", re.IGNORECASE)
# A person who is to be named, or a day to be fixed, is nothing that comes out.
_SOMEBODY = re.compile(
    r"\b(?:(?:her|his|whose) (?:successor|replacement)|(?:new|next|permanent|interim) (?:(?:vice|deputy|managing) )?"
    r"(?:C[EFTOI]O|chair\w*|chief\w*|director|president|head|minister|boss|manager|coach|captain|secretary"
    r"|commissioner|governor|principal|dean)|will schedule (?:it|this|them|that)|'ll schedule)\b",
    re.IGNORECASE,
)
# The words of time may name a date in Chinese or Japanese, and its kind with it.
_OF_WHAT = re.compile(
    r"(发售|上线|发布|発売|公開|提供|配信)"
    r"|(?:日程|期日|日時|開催|时间|時間|日期|档期)"
)
# The date that is open is that of something that takes place: "a date for digging", "the new trial date".
_TAKES_PLACE = many(r"""
    \bdates? for (?:(?:the|an?|its|our|their|this) )?(?:[\w-]+ ){0,2}?(?!(?:shipping|launching|releasing|publishing|
    selling|
    delivering|building|printing)\b)(?:\w{2,}ing|works?|start|restart|trial|vote|hearing|exams?|visit|ceremony|final|
    race|
    return|handover|switch|move|repairs?|interviews?|inspection|election|referendum|conference|event|talks|summit|match|
    tour)\b|\b(?:trial|hearing|exam|meeting|court|match|wedding|election|polling|start|starting|opening|reopening|
    completion|closing|handover|race|tour|concert|inspection|moving|interview|event|conference) (?:dates?|day|
    times?)\b|
    \b(?:will be|be held|takes? place|returns?|moves?|goes) (?:back )?(?:in|at|
    to) (?-i:[A-Z][a-z]+)(?! \d)[^.;]{0,30}\bdates?\b
""")
_ANNOUNCED = re.compile(r"announc|schedul", re.IGNORECASE)  # said of whatever it is
_MADE_KNOWN = re.compile(
    r"announc|schedul|公布|公佈|通知|公告|発表|知らせ",
    re.IGNORECASE,
)
# A shop that will send a parcel, and what is said to come without being anything.
_TO_THE_READER = pattern(r"""
    \W*(?:your (?:refund|parcel|order|payment|package|delivery|ticket|request|money|call)|talk|speak|see you|
    (?:great|big|good|exciting|better|many|more exciting|summer|winter|spring|autumn|christmas|help|(?:a )?change|
    rain|snow)(?: (?:things?|times|changes|news))? (?:is|are) coming|at some point (?:you|we all|everyone|everybody)|
    (?:within|in) (?:a few|several|some) \w+,? you)\b|
    \W*you(?:'ll| will) (?:receive|get|see|find|notice|need)\b|\W*please\b|
    \W*(?:感谢|感謝|谢谢|謝謝|请|請)|
    \W*お支払|\W*ご(?:注文|入金|予約)|
    \W*(?:如|若|倘若)(?:果|未|尚|有|无|無)
""")
_ORDER = pattern(r"""
    [^,.;]{0,40}, (?:you (?:can|may)\b|(?:please )?(?:add|let|press|click|remove|turn|open|close|run|put|take|leave|
    stir|mix|cook|bake|serve|check|select|tap|type|restart|pull|push|wait)\b)
""")

_ONLY_SOON = re.compile(r"\W*(?:(?:very|real|really) )?soon(?:-?ish)?\W*|\W*TB[ADC]\W*", re.IGNORECASE)
_ONLY_AN_HOUR = re.compile(
    r"\W*(?:launch|lift-?off|start(?:ing)?|kick-?off|show|door|exact|opening)?[ ]?(?:times?|hours?)(?: of \w+)?: ",
    re.IGNORECASE,
)
# The head of a column of ends: that something will end some day is no promise.
_OF_AN_END = re.compile(
    r"\b(?:retire\w*|end\w*|eol|eos|support|sunset|shut ?down|deprecat\w*|remov\w*)\b|停止|终止|結束|结束"
    r"|終了|廃止|维护",
    re.IGNORECASE,
)


def promise(passage: Passage) -> tuple[int, int] | None:
    """Where a sentence without a date says that something is to come; None if it promises nothing."""
    heading = passage.block.kind is BlockKind.HEADING and passage.words.promising.match(passage.text)
    if passage.told or heading:
        return None
    cell = passage.block.kind is BlockKind.CELL
    if cell and (passage.block.beside_date or _OF_AN_END.search(passage.block.column)):
        return None  # "TBD" beside a day says no more of the row than that day
    again = passage.earlier and passage.earlier.promised and _ONLY_SOON.fullmatch(passage.text)
    if again or _ONLY_AN_HOUR.match(passage.text):
        return None
    for found in passage.words.undated.finditer(passage.text):
        if _promises(passage, found):
            return found.span()
    return (0, 0) if not passage.under_day and _is_under_a_promise(passage) else None


def beside_a_date(passage: Passage, end: int) -> tuple[int, int] | None:
    """Where the clauses behind a date, which ends at `end`, leave the day of something else open.

    So in Chinese and Japanese, where much is told in one sentence: "办法下月出台，收费标准出台时间尚未确定".
    """
    stop = next((first for first, _ in passage.stops if first >= end), None)
    if stop is None or passage.told:
        return None
    if not passage.verb_last:
        return _of_another_thing(passage, stop)
    nearest = next((first for first, _ in passage.stops if first > stop), len(passage.text))
    for found in passage.words.undated.finditer(passage.text, stop):
        if found.start() < nearest and same_promise.says_its_day(passage.text[stop:nearest]):
            continue  # "before the end of April, and the day will be announced"
        if found[0] in _PROMISES:
            continue  # "look forward to it" is said of what has its day
        another = _OF_ITS_OWN.search(passage.text, stop, found.start())
        if passage.short and not another:
            continue
        last = len(passage.text) if another else found.end()
        of_its_own = passage.words.to_come.search(passage.text, stop, last)
        if of_its_own and (another or _LEFT_OPEN.fullmatch(found[0])) and _promises(passage, found):
            return found.span()
    return None


def _of_another_thing(passage: Passage, stop: int) -> tuple[int, int] | None:
    """Where an English clause behind `stop` promises something else: "the app ships on 2 May, the map will follow"."""
    for found in passage.words.undated.finditer(passage.text, stop):
        said = passage.text[stop : found.start()]
        if _ANOTHER.fullmatch(said) and _OPEN_IN_ENGLISH.match(found[0]) and _promises(passage, found):
            return found.span()
    return None


def _promises(passage: Passage, found: re.Match[str]) -> bool:
    """Whether words of time stand in a promise, and not in a condition, an order, a habit or a greeting."""
    if passage.words.details.search(passage.text[: found.start()]) or not _has_cue(passage, found[0]):
        return False
    if _is_told_or_ordered(passage, found.start(), found.end()) or _is_no_promise(passage, found):
        return False
    return not _SOON.fullmatch(found[0]) or _is_to_come(passage, found.start())


def _is_no_promise(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the words need something beside them that is not there, or stand in what is no news."""
    if _TO_THE_READER.match(passage.text) or unpromised.is_of_something_else(passage, found):
        return True
    if _STATUS.fullmatch(found[0]) and not passage.text[: found.start()].endswith(_BEFORE_STATUS):
        return True
    if passage.text.rstrip().endswith(":") and passage.block.kind is not BlockKind.CELL:
        return True  # "We are retiring it in stages:" leaves what it says to a list
    if found[0].lower().endswith("later") and _NEVER.search(passage.text, 0, found.start()):
        return True
    if _CONDITION.match(passage.text) and _OF_A_DATE.search(found[0]):
        return True
    if _PUT_OFF.match(found[0]) and _YEAR.search(passage.text):
        return True  # "put on ice in 1998"
    before = passage.text[: found.start()]
    alone = _TO_BE.match(found[0]) and (not before.strip() or before.endswith(": "))
    if passage.short or alone or not _NEEDS_MORE.match(found[0]):
        return False
    if _SHARED.match(found[0]) and _MAKING.search(passage.text, 0, found.start()):
        return False
    ships = any(
        cue.kind is FindKind.RELEASE
        and (not cue.weight or passage.text.startswith("follow", cue.start))
        and cue.end <= found.start()
        for cue in passage.cues
    )
    if ships and not passage.past:
        return False  # "it ships when it is ready"
    ahead = passage.words.will.search(passage.text)
    return ahead is None or not (passage.cues or passage.words.things.search(passage.text))


def _is_under_a_promise(passage: Passage) -> bool:
    """Whether it is the first words of an item under a heading such as "Coming soon", which promises it."""
    block = passage.block
    if block.kind is not BlockKind.ITEM or passage.earlier or len(passage.text) > _FAR:
        return False
    promised = block.heading and passage.words.promising.match(block.heading.rpartition(" / ")[2])
    return bool(promised) and not passage.outcomes and not _NOTE.search(passage.text)


def _is_told_or_ordered(passage: Passage, start: int, end: int) -> bool:
    """Whether words of time stand beside a verb of what is over, or in an order: "once it boils, add the rice"."""
    if not _TIMELY.match(passage.text, start):
        return False
    if _ORDER.match(passage.text, end):
        return True
    if passage.words.moves.search(passage.text):
        return False
    first, last = passage.clause(start, end)
    if _MOVES.search(passage.text):
        return False
    if _WOULD.search(passage.text, first, last):
        return False  # "said it would publish it in due course"
    past = any(first <= at < last for at, _ in passage.past)
    return past and not any(first <= at < last for at, _ in passage.ahead)


def _is_to_come(passage: Passage, at: int) -> bool:
    """Whether "soon" is said of something ahead, and not told as in "he was soon asleep"."""
    if not passage.words.to_come.search(passage.text):
        return passage.short and bool(passage.block.subject or passage.words.things.search(passage.text))
    past = [hit for hit in passage.words.past.finditer(passage.text) if hit.end() <= at]
    if passage.verb_last and passage.past and len(passage.text.rstrip(_STOPS)) - passage.past[-1][1] <= 0:
        return False  # the verb that the words of time go with stands behind them there, and is past
    ahead = passage.words.ahead.search(passage.text)
    return not past or bool(ahead) or passage.short or at - past[-1].end() >= _FAR // 4


def _has_cue(passage: Passage, words: str) -> bool:
    """Whether a word says of what kind the promise is, or what it stands under does."""
    if words.lower() in _VAGUE:
        return bool(passage.short or passage.cues)
    if passage.short or passage.cues or " " in words.strip() or words in _PROMISES:
        return True
    if passage.words.things.search(passage.text):
        return True
    if passage.earlier and _ASKED.search(passage.earlier.text):
        return True  # "Merch? Soon."
    if _WILL_DO.search(passage.text):
        return True
    return (
        passage.verb_last
        and (len(words) > _SHORT or words in _SHORT_BUT_SURE)
        and bool(passage.words.to_come.search(passage.text))
    )


def kind(passage: Passage, place: tuple[int, int]) -> FindKind | None:
    """The kind of a promise: the strongest cue near it."""

    def cost(cue: Cue) -> int:
        return cue.weight + max(place[0] - cue.end, cue.start - place[1], 0)

    outside = [
        cue for cue in passage.cues if cue.end <= place[0] or cue.start >= place[1] or _opens(passage, cue, place)
    ]
    told = [cue for cue in outside if not _MADE_KNOWN.match(passage.text, cue.start)]
    outside = told if told or not passage.verb_last else outside
    near = [cue for cue in outside if cost(cue) <= _FAR]
    if not passage.verb_last and _TAKES_PLACE.search(passage.text) and not any(not cue.weight for cue in near):
        return FindKind.EVENT
    if near:
        nearest = min(near, key=cost)
        things = passage.words.things.search(passage.text, nearest.end)
        if nearest.kind is FindKind.DEADLINE and passage.text[nearest.start : nearest.end].lower() == "due":
            return FindKind.RELEASE if things else FindKind.EVENT  # nothing that must be done is due "shortly"
        made = things or _MADE.match(passage.text, place[0])
        comes_out = nearest.kind is FindKind.DEADLINE and made
        return FindKind.RELEASE if comes_out and nearest.weight > _FAR // 2 else nearest.kind
    before = [cue for cue in passage.earlier.cues if cue.weight < _FAR // 2] if passage.earlier else []
    if before and _OF_BEFORE.match(passage.text):
        return min(before, key=lambda cue: (cue.weight, -cue.start)).kind
    own = _OF_WHAT.match(passage.text, place[0])
    if own:
        return FindKind.RELEASE if own[1] else FindKind.EVENT
    if _NEW_DATE.search(passage.text) and not passage.words.things.search(passage.text):
        return FindKind.EVENT
    if _SOMEBODY.search(passage.text):
        return FindKind.EVENT
    said = _ANNOUNCED.search(passage.text) and not passage.short and not passage.words.things.search(passage.text)
    return FindKind.EVENT if said and not before else None


def _opens(passage: Passage, cue: Cue, place: tuple[int, int]) -> bool:
    """Whether a cue within the words of time says what is to come: "launching soon", "no date for the hearing"."""
    if _OF_WHAT.match(passage.text, place[0]):
        return False
    if cue.start == place[0]:
        return cue.weight < _FAR // 2 and cue.kind is not FindKind.EVENT
    return cue.weight < _FAR // 2 and not _UNTIL_THEN.match(passage.text, place[0])
