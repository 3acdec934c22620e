"""One municipality from its files to its standing, and its JSON written on the way; what every process does."""

import gc
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samhandling.batch.models import Model
from samhandling.errors import SamhandlingError
from samhandling.survey import Refused, Standing

if TYPE_CHECKING:
    from samhandling.law.catalogue import Catalogue
    from samhandling.reading.diagnostics import ModelRejected

MOST_LINES = 50
"""How many mistakes of one model are told; ``validate`` tells all."""

Write = Callable[[Path, bytes], None]
"""Writes a file whole or not at all; raises :class:`SamhandlingError`. A function of a module, so that it travels."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What is to be done with every model."""

    as_of: date
    language: str
    config: Path | None
    json_folder: Path | None
    write: Write
    anonymous: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one model: its standing, or why there is none. Small: it travels between processes."""

    model: Model
    standing: Standing | None = None
    refused: Refused | None = None
    lines: tuple[str, ...] = ()
    """The mistakes of a refused model, as standard error has them."""
    bug: str | None = None
    """The place in the program, when it failed; no text of the model."""


class Surveyor:
    """Holds the catalogue, and surveys one model after the other."""

    def __init__(self, orders: Orders) -> None:
        """Load the catalogue.

        Raises:
            CatalogueInvalid: it is not in order.
        """
        from samhandling.law.catalogue import load_catalogue  # noqa: PLC0415 - see the modules below

        self._orders = orders
        self._catalogue: Catalogue = load_catalogue(orders.config)
        self._words = self._catalogue.phrasebook(orders.language)

    def survey(self, model: Model) -> Done:
        """Read, audit and reduce a model; never raises for what is in it."""
        from samhandling.reading.diagnostics import ModelRejected  # noqa: PLC0415

        # Nothing of one model is left when it is done, so collecting while it is being read would find nothing.
        was_on = gc.isenabled()
        gc.disable()
        try:
            return Done(model, standing=self._standing(model))
        except ModelRejected as rejected:
            return self._rejected(model, rejected)
        except SamhandlingError as refusal:
            return self._refused(model, f"{model.shown}: {self._words(refusal.key, **refusal.values)}")
        except (Exception, RecursionError) as bug:  # noqa: BLE001 - a bug in one model must not stop the others
            frames = "".join(traceback.format_tb(bug.__traceback__))
            return replace(self._refused(model, ""), bug=f"{frames}{type(bug).__name__}\n", lines=())
        finally:
            if was_on:
                gc.enable()
            gc.collect()

    def _standing(self, model: Model) -> Standing:
        from samhandling.audit import audit  # noqa: PLC0415 - heavy: loaded once, where the work is done
        from samhandling.coordination.budget import TooLarge  # noqa: PLC0415
        from samhandling.delegation import TooManyChains  # noqa: PLC0415
        from samhandling.reading.model import read_model  # noqa: PLC0415
        from samhandling.survey import standing  # noqa: PLC0415

        t, orders, catalogue = self._words, self._orders, self._catalogue
        reading = read_model(model.path, model.shown, catalogue.data)
        municipality, inputs, locate = reading.municipality, reading.inputs, reading.location
        try:
            result = audit(municipality, catalogue, orders.as_of, inputs, locate)
        except TooLarge as large:
            raise SamhandlingError(
                "cli.error.large_table", stage=t.term("stage", large.stage), size=large.size, bound=large.bound
            ) from large
        except TooManyChains as many:
            raise SamhandlingError(
                "cli.error.many_chains", authority=t.term("authority", many.authority), most=many.most
            ) from many
        found = standing(result, municipality, model.path.name)
        if model.alias:
            name = t("batch.alias", number=str(model.alias))
            found = replace(found, name=name, number="", source="")
            if orders.json_folder is not None:
                from samhandling.batch.anonymous import without_names  # noqa: PLC0415

                municipality = without_names(municipality, result, name)
                result = audit(municipality, catalogue, orders.as_of)
        if orders.json_folder is not None:
            from samhandling.reports.audit_json import audit_document  # noqa: PLC0415
            from samhandling.reports.plain import dump  # noqa: PLC0415

            document = dump(audit_document(result, municipality)).encode()
            orders.write(orders.json_folder / f"{model.key}.json", document)
        return found

    def _rejected(self, model: Model, rejected: "ModelRejected") -> Done:
        lines = rejected.lines(self._words)
        found = Counter(str(each.code) for each in rejected.diagnostics)
        refused = Refused(
            name=self._called(model),
            codes=tuple(sorted(found.items())),
            first="" if model.alias else lines[0],
            mistakes=len(rejected.diagnostics),
        )
        if len(lines) > MOST_LINES:
            more = self._words("batch.more_mistakes", n=len(lines) - MOST_LINES, model=model.shown)
            lines = (*lines[:MOST_LINES], more)
        return Done(model, refused=refused, lines=lines)

    def _refused(self, model: Model, line: str) -> Done:
        first = "" if model.alias else line
        return Done(model, refused=Refused(self._called(model), (), first, 1), lines=(line,))

    def _called(self, model: Model) -> str:
        return self._words("batch.alias", number=str(model.alias)) if model.alias else model.path.name
