"""What a workflow looks at, and what it returns. No workflow sees anything else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from assist.domain.base import Money
from assist.domain.conversation import Attachment, Customer, HistoryEntry, Subscription
from assist.domain.decision import Approval, Fact, Inconsistency, MoneyLine, NextThreshold, PathOption
from assist.domain.enums import Channel, Needed, Outcome
from assist.domain.orders import Item, Order, Product
from assist.workflows import parcels
from assist.workflows.floors import NO_FLOORS, Floors
from assist.workflows.money import Paid, paid_by_item
from assist.workflows.parameters import Parameters
from assist.workflows.subject import Subject
from assist.working_time import WorkingTime

Facts = dict[str, Fact]
"""The numbers a person checks; days and times as the client's clock shows them."""
Slot = date | datetime | str | int | Money | tuple[date, ...]
Slots = dict[str, Slot]
"""Values for the sentences of an answer, spoken in the reply's language later."""


@dataclass(frozen=True)
class Background:
    """What is known beside the one order: who writes, on which channel, what they sent, were asked and were promised."""

    customer: Customer | None = None
    orders: tuple[Order, ...] = ()
    """Every order that may be spoken of, the one meant included."""
    withheld: tuple[Order, ...] = ()
    """Orders of somebody else, perhaps: they may raise a doubt and never a word."""
    products: tuple[Product, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    """Of this turn."""
    earlier_attachments: tuple[Attachment, ...] = ()
    """What the customer sent before it."""
    asked_for: frozenset[Needed] = frozenset()
    """What we asked for earlier in this conversation."""
    channel: Channel = Channel.EMAIL
    wants_label: bool = False
    """The customer took our offer of a return label, or asks for one to be sent."""
    refund_arranged: bool = False
    """We wrote in this conversation that a refund is being arranged."""
    promised_on: date | None = None
    """The day by which our newest message said that we write again."""
    internal_notes: tuple[str, ...] = ()
    """What colleagues noted internally in this conversation, oldest first."""

    @property
    def tier(self) -> str | None:
        """The customer's tier, in small letters."""
        given = self.customer.tier if self.customer else None
        return given.lower() if given else None

    @property
    def history(self) -> tuple[HistoryEntry, ...]:
        return self.customer.history if self.customer else ()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        return self.customer.subscriptions if self.customer else ()

    @property
    def images(self) -> tuple[Attachment, ...]:
        """Photos the customer sent in this conversation, oldest first."""
        return tuple(one for one in (*self.earlier_attachments, *self.attachments) if one.kind == "image")


NOTHING_MORE = Background()


SURE = 0.5
"""Below it an intent is more often wrong than right: the heads' probabilities are calibrated."""


@dataclass(frozen=True)
class Case:
    """One intent at one moment, with the client's numbers and calendar; about an order, or about none."""

    intent: str
    workflow: str
    words: str
    """What the customer wrote in this turn."""
    order: Order | None
    """As known at `now`: without milestones of the future."""
    subject: Subject
    asked_at: datetime
    """When the customer asked: what counts, not when we answer (clock rule C2)."""
    now: datetime
    parameters: Parameters
    calendar: WorkingTime
    currency: str
    background: Background = NOTHING_MORE
    floors: Floors = NO_FLOORS
    bought: frozenset[str] | None = None
    """The workflows the client contracted; None: all of them."""
    confidence: float = 1.0
    """How sure the intent is, in [0, 1]: for rules that act on the intent alone."""
    clause: str = ""
    """The words that carry this intent, where the turn holds others."""
    beside: frozenset[str] = frozenset()
    """The workflows of the other intents of the turn."""

    def about(self, order: Order, subject: Subject, *, workflow: str | None = None) -> "OrderCase":
        """Return the same case about this order, under another workflow when one is named."""
        known = {**vars(self), "order": order, "subject": subject, "workflow": workflow or self.workflow}
        return OrderCase(**known)

    @property
    def is_sure(self) -> bool:
        """Whether the intent alone, without a word that bears it out, is enough to act on."""
        return self.confidence >= SURE

    def has_bought(self, workflow: str) -> bool:
        """Say whether the client contracted this workflow: one rule may hand a case to another's."""
        return self.bought is None or workflow in self.bought

    @property
    def today(self) -> date:
        """The calendar day of the answer, on the client's clock."""
        return self.calendar.day(self.now)

    @property
    def asked_on(self) -> date:
        """The calendar day of the question, on the client's clock."""
        return self.calendar.day(self.asked_at)

    @property
    def tier(self) -> str | None:
        """The customer's tier, in small letters."""
        return self.background.tier

    @property
    def is_member(self) -> bool:
        """Whether the customer is a member of this client."""
        return self.tier is not None and self.tier in self.parameters.return_.member_tiers


@dataclass(frozen=True)
class OrderCase(Case):
    """A case about a known order."""

    order: Order

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items meant; all of the order when none is named."""
        meant = set(self.subject.item_ids)
        named = tuple(item for item in self.order.items if item.id in meant)
        return named or self.order.items

    @property
    def country(self) -> str | None:
        """Where the order goes, or else where the customer lives."""
        customer = self.background.customer
        return parcels.country(self.order) or (customer.country if customer else None)

    @cached_property
    def paid(self) -> Mapping[str, Paid] | None:
        """What was paid for each item of the order; None when it does not tell."""
        return paid_by_item(self.order)

    @cached_property
    def tags(self) -> frozenset[str]:
        """The tags of the items meant."""
        return frozenset(tag for item in self.items for tag in item.tags)


@dataclass(frozen=True)
class ProposedAction:
    kind: str
    params: Mapping[str, str]
    requires: str = "agent"


@dataclass(frozen=True)
class Finding:
    """What a workflow found; becomes a Decision. `slots` are spoken forms for the draft, beyond the facts.

    Each amount is a slot of its own name, and each alternative one of its path's, unless `slots` says otherwise.
    """

    rule_id: str
    workflow: str
    outcome: Outcome
    facts: Facts = field(default_factory=dict)
    path: str | None = None
    conditions: tuple[str, ...] = ()
    next_step: str | None = None
    last_day: date | None = None
    locks_at: datetime | None = None
    step_back_on: date | None = None
    then: NextThreshold | None = None
    missing: tuple[Needed, ...] = ()
    approval: Approval | None = None
    amount: Mapping[str, Money] = field(default_factory=dict)
    lines: tuple[MoneyLine, ...] = ()
    alternatives: tuple[PathOption, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    item_ids: tuple[str, ...] = ()
    """What it is about where the customer named no item: those of the parcel told of."""
    actions: tuple[ProposedAction, ...] = ()
    follow_up_reason: str | None = None
    slots: Slots = field(default_factory=dict)
    order_number: str | None = None
    """The order the finding is about, where it is another than the one the words led to."""

    @property
    def spoken(self) -> Slots:
        """Every value a sentence may hold: its own slots, the amounts above zero, the day it ends or is looked at."""
        sums = {option.path: option.amount for option in self.alternatives if option.amount} | dict(self.amount)
        known: Slots = {name: money for name, money in sums.items() if money.amount > 0}
        days = {"last_day": self.last_day, "step_back_on": self.step_back_on, "lock_at": self.locks_at}
        known |= {name: day for name, day in days.items() if day is not None}
        return {**known, **self.slots}
