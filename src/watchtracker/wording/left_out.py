"""Why a date that stands in a text is not proposed, in words. Pure."""

from __future__ import annotations

from watchtracker.reading import Why

_WHY = {
    Why.NOT_AHEAD: "it is not ahead of the day of publication",
    Why.PAST_VERB: "the verb tells of what is over",
    Why.DAY_OF_THE_TEXT: "it is the day of the text itself",
    Why.SAYING: "on that day something was only said",
    Why.RECURRING: "it comes again and again",
    Why.DURATION: "it is a length of time",
    Why.FIGURE: "it belongs to a figure or a forecast",
    Why.LABEL: "it is part of a name or a number",
    Why.IMAGINED: "it belongs to an example or to what did not come about",
    Why.MOVED: "the date was moved away from it",
    Why.SAID_ELSEWHERE: "the text says it more precisely elsewhere",
    Why.NOTHING_TO_COME: "nothing is said to come on it",
    Why.UNREADABLE: "it cannot be read as one date",
    Why.TOO_MANY: "so many dates stand there that nobody means them all",
}
# Of words that are no date at all, so that nothing was left out.
NO_DATE = "are words of time that name no date"


def why(code: Why) -> str:
    """What is said of a date that was left out."""
    return _WHY[code]
