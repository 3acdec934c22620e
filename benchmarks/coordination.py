"""How fast the coordination table is proved: run by hand, ``python benchmarks/coordination.py``.

Random rules with 1-4 conditions, 70 % of them positive, on services that the municipality runs; seeds 1-5, the median.
Every rule speaks of every stage. The stages of one table differ: each is proved on its own (nothing is remembered
from one to the next), counts and all witnesses.
"""

import argparse
import random
import statistics
import time
from dataclasses import replace

from samhandling.coordination.table import Item, Rule, StageTable, Table, Variable
from samhandling.coordination.verify import DEFAULT_BOUND, TooLarge, verify
from samhandling.model.vocabulary import HitPolicy

SIZES = ((60, 18, 7, 0.1), (200, 30, 7, 3.0), (60, 40, 1, 10.0))
BEYOND = ((500, 40, 1), (500, 60, 1), (60, 60, 1))


def random_table(rules, variables, stages, seed, *, policy=HitPolicy.FIRST, coordinator="any", owners=("kommune",)):
    """A random table; ``coordinator`` is ``any`` type, or one of the rule's ``own``."""
    draw = random.Random(seed)
    types = [f"t{number:02}" for number in range(variables)]
    made = []
    for number in range(rules):
        chosen = draw.sample(types, draw.randint(1, 4))
        positive = {type_: draw.random() < 0.7 for type_ in chosen}
        wanted = [type_ for type_ in chosen if positive[type_]]
        made.append(
            Rule(
                f"R{number}",
                draw.choice(wanted if wanted and coordinator == "own" else types),
                all_of=tuple(Item(type_) for type_ in wanted),
                none_of=tuple(Item(type_) for type_ in chosen if not positive[type_]),
            )
        )
    at = StageTable("", tuple(Variable(type_, owners) for type_ in types))
    return Table(policy, tuple(made), tuple(replace(at, stage=f"s{number}") for number in range(stages)))


def seconds(table, bound=DEFAULT_BOUND):
    """The time to prove a table, and the number of witnesses; or the refusal."""
    start = time.perf_counter()
    try:
        proof = verify(table, bound)
    except TooLarge as refusal:
        return time.perf_counter() - start, refusal
    return time.perf_counter() - start, sum(len(stage.witnesses) for stage in proof.stages)


def main():
    """Print a line for each size, and what happens beyond them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beyond", action="store_true", help="also the sizes where it may refuse")
    beyond = parser.parse_args().beyond
    for rules, variables, stages, limit in SIZES:
        for coordinator in ("any", "own"):
            tables = [random_table(rules, variables, stages, seed, coordinator=coordinator) for seed in range(1, 6)]
            runs = [seconds(table) for table in tables]
            median = statistics.median(took for took, _ in runs)
            told = ", ".join(f"{took:.3f} ({found})" for took, found in runs)
            size = f"{rules} x {variables} x {stages}, coordinator {coordinator}"
            print(f"{size}: median {median:.3f} s (<= {limit}); seconds and witnesses: {told}", flush=True)
    if beyond:
        for policy in HitPolicy:
            for rules, variables, stages in ((60, 18, 7), *BEYOND):
                for owners in (("kommune",), ("kommune", "privat")):
                    took, found = seconds(random_table(rules, variables, stages, 1, policy=policy, owners=owners))
                    told = f"refused: {found}" if isinstance(found, TooLarge) else f"{found} witnesses"
                    print(f"{policy.value} {rules} x {variables} x {stages} {owners}: {took:.2f} s, {told}", flush=True)


if __name__ == "__main__":
    main()
