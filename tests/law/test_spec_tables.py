"""The shipped catalogue says what the contract says: types, stages, topics, pairs, authorities, dates."""

from datetime import date

import pytest

from samhandling.law.catalogue import Catalogue

STAGES = ["svangerskap", "spedbarn", "barnehagealder", "barnetrinn", "ungdomstrinn", "videregaende", "ung_voksen"]
ALL = " ".join(STAGES)
BORN = " ".join(STAGES[1:])
CHILD = "spedbarn barnehagealder barnetrinn ungdomstrinn videregaende"
TYPES = {
    "jordmortjeneste": "svangerskap spedbarn",
    "helsestasjon": "spedbarn barnehagealder",
    "skolehelsetjeneste": "barnetrinn ungdomstrinn videregaende",
    "hfu": "ungdomstrinn videregaende ung_voksen",
    "fastlege": ALL,
    "psykisk_helse": BORN,
    "habilitering": BORN,
    "omsorg": BORN,
    "tildelingskontor": ALL,
    "barnehage": "barnehagealder",
    "ppt": "spedbarn barnehagealder barnetrinn ungdomstrinn",
    "grunnskole": "barnetrinn ungdomstrinn",
    "sfo": "barnetrinn",
    "videregaende": "videregaende",
    "ppt_fylke": "videregaende",
    "ot": "videregaende ung_voksen",
    "voksenopplaering": "videregaende ung_voksen",
    "barnevern": ALL,
    "bufetat": BORN,
    "nav_kommunal": ALL,
    "nav_stat": "videregaende ung_voksen",
    "flyktningtjeneste": ALL,
    "krisesenter": ALL,
    "familievern": ALL,
    "boligkontor": ALL,
    "tannhelse": BORN,
    "fodeavdeling": "svangerskap spedbarn",
    "sykehus": BORN,
    "habu": CHILD,
    "voksenhabilitering": "ung_voksen",
    "bup": CHILD,
    "dps": "ung_voksen",
    "tsb": "videregaende ung_voksen",
    "koordinerende_enhet": ALL,
    "kriminalomsorg": ALL,
    "politi": ALL,
    "kultur_fritid": ALL,
    "frivillige": ALL,
}
SYSTEM = {
    "HOL-3-4-3": "jordmortjeneste helsestasjon skolehelsetjeneste hfu fastlege psykisk_helse habilitering omsorg "
    "tildelingskontor",
    "BHL-2B-3": "barnehage ppt",
    "OPPL-24-1-3": "grunnskole sfo videregaende ppt_fylke ppt",
    "OPPL-24-1-6": "voksenopplaering",
    "OPPL-9-4-2": "ot",
    "BVL-15-8-3": "barnevern",
    "SOTJL-13-4": "nav_kommunal",
    "NAVL-15A-2": "nav_stat",
    "INTL-50-3": "flyktningtjeneste",
    "KRISE-4-3": "krisesenter",
    "FVKL-1A-3": "familievern",
    "BOSOS-5-1": "boligkontor",
    "TANNHL-1-4A-2": "tannhelse",
    "SPHL-2-1E-2": "fodeavdeling sykehus habu voksenhabilitering bup dps tsb",
}
PAIRS = """barnehage–ppt, barnehage–helsestasjon, barnehage–barnevern, barnehage–grunnskole, grunnskole–ppt,
grunnskole–skolehelsetjeneste, grunnskole–barnevern, grunnskole–sfo, grunnskole–videregaende, helsestasjon–fastlege,
helsestasjon–barnevern, helsestasjon–jordmortjeneste, skolehelsetjeneste–fastlege, skolehelsetjeneste–psykisk_helse,
barnevern–nav_kommunal, barnevern–psykisk_helse, barnevern–krisesenter, barnevern–bup, barnevern–bufetat,
barnevern–familievern, krisesenter–nav_kommunal, nav_kommunal–boligkontor, flyktningtjeneste–nav_kommunal,
flyktningtjeneste–grunnskole, psykisk_helse–bup, habilitering–habu, tannhelse–barnevern, helsestasjon–tannhelse,
nav_kommunal–ot, bup–ppt"""
TOPICS = """samarbeid samordning uenighet barnekoordinator koordinator individuell_plan melding_koordinerende_enhet
taushetsplikt samtykke medvirkning bekymring vold barnevernsvakt opplaring forebyggingsplan nav_kontor vertskommune
boligsosialt bti helseforetak"""
TRANSITIONS = {
    "T01": "fodeavdeling > helsestasjon",
    "T02": "jordmortjeneste > koordinerende_enhet",
    "T03": "helsestasjon > barnehage",
    "T04": "barnehage > barnehage",
    "T05": "barnehage > grunnskole:kommune+barnetrinn ?sfo",
    "T06": "barnehage > grunnskole:privat+barnetrinn",
    "T07": "ppt > grunnskole:kommune+barnetrinn",
    "T08": "grunnskole+barnetrinn-ungdomstrinn > grunnskole+ungdomstrinn-barnetrinn",
    "T09": "grunnskole > grunnskole",
    "T10": "grunnskole+ungdomstrinn > videregaende:fylkeskommune",
    "T11": "grunnskole+ungdomstrinn > videregaende:privat",
    "T12": "videregaende > ot",
    "T13": "videregaende > nav_kommunal",
    "T14": " > ",
    "T15": "habu > voksenhabilitering",
    "T16": "bup > dps",
    "T17": "barnevern > nav_kommunal",
    "T18": "sykehus > omsorg",
    "T19": "krisesenter > nav_kommunal",
    "T20": " > ",
    "T21": "flyktningtjeneste > nav_kommunal",
    "T22": "bufetat > barnevern",
    "T23": "barnevern > grunnskole",
    "T24": "kriminalomsorg > barnevern",
    "T25": "hfu > psykisk_helse",
    "T26": " > ",
}


