"""Japanese: the words of announcements, the grammar of date phrases, and the sentences around them.

From the bottom up: `kinds` and `words` are the tables, `numerals` and `tokens` cut a text into them, and `clocks` takes
times of day out. `parts`, `counting` and `grammar` read a phrase, `roles`, `moves` and `sentences` what stands around
it. `passed_over` knows what has digits and is no date.
"""

from watchtracker.dates.japanese.sentences import sentence

__all__ = ["sentence"]
