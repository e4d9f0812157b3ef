"""The inbox: what people ask of us or tell us from a channel, and what may come of it. Pure.

The twin of the outbox. `intents` has one record for each thing that somebody can mean, whichever channel it came from;
a channel makes them of its payloads. `forms` is what somebody is asked or shown, before a vendor draws it; `readings`,
`watching`, `looks` and `consequences` make them, and `keeping` is what a form carries to its submission.

Nothing here says what a record leads to: whoever reads one asks the database whether it still makes sense, and never
believes the button that was pressed.
"""
