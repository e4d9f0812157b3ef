"""English: the words of announcements, the grammar of date phrases, and the sentences around them.

From the bottom up: `kinds` and `words` are the tables, `shapes` and `tokens` cut a text into them, `grammar` has what
the rules of `names`, `days`, `digits`, `weeks` and `counting` share and `rules` is the table of them, `numbered` knows
what has a number. `clocks` takes times of day out, with the zones that `places` finds. `roles`, `tenses` and `promises`
hear what stands around a date, `questions` whether it is only asked for, `called_off` (with the words of `stopped`) and
`standing` whether it still holds, `beside` whether it is the one that is meant, and `passed_over` what beside it is
none. `sentences` puts it together.

A new word that means the same as an old one is a row in `words`. One that means something new also needs a kind in
`kinds`, and a rule in the table of `rules` under the kind of token that its phrase begins with: for "the 5th of the
month" that is the number.
"""

from watchtracker.dates.english.sentences import sentence

__all__ = ["sentence"]
