"""``python -m samhandling``."""

from samhandling.cli import main

if __name__ == "__main__":
    main()
