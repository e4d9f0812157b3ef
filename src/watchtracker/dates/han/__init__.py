"""What Chinese and Japanese share: both are written in Han characters, without spaces, and say dates in one order.

From the bottom up: `kinds` has what a token can be, `shapes` cuts a text into tokens, `clocks` takes times of day out,
with the zones that `places` knows, and `text` is what is left. `grammar` has the rules for dates that are alike,
`claims` what headings and questions make of a text, and `inserted` reads a date that stands in English.
"""
