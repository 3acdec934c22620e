"""From the plain data of the files to the entries of the catalogue, each kind when it is first asked for.

The data have been checked (:mod:`samhandling.law.schema`), or are the compiled form of data that were; nothing is
checked again here.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

from samhandling.law.documents import Documents
from samhandling.law.entries import (
    Authority,
    CatalogueData,
    CheckCase,
    CheckEntry,
    ControlQuestion,
    DatedValue,
    Law,
    Parameter,
    PolicyRule,
    Provision,
    Reviewed,
    ServiceType,
    Side,
    Stage,
    Supervisor,
    Term,
    Text,
    TransitionType,
)

T = TypeVar("T")
Plain = Mapping[str, Any]
Phrases = Mapping[str, Mapping[str, Text]]

_KINDS = frozenset(
    (
        "catalogue", "laws", "supervisors", "provisions", "phrases", "service-types", "stages", "topics", "vocabulary",
        "authorities", "transitions", "expected-pairs", "parameters", "checks", "control-questions",
        "coordination-policy", "reviews", "texts",
    )
)  # fmt: skip


class Entries(Mapping[str, T], Generic[T]):
    """Entries by id, made when the first of them is asked for; their ids alone cost less, where they are enough."""

    __slots__ = ("_entries", "_ids", "_known", "_make")

    def __init__(
        self, make: Callable[[], Mapping[str, T]], ids: Callable[[], Iterable[str]] | None = None
    ) -> None:
        self._make = make
        self._ids = ids
        self._known: frozenset[str] | None = None
        self._entries: Mapping[str, T] | None = None

    def _all(self) -> Mapping[str, T]:
        if self._entries is None:
            self._entries = self._make()
        return self._entries

    def __getitem__(self, key: str) -> T:
        """Return one entry."""
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        """List the ids, in the order of the files."""
        return iter(self._all())

    def _names(self) -> Collection[str]:
        if self._entries is not None or self._ids is None:
            return self._all()
        if self._known is None:
            self._known = frozenset(self._ids())
        return self._known

    def __len__(self) -> int:
        """Count the entries, without making them."""
        return len(self._names())

    def __contains__(self, key: object) -> bool:
        """Tell whether there is such an entry, without making it."""
        return key in self._names()

    def __reduce__(self) -> tuple[Callable[[Mapping[str, T]], Mapping[str, T]], tuple[Mapping[str, T]]]:
        """Travel to another process as the entries themselves."""
        return dict, (dict(self._all()),)


def assemble(documents: Documents) -> CatalogueData:
    """Make the entries of a catalogue whose files are in order."""
    about = _one(documents, "catalogue")
    phrases: Phrases = Entries(lambda: _phrases(documents))
    laws = Entries(lambda: {entry["id"]: _law(entry) for entry in _list(documents, "laws")})
    transitions = Entries(
        lambda: {entry["id"]: _transition(entry, phrases) for entry in _list(documents, "transitions")},
        _ids(documents, "transitions"),
    )
    return CatalogueData(
        version=about["version"],
        law_known_to=date.fromisoformat(about["law_known_to"]),
        earliest_as_of=date.fromisoformat(about["earliest_as_of"]),
        reviewed=date.fromisoformat(about["reviewed"]),
        laws=laws,
        provisions=Entries(lambda: _provisions(documents, phrases, laws), _ids(documents, "provisions")),
        supervisors=_kind(documents, "supervisors", lambda entry: Supervisor(entry["id"], _text(entry["name"]))),
        service_types=_kind(documents, "service-types", _service_type),
        stages=_kind(documents, "stages", _stage),
        topics=Entries(lambda: _topics(documents, transitions), lambda: _topic_ids(documents)),
        vocabulary=Entries(lambda: _vocabulary(documents)),
        authorities=_kind(documents, "authorities", _authority),
        transitions=transitions,
        expected_pairs=tuple((one, other) for one, other in _list(documents, "expected-pairs")),
        parameters=_kind(documents, "parameters", _parameter),
        checks=Entries(
            lambda: {entry["code"]: _check(entry) for entry in _list(documents, "checks")},
            _ids(documents, "checks", "code"),
        ),
        questions=Entries(
            lambda: {entry["id"]: _question(entry, phrases) for entry in _list(documents, "control-questions")},
            _ids(documents, "control-questions"),
        ),
        policy=tuple(_policy(entry) for entry in _list(documents, "coordination-policy")),
        extra=Entries(lambda: _extra(documents)),
    )


def _one(documents: Documents, name: str) -> Plain:
    content: Any = documents.get(f"{name}.yaml", {})
    return dict(content)


def _list(documents: Documents, kind: str) -> Iterable[Any]:
    for name in documents.under(kind):
        entries: Any = documents[name]
        yield from entries


def _kind(documents: Documents, kind: str, make: Callable[[Plain], T]) -> Entries[T]:
    return Entries(lambda: {entry["id"]: make(entry) for entry in _list(documents, kind)})


def _ids(documents: Documents, kind: str, key: str = "id") -> Callable[[], Iterable[str]]:
    return lambda: (entry[key] for entry in _list(documents, kind))


def _topic_ids(documents: Documents) -> Iterator[str]:
    yield from _ids(documents, "topics")()
    yield from (_transition_topic(each) for each in _ids(documents, "transitions")())


def _transition_topic(transition: str) -> str:
    return f"overgang:{transition}"


def _text(value: Plain) -> Text:
    return Text(value["nb"], value["nn"], value["en"])


def _maybe_text(value: Plain | None) -> Text | None:
    return None if value is None else _text(value)


def _maybe_date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _phrases(documents: Documents) -> Phrases:
    groups: dict[str, dict[str, Text]] = {}
    for name in documents.under("phrases"):
        group = name.removeprefix("phrases/").removesuffix(".yaml")
        content: Any = documents[name]
        groups[group] = {key: _text(value) for key, value in content.items()}
    return groups


def _law(entry: Plain) -> Law:
    return Law(
        id=entry["id"],
        name=_text(entry["name"]),
        short=_text(entry["short"]),
        supervisor=_supervisor(entry.get("supervisor")),
        note=_maybe_text(entry.get("note")),
        repealed=entry.get("repealed", False),
    )


def _supervisor(value: str | None) -> str | None:
    return None if value == "none" else value


def _provisions(documents: Documents, phrases: Phrases, laws: Mapping[str, Law]) -> Mapping[str, Provision]:
    reviews = _one(documents, "reviews")
    parties, evidence = phrases["parties"], phrases["evidence"]

    def provision(entry: Plain) -> Provision:
        own = entry.get("supervisor")
        review = reviews.get(entry["id"])
        return Provision(
            id=entry["id"],
            law=entry["law"],
            section=entry["section"],
            ledd=None if entry["ledd"] is None else str(entry["ledd"]),
            category=entry["category"],
            bound_party=parties[entry["bound_party"]],
            counterpart=parties[entry["counterpart"]],
            strength=entry["strength"],
            in_force_from=date.fromisoformat(entry["in_force_from"]),
            in_force_to=_maybe_date(entry["in_force_to"]),
            requirement=_text(entry["requirement"]),
            evidence=tuple(evidence[each] for each in entry["evidence"]),
            source_url=entry["source_url"],
            confidence=entry["confidence"],
            date_confidence=entry.get("date_confidence"),
            replaced_by=tuple(entry.get("replaced_by", ())),
            note=_maybe_text(entry.get("note")),
            supervisor=laws[entry["law"]].supervisor if own is None else _supervisor(own),
            reviewed=None if review is None else Reviewed(date.fromisoformat(review["date"]), review["text_sha256"]),
        )

    return {entry["id"]: provision(entry) for entry in _list(documents, "provisions")}


def _service_type(entry: Plain) -> ServiceType:
    system = tuple(entry["system_provisions"])
    private = entry.get("private_system_provisions")
    return ServiceType(
        id=entry["id"],
        name=_text(entry["name"]),
        plural=_text(entry["plural"]),
        stages=tuple(entry["stages"]),
        kind=entry["class"],
        lane=entry["lane"],
        governing_laws=tuple(entry["governing_laws"]),
        duty_provisions=tuple(entry["duty_provisions"]),
        system_provisions=system,
        private_system_provisions=system if private is None else tuple(private),
        can_start_individual_plan=entry["can_start_individual_plan"],
        note=_maybe_text(entry.get("note")),
        definite=_text(entry["definite"]),
    )


def _stage(entry: Plain) -> Stage:
    return Stage(entry["id"], _text(entry["name"]), _text(entry["in_stage"]), entry["age_from"], entry["age_to"])


def _topics(documents: Documents, transitions: Mapping[str, TransitionType]) -> Mapping[str, Term]:
    own = {
        entry["id"]: Term(entry["id"], _text(entry["name"]), _maybe_text(entry.get("explanation")))
        for entry in _list(documents, "topics")
    }
    carried = ((_transition_topic(each.id), each.name) for each in transitions.values())
    return own | {topic: Term(topic, name) for topic, name in carried}


def _vocabulary(documents: Documents) -> Mapping[str, Mapping[str, Term]]:
    def term(value: str, words: Plain) -> Term:
        if "name" in words:
            return Term(value, _text(words["name"]), _maybe_text(words.get("explanation")))
        return Term(value, _text(words))

    return {
        group: {value: term(value, words) for value, words in values.items()}
        for group, values in _one(documents, "vocabulary").items()
    }


def _authority(entry: Plain) -> Authority:
    return Authority(
        id=entry["id"],
        name=_text(entry["name"]),
        explanation=_text(entry["explanation"]),
        provisions=tuple(entry["provisions"]),
        council_only=entry["council_only"],
        goes_with_administration=entry["goes_with_administration"],
    )


def _sides(entries: Iterable[Plain]) -> tuple[Side, ...]:
    return tuple(
        Side(entry["type"], entry.get("owner"), entry.get("with_stage"), entry.get("without_stage"))
        for entry in entries
    )


def _transition(entry: Plain, phrases: Phrases) -> TransitionType:
    return TransitionType(
        id=entry["id"],
        name=_text(entry["name"]),
        senders=_sides(entry["senders"]),
        receivers=_sides(entry["receivers"]),
        optional_receivers=_sides(entry.get("optional_receivers", ())),
        same_type=entry["same_type"],
        from_stage=entry["from_stage"],
        to_stage=entry["to_stage"],
        age_stage=_text(entry["age_stage"]),
        legal_basis=tuple(entry["legal_basis"]),
        special_basis=tuple(entry["special_basis"]),
        strength=entry["strength"],
        strength_from=_maybe_date(entry.get("strength_from")),
        strength_before=entry.get("strength_before"),
        severity=entry["severity"],
        also_carried_by=tuple(entry.get("also_carried_by", ())),
        also_concerned=tuple(phrases["concerned"][each] for each in entry.get("also_concerned", ())),
        basis=_text(entry["basis"]),
        main_responsibility=_text(entry["main_responsibility"]),
        consent=_text(entry["consent"]),
        checklist=tuple(phrases["checklists"][each] for each in entry["checklist"]),
        source=tuple(entry["source"]),
        confidence=entry["confidence"],
        note=_maybe_text(entry.get("note")),
        plan_only_until=_maybe_date(entry.get("plan_only_until")),
        plan_provisions=tuple(entry.get("plan_provisions", ())),
        checklist_ids=tuple(entry["checklist"]),
    )


def _parameter(entry: Plain) -> Parameter:
    return Parameter(
        id=entry["id"],
        name=_text(entry["name"]),
        unit=entry["unit"],
        values=tuple(
            DatedValue(date.fromisoformat(value["valid_from"]), value["value"], _text(value["source"]))
            for value in entry["values"]
        ),
    )


def _check(entry: Plain) -> CheckEntry:
    return CheckEntry(
        code=entry["code"],
        slug=entry["slug"],
        cases={
            name: CheckCase(case["strength"], case["form"], case["severity"], case.get("class"))
            for name, case in entry["cases"].items()
        },
        provisions=tuple(entry["provisions"]),
        section=entry["section"],
        facts=tuple(entry["facts"]),
        title=_text(entry["title"]),
        duty=_text(entry["duty"]),
        reason=_text(entry["reason"]),
        findings={name: _text(value) for name, value in entry["findings"].items()},
        remedy=_text(entry["remedy"]),
        documents=_text(entry["documents"]),
        blind_spot=_text(entry["blind_spot"]),
        parameters=tuple(entry.get("parameters", ())),
        supervisor=_supervisor(entry.get("supervisor")),
    )


def _question(entry: Plain, phrases: Phrases) -> ControlQuestion:
    every = {key: text for group in phrases.values() for key, text in group.items()}
    return ControlQuestion(
        id=entry["id"],
        theme=entry["theme"],
        question=_text(entry["question"]),
        strength=entry["strength"],
        form_free=entry["form_free"],
        provisions=tuple(entry["provisions"]),
        evidence=tuple(every[each] if isinstance(each, str) else _text(each) for each in entry["evidence"]),
        machine=entry["machine"],
        checks=tuple(entry["checks"]),
        severity=entry["severity"],
        supervisor=_supervisor(entry.get("supervisor")),
        source=entry.get("source"),
        note=_maybe_text(entry.get("note")),
    )


def _policy(entry: Plain) -> PolicyRule:
    return PolicyRule(
        id=entry["id"],
        stages=tuple(entry["stages"]),
        involved=tuple(entry["involved"]),
        coordinator=entry["coordinator"],
        reason=_text(entry["reason"]),
    )


def _extra(documents: Documents) -> Mapping[str, object]:
    names = (name.removesuffix(".yaml") for name in documents)
    return {name: documents[f"{name}.yaml"] for name in names if name.partition("/")[0] not in _KINDS}
