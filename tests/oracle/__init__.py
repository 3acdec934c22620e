"""A second, naive reading of the contract, to hold the program up against.

Everything here is written straight from the sentences of the contract: plain dictionaries, loops inside loops, and
brute force over every situation a child can be in. It shares no code with ``samhandling``; only the data in
``config/`` (which provision was law when) is common to both. Where the two disagree, one of them has misread.
"""

from oracle.judge import Judgement, judge

__all__ = ["Judgement", "judge"]
