"""What a person types in a workbook, and what is made of it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import NamedStyle

from samhandling.law.catalogue import Catalogue
from samhandling.model.municipality import Municipality
from samhandling.reading.diagnostics import Code, ModelRejected, NoticeCode
from samhandling.reading.model import Reading
from workbook_in.test_hostile import HOSTILE

Read = Callable[..., Reading]
Mistakes = Callable[..., list[str]]
Make = Callable[..., Workbook]

SERVICES = [["Id", "Navn", "Type", "Eier"], ["skolen", "Skolen", "grunnskole", "kommune"]]
AGREEMENT = ["Id", "Tittel", "Slag"]


def codes(lines: list[str]) -> list[str]:
    return [line.split(": ")[1].split()[0] for line in lines]


def test_a_workbook_is_a_model(read: Read, book: Make) -> None:
    reading = read(book({"Tjenester": SERVICES}))
    assert reading.municipality == Municipality.model_validate({
        "municipality": {"name": "Prøvevik", "number": "9999"},
        "services": [{"id": "skolen", "name": "Skolen", "type": "grunnskole", "owner": "kommune"}],
    })
    assert [each.path for each in reading.inputs] == ["modell.xlsx"]
    place = reading.location(("services", 0))
    assert place is not None
    assert (place.file, place.sheet, place.cell) == ("modell.xlsx", "Tjenester", "A2")


@pytest.mark.parametrize(
    ("sheet", "headings"),
    [
        ("Tjenester", ["Id", "Navn", "Type", "Eier"]),
        ("Tenester", ["Id", "Namn", "Type", "Eigar"]),
        ("Services", ["Id", "Name", "Type", "Owner"]),
        ("services", ["id", "name", "type", "owner"]),
        ("TJENESTER", [" ID ", "navn *", "Type*", "EIER"]),
    ],
)
def test_headings_and_sheets_in_every_language(read: Read, book: Make, sheet: str, headings: list[str]) -> None:
    (service,) = read(book({sheet: [headings, SERVICES[1]]})).municipality.services
    assert (service.id, service.name, service.type, service.owner) == ("skolen", "Skolen", "grunnskole", "kommune")


def test_columns_in_any_order_blank_rows_and_extra_columns(read: Read, book: Make) -> None:
    rows: list[list[Any]] = [
        ["Eier", "Merknad", "Navn", "Id", "Type"], [], ["kommune", "husk!", "Skolen", "skolen", "grunnskole"],
        [None, None, "  ", None, None], ["privat", None, "Sol", "sol", "barnehage"], [None, "bare en merknad"],
    ]
    reading = read(book({"Tjenester": rows}))
    assert [each.id for each in reading.municipality.services] == ["skolen", "sol"]
    assert [(notice.code, notice.place.cell) for notice in reading.notices] == [(NoticeCode.COLUMN_SKIPPED, "B1")]


def test_sheets_of_ones_own_are_left_out_with_a_notice(read: Read, book: Make) -> None:
    reading = read(book({"Tjenester": SERVICES, "Kladd": [["hva", "som helst"]], "Tenestar": [["x"]], "Tom": []}))
    assert [(notice.code, notice.place.sheet, len(notice.hints)) for notice in reading.notices] == [
        (NoticeCode.SHEET_SKIPPED, "Kladd", 0), (NoticeCode.SHEET_SKIPPED, "Tenestar", 1),
    ]


def test_dates_as_excel_dates_and_as_text(read: Read, book: Make) -> None:
    moment = datetime(2026, 11, 21, 13, 30)  # noqa: DTZ001 - as openpyxl has it
    days = [date(2026, 11, 21), moment, "2026-11-21", " 2026-11-21 "]
    rows = [[*AGREEMENT, "Vedtatt dato"], *([f"a{n}", "Plan", "plan", day] for n, day in enumerate(days))]
    agreements = read(book({"Avtaler": rows})).municipality.agreements
    assert {each.adopted for each in agreements} == {date(2026, 11, 21)}


@pytest.mark.parametrize(("day", "serial"), [(date(1900, 1, 1), 1), (date(1900, 2, 28), 59), (date(1900, 3, 1), 61)])
def test_days_round_the_one_that_never_was(read: Read, book: Make, day: date, serial: int) -> None:
    made = book({"Avtaler": [[*AGREEMENT, "Vedtatt dato"], ["a", "Plan", "plan", serial]]})
    made["Avtaler"]["D2"].number_format = "dd.mm.yyyy"
    assert read(made).municipality.agreements[0].adopted == day


def test_a_serial_number_without_a_date_format_is_no_date(mistakes: Mistakes, book: Make) -> None:
    (line,) = mistakes(book({"Avtaler": [[*AGREEMENT, "Vedtatt dato"], ["a", "Plan", "plan", 46347]]}))
    assert "Avtaler!D2: INN045" in line
    assert "«Vedtatt dato»" in line


@pytest.mark.parametrize(("typed", "read_as"), [(301, "0301"), ("0301", "0301"), (9999, "9999"), (301.0, "0301")])
def test_the_municipality_number_keeps_its_zero(read: Read, book: Make, typed: object, read_as: str) -> None:
    rows = [["Opplysning", "Verdi"], ["Navn", "Oslovik"], ["Kommunenummer", typed]]
    reading = read(book({"Kommune": rows}))
    assert reading.municipality.municipality.number == read_as
    lost = typed == 301
    assert [notice.code for notice in reading.notices] == [NoticeCode.ZEROS_ADDED] * lost


def test_numbers_in_text_fields_have_no_decimals(read: Read, book: Make) -> None:
    rows = [["Id", "Navn", "Type", "Eier", "Område"], [12, 2026.0, "grunnskole", "kommune", 1.5]]
    (service,) = read(book({"Tjenester": rows})).municipality.services
    assert (service.id, service.name, service.area) == ("12", "2026", "1.5")


def test_a_date_in_a_text_field_is_remarked_on(read: Read, book: Make) -> None:
    reading = read(book({"Tjenester": [[*SERVICES[0], "Område"], [*SERVICES[1], date(2026, 2, 1)]]}))
    assert reading.municipality.services[0].area == "2026-02-01"
    assert [(each.code, each.place.cell) for each in reading.notices] == [(NoticeCode.DATE_AS_TEXT, "E2")]


@pytest.mark.parametrize(
    ("typed", "truth"),
    [(True, True), (False, False), ("ja", True), ("Nei", False), ("yes", True), ("TRUE", True), ("usann", False)],
)
def test_yes_and_no(read: Read, book: Make, typed: object, truth: bool) -> None:
    rows = [[*SERVICES[0], "Offentlig tilskudd"], [*SERVICES[1], typed]]
    assert read(book({"Tjenester": rows})).municipality.services[0].public_grant is truth


@pytest.mark.parametrize("typed", ["Barnehage", "barnehage ", "Kindergarten", "BARNEHAGE"])
def test_what_a_value_is_called_counts_as_the_value(read: Read, book: Make, typed: str) -> None:
    (service,) = read(book({"Tjenester": [SERVICES[0], ["a", "A", typed, "Kommune"]]})).municipality.services
    assert (service.type, service.owner) == ("barnehage", "kommune")


def test_percent_and_decimal_comma(read: Read, book: Make) -> None:
    made = book({
        "Opplæring": [["Tema", "Dekning i prosent"], ["samtykke", 0.85], ["samtykke", "62,5"]],
        "Roller": [["Id", "Tittel", "Stillingsprosent"], ["leder", "Leder", 0.5]],
    })
    made["Opplæring"]["B2"].number_format = "0%"
    made["Roller"]["C2"].number_format = "0.0 %"
    model = read(made).municipality
    assert model.internal_control is not None
    assert [each.coverage_percent for each in model.internal_control.training] == [85, 62.5]
    assert model.roles[0].capacity_percent == 50


def test_excel_takes_a_paragraph_for_a_day(read: Read, book: Make) -> None:
    made = book({"Årsrapporter": [["Slag", "Dato"], [date(2026, 2, 25), date(2026, 6, 1)]]})
    internal = read(made).municipality.internal_control
    assert internal is not None
    assert internal.reports[0].kind == "25-2"


def test_lists_and_selectors(read: Read, book: Make) -> None:
    rows = [
        [*AGREEMENT, "Parter", "Temaer"],
        ["a", "A", "plan", "skolen", "samarbeid;samordning ; "],
        ["b", "B", "plan", 'type=grunnskole, owner=kommune; area="Nord; og ""sør"""', "samarbeid\nsamtykke"],
        ["c", "C", "plan", "eier=Kommune", "Overgang:T05"],
    ]
    services = [[*SERVICES[0], "Område"], [*SERVICES[1], 'Nord; og "sør"']]
    agreements = read(book({"Tjenester": services, "Avtaler": rows})).municipality.agreements
    assert [[each.model_dump(exclude_none=True) for each in one.parties] for one in agreements] == [
        [{"service": "skolen"}],
        [{"type": "grunnskole", "owner": "kommune"}, {"area": 'Nord; og "sør"'}],
        [{"owner": "kommune"}],
    ]
    assert [one.topics for one in agreements] == [
        ("samarbeid", "samordning"), ("samarbeid", "samtykke"), ("overgang:T05",)
    ]


