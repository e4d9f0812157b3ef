"""`python -m watchtracker`: the command line."""

from watchtracker.cli import main

if __name__ == "__main__":
    main()
