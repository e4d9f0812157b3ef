"""English: the words of announcements, the grammar of date phrases, and the sentences around them.

From the bottom up: `words` are the tables, `tokens` cuts a text into them, `grammar` has what the rules of
`names`, `counting` and `digits` share, `clocks` takes times of day out, and `sentences` puts it together.
"""

from watchtracker.dates.english.sentences import sentence

__all__ = ["sentence"]
