"""An entry in the making: plain data that grows a cell at a time, and the place of every value in it."""

from samhandling.reading.source_map import Mark, Plain, Spot
from samhandling.sheets.layout import Keys


class Draft:
    """A mapping in the making, with the places of what is in it."""

    def __init__(self, file: str, mark: Mark, key_mark: Mark | None = None) -> None:
        self.data: dict[str, Plain] = {}
        self.gaps: dict[str, Mark] = {}
        self._file = file
        self._mark = mark
        self._key_mark = key_mark
        self._inside: dict[str, Spot] = {}

    @property
    def spot(self) -> Spot:
        """The place of the mapping."""
        return Spot(self._file, self._mark, self._key_mark, self._inside, self.gaps)

    def put(self, keys: Keys, value: Plain, spot: Spot) -> None:
        """Put a value, making the mappings it stands in."""
        data, inside = self._at(keys[:-1], spot.mark)
        data[keys[-1]] = value
        inside[keys[-1]] = spot

    def mapping(self, keys: Keys, mark: Mark) -> None:
        """Make a mapping that may stay empty."""
        self._at(keys, mark)

    def unreadable(self, keys: Keys, mark: Mark) -> None:
        """Note that something stands there that could not be read, so that it is not called missing."""
        _, inside = self._at(keys[:-1], mark)
        inside.setdefault(keys[-1], Spot(self._file, mark, mark))

    def _at(self, keys: Keys, mark: Mark) -> tuple[dict[str, Plain], dict[str, Spot]]:
        data, inside = self.data, self._inside
        for key in keys:
            following = data.setdefault(key, {})
            spot = inside.setdefault(key, Spot(self._file, mark, mark, {}))
            if isinstance(following, dict) and isinstance(spot.inside, dict):
                data, inside = following, spot.inside
        return data, inside


def spot_of(file: str, mark: Mark, value: Plain) -> Spot:
    """Give every value of a cell the cell's place."""
    if isinstance(value, list):
        return Spot(file, mark, mark, [spot_of(file, mark, each) for each in value])
    if isinstance(value, dict):
        return Spot(file, mark, mark, {key: Spot(file, mark, mark) for key in value})
    return Spot(file, mark, mark)
