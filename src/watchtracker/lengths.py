"""How long the texts of people may be, in characters, in a file and on a command line alike.

A module of numbers alone: a command reads it before anything is checked, and must not load the checks for it.
"""

from __future__ import annotations

from typing import Final

ID: Final = 100
TITLE: Final = 300
TAG: Final = 60
TAGS: Final = 50  # so many of them at one item
SOURCE: Final = 200
NOTES: Final = 20_000
NAME: Final = 100  # of a channel, a feed, a private link

# Of commands alone: nobody means more by them, and a file may say what it likes.
WORDS: Final = 500
OWNER: Final = 200
QUOTE: Final = 10_000
URL: Final = 2_000
