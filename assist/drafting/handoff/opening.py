"""The line the next agent opens with: done things only, in the customer's language, and never a word no record holds."""

from datetime import date

from assist.domain.handoff import ActionTaken
from assist.domain.orders import DELIVERED, Milestone, Order
from assist.drafting import style
from assist.drafting.checking import renderings, verification
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.renderings import Clock
from assist.drafting.checking.verification import Brand
from assist.drafting.handoff.material import HandoffMaterial


def opening_line(material: HandoffMaterial) -> str:
    """Return greeting, what can be seen, what was done, and that nothing need be told twice."""
    words = material.spoken.opening
    name = style.first_name(material.customer.name if material.customer else None)
    greeting = words["greeting"].format(name=name) if name else words["greeting_without_name"]
    seen, order = _seen(material)
    done = _done(material, order)
    line = f"{greeting} {_joined(seen, done, words['and'])}. {words['closing']}"
    if not _is_true(line, material):
        line = f"{greeting} {words['nothing']}. {words['closing']}"
    return line


def _joined(seen: str, done: str | None, and_: str) -> str:
    return f"{seen} {and_} {done}" if done else seen


def _seen(material: HandoffMaterial) -> tuple[str, Order | None]:
    """Return the newest fact of the order it is about."""
    words = material.spoken.opening
    order = _order(material)
    if order is None:
        return words["nothing"], None
    newest = _newest(order)
    if newest is not None:
        carrier, milestone = newest
        slot = "delivered" if milestone.code == DELIVERED else "last_scan"
        said = words[slot].format(**{"carrier": carrier, slot: _day(material, material.calendar.day(milestone.at))})
        return said, order
    if order.placed_at is not None:
        return words["placed"].format(
            order=order.number, placed=_day(material, material.calendar.day(order.placed_at))
        ), order
    return words["order"].format(order=order.number), order


def _order(material: HandoffMaterial) -> Order | None:
    decided = [decision.order_number for decision in material.suggestion.decisions if decision.order_number]
    found = next((order for order in material.orders if order.number in decided), None)
    return found or (material.orders[0] if len(material.orders) == 1 else None)


def _newest(order: Order) -> tuple[str, Milestone] | None:
    """Return carrier and newest scan of the parcel that moved last among those not yet there, else of the last delivered."""
    scanned = [parcel for parcel in order.fulfilments if parcel.milestones and parcel.carrier]
    waiting = [parcel for parcel in scanned if all(milestone.code != DELIVERED for milestone in parcel.milestones)]
    chosen = max(waiting or scanned, key=lambda parcel: parcel.milestones[-1].at, default=None)
    if chosen is None:
        return None
    return chosen.carrier or "", max(chosen.milestones, key=lambda milestone: milestone.at)


def _done(material: HandoffMaterial, order: Order | None) -> str | None:
    done: list[ActionTaken] = [action for action in material.actions if action.kind in material.spoken.done]
    if order is None and not done:
        return None
    return material.spoken.done[done[-1].kind] if done else None


def _day(material: HandoffMaterial, day: date) -> str:
    return style.spoken(day, material.answers, material.calendar, material.calendar.day(material.now))


def _is_true(line: str, material: HandoffMaterial) -> bool:
    """Check the line as any draft is checked, against orders and what was recorded as done."""
    sources = list(renderings.of_orders(material.orders, Clock(material.calendar)))
    deeds = " ".join(f"{material.spoken.done.get(action.kind, '')}. {action.detail}." for action in material.actions)
    sources.append(
        Source(
            "actions",
            SourceKind.FACT,
            f"{material.spoken.opening['closing']} {material.spoken.opening['nothing']}. {deeds}",
        )
    )
    names = [part for part in (material.customer.name if material.customer else None, material.profile.brand) if part]
    check, _ = verification.verify(
        line, Evidence(sources, vocabulary=names), Keepers(), Brand(material.profile.never_promise)
    )
    return all(claim.supported or claim.text == material.spoken.opening["closing"] for claim in check.claims)
