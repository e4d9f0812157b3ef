"""How the tests are arranged.

`core` has the pure rooms: no database, no network, no clock, no process; two seconds for all, run after every edit.
`edges` has what meets the world: both databases, HTTP, Slack, mail, files, the command line, each as a user has it.
`journeys` follows a person through the whole program, `clients` and `pages` look at it with real calendars and a
browser, and `soak` (`make soak`) tries for minutes what `core` tries a few times.

A file is named after the module it tests, `test_ROOM_MODULE.py`, or after the room where it tests several; a story that
no module can hold says in its first lines why. What stands beside this file is shared: stand-ins of Slack, mail servers
and receivers of webhooks, databases, readers of calendars and feeds, and `builders` of items. Nothing is patched,
nobody sleeps, and a test's name is the sentence that it holds to.
"""
