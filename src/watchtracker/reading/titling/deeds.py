"""What a clause says that somebody does, or that happens to a thing, as the words of a title."""

from __future__ import annotations

import re

from watchtracker.reading.languages.letters import SHORT_MONTHS
from watchtracker.reading.languages.words import pattern
from watchtracker.reading.statements import Passage
from watchtracker.reading.titling import title_clauses as clauses_of
from watchtracker.reading.titling import title_words as words_of
from watchtracker.reading.titling.trimming import LONGEST, cleaned

# What an office or a maker does with a thing: the thing is what was waited for, and not who did it.
_DOES_WITH = pattern(r"""
    (?:(?:has|have|had|we've|they've|(?:is|are) (?=\w+ing))(?: \w+ly| now| just| today)? )?
    (?:approved|cleared|passed|adopted|rejected|struck down|upheld|dismissed|blocked|signed|granted|refused|denied|
    voted (?:down|to (?:approve|reject|adopt|pass|ratify|block))|overturned|reversed|threw out|turned down|vetoed|
    repealed|ratified|enacted|finali[sz]ed|released|launched|shipped|published|unveiled|open-?sourced|rolled out|
    introduced|cancel+ed|called off|scrapped|abandoned|dropped|withdrew|withdrawn|shelved|axed|ditched|pulled|lifted|
    imposed|banned|completed|bought|acquired|annulled|authori[sz]ed|recalled|issued|affirmed|discontinued|retired|
    releasing|launching|publishing|open-?sourcing|shipping|rolling out|introducing|
    (?:agreed|decided|chosen|forced|voted) to (?:drop|cancel|scrap|withdraw|abandon|shelve|call off))
""")
_THING = pattern(rf"""
    (?:[ ](?:the|its|their|his|her|our|an?|plans for|plans to|approval to|work on))*[ ](
    (?:(?!\b(?:(?:on|in) (?:\d|\w+day\b|
    (?:{SHORT_MONTHS})|an? |favou?r)|(?:by|after|because|saying|with|subject|as|at|and|
    but|which|who|that|over|following|ahead|late|early|yesterday|today|overnight|last|this|from|under|until|before)\b))
    (?:[^,.;:()\u2014\u2013!]|\.(?=\d))){{2,60}})
""")
_ON_THE_WAY = re.compile(r"[ ,]*(?:(?:late|early|\w+ly|afternoon|morning|evening|night|the|it|had|has|they) ?){0,3}")
_MOST_WORDS = 4  # a subject of more says enough
_MODAL = re.compile(
    r"\s*(?:will|shall|should|may|might|can|could|would|must"
    r"|(?:is|are) (?:to|(?:set|due|going|expected|scheduled|about) to))"
    r"(?: also| now| then| only)? (?!be\b|have\b|not\b|no\b)",
    re.IGNORECASE,
)
_PHRASE = re.compile(r" (?:at|of|for|in|on|to|with|from|by|under|behind) ")
_PLURAL = re.compile(
    r"(?:[^s\u2019']s|people|children|police|staff|weights|data|media)(?: \d[\d.]*)?\W*$"
    r"|\b(?:and|both|all|most|two|three)\b|[&+,]",
    re.IGNORECASE,
)
_BASE_FORM = re.compile(r"(?!no$|not$|longer$|only$|now$)[a-z]{2,}")
_LONGEST_DEED = 8  # words


def of_duty(before: str, behind: str) -> str:
    """What somebody has until a day to do: "Importers have until 6 May to register" is "Importers to register"."""
    who, given = words_of.HAVE.search(before), words_of.GIVES.search(before)
    what = words_of.TO_DO.match(behind)
    if not (who or given) or not what:
        return ""
    subject = cleaned(before[: who.start()]) if who else cleaned(given[1] if given else "")
    deed = cleaned(what[1])
    whole = deed if words_of.VAGUE.fullmatch(subject) else f"{subject} to {deed}"
    return whole if len(whole) <= LONGEST else subject


