"""What the commands, the page and the API have in common: which items they list, the plan, why a date is in force.

Pure. How it looks is for `cli` and `web`, the phrases are those of `wording`.
"""
