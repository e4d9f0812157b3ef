"""The words of each language, as tables that are compiled once, and how such tables are made quick.

`words` is the shape of a language's tables; `english`, `chinese` and `japanese` are the tables, and `english_cues`,
`english_outcomes` and `english_undated` the larger parts of the first. `letters` tells scripts and figures apart.
`patterns` and `branching` make patterns of many words quick.
"""