def of_us(clause: str) -> str:
    """What "we", "you" or "they" do: "You can send us comments" is about comments."""
    whose = words_of.WE.match(clause)
    if not whose:
        return ""
    verb = words_of.WE_DO.match(clause, whose.end())
    deed = cleaned(clause[verb.end() if verb else whose.end() :])
    told = words_of.VAGUE_DEED.fullmatch(deed) or words_of.DATE_BEHIND.search(deed)
    noun = words_of.A_NOUN.match(clause, whose.end())  # "hope to have a beta", unlike "aim to decide"
    return "" if told or not (verb or noun or " " in deed) else deed


def of_outcome(passage: Passage, start: int, end: int) -> str:
    """The thing of "The board on Monday cleared the sale": what was done with it is told behind the date from `start`.

    Also where no date stands before the verb, as in "The board has cleared the sale"; empty for anything else.
    """
    for _, first, last in passage.outcomes:
        undated = start <= first < end or first <= start < last
        if not undated and not (end <= first and _ON_THE_WAY.fullmatch(passage.text, end, first)):
            continue
        thing = _THING.match(passage.text, last) if _DOES_WITH.fullmatch(passage.text, first, last) else None
        return cleaned(thing[1]) if thing else ""
    return ""


def with_deed(subject: str, deed: str) -> str:
    """A subject that is said of many, with what happens to it: "The rule is effective on" is "rule effective"."""
    if len(subject.split()) > _MOST_WORDS:
        return subject
    said = deed
    deed = words_of.DATE_BEHIND.sub("", words_of.HELPERS.sub("", deed))
    made = words_of.MAKES.match(deed)
    if made:
        return cleaned(deed[made.end() :]) or subject
    deed = cleaned(deed.partition('"')[0]).replace("no longer be ", "no longer ")
    told = deed and len(deed.split()) <= _LONGEST_DEED and not words_of.SAYS_NO_MORE.fullmatch(deed)
    will = _MODAL.match(said) is not None
    return f"{subject} {_of_one(subject, deed) if will else deed}" if told else subject


def made(clause: str) -> str:
    """What a clause without a subject says that somebody makes: "and will make a further announcement"."""
    deed = words_of.HELPERS.sub("", clause)
    verb = words_of.MAKES.match(deed)
    return cleaned(words_of.DATE_BEHIND.sub("", deed[verb.end() :])) if verb else ""


def promised(subject: str, deed: str) -> str:
    """What a subject will do: "foundation will vote on the licence" is "foundation votes on the licence"."""
    return f"{subject} {_of_one(subject, cleaned(words_of.HELPERS.sub('', deed)))}"


def _of_one(subject: str, deed: str) -> str:
    """A promised deed as that of one who does it: "Mira Holt will step down" is "Mira Holt steps down"."""
    head = _PHRASE.split(subject, maxsplit=1)[0]
    verb, space, rest = deed.partition(" ")
    if _PLURAL.search(head) or not _BASE_FORM.fullmatch(verb):
        return deed
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies{space}{rest}"
    return f"{verb}{'es' if verb.endswith(('s', 'sh', 'ch', 'x', 'z', 'o')) else 's'}{space}{rest}"


def answer(words: str) -> str:
    """What is promised to those who ask: "You will hear from us" is about an answer."""
    if words_of.DECIDES.search(words):
        return "decision"
    return "answer" if words_of.ANSWERS.search(words) else ""


def of_dividend(before: str) -> str:
    """Which day of a dividend it is: "payable on", "to holders of record at the close of business on"."""
    named = clauses_of.DIVIDEND.findall(before)
    name = cleaned(named[-1].lower()) if named else ""
    if clauses_of.EX_DIVIDEND.search(before):
        return f"{name.removesuffix('dividend')}ex-dividend date"
    if name and clauses_of.PAYABLE.search(before):
        return f"{name} payment"
    return f"{name} record date" if name and clauses_of.OF_RECORD.search(before) else ""


def of_dividend_before(passage: Passage, words: str) -> str:
    """The payment or record date of the dividend that a sentence before it speaks of."""
    earlier = passage.earlier
    while earlier is not None:
        named = clauses_of.DIVIDEND.findall(earlier.text)
        if named:
            return f"{cleaned(named[-1].lower())} {words.lower().removesuffix(' made')}"
        earlier = earlier.earlier
    return ""
