"""The languages that everything for people is written in."""

from enum import StrEnum


class Language(StrEnum):
    """The three languages every text exists in: bokmål, nynorsk and English."""

    NB = "nb"
    NN = "nn"
    EN = "en"
