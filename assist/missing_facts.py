"""The one thing to ask the customer before a workflow can decide: never whether an order exists, never the same words twice."""

from assist.domain.orders import Order
from assist.drafting import style
from assist.drafting.answers import Answers
from assist.workflows.decide import Decided
from assist.workflows.registry import NEEDS_ORDER
from assist.workflows.trust import Trusted


def question(workflow: str | None, one: Decided, answers: Answers, orders: Trusted, told: str) -> str | None:
    """Return the one thing to ask before this workflow can decide, None when nothing is missing; `told` is not asked again."""
    is_found = one.decision is not None and not one.decision.rule_id.startswith("identify.")
    if workflow not in NEEDS_ORDER or one.subject.order is not None or is_found or one.shares:
        return None
    if one.subject.unknown_number is not None and orders.identity == "verified" and orders.orders:
        # Said of their own orders alone: an unknown order and somebody else's are answered alike.
        return answers.questions["not_among_yours"].format(orders=_choice(orders, answers))
    if orders.withheld or one.subject.unknown_number is not None:
        # One wording for both: whether an order exists is told only to the one it belongs to.
        return answers.questions["unknown_order"]
    if len(orders.orders) > 1:
        return answers.questions["which_order"].format(orders=_choice(orders, answers))
    asked, again = answers.questions["order_number"], answers.questions.get("order_number_again")
    return again if again and asked in told else asked


def _choice(orders: Trusted, answers: Answers) -> str:
    return style.joined_or([_named(order) for order in orders.orders[:4]], answers.locale)


def _named(order: Order) -> str:
    """Name an order by what is in it: customers know items better than numbers."""
    titles = [item.title for item in order.items if item.title]
    return f"{order.number} ({titles[0]})" if titles else order.number
