r"""Texts of a calendar, escaped as RFC 5545 (3.3.11) has it.

icalendar takes a backslash before an N for a line break, so that what stands in a folder "C:\New" would lose its name.
"""

from __future__ import annotations

from icalendar import vText

_ESCAPED = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n"))


class CalendarText(vText):
    """A text as it was written, line breaks alone made alike."""

    def to_ical(self) -> bytes:
        """The bytes of its value."""
        text = str(self)
        for written, escaped in _ESCAPED:
            text = text.replace(written, escaped)
        return text.encode()
