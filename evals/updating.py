"""New expectations for cases whose old value was meant to change: one proposal a group, accepted or left by a person.

Only values follow: a day, a sum, an outcome, the words that stated them. A case that must abstain, a wrong tag and a
forbidden word stay as they are, for a person to look at.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assist import atoms
from assist import text as texts
from assist.domain.base import Frozen, Moment
from evals.cases import Approval, Case
from evals.changes import Item
from evals.comparison import BETWEEN, CaseChange, Group
from evals.evaluation import Evaluation
from evals.outcomes import DecisionSaid, Said
from evals.scorers.words import says
from evals.scores import Part

_DAYS = ("last_day", "step_back_on")
_MONTHS = tuple(
    names.split("|")
    for names in (
        "January|February|March|April|May|June|July|August|September|October|November|December",
        "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    )
)


class FieldUpdate(Frozen):
    """One expectation before and after, by its path: `decisions[0].last_day`."""

    field: str
    before: str
    after: str


class CaseUpdate(Frozen):
    """What one case would expect."""

    case_id: str
    fields: tuple[FieldUpdate, ...]
    updated: Case


class GroupUpdate(Frozen):
    """What a person accepts at once."""

    group: str
    cause: str
    cases: tuple[CaseUpdate, ...] = ()
    left: tuple[str, ...] = ()
    """Lost cases of the group that no rule updates: they need a person, or the change is wrong."""


def proposed(found: Evaluation, cases: Mapping[str, Case]) -> list[GroupUpdate]:
    """Return a proposal for every group that lost cases, or whose old value some case still reasons with."""
    changes = {one.case_id: one for one in (*found.changes, *found.drift)}
    replaced = [pair for item in found.items for fact in item.facts if (pair := _values(fact.before, fact.after))]
    told: list[GroupUpdate] = []
    for group in found.groups:
        known = {one.case_id for before in told for one in before.cases}
        stale = {name: item for name, item in _stale(found, group).items() if name not in {*group.lost, *known}}
        if group.lost or stale:
            lost = _of_group(group, changes, cases, replaced)
            kept = [(name, _of_reason(cases[name], item, group)) for name, item in stale.items() if name in cases]
            told.append(_with(lost, kept))
    return told


def approved(update: CaseUpdate, by: str, at: Moment) -> Case:
    """Return the updated case with the name of who accepted it."""
    return update.updated.model_copy(update={"approved": Approval(by=by, at=at)})


def _stale(found: Evaluation, group: Group) -> dict[str, Item]:
    """Return the cases that reason with a value the group replaced, and the item that holds it."""
    items = {item.id: item for item in found.items}
    return {
        name: items[one.item]
        for one in found.coverage
        if one.item in group.items or items[one.item].label in group.cause.split(BETWEEN)
        for name in one.stale
    }


def _of_reason(case: Case, item: Item, group: Group) -> CaseUpdate | None:
    """Return a case that stays right, and whose reason alone names the old value; None when its words name it too."""
    fact = next(one for one in item.facts if one.before and one.after)
    spoken = " ".join(pattern for words in case.expect.must_say for pattern in words)
    if any(atom.value == fact.before for atom in atoms.extract(spoken)):
        return None
    field = FieldUpdate(field="why", before=str(fact.before), after=str(fact.after))
    return CaseUpdate(case_id=case.id, fields=(field,), updated=_reasoned(case, group.cause))


def _with(update: GroupUpdate, more: Sequence[tuple[str, CaseUpdate | None]]) -> GroupUpdate:
    return update.model_copy(
        update={
            "cases": (*update.cases, *(one for _, one in more if one is not None)),
            "left": (*update.left, *(name for name, one in more if one is None)),
        }
    )


def _reasoned(case: Case, cause: str) -> Case:
    """Return the case with the change added to its reason: the arithmetic before it stands as it was."""
    return case.model_copy(update={"why": f"{case.why} Since then {cause}."})


def _of_group(
    group: Group, changes: Mapping[str, CaseChange], cases: Mapping[str, Case], replaced: Sequence[tuple[str, str]]
) -> GroupUpdate:
    updates = [(name, _of_case(cases[name], changes[name], replaced)) for name in group.lost if name in cases]
    told = [
        (name, update and update.model_copy(update={"updated": _reasoned(update.updated, group.cause)}))
        for name, update in updates
    ]
    return _with(GroupUpdate(group=group.name, cause=group.cause), told)


def _of_case(case: Case, change: CaseChange, replaced: Sequence[tuple[str, str]]) -> CaseUpdate | None:
    """Return what the case would expect; None when some lost part would still be lost."""
    if change.before is None or change.after is None or not {*change.lost} <= {Part.DECISIONS, Part.REPLY}:
        return None
    expect: dict[str, Any] = case.expect.model_dump(mode="json", by_alias=True, exclude_unset=True)
    fields: list[FieldUpdate] = []
    if Part.DECISIONS in change.lost:
        fields += _decisions(expect, change.before, change.after)
    if Part.REPLY in change.lost:
        told = [*replaced, *_of_decisions(change.before, change.after)]
        said = list(_reply(expect, change.before, change.after, told))
        if case.expect.refuses_a_draft or _forbidden(expect, change.after) or _unsaid(expect, change.after):
            return None
        fields += said
    if not fields:
        return None
    whole = {**case.model_dump(mode="json", by_alias=True, exclude_unset=True), "expect": expect}
    return CaseUpdate(case_id=case.id, fields=tuple(fields), updated=Case.model_validate(whole))


def _decisions(expect: dict[str, Any], before: Said, after: Said) -> Iterator[FieldUpdate]:
    for at, wanted in enumerate(expect.get("decisions") or ()):
        was, now = _meant(wanted, before.decisions), _meant(wanted, after.decisions)
        if was is None or now is None:
            continue
        for name, value in _followed(wanted, was, now):
            old, wanted[name] = wanted[name], value
            yield FieldUpdate(field=f"decisions[{at}].{name}", before=_shown(old), after=_shown(value))


def _meant(wanted: Mapping[str, Any], decisions: Sequence[DecisionSaid]) -> DecisionSaid | None:
    """Return the decision an expectation is about."""
    intents, workflows = _listed(wanted.get("intent")), _listed(wanted.get("workflow"))
    return next(
        (
            one
            for one in decisions
            if (not intents or one.intent in intents) and (not workflows or one.workflow in workflows)
        ),
        None,
    )


def _followed(wanted: Mapping[str, Any], was: DecisionSaid, now: DecisionSaid) -> Iterator[tuple[str, Any]]:
    """Yield the fields whose expected value was the old one and is no longer said."""
    if was.outcome in _listed(wanted.get("outcome")) and now.outcome not in _listed(wanted.get("outcome")):
        yield "outcome", now.outcome
    prefix = wanted.get("rule_prefix")
    if prefix and was.rule_id.startswith(prefix) and not now.rule_id.startswith(prefix):
        yield "rule_prefix", now.rule_id
    for name in (*_DAYS, "locks_at", "path"):
        if wanted.get(name) and was.stated.get(name) != now.stated.get(name) and now.stated.get(name):
            yield name, now.stated[name]
    if wanted.get("then") and was.stated.get("then.on") != now.stated.get("then.on") and now.stated.get("then.on"):
        yield "then", {**wanted["then"], "on": now.stated["then.on"]}
    amounts = dict(wanted.get("amount") or {})
    moved = {name: now.stated[f"amount.{name}"] for name in amounts if f"amount.{name}" in now.stated}
    if {**amounts, **moved} != amounts:
        yield "amount", {**amounts, **moved}
    if "approval" in wanted and was.stated.get("approval.by") != now.stated.get("approval.by"):
        by = now.stated.get("approval.by")
        yield "approval", {"by": by} if by else None


def _reply(
    expect: dict[str, Any], before: Said, after: Said, replaced: Sequence[tuple[str, str]]
) -> Iterator[FieldUpdate]:
    kinds = _listed(expect.get("reply_kind"))
    if kinds and before.reply_kind in kinds and after.reply_kind not in kinds:
        expect["reply_kind"] = after.reply_kind
        yield FieldUpdate(field="reply_kind", before=" or ".join(kinds), after=after.reply_kind)
    for at, group in enumerate(expect.get("must_say") or ()):
        patterns = _listed(group)
        if any(says(one, after.text) for one in patterns) or not any(says(one, before.text) for one in patterns):
            continue
        matching = next(one for one in patterns if says(one, before.text))
        new = _renewed(matching, before.text, after.text, replaced)
        if new is not None:
            expect["must_say"][at] = [new]
            yield FieldUpdate(field=f"must_say[{at}]", before=" or ".join(patterns), after=new)
    for at, pattern in enumerate(expect.get("in_order") or ()):
        new = None if says(pattern, after.text) else _renewed(pattern, before.text, after.text, replaced)
        if new is not None:
            expect["in_order"][at] = new
            yield FieldUpdate(field=f"in_order[{at}]", before=pattern, after=new)


def _unsaid(expect: Mapping[str, Any], after: Said) -> bool:
    """Say whether words are still missing that no value explains."""
    wanted = [*map(_listed, expect.get("must_say") or ()), *([one] for one in expect.get("in_order") or ())]
    return not all(any(says(one, after.text) for one in patterns) for patterns in wanted)


def _forbidden(expect: Mapping[str, Any], after: Said) -> bool:
    return any(says(one, after.text) for group in expect.get("must_not_say") or () for one in _listed(group))


def _renewed(pattern: str, before: str, after: str, replaced: Sequence[tuple[str, str]]) -> str | None:
    """Return the pattern with the new values, else the sentence that took the place of the one it matched."""
    new = pattern
    for old, value in replaced:
        new = re.sub(rf"(?<![\w.,]){re.escape(old)}(?!\w)", value, new)
    if new != pattern and says(new, after):
        return new
    stood = next((one for one in _sentences(before) if says(pattern, one)), None)
    if stood is None:
        return None
    known = set(_sentences(before))
    fresh = [one for one in _sentences(after) if one not in known]
    alike = difflib.get_close_matches(stood, fresh, n=1, cutoff=0.5)
    return re.escape(alike[0]) if alike else None


def _of_decisions(before: Said, after: Said) -> Iterator[tuple[str, str]]:
    """Yield old and new values of the decisions, as replies speak them: days in words too."""
    for was, now in zip(before.decisions, after.decisions, strict=False):
        for name in was.stated.keys() & now.stated.keys():
            old, new = was.stated[name], now.stated[name]
            if old == new:
                continue
            yield old, new
            yield from _spoken(old, new)


def _spoken(old: str, new: str) -> Iterator[tuple[str, str]]:
    try:
        was, now = date.fromisoformat(old[:10]), date.fromisoformat(new[:10])
    except ValueError:
        return
    for months in _MONTHS:
        yield f"{was.day} {months[was.month - 1]}", f"{now.day} {months[now.month - 1]}"
        yield f"{was.day} de {months[was.month - 1]}", f"{now.day} de {months[now.month - 1]}"


def _values(before: str | None, after: str | None) -> tuple[str, str] | None:
    """Return the bare values of a fact that changed: `30 day` to `45 day` is 30 to 45."""
    old, new = (re.match(r"[\d.,:-]+", one or "") for one in (before, after))
    return (old.group(), new.group()) if old and new and old.group() != new.group() else None


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in texts.sentences(text)]


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " or ".join(map(str, value))
    return ", ".join(f"{name} {each}" for name, each in value.items()) if isinstance(value, dict) else str(value)
