"""The round: audit, type into the workbook, change the model, audit again – and every typed word is there."""

import datetime as dt
from io import BytesIO
from zipfile import ZipFile

import pytest
from editions import KEY, Edition, earlier, first, following, forms, headed, rows, telling
from openpyxl import Workbook
from openpyxl.comments import Comment

from builders import agreement, service, town
from samhandling.checks.result import fingerprint
from samhandling.cli.outputs import is_ours, is_untouched
from samhandling.reports.sections.blocks import Table
from samhandling.reports.sections.report import build_report

PLAN = "Tiltaksplan"
EARLIER = "Tidligere tiltak"
ASSESSMENT = "Vurdering (fylles ut)"
PPT = service("ppt")
OPEN = town(services=[PPT, service("barnevern")])
MENDED = town(services=[PPT, service("barnevern")], agreements=[agreement("avtale", "ppt", "barnevern")])
"""The same, where the two cooperate: SAM101 is met for both."""
GONE = town(services=[PPT])
"""The same without barnevern."""
SAM_PPT = fingerprint("SAM101", "ppt")
SAM_BV = fingerprint("SAM101", "barnevern")
TYPED = {
    "nb": ("Ansvarlig funksjon (fylles ut)", "Frist (fylles ut)", "Status (velg)", "Kommentar (fylles ut)"),
    "nn": ("Ansvarleg funksjon (fyll ut)", "Frist (fyll ut)", "Status (vel)", "Kommentar (fyll ut)"),
    "en": ("Responsible function (fill in)", "Deadline (fill in)", "Status (choose)", "Comment (fill in)"),
}
KEYS = {"nb": "Nøkkel", "nn": "Nøkkel", "en": "Key"}


def type_in_plan(finding, values, language="nb", sheet=None):
    """Type values (heading → value) in the row of a finding."""

    def typing(book: Workbook) -> None:
        plan = book[sheet or {"nb": PLAN, "nn": PLAN, "en": "Action plan"}[language]]
        top, columns = headed(plan, KEYS[language], TYPED[language][3])
        for number in range(top + 1, plan.max_row + 1):
            if plan.cell(number, columns[KEYS[language]]).value == finding:
                for heading, value in values.items():
                    plan.cell(number, columns[heading]).value = value
                return
        raise LookupError(finding)

    return typing


def plan_of(edition: Edition, language: str = "nb") -> dict[str, dict]:
    sheet = edition.book[{"nb": PLAN, "nn": PLAN, "en": "Action plan"}[language]]
    return {row[KEYS[language]]: row for row in rows(sheet, KEYS[language], TYPED[language][3])}


def earlier_rows(edition: Edition) -> list[dict]:
    return rows(edition.book[EARLIER], "Hvorfor det står her", KEY)


def notes_of(edition: Edition) -> list[str]:
    return [str(row["Tekst"]) for row in rows(edition.book[EARLIER], "Sto i", "Tekst")]


