"""Checks and provisions as plain data, as of a date."""

from datetime import date
from typing import Any

from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import CheckEntry, Text
from samhandling.reports.screen.explanation import provisions_of


def rules_document(catalogue: Catalogue, on: date) -> dict[str, Any]:
    """All checks (``samhandling.rules/1``)."""
    rules = [rule(catalogue, entry, on) for _, entry in sorted(catalogue.checks.items())]
    return {"schema": "samhandling.rules/1", **_dated(catalogue, on), "rules": rules}


def explain_document(catalogue: Catalogue, code: str, on: date) -> dict[str, Any]:
    """One check (``samhandling.explain/1``)."""
    return {"schema": "samhandling.explain/1", **_dated(catalogue, on), **rule(catalogue, catalogue.check(code), on)}


def law_document(catalogue: Catalogue, ids: tuple[str, ...], on: date) -> dict[str, Any]:
    """Provisions (``samhandling.law/1``)."""
    provisions = []
    for id_ in ids:
        each = catalogue.provisions[id_]
        provisions.append({
            "id": id_,
            "law": each.law,
            "section": each.section,
            "ledd": each.ledd,
            "in_force": each.in_force(on),
            "in_force_from": each.in_force_from.isoformat(),
            "in_force_to": each.in_force_to.isoformat() if each.in_force_to else None,
            "strength": each.strength,
            "category": each.category,
            "requirement": _text(each.requirement),
            "replaced_by": list(each.replaced_by),
            "predecessors": list(catalogue.predecessors(id_)),
            "supervisor": each.supervisor,
            "confidence": each.confidence,
            "date_confidence": each.date_confidence,
            "source_url": each.source_url,
        })
    return {"schema": "samhandling.law/1", **_dated(catalogue, on), "provisions": provisions}


def rule(catalogue: Catalogue, entry: CheckEntry, on: date) -> dict[str, Any]:
    """One check as plain data."""
    named = provisions_of(catalogue, entry)
    return {
        "rule": entry.code,
        "slug": entry.slug,
        "applies": catalogue.applies(named, on),
        "cases": {
            name: {
                "strength": case.strength,
                "form": case.form,
                "severity": case.severity,
                **({"class": case.finding_class} if case.finding_class else {}),
            }
            for name, case in entry.cases.items()
        },
        "provisions": list(catalogue.cited(named, on)),
        "title": _text(entry.title),
        "duty": _text(entry.duty),
        "remedy": _text(entry.remedy),
        "blind_spot": _text(entry.blind_spot),
    }


def _text(text: Text) -> dict[str, str]:
    return {"nb": text.nb, "nn": text.nn, "en": text.en}


def _dated(catalogue: Catalogue, on: date) -> dict[str, str]:
    return {
        "catalogue_version": catalogue.version,
        "law_known_to": catalogue.law_known_to.isoformat(),
        "as_of": on.isoformat(),
    }
