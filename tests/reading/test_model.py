"""From a folder to a municipality: every mistake in one run, and nothing else."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samhandling.law.catalogue import Catalogue
from samhandling.reading.diagnostics import Code, ModelRejected, NoticeCode, Place
from samhandling.reading.model import Reading, read_model
from samhandling.reading.weak_answers import weak_answers
from samhandling.reading.yaml_text import read_yaml

AS_OF = date(2026, 11, 21)
FACTS = 'municipality: {name: Fjordvik, number: "9999"}\n'


@pytest.fixture
def rejected(tmp_path: Path, catalogue: Catalogue) -> "Rejects":
    return Rejects(tmp_path, catalogue)


class Rejects:
    """Reads one text as a model."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue

    def accepts(self, text: str) -> Reading:
        (self._folder / "m.yaml").write_text(text, encoding="utf-8")
        return read_model(self._folder, "m", self._catalogue)

    def __call__(self, text: str) -> list[str]:
        with pytest.raises(ModelRejected) as refused:
            self.accepts(text)
        return [f"{one.place.line}:{one.place.column} {one.code.name}" for one in refused.value.diagnostics]


MODEL = """\
schema: samhandling.model/1
municipality: {name: Fjordvik, number: 0301, language_form: nynorsk, council_constituted: 2023-10-17}
units:
  - {id: kommunen, name: Kommunen}
  - {id: oppvekst, name: Oppvekst, parent: kommunen, committee: no}
roles:
  - {id: kst, title: Kommunestyret, kind: kommunestyre}
  - {id: kd, title: Kommunedirektøren, kind: kommunedirektor, capacity_percent: 100, substitute: leder}
  - {id: leder, title: Leder, unit: oppvekst}
services:
  - {id: bhg, name: Barnehagen, type: barnehage, owner: privat, unit: oppvekst, lead: leder, public_grant: true}
  - {id: skolen, name: 2, type: grunnskole, owner: kommune, stages: [barnetrinn], area: 12:30}
agreements:
  - id: rutinen
    title: =HYPERLINK("https://x.example") <script>alert(1)</script>
    kind: rutine
    status: vedtatt
    parties: [{service: bhg}, {unit: kommunen, type: barnehage}]
    topics: ["overgang:T05", samarbeid]
    valid_from: 2026-01-01
    review_months: 12
    document: {archive_ref: 41234567, url: https://x.example/41234567, sha256: PLACEHOLDER}
arenas:
  - {id: moetet, name: Møtet, frequency_per_year: 4.5, participants: [{owner: privat}], mandate: rutinen}
delegations:
  - {id: d1, authority: avgjore_samordning, from: kd, to: kd, retained: true, decided: 2026-01-01}
coordination:
  rules: [{id: R1, all_of: ["barnehage:privat"], coordinator: barnevern, agreement: rutinen}]
transitions:
  - {transition: T05, agreement: rutinen, activities: [{month: 3, activity: Møte, participants: [{service: bhg}]}]}
internal_control:
  deviations: [{year: 2025, registered: 3, closed: 1}]
assessments:
exemptions:
  - {rule: SAM101, subject: bhg, reason: X, decided_by: kd, decided: 2026-01-01, expires: 2026-12-31}
""".replace("PLACEHOLDER", "0" * 64)


def test_a_model_in_order(rejected: Rejects) -> None:
    reading = rejected.accepts(MODEL)
    municipality = reading.municipality
    assert municipality.municipality.number == "0301"
    assert municipality.units[1].committee == "no"
    assert municipality.services[1].name == "2"
    assert municipality.services[1].area == "12:30"
    assert municipality.arenas[0].frequency_per_year == 4.5
    assert municipality.agreements[0].title == '=HYPERLINK("https://x.example") <script>alert(1)</script>'
    assert municipality.agreements[0].document is not None
    assert municipality.agreements[0].document.archive_ref == "41234567"
    assert municipality.assessments == ()
    assert reading.place_of("services", 1) == Place("m.yaml", 12, 5)
    assert reading.place_of("services") == Place("m.yaml", 10, 1)
    assert reading.place_of("supervision") is None
    assert reading.notices == ()


