"""Months and years on the calendar: the same day of another month, or its last day where that month is shorter."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """Return the same day that many months later; 31 January plus 1 is 28 or 29 February."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """Return the same day that many months earlier."""
    return months_after(day, -months)
