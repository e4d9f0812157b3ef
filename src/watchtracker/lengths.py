"""The longest texts that people may write, in characters, in files and on the command line.

A module with nothing but numbers, so that a command can import it without importing the checks that use them.
"""

from __future__ import annotations

from typing import Final

ID: Final = 100
TITLE: Final = 300
TAG: Final = 60
TAGS: Final = 50  # the number of tags of an item
SOURCE: Final = 200
NOTES: Final = 20_000
NAME: Final = 100  # of a channel, a feed or a private feed

# For the command line only; in a file these may be longer.
WORDS: Final = 500
OWNER: Final = 200
QUOTE: Final = 10_000
URL: Final = 2_000
