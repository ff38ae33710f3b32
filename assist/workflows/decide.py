"""From intents to decisions: which order is meant, which workflow decides, what it proposes.

First form: where is my order, changes before the lock, returns and exchanges. Other workflows answer from the pages.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from assist.domain.base import Money
from assist.domain.decision import Action, Decision
from assist.domain.orders import Order
from assist.workflows import address_change, order_lock, return_window, wismo
from assist.workflows.case import Case, Finding
from assist.workflows.parameters import Parameters
from assist.workflows.parcels import as_known
from assist.workflows.subject import Subject, choose
from assist.working_time import WorkingTime

ABOUT_DELIVERY = frozenset({"wismo", "order_change", "address_change", "cancellation"})

NEEDS_ORDER = ABOUT_DELIVERY | {"return", "exchange", "refund", "damaged", "warranty"}
"""Workflows that cannot be settled without knowing the order."""

_WORKFLOWS: Mapping[str, Callable[[Case], Finding | None]] = {
    "wismo": wismo.decide,
    "order_change": order_lock.decide,
    "address_change": address_change.decide,
    "cancellation": order_lock.decide,
    "return": return_window.decide,
    "exchange": return_window.decide,
}

_ANOTHER_MIND = ("return", "exchange")
"""Asked before the order locks, these are changes or cancellations: the workflow follows the order, not the word."""

_WANTS_OTHER = re.compile(
    r"\b(?:sizes?|talla|bigger|smaller|larger|instead|swap|exchange|change|another|other|colou?r|"
    r"(?:need|want) (?:it in )?(?:an? )?(?:XXS|XS|S|M|L|XL|XXL|\d\d))\b",
    re.I,
)


@dataclass(frozen=True)
class Asked:
    """One intent as the decision stage needs it: its workflow, its words and the order numbers said with it."""

    intent: str
    workflow: str | None
    words: str
    turn: str
    """The whole turn: a wish ("need L") often stands beside the request."""
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Decided:
    """What was decided for one intent: nothing, when no workflow looks at it or the order is not known."""

    subject: Subject
    decision: Decision | None = None
    action: Action | None = None
    follow_up_reason: str | None = None
    slots: Mapping[str, date | datetime | str | int] = field(default_factory=dict)


class Workflows:
    """The workflows over one client's own numbers and calendar."""

    def __init__(
        self,
        parameters: Parameters,
        calendar: WorkingTime,
        currency: str,
    ) -> None:
        self._parameters = parameters
        self._calendar = calendar
        self._currency = currency

    def decide(
        self,
        asked: Sequence[Asked],
        orders: Sequence[Order],
        asked_at: datetime,
        now: datetime,
        *,
        tier: str | None = None,
    ) -> tuple[Decided, ...]:
        """Decide every intent, in order; two intents that come to the same on one order share the decision.

        `tier` is the customer's, as the help desk names it.
        """
        known = [as_known(order, now) for order in orders]
        decided: list[Decided] = []
        for one in asked:
            subject = choose(
                known,
                one.numbers,
                one.words,
                about_delivery=one.workflow in ABOUT_DELIVERY,
                says_delivered=one.intent == wismo.NOT_RECEIVED,
            )
            case = self._case(one, subject, asked_at, now, tier)
            decided.append(Decided(subject) if case is None else self._decide_one(case, decided))
        return tuple(decided)

    def _case(self, one: Asked, subject: Subject, asked_at: datetime, now: datetime, tier: str | None) -> Case | None:
        if subject.order is None or one.workflow is None or one.workflow not in _WORKFLOWS:
            return None
        return Case(
            intent=one.intent,
            workflow=one.workflow,
            words=one.turn,
            order=subject.order,
            subject=subject,
            asked_at=asked_at,
            now=now,
            parameters=self._parameters,
            calendar=self._calendar,
            tier=tier,
        )

    def _decide_one(self, case: Case, earlier: Sequence[Decided]) -> Decided:
        finding = self._find(case)
        if finding is None or any(_is_shared(case, finding, other) for other in earlier):
            return Decided(case.subject)
        return self._recorded(case, finding, number=1 + sum(d.decision is not None for d in earlier))

    @staticmethod
    def _find(case: Case) -> Finding | None:
        if case.workflow in _ANOTHER_MIND and order_lock.is_open(case):
            wants_other = case.workflow == "exchange" or _WANTS_OTHER.search(case.words)
            return order_lock.decide(replace(case, workflow="order_change" if wants_other else "cancellation"))
        return _WORKFLOWS[case.workflow](case)

    def _recorded(self, case: Case, finding: Finding, number: int) -> Decided:
        amount = {"charge": Money(amount=Decimal(finding.charge), currency=self._currency)} if finding.charge else None
        decision = Decision(
            id=f"d{number}",
            intent=case.intent,
            workflow=finding.workflow,
            outcome=finding.outcome,
            rule_id=finding.rule_id,
            order_number=case.order.number,
            item_ids=case.subject.item_ids,
            path=finding.path,
            facts=dict(finding.facts),
            conditions=finding.conditions,
            next_step=finding.next_step,
            last_day=finding.last_day,
            step_back_on=finding.step_back_on,
            then=finding.then,
            approval=finding.approval,
            amount=amount,
            passage_ids=tuple(self._passages_for(finding.rule_id)),
        )
        action = _action(finding, number)
        slots = {"order_number": case.order.number, **finding.slots}
        if finding.step_back_on is not None:
            slots["step_back_on"] = finding.step_back_on
        return Decided(case.subject, decision, action, finding.follow_up_reason, slots)

    def _passages_for(self, rule_id: str) -> Sequence[str]:
        """Return the passages of the longest declared prefix of the rule."""
        parts = rule_id.split(".")
        for length in range(len(parts), 0, -1):
            found = self._parameters.passages.get(".".join(parts[:length]))
            if found is not None:
                return found
        return ()


def _action(finding: Finding, number: int) -> Action | None:
    if finding.action is None:
        return None
    params = {name: value for name, value in finding.action.params.items() if value}
    return Action(id=f"act-{number}", kind=finding.action.kind, params=params, requires=finding.action.requires)


def _is_shared(case: Case, finding: Finding, other: Decided) -> bool:
    """Say whether an earlier decision is this one too: the same rule on the same order and items.

    A wish that names no items is about those named before; an action proposed once does for both.
    """
    made = other.decision
    if made is None or (made.rule_id, made.order_number) != (finding.rule_id, case.order.number):
        return False
    items, others = set(case.subject.item_ids), set(made.item_ids)
    if not items or not others or items == others:
        return True
    action = _action(finding, 0)
    return action is not None and other.action is not None and action.params == other.action.params
