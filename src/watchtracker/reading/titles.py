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
        ^(?:rumou?r has it (?:that )?|word is (?:that )?|(?:by|with|without|after|following|at|on|in|
        for) (?:\w+ ){1,3}(?=(?:the|our|its) )|
        (?:if|should|provided) (?:all|everything|nothing) (?:\w+ ){2,3}?(?=(?:the|our|its) )|
        (?:and|but|so|while|that|the|a|an|its|their|our|also|meanwhile|in addition|finally|however|separately|
        then|now|as|if|when|on|in|by|at|for|from|because|since|after|before|with|both|this|these|which|who|where|
        there|note:?|please note|please|reminder:?|update:?)\b[ ,]*)+
    """)
_TRAILING = pattern(r"""
        (?:[ ,]+(?:on|in|by|at|for|from|until|till|to|of|the|a|an|and|or|is|are|was|were|be|will|as|early|late|before|
        after|no later than|now|with|scheduled|expected|planned|due|set|around|about|starting|beginning|
        effective|between|
        through|its|this))+$
    """)
_VERB = pattern(
    r"""
        \b(?:will|would|shall|may|might|could|should|must|can|is|are|was|were|has|have|had|plans?(?= (?:to|on|for) )|
        planned|aims?|hopes?|expects?|intends?|wants?|said|says|announced|confirmed|revealed|
    """
    r"""
        launches|launched|ships|shipped|releases|released|opens|opened|close|open(?! (?:source|model|weights?|
        data|house|call|day|beta|letter|access|standard))|end|begin|start|closes|closed|begins|began|starts|
        started|ends|
        ended|takes|took|holds|held|hosts|hosted|arrives|arrived|expires|expired|runs|lands|debuts|meets|votes|goes|
        re-?set|rescheduled|kicks?(?= in)|remain|stays?|keeps?|continues?|comes?|arrive|appears?|follows?|hits|
        drops|applies|enters|resumes|reports|kicks|
        rolls|gets|becomes|remains|needs?|scheduled|slated|set|due|
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
        ing)?|stop(?:s|ping)?|vote(?:s)? on|opened|decide(?:s)? on|rule(?:s)? on|join|cancel(?:led|ed)|scrapped|
        postpone[ds]?|delay(?:ed|s|ing)?|moved|expects?|run(?:s|ning)?|hears?|discuss(?:es)?|
    debates?|considers?) +(?!(?:again|further|twice|indefinitely|back|of|on|in|by|at|for|to|until|from|
        before|after|no|not|
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
    what|whether \w+|you \w+(?: \w+)?|it['\u2019]s \w+|nothing|something|everything|anyone|everyone|nobody|no|
    yes|target|plan|
    (?:two |three |some |several )?(?:people|sources|insiders)(?: familiar)?|
    \u672c[\u4e00-\u9fff]{1,2}(?:\u65bd\u884c|\u5b9e\u65bd|\u751f\u6548)?|
    (?:the )?(?:first|second|third|last|rest|company|firm|team|maker|date|new date|release|launch|event|work)|
    (?:some|most|all|both|two|three|one) of (?:it|them|these|those)|we \w+(?: \w+)?|it \w+(?: \w+)?|they \w+(?: \w+)?|
    (?:\w+day,? )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|
    sept?(?:ember)?|oct(?:ober)?|
    nov(?:ember)?|dec(?:ember)?)\.? \d{1,2}(?:,? \d{4})?|\d{4}|effective|slated|starting|beginning|
    now|instead|best|paid|yet|here|more|\u8be5|\u5176|\u73b0|\u539f\u5b9a|\u65b0\u7248|\u672c\u6b21|\u6b64\u6b21|
    \u5f53\u521d|\u65f6\u95f4|\W*)
""")
_NAMED = pattern(
    r"""
    (?<!^)\b[A-Z][\w-]+|[A-Z]\w+ \d|\b[A-Z]{2,}|\w\d|\b\d+\.\d|[\u4e00-\u9fff\u30a0-\u30ff]{5,}|[\u201c\u300c\u300a]
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
    .{1,40}?\b(?:said|says|say|believe|announced|confirmed|reported|expects?|wrote|told \w+)(?: on \w+day)?
    (?: that)? (?=\w+ \w+ )
""")
_OF_STATUS = pattern(r"""
    [ ]*(?:release |support |version )?(?:status|schedule|calendar|cycle|lifecycle|policy|releases?)$
""")
_COMES = pattern(r"""
    (?:ships?|launch(?:es)?|arrives?|lands?|comes?|debuts?|drops?|goes|runs?|returns?|follows?|appears?|hits|gets|
    becomes|kicks?|remains?|stays?|keeps?|continues?)\b
""")
_COMING = pattern(r"""
    (?:launch(?:ing|ed|es)?|coming|available|released|beta opens|(?:public|full) (?:launch|release)|early access|
    waitlist open|shipping|out|preorders?|pre-orders?|public beta|open beta)
""")
# In the middle of a sentence: "signed on", "known inside as", "taking place".
_ASIDE = re.compile(
    r"\s*(?:(?:first|now|long|also|once) )?(?:[a-z]+(?:ed|ing)|known|held|set|sent|due|told)\b(?! (?:day|date))"
)
_NAME_AT_END = re.compile(r"((?:[A-Z][\w&.-]*)(?: (?:of|for|on|the|and|[A-Z0-9][\w&.-]*))* [A-Z0-9][\w&.-]*)[ ,]*$")
_ADVERBIAL = pattern(r"""
    (?:because|due to|to \w+|in|at|with|for|of|as|under|by|on|from|via|or|and|instead|if|unless|when|where|so|
    before|after|until|\w+ing|running|according|than|is|are|was|were|will|has|have|had|would)\b
""")
_ASIDE_KEY = pattern(r"""
    \w+|.*\bcalendars?|save the date|act now|last chance|good news|bad news|(?:update|edit|correction|note)\b.*|
    what .*|.*\b(?:dates?|news|diary)\b.*
""")
_NAMED_TEXT = re.compile(r"\u300a([^\u300b]{3,50})\u300b")
_US = re.compile(r"^us (?:at|for|in|on) (?:the |an? |our )?")  # "join us at"
_BY_SO_MUCH = re.compile(r" (?:by|for) (?:\w+ ){1,3}?(?:days?|weeks?|months?|years?)$", re.IGNORECASE)
_CHOSEN = re.compile(r"\b(?:set|pencill?ed in|picked|chosen|named|booked|fixed|reserved|put down)\W*$", re.IGNORECASE)
_UPDATE = re.compile(r"(?:update|edit|correction|note)\b", re.IGNORECASE)
_PLACE = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?")  # as "Porto" in "Reef Days, Porto, 6 May"
_WHO_SAID = re.compile(r"[\w'\u2019 .-]{2,40} (?:said|says|announced|wrote|reported|told)\b")
_PARENTHESES = re.compile(r"[(\uff08][^)\uff09]*[)\uff09]")
_LETTERS = re.compile(r"[^\W\d_]")
_PRONOUN = pattern(r"""
    \W*(?:and |but |so )?(?:it|they|this|that|these|he|she|the team|the company|
    (?:one|two|some|both|all|most)(?: of them)? (?:said|says?|told))\b
""")
_AUXILIARY = pattern(r"""
    \b(?:will|would|shall|may|might|could|should|must|can|is|are|was|were|has|have|had|plans?|planned|aims?|hopes?|
    expects?|
    intends?|wants?|said|says|announced|confirmed|revealed|scheduled|slated|set|due|expected|needs?|told|says|won't|
    cannot)\b
""")
_PLAIN_COLUMN = pattern(r"""
        ^(?:dates?|when|day|time|deadline|due|month|planned|target(?: date)?|scheduled|\u65e5\u671f|\u65f6\u95f4|
        \u4f1a\u671f|\u958b\u50ac\u65e5\u6642?|\u4e3e\u529e\u65f6\u95f4|\u671f\u65e5|
        \u65e5\u7a0b|\u65e5\u6642|\u65e5\u4ed8)$
    """)


def title(passage: Passage, start: int, end: int) -> str:
    """The title of what a passage says of the date, or of the promise, that stands from `start` to `end`."""
    block = passage.block
    keyed = bool(block.subject) and passage.text.startswith(block.subject) and start >= len(block.subject)
    if block.kind is BlockKind.ITEM and keyed:
        words = _of_value(passage, start, end)
    elif block.kind is not BlockKind.CELL and end - start > len(passage.text) * 3 // 4:
        words = _cleaned(_CLOCK.sub("", _LEADING_DAY.sub("", passage.text)))
    elif block.kind is BlockKind.CELL and end - start > len(passage.text) // 3:
        words = _of_cell(block.subject, block.column, block.heading)
    elif block.kind is BlockKind.ITEM or block.kind is BlockKind.CELL:
        words = _of_item(passage, start, end)
    else:
        words = _of_prose(passage, start, end)
    if not words or _VAGUE.fullmatch(words) or _COMING.fullmatch(words):
        topic = _topic(passage.earlier)
        inner = _cleaned(_OF_DATES.sub("", block.heading.rpartition(" / ")[2]))
        inner = inner if words and not _NAMED.search(topic) else ""
        words = inner or topic or block.subject or _heading(block.heading) or words
    elif not _LETTERS.search(words) and not _CJK.search(words):
        words = f"{_heading(block.heading.rpartition(' / ')[2])} {words}".strip()
    elif block.kind is BlockKind.ITEM and passage.short and not _NAMED.search(words):
        words = _under(_heading(block.heading), words)
    return _fitting(words or block.subject or block.heading or _cleaned(passage.text))


def _topic(earlier: Passage | None) -> str:
    """What the sentence before is about, for one that only says "it"."""
    for _ in range(_BARE):
        if earlier is None:
            break
        first = _CJK.search(earlier.text)
        named = _NAMED_TEXT.search(earlier.text)
        if named:
            return named[1]
        words = han_titles.topic(earlier.text) if first else _noun_phrase(earlier.text)
        if words and not _VAGUE.fullmatch(words):
            return words
        earlier = earlier.earlier
    return ""


def _heading(trail: str) -> str:
    """The innermost heading that names something, without the words that only say that dates follow."""
    for heading in reversed(trail.split(" / ")):
        words = _cleaned(_OF_DATES.sub("", _PARENTHESES.sub("", heading)))
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
    if not _LETTERS.search(subject):
        inner = heading.rpartition(" / ")[2]
        whole = _heading(heading) or (inner if _OF_STATUS.search(inner) else "")
        subject = f"{_OF_STATUS.sub('', whole)} {subject}".strip()
    if column and not _PLAIN_COLUMN.match(column) and column.lower() not in subject.lower():
        return f"{subject} {_cleaned(column)}"
    return subject


def _of_item(passage: Passage, start: int, end: int) -> str:
    text, key = passage.text, passage.block.subject
    if key and text.startswith(key) and start >= len(key):
        return _of_value(passage, start, end)
    rest = _cleaned(text[end:])
    before = _cleaned(text[:start])
    if not before:
        return rest or _cleaned(_LEADING_DAY.sub("", text))
    if _VERB.search(before) or _CJK.search(before):
        return _of_prose(passage, start, end)
    return before


def _of_value(passage: Passage, start: int, end: int) -> str:
    """The title of a line of the form "key: value": its key, unless the value has a subject and a verb of its own."""
    key = passage.block.subject
    if _PLAIN_COLUMN.match(key):
        return _heading(passage.block.heading) or _cleaned(key)
    if _CJK.search(passage.text):
        return _cleaned(key)
    if not _VERB.search(passage.text, len(key), start):
        name = _cleaned(re.split(r"[(\uff08]", passage.text[len(key) : start])[0])
        return (
            name
            if _ASIDE_KEY.fullmatch(key) and _NAMED.search(f" {name}") and not _NAMED.search(key)
            else _cleaned(key)
        )
    told = _of_prose(passage, start, end)
    aside = _ASIDE_KEY.fullmatch(key)
    better = (aside or _NAMED.search(told)) and (not _NAMED.search(key) or _UPDATE.match(key))
    return told if told and better else _cleaned(key)


def _of_prose(passage: Passage, start: int, end: int) -> str:
    text = passage.text
    first, last = passage.clause(start, end)
    if _CJK.search(text):
        while first and not _cleaned(text[first:start]):
            first = max((stop for _, stop in passage.stops if stop < first), default=0)
        return han_titles.of(text, first, start, end, last)
    found = _of_clause(passage, first, start)
    if _PLACE.fullmatch(found) and text[first - 1 : first] == "," and _PLACE.fullmatch(text[first:start].strip(" ,")):
        before = max((stop for _, stop in passage.stops if stop < first), default=0)
        named = _of_clause(passage, before, first)
        found = named if _NAMED.search(named) or passage.short else found
    behind = text[end:last].lstrip(" ,")
    if not found and not _cleaned(text[first:start]) and not _ADVERBIAL.match(behind):
        found = _noun_phrase(behind) if _VERB.search(behind) or not _cleaned(text[:first]) else ""
    for _ in range(_BARE):
        if found or not first:
            break
        before = first
        first = max((stop for _, stop in passage.stops if stop < first), default=0)
        found = _of_clause(passage, first, before)
    rest = text[end:].lstrip(" ,:")
    if rest.startswith("for ") and _CHOSEN.search(text[:start]):
        found = (
            _cleaned(re.split("[.,;:]", rest[len("for ") :])[0]) or found
        )  # "has booked 6 May for the fair" is about the fair
    found = found or ("" if _ADVERBIAL.match(rest) or _WHO_SAID.match(rest) else _noun_phrase(rest))
    return found or ("" if passage.earlier and _PRONOUN.match(text) else _cleaned(text[:start]))


def _of_clause(passage: Passage, first: int, last: int) -> str:
    """The noun phrase of a clause, or where a clause has no subject of its own that of its sentence."""
    text = passage.text
    if first and text[first - 1] in "(\uff08" and text[last - 1 : last] in {")", "\uff09"}:
        return ""
    if first and _ASIDE.match(text, first):  # "Reef Days, held on" is about Reef Days
        name = _NAME_AT_END.search(text[:first])
        return name[1] if name else ""
    said = text[first:last].lstrip(" ,)")
    if first and _VERB.match(said) and not _object(said):
        return _first_subject(passage, first)
    found = _noun_phrase(said)
    if first and found and not _LETTERS.search(found):
        before = max((stop for _, stop in passage.stops if stop < first), default=0)
        return f"{_cleaned(text[before:first])} {found}".strip()
    return found


def _first_subject(passage: Passage, last: int) -> str:
    """The first subject of a sentence: "Otter 4, the engine that hums, ships" is about Otter 4."""
    first = passage.text.rfind(";", 0, last) + 1
    for begin, end in [*((start, stop) for start, stop in passage.stops if first < stop <= last)]:
        clause = _LEADING.sub("", passage.text[first:begin].strip())
        verb = _VERB.search(clause)
        subject = _cleaned(clause[: verb.start()] if verb else clause)
        if subject and not _VAGUE.fullmatch(subject) and not _SAID.match(clause):
            return subject
        first = end
    return ""


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
    thing = _BY_SO_MUCH.sub("", _US.sub("", thing))
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
