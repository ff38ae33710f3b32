"""What a request loses by its disguise: is it decided as before, and is anybody still in it?

    python -m benchmarks.mined_cases

Every hand-worked case of both sample brands is suggested at its own moment, taken as accepted, mined, and asked again in
disguise of the same version. The lines are searched for the people the case names. No model.
"""

import os
from collections import Counter

from assist import pipeline
from assist.bootstrap import Services, build
from assist.domain.feedback import Feedback, FeedbackEvent, Outcome
from assist.domain.handled import Handled
from assist.settings import from_environment
from evals import cases, mining, tasks
from evals.cases import SAMPLES, Case
from evals.tasks import Side

CLIENTS = ("norrfell", "osmere")
LEAST = 3
"""Letters of a name that is searched for: shorter ones are parts of words."""


def accepted(side: Side, case: Case) -> Handled:
    """Return a case's request as if its suggestion had been accepted."""
    made = pipeline.suggest(side.version, case.request, side.context(case))
    told = Feedback(event=FeedbackEvent.ACCEPTED, at=made.created_at)
    return Handled(
        subject_id=case.id,
        at=made.created_at,
        request=case.request,
        triage=made.triage,
        suggestion=made,
        steps=(Outcome(suggestion_id=case.id, feedback=told),),
    )


def people_of(case: Case) -> set[str]:
    """Return what tells the people of a request: names, addresses, numbers."""
    customer, orders = case.request.customer, case.request.orders
    named = {order.number for order in orders} | {str(order.email) for order in orders if order.email}
    if customer is not None:
        named |= {value for value in (customer.name, customer.email, customer.phone) if value}
        named |= {part for part in (customer.name or "").split() if len(part) > LEAST}
    return {value.casefold() for value in named}


def measured(services: Services, client: str) -> Counter[str]:
    """Return the counts of one brand."""
    side = Side(services.version(client), services.encoder)
    given = cases.read_cases(SAMPLES / client / "decisions.jsonl")
    counts: Counter[str] = Counter()
    for case in given:
        handled = accepted(side, case)
        found = mining.mine(
            side.version.profile.id, [handled], [], lambda one: tasks.observe(side, one).outcome, limit=1
        )
        counts.update(found.left_out.keys())
        for one in found.cases:
            line = cases.as_line(one.case).casefold()
            counts["asked again"] += 1
            counts["somebody still in it"] += any(value in line for value in people_of(case))
            counts["comes out differently: needs a look"] += one.case.look is not None
            counts["decided, cited and answered as before"] += one.case.look is None
    return counts


def main() -> None:
    """Print the counts, brand by brand."""
    services = build(from_environment(os.environ))
    for client in CLIENTS:
        print(client)
        for name, count in measured(services, client).items():
            print(f"  {name}: {count}")


if __name__ == "__main__":
    main()
