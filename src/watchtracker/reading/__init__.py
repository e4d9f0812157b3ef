"""What a text says that is to come: statements with their exact words, their date, and what they are about (pure).

A text goes this way:

    reader            the way through a text, as it follows here
    shapes            how lines look: headings, items, pairs of a key and a value
    markup, tables    the words without Markdown's signs, with their places; the cells of tables
    lines             the lines of a text in groups; a row of a table in HTML is one, code is passed over
    arranged          terms and days by turns, questions and answers, records of keys and values
    headings          which lines are headings, and which are open
    blocks            paragraphs, items, cells and headings; front matter, code and footers are passed over
    text_titles       the title of the whole text; `issue_day`, the day in the head of a newsletter
    sentences         what is read at a time
    passages          the sentences in their order, each with the words of its language
    bilingual         English that says its days again in Chinese or Japanese
    asides            versions in brackets, midnight: what would be read as part of a date, passed over
    dates.find        every date phrase, by the grammar that reads claims; `mentions` keeps those of the last lines
    refused           what the grammar refuses for a word beside it that belongs to something else, read again
    day_lists         several days of one month: "6, 13 and 20 May"
    bare_days         days without their month: "on the 27th"
    moving            moves "from X to Y", and spans that are told as two moments
    slashes           days such as "3/9", in the order that their text shows
    leaving           what is no statement: datelines, figures, labels, what comes again and again
    counts            how long something takes, what comes each week, since when and how old
    han               periods, plans that were and the day of the text, as Chinese and Japanese texts have them
    unreal            what comes each year, examples, and what would have been
    background        what was meant or said before, and which of several is meant
    retold            what was said before and is only repeated, jokes, samples of dates
    history           what is told of an earlier year in the present tense
    banners           days that stand over the lines that say what happens on them
    diary             what a line under a day says: its hour, and whose month its figures are
    tense             what lies behind the day of publication, and what a past verb governs
    kinds, outcomes   of what kind it is, or how something ended
    asked             what somebody is asked to do by a day
    undated           promises without a date, from a closed list
    unnamed           words of time of which no rule makes a date: "before the summer recess"
    unpromised        what only sounds like one; `same_promise`, what the sentence beside it says of it
    titles, speakers  what it is about, and who said it
    deeds             what somebody does or what happens to a thing, as the words of a title
    claims            the words to type
    gathering         the dates of a sentence, with all of the above
    judging           what becomes of each of them; `making` makes the find
    lately            what ended in the last week, or was called off
    begun             what holds since then, and what somebody said to have ended
    rows              what the cells of a row say of each other
    merging           the same thing twice is one find
    describing        what a date is about that somebody picked out of a text
    jsonl             many texts, each in a line of JSON

`letters` tells scripts and figures apart. `words` is the shape of a language's tables; `english`, `chinese` and
`japanese` are the tables, and `english_cues`, `english_outcomes` and `english_undated` the larger parts of the first.
`patterns` and `branching` make patterns of many words quick. Titles are cut by `prose_titles` and `han_titles`, with
the words of `title_words` and `title_clauses`; `trimming` takes off their edges, `naming` puts names before them.

No rule names a text: what decides are words that stand near a date,
and each can be shown.
"""

from __future__ import annotations

from datetime import date, tzinfo

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.reading.records import About, Find, FindKind, FindResult, LeftOut, TextReading, Why

__all__ = ["About", "Find", "FindKind", "FindResult", "LeftOut", "TextReading", "Why", "about", "read"]


def read(text: str, published: date | None, zone: tzinfo | str) -> TextReading:
    """What a text says, plain or Markdown, as it came: finds with exact quotes, and what was left out with its reason.

    `published` is the day of `zone` on which it was published: relative words count from it, and what is not ahead of
    it is left out. Without it only dates that carry their year are read. Raises UnknownZoneError for no known zone.
    """
    # The tables of three languages take a tenth of a second to load: a command that reads no text must not wait for it.
    from watchtracker.reading.reader import read as read_text

    return read_text(text, published, dates.zone(zone) if isinstance(zone, str) else zone)


def about(text: str, start: int, end: int, window: DateWindow) -> About | None:
    """What `text` says of the date from `start` to `end`, which means `window`; None in what is not read, as code."""
    from watchtracker.reading.describing import about as described

    return described(text, start, end, window)
