"""The steps that bring an older database to the shape of `schema`; they only add.

Alembic, which runs them, is slow to import. So the newest step is named here, where `store` can compare it with that of
the database without importing anything. `upgrading.py` runs the steps.
"""

NEWEST = "0010"
VERSION_TABLE = "watchtracker_version"
