"""watchtracker: a watch-item and deadline tracker that keeps announced dates as claims.

The rooms, from the top down; a room imports only what stands below it:

    __main__       `python -m watchtracker`
    cli            one module for each command, or for a few that belong together
    runtime        what runs: the server and its log, the heartbeat, housekeeping, replay; the clock and who doubts it
    web            what is served over HTTP: feeds, pages, JSON, health, metrics; who reads and decides
    doctor         what is set up and what is not
    answering      what people send from a channel: received, written down, and worked off
    collecting     sources and signals are asked in turn, and what they say is proposed or let in
    tracker        the door for every change: one method is one transaction
    revisions      what a change makes of an item, as it was and as it is then (pure)
    zone_law       what newer zone data makes of items that were planned with older
    delivery       what is due is leased, sent and written down; what is unknown is looked for
    watchlist      people's own text: read with its mistakes by line, and written back
    senders        a sender for each channel of the settings: the one place that knows all
    settings       a TOML file and the environment, made one record
    sources        where texts and signals come from: fetched without going where one must not, and made readable
    channels       the ways out: each says what it can bear, and sorts what the other side replies into seven classes
    store          the only room that speaks SQL: SQLite and PostgreSQL
    migrations     the steps from an older database; they only add
    schema         the tables
    drawing        pictures of dates: the timeline, how an item slipped; as SVG and as characters (pure)
    reports        which items are listed, in which order and as what JSON; the plan; why a date is in force (pure)
    feed           calendars and news made of items (pure)
    outbox         what a message is, what goes together, what follows from an answer, when to try or look (pure)
    inbox          what people answer, as records that no vendor owns, and whether it still makes sense (pure)
    wording        every sentence that people read (pure)
    subscriptions  the feeds that are offered, and what a private one is for (pure)
    notifications  who is owed what, when, and why (pure)
    intake         what sources say, as proposals: of which item, and what may come in by itself (pure)
    items          claims, outcomes, the date in force, its moves and its state (pure)
    reading        what a text says that is to come: statements with their exact words (pure)
    dates          announced dates: read, compared, written, never guessed (pure)
    targets        where a channel leads: a type for each way out (pure)
    nearest        what a misspelt name was meant to be (pure)
    masking        keys that stand in addresses, kept out of all that is shown (pure)
    lengths        how long the texts of people may be (pure)
    failpoints     places where a test kills the process
    errors         what can go wrong; each error says its exit status
    checks         what `doctor` finds out about one thing (pure)

The way of a claim: `cli` or `watchlist` reads it, `dates` reads its words, `tracker` opens a transaction, `items`
records it and derives the date in force, `notifications.planning` compares what was planned with what is owed now,
`store` writes all of it or nothing.

The way of a text: `reading.layout` takes it apart, `dates.finding` reads every date phrase of a sentence, and the rules
of `reading` say from the words around it whether it is ahead, of what kind it is and what it is about.

The way of a signal: `sources` asks a service (`services` says where) and makes what it shows a sighting of
`intake.sightings`; `intake.proofs` finds in it what proves the signal, `intake.evidence` says what is new in that since
the last look, and `tracker.intake` proposes it or lets it in. What a service gives in fields of its own, such as the
day on which comments close, becomes a proposal by `intake.announcements`.

The way of what comes in: `runtime.polling` has threads for it, `collecting.collector` takes the lease of a source
or a signal whose turn it is and fetches it, `collecting.texts` makes something to read of what came, `intake.matching`
says which item it concerns and `intake.trust` whether it may come in by itself, and `collecting.recording` writes it
all with how far the source has got, or nothing. `intake.plausibility` says whether an answer can be what the source
says now, or is a wall in its place, and `intake.turnover` what a feed may lose as its entries come and go. What waits
for a person is decided through `tracker.intake`.

The way of a message: `runtime.heartbeat` beats, `delivery.dispatcher` takes a channel whose gate is open,
`delivery.leasing` makes one message of what is due (`delivery.threads` says which of it belongs below another) and
commits it with a lease, `delivery.attempts` has `channels` hand it over and sort the reply into one of the classes of
`outbox.messages` (`SendStatus`), `outbox.outcomes` says what follows from it, `outbox.backoff` when the next message
may go, and `store.outcomes` writes all of it or nothing.

Where nobody knows whether a message arrived, `delivery.reconciler` looks for it in its channel; `outbox.reconciliation`
says when to look, what a look proves, and whether to send again. Neither room knows which channel or which database it
is: what depends on the channel is in `outbox.messages` as its limits, what depends on the settings is in the terms of
`delivery.leasing`.

The way of a face, which is a message that people can answer as it looks now: whatever changes an item marks its faces
in the same transaction, `runtime.drawing` turns, `delivery.faces` reads what is so and edits the message if it shows
something else, as `outbox.seeing` and `outbox.faces` say how it looks. Edits have a gate of their own.

The way of an answer, which is what somebody does in a channel: a button, a form, a command. `channels.slack.inbound`
makes an intent of a payload that came by `web.slack` or by `channels.slack.socket`. `answering.reception` has it one of
two ways. What only shows something is answered at once by `answering.desk`, and leaves no trace. What changes something
becomes a row of the inbox (`store.inbox`) before its sender hears that it arrived. `answering.worker` takes that row,
and in one transaction `answering.situation` reads how things stand, `inbox.decisions` says what becomes of it,
`answering.doing` has `tracker` make the change, the answer is noted with the name of who gave it, and the faces of the
item are marked. Then two things follow that nothing depends on: `channels.slack.teller` says what came of it, and the
message that was answered is drawn anew, before all others. A notice that it caused is owed like every other, and comes
below that message.

The way of an item to a screen: `reports.listing` chooses and orders, `wording.lines` has the phrases, and `cli.listing`
and the templates of `web` say where each phrase stands. `drawing` makes a picture of the same rows: `drawing.scale`
gives days their places, `drawing.timeline` says what stands where, and `drawing.timeline_svg` draws it.

The states of a delivery, which is one message on its way; `outbox.records` has them as a table:

    from              event         to
    (new)             begun         sending    what is due was leased: payload, key and lease are committed first
    sending, unknown  accepted      sent       its place in the channel is kept
    sending           put_off       dissolved  refused for a time: its notifications are due again
    sending           handed_back   dissolved  it never left, because we are stopping or too little time was left
    sending           refused       dead       refused for good
    sending           unanswered    unknown    nobody knows whether it arrived
    sending           lease_over    unknown    its sender did not say in time what came of it
    unknown           found         sent       it was found in the channel
    unknown           sent_again    sending    it is proven absent, or cannot be looked up: again with its key
    unknown           said_anew     dissolved  today it would not be said so: its notifications are due again
    unknown           given_up      dead       nobody answered for 72 hours
    unknown           channel_gone  dissolved  its channel was taken out of the settings

Good places to begin reading: `dates.parse`, `items.history`, `notifications.planning`, `outbox`, `inbox`,
`channels.slack.responses`. `channels` says what a new way out takes.

One word means two things: an outcome is how an item ended; in the names of modules of `outbox` and `store` it is what
came of an attempt to send. An answer is always what a person told us; what the other side of a channel says to a
message is a response (`channels.*.responses`), and its class a `SendStatus`.
"""

__version__ = "0.1.0"
