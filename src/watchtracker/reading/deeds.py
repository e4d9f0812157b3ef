"""What a clause says that somebody does, or that happens to a thing, as the words of a title."""

from __future__ import annotations

from watchtracker.reading import title_words as words_of
from watchtracker.reading.trimming import LONGEST, cleaned

_FEWEST_WORDS = 3  # a subject of more says enough
_LONGEST_DEED = 8  # words


def of_duty(before: str, behind: str) -> str:
    """What somebody has until a day to do: "Importers have until 6 May to register" is "Importers to register"."""
    who = words_of.HAVE.search(before)
    what = words_of.TO_DO.match(behind)
    if not who or not what:
        return ""
    subject = cleaned(before[: who.start()])
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


def with_deed(subject: str, deed: str) -> str:
    """A subject that is said of many, with what happens to it: "The rule is effective on" is "rule effective"."""
    if len(subject.split()) > _FEWEST_WORDS or words_of.NAMED.search(subject):
        return subject
    deed = words_of.DATE_BEHIND.sub("", words_of.HELPERS.sub("", deed))
    made = words_of.MAKES.match(deed)
    if made:
        return cleaned(deed[made.end() :]) or subject
    deed = cleaned(deed.partition('"')[0]).replace("no longer be ", "no longer ")
    told = deed and len(deed.split()) <= _LONGEST_DEED and not words_of.SAYS_NO_MORE.fullmatch(deed)
    return f"{subject} {deed}" if told else subject


def answer(words: str) -> str:
    """What is promised to those who ask: "You will hear from us" is about an answer."""
    if words_of.DECIDES.search(words):
        return "decision"
    return "answer" if words_of.ANSWERS.search(words) else ""
