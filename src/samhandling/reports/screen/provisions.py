"""The provisions of the catalogue, all or one, as of a date."""

from datetime import date

from samhandling.law.catalogue import Catalogue
from samhandling.law.texts import Phrasebook
from samhandling.reports.screen.explanation import period, provisions_of
from samhandling.reports.screen.page import block, columns, wrap


def resting_on(catalogue: Catalogue, provision: str) -> tuple[str, ...]:
    """The codes of the checks that rest on a provision, or on what came after it."""
    ids = {provision, *catalogue.provisions[provision].replaced_by}
    return tuple(
        code for code, entry in sorted(catalogue.checks.items()) if ids & set(provisions_of(catalogue, entry))
    )


def law_lines(catalogue: Catalogue, t: Phrasebook, on: date) -> list[str]:
    """All provisions in force on the date, a line each."""
    title = t("explain.law.title", date=on)
    rows = [(t("explain.law.id"), t("explain.law.strength"), t("explain.law.citation"))]
    in_force = [each for each in catalogue.provisions.values() if each.in_force(on)]
    for each in in_force:
        strength = t.term("strength", each.strength) if each.strength is not None else "–"
        rows.append((each.id, strength, catalogue.citation(each.id, t.language)))
    count = t("explain.law.count", n=len(in_force))
    known = t("explain.law.known_to", date=catalogue.law_known_to)
    hint = t("explain.law.show", command="samhandling law HOL-3-4-2")
    return [title, "=" * len(title), "", *columns(rows, indent=""), "", count, known, hint]


def provision_lines(catalogue: Catalogue, t: Phrasebook, id_: str, on: date) -> list[str]:
    """One provision with everything the catalogue knows of it."""
    each = catalogue.provisions[id_]
    title = f"{catalogue.citation(id_, t.language)} ({id_})"
    state = [] if each.in_force(on) else [t("explain.law.not_in_force")]
    lines = [title, "=" * len(title), t.pick(catalogue.law_of(id_).name), *state]
    lines += block(t("explain.law.requirement"), wrap(t.pick(each.requirement), "  "))
    facts = [
        (t("explain.law.in_force"), period(t, each, on)),
        (t("explain.law.category"), t.term("category", each.category)),
        (t("explain.law.bound_party"), t.pick(each.bound_party)),
        (t("explain.law.counterpart"), t.pick(each.counterpart)),
        (t("explain.law.strength"), t.term("strength", each.strength) if each.strength is not None else "–"),
        (t("explain.law.supervision"), _supervisor(t, each.supervisor)),
        (t("explain.law.confidence"), t.term("confidence", each.confidence)),
        (t("explain.law.reviewed"), t.date(each.reviewed.date) if each.reviewed else t("explain.law.not_reviewed")),
        (t("explain.law.source"), each.source_url),
    ]
    before = [catalogue.citation(p, t.language) for p in catalogue.predecessors(id_)]
    after = [catalogue.citation(p, t.language) for p in each.replaced_by]
    facts += [(t("explain.law.predecessors"), "; ".join(before))] if before else []
    facts += [(t("explain.law.replaced_by"), "; ".join(after))] if after else []
    lines += ["", *columns(facts)]
    if each.note is not None:
        lines += block(t("explain.law.note"), wrap(t.pick(each.note), "  "))
    if each.evidence:
        evidence = [line for text in each.evidence for line in wrap(t.pick(text), "  – ", "    ")]
        lines += block(t("explain.law.evidence"), evidence)
    codes = resting_on(catalogue, id_)
    resting = [f"{code}  {t.pick(catalogue.check(code).title)}" for code in codes]
    return lines + block(t("explain.law.checks"), [f"  {each}" for each in resting or [t("explain.law.no_checks")]])


def _supervisor(t: Phrasebook, supervisor: str | None) -> str:
    return t("explain.supervision.nobody") if supervisor is None else t.term("supervisor", supervisor)
