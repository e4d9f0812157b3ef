"""A quote as its reader would see it: without the signs of Markdown, of which a sentence may have but one half. Pure.

Only what is shown is so. A quote that is kept, or given to a program, is what stands in the text, letter by letter.
"""

from __future__ import annotations

import re

_SIGN_AT_A_LINE = re.compile(r"(?m)^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)+")
_PICTURE = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)")
_NOTE = re.compile(r"\[\^[^\]\n]{1,40}\]")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,300}\])")
# Of a link at whose words a quote begins or ends.
_END_OF_A_LINK = re.compile(r"\]\((?:https?:|/|#|mailto:)[^)\s]{0,2000}\)?")
_OPEN_LINK = re.compile(r"\[$")
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|span|code|sup|sub|br|p|mark|small|font|div)(?:\s[^<>\n]{0,300})?/?>", re.IGNORECASE
)
_STRONG = re.compile(r"\*{2,3}|~~|`+")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300})(?<=\S)\*(?![\w*])")
# The second half of what is emphasised, where the quote begins behind its first.
_HALF = re.compile(r"\A([^*\n]{0,300}[^\s*])\*(?! \d)(?=[\s.,:;!?)\u3000-\u9fff\uff00-\uffef]|\Z)(?=[^*]*\Z)")
_UNDERLINED = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^\n]{1,300}?)(?<=[^\s_])\1(?![\w_])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = 0xE000  # where no letter of any text is, to carry signs that were written to be seen
_MIGHT_HAVE_SIGNS = re.compile(r"[*_`~<\[\]\\]|(?m:^[ \t]*[>#+-])")


def as_read(text: str) -> str:
    """`text` without signs of Markdown and tags of HTML; what they stand around is kept."""
    if not _MIGHT_HAVE_SIGNS.search(text):
        return text
    shown = _ESCAPED.sub(lambda found: chr(_KEPT + ord(found[1])), text)
    shown = _SIGN_AT_A_LINE.sub("", shown)
    shown = _NOTE.sub("", _PICTURE.sub(r"\1", shown))
    shown = _OPEN_LINK.sub("", _END_OF_A_LINK.sub("", _LINK.sub(r"\1", shown)))
    shown = _STRONG.sub("", _TAG.sub("", shown))
    shown = _HALF.sub(r"\1", _UNDERLINED.sub(r"\2", _EMPHASIS.sub(r"\1", shown)))
    return "".join(chr(ord(letter) - _KEPT) if _KEPT <= ord(letter) < _KEPT + 128 else letter for letter in shown)
