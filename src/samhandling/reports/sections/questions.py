"""Kontrollspørsmål: the machine's finding and the municipality's answer side by side, and the form for a supervisor."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from samhandling.checks.result import Outcome, Severity
from samhandling.model.municipality import Document
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import Answer
from samhandling.questions import (
    AskedQuestion,
    Evidence,
    External,
    Remark,
    Standing,
    asked_questions,
    blocking,
    concerns,
)
from samhandling.reports.sections import cells
from samhandling.reports.sections.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    ColumnKind,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.telling import Telling

QUESTIONS = "kontrollsporsmal"
FORM = "om_svarene"
FORM_ANSWERS = "svar_til_tilsynet"
MOST_OUTCOMES = 4
"""How many findings of one question are told before it is said how many more there are."""
MOST_UNANSWERED = 12
"""How many unanswered questions are named in a sentence; each is marked in the table."""

_ANSWERS = {
    Answer.JA: Tone.GOOD,
    Answer.DELVIS: Tone.WARNING,
    Answer.NEI: Tone.BAD,
    Answer.IKKE_AKTUELT: Tone.MUTED,
    Answer.IKKE_DOKUMENTERT: Tone.UNKNOWN,
}
_EXTERNALS = {
    External.YES: Tone.GOOD,
    External.NO: Tone.BAD,
    External.NOT_APPLICABLE: Tone.MUTED,
    External.UNANSWERED: Tone.UNKNOWN,
}
_STANDINGS = {Standing.AGREE: Tone.GOOD, Standing.DIFFER: Tone.WARNING}
_POINTED_OUT = tuple(each for each in Remark if each not in (Remark.UNANSWERED, Remark.NO_EXPLANATION))
Named = Callable[[Evidence], str]
"""How a piece of evidence is named: by title here, by file in the supervision folder."""


def questions(telling: Telling) -> Section:
    """All control questions, for the municipality itself."""
    t = telling.t
    asked = asked_questions(telling.result, telling.graph, telling.catalogue)
    unanswered = sum(each.blocks for each in asked)
    return Section(
        QUESTIONS, t("questions.title"),
        (
            Paragraph(
                t("questions.lead", n=len(asked) - unanswered, total=t.number(len(asked)), unanswered=unanswered),
                ParagraphStyle.LEAD,
            ),
            Paragraph(t("questions.never_changes", section=t.term("section", "assessments")), ParagraphStyle.NOTE),
            counts(telling, asked),
            Heading(t("questions.pointed_out")),
            pointed_out(telling, asked),
            beside(telling, asked),
        ),
        about=t("questions.about"),
    )


def counts(telling: Telling, asked: Sequence[AskedQuestion]) -> Table:
    """How many questions have each answer, and how answers and findings stand to each other."""
    t = telling.t
    answers, standings = Counter(each.answer for each in asked), Counter(each.standing for each in asked)
    counted = [
        *((f"{t('questions.column.answer')}: {t.term('answer', each)}", answers[each]) for each in Answer),
        *(
            (f"{t('questions.column.standing')}: {t(f'questions.standing.{each}')}", standings[each])
            for each in Standing
            if each is not Standing.UNANSWERED
        ),
    ]
    columns = (
        Column("what", t("questions.count_of"), 44),
        Column("count", t("questions.count"), 10, ColumnKind.NUMBER),
    )
    rows = tuple(Row((Cell(what), Cell(count))) for what, count in counted)
    return Table("sporsmal_tall", t("questions.counts"), columns, rows)


def pointed_out(telling: Telling, asked: Iterable[AskedQuestion]) -> Block:
    """The answers that somebody should look at before they are sent."""
    t = telling.t
    said = [
        f"{each.question.id}: {t(f'questions.remark.{remark}')}"
        for each in asked
        for remark in each.remarks
        if remark in _POINTED_OUT
    ]
    return Bullets(tuple(said)) if said else Paragraph(t("questions.pointed_out_none"))


def beside(telling: Telling, asked: Iterable[AskedQuestion]) -> Table:
    """One row for each question: what is asked, what the checks find, what the municipality answers."""
    t = telling.t
    widths = (
        ("id", 7), ("theme", 18), ("question", 52), ("strength", 9), ("severity", 10), ("basis", 26),
        ("supervisor", 24), ("proof", 30), ("finding", 22), ("detail", 52), ("answer", 16), ("explanation", 44),
        ("evidence", 32), ("standing", 18), ("remarks", 40), ("external", 14), ("responsible", 24),
    )
    columns = (
        *(Column(key, t(f"questions.column.{key}"), width) for key, width in widths),
        Column("assessed", t("questions.column.assessed"), 12, ColumnKind.DATE),
        Column("deadline", t("questions.column.deadline"), 12, ColumnKind.DATE),
    )
    rows = tuple(_beside(telling, each) for each in asked)
    return Table("kontrollsporsmal", t("questions.all"), columns, rows, t("questions.none"), row_headers=3)


def _beside(telling: Telling, asked: AskedQuestion) -> Row:
    t, question, given = telling.t, asked.question, asked.assessment
    responsible = given.responsible if given is not None else None
    remarks = "\n".join(t(f"questions.remark.{each}") for each in asked.remarks)
    tone = Tone.NEUTRAL if not remarks else Tone.MUTED
    if any(each in _POINTED_OUT for each in asked.remarks):
        tone = Tone.WARNING
    return Row(
        (
            Cell(question.id),
            Cell(t.term("theme", question.theme)),
            Cell(t.pick(question.question)),
            Cell(t.term("strength", question.strength)),
            cells.severity(telling, Severity(question.severity)),
            Cell(legal_basis(telling, asked)),
            Cell(_supervisors(telling, asked)),
            Cell("; ".join(t.pick(each) for each in question.evidence)),
            finding(telling, asked),
            Cell(_detail(telling, asked)),
            answer(telling, asked),
            Cell(asked.explanation or None),
            Cell(evidence(telling, asked) or None),
            Cell(t(f"questions.standing.{asked.standing}"), _STANDINGS.get(asked.standing, Tone.MUTED)),
            Cell(remarks or None, tone),
            external(telling, asked),
            Cell(telling.role_name(responsible) if responsible is not None else None),
            Cell(given.assessed if given is not None else None),
            Cell(given.deadline if given is not None else None),
        ),
        anchor=question.id,
    )


def legal_basis(telling: Telling, asked: AskedQuestion) -> str:
    """The provisions on the date; *good practice* where it rests on none, and that it was no law where it was not."""
    if asked.provisions:
        return "; ".join(cells.citation(telling, each) for each in asked.provisions)
    return telling.t("questions.not_law_yet" if asked.question.provisions else "questions.no_law")


def _supervisors(telling: Telling, asked: AskedQuestion) -> str:
    named = [telling.t.term("supervisor", each) for each in asked.supervisors]
    return "; ".join(named) or telling.t("questions.nobody")


def finding(telling: Telling, asked: AskedQuestion) -> Cell:
    """What the checks find; that a person must answer, where data cannot tell."""
    t = telling.t
    if asked.finding is None:
        return Cell(t("questions.finding.person"), Tone.MUTED)
    told = cells.verdict(telling, asked.finding)
    if asked.question.machine == "delvis" and asked.finding is not Verdict.NOT_APPLICABLE:
        return Cell(t("questions.finding.indication", finding=str(told.value)), told.tone)
    return told


def _detail(telling: Telling, asked: AskedQuestion) -> str | None:
    """The sentences of the findings, gravest first; the note of the question."""
    t = telling.t

    def rank(outcome: Outcome) -> tuple[int, str, str]:
        return outcome.severity.rank, outcome.rule, outcome.subject

    said = sorted((each for each in asked.outcomes if each.verdict.is_finding), key=rank)
    lines = [f"{each.rule}: {telling.sentence(each)}" for each in said[:MOST_OUTCOMES]]
    if len(said) > MOST_OUTCOMES:
        lines.append(t("questions.more_outcomes", n=len(said) - MOST_OUTCOMES))
    if asked.question.note is not None:
        lines.append(t.pick(asked.question.note))
    elif asked.question.form_free:
        lines.append(t("questions.free_form"))
    return "\n".join(lines) or None


def answer(telling: Telling, asked: AskedQuestion) -> Cell:
    """The municipality's answer; that there is none, where nobody has looked at it."""
    if asked.assessment is None or asked.assessment.answer is None:
        return Cell(telling.t("questions.unanswered"), Tone.UNKNOWN)
    return Cell(telling.t.term("answer", asked.answer), _ANSWERS[asked.answer])


