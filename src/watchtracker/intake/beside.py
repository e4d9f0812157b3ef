"""What stands beside the name of an item in a statement: whether it is about the thing itself. Pure.

"Aurora V4 Lite", "the launch party of Aurora V4" and "documentation for Aurora V4" have days of their own, and each of
them holds every word of "Aurora V4". No list of all such things can be made, so nothing here decides which item is
meant: what stands beside a name only makes a statement doubtful, and then a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchtracker.intake.title_words import COMMON, HAN, OF_A_DATE, folded_word


def _table(words: str) -> frozenset[str]:
    return frozenset(map(folded_word, words.split()))


# A kin of a thing, by a word before or behind its name; and what goes with a thing, but has a day of its own.
_OTHERS = _table(
    "mini lite light pro ultra max plus nano micro tiny small large big xl se air flash turbo fast instant deluxe "
    "junior senior core base chat coder vision voice audio image video music math reasoning thinking edge mobile "
    "desktop server cloud api sdk app plugin extension edition enterprise business education team home family party "
    "livestream stream keynote webinar workshop meetup hearing tour roadshow reception dinner session talk note "
    "changelog documentation doc manual handbook guide guideline guidance tutorial course book faq blog article "
    "interview podcast review survey study report benchmark leaderboard evaluation audit weight paper card price "
    "pricing ticket sale discount offer programme program agenda schedule timetable hotel visa venue photo "
    "recording slide trailer teaser demo rehearsal waitlist preorder registration sponsorship poster tokenizer "
    "update patch hotfix fix upgrade migration rollout integration support retirement deprecation sunset shutdown "
    "removal successor replacement sequel anniversary statement conference merchandise grant prize award hackathon "
    "licence license template form draft debate vote appeal amendment annex translation summary companion event "
    "announcement abstract notification acceptance result camera"
)
# What is said of a thing itself, and names nothing.
_PLAIN = _table(
    "a an the and or but of for in on to by at from with without if when where while because than as so we i you "
    "they he she it its our their this that these those there here who what which whoever be is are was were been "
    "being has have had will would shall should can could may might must do does did not no yes still now again "
    "finally already only just also then soon later earlier sooner back forward out up off over until till before "
    "after about around during within more less most very all any some one two thing itself themselves day week "
    "month year quarter time date come comes go goes arrive arrives follow follows appear happen happens occur "
    "remain remains stay stays stand keep hold begin begins start starts open opens close closes end ends expire "
    "expires apply applies take takes took taken place effect force enter enters move moves moved slip slips "
    "slipped delay delayed postpone postponed extend extended push pushed bring brought shift shifted reschedule "
    "rescheduled plan planned expect expected schedule scheduled set due say says said tell told announce announced "
    "confirm confirmed promise promised aim aims target hope hopes want wants intend intended publish published "
    "ship ships shipped land lands landed debut arrival coming planning available public online official officially "
    "generally full whole main today tomorrow yesterday launch launches launched release releases released version "
    "model first second third half early mid late next last"
)
# Who speaks, what a thing is called in general, and what many a text is headed with.
_GENERAL = _table(
    "company firm team lab laboratory startup maker developer founder ceo chief executive spokesperson ministry "
    "minister government authority commission regulator agency committee parliament organiser organizer flagship "
    "product system project note news update newsletter weekly daily monthly blog post entry issue digest status "
    "roadmap timeline schedule announcement change changelog correction reminder"
)
# Behind a name these belong to it: "the Aurora V4 launch party" is about a party.
_OF_A_NAME = _table("launch release model version open public general availability final deadline date period")
# Before these stands a noun: "V4 zephyr will come" is about the zephyr.
_BEHIND_NOUNS = _table(
    "is are was were will would shall should can could may might must has have had does comes follows slips moves "
    "begins starts opens remains stays launches arrives appears lands ships"
)
_POINTING = _table("of for on to at in from with about across")
_ARTICLES = _table("the a an its their our new")
_TIMES = _table(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday q1 q2 q3 q4 h1 h2 spring "
    "summer autumn winter fall eve noon midnight mid"
)
_HAN = HAN.pattern
_TOKEN = re.compile(rf"{_HAN}|(?:(?!{_HAN})[^\W_])+(?:[.'\u2019](?:(?!{_HAN})[^\W_])+)*")
# A launch elsewhere is another: "Aurora V4 comes to Europe in June".
_ELSEWHERE = re.compile(
    r"\b(?:in|for|across|to)\s+(?:the\s+)?(?:EU|Europe|USA?|U\.S\.|United States|America|UK|Britain|China|"
    r"Asia|Africa|India|Japan|Korea|Germany|France|Canada|Brazil|Australia|Russia|Taiwan|Singapore|Switzerland|"
    r"Latin America|Hong Kong|other (?:countries|regions|markets)|more (?:countries|regions|markets))\b"
)
_HELD_TOGETHER = re.compile(r"[ \t\n\u00a0-]+")


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    capital: bool
    breaks: bool  # something else than a space or a hyphen parts it from the word before


def is_aside(text: str, title: frozenset[str], names: frozenset[str]) -> bool:
    """Whether beside the name of an item in `text` stands what makes it the name of something else.

    `title` are the words of its title, `names` those of them that are not said of many things.
    """
    found = list(_tokens(text))
    for at, word in enumerate(found):
        if word.folded not in names:
            continue
        behind = _behind(found, at, title)
        if behind is not None and _goes_on(found, *behind, title):
            return True
        before = _before(found, at, title)
        if before is not None and before.folded in _OTHERS:
            return True
    return False


def is_elsewhere(text: str, title: str) -> bool:
    """Whether a text speaks of a part of the world that the title of an item does not name."""
    found = _ELSEWHERE.search(text)
    return found is not None and found[0].split()[-1] not in title


def names_something_else(subject: str, title: frozenset[str]) -> bool:
    """Whether what a statement is about has words that neither its item's title has nor are said of many things."""
    of_it = {*title, *(COMMON - _OTHERS), *_PLAIN, *_TIMES, *_GENERAL}
    return any(word.folded and word.folded not in of_it for word in _tokens(subject))


