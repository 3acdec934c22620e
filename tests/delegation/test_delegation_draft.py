"""The draft decision: only what a kommunedirektør can decide, the same in matrix and text, never more than a draft."""

import re
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from builders import TODAY, delegation, lapsed, retained, town
from samhandling.cli.outputs import is_ours, is_untouched
from samhandling.delegation_draft import draft_of
from samhandling.delegation_patterns import Pattern, Titles, follow
from samhandling.reports.sections.blocks import Bullets, Table
from samhandling.reports.sections.decision import ANNEX, decision
from samhandling.reports.sections.delegation import delegation_matrix
from samhandling.reports.word import write_word

DECIDE = "avgjore_samordning"
APPOINT = "oppnevne_barnekoordinator"
PLAN = "hovedansvar_individuell_plan"
SLY = '=cmd|"/c calc"!A1 <w:p>{ PAGE } &amp; \u00a7'
LANGUAGES = {"nb": ("nb-NO", "UTKAST – ikke vedtatt"), "nn": ("nn-NO", "UTKAST – ikkje vedteke"),
             "en": ("en-GB", "DRAFT – not adopted")}  # fmt: skip
TOWN = town(
    delegations=[
        delegation("kst", APPOINT, "kommunestyret", "direktoren", may_subdelegate=True),
        delegation("bk", APPOINT, "direktoren", "lederen", conditions=SLY, substitute="radgiveren",
                   may_subdelegate=True, valid_to="2027-06-30", document={"archive_ref": "2026/17-3"}),
        delegation("videre", APPOINT, "lederen", "koordinatoren", substitute="lederen"),
        lapsed(delegation("gammel", DECIDE, "direktoren", "koordinatoren", conditions="Bare i nord")),
        delegation("ip1", PLAN, "direktoren", "lederen", conditions="barn"),
        delegation("ip2", PLAN, "direktoren", "koordinatoren", conditions="voksne"),
        retained("reglement", "fastsette_delegeringsreglement", "kommunestyret"),
    ]
)  # fmt: skip


def drafted(words):
    return draft_of(words.plan, words.telling.graph)


def written(words, **more):
    report = decision(words, drafted(words))
    return write_word(report, words.t, banner=words.t("decision.banner"), **more)


def opened(content):
    return docx.Document(BytesIO(content))