def test_the_service_types_are_the_38_of_the_contract(shipped: Catalogue) -> None:
    assert len(TYPES) == 38
    assert {each.id: " ".join(each.stages) for each in shipped.service_types.values()} == TYPES
    by_class: dict[str, set[str]] = {}
    for each in shipped.service_types.values():
        by_class.setdefault(each.kind, set()).add(each.id)
    assert by_class.pop("funksjon") == {"koordinerende_enhet"}
    assert by_class.pop("partner") == {"kriminalomsorg", "politi", "kultur_fritid", "frivillige"}
    assert set(by_class) == {"tjeneste"}


def test_each_type_has_its_duty_to_cooperate_at_system_level(shipped: Catalogue) -> None:
    named: dict[str, set[str]] = {}
    for provision, types in SYSTEM.items():
        for each in types.split():
            named.setdefault(each, set()).add(provision)
    for each in shipped.service_types.values():
        assert set(each.system_provisions) == named.get(each.id, set()), each.id
        private = {"PSL-3-6A-3"} if each.id in {"grunnskole", "videregaende"} else named.get(each.id, set())
        assert set(each.private_system_provisions) == private, each.id


def test_the_stages_have_their_ages_in_order(shipped: Catalogue) -> None:
    assert list(shipped.stages) == STAGES
    ages = [(each.age_from, each.age_to) for each in shipped.stages.values()]
    assert ages[1:] == [(0, 0), (1, 5), (6, 12), (13, 15), (16, 18), (18, 24)]


def test_the_expected_pairs_are_those_of_the_contract(shipped: Catalogue) -> None:
    assert [f"{one}–{other}" for one, other in shipped.expected_pairs] == PAIRS.replace("\n", " ").split(", ")


def test_the_topics_are_those_of_the_contract(shipped: Catalogue) -> None:
    items = [f"hol-6-2-{number}" for number in range(1, 14)]
    carried = [f"overgang:T{number:02}" for number in range(1, 27)]
    assert list(shipped.topics) == [*TOPICS.split(), *items, *carried]


def test_the_authorities_are_the_nine(shipped: Catalogue) -> None:
    assert len(shipped.authorities) == 9
    assert {each.id for each in shipped.authorities.values() if each.council_only} == {
        "inngaa_samarbeidsavtale_helseforetak",
        "vedta_forebyggingsplan",
        "fastsette_delegeringsreglement",
    }
    assert {each.id for each in shipped.authorities.values() if each.goes_with_administration} == {
        "avgjore_samordning",
        "barnekoordinator_myndighet",
        "oppnevne_koordinator",
        "hovedansvar_individuell_plan",
    }


def test_the_transitions_go_from_and_to_what_the_contract_says(shipped: Catalogue) -> None:
    def side(each: object) -> str:
        type_, owner, within, without = (getattr(each, key) for key in ("type", "owner", "with_stage", "without_stage"))
        return (
            type_
            + (f":{owner}" if owner else "")
            + (f"+{within}" if within else "")
            + (f"-{without}" if without else "")
        )

    found = {
        each.id: " ".join(side(one) for one in each.senders)
        + " > "
        + " ".join([*(side(one) for one in each.receivers), *(f"?{side(one)}" for one in each.optional_receivers)])
        for each in shipped.transitions.values()
    }
    assert found == TRANSITIONS
    assert [each.id for each in shipped.transitions.values() if each.same_type] == ["T04", "T09"]


