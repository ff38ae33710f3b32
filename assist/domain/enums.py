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


class Cause(StrEnum):
    """What lies behind a contact, for the one who could have prevented it; UNKNOWN also when nothing went wrong."""

    PRODUCT_DEFECT = "product_defect"
    PACKAGING = "packaging"
    CARRIER = "carrier"
    WAREHOUSE = "warehouse"
    SIZING = "sizing"
    LISTING = "listing"
    WEBSITE = "website"
    POLICY = "policy"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"


class ValueRole(StrEnum):
    """What a good answer does for the shop: protect a sale, recover a customer, win a sale."""

    PROTECTION = "protection"
    RECOVERY = "recovery"
    CONVERSION = "conversion"
    NONE = "none"


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


class Needed(StrEnum):
    """What a decision may still need from the customer; `workflows.yaml` names it with the same words."""

    ORDER_NUMBER = "order_number"
    WHICH_ORDER = "which_order"
    PROOF_OF_ORDER = "proof_of_order"
    """A message from the order's e-mail address: the smallest proof, asked without saying whether the order exists."""
    ITEM = "item"
    ORDER_FACTS = "order_facts"
    """Facts that contradict each other or are absent: for the agent to look up, not for the customer."""
    RETURN_TRACKING = "return_tracking"
    """The tracking number or proof of posting of a parcel sent back."""
    NEW_ADDRESS = "new_address"
    WANTED_ITEM = "wanted_item"
    """Which size, colour or product is wanted instead."""
    GIFT_NUMBER = "gift_number"
    GIFT_STAYS = "gift_stays"
    """Whether the free gift comes back too."""
    CHOICE = "choice"
    """Which of the paths offered the customer takes."""
    FAULT = "fault"
    """What is wrong with the item."""
    PHOTO_OF_ITEM = "photo_of_item"
    PHOTO_OF_LABEL = "photo_of_label"
    PHOTO_OF_ITEM_AND_BOX = "photo_of_item_and_box"
    PHOTO_OF_DATE = "photo_of_date"
    """The use-by date, where it stands on the product."""
    BATCH_CODE = "batch_code"
    CONDITION = "condition"
    """Whether it is opened or sealed, worn or new."""
    SUBSCRIPTION = "subscription"
    """Which subscription is meant."""
    CHARGES = "charges"
    """Dates and amounts of charges as the bank shows them; never a card number."""
    CURRENT_PRICE = "current_price"
    """What the same size costs today: for the agent to look up."""


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
