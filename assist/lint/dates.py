"""Pages and sections whose dates are over, end soon or lie ahead."""

from collections import defaultdict
from datetime import date, timedelta

from assist.domain.enums import DatesBy
from assist.lint.findings import Finding, Level
from assist.lint.subject import Placed, Source, Subject

EXPIRED, EXPIRING, UPCOMING = "expired", "expires-soon", "starts-later"
_STILL_NEEDED = timedelta(days=365)
"""Orders and deliveries this old are still asked about, so a text dated by them may still be what holds."""
_COUNTS = {
    DatesBy.MESSAGE: "messages",
    DatesBy.ORDER: "orders placed",
    DatesBy.DELIVERY: "parcels delivered",
}


def dates(subject: Subject) -> list[Finding]:
    """Report what has expired, what expires within `soon_days`, and what is not in force yet."""
    grouped: dict[tuple[str, int], list[Placed]] = defaultdict(list)
    sources = {source.file: source for source in subject.sources}
    for placed in subject.passages:
        grouped[placed.file, _line(sources[placed.file], placed)].append(placed)
    found = (_finding(subject, placed, line) for (_, line), placed in grouped.items())
    return [finding for finding in found if finding]


def _line(source: Source, placed: Placed) -> int:
    """Return where the dates stand: the section's heading when it has its own, else the front matter, once a page."""
    heading = source.lines[placed.line - 1]
    if "effective_" in heading:
        return placed.line
    return source.line_of("effective_until") if placed.passage.effective_until else source.line_of("effective_from")


def _finding(subject: Subject, group: list[Placed], line: int) -> Finding | None:
    first = group[0]
    start, end = first.passage.effective_from, first.passage.effective_until
    if end and end < subject.today:
        check, level, message = EXPIRED, _expired_level(first, subject.today), _expired(first, end)
    elif end and end <= subject.today + timedelta(days=subject.soon_days):
        covered = all(_is_covered(subject, each, end) for each in group)
        check, level = EXPIRING, Level.NOTE if covered else Level.WARNING
        message = _expiring(first, end, covered=covered)
    elif start and start > subject.today:
        check, level = UPCOMING, Level.NOTE
        message = f"is not in force yet: it holds for {_COUNTS[first.passage.dates_by]} from {start}."
    else:
        return None
    return Finding(
        check=check, level=level, file=first.file, line=line, message=f"{_called(group)} {message}",
        passage_id=_only_id(group),
    )  # fmt: skip


def _called(group: list[Placed]) -> str:
    """Name the section, or the page when its dates are the page's."""
    headings = group[0].passage.headings
    return f"“{headings[-1] if len(group) == 1 else headings[0]}”"


def _only_id(group: list[Placed]) -> str | None:
    return group[0].passage.id if len(group) == 1 else None


def _expired_level(placed: Placed, today: date) -> Level:
    end = placed.passage.effective_until
    by_message = placed.passage.dates_by is DatesBy.MESSAGE
    return Level.NOTE if not by_message and end and today - end <= _STILL_NEEDED else Level.WARNING


def _expired(placed: Placed, end: date) -> str:
    if placed.passage.dates_by is not DatesBy.MESSAGE:
        counts = _COUNTS[placed.passage.dates_by]
        return f"ended on {end} and holds only for {counts} until then: delete it once nobody can ask about those."
    if placed.is_macro:
        return f"ended on {end}, and agents can still send this macro: bring it up to date or delete it."
    return f"ended on {end} and answers nothing any more: give it a new date, or delete it."


def _expiring(placed: Placed, end: date, *, covered: bool) -> str:
    counts = _COUNTS[placed.passage.dates_by]
    if placed.is_macro:
        return f"is for {counts} until {end}: delete the macro then, or give it a new date."
    if covered:
        return f"holds for {counts} until {end}; after that other passages answer its topics."
    return f"holds for {counts} until {end}; after that no other passage answers its topics: prepare one."


def _is_covered(subject: Subject, ending: Placed, end: date) -> bool:
    """Say whether other customer passages answer each topic of this one the day after it ends."""
    if ending.is_macro or not ending.for_customers:  # tools of the agents; no customer goes without an answer
        return True
    after = end + timedelta(days=1)
    remaining = {
        intent
        for other in subject.passages
        if not other.is_macro
        and other.for_customers
        and other.passage.locale == ending.passage.locale
        and other.passage.in_force_on(after)
        for intent in other.passage.intents
    }
    return set(ending.passage.intents) <= remaining
