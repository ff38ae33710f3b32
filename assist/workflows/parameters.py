"""The numbers of a client's `workflows.yaml`, typed whole: an unknown block or key is refused by file and line."""

import re
from collections.abc import Mapping

from pydantic import Field, ValidationError

from assist import strict_yaml
from assist.domain.base import Frozen
from assist.errors import BadKnowledge
from assist.workflows.blocks.changing import AddressChange, OrderLock
from assist.workflows.blocks.claiming import Damaged, ProductSafety, ShelfLife, Warranty
from assist.workflows.blocks.delivering import DeliveredNotReceived, Shipping, Wismo
from assist.workflows.blocks.pricing import Contact, Discount, Gift, PriceAdjustment, Subscription
from assist.workflows.blocks.promising import ComfortPromise, Goodwill, Membership, PatchTest
from assist.workflows.blocks.returning import Exchange, FreeGift, Refund, ReturnWindow


class Parameters(Frozen):
    """One client's `workflows.yaml`; a block the client does not have is None or its quiet default."""

    return_: ReturnWindow = Field(alias="return")
    exchange: Exchange
    refund: Refund = Refund()
    free_gift: FreeGift | None = None
    order_lock: OrderLock
    address_change: AddressChange = AddressChange()
    shipping: Shipping = Shipping()
    wismo: Wismo
    delivered_not_received: DeliveredNotReceived = DeliveredNotReceived()
    damaged: Damaged | None = None
    warranty: Warranty | None = None
    shelf_life: ShelfLife | None = None
    product_safety: ProductSafety = ProductSafety()
    comfort_promise: ComfortPromise | None = None
    patch_test: PatchTest | None = None
    membership: Membership = Membership()
    goodwill: Goodwill | None = None
    price_adjustment: PriceAdjustment | None = None
    discount: Discount = Discount()
    gift: Gift | None = None
    subscription: Subscription | None = None
    contact: Contact = Contact()
    passages: Mapping[str, tuple[str, ...]] = {}
    """Which passages stand behind a rule, by rule id or a prefix of it."""

    @property
    def goes_by_state(self) -> bool:
        """Whether changes or returns go by the order's state instead of its dates."""
        return self.order_lock.kind == "status" or bool(self.return_.open_statuses)


def parse(text: str, *, file: str) -> Parameters:
    """Read a client's numbers. Raises: BadKnowledge naming file, line and key."""
    parsed = strict_yaml.load(text, file=file)
    try:
        return Parameters.model_validate(parsed)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        keys = [str(step) for step in first["loc"]]
        raise BadKnowledge(file, _line_of(keys, text), f"{'.'.join(keys)}: {first['msg']}") from None


def _line_of(keys: list[str], text: str) -> int:
    """Return the line of the innermost key, looked for below the keys around it."""
    lines = text.splitlines()
    at = 0
    for key in keys:
        at = next((n for n in range(at, len(lines)) if re.search(rf"(?<![\w.-]){re.escape(key)}:", lines[n])), at)
    return at + 1
