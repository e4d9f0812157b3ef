"""What a statement is about, in the words of its source: the noun phrase of its subject or of its object.

In a table or a list it is the first cell or the key, with the heading of the column.
"""

from __future__ import annotations

import re

from watchtracker.reading.blocks import BlockKind
from watchtracker.reading.statements import Passage
from watchtracker.reading.words import pattern

LONGEST = 60
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
        launches|launched|ships|shipped|releases|released|opens|opened|closes|closed|begins|began|starts|started|ends|
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
        postpone[ds]?|delay(?:ed|s|ing)?) +(?!(?:on|in|by|at|for|to|until|from|before|after|no|not|
        the \w+ of (?:the )?(?:month|year)|soon|later|next|this|early|late|is|was|are|were|will|has|have|would|should|
        dates?|with|as|and|or|its doors)\b)(?=\S)
    """)
_ONLY_SMALL = pattern(r"""
    (?:(?:on|in|by|at|for|from|until|till|to|of|the|a|an|and|or|is|are|was|were|be|will|as|early|late|before|after|
    with|
    scheduled|expected|planned|due|set|around|about|originally|previously|formerly|it|yet|this|now|
    not|if|possibly|tentatively|currently)\b[ ,]*)+
""")
_PRONOUNS = {
    "",
    "it",
    "they",
    "we",
    "he",
    "she",
    "this",
    "that",
    "you",
    "i",
    "which",
    "there",
    "these",
    "company",
    "what",
}
_PLAIN_COLUMN = pattern(r"""
        ^(?:dates?|when|day|time|deadline|due|month|planned|target(?: date)?|scheduled|\u65e5\u671f|\u65f6\u95f4|
        \u65e5\u7a0b|\u65e5\u6642|\u65e5\u4ed8)$
    """)
_HAN_VERB = pattern(
    r"""
        \u5c06|\u5c07|(?<![\u5927\u5c55\u5cf0\u534f\u5b66\u5e74\u6668\u665a\u5f00\u5e03])\u4f1a(?![\u8bae\u5458\u8ba1\u573a])|\u8ba1\u5212|\u9884\u8ba1|\u9810\u8a08|\u62df|\u5b9a\u4e8e|\u5df2|\u4e8e|
        \u65bc|\u5728|\u81ea|\u4ece|\u5373\u5c06|\u6709\u671b|\u5ba3\u5e03|\u8868\u793a|\u79f0|\u63a8\u8fdf|
        \u5ef6\u671f
    """,
    re.NOFLAG,
)
_KANA_END = re.compile(r"(?:\u306f|\u304c|\u3092|\u306e|\u3082|\u306b|\u3067|\u3068)?[\u3001 ]*$")


def title(passage: Passage, start: int, end: int) -> str:
    """The title of what `sentence` says of the date, or of the promise, that stands from `start` to `end`."""
    block = passage.block
    if block.kind is BlockKind.CELL and end - start > len(passage.text) // 3:
        return _fitting(_of_cell(block.subject, block.column, block.heading))
    if block.kind is BlockKind.ITEM or block.kind is BlockKind.CELL:
        words = _of_item(passage, start, end)
    else:
        words = _of_prose(passage, start, end)
    return _fitting(words or block.subject or block.heading or _cleaned(passage.text))


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
        return rest
    if _VERB.search(before) or _CJK.search(before):
        return _of_prose(passage, start, end)
    return before


def _of_prose(passage: Passage, start: int, end: int) -> str:
    text = passage.text
    first, last = passage.clause(start, end)
    if _CJK.search(text):
        while first and not _cleaned(text[first:start]):
            first = max((stop for _, stop in passage.stops if stop < first), default=0)
        return _of_han(text, first, start, end, last)
    found = _noun_phrase(text[first:start])
    if not found and last - end > 1:
        found = _noun_phrase(text[end:last].lstrip(" ,"))
    while first and not found:
        behind = first
        first = max((stop for _, stop in passage.stops if stop < first), default=0)
        found = _noun_phrase(text[first:behind])
    return found or _noun_phrase(text[end:].lstrip(" ,:")) or _cleaned(text[:start])


def _noun_phrase(words: str) -> str:
    """The object of the last verb that has one, else what stands before the first verb."""
    objects = [found.end() for found in _OBJECT.finditer(words)]
    if objects:
        thing = _cleaned(words[objects[-1] :])
        verb = _VERB.search(thing)
        thing = _cleaned(thing[: verb.start()]) if verb and verb.start() else thing
        if thing.lower() not in _PRONOUNS:
            return thing
    words = _LEADING.sub("", words.strip())
    verb = _VERB.search(words)
    subject = _cleaned(words[: verb.start()] if verb else words)
    return "" if subject.lower() in _PRONOUNS else subject


def _of_han(text: str, first: int, start: int, end: int, last: int) -> str:
    before = text[first:start]
    verb = _HAN_VERB.search(before)
    subject = _cleaned(_KANA_END.sub("", before[: verb.start()] if verb and verb.start() else before))
    subject = subject.split("\u306f")[-1 if subject.endswith("\u306f") else 0] if "\u306f" in subject else subject
    behind = _cleaned(
        re.sub(
            r"^(?:\u306b|\u3088\u308a|\u304b\u3089|\u8d77|\u6b63\u5f0f|\u524d|\u4e4b\u524d|\u307e\u3067|\u3067)+",
            "",
            text[end:last],
        )
    )
    if verb and not verb.start():
        subject = ""
    return subject or behind or _cleaned(text[:start])


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
