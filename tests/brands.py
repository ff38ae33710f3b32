"""The sample brands' own numbers and calendars from `knowledge/`, and small orders to try them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from assist.domain.base import Money
from assist.domain.client import Profile
from assist.domain.conversation import Customer
from assist.domain.orders import Fulfilment, Item, Milestone, Order
from assist.workflows import floors, parameters
from assist.workflows.case import Background, Case, OrderCase
from assist.workflows.floors import Floors
from assist.workflows.parameters import Parameters
from assist.workflows.subject import Subject
from assist.working_time import WorkingTime

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"


@dataclass(frozen=True)
class Brand:
    """One sample brand: its profile, numbers and calendar."""

    profile: Profile
    parameters: Parameters
    calendar: WorkingTime

    def at(self, written: str) -> datetime:
        """Return the moment when this brand's clock shows `written`: `2026-11-20 16:47` or with seconds."""
        return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(self.profile.time_zone))

    def case(
        self,
        workflow: str,
        order: Order,
        *,
        asked: str,
        answered: str | None = None,
        items: Sequence[str] | None = None,
        words: str = "",
        intent: str | None = None,
        tier: str | None = None,
        background: Background | None = None,
    ) -> OrderCase:
        """Return a case asked at this local time; without `items` it is about every item of the order."""
        about = tuple(item.id for item in order.items) if items is None else tuple(items)
        customer = Customer(tier=tier) if tier else None
        return OrderCase(
            intent=intent or workflow,
            workflow=workflow,
            words=words,
            order=order,
            subject=Subject(order, about, "test"),
            asked_at=self.at(asked),
            now=self.at(answered or asked),
            parameters=self.parameters,
            calendar=self.calendar,
            currency=self.profile.currency,
            background=background or Background(customer=customer, orders=(order,)),
            floors=legal_floors(),
        )

    def question(
        self,
        workflow: str,
        *,
        asked: str,
        words: str = "",
        intent: str | None = None,
        background: Background | None = None,
    ) -> Case:
        """Return a case that is about no known order, asked at this local time."""
        return Case(
            intent=intent or workflow,
            workflow=workflow,
            words=words,
            order=None,
            subject=Subject(None, (), "test"),
            asked_at=self.at(asked),
            now=self.at(asked),
            parameters=self.parameters,
            calendar=self.calendar,
            currency=self.profile.currency,
            background=background or Background(),
            floors=legal_floors(),
        )

    def order(self, placed: str | None, **fields: object) -> Order:
        """Return an order of one item placed at this local time."""
        given = {
            "number": f"{self.profile.order_number.prefix}20288",
            "placed_at": self.at(placed) if placed else None,
            "items": (item(),),
            **fields,
        }
        return Order.model_validate(given)

    def delivered(self, on: str, item_ids: Sequence[str] = ("i1",), *, name: str = "f1") -> Fulfilment:
        """Return a parcel that arrived at this local time."""
        milestones = (
            Milestone(code="handed_over", at=self.at(on) - timedelta(hours=1)),
            Milestone(code="delivered", at=self.at(on)),
        )
        return Fulfilment(id=name, item_ids=tuple(item_ids), carrier="GLS", tracking="T1", milestones=milestones)

    def moving(self, last_scan: str, item_ids: Sequence[str] = ("i1",), *, name: str = "f1") -> Fulfilment:
        """Return a parcel on its way that was last scanned at this local time."""
        milestones = (Milestone(code="in_transit", at=self.at(last_scan), place="Zaragoza"),)
        return Fulfilment(id=name, item_ids=tuple(item_ids), carrier="GLS", tracking="T1", milestones=milestones)


@cache
def legal_floors() -> Floors:
    return floors.parse((KNOWLEDGE / "_shared" / floors.FILE).read_text(encoding="utf-8"))


@cache
def norrfell() -> Brand:
    return _read("norrfell")


@cache
def osmere() -> Brand:
    return _read("osmere")


def item(
    item_id: str = "i1",
    title: str = "Skarn jacket",
    tags: Sequence[str] = (),
    paid: str | None = None,
    *,
    sku: str | None = None,
    currency: str = "EUR",
) -> Item:
    money = Money(amount=Decimal(paid), currency=currency) if paid else None
    return Item(id=item_id, sku=sku, title=title, tags=tuple(tags), paid=money)


def workflows_yaml(client: str) -> str:
    return (KNOWLEDGE / client / "workflows.yaml").read_text(encoding="utf-8")


def _read(client: str) -> Brand:
    profile = Profile.model_validate(yaml.safe_load((KNOWLEDGE / client / "client.yaml").read_text(encoding="utf-8")))
    calendar = WorkingTime(
        time_zone=profile.time_zone, holidays=profile.holidays, hours=profile.hours, short_days=profile.short_days
    )
    return Brand(profile, parameters.parse(workflows_yaml(client), file=f"{client}/workflows.yaml"), calendar)
