"""The routing rules every client starts from, read from top to bottom: the first that holds decides.

A client's own rules in `client.yaml` (`routing`) come before these. What no rule catches goes where its intent belongs
(`level` and `queue` in taxonomy.yaml). Reasons are for agents; a word in braces is filled in.
"""

from assist.domain.enums import Flag, Level, Outcome, Priority, SentimentLabel
from assist.domain.routing import Bought, RoutingRule, Then, When


def _rule(name: str, when: When, *, level: Level, queue: str, reason: str) -> RoutingRule:
    return RoutingRule(id=f"route.{name}", when=when, then=Then(level=level, queue=queue, reason=reason))


def _flagged(flag: Flag, reason: str, *, level: Level = Level.LEVEL_2, queue: str = "escalations") -> RoutingRule:
    return _rule(flag.value, When(flags=(flag,)), level=level, queue=queue, reason=reason)


RULES: tuple[RoutingRule, ...] = (
    _rule("not-contracted", When(not_contracted=(Bought.CHANNEL,)),
          level=Level.LEVEL_1, queue="account_lead", reason="{channel} is not contracted"),
    _flagged(Flag.SELF_HARM, "Flag self_harm: always a person"),
    _flagged(Flag.VIOLENCE, "Flag violence: always a person"),
    _flagged(Flag.HEALTH_SAFETY, "Flag health_safety: always a person"),
    _flagged(Flag.LEGAL, "Flag legal: always a person"),
    _flagged(Flag.PAYMENT_CARD, "Flag payment_card: always a person"),
    _rule("language", When(served_language=False),
          level=Level.LEVEL_1, queue="language", reason="written in {language}, which this client does not serve"),
    _flagged(Flag.CHARGEBACK, "What goes near a chargeback is level 2 work"),
    _flagged(Flag.THREATENING, "Threats are level 2 work"),
    _flagged(Flag.VIP, "A VIP is answered by level 2"),
    _flagged(Flag.FRAUD_RISK, "What goes near fraud is specialist work", level=Level.SPECIALIST, queue="fraud"),
    _rule("approval.specialist", When(approval_by=("specialist",)),
          level=Level.SPECIALIST, queue="fraud", reason="Needs approval {approval}"),
    _rule("approval", When(outcomes=(Outcome.NEEDS_APPROVAL,), approval_by=("level_2", "client")),
          level=Level.LEVEL_2, queue="escalations", reason="Needs approval {approval}"),
    _rule("upset-repeat", When(sentiment=(SentimentLabel.VERY_NEGATIVE,), repeat_contact=True),
          level=Level.LEVEL_2, queue="escalations", reason="Very upset and not for the first time: level 2"),
    _rule("carrier-dispute", When(intents=("shipping/delivered_not_received",), repeat_contact=True),
          level=Level.LEVEL_2, queue="escalations", reason="A dispute with the carrier is level 2 work"),
    _rule("no-intent", When(in_scope=False),
          level=Level.LEVEL_1, queue="general", reason="No shared intent fits: a person should look"),
    _rule("workflow-not-contracted", When(not_contracted=(Bought.WORKFLOW,)),
          level=Level.LEVEL_1, queue="account_lead", reason="{workflow} is not contracted"),
    RoutingRule(id="route.repeat-wismo", when=When(intents=("order/status",), repeat_contact=True),
                then=Then(priority=Priority.HIGH)),
)  # fmt: skip

AT_ONCE = (Flag.SELF_HARM, Flag.VIOLENCE, Flag.HEALTH_SAFETY)
"""Urgent whatever a client's rules say."""

PRESSING: tuple[tuple[Flag, str], ...] = (
    (Flag.CHARGEBACK, "Customer mentions the bank or a chargeback"),
    (Flag.LEGAL, "Customer mentions legal steps"),
    (Flag.THREATENING, "Customer threatens consequences"),
    (Flag.REPEAT_CONTACT, "Customer has written about this before"),
    (Flag.URGENT, "Customer says it is urgent"),
    (Flag.PAYMENT_CARD, "Customer sent a payment card number"),
    (Flag.VIP, "Customer is a VIP"),
    (Flag.WANTS_HUMAN, "Customer asks for a person"),
)
"""Flags that make the priority high, and how it is said."""

CAN_WAIT = frozenset({"other/thanks", "other/auto_reply", "other/spam", "feedback/praise"})
"""Messages of only these are of low priority."""
