"""What a number on a page means: the return window, the day a trace begins, the price of express.

Shops say one thing in many words. A meaning needs some of them in the sentence or its headings and bars others; of
several that fit, the one with most of its words nearest to the number wins. Some meanings no rule computes with: they
are here so that a bank's days are not taken for ours. Knows no page and no rule.
"""

from dataclasses import dataclass
from functools import lru_cache

from assist.lint.meaning_words import WORDS

NEAR, SENTENCE, HEADING, HELP = 1.0, 0.6, 0.5, 0.4
"""How much a word counts beside the number, elsewhere in its sentence, above it; and one that only helps."""
DAYS, MONTHS, MINUTES = "days", "months", "minutes"
PRICE, LIMIT, CUT_OFF, TIME, PERCENT = "price", "limit", "cut-off", "time", "percent"


@dataclass(frozen=True)
class Meaning:
    """One thing a number can say."""

    name: str
    measure: str
    needs: tuple[tuple[str, ...], ...]
    """One word of each group has to be there."""
    bars: tuple[str, ...] = ()
    """None of these beside the number."""
    helps: tuple[str, ...] = ()


def _meaning(name: str, measure: str, needs: str, *, bars: str = "", helps: str = "") -> Meaning:
    groups = tuple(tuple(group.split("|")) for group in needs.split())
    return Meaning(name, measure, groups, tuple(bars.split()), tuple(helps.split()))


MEANINGS = (
    _meaning("return.window_days", DAYS, "return",
             bars="outlet member dated other-window bank payout damage cheaper scan lost again claimed", helps="arrived"),
    _meaning("return.outlet.window_days", DAYS, "return outlet", bars="bank payout", helps="arrived"),
    _meaning("return.member_window_days", DAYS, "return member", bars="bank payout", helps="arrived"),
    _meaning("return.send_within_days", DAYS, "hand-over again", bars="bank scan write refund", helps="return"),
    _meaning("refund.pay_within_working_days", DAYS, "refund payout", bars="bank cheaper damage outlet"),
    _meaning("refund.bank_days", DAYS, "bank", helps="refund"),
    _meaning("comfort_promise.window_days", DAYS, "comfort return", bars="bank payout", helps="arrived"),
    _meaning("patch_test.window_days", DAYS, "patch", helps="arrived refund"),
    _meaning("wismo.trace_after_working_days", DAYS, "trace scan", bars="lost claimed write"),
    _meaning("wismo.lost_after_working_days", DAYS, "lost scan|shipping", bars="trace write claimed", helps="scan"),
    _meaning("wismo.write_within_working_days", DAYS, "write searching", bars="damage cheaper claimed reply return"),
    _meaning("delivered_not_received.safe_place_check_working_days", DAYS, "claimed check", bars="return damage cheaper lost", helps="searching"),
    _meaning("damaged.report_days", DAYS, "damage report", bars="payout bank warranty other-window scan", helps="arrived"),
    _meaning("price_adjustment.window_days", DAYS, "cheaper", bars="bank", helps="arrived"),
    _meaning("shipping.standard_working_days", DAYS, "shipping takes",
             bars="express return refund damage cheaper trace lost scan claimed write report kept-for-you exchange other-window dated label outlet had runs"),
    _meaning("express delivery time", DAYS, "express shipping"),
    _meaning("time to collect", DAYS, "kept-for-you"),
    _meaning("reply time", DAYS, "reply"),
    _meaning("withdrawal by law", DAYS, "other-window return|arrived"),
    _meaning("dated window", DAYS, "dated return"),
    _meaning("life of a gift card", DAYS, "gift-card expires"),
    _meaning("subscription.cutoff_days_before", DAYS, "subscription skip"),
    _meaning("life of a gift card", MONTHS, "gift-card expires"),
    _meaning("warranty.legal_years", MONTHS, "warranty", bars="brand gift-card comfort credit once"),
    _meaning("warranty.brand_years", MONTHS, "brand", helps="warranty"),
    _meaning("comfort_promise.once_per_months", MONTHS, "comfort once"),
    _meaning("membership.months", MONTHS, "member", bars="warranty"),
    _meaning("order_lock.minutes", MINUTES, "change order", bars="return reply other-window"),
    _meaning("reply time", MINUTES, "reply"),
    _meaning("label_fee", PRICE, "label", bars="exchange gift express"),
    _meaning("first exchange", PRICE, "exchange", bars="further"),
    _meaning("exchange.further_fee", PRICE, "exchange further"),
    _meaning("shipping.fee", PRICE, "shipping", bars="express return exchange gift label approve keep damage gift-card change"),
    _meaning("shipping.express_fee", PRICE, "express"),
    _meaning("free_gift.deduct", PRICE, "gift deduct"),
    _meaning("price of a gift card", PRICE, "gift-card"),
    _meaning("shipping.free_from", LIMIT, "shipping free", bars="gift return exchange express label approve damage member"),
    _meaning("free express", LIMIT, "express free"),
    _meaning("free_gift.from", LIMIT, "gift", bars="deduct", helps="free order"),
    _meaning("membership.spend", LIMIT, "member", helps="order"),
    _meaning("patch_test.up_to", LIMIT, "patch"),
    _meaning("damaged.no_return_up_to", LIMIT, "keep damage", bars="patch"),
    _meaning("damaged.level_1_to", LIMIT, "approve replace", bars="unreceived keep early"),
    _meaning("delivered_not_received.level_2_above", LIMIT, "approve unreceived"),
    _meaning("refund.level_2_above", LIMIT, "approve refund", bars="replace unreceived patch subscription"),
    _meaning("shipping.express_cutoff", CUT_OFF, "express", bars="reply"),
    _meaning("order_lock.cutoff", CUT_OFF, "pick order", bars="express"),
    _meaning("subscription.cutoff_time", CUT_OFF, "subscription skip"),
    _meaning("order_lock.locks_at", TIME, "pick", bars="express"),
    _meaning("refund.store_credit_bonus_percent", PERCENT, "credit"),
    _meaning("subscription.discount_percent", PERCENT, "subscription"),
)  # fmt: skip
_ALIASES = {
    "return.label_fee": "label_fee",
    "refund.label_fee": "label_fee",
    "membership.return_window_days": "return.member_window_days",
}
_NAMES = frozenset(meaning.name for meaning in MEANINGS)


