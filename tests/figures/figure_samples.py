"""Sample figures modelled on a whole municipality: a map, a life course, a delegation tree, charts. All fictional."""

from samhandling.figures.charts import Bar, Series, stacked_bars
from samhandling.figures.layered import Edge, Lane, Layered, Node, layered_scene
from samhandling.figures.legend import Frame
from samhandling.figures.palette import Tone
from samhandling.figures.scene import Scene
from samhandling.figures.styles import OUTCOMES, VERDICTS, link
from samhandling.figures.timeline import Handover, LifeCourse, Row, Stage, State, timeline_scene
from samhandling.figures.tree import Grant, Holder, tree_scene

LANES = (
    Lane("inngang", "Innbygger / inngang", Tone.FAMILY),
    Lane("lavterskel", "Lavterskel og forebygging", Tone.EVERYDAY),
    Lane("kommune", "Kommunal tjeneste", Tone.MUNICIPAL),
    Lane("koordinering", "Koordinering", Tone.COORDINATION),
    Lane("utenfor", "Fylkeskommune, helseforetak og stat", Tone.OUTSIDE),
)
KINDS = (
    link("entry", "Familien møter tjenesten"),
    link("agreement", "Avtale"),
    link("arena", "Møteplass"),
    link("transition", "Overgang"),
    link("missing", "Mangler", label="mangler"),
)
SERVICES = {
    "inngang": ["Barnet, ungdommen og familien"],
    "lavterskel": [
        "Grunnskole",
        "Barnehage",
        "Skolehelsetjenesten",
        "Familiesenter",
        "SFO",
        "Helsestasjon 0–5 år",
        "Fastlege",
        "Jordmortjeneste",
        "Åpen barnehage",
        "Fritidsklubb",
        "SLT / ung oppsøkende",
    ],
    "kommune": [
        "PP-tjenesten",
        "Logoped",
        "Kommunepsykolog",
        "Krisesenter",
        "Barneverntjenesten",
        "Avlastning og støttekontakt",
        "Personlig assistanse (BPA)",
        "Fysio- og ergoterapi",
        "Hjemmetjenesten",
        "Rehabilitering",
        "Boligtjenesten",
        "Økonomisk rådgivning",
        "Flyktningtjenesten",
        "Rus og psykisk helse",
        "NAV kommune",
        "Tannhelse",
    ],
    "koordinering": [
        "Tverrfaglig team",
        "Barnekoordinator",
        "Koordinerende enhet",
        "Individuell plan",
        "Kommunalsjef oppvekst",
    ],
    "utenfor": [
        "Statped",
        "Bufetat",
        "Statens barnehus",
        "BUP",
        "Barnehabilitering (HF)",
        "Politi / konfliktråd",
        "DPS",
        "Føde-/barneavdeling",
        "Videregående skole",
        "Oppfølgingstjenesten",
        "NAV stat",
        "Familievernkontoret",
    ],
}
FAMILY = "Barnet, ungdommen og familien"
LINKS = {
    "entry": [(FAMILY, name) for name in SERVICES["lavterskel"][:10]],
    "transition": [
        ("Grunnskole", "PP-tjenesten"),
        ("Grunnskole", "Kommunepsykolog"),
        ("Barnehage", "PP-tjenesten"),
        ("Skolehelsetjenesten", "Kommunepsykolog"),
        ("Helsestasjon 0–5 år", "Fysio- og ergoterapi"),
        ("Fastlege", "Fysio- og ergoterapi"),
        ("Fastlege", "Hjemmetjenesten"),
        ("Fastlege", "Rehabilitering"),
        ("Fastlege", "Rus og psykisk helse"),
        ("Fastlege", "BUP"),
        ("Fastlege", "DPS"),
        ("PP-tjenesten", "Statped"),
        ("Barnehage", "Grunnskole"),
    ],
    "agreement": [
        ("PP-tjenesten", "Logoped"),
        ("Kommunepsykolog", "BUP"),
        ("Kommunepsykolog", "Tverrfaglig team"),
        ("Krisesenter", "Tverrfaglig team"),
        ("Barneverntjenesten", "Politi / konfliktråd"),
        ("Familiesenter", "Kommunepsykolog"),
        ("Familiesenter", "Barneverntjenesten"),
        ("SFO", "Avlastning og støttekontakt"),
        ("SLT / ung oppsøkende", "Barneverntjenesten"),
        ("Jordmortjeneste", "Føde-/barneavdeling"),
        ("Åpen barnehage", "Flyktningtjenesten"),
        ("Koordinerende enhet", "Barnehabilitering (HF)"),
        ("Koordinerende enhet", "DPS"),
        ("Rus og psykisk helse", "DPS"),
        ("Kommunalsjef oppvekst", "Koordinerende enhet"),
    ],
    "arena": [
        ("Tverrfaglig team", "BUP"),
        ("Fritidsklubb", "SLT / ung oppsøkende"),
        ("SLT / ung oppsøkende", "Rus og psykisk helse"),
        ("SLT / ung oppsøkende", "Politi / konfliktråd"),
        ("Boligtjenesten", "NAV kommune"),
        ("Økonomisk rådgivning", "NAV kommune"),
        ("Flyktningtjenesten", "NAV kommune"),
        ("NAV kommune", "NAV stat"),
    ],
    "missing": [
        ("Grunnskole", "Barneverntjenesten"),
        ("Barnehage", "Barneverntjenesten"),
        ("Skolehelsetjenesten", "Barneverntjenesten"),
        ("Helsestasjon 0–5 år", "Barneverntjenesten"),
        ("Jordmortjeneste", "Barneverntjenesten"),
        ("Krisesenter", "Barneverntjenesten"),
        ("Barneverntjenesten", "Bufetat"),
        ("Barneverntjenesten", "Statens barnehus"),
        ("Barneverntjenesten", "Koordinerende enhet"),
        ("PP-tjenesten", "Koordinerende enhet"),
        ("Avlastning og støttekontakt", "Barnekoordinator"),
        ("Personlig assistanse (BPA)", "Koordinerende enhet"),
        ("Fysio- og ergoterapi", "Barnekoordinator"),
        ("Hjemmetjenesten", "Koordinerende enhet"),
        ("Rehabilitering", "Koordinerende enhet"),
        ("Rus og psykisk helse", "Individuell plan"),
        ("NAV kommune", "Koordinerende enhet"),
        ("Barnekoordinator", "Barnehabilitering (HF)"),
        ("Barnekoordinator", "Individuell plan"),
        ("Individuell plan", "Tverrfaglig team"),
        ("Individuell plan", "Videregående skole"),
        ("Individuell plan", "Oppfølgingstjenesten"),
    ],
}


