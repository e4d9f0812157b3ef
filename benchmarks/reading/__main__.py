"""The whole measurement, or the texts named; exit status 1 where a mark is missed."""

import argparse
import sys
from pathlib import Path

from benchmarks.reading.report import main
from benchmarks.reading.texts import HERE

parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
parser.add_argument("beginnings", nargs="*", help="only texts whose id begins so")
parser.add_argument("--wrong", action="store_true", help="list each miss and each wrong proposal")
parser.add_argument("--texts", type=Path, default=HERE, help="another folder of texts")
given = parser.parse_args()
sys.exit(0 if main(given.texts, beginnings=tuple(given.beginnings), wrong=given.wrong) else 1)
