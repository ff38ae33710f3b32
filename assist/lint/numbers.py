"""What pages tell customers against the numbers the rules compute with: the page says 30 days, the rule says 14."""

from collections.abc import Sequence
from typing import NamedTuple

from assist.lint import blocks, meanings, vocabulary
from assist.lint.assertions import CUT_OFF, LIMIT, Assertion, Figure, of_passages
from assist.lint.findings import Finding, Level
from assist.lint.quoting import short
from assist.lint.roles import Parameter, parameters
from assist.lint.subject import Placed, Subject

CODE = "numbers-differ"
_KINDS = {"price": "money", LIMIT: "money", CUT_OFF: "time"}
_ONE_SPAN = ({"5 working day", "7 day"}, {"10 working day", "14 day"})
"""A week and two weeks, counted with and without their weekends."""
_MINUTES_A_DAY = 1440
_MOST_NAMED = 3


class Said(NamedTuple):
    """One number on a page, and what it may mean."""

    where: Assertion
    figure: Figure
    means: frozenset[str]


def against_numbers(subject: Subject) -> list[Finding]:
    """Return the numbers of `workflows.yaml` that a page states otherwise, or that no page of their block states."""
    read = blocks.parsed(subject)
    if read is None or subject.profile is None:
        return []
    said = [_said(each, figure) for each in of_passages(_current(subject)) for figure in each.figures]
    found = []
    for parameter in parameters(read, subject.profile.currency):
        found += _of_parameter(parameter, said, blocks.pages(read, parameter.block), subject)
    return found


def _current(subject: Subject) -> list[Placed]:
    """Leave out what has ended, and what agents send by hand: a stale macro is told as a contradiction."""
    return [
        placed
        for placed in subject.passages
        if not placed.is_macro
        and (placed.passage.effective_until is None or placed.passage.effective_until >= subject.today)
    ]


def _said(where: Assertion, figure: Figure) -> Said:
    headings = where.placed.passage.headings
    means = [meanings.of(figure.near, where.ruled, headings, measure) for measure in _measures(figure)]
    return Said(where, figure, frozenset().union(*means))


def _measures(figure: Figure) -> tuple[str, ...]:
    if figure.dimension != "duration":
        return (figure.dimension,)
    unit = figure.value.rsplit(" ", 1)[-1]
    if unit == "minute":
        return (meanings.MINUTES, meanings.DAYS) if _days(figure.value) != figure.value else (meanings.MINUTES,)
    return (f"{unit}s",)


def _of_parameter(
    parameter: Parameter, said: Sequence[Said], pages: tuple[str, ...], subject: Subject
) -> list[Finding]:
    """A number its pages state is right; other pages that differ contradict those, which is told there."""
    line = blocks.line_of(parameter.path, subject.workflows_text)
    on_its_pages = [each for each in said if str(each.where.placed.passage.page_id) in pages] or list(said)
    speaking = _speaking_of(parameter, on_its_pages) or _speaking_of(parameter, said)
    if any(_is(parameter, each.figure) for each in speaking):
        return []
    is_said_otherwise = any(not each.means and _is(parameter, each.figure) for each in on_its_pages)
    if speaking and not is_said_otherwise:
        return [_differs(parameter, line, speaking[0], subject)]
    if any(_states(parameter, each) for each in on_its_pages):
        return []
    holders = {str(each.where.placed.passage.page_id) for each in said if _states(parameter, each)}
    return [_unstated(parameter, line, pages, sorted(holders), subject)]


def _speaking_of(parameter: Parameter, said: Sequence[Said]) -> list[Said]:
    """Return the numbers that mean the parameter and nothing else, where it holds."""
    return [
        each
        for each in said
        if parameter.meaning is not None
        and each.means == {parameter.meaning}
        and not _is_for_some_days(each.where.placed)
        and (not parameter.is_local or _place(each) == parameter.places)
    ]


def _is_for_some_days(placed: Placed) -> bool:
    """A section with both dates overrides the rule and does not state it."""
    return placed.passage.effective_from is not None and placed.passage.effective_until is not None


def _place(each: Said) -> frozenset[str]:
    heading = {word.concept for word in vocabulary.words(each.where.placed.passage.headings[-1])}
    above = vocabulary.telling_apart(frozenset(heading))
    return vocabulary.place(vocabulary.inheriting(each.figure.apart, above))


def _states(parameter: Parameter, each: Said) -> bool:
    """Say whether the sentence holds the number, also as `5 elsewhere` behind `3 working days in Spain`."""
    return parameter.value.split(" ")[0] in each.where.numbers or _is(parameter, each.figure)


def _is(parameter: Parameter, figure: Figure) -> bool:
    if _KINDS.get(figure.dimension, figure.dimension) != parameter.kind:
        return False
    if parameter.kind == "date":
        return figure.value[5:] == parameter.value[5:]
    value = _days(figure.value)
    return parameter.value in (figure.value, value) or {parameter.value, value} in _ONE_SPAN


def _days(value: str) -> str:
    """Return `2 day` for `2880 minute`."""
    count, _, unit = value.partition(" ")
    if unit == "minute" and count.isdigit() and int(count) % _MINUTES_A_DAY == 0:
        return f"{int(count) // _MINUTES_A_DAY} day"
    return value


def _differs(parameter: Parameter, line: int, each: Said, subject: Subject) -> Finding:
    here = f"{subject.workflows_file}:{line}"
    placed, start = each.where.placed, each.where.start
    return Finding(
        check=CODE,
        level=Level.ERROR,
        file=placed.file,
        line=placed.line_at(start),
        message=f"“{short(each.where.written, each.figure.written)}” — but the rule {parameter.name} at {here} "
        f"computes with {parameter.written}. Decide which one holds and change the other.",
        passage_id=placed.passage.id,
        other=here,
    )


def _unstated(parameter: Parameter, line: int, pages: tuple[str, ...], holders: list[str], subject: Subject) -> Finding:
    return Finding(
        check=CODE,
        level=Level.NOTE,
        file=subject.workflows_file,
        line=line,
        message=f"The rule {parameter.name} computes with {parameter.written}, and {_where(parameter, pages, holders)}",
    )


def _where(parameter: Parameter, pages: tuple[str, ...], holders: list[str]) -> str:
    if not holders:
        return f"{_unread(pages)}: customers cannot look it up. Add a sentence to a page."
    found = f"it stands on {_listed(holders[:_MOST_NAMED], 'and')}"
    if not pages:
        return f"{found}: name the right page in {parameter.block}.pages, so that a change is looked for there."
    return f"{found}, which {parameter.block}.pages does not name: add the right one there."


def _unread(pages: tuple[str, ...]) -> str:
    if not pages:
        return "no page says so"
    return f"{pages[0]} does not say so" if len(pages) == 1 else f"neither {_listed(pages, 'nor')} says so"


def _listed(names: Sequence[str], joined: str) -> str:
    return f" {joined} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
