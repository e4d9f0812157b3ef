"""The modal in which a proposal is put right before it is accepted."""

from __future__ import annotations

from watchtracker.channels.slack.views import parts
from watchtracker.channels.slack.views.dates import KINDS, NEW_BELOW, READ_IT, item_field
from watchtracker.channels.slack.views.parts import Block
from watchtracker.inbox.forms import FieldName, ProposalForm
from watchtracker.inbox.intents import READ, View
from watchtracker.inbox.keeping import kept


def edit(form: ProposalForm) -> Block:
    """The words of its date, its item, and what a new item would be; of an outcome only the item."""
    blocks = [parts.rich([parts.words(form.title, bold=True)]), parts.quote(form.quote)]
    keeps = kept(form.anchor)
    if form.when is None:
        blocks.append(item_field(form.item, "It tells how something ended: name what.", optional=False))
        return parts.modal(View.EDIT, "Edit", blocks, kept={**keeps, READ: {"item": ""}}, submit="Accept")
    blocks += [
        parts.text_input(FieldName.WHEN, "When", value=form.when, hint="The words of the date, as they are meant."),
        item_field(form.item, NEW_BELOW, optional=True),
        parts.text_input(FieldName.TITLE, "Title", value=form.title, hint="Of a new item.", optional=True),
        parts.choice_input(FieldName.KIND, "Kind", KINDS, form.kind.value),
    ]
    return parts.modal(View.EDIT, "Edit", blocks, kept=keeps, submit=READ_IT)
