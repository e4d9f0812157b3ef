"""The words of English announcements, as tables: what each is, and what it stands for.

A word that is not here is passed over, so the grammar grows by a word in a table more often than by a rule.
`tokens.py` looks words up, `grammar.py` and `roles.py` say how they go together.
"""

from __future__ import annotations

from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.units import MONTH_NAMES, WEEKDAY_NAMES, Part, Unit
from watchtracker.dates.zone_names import SHARED_NAMES, SPOKEN_ZONES

_NUMBERS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen
"""
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth
"""
# Forms that only the past has: "launched on April 1" is the last one, "launches on April 1" the next.
_PAST_VERBS = """
    launched released shipped published opened closed ended started began landed arrived debuted dropped
    unveiled entered applied expired rolled deployed delivered introduced presented submitted issued adopted
    signed passed approved completed finished concluded held hosted aired premiered happened occurred appeared
    ran came went got became finalised finalized open-sourced leaked posted uploaded retired deprecated
    discontinued sunset revealed received filed lapsed commenced resumed reached demonstrated demoed lifted saw
    made hit pulled
"""
_VERBS = """
    launches launching releases releasing ships ship shipping publishes publish publishing opens opening closes
    close closing ends ending starts starting begins begin beginning lands land landing arrives arrive arriving
    debuts debuting drops dropping unveils unveil unveiling enters enter entering applies apply applying expires
    expire expiring rolls roll rolling deploys delivers deliver delivering introduces introducing presents
    presenting submits submit submitting issues adopts adopting signs finishes finish finishing concludes
    conclude concluding hosts extends extend holds holding airs premieres happens happen happening occurs
    appears appear runs run running comes come goes go gets becomes become finalises finalizes retires retire
    retiring sunsets discontinues reveals revealing lapses lapse commences commence commencing resumes resume
    kicks kicking hits returns turns follows takes take taking effective mandatory binding enforceable
    applicable valid live
"""
_NOUNS = """
    release launch date deadline window availability timeline rollout beta preview delivery publication debut
    start ga open consultation results report update submission submissions comment comments event drop general
    weights model
"""
# Promises without a date.
_VAGUE = """
    sometime | some time | sometime in | some time in | soon | very soon | pretty soon | coming soon | tbd | tba
    | tbc | shortly | eventually | imminent | imminently | to be announced | to be determined | to be confirmed
    | to be decided | to be scheduled | to be set | to be fixed | to be appointed | to be advised
    | to be communicated | to be published later | yet to be | not yet | no date | no dates | no timeline
    | no eta | no schedule | no timetable | no timeframe | no time frame | undated | date unknown | unknown
    | unclear | undecided | undetermined | unconfirmed | unannounced | unscheduled | unspecified | before long
    | in due course | in due time | in good time | at a later date | at a later stage | at a later time
    | at some point | some day | someday | one day | in the near future | in the foreseeable future | in future
    | in the future | near future | not too distant future | under wraps | any day now | any day | any time now
    | anytime now | any moment | any minute | stay tuned | watch this space | sooner or later
    | sooner than you think | as soon as possible | asap | as soon as we can | on the way | in the works
    | in development | in the pipeline | on the roadmap | on the horizon | around the corner
    | just around the corner | down the road | down the line | later on | indefinitely | until further notice
    | on hold | in preparation | under way | underway | when ready | when it's ready | when it is ready
    | when it's done | when it is done | will follow | to follow | coming up | in short order | promptly
    | without delay | at short notice | in the short term | in the medium term | not announced
    | not been announced | not confirmed | not decided | not been set | not been decided | not known
    | hasn't been announced | has not been announced | haven't decided | remains open | still open | later date
"""

_NO_DATE = "release launch firm fixed set specific official concrete exact confirmed target"

