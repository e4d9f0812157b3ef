"""Chinese: the words of announcements (`words`) and the sentences that they make (`sentences`)."""

from watchtracker.dates.chinese.sentences import is_chinese, sentence

__all__ = ["is_chinese", "sentence"]
