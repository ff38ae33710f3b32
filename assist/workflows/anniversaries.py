"""Days that lie whole months or years after another; where a month is too short, the day after it: the kinder reading."""

from datetime import date

_MONTHS_OF_A_YEAR = 12


def months_after(day: date, months: int) -> date:
    """Return the day `months` later: 31 January + 1 is 1 March (28 February has passed whole)."""
    year, month = divmod(day.year * _MONTHS_OF_A_YEAR + day.month - 1 + months, _MONTHS_OF_A_YEAR)
    try:
        return date(year, month + 1, day.day)
    except ValueError:  # that month has no such day
        year, month = divmod(year * _MONTHS_OF_A_YEAR + month + 1, _MONTHS_OF_A_YEAR)
        return date(year, month + 1, 1)


def years_after(day: date, years: int) -> date:
    """Return the day `years` later: 29 February + 1 is 1 March."""
    return months_after(day, years * _MONTHS_OF_A_YEAR)


def is_within_months(earlier: date, later: date, months: int) -> bool:
    """Say whether fewer than `months` lie between: on the anniversary itself they have passed."""
    return earlier <= later < months_after(earlier, months)
