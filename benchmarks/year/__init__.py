"""A year of texts from six sources, read and let in as `serve` does it, and held against what was true.

`texts.txt` has the texts with their days, `items.toml` what is watched, what each source is trusted for, and the truth:
for each item the dates that a careful person would have had in force. Everything is invented.

What comes in by itself and takes over the date in force is right if it is the truth of that day, and wrong otherwise;
what comes in without moving anything is a confirmation, or a rumour that is noted. Wrong ones are wanted never. The
year is gone through twice: with a person who decides each evening what waits, and without anybody.

`traps.txt` has sentences beside, each with the name of an item and a date of something else, and `plain.txt` some that
say a new date in so many words.

`python -m benchmarks.year` prints the figures, `--all` each statement with what became of it.
"""

from benchmarks.year.report import main

__all__ = ["main"]
