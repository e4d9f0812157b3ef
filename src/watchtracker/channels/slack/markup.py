"""The text of a message in Slack as people see it: without Slack's markup, for readers of plain text.

Slack writes links, people, channels and moments in angle brackets, and escapes three characters. What was typed as an
emoji stands as `:name:`. A moment that a client shows in each reader's zone has its words for others in it.
"""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"<([^<>\n]{1,3000})>")
_EMOJI = re.compile(r"(?<![A-Za-z0-9]):[a-z0-9_+'-]{1,60}(?:::skin-tone-[2-6])?:(?![0-9])")
_STYLE = re.compile(r"(?<![\w*~`])([*~`])(?=\S)(.{1,500}?)(?<=\S)\1(?![\w*~`])")
_ITALIC = re.compile(r"(?<![\w_])_(?=\S)(.{1,500}?)(?<=\S)_(?![\w_])")
_FENCE = re.compile(r"```")
_QUOTED = re.compile(r"(?m)^(?:&gt;|>)+ ?")
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_SPACE_BEFORE = re.compile(r" +([,.;!?])(?=\s|$)")


def plain(text: str) -> str:
    """What somebody reads in a client: the label of a link, the words of a moment, no emoji, no signs of style."""
    text = _FENCE.sub(" ", _QUOTED.sub("", text))
    text = _EMOJI.sub(" ", _BRACKETED.sub(_shown, text))
    text = _ITALIC.sub(r"\1", _STYLE.sub(r"\2", text))
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    lines = (_SPACE_BEFORE.sub(r"\1", _SPACES.sub(" ", line)).strip() for line in text.splitlines())
    return "\n".join(lines).strip()


def _shown(found: re.Match[str]) -> str:
    inside = found[1]
    target, bar, label = inside.rpartition("|")
    if not bar:
        target, label = inside, ""
    match target[:1]:
        case "@" | "#":
            # Who is spoken to is no part of a sentence about a date.
            return label
        case "!":
            # <!date^1777000000^{date}|24 Apr 2026> has its words; <!here> and groups have none that matter.
            return label if target.startswith("!date") else ""
        case _:
            # An address has digits that are no date, so it is never read.
            return label if bar and not label.startswith(("http://", "https://")) else ""