def external(telling: Telling, asked: AskedQuestion) -> Cell:
    """The answer as a supervisor reads it."""
    return Cell(telling.t(f"questions.external.{asked.external}"), _EXTERNALS[asked.external])


def evidence(telling: Telling, asked: AskedQuestion, named: Named | None = None) -> str:
    """The documents an answer refers to, each marked where it does not count."""
    name = named or (lambda each: evidence_name(telling, each))
    return "; ".join(telling.t(f"questions.evidence.{each.state}", name=name(each)) for each in asked.evidence)


def evidence_name(telling: Telling, given: Evidence) -> str:
    """What a piece of evidence is called: the agreement's title, else where the document is."""
    if given.agreement is not None:
        return telling.any_name(given.agreement)
    return document_name(telling, given.document)


def document_name(telling: Telling, document: Document | None) -> str:
    """Where a document is, as people look for it: its file, its place in the archive, or its address."""
    if document is None:
        return telling.t("questions.evidence.unnamed")
    if document.path is not None:
        return document.path
    if document.archive_ref is not None:
        return telling.t("questions.evidence.archive", ref=document.archive_ref)
    return document.url or telling.t("questions.evidence.unnamed")


# the form ---------------------------------------------------------------------------------------------------------


def form(
    telling: Telling, asked: Sequence[AskedQuestion], authority: str | None = None, named: Named | None = None
) -> tuple[Section, Section]:
    """The answers as a supervisor reads them: what they are, then yes or no with account and documents by theme.

    The first says that the form cannot be sent as long as a question is unanswered.
    """
    t = telling.t
    mine = [each for each in asked if concerns(each, authority)]
    unanswered = blocking(mine)
    about: list[Block] = []
    if unanswered:
        about.append(Paragraph(blocked(telling, unanswered), ParagraphStyle.WARNING))
    else:
        about.append(Paragraph(t("questions.form.ready"), ParagraphStyle.NOTE))
    about.append(Paragraph(t("questions.form.lead", date=telling.result.as_of)))
    if authority is not None:
        about.append(
            Paragraph(t("questions.form.asked_by", authority=t.term("supervisor", authority)), ParagraphStyle.NOTE)
        )
    about.append(_tally(telling, mine))
    themes = tuple(
        _theme(telling, theme, [each for each in mine if each.question.theme == theme], named)
        for theme in dict.fromkeys(each.question.theme for each in mine)
    )
    title = t("questions.form.about_title_blocked" if unanswered else "questions.form.about_title")
    return (
        Section(FORM, title, tuple(about), landscape=False, about=t("questions.form.about")),
        Section(FORM_ANSWERS, t("questions.form.answers"), themes, about=t("questions.form.about")),
    )


