"""Chinese: the words of announcements, the grammar of date phrases, and the sentences around them.

From the bottom up, on what `dates/han` has for both: `words` is the table, `tokens` cuts a text by it, with the zones
that `places` finds, and `grammar` reads a phrase. `clauses` knows where one begins, `standing` whether its date still
holds, `passed_over` what has digits and is no date, and `sentences` reads what stands around it.
"""

from watchtracker.dates.chinese.sentences import sentence

__all__ = ["sentence"]
