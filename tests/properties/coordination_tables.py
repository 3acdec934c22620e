"""Random small tables, and an oracle that goes through every situation one by one."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import product

from hypothesis import strategies as st

from samhandling.coordination.table import Item, Rule, StageTable, Table, Variable
from samhandling.model.vocabulary import HitPolicy

TYPES = ("barnehage", "ppt", "barnevern", "helsestasjon", "bup", "fastlege", "nav_kommunal", "omsorg")
OUTSIDERS = ("koordinerende_enhet", "politi")
OWNERS = ("kommune", "fylkeskommune", "stat", "privat")
STAGES = ("spedbarn", "barnehagealder")


@st.composite
def items(draw):
    owner = st.sampled_from((None, None, None, "kommune", "privat", "stat"))
    return Item(draw(st.sampled_from(TYPES + OUTSIDERS[:1])), draw(owner))


@st.composite
def rules(draw, number):
    some = st.lists(items(), max_size=2).map(tuple)
    return Rule(
        id=f"R{number}",
        coordinator=draw(st.sampled_from(TYPES[:5] + OUTSIDERS)),
        stages=tuple(draw(st.lists(st.sampled_from(STAGES), max_size=2, unique=True))),
        all_of=draw(some),
        any_of=draw(st.one_of(st.just(()), some)),
        none_of=draw(st.one_of(st.just(()), some)),
        covered=frozenset(
            draw(st.lists(st.tuples(st.sampled_from(STAGES), st.sampled_from(OWNERS[1:])), max_size=2))
        ),
    )


@st.composite
def tables(draw, most_variables=6, most_rules=6, policies=tuple(HitPolicy)):
    stages = []
    for stage in STAGES[: draw(st.integers(1, 2))]:
        types = sorted(draw(st.lists(st.sampled_from(TYPES), max_size=most_variables, unique=True)), key=TYPES.index)
        owners = st.lists(st.sampled_from(OWNERS), min_size=1, max_size=3, unique=True)
        weights = st.one_of(st.just(["kommune"]), owners)
        stages.append(
            StageTable(
                stage,
                tuple(Variable(type_, tuple(sorted(draw(weights), key=OWNERS.index))) for type_ in types),
            )
        )
    count = draw(st.integers(0, most_rules))
    return Table(draw(st.sampled_from(policies)), tuple(draw(rules(n)) for n in range(1, count + 1)), tuple(stages))


def situations(at):
    """Every situation of a stage, as type → owner of those involved."""
    for values in product(*[("-", *variable.owners) for variable in at.variables]):
        involved = {v.type: value for v, value in zip(at.variables, values, strict=True) if value != "-"}
        if len(involved) >= 2 and "kommune" in involved.values():
            yield involved


def meets(item, involved):
    return item.type in involved and (item.owner is None or involved[item.type] == item.owner)


def reading(table, stage, involved):
    """The outcome by coordination.md, the deciding rule and all that match: written apart from the program's own."""
    hits = []
    for rule in table.rules:
        if rule.stages and stage not in rule.stages:
            continue
        if not all(meets(i, involved) for i in rule.all_of):
            continue
        if rule.any_of and not any(meets(i, involved) for i in rule.any_of):
            continue
        if any(meets(i, involved) for i in rule.none_of):
            continue
        hits.append(rule)
    if not hits:
        return "gap", None, hits
    if table.hit_policy == "unique" and len({rule.coordinator for rule in hits}) >= 2:
        return "conflict", None, hits
    rule = hits[0]
    if rule.coordinator not in involved:
        return "not_involved", rule, hits
    owner = involved[rule.coordinator]
    if owner != "kommune" and (stage, owner) not in rule.covered:
        return "not_designable", rule, hits
    return "assigned", rule, hits


@dataclass
class Oracle:
    """The truth about a table, one situation at a time."""

    counts: dict = field(default_factory=dict)
    defective: dict = field(default_factory=dict)
    decides: Counter = field(default_factory=Counter)
    at_stage: Counter = field(default_factory=Counter)
    matched: set = field(default_factory=set)
    coordinators: dict = field(default_factory=dict)


def oracle(table):
    truth = Oracle()
    for at in table.stages:
        counts = Counter()
        truth.coordinators[at.stage] = set()
        for involved in situations(at):
            outcome, rule, hits = reading(table, at.stage, involved)
            counts["situations"] += 1
            counts[outcome] += 1
            truth.matched |= {hit.id for hit in hits}
            truth.defective.setdefault((at.stage, outcome), set()).add(frozenset(involved.items()))
            if rule is not None:
                truth.decides[rule.id] += 1
                truth.at_stage[rule.id, at.stage, outcome] += 1
            if outcome == "assigned":
                truth.coordinators[at.stage].add((rule.coordinator, involved[rule.coordinator]))
        truth.counts[at.stage] = counts
    return truth


def inside(at, limits):
    """The situations inside a box given as type → values."""
    return {
        frozenset(involved.items())
        for involved in situations(at)
        if all(involved.get(type_, "-") in values for type_, values in limits.items())
    }
