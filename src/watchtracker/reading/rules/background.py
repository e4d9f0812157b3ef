"""Dates that only tell what was meant or said before, which of several is meant, or since when: English ways of it."""

from __future__ import annotations

import re
from functools import lru_cache

from watchtracker.reading.languages.letters import ISO_DAY, MONTHS, SHORT_WEEKDAYS, YEAR
from watchtracker.reading.languages.words import many, pattern, tail
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.records import Why
from watchtracker.reading.rules.tense import When
from watchtracker.reading.statements import Dated, Passage

_MONTH = rf"(?:{MONTHS}|spring|summer|autumn|fall|winter)"
# "In April we proposed to freeze on 1 October", "We told you in March that it would be shut down on 1 October".
_WAS_MEANT = many(rf"""
    \b(?:in|back in|last|early in|late in) {_MONTH}(?:,| \d{{4}},?)? (?:we|I|they|he|she|it|the \w+)(?: had)?(?: first|
     originally)? (?:proposed|planned|hoped|expected|wanted|meant|suggested|aimed|intended|thought|guessed)\b
    [^.;]{{0,60}}$|
    \b(?:we|I)(?:['\u2019]d| had)?(?: first| originally| have)? (?:told you|said|warned you|promised|
    thought|believed|assumed|
    hoped)\b[^.;]{{0,90}} would\b[^.;]{{0,60}}$|
    \b(?:(?:original|initial|old) (?:target|schedule|aim|goal|timetable|roadmap)|(?:original|initial|old|first|previous|
    earlier) (?:plan|idea|intention|estimate|announcement))s?\b
    (?![^.;]{{0,40}}\b(?:still|stands|holds|remains)\b)[^.;]{{0,60}}$|
    \b(?:earlier|previously|initially|originally|formerly) (?:scheduled|planned|announced|notified|fixed|set|due|
    expected|published|given|advertised|listed)(?: (?:for|on|in|as|from|to be (?:held|on)))?(?: the)? $|
    \b(?:delayed|postponed|moved|slipped|pushed|shifted|rescheduled|carried over) from [^.;]{{3,40}} (?:and|then) $
""")
# "They said that in May as well."
_SAID_SO = many(r"""
    \b(?:said|told \w+|wrote|promised|announced|claimed|heard|reported|did|thought) (?:so|that|this|it|as much|
    the same(?: thing)?)(?: (?:already|too|before))? (?:back )?(?:in )?(?:the )?$
""")
_IN_A_MONTH = pattern(rf"(?:back )?in (?:early |late |mid-?)?{_MONTH}|{_MONTH}")
# "In May we met", of somebody who is not named again.
_THEN_DID = pattern(r"""
    ,? (?:we|I|they|he|she|you|it) (?:had |have |also |first |finally |even |only |then |again )?(?!need)(?:\w{2,}ed|
    said|told|wrote|met|began|held|made|won|lost|sold|built|bought|took|gave|went|came|found|saw|got|ran|sent|paid|kept|left|
    was|were|did)\b
""")
# A day named once more by its weekday: "26 January, a Tuesday".
_A_WEEKDAY = re.compile(r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_ARTICLE = re.compile(r"\d\W{1,4}(?:which (?:is|was) )?an? $", re.IGNORECASE)
# A number that begins as a year does: "Ord. 2030-04".
_NUMBER = re.compile(r"\d{4}-\d{1,3}")
_OF_A_PAPER = many(r"""
    \b(?:ord(?:inance)?|res(?:olution)?|docket|case|file|bill|permit|policy|circular|notice|order|rule|rfc|pep|adr|ref|
    contract|grant|tender|decision|directive|regulation|act|bulletin|advisory|measure|application|report|opinion|no|nr|
    amendment|cve|project|item)\.?(?: nos?\.?| #| number)? ?$
""")
# A day that an order is known by, and the version of an interface.
_KNOWN_BY = re.compile(
    r"\b(?:see \w+|(?:api|schema|protocol|data) (?:version )?|order|circular|bulletin|advisory|snapshot|version) $",
    re.IGNORECASE,
)
# What a computer is told, and how long ago something will have been.
_COMMAND = pattern(
    r"""
    \W*(?:curl|wget|git|npm|pip|docker|kubectl|sudo|echo|python\d?|node|psql|aws|gcloud|az|GET|POST|PUT|
    DELETE|SELECT)[ ]
    [^.;]{0,60}(?:[ ]-|[/=])
""",
    re.NOFLAG,
)
_SET_TO = re.compile(r"\b[Ss]et \W?\w*[_.]\w+\W? to $")
_SINCE_THEN = re.compile(r"[^.;]{0,30}\b(?:years?|decades?|century) (?:since|to the day|ago)\b", re.IGNORECASE)
_QUARTER = re.compile(r" quarters?\b(?!-finals?)", re.IGNORECASE)
_OF_A_QUARTER = re.compile(rf"the {_MONTH} quarter", re.IGNORECASE)
# "The rules ran to 2032": how long something lasted, as it is told.
_LASTED = re.compile(
    r"\b(?:ran|lasted|went on|held|stayed|were valid|was valid|were good|was good) (?:to|until|till|through) $"
)
# "Licences granted before 1 July expire on 30 June": which of them, where another date says what becomes of them.
_CONDITION = pattern(r"""
    \b(?:made|granted|issued|lodged|registered|filed|received|concluded|signed|opened|begun|started|submitted|born|placed|
    entered into|hired|employed|built|installed|sold|bought|ordered|published|created|acquired)(?: (?:under|with|by|in|
    on) \w+(?: \w+)?)? $
""")
_BOUND = re.compile(r"(?:on or )?(?:before|after)\b|by\b|since\b", re.IGNORECASE)
_WEEKDAY_BEFORE = re.compile(r"\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day)?/$", re.IGNORECASE)
_SHORT_DAY = re.compile(rf"(?:{SHORT_WEEKDAYS})[a-z]*", re.IGNORECASE)
_NO_DUTY = re.compile(
    r"\bno (?:obligation|duty|responsibility|intention) to (?:update|revise|correct|publish)\b", re.IGNORECASE
)
# "Delivery by Friday if ordered today".
_IF_DONE = re.compile(
    r",? (?:if|when|provided) (?:(?:you|it is|they are|it's|we) )?(?:order|book|pay|paid|submit|sign"
    r"|buy|bought|receiv|plac|register|subscrib)",
    re.IGNORECASE,
)
# "Extended in January", in a note of a line: what was done, in a month without its year.
_DONE_IN = re.compile(
    r"\W*(?!planned|expected|scheduled|needed|proposed|targeted|slated|intended|anticipated|projected|due)"
    r"(?:\w+ly )?\w{3,}ed (?:again )?(?:in|on|last) $",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|other) $", re.IGNORECASE)
# "No walk on 16 March", where a line begins with its day.
_NONE_THEN = re.compile(
    r"\W*+no (?:\w+ )?(?:meeting|meetup|event|call|class|session|show|episode|issue|walk|service|training"
    r"|newsletter"
    r"|school|market)(?:s|es)?\b(?! (?:later|before|until))",
    re.IGNORECASE,
)
_NO_NEED = re.compile(
    r"\bneed (?:to )?do nothing\b|\bno action (?:is )?(?:needed|required|necessary)\b|\b(?:no|do not|don't) need to\b",
    re.IGNORECASE,
)
# "Applications to graduate in August 2027 must be in by 1 April": what the first date is of.
_OF_THE_SUBJECT = re.compile(
    r",? (?:must|has to|have to|needs?|should|is due|are due|are open|closes?|can be|may be|will be|are to be)\b"
    r"[^.;]{0,60}"
    r"\b(?:by|before|until|through|on|no later than) (?:the )?(?:\d|[A-Z])"
)
_IF_YOU = re.compile(r"\W*(?:if|when) you\b", re.IGNORECASE)
# The day on which the letter itself comes again: "The Grapevine returns July 9".
_RETURNS = re.compile(
    r"\W*(?:The |This )?([A-Z][\w' ]{2,30}?) (?:returns|is back|will be back|will return|resumes|comes back|is off"
    r"|takes)\b"
)
# "They said by Christmas, then by Easter".
_SAID_A_DAY = re.compile(r"\b(?:said|told \w+|promised|was promised)(?: me| us)? $", re.IGNORECASE)
_THEN_ANOTHER = re.compile(r",? (?:and )?(?:then|later|now) (?:by|in|for|on|it|that)\b", re.IGNORECASE)
_POLICY = re.compile(
    r"\b(?:next )?review (?:date )?(?:of|for) this (?:policy|page|document|guidance|procedure|notice)", re.IGNORECASE
)
# "As in Season 13 (October to January)", "the last vote (November)".
_THE_LAST = re.compile(
    r"\b(?:(?:as|like|unlike) in [^.;,()]{2,30}|(?:last|previous|former|past|earlier) (?:\w+ )?\w+) \((?:in )?$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\W*(?:signed|dated|executed|done|given)(?: (?:at|in) [\w ,]{2,30})?,?(?: on| this)? ", re.IGNORECASE
)
_TICKET = re.compile(r"\b(?:incident|ticket|issue|case|bug|complaint)\b[^.;]{0,60}\bopened (?:on )?$", re.IGNORECASE)
_HISTORY = pattern(r"""
    \b(?:history|created|last-modified|posted|post-history|date of (?:the )?(?:notification|publication|issue|issuance|
    adoption|signature|filing|posting|mailing|this \w+)|notified|filed|dated)[: ]+(?:[\w-]+, ?){0,4}(?:on )?$
""")
# What a forecast of figures takes in.
_FORECAST = re.compile(
    r"\W*(?:(?:the|our|this|its) )?(?:(?:full-year|annual|quarterly|current|updated) )?(?:guidance|outlook|forecast"
    r"|projection)s? (?:also |now )?(?:do(?:es)? not |did not )?(?:includes?|excludes?|assumes?|reflects?|covers?"
    r"|contains?)\b",
    re.IGNORECASE,
)
_QUOTE = '"\u201c\u201d`'
_BEFORE_A_QUOTE = re.compile(rf"[{_QUOTE}],? ?(?:and |or )?[{_QUOTE}]$")
_BEHIND_A_QUOTE = re.compile(rf"[{_QUOTE}],? ?(?:and |or )?[{_QUOTE}]\w")
# "the August ballot", "Results of November exams": which of several, where no preposition puts anything into it.
_THE_MONTH = re.compile(rf"the {_MONTH}|{_MONTH}", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:of|our|its|their|his|her|my|your|this|another) $", re.IGNORECASE)
_DAY = re.compile(r"\b(?:on|from|until|by|in) (?:the )?(?:\d|[A-Z])")
_THING_BEHIND = pattern(r"""
    [ ](?!(?:is|are|was|were|will|and|or|to|of|for|when|after|before|until|with|by|at|in|on|that|which|has|have|had|can|
    may|must|should|if|as|instead|through|onwards?)\b)[a-z]{3,}
""")


def why(passage: Passage, dated: Dated, where: When) -> Why | None:
    """Why a date of an English sentence only tells of something; None if nothing says so."""
    if passage.verb_last:
        return None
    before, behind = passage.text[: dated.start], passage.text[dated.end :]
    near = tail(passage.text, dated.start)
    if where is not When.AHEAD and passage.block.kind is BlockKind.PROSE and _SIGNED.fullmatch(before):
        return Why.DAY_OF_THE_TEXT
    if where is not When.AHEAD and (
        _HISTORY.search(near) or ("opened" in near.lower() and _TICKET.search(before)) or _opens(passage, dated, where)
    ):
        return Why.DAY_OF_THE_TEXT
    if _is_of_a_forecast(passage, dated, near, behind):
        return Why.FIGURE
    if _NONE_THEN.match(behind or passage.block.subject) or (
        _IF_YOU.match(passage.text) and _NO_NEED.search(passage.text)
    ):
        return Why.NOTHING_TO_COME
    if _is_quoted(before, behind) or _COMMAND.match(passage.text) or _SET_TO.search(near) or _IF_DONE.match(behind):
        return Why.IMAGINED
    returns = _RETURNS.match(passage.text)
    if returns and returns[1].lower() in passage.block.over.words.lower() and passage.block.over.masthead:
        return Why.DAY_OF_THE_TEXT
    told = _told(dated, before, near, behind)
    if told:
        return told
    return (
        Why.LABEL
        if _NO_DUTY.search(before) or _POLICY.search(before) or _is_a_name(passage, dated, near, behind)
        else None
    )


def _told(dated: Dated, before: str, near: str, behind: str) -> Why | None:
    """Whether the words around a date tell of what was said, meant or done."""
    if _SAID_SO.search(near):
        return Why.SAYING
    if _WAS_MEANT.search(before) or (_SAID_A_DAY.search(near) and _THEN_ANOTHER.match(behind)):
        return Why.MOVED
    month = _is_in_a_month(dated.words)
    then = month and before.strip(" \"'*").lower() in {"", "in", "back in"} and _THEN_DID.match(behind)
    if then or _LASTED.search(near) or (month and _DONE_IN.fullmatch(before)):
        return Why.PAST_VERB
    last = "(" in near and _THE_LAST.search(near) and not YEAR.search(dated.words)
    return Why.NOT_AHEAD if last or _SINCE_THEN.match(behind) else None


@lru_cache(maxsize=64)
def _is_in_a_month(words: str) -> bool:
    return _IN_A_MONTH.fullmatch(words.removeprefix("the ")) is not None


def _is_of_a_forecast(passage: Passage, dated: Dated, near: str, behind: str) -> bool:
    """Whether it says what a forecast takes in, or whose figures are meant: "for the June quarter"."""
    if _OF_A_QUARTER.fullmatch(dated.words):
        return near.endswith(("for ", "in ", "of "))
    month = _is_in_a_month(dated.words)
    return bool(_FORECAST.match(passage.text) or (month and _QUARTER.match(behind)))


def _opens(passage: Passage, dated: Dated, where: When) -> bool:
    """Whether the day of the text opens one of its headings: "## 2027-08-12: What is retired"."""
    heading = passage.block.kind is BlockKind.HEADING and not passage.text[: dated.start].strip("#* ")
    return heading and where is When.AROUND and dated.window.exact and not passage.outcomes


def _is_quoted(before: str, behind: str) -> bool:
    """Whether the date stands in quotation marks, in a list of such words."""
    if not before.endswith(tuple(_QUOTE)) or not behind.startswith(tuple(_QUOTE)):
        return False
    return bool(_BEFORE_A_QUOTE.search(before) or _BEHIND_A_QUOTE.match(behind))


def _is_a_name(passage: Passage, dated: Dated, near: str, behind: str) -> bool:
    """Whether the date is part of a name or a number, or names a day once more."""
    if _A_WEEKDAY.fullmatch(dated.words) and _ARTICLE.search(near):
        return True
    if _SHORT_DAY.fullmatch(dated.words) and (_WEEKDAY_BEFORE.search(near) or _ORDINAL.search(near)):
        return True  # "no classes thu/fri"
    if _BOUND.match(dated.words) and _CONDITION.search(near) and not passage.words.moves.search(passage.text):
        return any(not cue.weight and cue.start >= dated.end for cue in passage.cues) and bool(_DAY.search(behind))
    if not dated.window.exact and not passage.short and _OF_THE_SUBJECT.match(behind):
        return dated.window.dated and near.endswith((" in ", " for ", " of "))
    if _NUMBER.fullmatch(dated.words):
        return bool(_OF_A_PAPER.search(near))
    if ISO_DAY.fullmatch(dated.words):
        return bool(_KNOWN_BY.search(near))
    if not _THE_MONTH.fullmatch(dated.words) or not (dated.words[:4].lower() == "the " or _WHOSE.search(near)):
        return False
    thing = _THING_BEHIND.match(behind)
    if thing is None:
        return False
    last = dated.end + thing.end()
    return not any(not cue.weight and dated.end <= cue.start < last for cue in passage.cues)