def test_the_decision_table_is_a_sheet(read: Read, book: Make) -> None:
    rows = [
        ["Id", "Livsfaser", "Alle disse er inne", "Ingen av disse er inne", "Samordner", "Begrunnelse"],
        ["R1", "barnetrinn; Ungdomstrinn", "barnevern", "barnehage:privat", "barnevern", "Hovedtyngden\nligger der"],
        ["R2", None, None, None, "grunnskole", None],
    ]
    facts = [["Opplysning", "Verdi"], ["Hvilken regel avgjør", "unique"], ["Barnekoordinator går foran", "ja"]]
    coordination = read(book({"Samordning": facts, "Samordningsregler": rows})).municipality.coordination
    assert coordination is not None
    assert (coordination.hit_policy, coordination.child_coordinator_precedence) == ("unique", True)
    first, second = coordination.rules
    assert (first.stages, first.all_of, first.none_of) == (
        ("barnetrinn", "ungdomstrinn"), ("barnevern",), ("barnehage:privat",)
    )
    assert first.rationale == "Hovedtyngden\nligger der"
    assert (second.stages, second.coordinator) == ((), "grunnskole")


def test_rows_below_belong_to_the_row_they_name(read: Read, book: Make) -> None:
    transitions = [["Overgang", "Samtykke: trengs"], ["T05", "ja"], ["T06", None]]
    activities = [
        ["Overgang", "Måned", "Aktivitet"], ["T06", 3, "Møte"], ["T05", 2, "Brev"], ["t06", 5, "Besøk"],
    ]
    model = read(book({"Overganger": transitions, "Overgangsaktiviteter": activities})).municipality
    assert [[each.activity for each in one.activities] for one in model.transitions] == [["Brev"], ["Møte", "Besøk"]]


