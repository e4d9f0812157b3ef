"""What a statement is about, in the words of its source: the noun phrase of its subject or of its object.

In a table or a list it is the first cell or the key, with the heading of the column.
"""

from __future__ import annotations

import re

from watchtracker.reading import han_titles
from watchtracker.reading.blocks import BlockKind
from watchtracker.reading.statements import Passage
from watchtracker.reading.words import pattern

LONGEST = 60
_BARE = 3  # so few words may need the heading to say of what they are
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_EDGES = " \t,;:.!?-\u2013\u2014|/\u3001\uff0c\uff1b\uff1a\u3002*_#\"'\u201c\u201d()\uff08\uff09\u300c\u300d=\u2192>"
_LEADING = pattern(r"""
        ^(?:(?:and|but|so|while|that|the|a|an|its|their|our|also|meanwhile|in addition|finally|however|separately|
        then|now|as|if|when|on|in|by|at|for|from|because|since|after|before|with|both|this|these|which|who|where|
        there|note:?|please note|reminder:?|update:?)\b[ ,]*)+
    """)
_TRAILING = pattern(r"""
        (?:[ ,]+(?:on|in|by|at|for|from|until|till|to|of|the|a|an|and|or|is|are|was|were|be|will|as|early|late|before|
        after|no later than|with|scheduled|expected|planned|due|set|around|about|starting|beginning|effective|between|
        through|its|this))+$
    """)
_VERB = pattern(
    r"""
        \b(?:will|would|shall|may|might|could|should|must|can|is|are|was|were|has|have|had|plans?|planned|aims?|
        hopes?|expects?|intends?|wants?|said|says|announced|confirmed|revealed|
    """
    r"""
        launches|launched|ships|shipped|releases|released|opens|opened|close|open|end|begin|start|closes|closed|begins|began|starts|started|ends|
        ended|takes|took|holds|held|hosts|hosted|arrives|arrived|expires|expired|runs|lands|debuts|meets|votes|goes|
        comes|applies|enters|resumes|reports|kicks|rolls|gets|becomes|remains|needs?|scheduled|slated|set|due|
        expected|coming|
    """
    r"""
        submit|register|apply|join|shuts?|take|kick|retires|sunsets|go|stops?|publishes|published|unveils|introduces|
        moves|moved|slipped|pushed|extended|
        postponed|delayed|cancelled|canceled)\b
    """
)
_OBJECT = pattern(r"""
        \b(?:releas(?:e|es|ing|ed)|launch(?:es|ing|ed)?|ship(?:s|ping|ped)?|publish(?:es|ing|ed)?|open[- ]?sourc(?:e|
        es|ing|ed)|introduc(?:e|es|ing|ed)|unveil(?:s|ing|ed)?|host(?:s|ing|ed)?|hold(?:s|ing)?|retir(?:e|es|ing)|
        remov(?:e|es|ing)|shut(?:s|ting)? down|discontinu(?:e|es|ing)|deprecat(?:e|es|ing)|sunset(?:s|ting)?|open(?:s|
        ing)?|clos(?:e|es|ing)|submit|register for|apply for|file|roll(?:s|ing)? out|bring(?:s|ing)?|deliver(?:s|
        ing)?|announc(?:e|es|ing)|report(?:s|ing)?|begin(?:s|ning)?|start(?:s|ing)?|end(?:s|ing)? support for|end(?:s|
        ing)?|stop(?:s|ping)?|vote(?:s)? on|decide(?:s)? on|rule(?:s)? on|join|cancel(?:led|ed)|scrapped|
        postpone[ds]?|delay(?:ed|s|ing)?) +(?!(?:of|on|in|by|at|for|to|until|from|before|after|no|not|
        the \w+ of (?:the )?(?:month|year)|soon|later|next|this|early|late|is|was|are|were|will|has|have|would|should|
        dates?|with|as|and|or|its doors)\b)(?=\S)
    """)
