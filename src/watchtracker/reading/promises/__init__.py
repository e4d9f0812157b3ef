"""What is said to come without a date, from a closed list of words of time (`undated`), and what only sounds so.

`unpromised` has the weather, advice and offers of work; `same_promise`, what the sentence beside it says of it;
`unnamed`, words of time of which no rule makes a date.
"""
