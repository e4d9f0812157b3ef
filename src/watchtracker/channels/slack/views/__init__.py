"""What people see in Slack when they press something: the modals of `inbox.forms`, App Home, and answers to `/watch`.

`dates` has those in which a date is given, `outcomes` those that end or take back, `showing` those that show what there
is, `home` App Home, `said` what a command answers; `parts` the blocks and Slack's limits. Pure.
"""
