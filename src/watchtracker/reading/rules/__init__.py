"""What a date is in its sentence.

tense             what lies behind the day of publication, and what a past verb governs
kinds, asked      of what kind it is; what somebody is asked to do by a day
outcomes, lately  how something ended, and what ended or was called off in the last week; `begun`, what holds since
leaving           what is no statement: datelines, labels, examples
counts, figures   how long, how often and how old; coarse dates that belong to figures and names
background        what was meant or said before; `retold`, what is only repeated, jokes and samples
history, unreal   chronicles; what comes each year, and what would have been
han               periods, old plans and the day of the text, as Chinese and Japanese texts have them
rows              what the cells of a row say of each other

Each says why, so that `--explain` can show it.
"""
