"""The steps that bring an older database to the shape of `schema.py`; they only add.

Alembic runs them, which is slow to import: so the newest step is named here, where `store` can compare it with the
database's without loading anything. `upgrading.py` runs the steps.
"""

NEWEST = "0005"
VERSION_TABLE = "watchtracker_version"
