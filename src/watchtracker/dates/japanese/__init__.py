"""Japanese: the words of announcements, the grammar of date phrases, and the sentences around them.

From the bottom up, on what `dates/han` has for both: `words` is the table, `numerals` and `tokens` cut a text by it.
`parts`, `counting` and `grammar` read a phrase, `roles`, `moves` and `sentences` what stands around it. `passed_over`
knows what has digits and is no date.
"""

from watchtracker.dates.japanese.sentences import sentence

__all__ = ["sentence"]
