"""The same thing said twice in one text is one find: the more precise, and of two that are alike the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise

from watchtracker.dates import WindowKind
from watchtracker.reading.languages.letters import CJK
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.promises import same_promise
from watchtracker.reading.records import Find

_WORD = re.compile(r"[\w.]+")
_PLAIN_WORDS = """
    the a an of for to and in on by with new its is are will be at from release launch date deadline version
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
_STAGES = frozenset(
    ["alpha", "beta", "preview", "candidate", "rc", "nightly", "prototype", "内测", "公测", "测试", "预览"]
)
_NEAR = 200
_BESIDE = 3  # characters between two sentences
_OF_BEFORE = re.compile(
    r"\W*(?:It|This|The (?:transaction|deal|sale|merger|acquisition|release|launch|vote|ruling|decision|change)) "
)
_SOON_AFTER = 250  # characters in which a text says to when something was put off
_TWO = 2
_HEAD = 200  # characters within which the title of a text begins
_BARE_VERB = 2  # characters
_TELLING = re.compile(r"[a-z][\w'-]{2,}|\d+\.\d+|[\u4e00-\u9fff]{2}")
# Words that many statements of one text have in common: verbs of what comes, and times.
_COMMON_WORDS = """
    the and for its will has have with from that this they must not open opens close closing start begin begins end due
    launch release ship publish hold held take place meet report result announce expected planned set until before after
    new first day date time week month year today deadline event say said company would should also which who are was
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
"""
_COMMON = frozenset(_COMMON_WORDS.split()) | _PLAIN
_AFTER = re.compile(
    r"[\W_]*(?:(?:after|once past|beyond) |(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[(（][^()（）]{1,4}[)）])?"
    r"(?:以降|以后|以後|之后|之後))",
    re.IGNORECASE,
)
# What a notice is called in Chinese and Japanese, at the end of its title.
_NOTICE_HAN = re.compile(
    r"(?:公告|通知|公示|说明|說明|启事|啟事|预告|預告|お知らせ|ご案内|のご連絡)[\s\u3000】」》]*(?:$|\d{4}[/年.-])"
)


def merged(
    finds: Iterable[Find], zone: tzinfo, told: Mapping[int, BlockKind] | None = None
) -> tuple[tuple[Find, ...], tuple[Find, ...]]:
    """The finds that stand, in their order, and those that say what another says as well or better.

    `told` says of the places where finds begin, those of tables left out, whether a sentence, an item or a heading is
    there: two items, as two rows, are two things.
    """
    kept: list[Find] = []
    finds, dropped = _without_overtaken(list(finds))
    for find in finds:
        twin = next(
            (
                at
                for at in _last(len(kept))
                if find.kind is kept[at].kind
                and (_same_thing(find, kept[at], zone, told) or _told_again(find, kept[at], told))
            ),
            None,
        )
        if twin is None and kept and _says_when(find, kept[-1]):
            dropped.append(kept[-1])
            kept[-1] = replace(find, title=kept[-1].title)
        elif twin is None:
            kept.append(find)
        elif (_within(find, kept[twin], zone) and not _within(kept[twin], find, zone)) or (
            find.result and _names_no_day(kept[twin]) and not _names_no_day(find)
        ):
            dropped.append(kept[twin])
            kept[twin] = find
        else:
            dropped.append(find)
    titled = _said_by_the_title(kept, zone, told)
    kept, dropped = [find for find in kept if find not in titled], [*dropped, *titled]
    days = {(other.window.last_day(zone), other.heading) for other in kept if _is_day(other)}
    again = [find for find in kept if _is_of_the_time_after(find, days)]
    kept = [find for find in kept if find not in again] if again else kept
    return tuple(sorted(kept, key=lambda find: find.start)), (*dropped, *again)


def _said_by_the_title(finds: list[Find], zone: tzinfo, told: Mapping[int, BlockKind] | None) -> list[Find]:
    """What the first heading of a text says, where a find below it says of the same time as much or more."""
    first = finds[0] if finds else None
    if first is None or first.start > _HEAD or first.result:
        return []
    notice = _NOTICE_HAN.search(first.quote)
    if not notice and (not told or told.get(first.start) is not BlockKind.HEADING):
        return []
    about = _about(f"{first.quote} {first.title}")
    below = [find for find in finds if find.start > first.end and not find.result and find.window.dated]
    if not first.window.earliest or not first.window.latest:
        return []
    same = any(
        _within(find, first, zone) and (notice or about & _about(f"{find.quote} {find.title}")) for find in below
    )
    return [first] if same else []


def _without_overtaken(finds: list[Find]) -> tuple[list[Find], list[Find]]:
    """The finds without those that only say "it is delayed again", where what follows says until when; and these."""
    overtaken = [
        find
        for find, behind in pairwise(finds)
        if not find.window.dated
        and not find.result
        and behind.window.dated
        and not behind.result
        and behind.start - find.end < _SOON_AFTER
        and same_promise.is_put_off(find.quote)
    ]
    return [find for find in finds if find not in overtaken] if overtaken else finds, overtaken


def _is_of_the_time_after(find: Find, days: AbstractSet[tuple[date | None, str]]) -> bool:
    """Whether it only tells what is so after a day that was found: "After 5 August, calls return an error"."""
    first = find.window.earliest
    if first is None or find.window.latest or not _AFTER.match(find.quote):
        return False
    return (first - timedelta(days=1), find.heading) in days


def _last(number: int) -> range:
    """The places of the last finds: what is said again is said near, and a long text has thousands."""
    return range(max(0, number - _NEAR), number)


