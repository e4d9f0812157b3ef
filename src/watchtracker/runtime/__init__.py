"""What runs: processes, their clocks and beats, and what they share. The rooms below are told the time."""
