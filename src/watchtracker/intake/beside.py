"""What stands around the name of an item in a sentence: whether the sentence says a date of the thing itself. Pure.

"Aurora V4 Lite", "the launch party of Aurora V4", "two weeks before the Aurora V4 launch" hold every word of its name,
and the date is of something else. No list of such things can be complete. So it is the other way round: before the name
may stand who says it, behind it what things do when they come, and then the date. Where anything else stands there, a
person is asked; nothing here decides which item is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchtracker.intake.title_words import COMMON, HAN, OF_A_DATE, folded_word


def _table(words: str) -> frozenset[str]:
    return frozenset(map(folded_word, words.split()))


_ARTICLES = _table("the a an its their our his her this")
_POINTING = _table(
    "of for on to at in from with about across by before after until till under behind since against into"
)
# Between the words of a name, and behind it, these belong to it: "the launch of Aurora V4".
_OF_A_NAME = _table("launch release model version open public general availability final deadline")
_NOT = _table("not no never neither nor won't isn't cannot can't doesn't hardly and or")
# What is said of a thing that comes.
_COMES = _table(
    "is are be being been was were has have had will shall should would now still again finally already only just "
    "also then there therefore thus soon later earlier sooner back forward out up off over currently officially "
    "formally probably likely instead come comes coming came go goes live online arrive arrives arriving follow "
    "follows following appear appears happen happens occur occurs remain remains stay stays keep begin begins "
    "beginning start starts starting open opens opening close closes closing end ends ending expire expires apply "
    "applies take takes place effect force enter enters move moves moved moving slip slips slipped slipping delay "
    "delays delayed postpone postponed extend extended push pushed bring brings brought shift shifts shifted "
    "reschedule rescheduled plan planned planning expect expected schedule scheduled set due "
    "intended publish published ship ships shipped land lands landed debut debuts available here launch "
    "launches launched launching release releases released releasing held taking run runs fixed slated pencilled "
    "penciled meant supposed it themselves itself whole as year day week month quarter half early mid late next "
    "this last first second third fourth middle date"
)
# Before a name: who says it, and what whoever makes the thing does with it.
_BEFORE = _table(
    "say says said saying that confirm confirms confirmed announce announces announced announcing report reports "
    "reported write writes wrote repeat repeats repeated reiterate reiterated promise promises promised plan "
    "plans planned schedule schedules scheduled set sets move moves moved postpone postpones postponed delay "
    "delays delayed push pushes pushed extend extends extended shift shifts bring brings launch launches "
    "launching release releases releasing ship ships publish publishes open opens start starts begin begins will "
    "now still so but while then today yes also want wants and hold holds"
)
_SAYS_THAT = _table(
    "say says said confirm confirms confirmed announce announces announced report reports reported write writes "
    "wrote repeat repeats repeated reiterate reiterated promise promises promised told tells adds added insists "
    "insisted"
)
_MEANS_TO = _table(
    "plan plans planned want wants wanted intend intends aim aims hope hopes expect expects ready due set going"
)
_WAS = _table("was were had would should")
_WAS_TO_BE = _table(
    "plan planned expect expected due schedule scheduled set supposed meant intended promised slated to"
)
_TIMES = _table(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday q1 q2 q3 q4 h1 h2 "
    "spring summer autumn winter fall today tomorrow yesterday tonight noon midnight eve weekend"
)
# Behind a date: why it is that, and what else there is then.
_OF_WHY = _table(
    "because owing citing thanks amid given despite although though rather than not alongside together worldwide "
    "globally everywhere simultaneously sharp local am pm o'clock weeks days months where"
)
# Things that many have, and that have a day of their own.
_OTHERS = _table(
    "event announcement update weight paper abstract notification acceptance result camera registration workshop "
    "conference hearing call"
)
# Who speaks, what a thing is called in general, and what many a text is headed with.
_GENERAL = _table(
    "we i you they he she company firm team lab laboratory startup maker developer founder ceo chief executive "
    "spokesperson ministry minister government authority commission regulator agency committee parliament "
    "organiser organizer flagship product system project note news newsletter weekly daily monthly blog post "
    "entry issue digest status roadmap timeline schedule change changelog correction reminder those these here "
    "who what which whoever some any all more less most very one two thing if when where while because than "
    "without during within around main full may might can could must do does did yes today's"
)
# Right behind a name these go on with it: "the release week".
_LASTING = _table("week month year quarter half end beginning middle")
_DATE = "\ue000"
_HAN = HAN.pattern
_TOKEN = re.compile(rf"{_DATE}|{_HAN}|(?:(?!{_HAN})[^\W_{_DATE}])+(?:[.'\u2019](?:(?!{_HAN})[^\W_{_DATE}])+)*")
_GOES_ON = frozenset(":(-\u2013\u2014")
_HELD_TOGETHER = re.compile(r"[ \t\n\u00a0-]+")
_HAN_COMES = re.compile(
    r"的?(?:发布(?![会前后时])|上线|推出|开源|亮相|将|预计|计划|定于|定在|推迟|延期|延至|提前|由|从|会|于|在|仍|拟|最快|正式)|[今明本下]"
    r"|[はがを]|の?(?:公開|提供|発売|リリース|延期|開始)"
)
_HAN_AFTER = re.compile(
    r"(?:正式|全面|全球|公开|同步|起|前后|左右|之前|前|对外|面向公众)*(?:发布|上线|推出|开源|亮相|开放|公布|发售|截止|生效|施行|实施|举行|召开|开幕|开始|结束)?"
    r"|(?:推迟|延期|延|提前|改)?[到至为]|[にからまで、の]*(?:公開|提供|発売|リリース|開始|開催|予定|延期|する|される|です|に|を|し)*"
)
# A launch elsewhere is another: "Aurora V4 comes to Europe in June".
_ELSEWHERE = re.compile(
    r"\b(?:in|for|across|to)\s+(?:the\s+)?(?:EU|Europe|USA?|U\.S\.|United States|America|UK|Britain|China|"
    r"Asia|Africa|India|Japan|Korea|Germany|France|Canada|Brazil|Australia|Russia|Taiwan|Singapore|Switzerland|"
    r"Latin America|Hong Kong|other (?:countries|regions|markets)|more (?:countries|regions|markets))\b"
)

# What tells of a thing has a day of its own: "The schedule comes on 4 May".
_TELLS = re.compile(
    r"^\W*(?:the|our|its|an?)\s+(?:\w+\s+)?(news|newsletter|digest|blog|post|roadmap|timeline|schedule|programme|agenda"
    r"|changelog|update|notes?|report|announcement|issue)\s+(?:comes?|follows?|appears?|is|are|will|opens?|goes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    written: str
    breaks: bool  # something else than a space or a hyphen parts it from the word before
    goes_on: bool = False  # and that is a colon, a dash or a bracket

    @property
    def is_time(self) -> bool:
        return self.written in {_DATE, "年"} or self.folded in _TIMES or self.folded.isdigit()


def is_aside(text: str, title: frozenset[str], names: frozenset[str], *, short: bool = False) -> bool:
    """Whether around the name of an item in `text` stands what makes its date that of something else.

    `title` are the words of its title, `names` those of them that are not said of many things. Where the text has none
    of those, nothing can be said. A name may be `short` where it is known who speaks of what: "V4" for "Aurora V4".
    """
    found = list(_tokens(text))
    there = names & {word.folded for word in found}
    if not there:
        return any(name in text for name in names)  # within words that are not parted, as in Chinese
    if short:
        there = frozenset(name for name in there if any(map(str.isdigit, name))) or there
    runs = list(_runs(found, title, there))
    if not any(there <= {word.folded for word in found[begin:end]} for begin, end in runs):
        return True
    return not all(_is_led_in(found, begin) and _comes(found, end) for begin, end in runs)


def is_elsewhere(text: str, title: str) -> bool:
    """Whether a text speaks of a part of the world that the title of an item does not name."""
    found = _ELSEWHERE.search(text)
    return found is not None and found[0].split()[-1] not in title


def names_something_else(subject: str, title: frozenset[str]) -> bool:
    """Whether what a statement is about has words that neither its item's title has nor are said of many things."""
    plain = (COMMON - _OTHERS) | _COMES | _BEFORE | _GENERAL | _ARTICLES | _POINTING
    of_it = title | plain
    return any(word.folded and not word.is_time and word.folded not in of_it for word in _tokens(subject))


