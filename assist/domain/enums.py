"""The closed sets of words used on the wire, in code, in pages and in docs alike."""

from enum import StrEnum


class Channel(StrEnum):
    EMAIL = "email"
    CHAT = "chat"
    WHATSAPP = "whatsapp"
    PHONE = "phone"
    SOCIAL = "social"


class Role(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"
    TOOL = "tool"
    """What a bot's tool answered: never public, whatever the desk says."""


class Visibility(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"


class Purpose(StrEnum):
    """Why a suggestion is wanted; all but REPLY may come without a new customer message."""

    REPLY = "reply"
    FOLLOW_UP = "follow_up"
    PROACTIVE = "proactive"
    CONFIRM = "confirm"
    CLOSE = "close"


class SentimentLabel(StrEnum):
    VERY_NEGATIVE = "very_negative"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    VERY_POSITIVE = "very_positive"


class Flag(StrEnum):
    URGENT = "urgent"
    THREATENING = "threatening"
    OFFENSIVE = "offensive"
    WANTS_HUMAN = "wants_human"
    LEGAL = "legal"
    CHARGEBACK = "chargeback"
    FRAUD_RISK = "fraud_risk"
    HEALTH_SAFETY = "health_safety"
    SELF_HARM = "self_harm"
    VIOLENCE = "violence"
    PAYMENT_CARD = "payment_card"
    PRIVACY_REQUEST = "privacy_request"
    VIP = "vip"
    REPEAT_CONTACT = "repeat_contact"


class Level(StrEnum):
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    SPECIALIST = "specialist"


class Priority(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class EntityType(StrEnum):
    ORDER_NUMBER = "order_number"
    EMAIL = "email"
    TRACKING_NUMBER = "tracking_number"
    AMOUNT = "amount"
    DATE = "date"
    PHONE = "phone"
    SIZE = "size"
    COLOUR = "colour"
    PRODUCT = "product"


class Audience(StrEnum):
    """Who may read a page: an AGENT page informs and is never quoted to a customer."""

    CUSTOMER = "customer"
    AGENT = "agent"


class PageKind(StrEnum):
    """What a page is; the name of the folder it lies in."""

    POLICIES = "policies"
    FAQ = "faq"
    MACROS = "macros"


class DatesBy(StrEnum):
    """Which date decides whether a passage is in force."""

    ORDER = "order"
    MESSAGE = "message"
    DELIVERY = "delivery"


class Outcome(StrEnum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_INFO = "needs_info"
    NEEDS_APPROVAL = "needs_approval"
    INFORMATIONAL = "informational"


class ClaimKind(StrEnum):
    COURTESY = "courtesy"
    FACT = "fact"
    POLICY = "policy"
    PROMISE = "promise"
    QUESTION = "question"


class WrittenBy(StrEnum):
    COMPOSER = "composer"
    MODEL = "model"


class Severity(StrEnum):
    """How a warning is shown; never a lock: a person presses Send."""

    INFO = "info"
    CONFIRM = "confirm"
    CRITICAL = "critical"