def map_graph() -> Layered:
    nodes = tuple(
        Node(name, lane, name, count={"Barnehage": 14, "Grunnskole": 6}.get(name, 0))
        for lane, names in SERVICES.items()
        for name in names
    )
    edges = tuple(Edge(a, b, kind) for kind, pairs in LINKS.items() for a, b in pairs)
    return Layered(LANES, nodes, edges, KINDS)


MAP_FRAME = Frame(
    "Tjenestekart for Fjordvik kommune",
    "45 tjenester i fem felt, med avtaler, møteplasser, overganger og det som mangler. Tabellen under viser det samme.",
    note="Status per 21.11.2026.",
    show_title=True,
)


def map_scene() -> Scene:
    return layered_scene(map_graph(), MAP_FRAME)


STAGES = {
    "svangerskap": "Svangerskap",
    "spedbarn": "Spedbarn (0 år)",
    "barnehagealder": "Barnehagealder (1–5 år)",
    "barnetrinn": "Barnetrinn (6–12 år)",
    "ungdomstrinn": "Ungdomstrinn (13–15 år)",
    "videregaende": "Videregående (16–18 år)",
    "ung_voksen": "Ung voksen (18–24 år)",
}
_ALL = tuple(STAGES)
ROWS = {
    "fode": ("Føde- og barselavdeling", Tone.OUTSIDE, _ALL[:2]),
    "jordmor": ("Jordmortjenesten", Tone.MUNICIPAL, _ALL[:2]),
    "helsestasjon": ("Helsestasjonen", Tone.MUNICIPAL, _ALL[1:3]),
    "barnekoordinator": ("Barnekoordinator", Tone.COORDINATION, _ALL[:6]),
    "ke": ("Koordinerende enhet", Tone.COORDINATION, _ALL),
    "barnehage": ("Kommunale barnehager", Tone.MUNICIPAL, _ALL[2:3]),
    "barnehage_privat": ("Private barnehager", Tone.OUTSIDE, _ALL[2:3]),
    "ppt": ("PP-tjenesten", Tone.MUNICIPAL, _ALL[1:5]),
    "grunnskole": ("Kommunale grunnskoler", Tone.MUNICIPAL, _ALL[3:5]),
    "grunnskole_privat": ("Fjordvik montessoriskole, privat grunnskole", Tone.OUTSIDE, _ALL[3:5]),
    "sfo": ("SFO", Tone.MUNICIPAL, _ALL[3:4]),
    "skolehelse": ("Skolehelsetjenesten", Tone.MUNICIPAL, _ALL[3:6]),
    "vgs": ("Fjordvik videregående skole", Tone.OUTSIDE, _ALL[5:6]),
    "vgs_privat": ("Privat videregående skole", Tone.OUTSIDE, _ALL[5:6]),
    "ot": ("Oppfølgingstjenesten", Tone.OUTSIDE, _ALL[5:7]),
    "habu": ("Barnehabilitering (HF)", Tone.OUTSIDE, _ALL[1:6]),
    "voksenhab": ("Voksenhabilitering (HF)", Tone.OUTSIDE, _ALL[6:]),
    "bup": ("BUP", Tone.OUTSIDE, _ALL[1:6]),
    "dps": ("DPS", Tone.OUTSIDE, _ALL[6:]),
    "barnevern": ("Barneverntjenesten", Tone.MUNICIPAL, _ALL),
    "bufetat": ("Bufetat", Tone.OUTSIDE, _ALL[1:]),
    "nav": ("NAV kommune", Tone.MUNICIPAL, _ALL),
    "psykisk": ("Rus og psykisk helse", Tone.MUNICIPAL, _ALL[1:]),
    "flyktning": ("Flyktningtjenesten", Tone.MUNICIPAL, _ALL),
    "krisesenter": ("Krisesenteret", Tone.MUNICIPAL, _ALL),
    "fastlege": ("Fastlegene", Tone.MUNICIPAL, _ALL),
    "sykehus": ("Sykehus, somatikk", Tone.OUTSIDE, _ALL),
}
HANDOVERS = (
    (
        "T02",
        "Svangerskap med påvist alvorlig tilstand → barnekoordinator",
        "jordmor fode",
        "barnekoordinator ke",
        "partial",
        "svangerskap svangerskap",
    ),
    ("T01", "Fødsel/barsel → helsestasjon", "fode jordmor", "helsestasjon fastlege", "met", "svangerskap spedbarn"),
    (
        "T03",
        "Helsestasjon → barnehage",
        "helsestasjon",
        "barnehage barnehage_privat ppt",
        "partial",
        "spedbarn barnehagealder",
    ),
    (
        "T04",
        "Bytte av barnehage",
        "barnehage barnehage_privat",
        "barnehage barnehage_privat",
        "undocumented",
        "barnehagealder barnehagealder",
    ),
    (
        "T05",
        "Barnehage → skole og SFO",
        "barnehage barnehage_privat ppt helsestasjon",
        "grunnskole sfo skolehelse",
        "partial",
        "barnehagealder barnetrinn",
    ),
    (
        "T06",
        "Barnehage → privat grunnskole",
        "barnehage barnehage_privat",
        "grunnskole_privat",
        "not_met",
        "barnehagealder barnetrinn",
    ),
    (
        "T07",
        "Utsatt eller tidlig skolestart",
        "barnehage barnehage_privat ppt",
        "grunnskole",
        "met",
        "barnehagealder barnetrinn",
    ),
    (
        "T09",
        "Skolebytte mellom skoler",
        "grunnskole grunnskole_privat",
        "grunnskole grunnskole_privat",
        "undocumented",
        "barnetrinn barnetrinn",
    ),
    (
        "T08",
        "Barnetrinn → ungdomstrinn",
        "grunnskole grunnskole_privat sfo",
        "grunnskole skolehelse",
        "met",
        "barnetrinn ungdomstrinn",
    ),
    (
        "T10",
        "Grunnskole → videregående opplæring",
        "grunnskole ppt skolehelse",
        "vgs ot",
        "met",
        "ungdomstrinn videregaende",
    ),
    (
        "T11",
        "Grunnskole → privat videregående",
        "grunnskole grunnskole_privat",
        "vgs_privat",
        "not_applicable",
        "ungdomstrinn videregaende",
    ),
    ("T12", "Utenfor skole → OT/NAV", "vgs vgs_privat", "ot nav psykisk", "not_met", "videregaende videregaende"),
    (
        "T24",
        "Varetekt/fengsel → løslatelse (under 18)",
        "bufetat",
        "barnevern nav vgs",
        "undocumented",
        "videregaende videregaende",
    ),
    (
        "T13",
        "Videregående → arbeid/studier/voksenliv",
        "vgs vgs_privat ot",
        "nav",
        "undocumented",
        "videregaende ung_voksen",
    ),
    (
        "T14",
        "18 år: barnekoordinator → koordinator",
        "barnekoordinator",
        "ke nav",
        "partial",
        "videregaende ung_voksen",
    ),
    (
        "T15",
        "Barnehabilitering → voksenhabilitering",
        "habu",
        "voksenhab fastlege",
        "not_met",
        "videregaende ung_voksen",
    ),
    ("T16", "BUP → DPS / voksenpsykiatri", "bup", "dps psykisk fastlege", "met", "videregaende ung_voksen"),
    (
        "T17",
        "Barnevern → ettervern / NAV",
        "barnevern bufetat",
        "barnevern nav psykisk",
        "met",
        "videregaende ung_voksen",
    ),
    (
        "T25",
        "Kommunal ungdomstjeneste → voksentjeneste",
        "skolehelse psykisk",
        "psykisk nav fastlege",
        "undocumented",
        "videregaende ung_voksen",
    ),
    ("T21", "Introduksjonsprogram → skole/arbeid", "flyktning", "vgs nav", "not_applicable", "ung_voksen ung_voksen"),
    ("T18", "Innleggelse / utskrivning sykehus", "sykehus bup", "fastlege ke grunnskole barnehage", "partial", ""),
    (
        "T19",
        "Krisesenter → reetablering",
        "krisesenter",
        "nav barnevern barnehage grunnskole helsestasjon",
        "undocumented",
        "",
    ),
    ("T20", "Flytting mellom kommuner", "helsestasjon barnevern", "helsestasjon barnevern", "undocumented", ""),
    (
        "T22",
        "Omsorgssenter → bosetting enslige mindreårige",
        "bufetat",
        "barnevern flyktning grunnskole skolehelse",
        "not_applicable",
        "",
    ),
    (
        "T23",
        "Flytting til/fra fosterhjem eller institusjon",
        "barnevern bufetat",
        "grunnskole barnehage skolehelse bup fastlege",
        "not_met",
        "",
    ),
    ("T26", "Skifte av samordnende tjeneste", "ke", "ke barnekoordinator", "met", ""),
)
WORDS = {
    "met": "dekket",
    "partial": "delvis dekket",
    "not_met": "ikke dekket",
    "undocumented": "ikke dokumentert",
    "not_applicable": "ikke aktuelt",
}


