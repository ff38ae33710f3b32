"""A decision as a person checks it: the rule, its facts, the sum line by line, the days, and the page that says so."""

from collections.abc import Iterator
from datetime import date, datetime

from assist import text
from assist.briefing import Version
from assist.domain.decision import Decision
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion

LABEL = 14
"""Characters of the column of labels."""
MOST_PAGES = 6


def text_of_nothing(suggestion: Suggestion) -> str:
    """Return why nothing was decided."""
    names = ", ".join(intent.name for intent in suggestion.triage.intents) or "none"
    return f"nothing decided (intents: {names}); the pages answer"


def text_of(decision: Decision, suggestion: Suggestion, version: Version) -> str:
    """Return one decision, a label and its words a line."""
    asked = "" if decision.asked in (None, decision.workflow) else f"   (asked: {decision.asked})"
    head = f"{decision.id}  {decision.rule_id}  {decision.outcome.value}{asked}"
    rows = [*_subject(decision), *_days(decision, version), *_money(decision), *_rest(decision)]
    rows += _actions(decision, suggestion)
    rows += _pages(decision, suggestion, version)
    return "\n".join([head, *(f"    {label:<{LABEL}}{said}" for label, said in rows)])


def _subject(decision: Decision) -> Iterator[tuple[str, str]]:
    if decision.order_number is not None:
        items = f"; items {', '.join(decision.item_ids)}" if decision.item_ids else ""
        yield "order", f"{decision.order_number}: {decision.choice_reason}{items}"
    for number, (name, value) in enumerate(decision.facts.items()):
        yield ("facts" if number == 0 else ""), f"{name} {_plain(value)}"


def _days(decision: Decision, version: Version) -> Iterator[tuple[str, str]]:
    zone = version.profile.time_zone
    if decision.last_day is not None:
        yield "last day", f"{_day(decision.last_day)}, until 23:59:59 {zone}"
    if decision.locks_at is not None:
        yield "locks at", f"{_moment(version.calendar.local(decision.locks_at))} {zone}"
    if decision.step_back_on is not None:
        yield "step back", _day(decision.step_back_on)
    if decision.then is not None:
        yield "then", f"{_day(decision.then.on)}: {decision.then.outcome}, {decision.then.path}"


def _money(decision: Decision) -> Iterator[tuple[str, str]]:
    for name, total in (decision.amount or {}).items():
        lines = [line for line in decision.lines if line.of == name]
        for at, line in enumerate(lines):
            yield (name if at == 0 and len(name) < LABEL else ""), f"{line.label:<34}{line.amount.amount:>+10.2f}"
        yield ("" if lines else name[: LABEL - 1]), f"{'= ' + name:<34}{total.amount:>10.2f} {total.currency}"
    paths = [f"{one.path} {one.amount}" if one.amount else one.path for one in decision.alternatives]
    if paths:
        yield "paths", " | ".join(paths)


def _rest(decision: Decision) -> Iterator[tuple[str, str]]:
    if decision.path is not None:
        yield "path", decision.path
    if decision.conditions:
        yield "if", "; ".join(decision.conditions)
    if decision.missing:
        yield "missing", ", ".join(decision.missing)
    if decision.approval is not None:
        because = f": {decision.approval.because}" if decision.approval.because else ""
        yield "approval", f"{decision.approval.by}{because}"
    for wrong in decision.inconsistencies:
        yield "facts?", f"{wrong.path}: {wrong.says}"
    if decision.next_step is not None:
        yield "next", decision.next_step


def _actions(decision: Decision, suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    for action in suggestion.actions:
        if action.id in decision.action_ids:
            params = " ".join(f"{name}={value}" for name, value in action.params.items())
            yield "action", f"{action.id} {action.kind} {params} (needs {action.requires})"


def _pages(decision: Decision, suggestion: Suggestion, version: Version) -> Iterator[tuple[str, str]]:
    """Yield the sentences the draft cites for this decision, else the first one of each passage behind it."""
    cited: list[tuple[str, str]] = []
    if isinstance(suggestion.reply, Draft):
        ours = {claim.id for claim in suggestion.reply.check.claims if decision.id in claim.by}
        cited = [(one.passage_id, one.quote) for one in suggestion.reply.citations if one.claim in ours]
    named = {passage_id for passage_id, _ in cited}
    for passage_id in decision.passage_ids:
        passage = version.retriever.passage(passage_id)
        spans = list(text.sentences(passage.text)) if passage is not None else []
        if passage_id not in named and passage is not None and spans:
            cited.append((passage_id, passage.text[spans[0][0] : spans[0][1]]))
    for passage_id, quote in dict.fromkeys(cited[:MOST_PAGES]):
        yield "page", f"{passage_id}: “{' '.join(quote.split())}”"


def _plain(value: object) -> str:
    if value is None:
        return "not known"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _moment(moment: datetime) -> str:
    return f"{_day(moment.date())} {moment:%H:%M}"


def text_of_all(suggestion: Suggestion, version: Version) -> str:
    """Return every decision of a suggestion, in the order of its intents."""
    if not suggestion.decisions:
        return text_of_nothing(suggestion)
    return "\n\n".join(text_of(one, suggestion, version) for one in suggestion.decisions)
