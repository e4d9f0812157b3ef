"""The database: the only rooms that speak SQL.

`engine.py` has the `Store`. Nothing is imported here, so that `quick_read.py` can be had without SQLAlchemy.
"""
