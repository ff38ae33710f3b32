"""A draft to be checked and what it may draw on: the request of `POST /v1/verify` and a line of `assist verify`."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from assist.domain.base import Frozen, Identifier, Moment
from assist.domain.conversation import AgentRef, Customer, Event
from assist.domain.decision import Action, Decision, FollowUp
from assist.domain.orders import Order, Product

MAX_DRAFT = 20_000
"""Code points of a draft; the longest e-mail replies have 3,000."""


class GivenPassage(Frozen):
    """A passage to check against; `headings` say what its sentences leave unsaid."""

    id: Identifier
    text: Annotated[str, Field(min_length=1, max_length=100_000)]
    headings: tuple[str, ...] = ()


class VerifyRequest(Frozen):
    """A draft, by a person or a program, and its sources; with a client, `passage_ids` name passages of the live version."""

    client_id: Identifier | None = None
    draft: Annotated[str, Field(min_length=1, max_length=MAX_DRAFT)]
    passages: Annotated[tuple[GivenPassage, ...], Field(max_length=200)] = ()
    passage_ids: Annotated[tuple[str, ...], Field(max_length=200)] = ()
    orders: Annotated[tuple[Order, ...], Field(max_length=50)] = ()
    products: Annotated[tuple[Product, ...], Field(max_length=500)] = ()
    decisions: Annotated[tuple[Decision, ...], Field(max_length=50)] = ()
    actions: Annotated[tuple[Action, ...], Field(max_length=50)] = ()
    follow_up: FollowUp | None = None
    events: Annotated[tuple[Event, ...], Field(max_length=500)] = ()
    customer: Customer | None = None
    agent: AgentRef | None = None
    attested: Annotated[tuple[str, ...], Field(max_length=50)] = ()
    """Sentences of the draft that the agent answers for personally."""
    now: Moment | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_order_is_a_list(cls, raw: Any) -> Any:
        """`order` is shorthand for one."""
        if isinstance(raw, dict) and "order" in raw and "orders" not in raw:
            rest = {key: value for key, value in raw.items() if key != "order"}
            return {**rest, "orders": [raw["order"]]}
        return raw
