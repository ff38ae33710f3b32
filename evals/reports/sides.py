"""A changed answer side by side: both texts with what differs marked, and what else is not the same, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.comparison import ABSTENTION, CITATION, DECISION, INTENT, ROUTE, CaseChange
from evals.evaluation import Probe
from evals.outcomes import DecisionSaid, Said
from evals.reports import words

Stretch = tuple[str, str]
"""`same`, `gone` or `new`, and the text."""
NOTHING = "nothing"
MOST_FACTS = 5
"""Facts of a decision that are named; those of its alternatives come last."""


@dataclass(frozen=True)
class Beside:
    """Something other than the text that differs."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Answers:
    """Two answers: live to the left, the candidate to the right."""

    left: tuple[Stretch, ...]
    right: tuple[Stretch, ...]
    beside: tuple[Beside, ...]

    @property
    def is_same_text(self) -> bool:
        """Whether the words are the same and only something beside them differs."""
        return all(kind == "same" for kind, _ in (*self.left, *self.right))


@dataclass(frozen=True)
class Row:
    """A changed case as it is shown."""

    change: CaseChange
    anchor: str
    answers: Answers

    @property
    def state(self) -> str:
        """`worse`, `better` or `changed`."""
        if self.change.is_loss:
            return "worse"
        return "better" if self.change.is_gain else "changed"


def row(change: CaseChange, at: int) -> Row:
    """Return a changed case; `at` counts the cases of a report and makes the place that links lead to."""
    return Row(change, f"case-{at}", answers(change.before, change.after, change.changed))


def of_probe(probe: Probe) -> Answers:
    """Return both answers to a question the change itself raises."""
    return answers(probe.before, probe.after, probe.changed)


def answers(before: Said | None, after: Said | None, changed: Sequence[str]) -> Answers:
    """Return both texts with their differences, and the parts named in `changed` beside them."""
    stretches = list(words.marked(before, after))
    return Answers(
        left=tuple(one for one in stretches if one[0] != "new"),
        right=tuple(one for one in stretches if one[0] != "gone"),
        beside=tuple(_beside(before, after, changed)) if before and after else (),
    )


def _beside(before: Said, after: Said, changed: Sequence[str]) -> Iterator[Beside]:
    if ABSTENTION in changed:
        yield Beside("reply", _kind(before), _kind(after))
    if DECISION in changed:
        yield from _decisions(before.decisions, after.decisions)
    if CITATION in changed:
        gone = [name for name in before.cited if name not in after.cited]
        come = [name for name in after.cited if name not in before.cited]
        if gone or come:
            yield Beside("cited", ", ".join(gone) or NOTHING, ", ".join(come) or NOTHING)
        else:
            yield Beside("quoted", *_quotes(before, after))
    if INTENT in changed:
        yield Beside("intents", ", ".join(before.intents) or "none", ", ".join(after.intents) or "none")
    if ROUTE in changed:
        yield Beside("route", f"{before.level} → {before.queue}", f"{after.level} → {after.queue}")


def _kind(one: Said) -> str:
    return f"{one.reply_kind}{': ' + one.reason if one.reason else ''}".replace("_", " ")


def _quotes(before: Said, after: Said) -> tuple[str, str]:
    """Return the quotes that only one of the two holds."""
    old, new = ({one.quote for one in side.citations} for side in (before, after))
    gone = [one.quote for one in before.citations if one.quote not in new]
    come = [one.quote for one in after.citations if one.quote not in old]
    return " / ".join(dict.fromkeys(gone)) or NOTHING, " / ".join(dict.fromkeys(come)) or NOTHING


def _decisions(before: Sequence[DecisionSaid], after: Sequence[DecisionSaid]) -> Iterator[Beside]:
    old, new = ({(one.intent, one.workflow): one for one in side} for side in (before, after))
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        if was != now:
            yield Beside(f"decision on {key[0]}", _decided(was, now), _decided(now, was))


def _decided(one: DecisionSaid | None, other: DecisionSaid | None) -> str:
    """Return a decision in words, with those of its facts that the other has otherwise."""
    if one is None:
        return "none"
    known = other.stated if other else {}
    differing = sorted((name for name, value in one.stated.items() if known.get(name) != value), key=_depth)
    stated = [f"{name} {one.stated[name]}" for name in differing[:MOST_FACTS]]
    more = [f"{len(differing) - MOST_FACTS} facts more"] if len(differing) > MOST_FACTS else []
    return ", ".join([f"{one.outcome} by {one.rule_id}", *stated, *more]).replace("_", " ")


def _depth(name: str) -> int:
    """Return how far down a fact lies: `last_day` before `alternatives.refund.amount`."""
    return name.count(".")
