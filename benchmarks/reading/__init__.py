"""Texts read for what is to be watched, beside general parsers that search texts for dates.

`texts/` has the collection, a file a genre, with what a careful person would want of each text; `texts.py` says how it
is written, `scoring.py` what counts as found, `general.py` has the parsers. Those are looked for in an environment of
their own, and passed over with a line where they are not:

    python3.11 -m venv /tmp/extractors
    /tmp/extractors/bin/pip install dateparser recognizers-text-suite 'emoji<2'
    EXTRACTORS=/tmp/extractors python -m benchmarks reading

found      of what is wanted: an overlapping quote, and its window or no date
placed     of what is wanted: an overlapping quote, whatever was made of its date
precision  of what is proposed: wanted, or optional; a thing proposed twice counts against it
undated    found, of the promises without a date
kinds, titles, about: of what was found, the right kind; a title that is alike (F1 of the words at least 0.5); a title
           that has one word at least of the wanted one
quiet      texts that want nothing and got nothing

The texts in `texts/` flatter the reader: its rules were mended by them. `unread/` has 84 texts by other hands in the
mix that people read (newsletters, releases, schedules, regulators, calls, deprecations, earnings, a fifth of them
Chinese or Japanese); no rule was made by them, but for some promises that were missed in its first half. `--texts
benchmarks/reading/unread` reads them. At first sight it found 89 and 92 % of what was wanted in their two halves, 86
and 93 % of what it proposed was wanted, 93 and 88 % of the kinds were right, 69 and 96 % of the promises without a
date were found, and 71 and 72 % of the titles were alike. Who mends a rule by one of them moves it to `texts/`. Of
odder texts (chats, jokes, broken layouts) 76 to 82 % was found at first sight, and 78 to 85 % of what was proposed
was wanted.

`python -m benchmarks.reading --wrong` lists each miss and each wrong proposal, `--texts FOLDER` takes another
collection, and a name takes only the texts whose id begins with it.
"""

from benchmarks.reading.report import main

__all__ = ["main"]