def test_the_order_of_the_keys_does_not_matter(rejected: Rejects) -> None:
    lines = MODEL.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if not line.startswith(" ")]
    sections = ["".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    assert rejected.accepts("".join(reversed(sections))).municipality == rejected.accepts(MODEL).municipality


def test_every_mistake_in_one_run(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "a.yaml").write_text(
        "municipality: {navn: Fjordvik, number: 9999}\nroles:\n  - {id: a b, title: 41234567}\n"
    )
    (tmp_path / "b.yaml").write_bytes(b"units:\n  - {id: x, name: V\xe5gen}\n")
    (tmp_path / "c.yaml").write_text(
        "services:\n  - {id: s, name: true, type: ppp, owner: meg, lead: ukjent}\nservices: x\n"
    )
    (tmp_path / "d.yaml").write_text("agreements: [\n")
    with pytest.raises(ModelRejected) as refused:
        read_model(tmp_path, "m", catalogue)
    assert [f"{one.place.file} {one.code.name}" for one in refused.value.diagnostics] == [
        "a.yaml MISSING_KEY", "a.yaml UNKNOWN_KEY", "a.yaml BAD_ID", "a.yaml PHONE", "b.yaml NOT_UTF8",
        "c.yaml WRONG_TYPE", "c.yaml UNKNOWN_TERM", "c.yaml UNKNOWN_VALUE", "c.yaml DUPLICATE_KEY",
        "d.yaml UNCLOSED_BRACKET",
    ]  # fmt: skip


def test_what_may_stand_in_an_unread_part_is_not_called_missing(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "a.yaml").write_text("roles: [{id: leder, title: 'Leder}]\n")
    (tmp_path / "b.yaml").write_text(
        "services:\n  - {id: s, name: S, type: ppt, owner: kommune, lead: leder, area: ''}\n"
    )
    with pytest.raises(ModelRejected) as refused:
        read_model(tmp_path, "m", catalogue)
    assert [one.code for one in refused.value.diagnostics] == [Code.UNCLOSED_QUOTE, Code.EMPTY_TEXT]


def test_a_value_in_error_hides_no_reference_in_error(rejected: Rejects) -> None:
    text = FACTS + "services:\n  - {id: s, type: ppt, owner: meg, lead: ukjent, unit: u, stagess: [x]}\n"
    assert rejected(text) == [
        "3:5 MISSING_KEY", "3:31 UNKNOWN_VALUE", "3:42 UNKNOWN_REFERENCE", "3:56 UNKNOWN_REFERENCE", "3:59 UNKNOWN_KEY",
    ]  # fmt: skip


def test_a_selector_is_not_blamed_for_a_misspelt_service(rejected: Rejects) -> None:
    text = FACTS + (
        "services:\n  - {id: s, name: S, type: ppt, owner: privatt}\n"
        "arenas:\n  - {id: a, name: A, participants: [{owner: privat, type: ppt}, {owner: stat, type: bup}]}\n"
    )
    assert rejected(text) == ["3:40 UNKNOWN_VALUE", "5:65 SELECTS_NOTHING"]


def test_a_unit_selects_the_units_below_it(rejected: Rejects) -> None:
    units = "".join(f"  - {{id: u{number}, name: U, parent: u{number - 1}}}\n" for number in range(1, 30))
    text = (
        FACTS
        + f"units:\n  - {{id: u0, name: U}}\n{units}"
        + (
            "services:\n  - {id: s, name: S, type: ppt, owner: kommune, unit: u29}\n"
            "arenas:\n  - {id: a, name: A, participants: [{unit: u0}, {unit: u29}]}\n"
        )
    )
    assert rejected.accepts(text).municipality.arenas[0].participants[0].unit == "u0"
    assert rejected(text.replace("{unit: u29}]", "{unit: u0, type: bup}]")) == ["36:49 SELECTS_NOTHING"]


def test_null_is_a_value_nowhere_but_in_a_section(rejected: Rejects) -> None:
    text = FACTS + "agreements: ~\nroles:\n  - {id: a, title: null, unit: ~}\n  -\n"
    assert rejected(text) == ["4:13 NO_VALUE", "4:26 NO_VALUE", "5:4 NO_VALUE"]


def test_numbers(rejected: Rejects) -> None:
    start = FACTS + "arenas:\n  - {id: a, name: A, held_last_12_months: "
    for good, number in (("0", 0), ("12", 12), ("+3", 3), ("007", 7), ("0x1F", 31), ("0o17", 15)):
        assert rejected.accepts(start + good + "}\n").municipality.arenas[0].held_last_12_months == number
    for bad in ("4.5", "1e3", "0b11", "1_000", "mange", "true", "[1]", ".inf", "12-30", "9" * 5000):
        assert rejected(start + bad + "}\n") in (["3:43 WRONG_TYPE"], ["3:43 BAD_VALUE"])


def test_long_text_and_long_names(rejected: Rejects) -> None:
    def text(length: int) -> str:
        return FACTS + f"units:\n  - {{id: u, name: {'x' * length}}}\n"

    assert len(rejected.accepts(text(500)).municipality.units[0].name) == 500
    assert len(rejected.accepts(text(32_767)).municipality.units[0].name) == 32_767
    assert rejected(text(32_768)) == ["3:19 TEXT_TOO_LONG"]


def test_an_exemption_from_an_unknown_rule_is_remarked_on(rejected: Rejects) -> None:
    rule = "  - {rule: SAM999, subject: x, reason: X, decided_by: kd, decided: 2026-01-01, expires: 2026-12-31}\n"
    reading = rejected.accepts(MODEL + rule)
    assert [(notice.code, notice.place.line) for notice in reading.notices] == [(NoticeCode.UNKNOWN_RULE, 36)]


def test_the_language_of_a_refused_model_is_known(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "m.yaml").write_text("municipality: {name: F, number: 1, language_form: nynorsk}\n")
    with pytest.raises(ModelRejected) as refused:
        read_model(tmp_path, "m", catalogue)
    assert refused.value.language_form == "nynorsk"


def test_weak_answers(rejected: Rejects) -> None:
    text = FACTS + (
        "services:\n"
        "  - {id: a, name: A, type: grunnskole, owner: kommune}\n"
        "  - {id: b, name: B, type: barnehage, owner: privat}\n"
        "  - {id: c, name: C, type: barnehage, owner: privat, public_grant: false}\n"
        "  - {id: d, name: D, type: grunnskole, owner: privat, stages: [barnetrinn]}\n"
        "agreements:\n"
        "  - {id: e, title: E, kind: rutine, status: vedtatt, adopted: 2026-01-01}\n"
        "  - {id: f, title: F, kind: rutine, status: vedtatt, adopted: 2026-11-22}\n"
    )
    assert [(notice.code.name, notice.place.line) for notice in weak_answers(rejected.accepts(text), AS_OF)] == [
        ("SCHOOL_WITHOUT_STAGES", 3), ("GRANT_NOT_STATED", 4), ("GRANT_NOT_STATED", 6), ("AGREEMENT_WITHOUT_TOPICS", 8),
    ]  # fmt: skip


WORDS = [
    "units",
    "roles",
    "services",
    "coordination",
    "id",
    "name",
    "type",
    "owner",
    "parent",
    "rules",
    "parties",
    "from",
]
SCALARS = st.sampled_from(
    [None, True, "x", "", "12", "barnehage", "kommune", "2026-01-01", "\x07", "41234567", "ppt:privat"]
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=15,
)


DATA = st.dictionaries(
    st.sampled_from([*WORDS, "municipality", "agreements", "arenas", "transitions", "exemptions", "assessments",
                     "internal_control", "delegations"]),
    JUNK,
)  # fmt: skip


def is_refused_with_words(catalogue: Catalogue, data: dict[str, object]) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "m.yaml").write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(ModelRejected) as refused:
            read_model(Path(folder), "m", catalogue)
    assert refused.value.diagnostics


@given(DATA)
@settings(max_examples=150)
def test_no_data_make_it_fall(catalogue: Catalogue, data: dict[str, object]) -> None:
    is_refused_with_words(catalogue, data)


@pytest.mark.slow
@given(DATA)
@settings(max_examples=3000)
def test_thousands_of_data_make_it_not_fall(catalogue: Catalogue, data: dict[str, object]) -> None:
    is_refused_with_words(catalogue, data)


def test_nonsense_is_one_mistake() -> None:
    assert [one.code for one in read_yaml(b"- \n" * 100_000, "m.yaml").diagnostics] == [Code.NOT_SECTIONS]
