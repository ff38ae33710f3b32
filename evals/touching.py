"""Which changed items a case is touched by, and which of them caused what changed in its answer."""

from collections.abc import Sequence

from evals.changes import Differences, Item, ItemKind
from evals.meaning import Kind
from evals.outcomes import Outcome, Said


def touched_by(before: Outcome, after: Outcome, differences: Differences) -> tuple[str, ...]:
    """Return the ids of the items that the evidence of either side holds, those behind a difference first."""
    seen = {*before.evidence, *after.evidence}
    passages = [name for name in differences.passages if name in seen]
    settings = [one.id for one in differences.settings if _reaches(one, before.said, after.said)]
    return (*passages, *settings)


def _reaches(item: Item, before: Said | None, after: Said | None) -> bool:
    """Say whether a setting is evidence of an answer: numbers of its decisions, sentences of its rules, else anything."""
    decisions = [decision for side in (before, after) if side is not None for decision in side.decisions]
    block, _, rest = item.id.partition(":")[2].partition(".")
    if item.kind is ItemKind.PARAMETER:
        # Workflows read each other's blocks, so that whatever decides otherwise was decided by what changed.
        own = any(rest.startswith(one.rule_id) for one in decisions) if block == "passages" else False
        return own or any(one.workflow == block for one in decisions) or decided_otherwise(before, after)
    if item.kind is ItemKind.ANSWER and block == "rules":
        return any(rest.startswith(one.rule_id) or one.rule_id.startswith(rest.partition("[")[0]) for one in decisions)
    return True


def causes(touching: Sequence[str], before: Said | None, after: Said | None, differences: Differences) -> list[Item]:
    """Return the items that explain a difference best: what is cited and changed, what decides, what was found."""
    items = {one.id: one for one in differences.items}
    passages = [items[name] for name in touching if name in differences.passages]
    others = [items[name] for name in touching if name not in differences.passages]
    cited = {name for side in (before, after) if side is not None for name in side.cited}
    quoted = [one for one in passages if one.id in cited]
    deciding = [one for one in others if one.kind is ItemKind.PARAMETER] if decided_otherwise(before, after) else []
    if deciding:
        return [*deciding, *(one for one in quoted if one.is_meant)]
    if quoted:
        return [one for one in quoted if one.is_meant] or quoted
    # What is gone can no longer be found or cited: its absence is the cause.
    gone = [one for one in passages if one.change is Kind.REMOVED]
    return gone or [one for one in passages if one.is_meant] or passages or others


def decided_otherwise(before: Said | None, after: Said | None) -> bool:
    """Say whether anything was decided differently."""
    return (before.decisions if before else ()) != (after.decisions if after else ())