def life_course() -> LifeCourse:
    def ends(text: str) -> tuple[str, str]:
        return tuple(text.split()) if text else ("", "")  # type: ignore[return-value]

    return LifeCourse(
        tuple(Stage(key, heading) for key, heading in STAGES.items()),
        tuple(Row(key, label, stages, tone) for key, (label, tone, stages) in ROWS.items()),
        tuple(
            Handover(key, name, tuple(sources.split()), tuple(targets.split()), state, *ends(stages))
            for key, name, sources, targets, state, stages in HANDOVERS
        ),
        tuple(State(key, words, VERDICTS[key]) for key, words in WORDS.items()),
        any_age="Når som helst",
    )


LIFE_FRAME = Frame(
    "Livsløp og overganger i Fjordvik kommune", "26 overganger mellom 27 tjenester over sju livsfaser.", show_title=True
)


def life_scene() -> Scene:
    return timeline_scene(life_course(), LIFE_FRAME)


HOLDERS = (
    Holder("kst", "Kommunestyret", Tone.FAMILY),
    Holder("kd", "Kommunedirektøren", Tone.COORDINATION),
    Holder("oppvekst", "Kommunalsjef oppvekst", Tone.MUNICIPAL),
    Holder("helse", "Kommunalsjef helse og omsorg", Tone.MUNICIPAL, vacant=True),
    Holder("ke", "Leder for koordinerende enhet", Tone.EVERYDAY),
    Holder("barnevern", "Barnevernleder", Tone.EVERYDAY),
    Holder("bk", "Barnekoordinator", Tone.EVERYDAY),
    Holder("nav", "NAV-leder", Tone.EVERYDAY),
)
GRANTS = (
    Grant(
        "kst",
        "kd",
        "delegation",
        (
            "avgjøre hvem som samordner",
            "oppnevne barnekoordinator",
            "oppnevne koordinator",
            "fastsette rutiner for samarbeid",
            "inngå samarbeidsavtaler",
            "vedta individuell plan",
            "utpeke koordinerende enhet",
        ),
    ),
    Grant("kst", "barnevern", "lapsed", ("treffe vedtak etter barnevernsloven",)),
    Grant("kd", "oppvekst", "delegation", ("avgjøre hvem som samordner", "inngå samarbeidsavtaler")),
    Grant(
        "kd", "helse", "delegation", ("oppnevne barnekoordinator", "oppnevne koordinator", "utpeke koordinerende enhet")
    ),
    Grant("helse", "ke", "delegation", ("oppnevne barnekoordinator", "oppnevne koordinator")),
    Grant("oppvekst", "ke", "broken", ("avgjøre hvem som samordner",)),
    Grant("oppvekst", "barnevern", "delegation", ("inngå samarbeidsavtaler",)),
    Grant("ke", "bk", "delegation", ("samordne tilbudet til barnet",)),
    Grant("kd", "nav", "lapsed", ("dele opplysninger om samarbeid",)),
)


