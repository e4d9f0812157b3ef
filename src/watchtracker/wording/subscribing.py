"""How a feed is added in the calendars that people use, for the page and the terminal alike."""

from __future__ import annotations

from watchtracker.wording.items import count

# What each program calls it, and how often it looks, as its own help pages say.
PROGRAMS = {
    "Google Calendar": (
        "beside “Other calendars” choose +, then “From URL”, and paste the address. Google must be able to reach"
        " it from the internet, and looks again every 8 to 24 hours."
    ),
    "Outlook": ("“Add calendar”, then “Subscribe from web”, and paste the address. It looks again every few hours."),
    "Apple Calendar": (
        "open the webcal link, or File, “New Calendar Subscription”, and paste either. It asks how often to look."
    ),
    "Thunderbird": "File, New, Calendar, “On the Network”, and paste the address.",
}
URGENT = "Calendars look again when they please: what is urgent comes as a notification."
UNDATED = (
    "Items without a date stand on no day: a calendar's description names them, and so do the page and the digest."
)
NEWS = "The .atom link is for feed readers: what got a date, what moved, what happened."


PRIVATE_FOR_READERS = (
    "Calendar programs cannot log in. A private link works without a login, has alarms if you want them, and shows just"
    " what it was made for: ask whoever runs this server for one (“watchtracker token add NAME” makes it)."
)


def counted(dated: int, undated: int) -> str:
    """What a feed has: "8 dates, 1 without a date"."""
    return f"{count(dated, 'date')}, {undated} without a date" if undated else count(dated, "date")


def private(*, asked_for: bool) -> str:
    """How to come by a link of one's own; `asked_for`: whether the server asks readers for an access token."""
    link = "`watchtracker token add NAME` makes a private link, with alarms and for just some items if that is wanted."
    return f"Calendar programs cannot log in, and these addresses need a login: {link}" if asked_for else link
