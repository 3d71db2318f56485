"""Days of the calendar."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