def texts(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


class TestWhatIsDecided:
    def test_a_point_for_everything_the_director_has_and_for_nothing_else(self, worded):
        draft = drafted(worded(TOWN))
        assert [point.authority.id for point in draft.points] == [
            DECIDE, APPOINT, "oppnevne_koordinator", "barnekoordinator_myndighet", PLAN, PLAN,
        ]  # fmt: skip
        assert [each.id for each in draft.beyond] == ["inngaa_nav_avtale"]
        assert all(each.council_only for each in draft.reserved)
        assert len(draft.reserved) == 3

    def test_what_the_council_has_not_delegated_is_left_to_the_council(self, worded):
        words = worded(town(delegations=[delegation("d", APPOINT, "direktoren", "lederen")]))
        draft = drafted(words)
        assert APPOINT in [each.id for each in draft.beyond]
        assert draft.number_of(APPOINT) is None
        said = " ".join(texts(opened(written(words))))
        assert "Forslag til vedtak i kommunestyret" in said
        assert "Deretter kan kommunedirektøren delegere til «Leder oppvekst»" in said

    def test_what_only_the_council_can_decide_is_never_a_point_even_when_it_was_delegated(self, worded):
        draft = drafted(worded(town(delegations=[
            delegation("d", "vedta_forebyggingsplan", "kommunestyret", "direktoren"),
            delegation("e", "vedta_forebyggingsplan", "direktoren", "lederen"),
        ])))  # fmt: skip
        assert draft.number_of("vedta_forebyggingsplan") is None

    def test_undecided_it_is_kept_but_the_child_coordinator_gets_a_mandate(self, worded):
        draft = drafted(worded(town()))
        kept = {point.authority.id: (point.kept, point.receiver) for point in draft.points}
        assert kept[DECIDE] == (True, "direktoren")
        assert kept["barnekoordinator_myndighet"] == (False, "barnekoordinatoren")
        without = drafted(worded(town(roles=[])))
        assert {point.receiver for point in without.points} == {None}

    def test_what_ran_out_is_proposed_again_with_its_end_left_open(self, worded):
        point = drafted(worded(TOWN)).points[0]
        assert (point.receiver, point.ended, point.valid_to) == ("koordinatoren", True, None)
        assert [link.id for link in point.replaces] == ["gammel"]

    def test_each_earlier_delegation_is_replaced_by_one_point(self, worded):
        draft = drafted(worded(TOWN))
        replaced = [link.id for point in draft.points for link in point.replaces]
        assert sorted(replaced) == ["bk", "gammel", "ip1", "ip2"]
        assert [link.id for link in draft.points[1].onward] == ["videre"]

    def test_with_a_pattern_it_replaces_what_the_pattern_recalls(self, worded):
        today = worded(TOWN)
        done = follow(TOWN, Pattern.KEEP, TODAY, Titles("a", "b", "c"))
        then = worded(done.municipality)
        draft = draft_of(then.plan, then.telling.graph, today=today.plan, recalled=done.recalled)
        assert (draft.points[0].kept, [link.id for link in draft.points[0].replaces]) == (True, ["gammel"])
        said = texts(opened(write_word(decision(then, draft, today), then.t)))
        assert any("Erstatter: Kommunedirektøren → Koordinator, vedtatt 1. februar 2026" in each for each in said)


class TestMatrixAndText:
    """The matrix and the text live off the same values."""

    @pytest.mark.parametrize("language", list(LANGUAGES))
    def test_every_row_of_the_annex_is_said_in_its_point(self, worded, language):
        words = worded(TOWN, language)
        report = decision(words, drafted(words))
        (annex,) = (b for s in report.sections for b in s.blocks if isinstance(b, Table) and b.key == ANNEX)
        points = next(s for s in report.sections if s.key == "points").blocks
        starts = [n for n, block in enumerate(points) if getattr(block, "level", None)]
        assert len(annex.rows) == len(drafted(words).points)
        for row, start, end in zip(annex.rows, starts, starts[1:], strict=False):
            said = " ".join(
                " ".join(block.items) if isinstance(block, Bullets) else block.text for block in points[start:end]
            )
            number, basis, authority, _, function, conditions, onward, substitute, until = (
                cell.value for cell in row.cells
            )
            assert said.startswith(f"{number}. {authority}")
            assert basis in said
            kept = onward == "–"
            assert kept or words.t("decision.points.delegates", role=function) in said
            if conditions != words.t("decision.annex.none"):
                assert conditions in said
            if substitute != "–":
                assert words.t("decision.points.substitute", role=substitute) in said
            if not kept:
                leave = words.t("decision.points.onward"), words.t("decision.points.not_onward")
                assert leave[0 if onward == words.t.term("answer", "ja") else 1] in said
                assert substitute != "–"
                assert words.t("decision.points.lasts") in said or until in said

    def test_every_delegation_in_force_by_the_director_is_said_as_the_matrix_says_it(self, worded):
        words = worded(TOWN)
        said = "\n".join(texts(opened(written(words))))
        tables = {block.key: block for block in delegation_matrix(words.telling, words.plan).blocks
                  if isinstance(block, Table)}  # fmt: skip
        matrix = tables["delegeringsmatrise"]
        keys = [column.key for column in matrix.columns]
        rows = [dict(zip(keys, (cell.value for cell in row.cells), strict=True)) for row in matrix.rows]
        own = [row for row in rows if row["from"] == "Kommunedirektøren" and row["state"] == "gjelder"]
        assert len(own) == 3
        for row in own:
            assert f"til funksjonen «{row['function']}»" in said
            assert f"Hjemmel: {row['basis']}" in said
            assert f"Vilkår og grenser: {row['conditions']}" in said
        assert "Stedfortreder: Rådgiver" in said
        assert "Varighet: til og med 30. juni 2027" in said
        assert "2026/17-3" in said

    def test_the_matrix_has_a_row_for_each_link_and_for_each_authority_without(self, worded):
        words = worded(TOWN)
        tables = (block for block in delegation_matrix(words.telling).blocks if isinstance(block, Table))
        matrix = next(table for table in tables if table.key == "delegeringsmatrise")
        anchors = [row.anchor for row in matrix.rows]
        assert {"kst", "bk", "videre", "gammel", "ip1", "ip2", "reglement"} <= set(anchors)
        assert len(set(anchors)) == len(anchors) == 7 + 5

    def test_the_lines_that_samordning_and_the_child_coordinator_need(self, worded):
        said = " ".join(texts(opened(written(worded(TOWN)))))
        for needed in (
            "Bare kommunale tjenester kan pekes ut", "Når det er oppnevnt barnekoordinator",
            "Barnet og foreldrene skal få si hva de mener", "påklages til statsforvalteren",
            "kan ikke overprøve tjenestenes faglige vurderinger", "Plikt til å rapportere", "Tilbakekall",
            "Ikrafttredelse", "Videredelegering", "prinsipiell betydning",
        ):  # fmt: skip
            assert needed in said

    def test_numbers_run_through_all_points(self, worded):
        document = opened(written(worded(TOWN)))
        numbered = [p.text for p in document.paragraphs if p.style.name == "Heading 2" and re.match(r"\d+\. ", p.text)]
        assert [int(text.partition(".")[0]) for text in numbered] == list(range(1, len(numbered) + 1))


class TestWordFile:
    @pytest.mark.parametrize("language", list(LANGUAGES))
    def test_the_banner_stands_on_every_page_and_the_language_in_the_defaults(self, worded, language):
        tag, banner = LANGUAGES[language]
        document = opened(written(worded(TOWN, language)))
        assert len(document.sections) > 2
        assert all(section.header.paragraphs[0].text == banner for section in document.sections)
        assert not any(section.different_first_page_header_footer for section in document.sections)
        defaults = document.styles.element.find(qn("w:docDefaults"))
        assert {each.get(qn("w:val")) for each in defaults.iter(qn("w:lang"))} == {tag}
        assert document.core_properties.language == tag
        assert document.core_properties.title

    def test_headings_go_down_one_level_at_a_time(self, worded):
        names = [p.style.name for p in opened(written(worded(TOWN))).paragraphs if p.style.name.startswith("Heading")]
        levels = [int(name[-1]) for name in names]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_tables_repeat_their_headings_and_pictures_have_words(self, worded):
        document = opened(written(worded(TOWN)))
        for table in document.tables:
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
            assert all(cell.text for cell in table.rows[0].cells)
            assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        pictures = [each for each in document.element.iter() if each.tag.endswith("}docPr")]
        assert [bool(each.get("descr")) for each in pictures] == [True]

    def test_nobody_has_signed(self, worded):
        document = opened(written(worded(TOWN)))
        (table,) = (each for each in document.tables if each.rows[0].cells[0].text == "Felt")
        assert [row.cells[1].text for row in table.rows[1:]] == [""] * 5

    def test_what_people_typed_is_text_and_nothing_else(self, worded):
        content = written(worded(TOWN))
        assert f"Vilkår og grenser: {SLY}" in texts(opened(content))
        with ZipFile(BytesIO(content)) as archive:
            body = archive.read("word/document.xml").decode()
        assert "instrText" not in body
        assert "=cmd|" in body

    def test_same_model_same_bytes_and_our_seal(self, worded):
        content = written(worded(TOWN))
        assert content == written(worded(TOWN))
        assert is_ours(content, ".docx")
        assert is_untouched(content)
        with ZipFile(BytesIO(content)) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
            core = archive.read("docProps/core.xml").decode()
            assert "thumbnail" not in " ".join(archive.namelist())
        assert core.count("2026-11-21T00:00:00Z") == 2

    def test_what_somebody_typed_in_it_is_seen(self, worded):
        document = opened(written(worded(TOWN)))
        document.paragraphs[3].add_run("rettet")
        buffer = BytesIO()
        document.save(buffer)
        assert not is_untouched(buffer.getvalue())

    @pytest.mark.parametrize("language", list(LANGUAGES))
    def test_an_empty_municipality_has_a_draft_too(self, worded, language):
        said = texts(opened(written(worded(town(roles=[]), language))))
        assert not [each for each in said if "{" in each]
        assert any("[" in each for each in said)

    def test_it_never_claims_a_breach_or_that_something_works(self, worded):
        said = " ".join(texts(opened(written(worded(TOWN))))).lower()
        assert "lovbrudd" not in said
        assert not re.search(r"\bvirker\b|\bfungerer\b", said)
