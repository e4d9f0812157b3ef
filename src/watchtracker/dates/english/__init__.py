"""English: the words of announcements, the grammar of date phrases, and the sentences around them.

From the bottom up: `kinds` and `words` are the tables, `shapes` and `tokens` cut a text into them, `grammar` has what
the rules of `names`, `days`, `digits`, `weeks` and `counting` share and `rules` is the table of them, `clocks` takes
times of day out, `roles`, `tenses` and `promises` hear what stands around a date, and `sentences` puts it together.
"""

from watchtracker.dates.english.sentences import sentence

__all__ = ["sentence"]
