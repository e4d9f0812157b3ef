"""watchtracker: a watch-item and deadline tracker that keeps announced dates as claims.

The rooms, from the top down; a room imports only what stands below it:

    __main__       `python -m watchtracker`
    cli            one module for each command, or for a few that belong together
    runtime        what runs: the server process, the heartbeat, the clock and who doubts it, housekeeping, replay
    web            what is served over HTTP: feeds, pages, JSON, health, metrics; who may read it
    doctor         what is set up and what is not
    tracker        the door for every change: one method is one transaction
    revisions      what a change makes of an item, as it was and as it is then (pure)
    zone_law       what newer zone data makes of items that were planned with older
    delivery       what is due is claimed, sent and recorded; what is unknown is looked for
    watchlist      people's own text: read with its mistakes by line, and written back
    senders        a sender for each channel of the settings: the one place that knows all
    settings       a TOML file and the environment, made one record
    channels       where messages go, and what an answer of theirs means
    store          the only room that speaks SQL: SQLite and PostgreSQL
    migrations     the steps from an older database; they only add
    schema         the tables
    reports        what commands, pages and JSON show: the listing, the plan, why a date is in force (pure)
    feed           calendars and news made of items (pure)
    wording        every sentence that people read (pure)
    subscriptions  the feeds that are offered, and what a private one is for (pure)
    notifications  who is owed what, when, and why (pure)
    items          claims, outcomes, the date in force, its moves and its state (pure)
    dates          announced dates: read, compared, written, never guessed (pure)
    targets        where a channel leads: a type for each way out (pure)
    nearest        what a misspelt name was meant to be (pure)
    lengths        how long the texts of people may be (pure)
    failpoints     places where a test kills the process
    errors         what can go wrong; each error says its exit status
    checks         what `doctor` finds out about one thing (pure)

The way of a claim: `cli` or `watchlist` reads it, `dates` reads its words, `tracker` opens a transaction, `items`
records it and derives the date in force, `notifications.planning` compares what was planned with what is owed now,
`store` writes all of it or nothing.

The way of a message: `runtime.heartbeat` beats, `delivery.sending` takes a channel whose gate is open,
`delivery.claiming` makes one message of what is due and commits it with a lease, `channels` hands it over,
`delivery.endings` says what the answer means, `delivery.recording` writes it.

The states of a delivery, which is one message on its way:

    from      to         when
    (new)     sending    what is due was claimed: payload, key and lease are committed before any byte leaves
    sending   sent       accepted; its place in the channel is kept
    sending   dissolved  refused for a time, or handed back at a stop: what was in it is planned again
    sending   dead       refused for good, or nothing worked for 72 hours
    sending   unknown    nobody knows whether it arrived: no answer, or the lease ran out
    unknown   sent       it was found in the channel
    unknown   dissolved  it is proven absent, or too old to be said as it was: planned again
    unknown   sending    it cannot be looked up, and is sent again with the same key

Good places to begin reading: `dates.parse`, `items.history`, `notifications.planning`, `channels.slack.answers`.
"""

__version__ = "0.1.0"
