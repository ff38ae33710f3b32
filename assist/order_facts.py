"""Order facts as an edge receives them: ours, or a shop's own order beside its `source`. Knows no policy."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from pydantic import JsonValue

from assist import wire
from assist.domain.base import Frozen, Moment
from assist.domain.client import Profile
from assist.domain.orders import Order
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.errors import BadInput
from assist.shopify.order import number_of, order_of


class Source(StrEnum):
    """Whose shape an order comes in, other than ours."""

    SHOPIFY = "shopify"


class ForeignOrder(Frozen):
    """`{"source": "shopify", "raw": {...}}`; `as_of` is when it was fetched, else the shop's own last change counts."""

    source: Source
    raw: dict[str, JsonValue]
    as_of: Moment | None = None


def has_foreign_orders(parsed: Any) -> bool:
    """Say whether a request carries an order in another shape than ours, in `orders` or, where one is meant, in `order`."""
    if not isinstance(parsed, dict):
        return False
    given = parsed.get("orders")
    return any(_is_foreign(one) for one in (*(given if isinstance(given, list) else ()), parsed.get("order")))


def with_plain_orders(parsed: Any, profile: Profile) -> Any:
    """Return a request with each foreign order in our form.

    Raises: BadInput naming the path, such as `orders[0].raw.line_items[1].price`.
    """
    if not has_foreign_orders(parsed):
        return parsed
    plain = dict(parsed)
    if isinstance(parsed.get("orders"), list):
        plain["orders"] = [_plain(given, profile, f"orders[{at}]") for at, given in enumerate(parsed["orders"])]
    if "order" in parsed:
        plain["order"] = _plain(parsed["order"], profile, "order")
    return plain


def _is_foreign(given: Any) -> bool:
    return isinstance(given, dict) and "source" in given


def stored_order(number: str, facts: Mapping[str, Any], profile: Profile, source: str | None) -> Order:
    """Return the order to store under `number`, which its own number must agree with.

    `facts` is an order of ours, or with `source` the shop's, bare or as `{source, raw, as_of}`.
    Raises: BadInput naming the path.
    """
    if source is None and "source" not in facts:
        order = wire.validate(Order, {"number": number, **facts})
    else:
        order = foreign_order(facts, profile, source)
        number = number_of(number, profile.order_number)
    if order.number.upper() != number.upper():
        raise BadInput("number is not the one in the path", path="number")
    return order


def known_format(shape: str | None) -> Source | None:
    """Return the shape of that name, None for ours. Raises: BadInput for one we cannot read."""
    if shape is None or shape in set(Source):
        return Source(shape) if shape else None
    raise BadInput(f"format: is none of {', '.join(Source)}", path="format")


def imported(facts: Mapping[str, Any], profile: Profile, shape: str | None) -> Order:
    """Return one order of a file, ours or a shop's. Raises: BadInput naming the path."""
    if shape is None and "source" not in facts:
        return wire.validate(Order, {key: value for key, value in facts.items() if key != "id"})
    return foreign_order(facts, profile, shape)


def foreign_order(facts: Mapping[str, Any], profile: Profile, source: str | None) -> Order:
    """Return a shop's order in our form, bare or as `{source, raw, as_of}`. Raises: BadInput naming the path."""
    known_format(source)
    if "raw" not in facts and "source" not in facts:
        return order_of(dict(facts), profile, path="")
    given = wire.validate(ForeignOrder, {"source": source, **facts})
    return order_of(given.raw, profile, as_of=given.as_of)


def _plain(given: Any, profile: Profile, path: str) -> Any:
    if not _is_foreign(given):
        return given
    try:
        foreign = wire.validate(ForeignOrder, given)
    except BadInput as error:
        where = f"{path}.{error.path}" if error.path else path
        raise BadInput(f"{path}.{error.message}", code=error.code, path=where) from error
    order = order_of(foreign.raw, profile, path=f"{path}.raw", as_of=foreign.as_of)
    return order.model_dump(mode="json", exclude_none=True)


def facts_behind(request: SuggestRequest, stored: Sequence[Order], suggestion: Suggestion) -> list[Order]:
    """Return the order facts a suggestion stands on: those of the request, and stored ones it decided about."""
    decided = {(decision.order_number or "").upper() for decision in suggestion.decisions}
    given = {order.number.upper() for order in request.orders}
    return [*request.orders, *(o for o in stored if o.number.upper() in decided - given)]