_ONLY_SMALL = pattern(r"""
    (?:(?:on|in|by|at|for|from|until|till|to|of|the|a|an|and|or|is|are|was|were|be|will|as|early|late|before|after|
    with|
    scheduled|expected|planned|due|set|around|about|originally|previously|formerly|it|yet|this|now|
    not|if|possibly|tentatively|currently)\b[ ,]*)+
""")
_VAGUE = pattern(r"""
    (?:it|they|we|he|she|this|that|you|i|which|who|whose|there|these|those|both|one|ones|some|all|others?|itself|
    company|
    what|(?:the )?(?:first|second|third|last|rest|company|firm|team|maker|date|new date|release|launch|event|work)|
    (?:some|most|all|both|two|three|one) of (?:it|them|these|those)|we \w+(?: \w+)?|it \w+(?: \w+)?|they \w+(?: \w+)?|
    (?:\w+day,? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,2}(?:,? \d{4})?|\d{4}|
    now|instead|best|paid|yet|here|more|\u8be5|\u5176|\u73b0|\u539f\u5b9a|\u65b0\u7248|\u672c\u6b21|\u6b64\u6b21|
    \u5f53\u521d|\u65f6\u95f4|\W*)
""")
_NAMED = pattern(
    r"""
    (?<!^)\b[A-Z][\w-]+|\b[A-Z]{2,}|\w\d|\b\d+\.\d|[\u4e00-\u9fff\u30a0-\u30ff]{5,}|[\u201c\u300c\u300a]
    """,
    re.NOFLAG,
)
_LEADING_DAY = re.compile(
    r"^[\W_]*(?:\w+,? )?(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+|\d{4}-\d\d-\d\d)(?:,? \d{4})?\W*"
)
_CLOCK = re.compile(r"[,(]? *(?:at )?\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?\)?$")
_OF_DATES = pattern(r"""
    [\s:\u2013\u2014-]*\b(?:(?:important|key|upcoming) dates?|(?:release |preliminary |tentative )?schedule|
    timeline|
    roadmap|calendar|
    deadlines?|coming up|upcoming(?: events)?|what's next|next|dates|
    milestones|status report|release notes|news|
    agenda)\b|
    (?:\u91cd\u8981)?(?:\u65e5\u671f|\u65e5\u7a0b|\u65f6\u95f4\u5b89\u6392|\u622a\u6b62\u65e5\u671f)|
    \u30b9\u30b1\u30b8\u30e5\u30fc\u30eb
""")
_SAID = pattern(r"""
    .{1,40}?\b(?:said|says|announced|confirmed|reported|expects?|wrote|told \w+)(?: on \w+day)?(?: that)? (?=\w+ \w+ )
""")
_COMES = pattern(r"(?:ships?|launch(?:es)?|arrives?|lands?|comes?|debuts?|drops?|goes|runs?|returns?|follows?)\b")
_AUXILIARY = pattern(r"""
    \b(?:will|would|shall|may|might|could|should|must|can|is|are|was|were|has|have|had|plans?|planned|aims?|hopes?|
    expects?|
    intends?|wants?|said|says|announced|confirmed|revealed|scheduled|slated|set|due|expected|needs?|told|says|won't|
    cannot)\b
""")
_PLAIN_COLUMN = pattern(r"""
        ^(?:dates?|when|day|time|deadline|due|month|planned|target(?: date)?|scheduled|\u65e5\u671f|\u65f6\u95f4|
        \u65e5\u7a0b|\u65e5\u6642|\u65e5\u4ed8)$
    """)


def title(passage: Passage, start: int, end: int) -> str:
    """The title of what a passage says of the date, or of the promise, that stands from `start` to `end`."""
    block = passage.block
    if block.kind is not BlockKind.CELL and end - start > len(passage.text) * 3 // 4:
        words = _cleaned(_CLOCK.sub("", _LEADING_DAY.sub("", passage.text)))
    elif block.kind is BlockKind.CELL and end - start > len(passage.text) // 3:
        words = _of_cell(block.subject, block.column, block.heading)
    elif block.kind is BlockKind.ITEM or block.kind is BlockKind.CELL:
        words = _of_item(passage, start, end)
    else:
        words = _of_prose(passage, start, end)
    if _VAGUE.fullmatch(words):
        words = _topic(passage.earlier) or block.subject or _heading(block.heading) or words
    elif block.kind is BlockKind.ITEM and passage.short and not _NAMED.search(words):
        words = _under(_heading(block.heading), words)
    return _fitting(words or block.subject or block.heading or _cleaned(passage.text))


def _topic(earlier: Passage | None) -> str:
    """What the sentence before is about, for one that only says "it"."""
    for _ in range(_BARE):
        if earlier is None:
            break
        first = _CJK.search(earlier.text)
        words = han_titles.topic(earlier.text) if first else _noun_phrase(earlier.text)
        if words and not _VAGUE.fullmatch(words):
            return words
        earlier = earlier.earlier
    return ""