def delegation_scene() -> Scene:
    kinds = (
        link("delegation", "Delegert, gjelder"),
        link("lapsed", "Delegert, utgått"),
        link("broken", "Brutt: giveren har ikke myndigheten"),
    )
    return tree_scene(
        HOLDERS, GRANTS, kinds, Frame("Delegering i Fjordvik kommune", "Hvem har fått hvilken myndighet av hvem.")
    )


def chart_scene() -> Scene:
    series = [
        Series(words, OUTCOMES[key].tone, OUTCOMES[key].pattern)
        for key, words in {
            "assigned": "samordner er pekt ut",
            "gap": "ingen er pekt ut",
            "conflict": "to er pekt ut",
            "not_involved": "den utpekte følger ikke barnet",
            "not_designable": "kan ikke pekes ut",
        }.items()
    ]
    values = [
        (1024, 0, 0, 0, 0),
        (30720, 2048, 0, 0, 12),
        (61440, 4096, 128, 900, 0),
        (131072, 60, 0, 0, 0),
        (98304, 32768, 4096, 1, 2),
        (40000, 9000, 200, 3000, 400),
        (0, 0, 0, 0, 0),
    ]
    bars = [
        Bar(name, numbers, tuple(f"{n:,}".replace(",", "\u00a0") for n in numbers))
        for name, numbers in zip(STAGES.values(), values, strict=True)
    ]
    return stacked_bars(
        bars, series, Frame("Samordning per livsfase", "Andel situasjoner med samordner.", show_title=True), share=True
    )


def verdicts_scene() -> Scene:
    series = [Series(words, VERDICTS[key].tone, VERDICTS[key].pattern) for key, words in WORDS.items()]
    families = [
        "Samarbeid",
        "Avtaler",
        "Koordinerende enhet",
        "Samordning",
        "Delegering",
        "Overganger",
        "Planer og internkontroll",
    ]
    bars = [Bar(name, (12 - i, i, 3, 2 * i, 1)) for i, name in enumerate(families)]
    return stacked_bars(bars, series, Frame("Vurderinger per område", "Antall vurderinger per område."))
