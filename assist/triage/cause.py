"""What lies behind a contact, and what a good answer does for the shop: two tables, words that overrule, order facts.

Made for reports, so it names who could have prevented the contact. A question before buying counts as a gap of the
listing, a question about rules as one of the policy pages.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.domain.enums import Cause, Flag, SentimentLabel, ValueRole
from assist.domain.orders import DELIVERED, HANDED_OVER, Fulfilment, Item, Order
from assist.domain.triage import CauseOf, Intent, Triage

USUAL: Mapping[str, Cause] = {
    **dict.fromkeys(("order/status", "shipping/delivered_not_received", "shipping/returned_to_sender"), Cause.CARRIER),
    **dict.fromkeys(("order/missing_item", "order/wrong_item", "return/status", "exchange/status"), Cause.WAREHOUSE),
    **dict.fromkeys(("order/damaged",), Cause.PACKAGING),
    **dict.fromkeys(("warranty/claim", "product/safety", "product/troubleshooting"), Cause.PRODUCT_DEFECT),
    **dict.fromkeys(("product/size", "exchange/request"), Cause.SIZING),
    **dict.fromkeys(
        ("product/question", "product/compatibility", "product/ingredients", "product/stock"), Cause.LISTING
    ),
    **dict.fromkeys(
        ("checkout/problem", "payment/failed", "payment/double_charge", "account/access", "account/registration",
         "account/create", "order/place", "address/add"),
        Cause.WEBSITE,
    ),
    **dict.fromkeys(
        ("shipping/policy", "shipping/time", "shipping/customs", "cancel/policy", "return/policy", "refund/policy",
         "refund/status", "refund/amount", "payment/methods", "payment/question", "discount/code",
         "discount/price_adjustment", "gift/card", "subscription/charge"),
        Cause.POLICY,
    ),
    **dict.fromkeys(
        ("order/change", "order/duplicate", "address/change", "cancel/request", "subscription/change",
         "subscription/cancel", "return/label", "gift/return"),
        Cause.CUSTOMER,
    ),
}  # fmt: skip
"""The usual cause by intent; what is not listed says nothing of a cause (UNKNOWN)."""

_BY_WORDS: tuple[tuple[Cause, re.Pattern[str]], ...] = (
    (Cause.LISTING, re.compile(
        r"\b(?:not as (?:described|advertised|pictured|shown)|(?:nothing|not) like (?:the|your) (?:photo|picture|page|site)|"
        r"(?:page|site|website|description|listing) (?:says|said|states|claims|promised)|looks? (?:\w+ )?different (?:from|to|than)|"
        r"(?:photo|picture)s? (?:show|look)\w*|misleading|no se parece|no es como (?:en )?la foto|"
        r"(?:foto|web|p[aá]gina) (?:dice|pone|pon[ií]a|sale))\b")),
    (Cause.CARRIER, re.compile(
        r"\b(?:(?:driver|courier|postman|repartidor|mensajero) \w+|(?:box|parcel|package|carton) (?:\w+ ){0,3}(?:crushed|soaked|wet|"
        r"dented|torn|run over)|(?:crushed|soaked|wet|torn) (?:box|parcel|package|carton)|lost in (?:the )?(?:post|transit)|"
        r"(?:gls|ups|dhl|dpd|evri|hermes|royal mail|correos|seur|mrw|fedex|carrier)(?: has| have)? (?:says?|lost|claims?|never|didn'?t|left)|"
        r"out for delivery|(?:at|in) (?:the|a) depot|(?:caja|paquete) (?:aplastad|mojad|abiert)\w+)\b")),
    (Cause.PACKAGING, re.compile(
        r"\b(?:leak\w*|spill\w*|smashed|shattered|in pieces|(?:no|without|not enough) (?:padding|bubble wrap|protection|paper)|"
        r"(?:badly|poorly|not) (?:packed|wrapped|packaged)|lid (?:was )?(?:not|off|came|had)|(?:cap|lid|top) (?:had |was )?(?:come |came )?off|"
        r"seal (?:\w+ ){0,4}(?:broken|open)|loose in|derram\w+|sin protecci[oó]n|mal embalad\w+|(?:ha llegado|lleg[oó]) rot[oa])\b")),
    (Cause.PRODUCT_DEFECT, re.compile(
        r"\b(?:defect\w*|fault\w*|stopped working|(?:does|do|did|will|is|are)(?:n'?t| not) (?:work\w*|switch on|turn on|charge|close|hold)|"
        r"won'?t (?:switch|turn|charge|close|work)|(?:zip|zipper|seam|stitch\w*|sole|strap|buckle|button|pump|handle|cremallera|costura|suela|"
        r"bot[oó]n|hebilla)s? (?:\w+ ){0,5}(?:broke\w*|burst|split|apart|came|come|peel\w*|off|undone|torn|gone|jam\w*|stuck|dead|rot[oa]|"
        r"despeg\w+|soltad\w+)|(?:broke|peel\w+|snapp?ed|ripp?ed|unravel\w*|descos\w+|se (?:ha|me ha) (?:roto|descosido|despegado))|"
        r"(?:gone|went) off|hole in|no funciona|estropead\w+|defectuos\w+|swollen|rash|burn(?:s|t|ed|ing)? my|allergic|reaction)\b")),
    (Cause.SIZING, re.compile(
        r"\b(?:too (?:small|big|large|tight|loose|long|short|wide|narrow)|(?:huge|tiny|tight|loose) on (?:me|him|her)|"
        r"(?:(?:next|half an?|one|a) size|size) (?:up|down|bigger|smaller|larger)|(?:bigger|smaller|larger|different|other|another|right) size|"
        r"runs? (?:small|large|big)|do(?:es)?n'?t fit|did ?n[o']?t fit|pinch\w*|what size|which size|qu[eé] talla|(?:me|le) (?:queda|va|est[aá]) "
        r"(?:muy |demasiado )?(?:grande|peque[nñ]\w+|corto|larg\w+|ajustad\w+|estrech\w+)|(?:otra|mayor|menor) talla|talla (?:m[aá]s|mayor|menor))\b")),
    (Cause.WAREHOUSE, re.compile(
        r"\b(?:(?:sent|received|got|delivered) (?:me )?(?:the wrong|another|someone else'?s|a different)|wrong (?:item|product|colou?r|size) (?:was )?(?:sent|came|arrived)|"
        r"missing (?:from|in)|(?:is|are|was|were)(?:n'?t| not) in the (?:box|parcel|package)|not (?:even )?(?:been )?(?:dispatched|shipped|packed|sent out)|"
        r"(?:nothing|has|have|hasn'?t|haven'?t) (?:has |even )?(?:been )?(?:dispatched|left (?:your|the) warehouse|left the)|still (?:says )?(?:preparing|processing|unfulfilled)|"
        r"me hab[eé]is (?:mandado|enviado) otr\w+|falta(?:n|ba)?|equivocad\w+ (?:el|la) (?:art[ií]culo|producto))\b")),
    (Cause.CUSTOMER, re.compile(
        r"\b(?:by (?:mistake|accident)|my (?:own )?(?:mistake|fault|error)|changed my mind|don'?t (?:want|need|like) (?:it|them|the)|no longer (?:want|need)|"
        r"i (?:put|typed|entered|gave|ordered|chose|picked) (?:the )?wrong|me equivoqu[eé]|ya no (?:lo|la|los|las)? ?(?:quiero|necesito)|no me gusta)\b")),
)  # fmt: skip
"""Words that name the cause, the most telling first."""

_WORDS_DECIDE = frozenset({
    "order/damaged", "order/status", "order/missing_item", "order/wrong_item", "return/request", "return/policy",
    "exchange/request", "refund/request", "gift/return", "warranty/claim", "product/troubleshooting", "feedback/complaint",
    "payment/dispute", "payment/question", "shipping/returned_to_sender", "shipping/delivered_not_received",
    "order/change", "product/question", "product/size", "product/ingredients", "product/safety", "address/change",
    "address/add", "human/request", "other/unclear",
})  # fmt: skip
"""Intents whose cause may stand in the words; the others have one whatever is said."""
_ABOUT_THE_ORDER = ("address/", "order/change", "payment/question", "shipping/")
"""Here words of a fault are about something else: a code that does not work."""
_OF_THE_WAY = frozenset({Cause.CARRIER, Cause.WAREHOUSE, Cause.CUSTOMER})
_HAS_AN_ITEM = frozenset({Cause.PRODUCT_DEFECT, Cause.SIZING, Cause.LISTING, Cause.PACKAGING, Cause.WAREHOUSE})
_BEFORE_BUYING = frozenset({"product/question", "product/size", "product/ingredients", "product/safety"})
_NOT_BEFORE_BUYING = frozenset({Cause.CUSTOMER, Cause.WAREHOUSE})
_WENT_WRONG = frozenset({
    Cause.LISTING, Cause.CARRIER, Cause.PACKAGING, Cause.PRODUCT_DEFECT, Cause.WAREHOUSE, Cause.CUSTOMER,
})  # fmt: skip
_DOES_NOT_FIT = re.compile(
    r"\b(?:too (?:small|big|large|tight|loose|long|short|wide|narrow)|do(?:es)?n'?t fit|pinch\w*)\b"
)

CONVERSION = frozenset({
    "product/question", "product/size", "product/stock", "product/compatibility", "product/ingredients",
    "shipping/policy", "shipping/time", "shipping/customs", "payment/methods", "payment/question", "payment/failed",
    "checkout/problem", "discount/code", "gift/card", "order/place", "address/add",
})  # fmt: skip
RECOVERY = frozenset({
    "payment/dispute", "payment/double_charge", "feedback/complaint", "product/safety", "subscription/cancel",
    "subscription/charge",
})  # fmt: skip
NO_VALUE = frozenset(
    {"order/invoice", "feedback/praise", "feedback/review", "contact/info", "human/request", "fraud/report"}
)
_ADMINISTRATION = ("account/", "other/")
_TRUST_LOST = (Flag.CHARGEBACK, Flag.LEGAL, Flag.THREATENING, Flag.HEALTH_SAFETY)


@dataclass(frozen=True)
class Behind:
    """The cause, and whose it is as far as the order shows it."""

    cause: Cause
    of: CauseOf | None = None
    after_buying: bool = False
    """The words themselves say that something went wrong with a purchase, whatever the intent."""


def find(triage: Triage, words: str, orders: Sequence[Order]) -> Behind:
    """Return the cause of a contact; `orders` are those the message is about."""
    plain = " ".join(words.replace("’", "'").lower().split())
    said = next((cause for cause, pattern in _BY_WORDS if pattern.search(plain)), None)
    after_buying = said in _WENT_WRONG or bool(_DOES_NOT_FIT.search(plain))
    if not triage.in_scope:
        return Behind(said or Cause.UNKNOWN, after_buying=after_buying)
    for intent in triage.intents:
        found = _of_intent(intent.name, said, hurt=Flag.HEALTH_SAFETY in triage.flags)
        if found is Cause.UNKNOWN:
            continue
        order = next((one for one in orders if one.number == intent.order_number), None)
        if intent.name == "order/status" and order is not None and not _has_left(order):
            found = Cause.WAREHOUSE
        return Behind(found, _whose(found, intent, order) if order is not None else None, after_buying)
    return Behind(Cause.UNKNOWN)


def value_role(triage: Triage, behind: Behind) -> ValueRole:
    """Return what a good answer does for the shop: trust that is lost goes before a sale made, that before one to make."""
    roles = {_role(intent.name, hurt=Flag.HEALTH_SAFETY in triage.flags) for intent in triage.intents}
    if behind.after_buying:
        roles.add(ValueRole.PROTECTION)
    upset = triage.sentiment.label is SentimentLabel.VERY_NEGATIVE
    if any(flag in _TRUST_LOST for flag in triage.flags) or (upset and roles - {ValueRole.NONE}):
        return ValueRole.RECOVERY
    ranked = (ValueRole.RECOVERY, ValueRole.PROTECTION, ValueRole.CONVERSION)
    return next((role for role in ranked if role in roles), ValueRole.NONE)


def _role(intent: str, *, hurt: bool) -> ValueRole:
    if intent == "product/safety" and not hurt:
        return ValueRole.CONVERSION
    if intent in RECOVERY:
        return ValueRole.RECOVERY
    if intent in CONVERSION:
        return ValueRole.CONVERSION
    if intent in NO_VALUE or intent.startswith(_ADMINISTRATION):
        return ValueRole.NONE
    return ValueRole.PROTECTION


def _of_intent(intent: str, said: Cause | None, *, hurt: bool) -> Cause:
    usual = USUAL.get(intent, Cause.UNKNOWN)
    if intent == "product/safety" and not hurt:
        usual = Cause.LISTING
    if said is None or intent not in _WORDS_DECIDE or (intent in _BEFORE_BUYING and said in _NOT_BEFORE_BUYING):
        return usual
    if intent.startswith(_ABOUT_THE_ORDER) and said not in _OF_THE_WAY:
        return usual
    return said


def _has_left(order: Order) -> bool:
    """Say whether any parcel is on its way; facts without parcels count as not yet."""
    return any(milestone.code in HANDED_OVER for parcel in order.fulfilments for milestone in parcel.milestones)


def _whose(cause: Cause, intent: Intent, order: Order) -> CauseOf | None:
    """Name the carrier of the parcel meant, or the one item meant."""
    if cause is Cause.CARRIER:
        parcels = [parcel for parcel in order.fulfilments if parcel.carrier]
        meant = [parcel for parcel in parcels if set(parcel.item_ids) & set(intent.item_ids)] or parcels
        carriers = {parcel.carrier for parcel in meant if _is_under_way(parcel)} or {one.carrier for one in meant}
        return CauseOf(carrier=carriers.pop()) if len(carriers) == 1 else None
    if cause not in _HAS_AN_ITEM:
        return None
    items = [item for item in order.items if item.id in intent.item_ids] or list(order.items)
    skus = {item.sku for item in items if _is_named(item)}
    return CauseOf(sku=skus.pop()) if len(skus) == 1 and len(items) == 1 else None


def _is_under_way(parcel: Fulfilment) -> bool:
    return all(milestone.code != DELIVERED for milestone in parcel.milestones)


def _is_named(item: Item) -> bool:
    return bool(item.sku)
