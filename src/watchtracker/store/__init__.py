"""The database: the only rooms that speak SQL.

`engine.py` has the `Store`. Nothing is imported here, so that `glance.py` can be had without SQLAlchemy.
"""
