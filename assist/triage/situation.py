"""All that routing looks at, and what follows from it: contracted scope, order states and value, service hours.

Holds only orders that may be spoken of with this customer; a withheld one never gets here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from assist.domain.client import Profile
from assist.domain.contact import Repeat
from assist.domain.decision import Decision
from assist.domain.enums import Channel, Flag, Level, Outcome
from assist.domain.orders import DELIVERED, HANDED_OVER, Order
from assist.domain.routing import Bought
from assist.domain.triage import Intent, Language, Sentiment
from assist.triage.language import UNKNOWN
from assist.triage.taxonomy import Taxonomy
from assist.working_time import WorkingTime

CHITCHAT = "other/"


@dataclass(frozen=True)
class RoutingFacts:
    """What triage, the help desk, the orders and the decisions say of one message."""

    channel: Channel
    intents: Sequence[Intent]
    in_scope: bool
    sure: bool
    sentiment: Sentiment
    flags: Sequence[Flag]
    language: Language
    asked_at: datetime
    tier: str | None = None
    verified: bool | None = None
    attachments: bool = False
    repeat: Repeat | None = None
    orders: Sequence[Order] = ()
    """Those the message is about."""
    decisions: Sequence[Decision] = ()
    notes: Sequence[str] = ()
    """Further reasons for a person: a deadline the customer names, a second opinion."""


@dataclass(frozen=True)
class Situation:
    """The facts of one message beside what its client has agreed."""

    facts: RoutingFacts
    profile: Profile
    taxonomy: Taxonomy
    calendar: WorkingTime
    always_human: tuple[Flag, ...] = field(default=())
    """Flags of the message that no rule may send below level 2."""

    @cached_property
    def served(self) -> bool:
        return is_served(self.facts.language, self.profile)

    @cached_property
    def open(self) -> bool:
        """Whether somebody is on duty when the customer writes; always, without hours."""
        return not self.profile.hours or self.calendar.is_open(self.facts.asked_at)

    @cached_property
    def requests(self) -> tuple[Intent, ...]:
        """The intents that ask for something: small talk beside a request is none."""
        asking = tuple(one for one in self.facts.intents if not one.name.startswith(CHITCHAT))
        return asking or tuple(self.facts.intents)

    @cached_property
    def not_contracted(self) -> tuple[str, ...]:
        """Workflows asked for that this client has not bought."""
        workflows = (self.taxonomy.workflow(one.name) for one in self.requests)
        return tuple(dict.fromkeys(w for w in workflows if w is not None and w not in self.profile.workflows))

    @cached_property
    def missing_scope(self) -> frozenset[Bought]:
        """What is not contracted: the channel; the workflow only when nothing else is asked and that is sure."""
        found = set()
        if self.facts.channel not in self.profile.channels:
            found.add(Bought.CHANNEL)
        if self.facts.sure and self.requests and not any(self.is_contracted(one) for one in self.requests):
            found.add(Bought.WORKFLOW)
        return frozenset(found)

    def is_contracted(self, intent: Intent) -> bool:
        """Say whether the client has bought the workflow of an intent; one answered from the pages needs none."""
        workflow = self.taxonomy.workflow(intent.name)
        return workflow is None or workflow in self.profile.workflows

    @cached_property
    def order_states(self) -> frozenset[str]:
        return frozenset(state for order in self.facts.orders for state in states_of(order))

    @cached_property
    def order_value(self) -> Decimal | None:
        """The dearest order in the client's currency; sums of other currencies are compared with nothing."""
        values = [value for order in self.facts.orders if (value := _value(order, self.profile.currency)) is not None]
        return max(values, default=None)

    @cached_property
    def approvers(self) -> frozenset[str]:
        return frozenset(by for one in self.facts.decisions if (by := approver(one)) is not None)

    @cached_property
    def must_rise(self) -> bool:
        """Whether something decided needs an approval that level 1 cannot give and level 2 can give or ask for."""
        needs = [one for one in self.facts.decisions if one.outcome is Outcome.NEEDS_APPROVAL]
        return any(approver(one) not in (Level.LEVEL_1, Level.SPECIALIST) for one in needs)


def approver(decision: Decision) -> str | None:
    """Return who must approve what was decided: level 2 where the decision does not say; None when nobody must."""
    if decision.approval is not None:
        return decision.approval.by
    return Level.LEVEL_2 if decision.outcome is Outcome.NEEDS_APPROVAL else None


def is_served(language: Language, profile: Profile) -> bool:
    """Say whether the client answers in this language; too short to tell counts as served."""
    return language.tag == UNKNOWN or language.tag in profile.locales


def states_of(order: Order) -> frozenset[str]:
    """Return what the shop says of an order, and what its parcels say, in small letters."""
    said = {order.status.strip().lower()} if order.status else set()
    refunded = {"refunded"} if order.refunds else set()
    return frozenset({*said, parcel_state(order), *refunded})


def parcel_state(order: Order) -> str:
    """Return what became of an order by its parcels: cancelled, delivered, shipped or not_shipped."""
    codes = [[milestone.code for milestone in parcel.milestones] for parcel in order.fulfilments]
    if order.cancelled_at is not None:
        return "cancelled"
    if codes and all(DELIVERED in parcel for parcel in codes):
        return "delivered"
    return "shipped" if any(code in HANDED_OVER for parcel in codes for code in parcel) else "not_shipped"


def _value(order: Order, currency: str) -> Decimal | None:
    paid = order.totals.paid if order.totals else None
    if paid is not None:
        return paid.amount if paid.currency == currency else None
    sums = [item.paid for item in order.items if item.paid is not None]
    if not sums or any(money.currency != currency for money in sums):
        return None
    return sum((money.amount for money in sums), Decimal(0))
