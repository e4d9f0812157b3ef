"""The calendars and news that others subscribe to, public ones and those of one person, and what is kept of them."""
