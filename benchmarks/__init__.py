"""Measurements to run by hand: each puts a peer or a limit beside ours, in the same run on the same machine."""
