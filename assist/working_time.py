"""Working days and service hours in a client's own time zone and holiday list. Knows no policy.

A working day is Monday to Friday minus the holidays given; hours count only on such days.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from assist.domain.base import Frozen

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Stretch(NamedTuple):
    """Time from one moment to another, UTC."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)


class WorkingTime(Frozen):
    """A client's calendar; `hours` by weekday name, `short_days` by date override them."""

    time_zone: str
    holidays: tuple[date, ...] = ()
    hours: Mapping[str, tuple[time, time]] = {}
    short_days: Mapping[date, tuple[time, time]] = {}

    def local(self, moment: datetime) -> datetime:
        """Return the moment on the client's clock."""
        return moment.astimezone(ZoneInfo(self.time_zone))

    def day(self, moment: datetime) -> date:
        """Return the calendar day of a moment in the client's time zone."""
        return self.local(moment).date()

    def at(self, day: date, clock: time) -> datetime:
        """Return the moment (UTC) when the client's clock shows `clock` on `day`."""
        return datetime.combine(day, clock, ZoneInfo(self.time_zone)).astimezone(UTC)

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` is Monday to Friday and no holiday."""
        return day.weekday() < 5 and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`; 0 is `day` itself."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def working_days_since(self, start: date, today: date) -> int:
        """Count working days from the day after `start`, `today` included."""
        days = (today - start).days
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))

    def opening(self, day: date) -> tuple[time, time] | None:
        """Return the service hours of `day`, or None when closed."""
        if day in self.short_days:
            return self.short_days[day]
        return None if day in self.holidays else self.hours.get(WEEKDAYS[day.weekday()])

    def is_open(self, moment: datetime) -> bool:
        """Say whether someone answers at `moment`."""
        local = self.local(moment)
        opening = self.opening(local.date())
        return opening is not None and opening[0] <= local.time() < opening[1]

    def add_service_minutes(self, moment: datetime, minutes: int) -> datetime:
        """Return the moment (UTC) `minutes` of service time after `moment`; without hours, plain minutes."""
        return self.service_stretches(moment, minutes)[-1].end

    def service_stretches(self, moment: datetime, minutes: int) -> tuple[Stretch, ...]:
        """Return the stretches of service time that make up `minutes` after `moment`; at least one, perhaps empty."""
        moment = moment.astimezone(UTC)  # local datetimes add by the clock on the wall
        plain = Stretch(moment, moment + timedelta(minutes=minutes))
        if not self.hours:
            return (plain,)
        left = timedelta(minutes=minutes)
        found: list[Stretch] = []
        day = self.local(moment).date()
        for _ in range(60):  # two months closed: give up counting hours
            opening = self.opening(day)
            if opening is not None:
                start = max(moment, self.at(day, opening[0]))
                end = self.at(day, opening[1])
                if start + left <= end:
                    return (*found, Stretch(start, start + left))
                if start < end:
                    found.append(Stretch(start, end))
                    left -= end - start
            day += timedelta(days=1)
        return (plain,)
