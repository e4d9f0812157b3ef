"""Answering: what people send from a channel is received, written down, and worked off.

`reception` says within moments what is said back, and promises nothing that is not in the database.
"""
