"""Answering: what people send from a channel is received, written down, and worked off.

`reception` says within moments what is said back, and promises nothing that is not in the database. `worker` takes what
was written down, one answer after the other, each in one transaction: `situation` reads how things stand,
`inbox.decisions` says what becomes of it, `meant` says which change a button or a form asks for, `doing` makes it
through the tracker, and `case` is all of that for one answer. `desk` answers what only shows something; a date that a
message names is shown by `watch_forms` and recorded by `watching`. Which channel an answer came from is known to none
of them: what came is read, and people are told, by functions that `runtime` hands in.
"""
