"""Money back: how far it is, what a silent parcel brings, and otherwise what a return brings."""

from assist.workflows import parcels, wismo
from assist.workflows.case import Finding, OrderCase


def of_silent_parcel(case: OrderCase) -> Finding | None:
    """Return what is done about a parcel without scans: the seller answers for it until it is there; None when it moves."""
    if not any(parcels.is_under_way(parcel) for parcel in parcels.holding(case.order, case.subject.item_ids)):
        return None
    found = wismo.decide(case)
    return found if found is not None and found.rule_id.startswith("wismo.no-scan") else None
