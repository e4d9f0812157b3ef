"""What takes too long for every change: run by hand, with `make soak`."""
