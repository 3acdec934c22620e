"""Plane geometry for tests of figures: what lies on what, and what runs through what."""

from itertools import pairwise

from samhandling.figures.scene import Box, Curve, Group, Item, Label, Path, Polygon, Role, Scene


def flattened(path: Path, steps: int = 16) -> list[list[tuple[float, float]]]:
    """The strokes of a path as points, curves cut into short straight pieces."""
    strokes: list[list[tuple[float, float]]] = []
    for command in path.commands:
        if isinstance(command, Curve):
            x0, y0 = strokes[-1][-1]
            for step in range(1, steps + 1):
                t = step / steps
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                strokes[-1].append(
                    (
                        a * x0 + b * command.x1 + c * command.x2 + d * command.x,
                        a * y0 + b * command.y1 + c * command.y2 + d * command.y,
                    )
                )
        elif type(command).__name__ == "Move":
            strokes.append([(command.x, command.y)])
        else:
            strokes[-1].append((command.x, command.y))
    return strokes


def meets(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    """Whether a straight piece enters the inside of a box (clipping by Liang and Barsky)."""
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    low, high = 0.0, 1.0
    inner = (box.x + 0.5, box.y + 0.5, box.right - 0.5, box.bottom - 0.5)
    for p, q in ((-dx, x0 - inner[0]), (dx, inner[2] - x0), (-dy, y0 - inner[1]), (dy, inner[3] - y0)):
        if p == 0:
            if q <= 0:
                return False
        elif p < 0:
            low = max(low, q / p)
        else:
            high = min(high, q / p)
    return low < high


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right - 0.01
        and other.x < one.right - 0.01
        and one.y < other.bottom - 0.01
        and other.y < one.bottom - 0.01
    )


def node_boxes(scene: Scene) -> dict[str, Box]:
    return {group.key: next(i for i in group.items if isinstance(i, Box)) for group in scene.groups(Role.NODE)}


def edge_paths(scene: Scene) -> dict[str, Path]:
    return {group.key: next(i for i in group.items if isinstance(i, Path)) for group in scene.groups(Role.EDGE)}


def extent(item: Item) -> Box | None:
    match item:
        case Box():
            return item
        case Label():
            return item.extent
        case Polygon(points=points):
            xs, ys = zip(*points, strict=True)
        case Path():
            xs, ys = zip(*(point for stroke in flattened(item) for point in stroke), strict=True)
        case Group():
            return None
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def assert_sound(scene: Scene) -> None:
    """What every layered figure must keep: nothing on top of anything, no edge through a box, nothing outside."""
    boxes = node_boxes(scene)
    placed = list(boxes.items())
    for index, (name, box) in enumerate(placed):
        for other_name, other in placed[index + 1 :]:
            assert not overlap(box, other), f"{name} lies on {other_name}"
    for key, path in edge_paths(scene).items():
        for stroke in flattened(path):
            for start, end in pairwise(stroke):
                for name, box in boxes.items():
                    assert not meets(start, end, box), f"{key} runs through {name}"
    labels = [
        next(i for i in item.items if isinstance(i, Label)).extent
        for item in scene.items
        if isinstance(item, Group) and item.role is Role.OTHER and any(isinstance(i, Label) for i in item.items)
    ]
    for index, label in enumerate(labels):
        assert not any(overlap(label, other) for other in labels[index + 1 :])
        assert not any(overlap(label, box) for box in boxes.values())
    for item in scene.walk():
        box = extent(item)
        if box is not None:
            assert box.x >= 0
            assert box.y >= 0
            assert box.right <= scene.width
            assert box.bottom <= scene.height
