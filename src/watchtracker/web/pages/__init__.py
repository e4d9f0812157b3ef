"""What people read and write in a browser: the list, items, the timeline, the record, the inbox; with no script."""
