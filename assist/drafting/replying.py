"""Which kind of reply fits: a draft, an honest abstention, no reply, or a person. Knows no vectors."""

import re
from collections.abc import Sequence

from assist.domain.client import Profile
from assist.domain.enums import Channel, Flag
from assist.domain.reply import Abstention, Escalation, NoReplyNeeded
from assist.domain.triage import Intent, Triage
from assist.drafting.answers import Answers

PERSONAL = (Flag.SELF_HARM, Flag.VIOLENCE)
"""Flags that stop a draft whatever was asked."""

NO_REPLY = {"other/thanks": "thanks", "other/auto_reply": "auto_reply", "other/spam": "spam"}
CERTAIN_NOISE = 0.9
"""Confidence from which spam and automatic replies are left unanswered."""
THANKS = "other/thanks"
LONGEST_NOISE = 20_000
ELSEWHERE_TOO = ("discount/", "payment/methods", "contact/", "feedback/", "account/", "human/", "other/")
"""Matters a customer may raise while only mentioning another shop; rules asked about in general are of these too."""
SURELY_OF_A_KIND = 0.7
"""Confidence from which the intent tells that a message naming another shop is not about a purchase there."""
ASKING_AHEAD = frozenset({"product/ingredients", "product/question", "product/compatibility", "product/size"})
"""Someone with an allergy asking before buying is not someone hurt."""
UNKNOWN_LANGUAGE = "und"

_OURS = r"(?:colleague|manager|supervisor|boss|agent|rep(?:resentative)?|team|chat|support|someone|somebody|lady|guy|person|advisor|assistant)"
_GAVE = r"(?:told|promised|assured|guaranteed|confirmed|offered|agreed|said)"
_SOMEBODY_PROMISED = re.compile(
    rf"\b{_OURS}\b[^.?!\n]{{0,40}}\b{_GAVE}\b|\byou(?:['’]ve| have| had| guys| people| all)? (?:{_GAVE[3:-1]})(?: me| us| that| i\b| to\b)|"
    rf"\b(?:was|were|been) (?:told|promised|assured|guaranteed|offered)\b|"
    r"\bme (?:dij(?:o|eron|isteis)|prometi(?:ó|eron|steis)|asegur(?:ó|aron|asteis)|confirm(?:ó|aron|asteis)|ofreci(?:ó|eron|steis))\b|"
    r"\b(?:compañer[oa]|encargad[oa]|agente|responsable)\b[^.?!\n]{0,40}\b(?:dijo|prometió|aseguró|confirmó|ofreció)\b",
    re.I,
)


def instead_of_a_draft(  # noqa: C901 - a list of reasons, in order of weight
    triage: Triage,
    profile: Profile,
    answers: Answers,
    channel: Channel,
    turn: str,
    *,
    found_something: bool,
    only_thanks: bool = False,
    names_other_shop: bool = False,
) -> Abstention | Escalation | NoReplyNeeded | None:
    """Return what to propose when no draft should be attempted, or None when one should."""
    if channel not in profile.channels:
        return Escalation(reason="channel_not_contracted")
    for flag in PERSONAL:
        if flag in triage.flags:
            return Escalation(reason=flag.value, holding_text=answers.holding.get(flag.value, answers.holding["human"]))
    names = [intent.name for intent in triage.intents]
    if Flag.LEGAL in triage.flags:
        return Escalation(reason="legal", holding_text=answers.holding["human"])
    if Flag.HEALTH_SAFETY in triage.flags and not (names and ASKING_AHEAD.issuperset(names)):
        return Escalation(reason="health_safety", holding_text=answers.holding["health_safety"])
    if triage.language.tag not in (UNKNOWN_LANGUAGE, *profile.locales):
        return Abstention(
            reason="language_not_served",
            for_agent=f"Written in {triage.language.tag}; this client answers in {', '.join(profile.locales)}.",
        )
    if names and all(name in NO_REPLY for name in names):
        return _no_reply(triage.intents[0], answers, turn, only_thanks=only_thanks)
    if not triage.in_scope and not found_something:
        return Abstention(
            reason="out_of_scope", for_agent="No intent of this client fits: a person should read the message."
        )
    if names == ["other/unclear"] and claims_promise(turn):
        return Abstention(
            reason="unclear",
            for_agent="The customer says that somebody promised something: look it up, no rule gives it.",
        )
    if names == ["other/unclear"] and (triage.sure or not found_something):
        return Abstention(
            reason="unclear", ask=answers.questions["unclear"], for_agent="The message does not say what is wanted."
        )
    if names_other_shop and any(_may_be_about_a_purchase(intent) for intent in triage.intents):
        return Abstention(
            reason="wrong_shop", ask=answers.questions["wrong_shop"], for_agent="The message names another shop."
        )
    if names == ["human/request"] and triage.sure:
        return Escalation(reason="wants_human", holding_text=answers.holding["human"])
    return None


def claims_promise(turn: str) -> bool:
    """Say whether a customer writes that somebody of ours promised them something."""
    return bool(_SOMEBODY_PROMISED.search(turn))


def _may_be_about_a_purchase(intent: Intent) -> bool:
    """Say whether a message that names another shop may be about something bought there: any that is not surely of another kind."""
    return intent.confidence < SURELY_OF_A_KIND or _is_about_a_purchase(intent.name)


def _is_about_a_purchase(name: str) -> bool:
    return not name.startswith(ELSEWHERE_TOO) and not name.endswith(("/policy", "/time"))


def _no_reply(intent: Intent, answers: Answers, turn: str, *, only_thanks: bool) -> NoReplyNeeded | Abstention:
    """Leave a message unanswered only when that is safe: a person taken for a robot is never heard again."""
    is_noise = intent.name != THANKS and intent.confidence >= CERTAIN_NOISE and len(turn) < LONGEST_NOISE
    if only_thanks or (is_noise and ("?" not in turn or intent.name == "other/spam")):
        return NoReplyNeeded(reason=NO_REPLY[intent.name])
    if intent.name == THANKS:
        return Abstention(reason="unclear", for_agent="Holds thanks and more: a person should read it.")
    return Abstention(
        reason="unclear",
        ask=answers.questions["unclear"],
        for_agent=f"Looks like {NO_REPLY[intent.name].replace('_', ' ')}, not surely: a person should read it.",
    )


def nothing_new(answers: Answers) -> Escalation:
    """Return the escalation of a customer who writes again and whom our own words have told all there is."""
    return Escalation(reason="nothing_new", holding_text=answers.holding.get("nothing_new", answers.holding["human"]))


def nothing_found(triage: Triage, answers: Answers, nearest: Sequence[str]) -> Abstention:
    """Return the abstention for intents that nothing answers, with the one question to ask."""
    names = ", ".join(intent.name for intent in triage.intents)
    return Abstention(
        reason="no_evidence",
        ask=answers.questions["no_evidence"],
        for_agent=f"No passage in force answers {names or 'this'} in {answers.locale}.",
        nearest=tuple(nearest),
    )
