"""Chinese: the words of announcements, the grammar of date phrases, and the sentences around them.

From the bottom up: `kinds` and `words` are the tables, `tokens` cuts a text into them, with the zones that `places`
finds, and `grammar` reads a phrase. `standing` knows whether its date still holds, `passed_over` what has digits and is
no date, and `sentences` reads what stands around it.
"""

from watchtracker.dates.chinese.sentences import sentence

__all__ = ["sentence"]
