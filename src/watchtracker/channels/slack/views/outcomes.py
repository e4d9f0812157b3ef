"""The modals that end an item, take something back, or change who is reminded."""

from __future__ import annotations

from watchtracker.channels.slack.views import parts
from watchtracker.channels.slack.views.dates import item_line
from watchtracker.channels.slack.views.parts import Block
from watchtracker.inbox.forms import EndingForm, FieldName, NotRightForm, ReopenForm, SnoozeForm, TakeOverForm
from watchtracker.inbox.intents import View
from watchtracker.inbox.keeping import kept
from watchtracker.items import Result
from watchtracker.targets import account_of

_OUTCOMES = {
    Result.DONE: (View.DONE_ON, "Done", "On which day was it done?"),
    Result.HAPPENED: (View.HAPPENED, "It happened", "On which day did it happen?"),
    Result.CANCELLED: (View.CANCELLED, "Cancelled", "On which day was it cancelled?"),
}


def outcome(form: EndingForm) -> Block:
    """On which day an item ended, and who says so."""
    view, title, question = _OUTCOMES[form.result]
    blocks = [
        *item_line(form.item),
        parts.day_input(FieldName.ON, question, form.on, hint="Today or an earlier day."),
        parts.text_input(FieldName.SOURCE, "Source", value=form.source, hint="Who says so: you, or who told you."),
        parts.text_input(FieldName.LINK, "Link", value=form.link, placeholder="https://…", optional=True),
        parts.context("All its reminders end, everywhere, and the channels that want outcomes are told once."),
    ]
    return parts.modal(view, title, blocks, kept=kept(form.anchor), submit="Record")


def not_right(form: NotRightForm) -> Block:
    """A claim that is to be taken back, and what that does."""
    blocks = [
        *item_line(form.item),
        parts.rich([parts.words("This is taken back:")]),
        *(parts.quote(line) for line in form.quoted.split("\n")),
        parts.bullets([parts.words(line)] for line in form.consequence.lines),
        _reason("Why is it not right?"),
        parts.context("It stays in the history, marked as taken back. Said again, it counts again."),
    ]
    keeps = {**kept(form.anchor), "claim": form.claim}
    return parts.modal(View.NOT_RIGHT, "Not right", blocks, kept=keeps, submit="Take it back")


def reopen(form: ReopenForm) -> Block:
    """An outcome that is to be taken back."""
    blocks = [
        *item_line(form.item),
        parts.rich([parts.words("Recorded is: "), parts.words(form.ended, bold=True), parts.words(".")]),
        parts.bullets([parts.words(line)] for line in form.consequence.lines),
        _reason("Why is it not so?"),
    ]
    return parts.modal(View.REOPEN, "Not so", blocks, kept=kept(form.anchor), submit="Open it again")


def snooze(form: SnoozeForm) -> Block:
    """Until when this channel is not reminded."""
    hint = f"At most until {form.latest_words}."
    blocks = [
        *item_line(form.item),
        parts.moment_input(FieldName.UNTIL, "Until when?", form.chosen, hint=hint),
        parts.context("Until then this channel is not reminded of it. News of it comes all the same."),
    ]
    return parts.modal(View.SNOOZE_UNTIL, "Snooze until", blocks, kept=kept(form.anchor), submit="Snooze")


def take_over(form: TakeOverForm) -> Block:
    """Another is on it already: they are told if it is taken over."""
    account = account_of(form.account)
    holder = {"type": "user", "user_id": account} if account else parts.words(form.holder, bold=True)
    blocks = [
        *item_line(form.item),
        parts.rich(
            [holder, parts.words(f" is on it since {form.since}. Take it over? You are both named in the thread.")]
        ),
    ]
    keeps = {**kept(form.anchor), "over": True}
    return parts.modal(View.TAKE_OVER, "Take it over?", blocks, kept=keeps, submit="Take it over", close="Leave it")


def _reason(label: str) -> Block:
    return parts.text_input(FieldName.REASON, label, several_lines=True, optional=True)