def _same_thing(find: Find, other: Find, zone: tzinfo, told: Mapping[int, BlockKind] | None) -> bool:
    if find.kind is not other.kind or not (_within(find, other, zone) or _within(other, find, zone)):
        return False
    if find.quote == other.quote and find.start != other.start and find.title != other.title:
        return False  # the dates of two rows
    rows = told is not None and find.start not in told and other.start not in told
    if rows and find.title != other.title and find.start != other.start:
        return False  # two rows, of "knot-3" and of "knot-3-mini"
    if find.start == other.start and find.window != other.window and _is_bound(find) != _is_bound(other):
        return False  # "out on 6 May, the source by the end of May"
    both = find.start == other.start and _is_day(find) and _is_day(other)
    if both and find.window.last_day(zone) != other.window.last_day(zone):
        return False  # "half of them by 27 May, and everyone by 3 June"
    if find.window != other.window and min(map(len, map(_own_part, (find, other)))) <= _BARE_VERB:
        return False  # a title such as "終了" is that of anything
    return _alike(find.title, other.title)


def _own_part(find: Find) -> str:
    """A title without the name that stands over it."""
    return find.title.rpartition(": ")[2]


def _told_again(find: Find, other: Find, told: Mapping[int, BlockKind] | None) -> bool:
    """Whether two sentences, or a heading and a sentence, say of one day the same: they share what they are about."""
    # This first: each find is held against hundreds of others, and few are of one day.
    if find.window.instant and find.window == other.window:
        return _of_one_moment(find, other, told)
    if find.window.latest != other.window.latest or not find.window.latest:
        return False
    if find.kind is not other.kind or find.result or other.result:
        return False
    places = {told.get(find.start), told.get(other.start)} if told else {None}
    if None in places or places == {BlockKind.ITEM} or find.start == other.start:
        return False
    if not (find.window == other.window or _is_day(find) or _is_day(other)):
        return False
    shared = _about(f"{find.quote} {find.title}") & _about(f"{other.quote} {other.title}")
    return len(shared) >= (1 if BlockKind.HEADING in places else _TWO)


def _of_one_moment(find: Find, other: Find, told: Mapping[int, BlockKind] | None) -> bool:
    """Whether a sentence in Chinese or Japanese and a row of a table say of one moment the same, as "サービス終了"."""
    if find.kind is not other.kind or find.result or other.result or not told or not CJK.search(find.quote):
        return False
    places = [told.get(each.start) for each in (find, other)]
    if places.count(BlockKind.PROSE) != 1:
        return False
    return bool(_about(f"{find.quote} {find.title}") & _about(f"{other.quote} {other.title}"))


def _names_no_day(find: Find) -> bool:
    """Whether news has the day of the text for want of its own: "5.0 is out" over "5.0 is out today"."""
    return find.when == str(find.window.earliest)


def _says_when(find: Find, earlier: Find) -> bool:
    """Whether a sentence names the day of the news before it: "X has bought Y. The transaction closed on March 8"."""
    news = find.result is not None and find.result is earlier.result
    beside = news and 0 <= find.start - earlier.end <= _BESIDE and _OF_BEFORE.match(find.quote)
    return bool(beside and _names_no_day(earlier) and not _names_no_day(find))


def _is_day(find: Find) -> bool:
    return find.window.exact or _is_bound(find)


@lru_cache(maxsize=2 * _NEAR)
def _about(said: str) -> frozenset[str]:
    """What a find is about, in the words of its quote and its title, which are `said`."""
    words = _TELLING.findall(said.casefold())
    return frozenset(word.removesuffix("s") for word in words) - _COMMON


def _is_bound(find: Find) -> bool:
    """Whether it says only until when."""
    return find.window.kind is WindowKind.OPEN_START


def _within(find: Find, other: Find, zone: tzinfo) -> bool:
    """Whether the days of `find` all lie in those of `other`."""
    if not find.window.dated or not other.window.dated:
        return find.window == other.window
    if find.window.instant and other.window.instant:
        return find.window == other.window
    first, last = find.window.first_day(zone), find.window.last_day(zone)
    begin, end = other.window.first_day(zone), other.window.last_day(zone)
    return (
        (begin is None or (first is not None and first >= begin))
        and (end is None or (last is not None and last <= end))
        and (find.window.instant is not None or other.window.instant is None)
    )


def _alike(title: str, other: str) -> bool:
    """Whether two titles may be of one thing: the same numbers and stages, and most of the shorter in the longer."""
    over, _, rest = title.partition(": ")
    over_other, _, rest_other = other.partition(": ")
    if over == over_other and rest and rest_other:  # a name that stands over both says nothing of either
        title, other = rest, rest_other
    words, others = _words(_own(title)), _words(_own(other))
    if _telling(words) != _telling(others):
        return False
    fewer, more = sorted((words, others), key=len)
    if not fewer:
        return not more
    return len(fewer & more) * 3 >= len(fewer) * 2


def _own(title: str) -> str:
    """A title without the name before its colon, which is that of a whole list."""
    return title.rpartition(": ")[2]


def _telling(words: frozenset[str]) -> set[str]:
    """The words of which none may differ: the numbers, and the stages, since a beta has a day of its own."""
    return {word for word in words if word[0].isdigit() or word in _STAGES}


# Each title is held against hundreds of others.
@lru_cache(maxsize=2 * _NEAR)
def _words(title: str) -> frozenset[str]:
    folded = title.casefold()
    if CJK.search(folded):
        han = CJK.findall(folded)
        pairs = {first + second for first, second in pairwise(han)}
        return frozenset(pairs | set(re.findall(r"[a-z0-9.]+", folded)))
    return frozenset({word.strip(".") for word in _WORD.findall(folded)} - _PLAIN - {""})
