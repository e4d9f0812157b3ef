r"""Texts of a calendar, escaped as RFC 5545 (3.3.11) says.

icalendar reads a backslash before an N as a line break, and would break the path "C:\New" in two.
"""

from __future__ import annotations

from icalendar import vText

_ESCAPED = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n"))


class CalendarText(vText):
    """A text exactly as it was written, except that every kind of line end becomes the same."""

    def to_ical(self) -> bytes:
        """The bytes of the value."""
        text = str(self)
        for written, escaped in _ESCAPED:
            text = text.replace(written, escaped)
        return text.encode()
