"""Which day is meant, where the words of a date alone do not say it.

asides            versions in brackets, midnight: what would be read as part of a date, passed over
mentions          every date phrase of a line, by the grammar that reads claims
refused           what that grammar refuses for a word beside it that belongs to something else, read again
bare_days         days without their month; `day_lists`, several of one month; `slashes`, days such as "3/9"
moving            moves "from X to Y", and spans that are told as two moments
banners, diary    days that stand over the lines that say what happens on them, and what such a line says
issue_day         the day in the head of a newsletter
bilingual         English that says its days again in Chinese or Japanese
claims            the words to type for a date

`dates` has the grammar itself; nothing here is a second one.
"""
