"""The parts named, or all of them; exit status 1 where a law is broken."""

import sys

from benchmarks.press_loop.parts import main

sys.exit(0 if main(sys.argv[1:]) else 1)
