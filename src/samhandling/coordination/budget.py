"""The bound on how much a proof may take: a refusal in plain words instead of a hang."""


class TooLarge(Exception):
    """The proof for a stage needs more states than the bound; nothing has been concluded (exit 2)."""

    def __init__(self, stage: str, size: int, bound: int) -> None:
        super().__init__(f"{stage}: {size} > {bound}")
        self.stage = stage
        self.size = size
        """The size met when the bound was passed."""
        self.bound = bound


class Budget:
    """Counts the states, diagram nodes and boxes one stage has taken."""

    __slots__ = ("bound", "spent", "stage")

    def __init__(self, stage: str, bound: int) -> None:
        self.stage = stage
        self.bound = bound
        self.spent = 0

    def spend(self, amount: int = 1) -> None:
        """Count some more; raises :class:`TooLarge` past the bound."""
        self.spent += amount
        if self.spent > self.bound:
            raise TooLarge(self.stage, self.spent, self.bound)

    @property
    def left(self) -> int:
        """How much more may be taken."""
        return self.bound - self.spent
