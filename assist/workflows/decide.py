"""From intents to decisions: which order is meant, which workflow decides, what it proposes. Knows no single rule."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from assist.domain.decision import Action, Decision
from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Order
from assist.workflows import contradictions, identify, labels, meant, order_lock, wanted, window, wismo
from assist.workflows.case import NOTHING_MORE, Background, Case, Finding, OrderCase, ProposedAction, Slot
from assist.workflows.contradictions import Contradictions
from assist.workflows.floors import NO_FLOORS, Floors
from assist.workflows.parameters import Parameters
from assist.workflows.parcels import as_known
from assist.workflows.registry import ABOUT_DELIVERY, AFTER_DELIVERY, BEFORE_LOCK, WORKFLOWS
from assist.workflows.subject import Subject, choose
from assist.workflows.wording import folded
from assist.working_time import WorkingTime

_WANTS_OTHER = re.compile(
    r"\b(?:sizes?|talla|bigger|smaller|larger|instead|swap|exchange|change|another|other|colou?r|too (?:small|big|large|tight|long|short)|"
    r"cambi\w+|otr[oa]s?|mas (?:grande|pequen\w+)|(?:need\w*|want\w*|prefer\w*|take|get|have|meant|necesit\w+|quier\w+|prefier\w+)\s+"
    r"(?:\w+\s+){0,3}(?:xxs|xs|s|m|l|xl|xxl|small|medium|large|\d\d))\b",
)
"""In small letters without accents. In doubt a change: a cancelled order is a sale lost."""


_WANTS_BACK = re.compile(
    r"\b(?:return\w*|sen[dt] (?:it |them |this )?back|refund\w*|money back|devol\w+|devuel\w+|reembols\w+)\b"
)
_WANTS_SWAP = re.compile(r"\b(?:exchange\w*|swap\w*|instead|replace\w*|cambi\w+|en su lugar)\b")
"""Of what has arrived: words that name a return, and words that name an exchange. In small letters without accents."""


@dataclass(frozen=True)
class Asked:
    """One intent as the decision stage needs it: its workflow, its words and the order numbers said with it."""

    intent: str
    workflow: str | None
    words: str
    turn: str
    """The whole turn: a wish ("need L") often stands beside the request."""
    numbers: tuple[str, ...]
    confidence: float = 1.0
    """How sure the intent is, in [0, 1]."""


@dataclass(frozen=True)
class Decided:
    """What was decided for one intent: nothing, when no workflow looks at it."""

    subject: Subject
    shares: str | None = None
    """The id of an earlier decision that is this intent's too."""
    decision: Decision | None = None
    actions: tuple[Action, ...] = ()
    follow_up_reason: str | None = None
    slots: Mapping[str, Slot] = field(default_factory=dict)


