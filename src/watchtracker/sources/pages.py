"""Whether a page says something: what a watched page is asked.

The words are looked for in its text, folded: case, the forms of quotes, dashes and spaces make no difference. A page
that shows hardly any text was not read, whatever it lacks: a wall of cookies lacks everything.
"""

from __future__ import annotations

import re
import unicodedata

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
_MARKS = re.compile(r"^(?:#{1,6}|-) |^-{3}(?: \| -{3})+$", re.MULTILINE)
# Less than this is no page that anybody watches.
_FEWEST_LETTERS = 40


def says(text: str, words: str) -> bool | None:
    """Whether the text of a page says these words; None if it is too short to be the page, and does not."""
    shown = folded(_MARKS.sub("", text))
    if folded(words) in shown:
        return True
    return False if sum(map(str.isalnum, shown)) >= _FEWEST_LETTERS else None


def folded(text: str) -> str:
    """`text` as it is compared."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_FOLDED)).casefold().translate(_FOLDED).split())