def tells_of_it(quote: str, title: frozenset[str]) -> bool:
    """Whether a sentence says when something appears that tells of a thing, and is not what its title names."""
    found = _TELLS.match(quote)
    return found is not None and folded_word(found[1]) not in title


def _runs(found: Sequence[_Word], title: frozenset[str], names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """From where to where a name stands, with all that belongs to it: "call for talks of the Tansy Summit"."""
    at = 0
    while at < len(found):
        if found[at].folded not in title and found[at].folded not in _OF_A_NAME:
            at += 1
            continue
        begin, end = at, at + 1
        for place in range(at + 1, len(found)):
            word = found[place]
            if word.breaks or word.folded not in title | _OF_A_NAME | _POINTING | _ARTICLES:
                break
            if word.folded in title | _OF_A_NAME:
                end = place + 1
        if not names.isdisjoint(word.folded for word in found[begin:end]):
            yield begin, end
        at = end


def _is_led_in(found: Sequence[_Word], begin: int) -> bool:
    """Whether what stands before a name leaves the date to it."""
    place = begin
    while place and not found[place].breaks:
        place -= 1
        word = found[place]
        if word.folded in _ARTICLES:
            continue
        if word.folded == "that":
            return _says_that(found, place)
        if word.folded in {"for", "of"} and _is_new_date(found, place):
            # A date that will be published is not the day on which that is done.
            return all(later.folded != "published" for later in found[begin:])
        if word.folded == "to" and place and not found[place].breaks:
            return found[place - 1].folded in _MEANS_TO
        if word.is_time or word.folded in _BEFORE:
            return True
        # A firm before its thing: "Wagtail's Kestrel 5".
        return word.written[0].isupper() and word.folded not in _POINTING and word.folded not in _GENERAL
    return True


def _says_that(found: Sequence[_Word], place: int) -> bool:
    """Whether somebody says what comes behind "that", perhaps "on Monday"."""
    while place and not found[place].breaks:
        place -= 1
        if not found[place].is_time and found[place].folded not in _POINTING:
            return found[place].folded in _SAYS_THAT
    return False


def _is_new_date(found: Sequence[_Word], place: int) -> bool:
    """Whether "for" or "of" stands behind nothing but "the new date"."""
    before: list[str] = []
    while place and not found[place].breaks:
        place -= 1
        before.append(found[place].folded)
    return before[:1] == ["date"] and all(word in _ARTICLES or word in {"date", "new", "final"} for word in before)


def _comes(found: Sequence[_Word], end: int) -> bool:
    """Whether behind a name stands that the thing comes, and then a date or nothing."""
    was = False
    for place in range(end, len(found)):
        word = found[place]
        if word.is_time:
            return not _is_for_some(found, place)
        if word.breaks and not word.goes_on:
            return _goes_on_with_it(found, place)
        if place == end and word.folded in _LASTING:
            return False
        if word.folded in _NOT or (was and word.folded in _WAS_TO_BE) or not _is_of_coming(found, place):
            return False
        was = was or word.folded in _WAS
    return True


def _goes_on_with_it(found: Sequence[_Word], place: int) -> bool:
    """Whether what stands behind a comma names no other thing before its date: "..., and the second is on 4 May"."""
    for at in range(place, len(found)):
        word = found[at]
        if word.is_time:
            return True
        if not (word.folded in _COMES | _BEFORE | _ARTICLES | _POINTING or _is_said_by(found, at)):
            return not any(later.written == _DATE for later in found[at:])
    return True


def _is_said_by(found: Sequence[_Word], place: int) -> bool:
    """Whether a word is the name of who says it: ", Wagtail said, "."""
    beside = found[max(place - 1, 0) : place + 2]
    return found[place].written[0].isupper() and any(word.folded in _SAYS_THAT for word in beside)


def _is_of_coming(found: Sequence[_Word], place: int) -> bool:
    """Whether a word behind a name only says that the thing comes."""
    word = found[place]
    if HAN.match(word.written):
        return _HAN_COMES.match(word.written) is not None
    if word.folded in _POINTING:
        return _points_to_time(found, place)
    return word.folded in _COMES or word.folded in _ARTICLES


def _points_to_time(found: Sequence[_Word], place: int) -> bool:
    """Whether a word such as "on" or "until" leads to a date, and not to where or for whom."""
    for word in found[place + 1 :]:
        if word.breaks or word.is_time:
            return True
        if word.folded not in _ARTICLES and word.folded not in _COMES and word.folded not in _POINTING:
            return False
    return True


def _is_for_some(found: Sequence[_Word], place: int) -> bool:
    """Whether what stands behind a date takes it from the thing: "for developers", "(fan-made poster)"."""
    for at in range(place + 1, len(found)):
        word = found[at]
        if word.breaks and not word.goes_on:
            return False
        if HAN.match(word.written) and not word.is_time:
            return not word.breaks and _HAN_AFTER.fullmatch(word.written) is None
        if not word.is_time and word.folded not in _COMES:
            if word.folded in {"for", "to"}:
                return not _points_to_time(found, at)
            plain = word.folded in _POINTING | _BEFORE | _ARTICLES | _OF_WHY or word.written[0].isupper()
            return not plain
    return False


def _tokens(text: str) -> Iterator[_Word]:
    last, plain = 0, OF_A_DATE.sub(f" {_DATE} ", text)
    for found in _TOKEN.finditer(plain):
        between = plain[last : found.start()]
        breaks = bool(between) and not _HELD_TOGETHER.fullmatch(between)
        last = found.end()
        yield _Word(folded_word(found[0]), found[0], breaks, goes_on=breaks and between.strip() in _GOES_ON)