def test_evidence_is_an_agreement_or_a_document(read: Read, mistakes: Mistakes, book: Make) -> None:
    sheets = {
        "Avtaler": [AGREEMENT, ["plan", "Plan", "plan"]],
        "Egenvurderinger": [["Kontrollspørsmål", "Svar"], ["A01", "ja"]],
        "Vurderingsgrunnlag": [
            ["Kontrollspørsmål", "Avtale", "Arkivreferanse"], ["A01", "plan", None], ["A01", None, "2025/1"],
        ],
    }
    first, second = read(book(sheets)).municipality.assessments[0].evidence
    assert (first, second.archive_ref) == ("plan", "2025/1")  # type: ignore[union-attr]
    sheets["Vurderingsgrunnlag"].append(["A01", "plan", "2025/2"])
    (line,) = mistakes(book(sheets))
    assert "Vurderingsgrunnlag!A4: INN116" in line


# Mistakes

CASES: dict[str, tuple[dict[str, list[list[Any]]], list[str]]] = {
    "a missing value is told at its empty cell": (
        {"Tjenester": [SERVICES[0], ["a", None, "grunnskole", "kommune"]]}, ["Tjenester!B2: INN035 «Navn» mangler"],
    ),
    "an unknown type names the nearest": (
        {"Tjenester": [SERVICES[0], ["a", "A", "barnehgae", "kommune"]]},
        ["Tjenester!C2: INN063 «barnehgae» er ikke en kjent verdi for «Type». Mente du «barnehage»?"],
    ),
    "a missing column is told once": (
        {"Tjenester": [["Id", "Navn", "Type"], ["a", "A", "ppt"], ["b", "B", "ppt"]]},
        ["Tjenester!A1: INN110 Arket mangler kolonnen «Eier»"],
    ),
    "a heading that stands twice": (
        {"Tjenester": [[*SERVICES[0], "Name"], [*SERVICES[1], "To"]]}, ["Tjenester!E1: INN111", "Tjenester!B1"],
    ),
    "a formula": (
        {"Tjenester": [SERVICES[0], ["a", '="B"&1', "ppt", "kommune"]]}, ["Tjenester!B2: INN112"],
    ),
    "an error value": ({"Tjenester": [SERVICES[0], ["a", "A", "ppt", "#N/A"]]}, ["Tjenester!D2: INN113", "#N/A"]),
    "an unknown id names the sheet": (
        {"Tjenester": [[*SERVICES[0], "Enhet"], [*SERVICES[1], "oppvekst"]]},
        ["Tjenester!E2: INN062 «oppvekst» finnes ikke i arket «Enheter»"],
    ),
    "a type where a selector belongs": (
        {"Tjenester": SERVICES, "Avtaler": [[*AGREEMENT, "Parter"], ["p", "P", "plan", "grunnskole"]]},
        ["Avtaler!D2: INN062", "type=grunnskole"],
    ),
    "commas between services": (
        {"Tjenester": SERVICES, "Avtaler": [[*AGREEMENT, "Parter"], ["p", "P", "plan", "skolen, skolen"]]},
        ["Avtaler!D2: INN115", "semikolon"],
    ),
    "commas between topics": (
        {"Avtaler": [[*AGREEMENT, "Temaer"], ["p", "P", "plan", "samarbeid, samordning"]]},
        ["Avtaler!D2: INN063", "semikolon"],
    ),
    "a key twice in a selector": (
        {"Tjenester": SERVICES, "Avtaler": [[*AGREEMENT, "Parter"], ["p", "P", "plan", "type=ppt, type=sfo"]]},
        ["Avtaler!D2: INN115 Utvalget «type=ppt, type=sfo»", "«type» står to ganger"],
    ),
    "an unknown key of a selector": (
        {"Tjenester": SERVICES, "Avtaler": [[*AGREEMENT, "Parter"], ["p", "P", "plan", "typ=grunnskole"]]},
        ["Avtaler!D2: INN034 «typ»", "Mente du «type»?"],
    ),
    "a quote that never ends": (
        {"Avtaler": [[*AGREEMENT, "Temaer"], ["p", "P", "plan", '"samarbeid']]}, ["Avtaler!D2: INN114"],
    ),
    "an unknown fact": (
        {"Kommune": [["Opplysning", "Verdi"], ["Navn", "A"], ["Kommunenummer", "9999"], ["Fylket", "Viken"]]},
        ["Kommune!A4: INN034 «Fylket»", "Mente du «fylke»?"],
    ),
    "a missing fact is told at its cell": (
        {"Kommune": [["Opplysning", "Verdi"], ["Navn *", "A"], ["Kommunenummer *", None]]},
        ["Kommune!B3: INN035 «Kommunenummer» mangler"],
    ),
    "a fact that stands twice": (
        {"Kommune": [["Opplysning", "Verdi"], ["Navn", "A"], ["Kommunenummer", "9999"], ["Name", "B"]]},
        ["Kommune!A4: INN027", "Kommune!A2"],
    ),
    "a day that is none": (
        {"Avtaler": [[*AGREEMENT, "Gjelder fra"], ["p", "P", "plan", "2026-02-30"]]}, ["Avtaler!D2: INN046"],
    ),
    "neither yes nor no": (
        {"Tjenester": [[*SERVICES[0], "Offentlig tilskudd"], [*SERVICES[1], "kanskje"]]},
        ["Tjenester!E2: INN044 «Offentlig tilskudd» skal være ja eller nei"],
    ),
    "a number that is none": (
        {"Avtaler": [[*AGREEMENT, "Gjennomgang hver (måneder)"], ["p", "P", "plan", "to år"]]},
        ["Avtaler!D2: INN044 «Gjennomgang hver (måneder)» skal være et helt tall"],
    ),
    "an id that stands twice": (
        {"Tjenester": [*SERVICES, SERVICES[1]]}, ["Tjenester!A3: INN061", "modell.xlsx:Tjenester!A2"],
    ),
    "a row that belongs to none": (
        {"Overganger": [["Overgang"], ["T05"]], "Overgangsaktiviteter": [["Overgang", "Måned"], ["T55", 1]]},
        ["Overgangsaktiviteter!A2: INN062 «T55» finnes ikke i arket «Overganger»", "Mente du «T05»?"],
    ),
    "a row that does not say what it belongs to": (
        {"Overganger": [["Overgang"], ["T05"]], "Overgangsaktiviteter": [["Overgang", "Måned"], [None, 1]]},
        ["Overgangsaktiviteter!A2: INN035 «Overgang» mangler"],
    ),
    "a person's number": (
        {"Tjenester": [[*SERVICES[0], "Område"], [*SERVICES[1], "ring 41 23 45 67"]]},
        ["Tjenester!E2: INN083 «Område»"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_with_its_cell(name: str, mistakes: Mistakes, book: Make) -> None:
    sheets, wanted = CASES[name]
    (line,) = mistakes(book(sheets))
    assert line.startswith("modell.xlsx:")
    for words in wanted:
        assert words in line


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_mistake_can_be_told_in_every_language(
    language: str, read: Read, book: Make, catalogue: Catalogue
) -> None:
    for sheets, _ in CASES.values():
        with pytest.raises(ModelRejected) as rejected:
            read(book(sheets))
        (line,) = rejected.value.lines(catalogue.phrasebook(language))
        assert "{" not in line
        assert "\n" not in line


def test_every_code_of_a_workbook_is_made_somewhere() -> None:
    told = {word for _, wanted in CASES.values() for words in wanted for word in words.split()}
    told |= {code for _, code in HOSTILE.values()} | {"INN109", "INN116"}
    assert {str(code) for code in Code if code >= "INN101"} <= told


def test_all_mistakes_are_told_in_one_run_in_order(mistakes: Mistakes, book: Make) -> None:
    rows = [SERVICES[0], ["a", None, "ppt", "kommun"], ["b b", "B", "pptt", None], ["c", "=1", "ppt", "kommune"]]
    lines = mistakes(book({"Tjenester": rows}))
    assert [line.split(": ")[0] for line in lines] == [
        f"modell.xlsx:Tjenester!{cell}" for cell in ("B2", "D2", "A3", "C3", "D3", "B4")
    ]


def test_a_workbook_without_a_sheet_of_the_model(mistakes: Mistakes) -> None:
    made = Workbook()
    made.worksheets[0]["A1"] = "Budsjett"
    lines = mistakes(made)
    assert codes(lines)[0] == "INN109"
    assert "Sheet!A1" in lines[0]


def test_a_missing_municipality_is_told(mistakes: Mistakes, book: Make) -> None:
    made = book({"Tjenester": SERVICES})
    del made["Kommune"]
    (line,) = mistakes(made)
    assert "Tjenester!A1: INN033" in line
    assert "«Kommune»" in line


def test_two_sheets_of_one_section_are_read_together(read: Read, mistakes: Mistakes, book: Make) -> None:
    both = {"Tjenester": SERVICES, "Services": [["Id", "Name", "Type", "Owner"], ["b", "B", "ppt", "kommune"]]}
    assert [each.id for each in read(book(both)).municipality.services] == ["skolen", "b"]
    twice = [["Item", "Value"], ["Name", "A"], ["Municipality number", "9999"]]
    assert codes(mistakes(book({"Municipality": twice}))) == ["INN032"]


def test_hidden_sheets_and_styled_blanks_change_nothing(read: Read, book: Make) -> None:
    made = book({"Tjenester": SERVICES})
    made["Tjenester"].sheet_state = "hidden"
    made.add_named_style(NamedStyle("pen"))
    for row in range(3, 200):
        made["Tjenester"].cell(row, 9).style = "pen"
    assert len(read(made).municipality.services) == 1


# Examples

def test_marked_rows_are_not_read(read: Read, template: bytes) -> None:
    reading = read(template)
    assert reading.municipality == Municipality.model_validate(
        {"municipality": {"name": "Eksempel kommune", "number": "9999"}}
    )
    assert not reading.notices


def test_an_example_that_somebody_typed_in_is_remarked_on(read: Read, filled: Workbook) -> None:
    filled["Tjenester"]["B2"] = "Vår egen barnehage"
    reading = read(filled)
    assert not reading.municipality.services
    assert [(each.code, each.place.sheet) for each in reading.notices] == [(NoticeCode.EXAMPLE_CHANGED, "Tjenester")]


def test_a_name_that_only_begins_like_the_mark_is_read(read: Read, book: Make) -> None:
    rows = [SERVICES[0], ["eksempel", "Eksempel: en skole", "grunnskole", "kommune"]]
    assert len(read(book({"Tjenester": rows})).municipality.services) == 1
