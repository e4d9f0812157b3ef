"""Every sentence that people read, so that the terminal, Slack, the calendar and the page say the same.

Pure and without a clock: what ages ("in 3 days") takes `now` or a number of days. One module for each reader.
"""
