"""Chinese: the words of announcements, the grammar of date phrases, and the sentences around them.

From the bottom up, on what `dates/han` has for both: `words` is the table, `numerals` makes a text plain and `tokens`
cuts it, with the zones that `places` finds, and `grammar` reads a phrase. `clauses` knows what is said together,
`standing` whether a date still holds, `passed_over` what has digits and is no date, and `sentences` reads
what stands around it.
"""

from watchtracker.dates.chinese.sentences import sentence

__all__ = ["sentence"]