def named(path: tuple[str, ...]) -> str | None:
    """Return the meaning of a number of `workflows.yaml` by its keys; None when it is not of the shared templates."""
    for length in range(len(path), 1, -1):
        key = ".".join(path[:length])
        if _ALIASES.get(key, key) in _NAMES:
            return _ALIASES.get(key, key)
    return None


@lru_cache(maxsize=16384)
def of(near: str, sentence: str, headings: tuple[str, ...], measure: str) -> frozenset[str]:
    """Return what a number of this measure means; several when they fit alike, none when nothing does."""
    scores: dict[str, float] = {}
    for meaning in MEANINGS:
        if meaning.measure == measure:
            scores[meaning.name] = max(_score(meaning, near, sentence, headings), scores.get(meaning.name, 0.0))
    best = max(scores.values(), default=0.0)
    return frozenset(name for name, score in scores.items() if score == best) if best else frozenset()


def _score(meaning: Meaning, near: str, sentence: str, headings: tuple[str, ...]) -> float:
    """Return how well it fits, 0 when it does not."""
    score = 0.0
    for group in meaning.needs:
        weight = _nearest(group, near, sentence, headings)
        if not weight:
            return 0.0
        score += weight
    if any(_holds(word, near) for word in meaning.bars):
        return 0.0
    return score + sum(HELP for word in meaning.helps if _holds(word, near))


@lru_cache(maxsize=65536)
def _holds(word: str, place: str) -> bool:
    """Say whether a text holds one of a word's forms; every meaning asks again."""
    return WORDS[word].search(place) is not None


def _nearest(group: tuple[str, ...], near: str, sentence: str, headings: tuple[str, ...]) -> float:
    above = " · ".join(headings)
    for weight, place in ((NEAR, near), (SENTENCE, sentence), (HEADING, above)):
        if any(_holds(word, place) for word in group):
            return weight
    return 0.0
