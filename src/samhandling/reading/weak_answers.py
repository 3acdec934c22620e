"""What is no mistake, but would make a later answer silently weak (model.md, *validate*)."""

from collections.abc import Iterator
from datetime import date

from samhandling.model.vocabulary import Owner
from samhandling.reading.diagnostics import Notice, NoticeCode
from samhandling.reading.model import Reading

_PRIVATE_WITH_GRANT = frozenset({"barnehage", "grunnskole", "videregaende"})
"""Types whose private providers the law binds through the public grant (bhl § 19, psl § 6-1)."""


def weak_answers(reading: Reading, as_of: date) -> tuple[Notice, ...]:
    """Give the notices of ``validate``, sorted by place."""
    notices = [*_services(reading), *_agreements(reading, as_of)]
    return tuple(sorted(notices, key=lambda notice: (notice.place.order, notice.code)))


def _services(reading: Reading) -> Iterator[Notice]:
    for index, service in enumerate(reading.municipality.services):
        place = reading.source_map.value(("services", index))
        values = (("id", service.id),)
        if service.type == "grunnskole" and not service.stages:
            yield Notice(NoticeCode.SCHOOL_WITHOUT_STAGES, place, values)
        if service.type in _PRIVATE_WITH_GRANT and service.owner is Owner.PRIVAT and service.public_grant is None:
            yield Notice(NoticeCode.GRANT_NOT_STATED, place, values)


def _agreements(reading: Reading, as_of: date) -> Iterator[Notice]:
    for index, agreement in enumerate(reading.municipality.agreements):
        if agreement.in_force(as_of) and not agreement.topics:
            place = reading.source_map.value(("agreements", index))
            yield Notice(NoticeCode.AGREEMENT_WITHOUT_TOPICS, place, (("id", agreement.id),))
