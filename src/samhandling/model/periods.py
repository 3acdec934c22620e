"""One small thing decides "in force" and "lapsed" for everything that has a start and an end."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both inclusive; no start means that nothing is known to have begun."""

    start: date | None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the period has begun and not ended on a day.

        >>> Period(date(2026, 1, 1), date(2026, 12, 31)).holds(date(2026, 12, 31))
        True
        """
        return self.start is not None and self.start <= day and (self.end is None or self.end >= day)

    def over(self, day: date) -> bool:
        """Tell whether the period began and has ended on a day."""
        return self.start is not None and self.start <= day and self.end is not None and self.end < day


def add_months(day: date, months: int) -> date:
    """Move a date by whole months; the month's last day where it has no such day.

    >>> add_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    >>> add_months(date(2026, 3, 31), -1)
    datetime.date(2026, 2, 28)
    """
    months_since_zero = day.year * 12 + day.month - 1 + months
    year, month = divmod(months_since_zero, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """Move a date by whole days, at most to the last date there is.

    >>> add_days(date(2026, 11, 21), 180)
    datetime.date(2027, 5, 20)
    """
    return day + min(timedelta(days), date.max - day)


def in_year(year: int, month: int, day: int) -> date:
    """The day of a year, or the last date there is when the year lies beyond it."""
    return date(year, month, day) if year <= date.max.year else date.max


def within_months(day: date, months: int, before: date) -> bool:
    """Tell whether ``day`` is within so many months before ``before``, both ends included."""
    return add_months(before, -months) <= day <= before
