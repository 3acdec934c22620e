"""Which shape each file of the catalogue has, and how its entries must hang together.

A jurist edits these files; :func:`problems_of` says everything that is wrong with them at once, each with file, key
path, line and column.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from samhandling.law import shapes
from samhandling.law.documents import Documents, parse
from samhandling.law.problems import CatalogueInvalid, Mistake, Problem
from samhandling.law.shapes import (
    At,
    Notes,
    Shape,
    day,
    digest,
    either,
    nearest,
    one_of,
    optional,
    record,
    reference,
    sequence,
    table,
    truth,
    whole,
    word,
    wording,
)

_STRENGTHS = ("skal", "bor", "kan", "rettighet")
_SEVERITIES = ("critical", "high", "medium", "low")
_VERDICTS = ("met", "partial", "not_met", "undocumented")
_CONFIDENCE = ("verified-in-text", "from-secondary-source", "uncertain")
_DATE_CONFIDENCE = ("uncertain", "inferred", "from-secondary-source")
_PART = either(whole, word)
_SUPERVISOR = either(one_of("none"), reference("supervisor"))
_NAMED = record({"name": wording}, {"explanation": wording})
_ITEM = reference("item")


def _term(value: object, at: At) -> None:
    (_NAMED if isinstance(value, Mapping) and "name" in value else wording)(value, at)


_PROVISION = record(
    {
        "id": word,
        "law": reference("law"),
        "section": word,
        "ledd": optional(_PART),
        "category": reference("category"),
        "bound_party": reference("phrase:parties"),
        "counterpart": reference("phrase:parties"),
        "strength": optional(one_of(*_STRENGTHS)),
        "in_force_from": day,
        "in_force_to": optional(day),
        "requirement": wording,
        "evidence": sequence(reference("phrase:evidence")),
        "source_url": word,
        "confidence": one_of(*_CONFIDENCE),
    },
    {
        "date_confidence": optional(one_of(*_DATE_CONFIDENCE)),
        "replaced_by": sequence(reference("provision")),
        "note": optional(wording),
        "supervisor": optional(_SUPERVISOR),
    },
)
_SIDE = record(
    {"type": reference("service_type")},
    {
        "owner": optional(reference("owner")),
        "with_stage": optional(reference("stage")),
        "without_stage": optional(reference("stage")),
    },
)
_TRANSITION = record(
    {
        "id": word,
        "name": wording,
        "senders": sequence(_SIDE),
        "receivers": sequence(_SIDE),
        "same_type": truth,
        "from_stage": optional(reference("stage")),
        "to_stage": optional(reference("stage")),
        "age_stage": wording,
        "legal_basis": sequence(reference("provision")),
        "special_basis": sequence(reference("provision")),
        "strength": one_of("skal", "bor"),
        "severity": one_of(*_SEVERITIES),
        "basis": wording,
        "main_responsibility": wording,
        "consent": wording,
        "checklist": sequence(reference("phrase:checklists")),
        "source": sequence(word),
        "confidence": one_of(*_CONFIDENCE),
    },
    {
        "optional_receivers": sequence(_SIDE),
        "strength_from": optional(day),
        "strength_before": optional(one_of("bor", "not_applicable")),
        "also_carried_by": sequence(reference("topic")),
        "also_concerned": sequence(reference("phrase:concerned")),
        "note": optional(wording),
        "plan_only_until": optional(day),
        "plan_provisions": sequence(reference("provision")),
    },
)
_CASE = record(
    {"strength": one_of("skal", "bor"), "form": one_of("bound", "free"), "severity": one_of(*_SEVERITIES)},
    {"class": one_of("risk", "information", "possible_failure")},
)
_CHECK = record(
    {
        "code": word,
        "slug": word,
        "section": reference("section"),
        "cases": table(_CASE),
        "provisions": sequence(reference("provision")),
        "facts": sequence(word),
        "title": wording,
        "duty": wording,
        "reason": wording,
        "findings": table(wording),
        "remedy": wording,
        "documents": wording,
        "blind_spot": wording,
    },
    {"parameters": sequence(reference("parameter")), "supervisor": optional(_SUPERVISOR)},
)
_QUESTION = record(
    {
        "id": word,
        "theme": reference("theme"),
        "question": wording,
        "strength": one_of("skal", "bor"),
        "form_free": truth,
        "provisions": sequence(reference("provision")),
        "evidence": sequence(either(wording, reference("phrase"))),
        "machine": one_of("ja", "delvis", "nei"),
        "checks": sequence(reference("check")),
        "severity": one_of(*_SEVERITIES),
    },
    {"supervisor": optional(_SUPERVISOR), "source": optional(word), "note": optional(wording)},
)
_AGREEMENT_RULE = record(
    {},
    {
        "kinds": sequence(reference("agreement_kind")),
        "topics": sequence(reference("topic")),
        "party_types": sequence(reference("service_type")),
    },
)
_SUPERVISION_DOCUMENT = record(
    {
        "id": word,
        "number": whole,
        "kind": one_of("styrende", "resultat"),
        "name": wording,
        "folder": wording,
        "questions": sequence(reference("question")),
        "supplier": wording,
    },
    {
        "also": sequence(reference("question")),
        "agreements": sequence(_AGREEMENT_RULE),
        "records": sequence(word),
        "made": sequence(one_of("answers", "audit", "overview")),
        **dict.fromkeys(("transitions", "arena_mandates", "delegations", "consents", "reports", "rest"), truth),
    },
)
_FILES: Mapping[str, Shape] = {
    "catalogue": record({"version": word, "law_known_to": day, "earliest_as_of": day, "reviewed": day}),
    "laws": sequence(
        record(
            {"id": word, "name": wording, "short": wording, "supervisor": _SUPERVISOR},
            {"note": wording, "repealed": truth},
        )
    ),
    "supervisors": sequence(record({"id": word, "name": wording})),
    "provisions": sequence(_PROVISION),
    "phrases": table(wording),
    "service-types": sequence(
        record(
            {
                "id": word,
                "name": wording,
                "plural": wording,
                "definite": wording,
                "stages": sequence(reference("stage")),
                "class": reference("service_class"),
                "lane": reference("map_lane"),
                "governing_laws": sequence(reference("law")),
                "duty_provisions": sequence(reference("provision")),
                "system_provisions": sequence(reference("provision")),
                "can_start_individual_plan": truth,
            },
            {"private_system_provisions": sequence(reference("provision")), "note": wording},
        )
    ),
    "stages": sequence(record({"id": word, "name": wording, "in_stage": wording, "age_from": whole, "age_to": whole})),
    "topics": sequence(record({"id": word, "name": wording}, {"explanation": wording})),
    "vocabulary": table(table(_term)),
    "authorities": sequence(
        record(
            {
                "id": word,
                "name": wording,
                "explanation": wording,
                "provisions": sequence(reference("provision")),
                "council_only": truth,
                "goes_with_administration": truth,
            }
        )
    ),
    "transitions": sequence(_TRANSITION),
    "expected-pairs": sequence(sequence(reference("service_type"))),
    "parameters": sequence(
        record(
            {
                "id": word,
                "name": wording,
                "unit": one_of("months", "days", "years", "count", "month_day"),
                "values": sequence(record({"valid_from": day, "value": whole, "source": wording})),
            }
        )
    ),
    "checks": sequence(_CHECK),
    "control-questions": sequence(_QUESTION),
    "supervision-documents": sequence(_SUPERVISION_DOCUMENT),
    "coordination-policy": sequence(
        record(
            {
                "id": word,
                "stages": sequence(reference("stage")),
                "involved": sequence(_ITEM),
                "coordinator": reference("service_type"),
                "reason": wording,
            }
        )
    ),
    "groups": table(table(sequence(reference("group_member")))),
    "reviews": table(record({"date": day, "text_sha256": digest})),
    "texts": shapes.wordings,
}
_NEEDED = (
    "catalogue",
    "laws",
    "supervisors",
    "provisions",
    "phrases",
    "service-types",
    "stages",
    "topics",
    "vocabulary",
    "authorities",
    "transitions",
    "expected-pairs",
    "parameters",
    "checks",
)
_FOLDERS = ("provisions", "phrases", "checks")
_ENTRY_KEYS = {"checks": "code"}
_FROM_VOCABULARY = {
    "owner": "owner",
    "category": "category",
    "section": "section",
    "service_class": "service_class",
    "map_lane": "map_lane",
    "theme": "theme",
    "agreement_kind": "agreement_kind",
}


def problems_of(documents: Documents) -> tuple[Problem, ...]:
    """Return everything that is wrong with a catalogue, with places; empty when it is in order."""
    notes = Notes()
    contents: dict[str, object] = {}
    unreadable: list[Problem] = []
    for name in documents:
        try:
            contents[name] = documents[name]
        except CatalogueInvalid as invalid:
            unreadable.extend(invalid.problems)
    for kind in _NEEDED:
        if not documents.under(kind):
            At(kind if kind in _FOLDERS else f"{kind}.yaml", (), notes).wrong(Mistake.MISSING_FILE)
    for name, content in contents.items():
        _shape_of(name)(content, At(name, (), notes))
    if unreadable or notes.problems:
        # What is misshapen cannot be asked for its ids: a reference to it would be called unknown.
        return (*unreadable, *_placed(notes, documents))
    known = _known(contents, notes)
    for at, kind, name in notes.references:
        if name not in known(kind):
            at.wrong(Mistake.UNKNOWN_REFERENCE, kind=kind, id=name, nearest=nearest(name, known(kind)))
    _provisions(contents, notes)
    _checks(contents, notes)
    _parameters(contents, notes)
    return _placed(notes, documents)


def checked_texts(name: str, source: bytes) -> object:
    """Read one file of texts; raise ``CatalogueInvalid`` with everything that is wrong with it."""
    notes = Notes()
    content = parse(name, source)
    shapes.wordings(content, At(name, (), notes))
    if notes.problems:
        raise CatalogueInvalid(_placed_in(source, at, mistake, values) for at, mistake, values in notes.problems)
    return content


def _shape_of(name: str) -> Shape:
    return _FILES.get(name.partition("/")[0].removesuffix(".yaml"), _extra)


def _extra(value: object, at: At) -> None:
    """Smaller files have a shape of their own, known to the one who reads them; their texts are texts all the same."""
    if isinstance(value, Mapping):
        if set(value) & {"nb", "nn", "en"}:
            wording(value, at)
        else:
            for key, inner in value.items():
                _extra(inner, at / str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _extra(inner, at / index)


def _entries(contents: Mapping[str, object], kind: str) -> Iterator[tuple[str, int, Any]]:
    for name, content in contents.items():
        if name.partition("/")[0].removesuffix(".yaml") == kind and isinstance(content, list):
            yield from ((name, index, entry) for index, entry in enumerate(content))


def _known(contents: Mapping[str, object], notes: Notes) -> Callable[[str], Collection[str]]:
    """Collect the ids of every kind of entry, noting those that occur twice."""

    def ids(kind: str) -> frozenset[str]:
        seen: set[str] = set()
        key = _ENTRY_KEYS.get(kind, "id")
        for file, index, entry in _entries(contents, kind):
            if entry[key] in seen:
                At(file, (index, key), notes).wrong(Mistake.DUPLICATE_ID, id=entry[key])
            seen.add(entry[key])
        return frozenset(seen)

    kinds = {
        "law": ids("laws"),
        "supervisor": ids("supervisors"),
        "provision": ids("provisions"),
        "service_type": ids("service-types"),
        "stage": ids("stages"),
        "authority": ids("authorities"),
        "parameter": ids("parameters"),
        "check": ids("checks"),
        "transition": ids("transitions"),
        "question": ids("control-questions"),
        "policy": ids("coordination-policy"),
    }
    kinds["topic"] = ids("topics") | {f"overgang:{transition}" for transition in kinds["transition"]}
    phrases = {
        name.removeprefix("phrases/").removesuffix(".yaml"): content
        for name, content in contents.items()
        if name.startswith("phrases/") and isinstance(content, Mapping)
    }
    kinds |= {f"phrase:{group}": frozenset(content) for group, content in phrases.items()}
    kinds["phrase"] = frozenset[str]().union(*phrases.values())
    vocabulary = contents["vocabulary.yaml"]
    assert isinstance(vocabulary, Mapping)  # noqa: S101 - its shape has been looked at
    kinds |= {kind: frozenset(vocabulary.get(group, ())) for kind, group in _FROM_VOCABULARY.items()}
    kinds["item"] = kinds["service_type"] | {
        f"{type_}:{owner}" for type_ in kinds["service_type"] for owner in kinds["owner"]
    }
    kinds["group_member"] = kinds["service_type"] | kinds["provision"]
    for name in contents:
        if name == "reviews.yaml":
            for provision in _mapping(contents[name]):
                At(name, (provision,), notes).refer("provision", provision)
    return lambda kind: kinds.get(kind, frozenset())


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _provisions(contents: Mapping[str, object], notes: Notes) -> None:
    for file, index, entry in _entries(contents, "provisions"):
        if entry["in_force_to"] is not None and entry["in_force_to"] < entry["in_force_from"]:
            At(file, (index, "in_force_to"), notes).wrong(Mistake.DATES_REVERSED)


def _checks(contents: Mapping[str, object], notes: Notes) -> None:
    for file, index, entry in _entries(contents, "checks"):
        at = At(file, (index,), notes)
        allowed = {"name", *entry["facts"]}
        for finding, spoken in entry["findings"].items():
            verdict, _, case = finding.partition(".")
            if verdict not in _VERDICTS or (case and case not in entry["cases"]):
                (at / "findings" / finding).wrong(Mistake.UNKNOWN_FINDING, finding=finding)
            for name in sorted(shapes.placeholders_of(spoken) - allowed):
                (at / "findings" / finding).wrong(
                    Mistake.UNKNOWN_PLACEHOLDER, name=name, nearest=nearest(name, allowed)
                )
        for key in ("title", "duty", "reason", "remedy", "documents", "blind_spot"):
            for name in sorted(shapes.placeholders_of(entry[key]) - allowed):
                (at / key).wrong(Mistake.UNKNOWN_PLACEHOLDER, name=name, nearest=nearest(name, allowed))
        if not entry["cases"]:
            (at / "cases").wrong(Mistake.EXPECTED, what="table")


def _parameters(contents: Mapping[str, object], notes: Notes) -> None:
    earliest = str(_mapping(contents["catalogue.yaml"])["earliest_as_of"])
    for file, index, entry in _entries(contents, "parameters"):
        dates = [value["valid_from"] for value in entry["values"]]
        at = At(file, (index, "values"), notes)
        if not dates or dates[0] > earliest:
            at.wrong(Mistake.NO_VALUE_AT_FIRST, day=earliest)
        elif dates != sorted(set(dates)):
            at.wrong(Mistake.DATES_UNORDERED)


def _placed(notes: Notes, documents: Documents) -> tuple[Problem, ...]:
    return tuple(
        _placed_in(documents.source(at.file) if at.file in documents else b"", at, mistake, values)
        for at, mistake, values in notes.problems
    )


def _placed_in(source: bytes, at: At, mistake: Mistake, values: Mapping[str, str]) -> Problem:
    from samhandling.law.yaml_source import place  # noqa: PLC0415 - only when something is wrong

    line, column = place(source, at.path) if source else (None, None)
    path = ".".join(str(step) for step in at.path)
    return Problem(at.file, path, mistake, tuple(sorted(values.items())), line, column)