class TestWhatIsTypedInThePlan:
    def test_it_stands_in_the_row_of_its_finding_in_the_next_report(self):
        who, deadline, status, comment = TYPED["nb"]
        values = {who: "Leder oppvekst", deadline: dt.date(2027, 1, 15), status: "i arbeid", comment: "Møte\navtalt 😀"}
        after, _ = following(first(OPEN).typed(type_in_plan(SAM_PPT, values)))
        row = plan_of(after)[SAM_PPT]
        assert [row[who], row[status], row[comment]] == ["Leder oppvekst", "i arbeid", "Møte\navtalt 😀"]
        assert row[deadline].date() == dt.date(2027, 1, 15)
        assert EARLIER not in after.book.sheetnames

    def test_whatever_it_is_it_is_text_or_a_number_and_never_a_formula(self):
        values = ["=SUM(A1)", "+47 er landet", "-", "@alle", "våren 2027", 12, 2.5, "x" * 500, "</v>&amp;"]
        typed = dict(zip(plan_of(first(OPEN)), values, strict=False))
        typing = [type_in_plan(key, {TYPED["nb"][3]: value}) for key, value in typed.items()]
        after, _ = following(first(OPEN).typed(*typing))
        found = plan_of(after)
        assert {key: found[key][TYPED["nb"][3]] for key in typed} == typed
        assert not [cell.coordinate for row in after.book[PLAN].iter_rows() for cell in row if cell.data_type == "f"]

    def test_what_a_formula_gave_stands_where_it_stood_and_what_it_says_is_kept_beside(self):
        typed = first(OPEN).typed(type_in_plan(SAM_PPT, {TYPED["nb"][3]: "=1+1"}))
        calculated = Edition(OPEN, "nb", _with_cached_value(typed.content, "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>"))
        after, _ = following(calculated)
        assert plan_of(after)[SAM_PPT][TYPED["nb"][3]] == 2
        assert notes_of(after) == ["=1+1"]

    def test_a_time_of_day_is_kept(self):
        when = dt.datetime(2027, 1, 15, 9, 30)  # noqa: DTZ001 - cells know no time zone
        after, _ = following(first(OPEN).typed(type_in_plan(SAM_PPT, {TYPED["nb"][3]: when})))
        assert plan_of(after)[SAM_PPT][TYPED["nb"][3]] == "2027-01-15 09:30"

    @pytest.mark.parametrize(("old", "new"), [("nb", "nn"), ("nn", "en"), ("en", "nb")])
    def test_the_earlier_report_may_be_in_another_language(self, old, new):
        statuses = {"nb": "i arbeid", "nn": "i arbeid", "en": "under way"}
        values = {TYPED[old][0]: "Lederen", TYPED[old][2]: statuses[old], TYPED[old][3]: "Ord"}
        after, _ = following(first(OPEN, old).typed(type_in_plan(SAM_PPT, values, old)), language=new)
        row = plan_of(after, new)[SAM_PPT]
        assert [row[TYPED[new][place]] for place in (0, 2, 3)] == ["Lederen", statuses[new], "Ord"]

    def test_two_rows_for_one_finding_are_two_measures(self):
        def copy_row(book: Workbook) -> None:
            plan = book[PLAN]
            _, columns = headed(plan, KEY, TYPED["nb"][3])
            last = plan.max_row + 1
            plan.cell(last, columns[KEY]).value = SAM_PPT
            plan.cell(last, columns[TYPED["nb"][3]]).value = "Andre tiltak"

        after, _ = following(first(OPEN).typed(type_in_plan(SAM_PPT, {TYPED["nb"][3]: "Første tiltak"}), copy_row))
        found = [row[TYPED["nb"][3]] for row in rows(after.book[PLAN], KEY) if row[KEY] == SAM_PPT]
        assert found == ["Første tiltak", "Andre tiltak"]


class TestWhatNoLongerHasAFinding:
    TYPING = staticmethod(type_in_plan(SAM_BV, {TYPED["nb"][3]: "Barnevernet tar det opp"}))

    @pytest.mark.parametrize(
        ("model", "why"), [(MENDED, "funnet er lukket"), (GONE, "funnet undersøkes ikke lenger")], ids=["met", "gone"]
    )
    def test_it_has_a_sheet_of_its_own_that_says_why(self, model, why):
        after, _ = following(first(OPEN).typed(self.TYPING), model)
        (row,) = earlier_rows(after)
        assert (row[KEY], row["Kode"], row[TYPED["nb"][3]]) == (SAM_BV, "SAM101", "Barnevernet tar det opp")
        assert row["Hvorfor det står her"] == why
        assert row["Fra rapporten per"] == "21.11.2026"

    def test_it_stays_there_through_more_reports_and_goes_back_when_the_finding_does(self):
        second, _ = following(first(OPEN).typed(self.TYPING), MENDED)
        third, _ = following(second, MENDED)
        assert earlier_rows(third) == earlier_rows(second)
        fourth, _ = following(third, OPEN)
        assert plan_of(fourth)[SAM_BV][TYPED["nb"][3]] == "Barnevernet tar det opp"
        assert EARLIER not in fourth.book.sheetnames

    def test_what_is_typed_there_is_kept_too(self):
        second, _ = following(first(OPEN).typed(self.TYPING), MENDED)

        def type_there(book: Workbook) -> None:
            sheet = book[EARLIER]
            top, columns = headed(sheet, "Hvorfor det står her", KEY)
            sheet.cell(top + 1, columns[TYPED["nb"][0]]).value = "Leder barnevern"

        third, _ = following(second.typed(type_there), MENDED)
        assert earlier_rows(third)[0][TYPED["nb"][0]] == "Leder barnevern"

    def test_a_row_that_people_have_added_is_kept_whole(self):
        def add(book: Workbook) -> None:
            plan = book[PLAN]
            _, columns = headed(plan, KEY)
            last = plan.max_row + 2
            plan.cell(last, columns["Hva"]).value = "Vårt eget tiltak"
            plan.cell(last, columns[TYPED["nb"][0]]).value = "Rådgiver"

        after, _ = following(first(OPEN).typed(add))
        (row,) = earlier_rows(after)
        assert (row["Hva"], row[TYPED["nb"][0]]) == ("Vårt eget tiltak", "Rådgiver")
        assert row["Hvorfor det står her"] == "raden har ingen nøkkel"
        again, _ = following(after)
        assert earlier_rows(again) == [row]

    def test_a_key_that_nobody_knows_is_told(self):
        after, _ = following(first(OPEN).typed(_rekey(SAM_PPT, "0123456789abcdef", "Ord")))
        (row,) = earlier_rows(after)
        assert (row[KEY], row[TYPED["nb"][3]]) == ("0123456789abcdef", "Ord")
        assert row["Hvorfor det står her"] == "ingen funn har denne nøkkelen"


