"""The modals that only show something, or lead to a member of a message about several."""

from __future__ import annotations

from watchtracker.channels.slack.buttons import actions
from watchtracker.channels.slack.views import parts
from watchtracker.channels.slack.views.dates import item_line
from watchtracker.channels.slack.views.parts import Block
from watchtracker.inbox.forms import AnswerForm, FieldName, HistoryForm, Past, RefusalShown
from watchtracker.inbox.intents import View
from watchtracker.inbox.keeping import kept
from watchtracker.outbox.offers import Offers

# A menu takes no more options, and radio buttons no more than ten.
_MOST_MEMBERS = 100
_MOST_RADIO = 10
_LONGEST_VALUE = 150
_NOT_RECORDED = "Not recorded"


def history(form: HistoryForm) -> Block:
    """What happened to an item, newest first."""
    blocks = item_line(form.item)
    lines = [_past(past) for past in form.past]
    blocks.append(parts.bullets(lines) if lines else parts.context("Nothing is recorded of it."))
    rest = f"And {form.more} more on its page" if form.more else "Open its page"
    if form.page:
        blocks.append(parts.rich([parts.linked(rest, form.page)]))
    elif form.more:
        blocks.append(parts.context(f"And {form.more} more."))
    return parts.modal(View.HISTORY, "History", blocks, kept=kept(form.anchor), close="Close")


def answer(form: AnswerForm, offers: Offers | None = None, block_id: str = "answers") -> Block:
    """The members of a message about several; below them the buttons of the one that was chosen.

    `block_id` is another one for each member, or a client may keep what was chosen for the last.
    """
    options = [
        (member.item, member.title) for member in form.members[:_MOST_MEMBERS] if len(member.item) <= _LONGEST_VALUE
    ]
    field = parts.choice_input(FieldName.MEMBER, "Which one?", options, form.chosen, radio=len(options) <= _MOST_RADIO)
    blocks: list[Block] = [{**field, "dispatch_action": True}] if options else [parts.context("None is left.")]
    chosen = next((member for member in form.members if member.item == form.chosen), None)
    if chosen is not None:
        rest = [parts.words(f": {chosen.line}")] if chosen.line else []
        blocks.append(parts.rich([parts.words(chosen.title, bold=True), *rest]))
        blocks += actions(offers, chosen.title, block_id) if offers is not None else []
    submit = "Show its answers" if options else None
    return parts.modal(View.ANSWER, "Answer", blocks, kept=kept(form.anchor), submit=submit, close="Close")


def refusal(found: RefusalShown, view: View = View.HISTORY) -> Block:
    """That something was not recorded, in place of the form that asked for it."""
    blocks = [parts.rich([parts.words(found.title, bold=True)])] if found.title else []
    blocks.append(parts.rich([parts.emoji("warning"), parts.words(f" {_without_title(found.sentence)}")]))
    return parts.modal(view, _NOT_RECORDED, blocks, kept={"v": 1}, close="Close")


def _without_title(sentence: str) -> str:
    """A refusal without the words that stand above it already."""
    rest = sentence.removeprefix(f"{_NOT_RECORDED}: ")
    return rest[:1].upper() + rest[1:]


def _past(past: Past) -> list[Block]:
    line = [parts.words(past.day, bold=True), parts.words(f" {past.what}")]
    return [*line, parts.words(f" {past.detail}", italic=True)] if past.detail else line