def _tally(telling: Telling, asked: Sequence[AskedQuestion]) -> Table:
    """How many questions have each answer, as a supervisor reads it."""
    t, counted = telling.t, Counter(each.external for each in asked)
    columns = (
        Column("external", t("questions.column.external"), 70),
        Column("count", t("questions.count"), 20, ColumnKind.NUMBER),
    )
    rows = tuple(
        Row((Cell(t(f"questions.external.{each}"), _EXTERNALS[each]), Cell(counted[each]))) for each in External
    )
    return Table("svar_tall", t("questions.form.counts"), columns, rows)


def blocked(telling: Telling, unanswered: Sequence[AskedQuestion]) -> str:
    """That the form cannot be sent, and the questions that keep it from that."""
    ids = ", ".join(each.question.id for each in unanswered[:MOST_UNANSWERED])
    if len(unanswered) > MOST_UNANSWERED:
        ids += " …"
    return telling.t("questions.form.blocked", n=len(unanswered), ids=ids)


def _theme(telling: Telling, theme: str, asked: Sequence[AskedQuestion], named: Named | None) -> Table:
    t = telling.t
    widths = (("id", 6), ("question", 46), ("external", 13), ("explanation", 46), ("evidence", 34), ("basis", 24))
    columns = tuple(Column(key, t(f"questions.column.{key}"), width) for key, width in widths)
    rows = tuple(
        Row(
            (
                Cell(each.question.id),
                Cell(t.pick(each.question.question)),
                external(telling, each),
                Cell(each.explanation or None),
                Cell(evidence(telling, each, named) or None),
                Cell(legal_basis(telling, each)),
            ),
            anchor=each.question.id,
        )
        for each in asked
    )
    return Table(f"svar_{theme}", t.term("theme", theme), columns, rows, row_headers=2)


