"""The news of a text about what has just ended: it is out, it was called off, it took effect."""

from __future__ import annotations

import re
from datetime import date, timedelta, tzinfo
from functools import lru_cache

from watchtracker.reading.languages.english_outcomes import NO_NEWS_VERBS, THING
from watchtracker.reading.languages.words import many, pattern, tail
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.records import FindResult
from watchtracker.reading.statements import Dated, Passage

_NEWS = timedelta(days=7)
# What is told to have gone as planned was waited for, and is news in the next letter or report.
_NEWS_OF_A_PLAN = timedelta(days=31)
_ALL_ALONG = re.compile(
    r"\b(?:over the (?:years|decades|past)|since|so far|to date|in the past|for (?:years|decades)|always"
    r"|ever|historically)\b|\b\d+ of (?:the |our |its )?\d+\b",
    re.IGNORECASE,
)
_AS_PLANNED = pattern(r"""
    \bas (?:\w+ )?(?:planned|scheduled|announced|expected|promised)\b|\bon (?:time|schedule|budget)\b|
    如期|按期|按时|予定どおり|予定通り
""")
_NEAR = 70
_CLOSE = 12
_PAPER = re.compile(
    r"\b(?:published|issued|released|posted) "
    r"(?:(?:its|their|the|a|an|new|first|annual|interim|final|monthly|quarterly) ){0,3}"
    r"(?:draft \w+|(?:\w+ )?(?:reports?|stud(?:y|ies)|drafts?|findings|figures|statistics|statement|survey|letter"
    r"|review|minutes|analysis|opinion))\b|\bdeadlines? (?:has |have )?(?:passed|expired)\b"
    r"|(?:公布|发布|發布|披露|推出|公佈)[^，。；]{0,16}(?:财报|財報|报告|報告|数据(?!集|库)|白皮书"
    r"|年报|季报|调查|统计|指数|业绩|榜单|声明)"
    r"|(?:報告書|結果|統計|調査|白書|決算|論文)(?:の概要)?を(?:公表|発表|公開)",
    re.IGNORECASE,
)
_HAN_IF = (
    r"(?:如遇|如果|(?:^|[，；])若(?!干)|一旦|倘|假如|只要|除非)"
    r"[^。；]{0,30}$"
)
_CONDITION = re.compile(
    r"\b(?:once|when|after|until|if|unless|before|whether|as soon as|in case"
    rf"|whose|any|every|each)\b[^,;:.]*$|{_HAN_IF}",
    re.IGNORECASE,
)
_IF = re.compile(rf"\b(?:once|until|if|unless|whether|as soon as|in case|provided)\b[^,;:.]*$|{_HAN_IF}", re.IGNORECASE)
# What stands before the verb and says that it did not come about, or that something else is meant by it.
_NOT_SO = many(r"""
    \b(?:not|never|nothing|none|nobody|neither|nor|without|no \w+|hardly|yet to)\b(?:(?! and | but )[^,;.:]){0,25}$|
    n't [^,;.:]{0,20}$|['"\u2018\u201c]$|
    \b(?:figures|data|statistics|stud(?:y|ies)|surveys?|footage|photos?|pictures|images|documents|transcripts?|
    e-?mails|letters?|report|minutes),? (?:(?:that|which|were|was|he|she|it|they) )?$|
    \b(?:he|she|who|I|payment|(?:reviewed|checked|edited) and) (?:\w+ly )?$|
    (?<!last )(?<!first )(?<!final )(?<!all )(?<!remaining )(?<!\d )
    \b(?:orders?|parcels?|customers|passengers|fans|police|crews|residents|invoices?|trains|buses|ferries|flights|
    neighbou?rs?|snow|storm|
    fog)
    [ ](?:\w+ ){0,3}$|
    \byour (?:\w+ ){1,3}$|\bmy (?:\w+ ){1,2}(?:was |were )?$|\b(?:rumou?rs?|jokes?|talk|speech|fire|flood|blaze|fight|
    argument|rain|cough|headache) (?:\w+ )?$|\bticket #?\d+ (?:\w+ )?$|
    未(?:能|曾)?$|没有$|尚未$|不会$
""")
_OF_ELSE = pattern(r"""
    (?<=unveiled)[ ](?:an? |its |their |the )?(?:[\w-]+ ){0,3}(?:plans?|proposals?|strategy|roadmap|vision|
    budget|bid)\b|
    (?<=ched)[ ]into\b|(?<=signed)[ ](?:\d+ |some |many )?(?:autographs|books|copies|shirts|in\b|up\b)|
    (?<=dropped)[ ](?:the|our|my|his|her) (?:kids?|children|phone|ball|bag|keys|cup|baby|dog|car)\b|(?<=(?:cted|ssed|
    nied|used))[ ](?:(?:the|all|such|any|its|his|her|their) )?(?:criticism|
    claims|claim that|
    allegations?|accusations?|suggestions?|reports?|rumou?rs?|idea|notion|calls|comment|wrongdoing)\b|
    (?<=(?:rted|egan))[ ](?:a new job|work|school|the day|his|her|my|life|learning|reading|using|looking)\b|
    (?<=opened)[ ](?:the|a|my|our|his|her) (?:windows?|door|box|bottle|letter|fridge|book|laptop|app)\b|
    (?<=signed)[ ](?:the guest book|autographs|copies|an? (?:open )?letter|a petition|for|up)\b|
    (?<=(?:pped|ased|ered|sold))[ ]\d[\d,]*(?: (?:million|billion|thousand))? [a-z]{2,}s\b|(?<=passed)[ ](?:(?:the|
    her|his|their|my) (?:\w+ )?(?:hat|time|ball|buck|test|exam)|through|
    away|over|out|around|on to)\b|(?<=ended)[ ](?:up|
    the (?:day|week|session|month|quarter|
    year)|his|her|higher|lower|at|flat|down)\b|(?<=(?:ened|osed))[ ](?:higher|lower|flat|
    at \d(?![\d:.]* ?[ap]\.?m|\d?:\d)|up|down|the (?:meeting|
    session|discussion|debate|proceedings|conference|event|day|show|floor|scoring)|with|by \w+ing|an? (?:inquiry|
    investigation|
    account|case|bug|issue|ticket|pull request|thread|file|window|tab))|(?<=losed)[ ](?:it|them|his|her)\b\b|
    (?<=(?:rted|egan|egun))[ ](?:with|by|as|out|to (?!roll|ship|accept|sell|operate|offer|trade|issue|run))\b|
    (?<=(?:ived|nded))[ ](?:back )?
    (?:in|at) (?-i:[A-Z])(?!\w* ?\d)|(?<=delivered)[ ](?:(?:an?|his|her|the) )?(?:\w+ )?(?:speech|lecture|remarks|
    address|
    talk|keynote|blow|message)\b|(?<=(?:ched|uced))[ ](?:an? )(?:\w+ )?(?:inquiry|investigation|review|appeal|search|
    attack|probe|offensive|campaign|petition)\b|(?<=[a-z])[ ]in (?:19|20)\d\d\b|
    (?<=lifted)[ ](?:by|from|the mood|profits?|sales|shares)\b
""")
_OF_A_NOUN = re.compile(r"的|の[^、。で]{1,12}[はがを]")
_OPENS, _CLOSES = {"(", "（"}, {")", "）"}
_OF_DAY = re.compile(r"(?<!morning)(?<!evening)(?<!night)(?<!afternoon)(?<!early hours) of (?:the )?$")
# Said to be so, or a word before a noun, as "the long-awaited bill": no verb that takes a date away from another.
_SAYS = re.compile(r"said|told|announced|confirmed|reported|wrote|added|published|was|were|had|did", re.IGNORECASE)
_NO_VERB = re.compile(
    r"\b(?:(?:the|an?|its|their|his|her|our|new|most|\w+ly|\w+['\u2019]s) |\w+-)\w+$|\bun\w+ed$"
    r"|\b(?:said|told|announced|confirmed|reported|wrote|added|was|were|had|did)(?: \w+)?$",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:has|have|['\u2019]ve|['\u2019]s) (?P<just>just|at last|finally) "
    r"|\b(?:last night|overnight|(?:an hour|minutes) ago)\b",
    re.IGNORECASE,
)
# A look for these is much quicker than the pattern, which few sentences need.
_WORDS_OF_LATE = ("just", "at last", "finally", "last night", "overnight", " ago")
_PARTICIPLE_BEFORE = re.compile(
    r"\b(\w+ed|made|sent|held|given|taken)(?: on| in| by| late| early| at)* (?:the )?$", re.IGNORECASE
)
_OF_A_SESSION = many(r"""
    \b(?:meeting|session|day|evening|night|call|lesson|barbecue|lunch|dinner|round|hour|talk|speech|service)[ ]
    (?:(?:on|last) \w+ )?(?:was )?(?:opened|closed|ended|began|started)$|\b(?:shares|share price|stocks?|index|
    futures|prices?|yields?|
    bonds?|dow|nasdaq|ftse|nikkei|dollar|euro|yen|pound|bitcoin|markets?|oil|crude|gold|copper|gas|
    brent) (?:\w+ ){0,3}
    (?:opened|closed|ended|began|started|settled|finished|resumed)$|\b(?:office|shop|school|road|pool|library|gym|
    restaurant|desk)s? (?:was|were) closed$
""")
_PERIOD = re.compile(r"\b(?:quarter|year|months?|weeks?|half|season|period)\b", re.IGNORECASE)
_THING = many(THING)
_POSSESSIVE = ("'s ", "\u2019s ", "' ", "\u2019 ")  # "the museum's doors" are not the museum
_NO_NEWS_VERB = many(rf"\b(?:{NO_NEWS_VERBS.strip()})$")
_ADJECTIVE = re.compile(r"\b(?:the|an?|its|their|his|her|our|new|most|to) (?:\w+ly )?\w+$", re.IGNORECASE)
_OF_SOMEBODY = re.compile(
    r"\b(?:he|she|I|who|we|Mr|Mrs|Ms|Dr|minister|president|director|chief|chair\w*|ceo|manager|author|spokes\w+|analysts?"
    r"|workers?|staff|players?|fans|residents|users|people|police|critics|shares|stocks?)\b",
    re.IGNORECASE,
)
_RIGHT_BEHIND = re.compile(
    r"[\s,;)\u2014\u2013]*(?:(?:which|that|it|they|but|and|now|also|this|has|have|had|was|were|is|are|been) )*",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
_ITS_VERB = re.compile(r"(?<=[\w)] )(?:is|are|has|have|was|were|will|won't)\b")
_DAY = rf"(\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)\b"
_A_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_AS_IT_BEGAN = re.compile(
    r" (?:at (?:half|T\b|the \w+ minute|the last)|(?:in|after) the \w+ (?:minute|half)|midway|mid-"
    r"|\d+ (?:seconds|minutes|hours))"
)
_DAY_BEHIND = re.compile(
    rf"\s+(?:by [^,.;]{{1,40}}? )?(?:late |early |last )?(?:on )?{_DAY}(?!['\u2019])", re.IGNORECASE
)
_DAY_BEFORE = re.compile(
    rf"\b(?:on |late |early |last ){{0,3}}{_DAY},? (?:(?:it|they|he|she|we|that|had) ){{0,4}}$",
    re.IGNORECASE,
)
_IN_PASSING = re.compile(
    r", (?:\w+ly )?(?:planned|due|scheduled|slated|set|expected|meant)(?: to \w+)?(?: for| in| on)?(?: the)? $",
    re.IGNORECASE,
)
_WAS_PLANNED = re.compile(
    r"\b(?:had (?:once )?been|was|were) (?:\w+ly )?(?:planned|due|scheduled|slated|set|expected|announced|meant)"
    r"(?: to \w+)?(?: for| in| on)?(?: the)? $",
    re.IGNORECASE,
)


def of_a_date(passage: Passage, dated: Dated, day: date | None, zone: tzinfo, until: int) -> FindResult | None:
    """What a sentence says to have happened on a date that is at most a week before the day of the text.

    The next date that lies ahead begins at `until`: a verb behind it is that of what is to come.
    """
    last = dated.window.last_day(zone)
    first = dated.window.first_day(zone)
    if day is None or last is None or first is None or first > day:
        return None
    if last < day - _NEWS and (last < day - _NEWS_OF_A_PLAN or not _AS_PLANNED.search(passage.text)):
        return None
    if _OF_DAY.search(tail(passage.text, dated.start)) or _OF_A_NOUN.match(passage.text, dated.end):
        return None  # "the halt of 16 June was lifted"
    ended = told(passage)
    found = [(max(dated.start - end, start - dated.end, 0), result) for result, start, end in ended]
    if passage.verb_last:  # the verb stands behind its date there, and never in a clause before it
        begin, end = passage.clause(dated.start, dated.end)
        if passage.text[begin - 1 : begin] in _OPENS and passage.text[end : end + 1] in _CLOSES:
            begin, _ = passage.clause(begin - 1, begin - 1)  # "提供を開始しました(3/13)"
        if passage.text[begin:end].strip() == dated.words:
            _, end = passage.clause(end + 1, end + 1)  # the day alone before a comma
        end = end if dated.words.startswith("即日") else until  # "from today" is of its own clause
        found = [pair for pair, (_, at, _) in zip(found, ended, strict=True) if begin <= at <= end]
    else:
        kept = [not _is_of_another_verb(passage, dated, at, last) for _, at, last in ended]
        found = [pair for pair, stands in zip(found, kept, strict=True) if stands]
    near = [(distance, result) for distance, result in found if distance <= _NEAR]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _is_of_another_verb(passage: Passage, dated: Dated, start: int, end: int) -> bool:
    """Whether another verb than the one of how it ended stands nearer to the date: "orders placed on Monday were"."""
    if start < dated.start < end:
        return False  # "voted on Tuesday to"
    if end > dated.start:
        near = passage.text[max(0, dated.start - _CLOSE - len("placed")) : dated.start]
        verb = _PARTICIPLE_BEFORE.search(near)
        return verb is not None and not _SAYS.fullmatch(verb[1])
    return any(
        end <= first and last <= dated.start and not _NO_VERB.search(passage.text, 0, last)
        for first, last in passage.past
    )


@lru_cache(maxsize=4)
def told(passage: Passage) -> list[tuple[FindResult, int, int]]:
    """Where a sentence says how something ended, without what did not end so."""
    return [ended for ended in passage.outcomes if _tells(passage, *ended[1:])]


def _tells(passage: Passage, start: int, end: int) -> bool:
    """Whether a word of how something ended tells of that, and not of what did not, or of a day at the exchange."""
    before = tail(passage.text, start)
    if _OF_A_SESSION.search(tail(passage.text, end)):
        return False
    return not (_NOT_SO.search(before) or _IF.search(before) or _OF_ELSE.match(passage.text, end))


def is_beside(passage: Passage, dated: Dated) -> bool:
    """Whether a clause without an amount ends with what ended and its day: "at 21 euros, and trading began on"."""
    start, _ = passage.clause(dated.start, dated.end)
    near = any(start <= at and 0 <= dated.start - end <= _CLOSE // 2 for _, at, end in told(passage))
    amount = passage.words.figures.search(passage.text, start, dated.start)
    return near and amount is None and not _PERIOD.search(passage.text, max(0, start - _NEAR), dated.start)


def of_a_thing(passage: Passage, dated: Dated) -> FindResult | None:
    """What came about on a date with a thing that is waited for, in whatever verb: "The new rules kicked in on Monday".

    The verb nearest to the date is the one that counts, and its subject must name such a thing.
    """
    if passage.verb_last or passage.block.kind is BlockKind.HEADING:
        return None
    start, end = passage.clause(dated.start, dated.end)
    verbs = [(first, last) for first, last in passage.past if start <= first and last <= end]
    before = [verb for verb in verbs if verb[1] <= dated.start]
    behind = [verb for verb in verbs if verb[0] >= dated.end and verb[0] - dated.end <= _CLOSE]
    verb = before[-1] if before else behind[0] if behind else None
    if verb is None or _NO_NEWS_VERB.search(passage.text[slice(*verb)]) or not _tells(passage, *verb):
        return None
    if before and _ADJECTIVE.search(tail(passage.text, verb[1])):
        return None
    subject = passage.text[start : verb[0]]
    named = any(not subject.startswith(_POSSESSIVE, thing.end()) for thing in _THING.finditer(subject))
    return FindResult.HAPPENED if named and not _OF_SOMEBODY.search(subject) else None


def is_of_a_paper(passage: Passage) -> bool:
    """Whether what came out only tells of something: a report, a study, a draft."""
    return bool(_PAPER.search(passage.text))


def without_date(passage: Passage) -> tuple[FindResult, int, int] | None:
    """What a sentence without a date says to be so now, and where: "has been cancelled", "is now available"."""
    news = passage.words.news.search(passage.text)
    if news is None and not passage.verb_last:
        return _just_now(passage)
    if news is None or _CONDITION.search(passage.text, 0, news.start()):
        return None
    if _NOT_SO.search(tail(passage.text, news.start())) or _ALL_ALONG.search(passage.text):
        return None
    called_off = [result for result, start, end in passage.outcomes if end > news.start() - 1]
    # The subject may be a part of what was looked for: "the first beta of Quill 7 is up".
    verb = _ITS_VERB.search(passage.text, news.start(), news.end())
    start = verb.start() if verb else news.start()
    return (called_off[0] if called_off else FindResult.HAPPENED), start, news.end()


def _just_now(passage: Passage) -> tuple[FindResult, int, int] | None:
    """What a sentence says to have come about in the last hours: "pushed 2.4.1 last night", "we have just flipped"."""
    low = passage.text.lower()
    late = _LATE.search(passage.text) if any(word in low for word in _WORDS_OF_LATE) else None
    if late is None or _CONDITION.search(passage.text, 0, late.start()) or _ALL_ALONG.search(passage.text):
        return None
    just = late["just"] is not None
    for result, start, end in told(passage):
        if (late.end() == start) if just else (end <= late.start() and late.start() - end <= _NEAR):
            return result, start, end if just else late.end()
    return None


def is_called_off(passage: Passage, dated: Dated) -> bool:
    """Whether what a date ahead belongs to was called off, in the same clause or right behind it."""
    if not passage.cancelled:
        return False
    start, end = passage.clause(dated.start, dated.end)
    in_passing = _IN_PASSING.search(passage.text, max(0, dated.start - _NEAR), dated.start)
    before = any(result is FindResult.CANCELLED for result, _, last in passage.outcomes if last <= dated.start)
    if in_passing and before:
        return True
    if was_planned(passage, dated):
        return before
    return any(
        result is FindResult.CANCELLED
        and first >= start
        and first - end <= _CLOSE
        and (passage.verb_last or first < end or _RIGHT_BEHIND.fullmatch(passage.text, end, first))
        for result, first, _ in passage.outcomes
    )


def day_beside(passage: Passage, start: int, end: int) -> str:
    """The weekday right beside the verb that stands there: "called off on Monday", "on Monday called off"."""
    behind = _DAY_BEHIND.match(passage.text, end)
    if behind:
        return behind[1]
    before = _DAY_BEFORE.search(tail(passage.text, start))
    return before[1] if before else ""


def day_of_stopping(passage: Passage, start: int, end: int) -> str:
    """The weekday before the verb, where what was called off had begun: "Sunday's launch was called off 40 seconds"."""
    before = _A_DAY.search(passage.text, 0, start) if _AS_IT_BEGAN.match(passage.text, end) else None
    return before[0] if before else ""


def was_planned(passage: Passage, dated: Dated) -> bool:
    """Whether something had once been planned for the date: "which had been planned for spring"."""
    return bool(_WAS_PLANNED.search(passage.text, max(0, dated.start - _NEAR), dated.start))


def calling_off(passage: Passage, dated: Dated) -> tuple[int, int]:
    """Where it says so: the date, or the verb, where the date is only what had been planned."""
    if not was_planned(passage, dated):
        return dated.start, dated.end
    said = (hit[1:] for hit in passage.outcomes if hit[0] is FindResult.CANCELLED and hit[2] <= dated.start)
    return next(said, (dated.start, dated.end))