def _heading(trail: str) -> str:
    """The innermost heading that names something, without the words that only say that dates follow."""
    for heading in reversed(trail.split(" / ")):
        words = _cleaned(_OF_DATES.sub("", heading))
        if _NAMED.search(words):
            return words
    return ""


def _under(heading: str, words: str) -> str:
    """Heading and title together, if both fit."""
    if not heading or words.lower() in heading.lower():
        return heading if heading and not words else words
    fits = len(words.split()) <= _BARE and len(heading) + len(words) + 2 <= LONGEST
    return f"{heading}: {words}" if fits else words


def _of_cell(subject: str, column: str, heading: str) -> str:
    if not subject or _PLAIN_COLUMN.match(subject):
        return _cleaned(column if column and not _PLAIN_COLUMN.match(column) else heading)
    subject = _cleaned(subject)
    if column and not _PLAIN_COLUMN.match(column) and column.lower() not in subject.lower():
        return f"{subject} {_cleaned(column)}"
    return subject


def _of_item(passage: Passage, start: int, end: int) -> str:
    text, key = passage.text, passage.block.subject
    if key and text.startswith(key) and start >= len(key):
        return _cleaned(key)
    rest = _cleaned(text[end:])
    before = _cleaned(text[:start])
    if not before:
        return rest or _cleaned(_LEADING_DAY.sub("", text))
    if _VERB.search(before) or _CJK.search(before):
        return _of_prose(passage, start, end)
    return before


def _of_prose(passage: Passage, start: int, end: int) -> str:
    text = passage.text
    first, last = passage.clause(start, end)
    if _CJK.search(text):
        while first and not _cleaned(text[first:start]):
            first = max((stop for _, stop in passage.stops if stop < first), default=0)
        return han_titles.of(text, first, start, end, last)
    found = _noun_phrase(text[first:start])
    if not found and last - end > 1:
        found = _noun_phrase(text[end:last].lstrip(" ,"))
    for _ in range(_BARE):
        if found or not first:
            break
        behind = first
        first = max((stop for _, stop in passage.stops if stop < first), default=0)
        found = _noun_phrase(text[first:behind])
    return found or _noun_phrase(text[end:].lstrip(" ,:")) or _cleaned(text[:start])


def _noun_phrase(words: str) -> str:
    """Subject and object of the last verb that has one, else what stands before an auxiliary, else the clause."""
    clause = _LEADING.sub("", words.strip())
    said = _SAID.match(clause)
    if said and _VERB.search(clause, said.end()):
        words = clause = _LEADING.sub("", clause[said.end() :])
    verb = _VERB.search(clause)
    subject = _cleaned(clause[: verb.start()] if verb else clause)
    subject = "" if _VAGUE.fullmatch(subject) else subject
    thing = _object(words)
    if thing:
        whole = _cleaned(clause)
        bare = subject and not _NAMED.search(thing) and _NAMED.search(subject)
        return whole if bare and len(whole) <= LONGEST else thing
    if verb and subject and not _AUXILIARY.match(verb[0]) and not _COMES.match(verb[0]):
        whole = _cleaned(clause)
        return whole if len(whole) <= LONGEST and not _AUXILIARY.search(whole) else subject
    return subject


def _object(words: str) -> str:
    objects = [found.end() for found in _OBJECT.finditer(words)]
    if not objects:
        return ""
    thing = _cleaned(words[objects[-1] :])
    verb = _AUXILIARY.search(thing)
    thing = _cleaned(thing[: verb.start()]) if verb and verb.start() else thing
    return "" if _VAGUE.fullmatch(thing) else thing


def _cleaned(words: str) -> str:
    words = " ".join(words.split()).strip(_EDGES)
    words = _TRAILING.sub("", _LEADING.sub("", words))
    words = words.strip(_EDGES)
    return "" if _ONLY_SMALL.fullmatch(words) else words


def _fitting(words: str) -> str:
    words = "".join(letter for letter in words if letter.isprintable())
    if len(words) <= LONGEST:
        return words
    cut = words[:LONGEST]
    space = cut.rfind(" ")
    return (cut[:space] if space > LONGEST // 2 else cut).strip(_EDGES)
