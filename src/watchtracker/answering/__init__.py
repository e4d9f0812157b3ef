"""Answering: what people send from a channel is received, written down, and worked off.

`reception` says within moments what is said back, and promises nothing that is not in the database. `worker` takes what
was written down, one answer after the other, each in one transaction: `situation` reads how things stand,
`inbox.decisions` says what becomes of it, `meant` says which change a button or a form asks for, `doing` makes it
through the tracker, and `case` is all of that for one answer. `desk` answers what only shows something, through what
`showing` asks of a vendor; a date that a message names is shown by `watch_forms` and recorded by `watching`. What came
is read, and people are told, by functions that `runtime` hands in: no payload of a vendor is known here. That answers
come from Slack alone is known, for it is recorded as the origin of what they change.
"""
