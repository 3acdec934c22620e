"""How old the catalogue is when something is audited by it."""

from datetime import date

from samhandling.law.catalogue import Catalogue
from samhandling.model.periods import add_months


def is_due_for_review(catalogue: Catalogue, as_of: date) -> bool:
    """Tell whether the catalogue was last reviewed longer ago than it should have been on a date.

    The limit is the parameter ``catalogue_review_months``; reports then carry the note ``lovdata.review_due``.
    """
    return as_of > add_months(catalogue.reviewed, catalogue.parameter("catalogue_review_months", as_of))
