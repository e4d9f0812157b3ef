"""The running processes: their clocks, their loops and what they share. The rooms below get `now` as an argument."""
