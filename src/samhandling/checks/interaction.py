"""BTI: the interaction model – who answers for each level, who holds the stafett, and that it is never let go of.

A municipality without the section ``interaction_model`` has chosen another way of working, and gets no outcomes at all.
"""

from collections.abc import Callable, Iterator
from itertools import groupby

from samhandling.checks.engine import Context, Judgement, Subject, check, whole_municipality
from samhandling.checks.result import SubjectKind
from samhandling.model.municipality import Handover, InteractionLevel, InteractionModel, Municipality
from samhandling.model.verdict import Verdict

COORDINATING_UNIT = "koordinerende_enhet"
FIRST_WITH_HOLDER = 1
"""The stafett is first passed on at level 1; at level 0 somebody only wonders."""
HIGHEST = 3

Level = tuple[InteractionLevel, ...]
"""All entries with one level's number: what one of them lacks, another may have."""


def has_interaction_model(context: Context) -> bool:
    """Whether the municipality has the optional section that this family reads."""
    return context.municipality.interaction_model is not None


def _model(context: Context) -> InteractionModel:
    return context.municipality.interaction_model or InteractionModel()


def _levels_from(lowest: int) -> Callable[[Context], Iterator[Subject[Level]]]:
    def each(context: Context) -> Iterator[Subject[Level]]:
        numbered = sorted(
            (entry.level, position) for position, entry in enumerate(_model(context).levels) if entry.level is not None
        )
        for number, found in groupby(numbered, key=lambda one: one[0]):
            positions = [position for _, position in found]
            if number >= lowest:
                entries = tuple(_model(context).levels[position] for position in positions)
                path = ("interaction_model", "levels", positions[0])
                yield Subject(str(number), SubjectKind.LEVEL, entries, path)

    return each


@check("BTI901", each=_levels_from(0), only_if=has_interaction_model)
def level_has_an_owner(context: Context, level: Level) -> Judgement:
    """A function answers for the level, and its tools and arenas are named."""
    responsible = tuple(entry.responsible for entry in level if entry.responsible is not None)
    arenas = tuple(arena for entry in level for arena in entry.arenas)
    related = (*responsible, *arenas)
    if not responsible:
        return Judgement(Verdict.UNDOCUMENTED, related)
    there = {"tools": any(entry.tools for entry in level), "arenas": bool(arenas)}
    missing = tuple(name for name, found in there.items() if not found)
    if missing:
        return Judgement(Verdict.PARTIAL, related, (("missing", missing),))
    return Judgement(Verdict.MET, related)


@check("BTI902", each=_levels_from(FIRST_WITH_HOLDER), only_if=has_interaction_model)
def somebody_holds_the_stafett(context: Context, level: Level) -> Judgement:
    """A function is stafettholder at the level."""
    holders = tuple(entry.stafettholder for entry in level if entry.stafettholder is not None)
    return Judgement(Verdict.MET if holders else Verdict.UNDOCUMENTED, holders)


@check("BTI903", each=whole_municipality, only_if=has_interaction_model)
def stafett_is_kept_until_accepted(context: Context, _: Municipality) -> Judgement:
    """The receiver must accept, and the giver keeps the responsibility until then."""
    handover = _model(context).handover or Handover()
    related = () if handover.agreement is None else (handover.agreement,)
    rules = {
        "acceptance_required": handover.acceptance_required,
        "giver_keeps_until_accepted": handover.giver_keeps_until_accepted,
    }
    missing = tuple(name for name, value in rules.items() if value is None)
    if False in rules.values():
        return Judgement(Verdict.NOT_MET, related)
    if not missing:
        return Judgement(Verdict.MET, related)
    if len(missing) < len(rules):
        return Judgement(Verdict.PARTIAL, related, (("missing", missing),))
    return Judgement(Verdict.UNDOCUMENTED, related)


@check("BTI904", each=whole_municipality, only_if=has_interaction_model)
def highest_level_leads_to_the_coordinating_unit(context: Context, _: Municipality) -> Judgement:
    """A model with a level 3 names the koordinerende enhet."""
    model = _model(context)
    if HIGHEST not in {entry.level for entry in model.levels}:
        return Judgement(Verdict.NOT_APPLICABLE)
    if model.coordinating_unit is None:
        return Judgement(Verdict.UNDOCUMENTED)
    unit = context.graph.services[model.coordinating_unit]
    verdict = Verdict.MET if unit.type == COORDINATING_UNIT else Verdict.PARTIAL
    return Judgement(verdict, (unit.id,))


CHECKS = (
    level_has_an_owner,
    somebody_holds_the_stafett,
    stafett_is_kept_until_accepted,
    highest_level_leads_to_the_coordinating_unit,
)