_ONES = {word: number for number, word in enumerate(_NUMBERS.split(), 1)}
_SPELLED_NUMBERS = {
    **_ONES,
    **_TENS,
    **{
        f"{ten}-{word}": ten_value + number for ten, ten_value in _TENS.items() for word, number in [*_ONES.items()][:9]
    },
}
_NTH = {word: number for number, word in enumerate(_ORDINALS.split(), 1)}
_SPELLED_ORDINALS = {
    **_NTH,
    "thirtieth": 30,
    **{f"{ten}-{word}": _TENS[ten] + _NTH[word] for ten in ("twenty", "thirty") for word in [*_NTH][:9]},
}

# A row: what a word or phrase is, its value, and the words, with "|" between them.
ROWS: tuple[tuple[Kind, object, str], ...] = (
    *((Kind.MONTH, number, f"{name} | {name[:3]}") for number, name in enumerate(MONTH_NAMES, 1)),
    (Kind.MONTH, 9, "sept"),
    *((Kind.WEEKDAY, number, f"{name} | {name[:3]}") for number, name in enumerate(WEEKDAY_NAMES)),
    (Kind.WEEKDAY, 1, "tues"),
    (Kind.WEEKDAY, 2, "weds"),
    (Kind.WEEKDAY, 3, "thur | thurs"),
    (Kind.SEASON, 3, "spring | springtime"),
    (Kind.SEASON, 6, "summer | summertime"),
    (Kind.SEASON, 9, "autumn | fall"),
    (Kind.SEASON, 12, "winter | wintertime"),
    (Kind.NAMED_DAY, (1, 1), "new year's day | new year's | new years day"),
    (Kind.NAMED_DAY, (10, 31), "halloween"),
    (Kind.NAMED_DAY, (12, 24), "christmas eve"),
    (Kind.NAMED_DAY, (12, 25), "christmas | christmas day | xmas"),
    (Kind.NAMED_DAY, (2, 14), "valentine's day"),
    (Kind.NAMED_DAY, (4, 1), "april fools' day | april fool's day"),
    (Kind.NAMED_DAY, (12, 26), "boxing day"),
    (
        Kind.HOLIDAY,
        None,
        """
        easter | easter sunday | easter monday | good friday | thanksgiving | black friday | cyber monday
        | giving tuesday | patch tuesday | labor day | labour day | memorial day | mother's day | father's day
        | chinese new year | lunar new year | spring festival | golden week | ramadan | eid | diwali | hanukkah
        | passover | pentecost | ascension day | independence day | bank holiday
        """,
    ),
    (Kind.NAMED_DAY, (12, 31), "new year's eve | new years eve"),
    *((Kind.QUARTER, number, f"q{number} | {number}q | cq{number}") for number in range(1, 5)),
    *((Kind.NO_SUCH, f"q{number}", f"q{number}") for number in (0, 5, 6, 7, 8, 9)),
    *((Kind.NO_SUCH, f"h{number}", f"h{number}") for number in (0, 3, 4)),
    *((Kind.HALF, number, f"h{number} | {number}h") for number in (1, 2)),
    *((Kind.NUMBER, number, word) for word, number in _SPELLED_NUMBERS.items()),
    *((Kind.ORDINAL, number, word) for word, number in _SPELLED_ORDINALS.items()),
    *((Kind.UNIT, unit, unit.value) for unit in Unit),
    (Kind.UNIT, Unit.WEEK, "kw | cw | wk | calendar week | iso week"),
    (Kind.AMOUNT, (6, Unit.MONTH), "half a year | half year's time"),
    (Kind.AMOUNT, (18, Unit.MONTH), "a year and a half | one and a half years"),
    *((Kind.UNITS, unit, f"{unit.value}s") for unit in Unit if unit is not Unit.HALF),
    (Kind.DAYS_AWAY, 0, "today | tonight | later today | earlier today | this morning | this afternoon | this evening"),
    (Kind.DAYS_AWAY, 1, "tomorrow"),
    (Kind.DAYS_AWAY, 2, "day after tomorrow | overmorrow"),
    (Kind.DAYS_AWAY, -1, "yesterday"),
    (Kind.DAYS_AWAY, -2, "day before yesterday"),
    (Kind.TURN, None, "turn of"),
    (Kind.WEEK_OF, None, "week commencing | week beginning | week starting | week ending | w/c | w/e"),
    (Kind.PART, Part.EARLY, "early | early in | early on in | early part of | earlier part of"),
    (Kind.PART, Part.MID, "mid | middle of | middle part of | halfway through | midway through"),
    (Kind.PART, Part.LATE, "late | late in | latter part of | later part of | back end of"),
    (Kind.PART, Part.BEGINNING, "beginning of | start of | opening of | opening days of"),
    (Kind.PART, Part.END, "end | end of | close of | final days of | closing days of | tail end of"),
    (Kind.PART, Part.FIRST_HALF, "first half of | front half of"),
    (Kind.PART, Part.SECOND_HALF, "second half of | latter half of | back half of | last half of"),
    (Kind.PERIOD_END, Unit.YEAR, "year-end | year end | yearend | eoy | year's end"),
    (Kind.PERIOD_END, Unit.QUARTER, "quarter-end | quarter end | eoq | quarter's end"),
    (Kind.PERIOD_END, Unit.MONTH, "month-end | month end | eom | month's end"),
    (Kind.WHICH, 1, "next | following"),
    (Kind.WHICH, 0, "this | current | present"),
    (Kind.WHICH, -1, "last | previous | final"),
    (Kind.WHICH, None, "coming | this coming | forthcoming"),
    (Kind.AFTER_NEXT, None, "after next"),
    (Kind.THIS_TIME, None, "this time | the same time"),
    (Kind.LATER, None, "later | later in | rest of | remainder of"),
    (Kind.EARLIER, None, "earlier | earlier in"),
    (Kind.FROM_NOW, 1, "from now | from today | hence | away | out | ahead | time | from this day"),
    (Kind.FROM_NOW, -1, "ago"),
    (Kind.FISCAL, None, "fiscal | fy | financial year | fiscal year | tax year"),
    (Kind.CALENDAR, None, "calendar | calendar year | cy"),
    (Kind.BUSINESS, None, "business | working | trading | banking"),
    (
        Kind.FEW,
        None,
        "more than | at least | few | several | couple | couple of | matter of | number of | handful of | more",
    ),
    *((Kind.EVERY, True, f"{name}s") for name in WEEKDAY_NAMES),
    (
        Kind.EVERY,
        True,
        """
        weekly from | weekly on | weekly at | monthly from | monthly on | daily from | daily at | annually | yearly on
        | every year | each year | once a year | biannually | fortnightly on | weekly starting | weekly , starting
        | weekly until | monthly starting | monthly , starting | monthly until | daily starting | daily , starting
        | daily until | weekly through | daily through | every other | every second | every third | every few
        """,
    ),
    (Kind.EVERY, False, "every | each"),
    (Kind.A, 1, "a | an"),
    (Kind.THE, None, "the"),
    (Kind.OF, None, "of"),
    (Kind.OR, None, "or"),
    (Kind.AND, None, "and | &"),
    (Kind.BUT, None, "but"),
    (Kind.TO, None, "to | into | onto"),
    (Kind.DASH, None, "-"),
    (Kind.BETWEEN, None, "between"),
    (Kind.IN, None, "in | during | over | throughout"),
    (
        Kind.ON,
        None,
        """
        on | at | for | as of | with effect from | with effect as of | with effect on | on or about | on or around
        | in or around | in or about
        """,
    ),
    (Kind.BY, False, "by | by or before | as late as | on or before | in or before | before or on"),
    (
        Kind.BY,
        True,
        """
        no later than | not later than | by no later than | nlt | no later | not later | not after | not beyond
        | not past
        """,
    ),
    (Kind.BEFORE, None, "before | prior to | ahead of | in advance of | earlier than | sooner than"),
    (Kind.AFTER, True, "until after | till after"),
    (Kind.AFTER, False, "after | later than | past | beyond | following the"),
    (Kind.FROM, None, "from | as from | out of"),
    (Kind.FROM, True, "since"),
    (Kind.UNTIL, None, "until | till | til | up to | through to | up until | through | thru | up to and including"),
    (
        Kind.NOT_BEFORE,
        False,
        """
        not before | no earlier than | not earlier than | no sooner than | not sooner than | until at least
        | through at least | not until | not prior to | net | as early as | on or after | in or after | from as early as
        | not any earlier than | no earlier | not in before
        """,
    ),
    (Kind.NOT_BEFORE, True, "as soon as"),
    (
        Kind.WITHIN,
        None,
        "within | less than | no more than | not more than | inside | in the space of | in under | in less than",
    ),
    (Kind.LATEST, None, "at the latest | at latest | or earlier | or sooner | or before | at the very latest | latest"),
    (
        Kind.EARLIEST,
        None,
        """
        at the earliest | at earliest | or later | or after | onwards | onward | at the soonest | and after | and later
        | and beyond | or beyond | at the very earliest | earliest | and onwards | - ongoing | - present | - tbd | - tba
        | - open end | - open-ended | to present
        """,
    ),
    (
        Kind.NOT,
        None,
        """
        not | never | cannot | no longer | nor | nothing | none | nobody | no one | without | unlikely | hardly
        | scarcely | won't | can't | isn't | aren't | doesn't | don't | didn't | wasn't | wouldn't | shouldn't
        """,
    ),
    (Kind.NO, None, "no"),
    (Kind.WITH, None, "with | alongside | including | plus | via | per | amid"),
    (Kind.EXCEPT, None, "except | except for | excluding | other than"),
    (
        Kind.STREET,
        None,
        """
        street | road | avenue | boulevard | lane | plaza | rue | calle | avenida | platz | gasse | allee | rua
        | piazza
        """,
    ),
    (Kind.NOW, None, "now | as of now"),
    (Kind.INSTEAD, None, "instead of | rather than | in place of | in lieu of"),
    (
        Kind.HEDGE,
        None,
        """
        towards | toward | about | around | approximately | approx | circa | ca | roughly | tentatively | some | instead
        | probably | possibly | perhaps | maybe | hopefully | currently | estimated | tentative | provisionally
        | potentially | presumably | reportedly | apparently | exactly | just | only | firmly | either | inclusive
        | end of day | eod | close of business | cob | end of business | end of the day | end of day on
        | at some point in | around about | or so | or thereabouts | so
        """,
    ),
    (
        Kind.HOPED,
        None,
        """
        expected | due | planned | scheduled | slated | set | targeted | promised | anticipated | projected | rumoured
        | rumored | tipped | supposed | meant | intended | aiming | aims | aim | eyeing | targeting | targets | target
        | announced | confirmed | pencilled | penciled | plans | planning | plan | expects | expecting | expect | hopes
        | hoping | hoped | intends | pledged | pledges | approved for | cleared for | booked for | committed | upcoming
        | on track | eta | proposed | likely
        """,
    ),
    (
        Kind.WILL,
        None,
        """
        could | should | would | must | can | is | are | be | needs | need | has to | have to | being | it's | that's
        | they're | we're
        """,
    ),
    (Kind.WILL, True, "will | shall | may or may not | might | we'll | it'll | they'll | going to"),
    (Kind.WAS, False, "was | were | had | had been | already"),
    (Kind.WAS, True, "has been | have been"),
    (
        Kind.MOVED,
        None,
        """
        slipped | slips | slipping | slip | delayed | delays | delay | postponed | postpones | pushed | moved | moves
        | rescheduled | deferred | shifted | shifts | brought | extended | adjourned | changed | changes | switched
        | held over | rolled over | carried over | pulled to | pulled in | advanced | pushed back | moved up
        | brought forward | pulled forward | pushed out | put back | set back | put off | pushes | move | moving
        | pushing | delaying | bumped | revised
        """,
    ),
    *((Kind.PAST_VERB, None, word) for word in _PAST_VERBS.split()),
    (Kind.PAST_VERB, True, "agreed | decided | voted | undertook"),
    (
        Kind.PAST_VERB,
        None,
        """
        went live | took effect | took off | came into | came out | went into | took place | kicked off | got underway
        | got under way | wrapped up | went on sale | sold out
        """,
    ),
    *((Kind.VERB, None, word) for word in _VERBS.split()),
    (
        Kind.VERB,
        None,
        """
        not delayed | not postponed | not deferred | takes effect | take effect | taking effect | goes live | go live
        | going live | comes out | come out | comes into | takes place | rolls out
        """,
    ),
    (Kind.NOUN, None, "in force | into force | in effect | into effect"),
    # "Closed" tells what they are on a day, not what was done on it.
    (
        Kind.NOUN,
        None,
        """
        office closed | offices closed | shop closed | store closed | markets closed | banks closed | closed for
        | be closed | library closed | school closed | schools closed | road closed
        """,
    ),
    *((Kind.NOUN, None, word) for word in _NOUNS.split()),
    (Kind.VAGUE, None, _VAGUE),
    *((Kind.VAGUE, None, f"no {word} date") for word in _NO_DATE.split()),
    (
        Kind.ONCE,
        None,
        """
        once | pending | upon | subject to | following a | as soon as it's | depending on | following its
        | until further
        """,
    ),
    (
        Kind.CALLED_OFF,
        None,
        """
        cancelled | canceled | cancels | cancelling | scrapped | withdrawn | abandoned | axed | shelved | ditched
        | called off | calls off | calling off
        """,
    ),
    (Kind.CALLED_OFF, True, "is off | are off"),
    (Kind.DENIES, None, "denies | denied | deny | denying | rules out | ruled out | decided against | voted against"),
    (Kind.WHEN, None, "when | whenever | if"),
    (Kind.ASK, None, "why | what | how | who | where | any | does | do | did | has | have"),
    (Kind.READY, None, "ready | complete | done | granted | available | possible | resolved | allows | permits"),
    (
        Kind.TIME,
        (12, 0, 0, 0),
        "noon | midday | 12 noon | 12:00 noon | 12.00 noon | 12:00 midday | 12pm noon | 12 midday",
    ),
    (Kind.TIME, (0, 0, 0, 0), "start of day on"),
    # A time in words, which is refused: the morning or the evening is not said.
    (Kind.TIME, None, "half past | quarter past | ten past | twenty past | five past | ten to midnight"),
    *((Kind.TIME, None, f"quarter to {hour}") for hour in _NUMBERS.split()[:12]),
    (Kind.MIDNIGHT, None, "midnight"),
    (Kind.MERIDIEM, None, "pm | a.m | p.m"),
    (Kind.HALF_DAY, 0, "in the morning | in the early morning"),
    (Kind.HALF_DAY, 12, "in the afternoon | in the evening"),
    *((Kind.ZONE, zone, name) for name, zone in SPOKEN_ZONES.items()),
    (Kind.ZONE, None, "local time | local | local-time"),
    (
        Kind.MANY_ZONES,
        "each reader's",
        "your local time | your timezone | your time zone | your local timezone | my time",
    ),
    *((Kind.MANY_ZONES, meanings, name) for name, meanings in SHARED_NAMES.items()),
)


Words = dict[str, tuple[Kind, object]]
# What follows the first two words of a phrase, and what the phrase is.
Rest = tuple[list[str], Kind, object]
Phrases = dict[str, dict[str, list[Rest]]]


def _tables() -> tuple[Words, Phrases]:
    words: Words = {}
    phrases: Phrases = {}
    for kind, value, texts in ROWS:
        for text in texts.lower().split("|"):
            first, *more = text.split()
            if more:
                second, *rest = more
                phrases.setdefault(first, {}).setdefault(second, []).append((rest, kind, value))
            else:
                words[first] = kind, value
    for seconds in phrases.values():
        for rests in seconds.values():
            rests.sort(key=lambda entry: -len(entry[0]))
    return words, phrases


# `WORDS`: single words; `PHRASES`: by their first word and by their second, the longest first.
WORDS, PHRASES = _tables()
