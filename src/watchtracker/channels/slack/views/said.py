"""What a command answers: a message that is seen by the one who typed it, and by nobody else."""

from __future__ import annotations

from typing import Any

from watchtracker.channels.slack.blocks import MOST_IN_TEXT, escape, fit
from watchtracker.channels.slack.buttons import actions, block_below
from watchtracker.channels.slack.views import parts
from watchtracker.channels.slack.views.parts import Block, Element
from watchtracker.inbox.tellings import Offered, Watching
from watchtracker.notifications.answers import Action
from watchtracker.outbox.offers import Offers
from watchtracker.reports.replies import CommandReply, ReplyLine

# Slack refuses blocks somewhere above 11,000 characters in all.
_MOST_IN_BLOCKS = 9_000
_MOST_IN_A_LINE = 600
_CALLED_HERE = {Action.HISTORY: "Show", Action.UNDO: "Undo", Action.EDIT: "Another day…"}


def said(reply: CommandReply) -> dict[str, Any]:
    """The answer, for the body of the response to a command."""
    lines = list(_fitting(reply))
    left_out = reply.more + len(reply.lines) - len(lines)
    blocks: list[Block] = [parts.rich([parts.words(reply.heading, bold=True)])]
    if lines:
        blocks.append(parts.bullets(_line(line) for line in lines))
    if left_out:
        blocks.append(parts.rich([parts.linked(f"and {left_out} more", reply.more_url)]))
    elif reply.more_url:
        blocks.append(parts.rich([parts.linked("All of it", reply.more_url)]))
    return {
        "response_type": "ephemeral",
        "text": escape(fit(_text(reply, lines), MOST_IN_TEXT)),
        "parse": "none",
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": blocks,
    }


def watching(told: Watching, sentence: str, answer: int | None = None) -> dict[str, Any]:
    """That a date of a message is watched now, for the one who asked for it; it can be looked at and taken back.

    `answer` is the row of the inbox that they asked for it in.
    """
    line = [parts.words(sentence)]
    if told.window is not None:
        line = [parts.words("Watching: "), parts.words(told.title, bold=True), parts.words(f", {told.window}.")]
    offered = Offers((Action.HISTORY.value, Action.UNDO.value), item=told.item, revision=told.revision)
    block_id = block_below(answer, offered)
    return {
        "text": escape(fit(sentence, MOST_IN_TEXT)),
        "parse": "none",
        "blocks": [parts.rich(line), *actions(offered, told.title, block_id, _CALLED_HERE)],
    }


def offering(offered: Offered, sentence: str, answer: int | None = None) -> dict[str, Any]:
    """What came of an answer, for the one who gave it, with what they can do about it; `answer` is its row."""
    shown = Offers(
        tuple(action.value for action in offered.actions),
        notification=offered.notification,
        item=offered.item,
        revision=offered.revision,
        proposal=offered.proposal,
    )
    block_id = block_below(answer, shown)
    return {
        "text": escape(fit(sentence, MOST_IN_TEXT)),
        "parse": "none",
        "blocks": [parts.rich([parts.words(sentence)]), *actions(shown, offered.title, block_id, _CALLED_HERE)],
    }


def preview(line: ReplyLine) -> dict[str, Any]:
    """What stands below a link: plain text, as nothing that others wrote is to be read as markup, nor notify anybody.

    Slack takes no rich text there.
    """
    told = fit(f"{line.title}: {line.text}", _MOST_IN_A_LINE)
    return {"blocks": [{"type": "section", "text": {"type": "plain_text", "text": told, "emoji": False}}]}


def _fitting(reply: CommandReply) -> list[ReplyLine]:
    """As many lines as a message holds."""
    room, kept = _MOST_IN_BLOCKS, []
    for line in reply.lines:
        room -= min(len(line.text), _MOST_IN_A_LINE) + len(line.title) + len(line.page or "") + 20
        if room < 0:
            break
        kept.append(line)
    return kept


def _line(line: ReplyLine) -> list[Element]:
    rest = parts.words(fit(line.text, _MOST_IN_A_LINE))
    if not line.title:
        return [rest]
    return [parts.linked(line.title, line.page, bold=True), parts.words(": "), rest]


def _text(reply: CommandReply, lines: list[ReplyLine]) -> str:
    """The answer as text, for notifications and readers of the screen."""
    told = (f"• {line.title}{': ' if line.title else ''}{line.text}" for line in lines)
    return "\n".join([reply.heading, *told])