class TestWhatIsTypedElsewhere:
    def test_the_fields_of_the_front_page_and_the_form_of_the_auditor(self):
        def fill(book: Workbook) -> None:
            front, form = book["Forside"], book["Revisorskjema"]
            _fill(front, "Saksnummer", "Fylles ut av kommunen", "2026/1234", naming="Felt")
            _fill(form, "SAM101", ASSESSMENT, "Vurdert", naming="Kode")
            _fill(form, "Samarbeid på systemnivå", ASSESSMENT, "Samlet", naming="Område")

        after, _ = following(first(OPEN).typed(fill))
        front = {row["Felt"]: row["Fylles ut av kommunen"] for row in rows(after.book["Forside"], "Felt")}
        assert front["Saksnummer"] == "2026/1234"
        form = {row["Kode"]: row[ASSESSMENT] for row in rows(after.book["Revisorskjema"], "Kode", ASSESSMENT)}
        assert form["SAM101"] == "Vurdert"
        ensure = {row["Område"]: row[ASSESSMENT] for row in rows(after.book["Revisorskjema"], "Område", ASSESSMENT)}
        assert ensure["Samarbeid på systemnivå"] == "Samlet"
        assert EARLIER not in after.book.sheetnames

    def test_a_word_in_the_form_of_a_check_that_is_no_longer_there_becomes_a_note(self):
        bti = town(services=[PPT, service("barnevern")], interaction_model={"name": "BTI"})
        typed = first(bti).typed(lambda book: _fill(book["Revisorskjema"], "BTI903", ASSESSMENT, "Vent", naming="Kode"))
        after, _ = following(typed, OPEN)
        assert notes_of(after) == ["Vent"]

    def test_columns_that_people_have_added_come_along(self):
        def add_column(book: Workbook) -> None:
            plan = book[PLAN]
            top, _ = headed(plan, KEY)
            place = plan.max_column + 1
            plan.cell(top, place).value = "Kostnad"
            plan.cell(top + 1, place).value = 250_000
            plan.cell(top, place + 1).value = "Tom kolonne"

        after, _ = following(first(OPEN).typed(add_column))
        found = rows(after.book[PLAN], KEY, "Kostnad", "Tom kolonne")
        assert [row["Kostnad"] for row in found if row["Kostnad"]] == [250_000]
        again, _ = following(after)
        assert rows(again.book[PLAN], KEY, "Kostnad", "Tom kolonne") == found

    def test_notes_sheets_comments_and_overwritten_cells_are_kept_as_notes(self):
        def scribble(book: Workbook) -> None:
            book["Funn"].cell(2, 30).value = "Notat i margen"
            book["Forside"]["A1"].value = "Ny tittel"
            book.create_sheet("Møteplan")["B7"].value = "10. januar"
            book[PLAN]["A1"].comment = Comment("Husk dette", "Noen")
            plan = book[PLAN]
            top, columns = headed(plan, KEY)
            plan.cell(top + 1, columns["Hva kan gjøres"]).value = "Vi gjør noe annet"

        after, _ = following(first(OPEN).typed(scribble))
        expected = {"Notat i margen", "Ny tittel", "10. januar", "Husk dette", "Vi gjør noe annet"}
        assert set(notes_of(after)) == expected
        again, _ = following(after)
        assert rows(again.book[EARLIER], "Sto i", "Tekst") == rows(after.book[EARLIER], "Sto i", "Tekst")

    def test_a_report_that_nobody_has_typed_in_carries_nothing(self):
        after, follow_up = following(first(OPEN))
        assert (follow_up.previous.rows, follow_up.previous.notes) == ((), ())
        assert EARLIER not in after.book.sheetnames
        _, follow_up = following(after)
        assert (follow_up.previous.rows, follow_up.previous.notes) == ((), ())