class Workflows:
    """The workflows over one client's own numbers and calendar."""

    def __init__(
        self,
        parameters: Parameters,
        calendar: WorkingTime,
        currency: str,
        *,
        bought: Collection[str] | None = None,
        floors: Floors = NO_FLOORS,
    ) -> None:
        """`bought` are the workflows the client contracted; None: all of them."""
        self._parameters = parameters
        self._calendar = calendar
        self._currency = currency
        self._bought = bought
        self._floors = floors

    def decide(
        self,
        asked: Sequence[Asked],
        orders: Sequence[Order],
        asked_at: datetime,
        now: datetime,
        background: Background = NOTHING_MORE,
    ) -> tuple[Decided, ...]:
        """Decide every intent, in order; two intents that come to the same on one order share the decision.

        `orders` are those that may be spoken of with this customer.
        """
        known = tuple(as_known(order, now) for order in orders)
        background = replace(background, orders=known)
        decided: list[Decided] = []
        for given in asked:
            subject = _subject(given, known, alone=len(asked) == 1)
            one = replace(given, workflow=_meant(given, subject))
            case = self._case(one, subject, asked_at, now, background)
            case = replace(
                case, beside=frozenset(other.workflow for other in asked if other is not given and other.workflow)
            )
            decided.append(self._decide_one(case, decided) if self._is_decided_here(one) else Decided(case.subject))
        return tuple(decided)

    @property
    def calendar(self) -> WorkingTime:
        """The client's calendar."""
        return self._calendar

    def case_about(
        self, intent: str, workflow: str, subject: Subject, now: datetime, background: Background
    ) -> OrderCase:
        """Return the case of an order nobody asked about: a message we begin. Raises: ValueError without an order."""
        asked = Asked(intent, workflow, "", "", ())
        case = self._case(asked, subject, now, now, background)
        if not isinstance(case, OrderCase):
            raise ValueError("a message we begin is about an order")
        return case

    def recorded(self, case: Case, finding: Finding, earlier: Sequence[Decided]) -> Decided:
        """Return a finding as a decision, numbered after the earlier ones."""
        return self._recorded(case, finding, earlier)

    def _is_decided_here(self, one: Asked) -> bool:
        return one.workflow is not None and self._is_bought(one.workflow)

    def _is_bought(self, name: str) -> bool:
        workflow = WORKFLOWS.get(name)
        if workflow is None:
            return False
        return self._bought is None or any(one in self._bought for one in workflow.bought_as or (name,))

    def _case(self, one: Asked, subject: Subject, asked_at: datetime, now: datetime, background: Background) -> Case:
        case = Case(
            intent=one.intent,
            workflow=one.workflow or "",
            words=one.turn,
            clause=one.words,
            confidence=one.confidence,
            order=None,
            subject=subject,
            asked_at=asked_at,
            now=now,
            parameters=self._parameters,
            calendar=self._calendar,
            currency=self._currency,
            background=background,
            floors=self._floors,
            bought=None if self._bought is None else frozenset(self._bought),
        )
        return case if subject.order is None else OrderCase(**{**vars(case), "order": subject.order})

    def _decide_one(self, case: Case, earlier: Sequence[Decided]) -> Decided:
        finding = self._find(case)
        if finding is None:
            return Decided(case.subject)
        for other in earlier:
            if other.decision is not None and _is_shared(case, finding, other):
                return Decided(case.subject, shares=other.decision.id)
        return self._recorded(case, finding, earlier)

    def _find(self, case: Case) -> Finding | None:
        workflow = WORKFLOWS[case.workflow]
        for look in workflow.without_order:
            found = look(case)
            if found is not None:
                return found
        if not isinstance(case, OrderCase):
            return identify.decide(case) if workflow.needs_order else None
        wrong = contradictions.find(case.order, case.currency, case.now, goes_by_state=self._parameters.goes_by_state)
        if wrong.course and workflow.steps:
            return _inconsistent(case, wrong)
        return _heeding(case, self._found_for_order(case), wrong)

    def _found_for_order(self, case: OrderCase) -> Finding | None:
        if case.workflow in BEFORE_LOCK and order_lock.is_open(case):
            wants_other = case.workflow == "exchange" or wanted.product(case) or _WANTS_OTHER.search(folded(case.words))
            instead = "order_change" if wants_other else "cancellation"
            if self._is_bought(instead):
                return order_lock.decide(replace(case, workflow=instead))
        case = self._after_delivery(case)
        return next((found for look in WORKFLOWS[case.workflow].steps if (found := look(case)) is not None), None)

    def _after_delivery(self, case: OrderCase) -> OrderCase:
        """Return the case as what it is once the items have arrived: a cancellation is a return."""
        later = AFTER_DELIVERY.get(case.workflow)
        if (
            later == "exchange"
            and _WANTS_BACK.search(folded(case.words))
            and not _WANTS_SWAP.search(folded(case.words))
        ):
            later = "return"
        if later is None or not self._is_bought(later) or window.arrival(case) is None:
            return case
        return replace(case, workflow=later)

    def _recorded(self, case: Case, finding: Finding, earlier: Sequence[Decided]) -> Decided:
        number = 1 + sum(one.decision is not None for one in earlier)
        actions = _actions(finding, 1 + sum(len(one.actions) for one in earlier))
        wanted_label: Mapping[str, Slot] = {}
        if case.background.wants_label and labels.is_among(actions):
            wanted_label = {"label_wanted": "yes"}
            actions = labels.confirmed(actions)
        number_asked = case.order.number if case.order else None
        decision = Decision(
            id=f"d{number}",
            intent=case.intent,
            asked=case.workflow,
            workflow=finding.workflow,
            outcome=finding.outcome,
            rule_id=finding.rule_id,
            order_number=finding.order_number or number_asked,
            item_ids=(case.subject.item_ids or finding.item_ids)
            if finding.order_number in (None, number_asked)
            else (),
            choice_reason=case.subject.reason if case.order else None,
            path=finding.path,
            facts=dict(finding.facts),
            conditions=finding.conditions,
            next_step=finding.next_step,
            last_day=finding.last_day,
            locks_at=finding.locks_at,
            step_back_on=finding.step_back_on,
            then=finding.then,
            missing=finding.missing,
            approval=finding.approval,
            amount=dict(finding.amount) or None,
            lines=finding.lines,
            alternatives=finding.alternatives,
            inconsistencies=finding.inconsistencies,
            action_ids=tuple(action.id for action in actions),
            passage_ids=tuple(self.passages_for(finding.rule_id)),
        )
        named = {"order_number": case.order.number} if case.order else {}
        if case.intent == "cancel/request" and finding.workflow == "return":
            named["cancel_asked"] = "yes"
        return Decided(
            case.subject,
            decision=decision,
            actions=actions,
            follow_up_reason=finding.follow_up_reason,
            slots={**named, **finding.spoken, **wanted_label},
        )

    def passages_for(self, rule_id: str) -> Sequence[str]:
        """Return the passages of the longest declared prefix of the rule."""
        parts = rule_id.split(".")
        for length in range(len(parts), 0, -1):
            found = self._parameters.passages.get(".".join(parts[:length]))
            if found is not None:
                return found
        return ()


