"""What makes one brand that brand: its profile, as `client.yaml` states it."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from assist.domain.base import ClientId, Frozen
from assist.domain.enums import Channel, Level, Priority
from assist.domain.routing import RoutingRule
from assist.domain.shop import ShopMapping
from assist.domain.template import MessageTemplate


class OrderNumberFormat(Frozen):
    """How this client writes order numbers: `NF-20288` is prefix `NF-` and 5 digits."""

    pattern: str
    prefix: str
    digits: Annotated[int, Field(ge=3, le=12)]


def _with_slots(allowed: str) -> AfterValidator:
    """Return a validator of templates: only these `{slots}`, and braces that close."""

    def check(template: str) -> str:
        try:
            template.format(**{allowed: ""})
        except (KeyError, ValueError, IndexError):
            raise ValueError(f"may hold the slot {{{allowed}}} and no other") from None
        return template

    return AfterValidator(check)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{name} is not a time zone") from None
    return name


Salutation = Annotated[str, _with_slots("customer_name")]
Signature = Annotated[str, _with_slots("agent_name")]


class Greeting(Frozen):
    """A greeting for letters, one for chats, and one of each for when the name is unknown."""

    email: Salutation
    chat: Salutation
    none: Salutation
    chat_none: Salutation


class Tone(Frozen):
    style: str
    address_by: str = "first_name"
    greetings: Mapping[str, Greeting]
    signature: Mapping[str, Signature]


def _in_order(opening: tuple[time, time]) -> tuple[time, time]:
    if opening[0] >= opening[1]:
        raise ValueError("must open before it closes, on one day")
    return opening


Opening = Annotated[tuple[time, time], AfterValidator(_in_order)]
"""From when to when on one day, on the client's clock."""


class ApprovalLimit(Frozen):
    """Up to which amount this level may approve; None: without limit."""

    up_to: str | None = None


class OwnIntent(Frozen):
    """Where a client's own intent goes that no shared one stands for."""

    about: str = ""
    level: Level = Level.LEVEL_1
    queue: str = "general"


class IntentSettings(Frozen):
    """A client's own intents: which shared ones they stand for, where the others go, and what counts beside them."""

    map: Mapping[str, str] = {}
    """Own name to shared intent: reported by the own name; workflow, route and pages follow the shared one."""
    own: Mapping[str, OwnIntent] = {}
    shared: Literal["auto"] | bool = "auto"
    """Whether the shared intents count beside learned ones; `auto`: not beside twelve or more of the client's own."""
    keep: Annotated[float, Field(ge=0.5, lt=1)] | None = None
    """Share of the client's own examples, each judged without itself, that the scope threshold keeps in scope."""


class PublishingRules(Frozen):
    """What this client wants of the people who change its knowledge."""

    two_people: bool = False
    """Who built a version may not approve, override or publish it."""


class WriterSettings(Frozen):
    """Whether a model may draft for this client, and what its drafts may cost in a day of the client's calendar."""

    enabled: bool = True
    spend_limit_per_day: Annotated[Decimal, Field(ge=0, le=100_000)] | None = None
    """USD, as the model's provider prices it; None: without limit."""


class Profile(Frozen):
    """One client. Clock times are local to `time_zone`, targets are service minutes."""

    id: ClientId
    brand: str
    tier: str
    aliases: tuple[str, ...] = ()
    """Misspellings of the brand that customers use."""
    time_zone: Annotated[str, AfterValidator(_known_zone)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    locales: Annotated[tuple[str, ...], Field(min_length=1)]
    countries: tuple[str, ...]
    order_number: OrderNumberFormat
    tone: Tone
    never_promise: tuple[str, ...] = ()
    channels: tuple[Channel, ...]
    """Channels this client has contracted."""
    workflows: tuple[str, ...]
    """Workflows this client has contracted."""
    hours: Mapping[str, Opening] = {}
    short_days: Mapping[date, Opening] = {}
    holidays: tuple[date, ...] = ()
    targets_minutes: Mapping[Channel, Mapping[Priority, int]] = {}
    queues: Mapping[str, str]
    vip_tiers: tuple[str, ...] = ("vip",)
    """Customer tiers that get the level 2 queue."""
    routing: Annotated[tuple[RoutingRule, ...], Field(max_length=200)] = ()
    """This client's own rules, tried in order before the shared ones."""
    repeat_contact_days: Annotated[int, Field(ge=1, le=90)] = 7
    """Another message about the same matter within so many days is a repeat contact."""
    approvals: Mapping[str, ApprovalLimit] = {}
    facts_stale_after_hours: Annotated[int, Field(ge=1, le=24 * 31)] = 24
    """Order facts older than this are said to be so."""
    intents: IntentSettings = IntentSettings()
    publishing: PublishingRules = PublishingRules()
    thresholds: Mapping[str, float] = {}
    """Overrides of shared thresholds: `retrieval_floor`."""
    writer: WriterSettings = WriterSettings()
    shopify: ShopMapping = ShopMapping()
    """What the words of this client's Shopify orders mean."""
    templates: Mapping[str, MessageTemplate] = {}
    """Approved messages for WhatsApp after its reply window, by the name they were approved under."""

    def queue(self, name: str) -> str:
        """Return this client's name for a shared queue; the general one when it has none."""
        if name in self.queues.values():
            return name
        return self.queues.get(name) or self.queues.get("general") or f"{self.id}-general"

    def template_for(self, rule_id: str | None) -> str | None:
        """Return the approved template that fits a rule best, None when the client has none for it."""
        fitting = {name: template.fits(rule_id) for name, template in self.templates.items()}
        best = max(fitting, key=lambda name: fitting[name], default=None)
        return best if best is not None and fitting[best] >= 0 else None