class TestHoweverTheFileWasChanged:
    COMMENT = TYPED["nb"][3]

    @pytest.mark.parametrize("change", ["sorted", "moved columns", "renamed", "rows deleted", "moved down", "heading"])
    def test_the_words_are_found(self, change):
        def shuffle(book: Workbook) -> None:
            plan = book[PLAN]
            top, columns = headed(plan, KEY)
            if change == "sorted":
                _reorder_rows(plan, top + 1, reverse=True)
            elif change == "moved columns":
                _swap_columns(plan, columns[KEY], columns["Kode"])
                _swap_columns(plan, columns[self.COMMENT], columns["Hva"])
            elif change == "renamed":
                plan.title = "Plan 2027"
                book["Funn"].title = "Noe annet"
            elif change == "rows deleted":
                for number in range(plan.max_row, top, -1):
                    if plan.cell(number, columns[KEY]).value != SAM_PPT:
                        plan.delete_rows(number)
            elif change == "moved down":
                plan.insert_rows(1, 3)
            else:
                plan.cell(top, columns[KEY]).value = "ID"

        edition = first(OPEN).typed(type_in_plan(SAM_PPT, {self.COMMENT: "Ordene våre"}), shuffle)
        after, _ = following(edition)
        assert plan_of(after)[SAM_PPT][self.COMMENT] == "Ordene våre"

    def test_without_its_hidden_sheet_the_words_are_carried_and_the_rest_is_left_alone(self):
        def forget(book: Workbook) -> None:
            del book["samhandling"]
            book.create_sheet("Eget ark")["A1"].value = "Vårt"

        edition = first(OPEN).typed(type_in_plan(SAM_PPT, {self.COMMENT: "Ordene våre"}), forget)
        after, follow_up = following(edition)
        assert plan_of(after)[SAM_PPT][self.COMMENT] == "Ordene våre"
        assert notes_of(after) == ["Vårt"]
        assert set(map(str, follow_up.progress.marks.values())) == {"unchanged"}


def test_the_words_tell_where_they_stood():
    edition = first(OPEN).typed(type_in_plan(SAM_PPT, {TYPED["nb"][3]: "Ring 41 23 45 67"}))
    ((spot, text),) = earlier(edition).previous.texts()
    assert text == "Ring 41 23 45 67"
    assert edition.book[spot.sheet][spot.cell].value == text


def test_the_same_round_gives_the_same_bytes():
    edition = first(OPEN).typed(type_in_plan(SAM_PPT, {TYPED["nb"][3]: "Ord"}))
    assert following(edition)[0].content == following(edition)[0].content


def test_the_next_report_passes_for_a_report_of_this_tool():
    after, _ = following(first(OPEN))
    assert is_ours(after.content, ".xlsx")
    assert is_untouched(after.content)


def test_every_table_that_people_type_in_is_known_as_a_form(whole_report):
    report = build_report(telling(OPEN))
    editable = {
        block.key for section in report.sections for block in section.blocks
        if isinstance(block, Table) and any(column.editable for column in block.columns)
    }
    assert editable <= {form.table for form in forms(OPEN)}


def _with_cached_value(content: bytes, old: str, new: str) -> bytes:
    source, target = ZipFile(BytesIO(content)), BytesIO()
    found = 0
    with ZipFile(target, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            found += part.count(old.encode())
            copy.writestr(name, part.replace(old.encode(), new.encode()))
    assert found == 1
    return target.getvalue()


def _rekey(old, new, comment):
    def typing(book: Workbook) -> None:
        plan = book[PLAN]
        top, columns = headed(plan, KEY)
        for number in range(top + 1, plan.max_row + 1):
            if plan.cell(number, columns[KEY]).value == old:
                plan.cell(number, columns[KEY]).value = new
                plan.cell(number, columns[TYPED["nb"][3]]).value = comment

    return typing


def _fill(sheet, name, heading, value, naming):
    top, columns = headed(sheet, naming, heading)
    for number in range(top + 1, sheet.max_row + 1):
        if sheet.cell(number, columns[naming]).value == name:
            sheet.cell(number, columns[heading]).value = value
            return
    raise LookupError(name)


def _reorder_rows(sheet, top, *, reverse):
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top)]
    values.sort(key=lambda row: str(row[0]), reverse=reverse)
    for number, row in enumerate(values, top):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place).value = value


def _swap_columns(sheet, one, other):
    for row in sheet.iter_rows():
        a, b = sheet.cell(row[0].row, one), sheet.cell(row[0].row, other)
        a.value, b.value = b.value, a.value