def _meant(one: Asked, subject: Subject) -> str | None:
    return meant.workflow(one.intent, one.workflow, one.words, one.confidence, subject)


def _subject(one: Asked, orders: Sequence[Order], *, alone: bool) -> Subject:
    """Return what the request is about by its own words; a request alone may name its item anywhere in the turn."""
    found = _chosen(one, one.words, orders)
    if not alone or found.order is None or found.item_ids or one.words == one.turn:
        return found
    whole = _chosen(one, one.turn, orders)
    return whole if whole.order is found.order and whole.item_ids else found


def _chosen(one: Asked, words: str, orders: Sequence[Order]) -> Subject:
    return choose(
        orders,
        one.numbers,
        words,
        about_delivery=one.workflow in ABOUT_DELIVERY,
        says_delivered=one.intent == wismo.NOT_RECEIVED,
        turn=one.turn,
    )


def _inconsistent(case: OrderCase, wrong: Contradictions) -> Finding:
    """Return that the facts must be looked at first; the draft stays neutral."""
    where = "; ".join(f"{one.path}: {one.says}" for one in wrong.all)
    return Finding(
        "facts.inconsistent",
        case.workflow,
        Outcome.NEEDS_INFO,
        path="check_facts",
        next_step=f"Look the order up before answering ({where})",
        missing=(Needed.ORDER_FACTS,),
        inconsistencies=wrong.all,
        actions=(ProposedAction("check_order_facts", {"order_number": case.order.number}),),
    )


def _heeding(case: OrderCase, finding: Finding | None, wrong: Contradictions) -> Finding | None:
    """Let money that cannot be true change only what rests on money; everything else just says so."""
    if finding is None or not wrong.money:
        return finding
    if finding.amount or finding.approval:
        return _inconsistent(case, wrong)
    return replace(finding, alternatives=(), inconsistencies=(*finding.inconsistencies, *wrong.money))


def _actions(finding: Finding, first: int) -> tuple[Action, ...]:
    return tuple(
        Action(
            id=f"act-{number}",
            kind=proposed.kind,
            params={name: value for name, value in proposed.params.items() if value},
            requires=proposed.requires,
        )
        for number, proposed in enumerate(finding.actions, start=first)
    )


def _is_shared(case: Case, finding: Finding, other: Decided) -> bool:
    """Say whether an earlier decision is this one too: the same rule on the same order and items.

    A wish that names no items is about those named before; actions proposed once do for both.
    """
    made, number = other.decision, case.order.number if case.order else None
    if made is None or (made.rule_id, made.order_number) != (finding.rule_id, number):
        return False
    items, others = set(case.subject.item_ids), set(made.item_ids)
    if not items or not others or items == others:
        return True
    proposed = [action.params for action in _actions(finding, 1)]
    return bool(proposed) and proposed == [action.params for action in other.actions]
