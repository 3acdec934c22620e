"""Hatching: patterns drawn as lines inside a box, so that areas differ by more than colour in every painter."""

from enum import StrEnum

from samhandling.figures.scene import Box, Command, Item, Line, Move, Path


class Pattern(StrEnum):
    """How an area is filled."""

    PLAIN = "plain"
    RISING = "rising"
    FALLING = "falling"
    CROSSED = "crossed"
    UPRIGHT = "upright"
    LEVEL = "level"


def hatched(box: Box, pattern: Pattern, colour: str, *, step: float = 7.0) -> tuple[Item, ...]:
    """The box, and the lines of its pattern clipped to it."""
    commands: list[Command] = []
    if pattern in (Pattern.RISING, Pattern.CROSSED):
        commands += _diagonals(box, step, rising=True)
    if pattern in (Pattern.FALLING, Pattern.CROSSED):
        commands += _diagonals(box, step, rising=False)
    if pattern is Pattern.UPRIGHT:
        for index in range(1, int(box.width / step) + 1):
            x = round(box.x + index * step, 1)
            if x < box.right - 1:
                commands += [Move(x, box.y), Line(x, box.bottom)]
    if pattern is Pattern.LEVEL:
        for index in range(1, int(box.height / step) + 1):
            y = round(box.y + index * step, 1)
            if y < box.bottom - 1:
                commands += [Move(box.x, y), Line(box.right, y)]
    return (box, Path(tuple(commands), colour, 0.9)) if commands else (box,)


def _diagonals(box: Box, step: float, *, rising: bool) -> list[Command]:
    """Lines at 45 degrees across the box; `reach` runs along the upper side and on past it."""
    commands: list[Command] = []
    reach = step
    while reach < box.width + box.height - 0.5:
        # Where the line x + y = reach (from the upper left corner) meets the sides.
        near = (max(0.0, reach - box.height), min(reach, box.height))
        far = (min(reach, box.width), max(0.0, reach - box.width))
        ends = [(x if rising else box.width - x, y) for x, y in (near, far)]
        (x1, y1), (x2, y2) = ends
        commands += [
            Move(round(box.x + x1, 1), round(box.y + y1, 1)),
            Line(round(box.x + x2, 1), round(box.y + y2, 1)),
        ]
        reach += step
    return commands
