"""Live and candidate side by side on the same cases: what changed in each answer, by which cause, for better or worse."""

import re
from collections.abc import Iterable, Mapping, Sequence

from assist.domain.base import Frozen
from evals.cases import Case
from evals.changes import Differences, Item, ItemKind
from evals.outcomes import Outcome, Said
from evals.scores import Part
from evals.touching import causes, touched_by

ANSWER, CITATION, DECISION, ABSTENTION, INTENT, ROUTE = (
    "answer", "citation", "decision", "abstention", "intent", "route",
)  # fmt: skip
KEPT = (ANSWER, CITATION, DECISION, ABSTENTION, INTENT)
"""What an untouched case must keep; its route follows from these."""
DRIFT = "nothing it rests on changed"
BETWEEN = "; "
"""Between the parts of a cause."""
_VALUE = re.compile(r"\d[\d.,:-]*")


class CaseChange(Frozen):
    """One case whose answer, or the worth of it, is not the same."""

    case_id: str
    asked: str
    """The customer's newest words."""
    channel: str
    is_approved: bool
    is_critical: bool
    touched: tuple[str, ...]
    """Items its evidence holds; empty: drift."""
    changed: tuple[str, ...]
    causes: tuple[str, ...]
    """Items that explain it, by id."""
    cause: str
    """The causes in words: what it is grouped by."""
    lost: tuple[Part, ...]
    """Parts that were right and are wrong."""
    gained: tuple[Part, ...]
    why: tuple[str, ...]
    """What is wrong now in the parts that were lost."""
    before: Said | None
    after: Said | None

    @property
    def is_drift(self) -> bool:
        return not self.touched

    @property
    def is_loss(self) -> bool:
        return bool(self.lost)

    @property
    def is_gain(self) -> bool:
        return bool(self.gained) and not self.lost


class Group(Frozen):
    """Cases that changed by one cause: `183 answers: 30 day -> 45 day`."""

    name: str
    """Short and stable: what a person accepts it by."""
    cause: str
    items: tuple[str, ...]
    cases: tuple[str, ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]


def compared(
    cases: Mapping[str, Case], before: Sequence[Outcome], after: Sequence[Outcome], differences: Differences
) -> list[CaseChange]:
    """Return what changed, worst first: lost critical cases, losses, other changes, gains; then by case id."""
    pairs = zip(before, after, strict=True)
    found = [change for was, now in pairs if (change := _change(cases[was.case_id], was, now, differences))]
    return sorted(
        found, key=lambda one: (not (one.is_loss and one.is_critical), not one.is_loss, one.is_gain, one.case_id)
    )


def grouped(changes: Sequence[CaseChange]) -> list[Group]:
    """Return the changes by cause, the group with most losses first.

    One new value is one cause, wherever it stands: answers that only the rule or only the page moved join those that both
    moved, if nothing else did.
    """
    by_cause: dict[str, list[CaseChange]] = {}
    joined = _joined({change.cause for change in changes})
    for change in changes:
        by_cause.setdefault(joined[change.cause], []).append(change)
    groups = [
        Group(
            name="",
            cause=cause,
            items=tuple(dict.fromkeys(item for one in members for item in one.causes)),
            cases=tuple(one.case_id for one in members),
            lost=tuple(one.case_id for one in members if one.is_loss),
            gained=tuple(one.case_id for one in members if one.is_gain),
        )
        for cause, members in by_cause.items()
    ]
    groups.sort(key=lambda one: (-len(one.lost), -len(one.cases), one.cause))
    return [group.model_copy(update={"name": f"g{at}"}) for at, group in enumerate(groups, start=1)]


def touched_cases(
    before: Sequence[Outcome], after: Sequence[Outcome], differences: Differences
) -> dict[str, tuple[str, ...]]:
    """Return the items each touched case is touched by."""
    pairs = zip(before, after, strict=True)
    found = {was.case_id: touched_by(was, now, differences) for was, now in pairs}
    return {name: items for name, items in found.items() if items}


def difference(before: Said | None, after: Said | None) -> tuple[str, ...]:
    """Return what of an answer differs."""
    if before is None or after is None:
        return () if before is after else (ANSWER,)
    differs = {
        ABSTENTION: (before.reply_kind, before.reason) != (after.reply_kind, after.reason),
        DECISION: before.decisions != after.decisions,
        ANSWER: before.text != after.text,
        CITATION: before.citations != after.citations,
        INTENT: before.intents != after.intents,
        ROUTE: (before.level, before.queue) != (after.level, after.queue),
    }
    return tuple(name for name, is_other in differs.items() if is_other)


def _change(case: Case, before: Outcome, after: Outcome, differences: Differences) -> CaseChange | None:
    changed = difference(before.said, after.said)
    was = {one.part for one in before.assertions if not one.holds}
    now = {one.part for one in after.assertions if not one.holds}
    lost = tuple(part for part in Part if part in now - was)
    gained = tuple(part for part in Part if part in was - now)
    if not (changed or lost or gained):
        return None
    touched = touched_by(before, after, differences)
    behind = causes(touched, before.said, after.said, differences)
    return CaseChange(
        case_id=case.id,
        asked=case.request.messages[-1].text if case.request.messages else "",
        channel=case.request.channel.value,
        is_approved=case.counts,
        is_critical=case.critical,
        touched=touched,
        changed=changed,
        causes=tuple(item.id for item in behind),
        cause=_cause(behind) if touched else DRIFT,
        lost=lost,
        gained=gained,
        why=tuple(f"{one.part}: {why}" for one in after.assertions if one.part in lost for why in one.why),
        before=before.said,
        after=after.said,
    )


def _joined(causes: Iterable[str]) -> dict[str, str]:
    """Return the cause each is grouped under: the longest that holds it and tells of the same values."""
    longest_first = sorted(causes, key=lambda one: (-len(one), one))
    return {
        cause: next(one for one in longest_first if one == cause or (_holds(one, cause) and _same_values(one)))
        for cause in longest_first
    }


def _holds(cause: str, other: str) -> bool:
    return set(other.split(BETWEEN)) < set(cause.split(BETWEEN))


def _same_values(cause: str) -> bool:
    """Say whether all parts of a cause put one value in the place of one other: `30 -> 45` and `30 day -> 45 day`."""
    told = {tuple(_VALUE.findall(part.rpartition(": ")[2])) for part in cause.split(BETWEEN)}
    return len(told) == 1 and all(len(values) == 2 for values in told)


def _cause(items: Sequence[Item]) -> str:
    """Name the causes: where passages and numbers changed alike, the change itself; else the item."""
    if not items:
        return DRIFT
    labels = list(dict.fromkeys(_named(item) for item in items))
    return BETWEEN.join([*labels[:3], *(["..."] if len(labels) > 3 else [])])


def _named(item: Item) -> str:
    return (
        item.label
        if item.kind in (ItemKind.PASSAGE, ItemKind.NOTICE)
        else f"{item.id.partition(':')[2] or item.id}: {item.label}"
    )
