"""The controlled values of the model that the code itself speaks of.

Values are the slugs of the input contract; what they are *called* in each language is in ``config/vocabulary.yaml``.
"""

from enum import StrEnum


class Owner(StrEnum):
    """Who runs a service. A service is *municipal* when its owner is ``kommune``."""

    KOMMUNE = "kommune"
    FYLKESKOMMUNE = "fylkeskommune"
    STAT = "stat"
    PRIVAT = "privat"
    FRIVILLIG = "frivillig"


class PublicBody(StrEnum):
    """The public bodies on whose behalf a private provider can act."""

    KOMMUNE = "kommune"
    FYLKESKOMMUNE = "fylkeskommune"
    STAT = "stat"


class Organisation(StrEnum):
    """How a service is organised (kommuneloven chapters 17–20)."""

    EGEN = "egen"
    INTERKOMMUNAL = "interkommunal"
    VERTSKOMMUNE = "vertskommune"


class AgreementKind(StrEnum):
    """What sort of governing document an agreement is."""

    SAMARBEIDSAVTALE = "samarbeidsavtale"
    DELAVTALE = "delavtale"
    RUTINE = "rutine"
    PLAN = "plan"
    RETNINGSLINJE = "retningslinje"
    HANDLINGSVEILEDER = "handlingsveileder"
    MANDAT = "mandat"
    VERTSKOMMUNEAVTALE = "vertskommuneavtale"


class AgreementStatus(StrEnum):
    """Draft, adopted or terminated; a draft is never evidence."""

    UTKAST = "utkast"
    VEDTATT = "vedtatt"
    OPPSAGT = "oppsagt"


class RoleKind(StrEnum):
    """What sort of function a role is; two kinds exist once in a municipality."""

    KOMMUNESTYRE = "kommunestyre"
    FOLKEVALGT = "folkevalgt"
    KOMMUNEDIREKTOR = "kommunedirektor"
    LEDER = "leder"
    KOORDINATOR = "koordinator"
    BARNEKOORDINATOR = "barnekoordinator"
    ANNEN = "annen"


class LanguageForm(StrEnum):
    """The municipality's målform."""

    BOKMAL = "bokmal"
    NYNORSK = "nynorsk"
    NOYTRAL = "noytral"


class HitPolicy(StrEnum):
    """``first``: the first matching rule decides. ``unique``: matching rules may not disagree."""

    FIRST = "first"
    UNIQUE = "unique"


class ReportKind(StrEnum):
    """The yearly accounts to the kommunestyre (kommuneloven § 25-2, barnevernsloven § 15-3)."""

    INTERNAL_CONTROL = "25-2"
    CHILD_WELFARE = "bvl-15-3"


class Answer(StrEnum):
    """The municipality's own answer to a control question."""

    JA = "ja"
    DELVIS = "delvis"
    NEI = "nei"
    IKKE_AKTUELT = "ikke_aktuelt"
    IKKE_DOKUMENTERT = "ikke_dokumentert"
