"""Rules against the legal floors of the countries served: a client may be kinder than the law, never less kind.

Not legal advice: the floors name their sources, and the brand signs its sheet.
"""

from collections.abc import Iterator
from typing import NamedTuple

from assist.lint import blocks
from assist.lint.findings import Finding, Level
from assist.lint.subject import Subject
from assist.workflows.floors import CountryFloors
from assist.workflows.parameters import Parameters

BELOW = "below-the-law"
WORKING_DAYS_A_WEEK, DAYS_A_WEEK = 5, 7


class _Breach(NamedTuple):
    """A parameter that gives less than the law of a country."""

    path: tuple[str, ...]
    says: str


def below_the_law(subject: Subject) -> list[Finding]:
    """Return the rules that give customers less than the law of a country the client serves."""
    if subject.profile is None or subject.parameters is None or subject.floors is None:
        return []
    countries: dict[_Breach, list[str]] = {}
    for country in subject.profile.countries:
        law = subject.floors.of(country)
        for breach in _breaches(subject.parameters, law, country) if law is not None else ():
            countries.setdefault(breach, []).append(country)
    return [_finding(breach, named, subject) for breach, named in countries.items()]


def _breaches(rules: Parameters, law: CountryFloors, country: str) -> Iterator[_Breach]:
    yield from _too_short(rules, law)
    for tag in sorted(set(rules.return_.excluded_unless_faulty) - set(law.withdrawal_excludes)):
        if law.withdrawal_days is not None:
            yield _Breach(
                ("return", "excluded_unless_faulty"),
                f"excludes {tag} items, which the law lets customers return within {law.withdrawal_days} days",
            )
    years = rules.warranty.legal_years if rules.warranty is not None else {}
    named = country if country in years else "default"
    if law.faulty_years is not None and years.get(named, law.faulty_years) < law.faulty_years:
        yield _Breach(
            ("warranty", "legal_years", named),
            f"gives {years[named]} years for a fault, and the law {law.faulty_years}",
        )


def _too_short(rules: Parameters, law: CountryFloors) -> Iterator[_Breach]:
    outlet = rules.return_.outlet
    windows: list[tuple[tuple[str, ...], int]] = [(("return", "window_days"), rules.return_.window_days)]
    windows += [(("return", "outlet", "window_days"), outlet.window_days)] if outlet is not None else []
    for path, days in windows:
        if law.withdrawal_days is not None and days < law.withdrawal_days:
            yield _Breach(path, f"gives {days} days to return, and the law {law.withdrawal_days}, sale items included")
    send = rules.return_.send_within_days
    if send is not None and law.withdrawal_send_days is not None and send < law.withdrawal_send_days:
        yield _Breach(
            ("return", "send_within_days"), f"gives {send} days to send it, and the law {law.withdrawal_send_days}"
        )
    pay = rules.refund.pay_within_working_days
    if pay is not None and law.refund_within_days is not None and _calendar(pay) > law.refund_within_days:
        yield _Breach(
            ("refund", "pay_within_working_days"),
            f"takes {pay} working days to refund, and the law allows {law.refund_within_days} days",
        )


def _calendar(working_days: int) -> int:
    """Return how many days so many working days are at the least, weekends counted."""
    return working_days * DAYS_A_WEEK // WORKING_DAYS_A_WEEK


def _finding(breach: _Breach, countries: list[str], subject: Subject) -> Finding:
    name = ".".join(breach.path)
    return Finding(
        check=BELOW,
        level=Level.ERROR,
        file=subject.workflows_file,
        line=blocks.line_of(breach.path, subject.workflows_text),
        message=f"The rule {name} {breach.says} ({', '.join(countries)}). Decisions give what the law gives; "
        "write the kinder number here and on the page.",
    )