def test_the_transitions_are_as_hard_as_the_contract_says(shipped: Catalogue) -> None:
    changed = {
        each.id: (each.strength_from, each.strength_before)
        for each in shipped.transitions.values()
        if each.strength_from
    }
    assert changed == {
        "T10": (date(2024, 8, 1), "bor"),
        "T11": (date(2024, 8, 1), "not_applicable"),
        **dict.fromkeys(("T17", "T22", "T24"), (date(2023, 1, 1), "bor")),
    }
    must = {each.id for each in shipped.transitions.values() if each.strength == "skal"}
    assert must == {"T01", "T02", "T05", "T06", "T07", "T14", "T18", "T19", *changed}
    assert {each.id for each in shipped.transitions.values() if each.severity == "high"} == {
        "T05",
        "T06",
        "T10",
        "T14",
        "T17",
    }
    carried = {each.id: each.also_carried_by for each in shipped.transitions.values() if each.also_carried_by}
    assert carried == {
        "T01": ("hol-6-2-8",),
        "T15": ("hol-6-2-13",),
        "T16": ("hol-6-2-13",),
        "T18": ("hol-6-2-2", "hol-6-2-3", "hol-6-2-5"),
    }
    planned = {each.id: (each.plan_only_until, each.plan_provisions) for each in shipped.transitions.values()}
    assert {name: value for name, value in planned.items() if value[0]} == {
        "T05": (date(2024, 7, 31), ("OPPL98-13-5",)),
        "T06": (date(2024, 7, 31), ("PSL-5-5-2018",)),
    }


def test_the_catalogue_knows_its_own_dates(shipped: Catalogue) -> None:
    assert shipped.law_known_to == date(2026, 4, 30)
    assert shipped.earliest_as_of == date(2022, 8, 1)
    assert shipped.reviewed == date(2026, 11, 21)
    assert len(shipped.provisions) == 239


@pytest.mark.parametrize(
    ("name", "on", "value"),
    [
        ("expires_soon_days", date(2026, 11, 21), 180),
        ("training_months", date(2022, 8, 1), 24),
        ("youth_council_months", date(2022, 8, 1), 24),
        ("notice_county_month_day", date(2026, 11, 21), 1001),
        ("delegation_regulation_month_day", date(2026, 11, 21), 1231),
        ("follow_up_service_age", date(2024, 7, 31), 21),
        ("follow_up_service_age", date(2024, 8, 1), 24),
    ],
)
def test_numbers_are_dated(shipped: Catalogue, name: str, on: date, value: int) -> None:
    assert shipped.parameter(name, on) == value


def test_a_number_has_no_value_before_its_first_date(shipped: Catalogue) -> None:
    with pytest.raises(LookupError):
        shipped.parameter("youth_council_months", date(2019, 1, 1))


def test_some_duties_have_a_supervisor_of_their_own_or_none(shipped: Catalogue) -> None:
    supervisors = {each.id: each.supervisor for each in shipped.provisions.values()}
    assert supervisors["HOL-3-4-2"] == supervisors["BHL-10-2"] == "statsforvalteren"
    assert supervisors["BHL-2B-3"] == "barnehagemyndigheten"
    assert supervisors["PSL-3-6A-3"] == "udir"
    for unsupervised in ("BHL-2B-2", "PSL-3-6A-2", "NAVL-15A-2", "BOSOS-5-1", "SOTJL-13-1", "KOML-25-2"):
        assert supervisors[unsupervised] is None, unsupervised


def test_every_slug_of_the_model_has_a_name(shipped: Catalogue) -> None:
    from samhandling.model import vocabulary

    groups = {
        "owner": vocabulary.Owner,
        "organisation": vocabulary.Organisation,
        "agreement_kind": vocabulary.AgreementKind,
        "agreement_status": vocabulary.AgreementStatus,
        "role_kind": vocabulary.RoleKind,
        "language_form": vocabulary.LanguageForm,
        "hit_policy": vocabulary.HitPolicy,
        "report_kind": vocabulary.ReportKind,
        "answer": vocabulary.Answer,
    }
    for group, values in groups.items():
        assert [each.value for each in values] == list(shipped.vocabulary[group]), group