def _behind(found: Sequence[_Word], at: int, title: frozenset[str]) -> tuple[int, bool] | None:
    """The place of a word behind a name that could go on with it, and whether it says for whom or where."""
    pointed = False
    for place in range(at + 1, len(found)):
        word = found[place]
        if word.breaks:
            break
        if word.folded in title or word.folded in _OF_A_NAME or (pointed and word.folded in _ARTICLES):
            continue
        if word.folded in _POINTING and not pointed:
            pointed = True
        elif word.folded in _PLAIN or word.folded in _TIMES or word.folded.isdigit():
            break
        else:
            return place, pointed
    return None


def _goes_on(found: Sequence[_Word], place: int, says_where: bool, title: frozenset[str]) -> bool:  # noqa: FBT001
    """Whether a word behind a name makes it another: "V4 Lite", "V4 for schools", "the V4 zephyr launch"."""
    word = found[place]
    if says_where or word.capital or word.folded in _OTHERS:
        return True
    following = found[place + 1] if place + 1 < len(found) else None
    return following is not None and not following.breaks and following.folded in title | _OF_A_NAME | _BEHIND_NOUNS


def _before(found: Sequence[_Word], at: int, title: frozenset[str]) -> _Word | None:
    """The word before a name, or what points to it: the documentation "for the" name."""
    step, pointed = at, False
    while step and not found[step].breaks:
        step -= 1
        word = found[step].folded
        if word in _POINTING and not pointed:
            pointed = True
        elif word not in _ARTICLES and word not in title:
            return found[step]
    return None


def _tokens(text: str) -> Iterator[_Word]:
    last, plain = 0, OF_A_DATE.sub(", ", text)
    for found in _TOKEN.finditer(plain):
        breaks = not _HELD_TOGETHER.fullmatch(plain[last : found.start()])
        last = found.end()
        yield _Word(folded_word(found[0]), found[0][0].isupper(), breaks)
