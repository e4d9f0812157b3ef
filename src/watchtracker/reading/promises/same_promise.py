"""A promise that two sentences make: one says that a thing comes, the next dates it, leaves it open or denies it."""

from __future__ import annotations

from watchtracker.reading.languages.english_undated import PUT_OFF
from watchtracker.reading.languages.words import pattern
from watchtracker.reading.records import Find, FindKind, LeftOut, Why
from watchtracker.reading.statements import Passage

LATE = pattern(PUT_OFF)
_ITS_DAY_HAN = pattern(r"""
    \W*(?:なお、|また、|なお|詳しい|詳細な|具体的な|正式な|具体|正式|確定|確切|确切)?(?:日付|日程|日時|時期|期日|スケジュール|时间|時間|
    日期|详情|詳情|安排)(?:は|が|について|など|确定(?:之?后)?|確定(?:之?後)?)?
    (?:(?:、|は|も|が|を)?[^、。]{0,8}(?:次第|ましたら)|[^，。]{0,6}(?:另行|再行|容[后後]|以[^，。]{1,8}为准))
""")
_THE_DATE = pattern(r"\W*The (?:exact |precise |final )?(?:dates?|days?|times?) ")
_IT_SOON = pattern(r"""
    \W*(?:It|They)(?: will|'ll|\u2019ll| should) (?:\w+ )?(?:be )?(?:available|out|there|here|released|shipping|on sale|
    live)?(?: very)? (?:soon|shortly|before long)\b
""")
_NEW_ONE = pattern(r"""
    \W*(?:(?:A|The|Any|No) (?:(?:new|fresh|revised|exact|further|replacement) )*(?:dates?|times?|timing|schedule)|
    New dates?|
    Dates?|More (?:news|details|information))\b(?! for\b)
""")
_SAYS_NO_DATE = pattern(r"""
    \W*(?:It|They|He|She|We|I|(?:The )?(?:company|firm|studio|ministry|agency|spokesman|spokeswoman|officials?|board|
    council|
    committee|commission|court|government|bank|club|team|organi[sz]ers?|publisher|maker|directors))
    (?: (?:would|will|did|has|have|could|can|does|do|is|are|was|were))?(?:not| not|n't|
    n\u2019t| never| declined to| refused to| gave no)
    [^.;]{0,30}\b(?:dates?|when|timing|timetable|timeline|schedule)\b\W*$
""")
_DATES_IT = pattern(r"""
    \W*(?:It|They|This|That|(?:The )?(?:launch|release|sales?|rollout|opening|event|date|premiere))\b
""")
_DENIED = pattern(r"""
    \W*(?:(?:but|alas|sadly|unfortunately),? )?(?:that|this)(?: date| plan)? (?:(?:will not|won't|is not going to|
    cannot|can't) (?:now )?(?:happen|hold|work|be (?:met|kept))|has changed|no longer (?:holds|stands)|is off)\b|
    \W*not any ?more\b
""")


def is_put_off(said: str) -> bool:
    """Whether it says of something no more than that it does not come when it was to."""
    return bool(LATE.search(said))


def is_of_the_same(passage: Passage) -> bool:
    """Whether a sentence only adds to the one before that its day is not fixed: "The date will be announced".

    Or that it comes soon, whose day the one before says: "It will be available soon".
    """
    earlier = passage.earlier
    if earlier and earlier.promised and _NEW_ONE.match(passage.text):
        return True
    if earlier and (earlier.promised or earlier.dated) and _SAYS_NO_DATE.match(passage.text):
        return True
    if earlier is None or not earlier.dated:
        return False
    if passage.verb_last and _ITS_DAY_HAN.match(passage.text):
        return True
    return bool(_THE_DATE.match(passage.text) or _IT_SOON.match(passage.text))


def says_its_day(clause: str) -> bool:
    """Whether a clause in Chinese or Japanese says only of what stands before it that its day is to be told."""
    return bool(_ITS_DAY_HAN.match(clause))


def is_dated_by(passage: Passage) -> bool:
    """Whether a sentence with a date says when that comes which the one before promised: "It goes on sale in May"."""
    return bool(passage.earlier and passage.earlier.promised and _DATES_IT.match(passage.text))


def taken_back(finds: list[Find], earlier: Passage) -> tuple[list[LeftOut], list[Find]]:
    """What the sentence before promised, where the next says that it will not be so, and the finds without that."""
    gone = [find for find in _of(finds, earlier) if find.kind is not FindKind.OUTCOME]
    left = [LeftOut(find.quote, find.start, find.end, Why.MOVED) for find in gone]
    return left, [find for find in finds if find not in gone]


def promised_before(finds: list[Find], earlier: Passage) -> list[Find]:
    """What the sentence before promised without a date, which the next one dates."""
    return [find for find in _of(finds, earlier) if not find.window.dated and not find.result]


def _of(finds: list[Find], passage: Passage) -> list[Find]:
    """The finds of one sentence."""
    start, end = passage.said.span(0, len(passage.said.text))
    return [find for find in finds if start <= find.start < end]


def is_denial(text: str) -> bool:
    """Whether a sentence says of the one before that it will not be so: "That will not happen"."""
    return bool(_DENIED.match(text))
