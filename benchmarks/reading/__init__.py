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

The texts that are here flatter the reader: its rules were mended by them. What it made of them at first sight, before
any rule knew them, says more of texts to come. Of the last 74, whose nine files are letters, changelogs, roadmaps,
statutory, applications, goodbyes, shareholders, bulletins and stories: of the 37 in everyday layouts it found 91 %,
with 90 % right, 86 % of the kinds and 75 % of the promises without a date; of the 37 in odd ones 76 %, 86 %, 80 % and
33 %.

`python -m benchmarks.reading --wrong` lists each miss and each wrong proposal, `--texts FOLDER` takes another
collection, and a name takes only the texts whose id begins with it.
"""

from benchmarks.reading.report import main

__all__ = ["main"]
