"""Chinese: the words of announcements, the grammar of date phrases, and the sentences around them.

From the bottom up: `kinds` and `words` are the tables, `tokens` cuts a text into them, `grammar` reads a phrase and
`sentences` what stands around it.
"""

from watchtracker.dates.chinese.sentences import sentence

__all__ = ["sentence"]
