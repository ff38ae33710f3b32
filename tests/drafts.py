"""Material for drafts: the sample brands' own profiles and answer banks, small passages and decisions."""

from collections.abc import Sequence
from functools import cache

from assist.domain.base import PageId, PassageId
from assist.domain.decision import Action, Decision, FollowUp
from assist.domain.enums import Audience, Channel, ClaimKind, Outcome, PageKind, SentimentLabel
from assist.domain.knowledge import Passage, ScoredPassage
from assist.domain.orders import Order
from assist.domain.triage import Intent
from assist.drafting import answers
from assist.drafting.answers import Answers
from assist.drafting.material import Material, Point, Quote, Sentence
from tests.brands import KNOWLEDGE, norrfell, osmere

LABEL = "The return label costs 4.95 EUR. We deduct the label from your refund."
WINDOW = "You can return an unworn item within 30 days of delivery. Footwear must be in its own box."


@cache
def answer_bank(client: str) -> dict[str, Answers]:
    shared = answers.read_folder(KNOWLEDGE / "_shared" / "answers")
    return answers.parse(shared, answers.read_folder(KNOWLEDGE / client / "answers"))


def passage(
    text: str = WINDOW, name: str = "returns-policy#return-window", audience: Audience = Audience.CUSTOMER
) -> Passage:
    return Passage(
        id=PassageId(name),
        page_id=PageId(name.split("#")[0]),
        kind=PageKind.POLICIES,
        headings=("Returns", "Window"),
        text=text,
        locale="en",
        audience=audience,
    )


def point(
    *,
    decision: Decision | None = None,
    action: Action | None = None,
    slots: dict[str, str] | None = None,
    passages: Sequence[Passage] = (),
    behind: Sequence[Passage] = (),
    question: str | None = None,
    intent: str = "return/policy",
) -> Point:
    return Point(
        intent=Intent(name=intent, confidence=0.9, span=(0, 1)),
        decision=decision,
        actions=(action,) if action else (),
        slots=slots or {},
        passages=[ScoredPassage(passage=one, score=0.8) for one in passages],
        decision_passages=behind,
        question=question,
    )


def decision(rule_id: str, outcome: Outcome = Outcome.ELIGIBLE, number: int = 1, **fields: object) -> Decision:
    given = {
        "id": f"d{number}",
        "intent": "return/request",
        "workflow": rule_id.split(".")[0],
        "outcome": outcome,
        "rule_id": rule_id,
    }
    return Decision.model_validate({**given, "order_number": "NF-20288", **fields})


def trace() -> Point:
    """Return the point of a silent parcel: three days without a scan, a trace and a follow-up."""
    slots = {
        "carrier": "GLS",
        "items": "Skarn jacket",
        "last_scan": "Tuesday 17 November",
        "working_days": "3",
        "step_back_on": "Tuesday 24 November",
        "then_on": "Thursday 26 November",
    }
    return point(
        decision=decision(
            "wismo.no-scan.trace",
            Outcome.INFORMATIONAL,
            step_back_on="2026-11-24",
            facts={"working_days_without_scan": 3, "last_scan": "2026-11-17"},
        ),
        action=Action(id="act-1", kind="open_trace"),
        slots=slots,
        behind=[
            passage("After 3 working days without a scan we open a trace with the carrier.", "wismo-policy#no-scan")
        ],
        intent="order/status",
    )


def refused() -> Point:
    """Return the point of a return whose window has ended."""
    return point(
        decision=decision("return.ended.standard", Outcome.NOT_ELIGIBLE, facts={"last_day": "2026-10-31"}),
        slots={"last_day": "31 October"},
        behind=[passage()],
    )


def material(
    *points: Point,
    client: str = "norrfell",
    locale: str = "en",
    channel: Channel = Channel.EMAIL,
    name: str | None = "Ana García",
    agent: str | None = "Jon",
    sentiment: SentimentLabel = SentimentLabel.NEUTRAL,
    orders: Sequence[Order] = (),
    follow_up: FollowUp | None = None,
) -> Material:
    return Material(
        profile={"norrfell": norrfell, "osmere": osmere}[client]().profile,
        answers=answer_bank(client)[locale],
        channel=channel,
        customer_name=name,
        agent_name=agent,
        sentiment=sentiment,
        points=points,
        orders=orders,
        follow_up=follow_up,
    )


def quoted(source: Passage, words: str) -> Sentence:
    """Return a policy sentence that quotes these words of a passage."""
    start = source.text.index(words)
    return Sentence(words, ClaimKind.POLICY, quotes=(Quote(source, start, start + len(words)),))
