"""What the commands, the page and the API show of items: the listing, the plan, why a date is in force. Pure."""
