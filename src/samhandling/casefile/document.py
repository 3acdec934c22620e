"""The supervision case as JSON (``samhandling.prepare/1``): ids, dates, numbers and paths, no sentences."""

from typing import Any

from samhandling.casefile.case import Case
from samhandling.casefile.prepare import Prepared, about_case
from samhandling.casefile.shelving import ItemState, Lack, Placed

SCHEMA = "samhandling.prepare/1"


def prepare_document(prepared: Prepared) -> dict[str, Any]:
    """The whole case, and what became of writing it."""
    case, written = prepared.case, prepared.written
    return {
        "schema": SCHEMA,
        **about_case(case),
        "summary": {str(state): case.count(state) for state in ItemState},
        "items": [
            {
                "id": each.item.id,
                "number": each.item.number,
                "kind": str(each.item.kind),
                "folder": each.path,
                "state": str(each.state),
                "questions": list(each.item.answers),
                "evidence": [_placed(one) for one in each.placed],
                "recorded": [
                    {"what": one.key, "count": one.count, "latest": one.latest.isoformat() if one.latest else None}
                    for one in each.recorded
                ],
            }
            for each in case.shelved
        ],
        "lacks": [_lack(each) for each in case.lacks],
        "questions": _questions(case),
        "deadlines": [
            {"date": each.date.isoformat(), "kind": str(each.kind), "id": each.id, "parameter": each.parameter}
            for each in case.deadlines
        ],
        "files": [{"path": each.path, "sha256": each.sha256, "role": each.role} for each in written.files],
        "others": [{"path": each.path, "sha256": each.sha256} for each in written.others],
        "kept": [{"path": path, "new": new} for path, new in written.kept],
        "removed": list(written.removed),
        "was_unfinished": written.was_unfinished,
    }


def _placed(placed: Placed) -> dict[str, Any]:
    piece, looked = placed.piece, placed.looked
    return {
        "source": str(piece.source),
        "id": piece.id,
        "state": str(piece.state),
        "counts": piece.counts,
        "shelf": str(placed.shelf),
        "path": placed.target,
        "sha256": looked.sha256 or None if looked is not None else None,
        "searched": looked.search.searched if looked is not None and looked.search is not None else False,
    }


def _lack(lack: Lack) -> dict[str, Any]:
    return {
        "items": [each.id for each in lack.items],
        "why": lack.why,
        "entries": [{"source": str(each.source), "id": each.id} for each in lack.pieces],
        "arena": lack.subject,
        "who": lack.who,
    }


def _questions(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "id": each.asked.question.id,
            "finding": str(each.asked.finding) if each.asked.finding is not None else None,
            "answer": str(each.asked.answer),
            "external": str(each.asked.external),
            "standing": str(each.asked.standing),
            "remarks": [str(remark) for remark in each.asked.remarks],
            "supervisors": list(each.asked.supervisors),
            "items": [item.id for item in each.items],
            "files": list(each.files),
        }
        for each in case.referred
    ]
