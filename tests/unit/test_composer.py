"""Drafts without a model: what is said, in which order, how it looks, and that every offset holds."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.decision import FollowUp
from assist.domain.enums import Audience, Channel, ClaimKind, SentimentLabel, WrittenBy
from assist.domain.reply import Draft
from assist.drafting import style
from assist.drafting.assembly import assemble
from assist.drafting.composer import MAX_POINTS, compose
from assist.drafting.material import Material, Sketch
from tests.brands import norrfell, osmere
from tests.drafts import LABEL, WINDOW, answer_bank, decision, material, passage, point, refused, trace


def drafted(given: Material) -> Draft:
    sketch = compose(given)
    assert sketch is not None
    return assemble(sketch, given, written_by=WrittenBy.COMPOSER)


def texts(sketch: Sketch | None) -> list[str]:
    return [sentence.text for sentence in sketch.sentences] if sketch else []


def test_a_decision_is_said_in_the_answer_banks_words_with_its_slots() -> None:
    sketch = compose(material(refused()))

    assert texts(sketch)[0] == (
        "I'm sorry, the return window for this order ended on 31 October, so I can no longer offer you a return."
    )


def test_without_a_decision_the_policy_is_quoted_word_for_word() -> None:
    draft = drafted(material(point(passages=[passage()], slots={"words": "can I return footwear"})))

    assert [citation.quote in WINDOW for citation in draft.citations] == [True, True]
    assert draft.check.grounded


def test_a_promise_names_the_action_and_the_follow_up_that_keep_it() -> None:
    follow_up = FollowUp(due_on=date(2026, 11, 24), reason="No scan", channel="email")

    draft = drafted(material(trace(), follow_up=follow_up))

    assert [(promise.kind, promise.on, promise.kept_by) for promise in draft.check.promises] == [
        ("action", None, "act-1"),
        ("contact_by", date(2026, 11, 24), "follow_up"),
    ]


def test_a_promise_that_no_action_keeps_is_not_made() -> None:
    whole = trace()
    without_action = point(decision=whole.decision, slots=dict(whole.slots), behind=whole.decision_passages)

    sketch = compose(material(without_action))

    assert not any("opening a trace" in text for text in texts(sketch))


def test_an_empty_slot_is_never_shown() -> None:
    whole = trace()
    sparse = point(
        decision=whole.decision,
        action=whole.actions[0],
        slots={**whole.slots, "items": ""},
        behind=whole.decision_passages,
    )

    said = texts(compose(material(sparse)))

    assert said[0] == "GLS last scanned your parcel on Tuesday 17 November."
    assert not any("{" in text or "  " in text for text in said)


def test_slots_with_braces_are_shown_as_they_are() -> None:
    odd = point(
        decision=decision("return.window.standard"), slots={"items": "{agent_name} jacket", "last_day": "31 October"}
    )

    said = texts(compose(material(odd)))

    assert said[0] == "Yes, you can return the {agent_name} jacket until 31 October."


def test_nothing_to_say_makes_no_draft() -> None:
    assert compose(material(point())) is None


def test_what_is_missing_is_asked_once_for_all_points() -> None:
    question = "Could you send me your order number, so that I can check it?"

    sketch = compose(material(point(question=question), point(question=question), point(question="Which one?")))

    assert texts(sketch) == [question]


def test_the_same_sentence_is_not_said_twice() -> None:
    twice = material(point(passages=[passage(LABEL)]), point(passages=[passage(LABEL)]))

    said = texts(compose(twice))

    assert len(said) == len(set(said)) == 2


def test_at_most_three_points_are_answered() -> None:
    many = [point(passages=[passage(f"Rule {n} is short.")]) for n in range(5)]

    sketch = compose(material(*many))

    assert len(texts(sketch)) == MAX_POINTS


@pytest.mark.parametrize("label", [SentimentLabel.NEGATIVE, SentimentLabel.VERY_NEGATIVE])
def test_an_upset_customer_is_met_with_one_sentence_first(label: SentimentLabel) -> None:
    sketch = compose(material(point(passages=[passage()]), point(passages=[passage(LABEL)]), sentiment=label))

    assert sketch is not None
    kinds = [sentence.kind for sentence in sketch.sentences]
    assert kinds[0] is ClaimKind.COURTESY
    assert kinds.count(ClaimKind.COURTESY) == 1


def test_an_answer_that_begins_by_being_sorry_is_not_preceded_by_another_apology() -> None:
    said = texts(compose(material(refused(), sentiment=SentimentLabel.NEGATIVE)))

    assert said[0].startswith("I'm sorry, the return window")


def test_yes_is_not_said_behind_a_no() -> None:
    arrived = point(
        decision=decision("return.window.standard"),
        slots={"cancel_asked": "yes", "order_number": "NF-20011", "items": "Lom Fleece", "last_day": "31 October"},
        behind=[passage()],
    )

    said = texts(compose(material(arrived)))

    assert said[:2] == [
        "Your order NF-20011 has already arrived, so it can no longer be cancelled.",
        "You can return the Lom Fleece until 31 October.",
    ]


def test_a_calm_customer_is_not_apologised_to() -> None:
    sketch = compose(material(point(passages=[passage()])))

    assert sketch is not None
    assert all(sentence.kind is not ClaimKind.COURTESY for sentence in sketch.sentences)


def test_an_e_mail_is_greeted_and_signed() -> None:
    draft = drafted(material(point(passages=[passage()])))

    assert draft.text.startswith("Hi Ana,\n\n")
    assert draft.text.endswith("\n\nWarm regards,\nJon\nNorrfell")


def test_a_chat_reply_starts_at_once_and_is_not_signed() -> None:
    draft = drafted(material(point(passages=[passage()]), channel=Channel.CHAT))

    assert draft.text.startswith("Hi Ana! You can return")
    assert "Norrfell" not in draft.text


def test_without_an_agents_name_the_signature_has_no_empty_line() -> None:
    assert style.signature(norrfell().profile, "en", None) == "Warm regards,\nNorrfell"


@pytest.mark.parametrize("name", [None, "", "   ", "ana@example.org", "+34 600 111 222", "4711", ","])
def test_a_name_that_is_none_is_not_greeted(name: str | None) -> None:
    assert style.greeting(norrfell().profile, "en", Channel.EMAIL, name) == "Hi there,"


def test_osmeres_chat_greeting_without_a_name_has_no_exclamation_mark() -> None:
    assert style.greeting(osmere().profile, "en", Channel.CHAT, None) == "Hello."


def test_a_spanish_chat_greeting_without_a_name_opens_its_exclamation() -> None:
    assert style.greeting(norrfell().profile, "es", Channel.CHAT, None) in ("¡Hola!", "Hola:")


def test_a_chat_greeting_that_ends_with_the_name_leaves_no_brace_behind() -> None:
    profile = norrfell().profile
    bare = profile.tone.greetings["en"].model_copy(update={"chat": "Hi {customer_name}"})
    changed = profile.model_copy(update={"tone": profile.tone.model_copy(update={"greetings": {"en": bare}})})

    assert "}" not in style.greeting(changed, "en", Channel.CHAT, None)


def test_a_link_in_the_customers_name_is_not_repeated() -> None:
    assert "evil" not in style.greeting(norrfell().profile, "en", Channel.EMAIL, "https://evil.example claim-prize")


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        (date(2026, 11, 24), "Tuesday 24 November"),
        (date(2027, 1, 31), "31 January 2027"),
        (datetime.fromisoformat("2026-11-23T14:00:00+00:00"), "Monday 23 November at 15:00"),
        (3, "3"),
        ("GLS", "GLS"),
    ],
)
def test_slots_are_spoken_as_people_say_them(value: date | datetime | str | int, spoken: str) -> None:
    brand = norrfell()

    said = style.spoken(value, answer_bank("norrfell")["en"], brand.calendar, date(2026, 11, 20))

    assert said == spoken


WORDS = st.text(alphabet="ab é👍ñ.\n|-4,95€?!", max_size=80)


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(Channel), st.sampled_from(SentimentLabel))
def test_every_claim_and_quote_stands_where_its_offsets_say(
    found: list[str], channel: Channel, label: SentimentLabel
) -> None:
    passages = [passage(text, f"p{n}#a") for n, text in enumerate(found)]
    by_id = {one.id: one for one in passages}
    given_ = material(*(point(passages=[one]) for one in passages), channel=channel, sentiment=label)
    sketch = compose(given_)
    draft = assemble(sketch or Sketch("Hi", (), None), given_, written_by=WrittenBy.COMPOSER)

    wrong = [claim for claim in draft.check.claims if draft.text[claim.start : claim.end] != claim.text]
    torn = [c for c in draft.citations if by_id[c.passage_id].text[c.start : c.end] != c.quote]

    assert (wrong, torn) == ([], [])


def test_a_verbatim_policy_sentence_is_always_supported() -> None:
    draft = drafted(material(point(passages=[passage(LABEL)]), point(passages=[passage()])))

    assert (draft.check.grounded, draft.check.score) == (True, 1.0)


def test_a_draft_that_says_nothing_is_not_grounded() -> None:
    draft = assemble(Sketch("Hi Ana,", (), "Norrfell"), material(), written_by=WrittenBy.COMPOSER)

    assert not draft.check.grounded


def test_an_agent_page_behind_a_rule_is_not_cited_to_the_customer() -> None:
    secret = passage("Level 2 may give 40 EUR if the customer insists.", "goodwill-guide#limits", Audience.AGENT)

    draft = drafted(
        material(point(decision=decision("return.window.standard"), slots={"last_day": "31 October"}, behind=[secret]))
    )

    assert draft.citations == ()


def test_a_trace_with_an_unnamed_carrier_is_still_told() -> None:
    whole = trace()
    unnamed = point(
        decision=whole.decision,
        action=whole.actions[0],
        slots={**whole.slots, "carrier": ""},
        behind=whole.decision_passages,
    )

    assert any("trace" in text for text in texts(compose(material(unnamed))))


def test_a_letter_already_written_leaves_nothing_to_draft() -> None:
    first = drafted(material(trace()))

    sketch = compose(replace(material(trace()), told=first.text))

    assert sketch is not None and sketch.nothing_new


def test_what_was_told_is_left_out_beside_news_and_the_promised_day_stays() -> None:
    told = drafted(material(trace())).text.replace("parcel as lost", "thing as lost")

    sketch = compose(replace(material(trace(), refused()), told=told))

    said = texts(sketch)
    assert not any("last scanned" in text for text in said)
    assert any("return window" in text for text in said)
    assert "What I wrote before still holds." in said


def test_a_question_already_asked_is_not_asked_in_the_same_words() -> None:
    asked = point(question="Could you send me your order number, so that I can check it?")

    sketch = compose(replace(material(asked), told="Hi! Could you send me your order number, so that I can check it?"))

    assert sketch is not None and sketch.nothing_new


@pytest.mark.parametrize(("intent", "quoted"), [("feedback/complaint", False), ("contact/info", True)])
def test_who_writes_already_is_not_sent_to_another_channel(intent: str, quoted: bool) -> None:
    page = passage("We read every complaint. Please send complaints to help@osmere.example with your order number.")

    said = " ".join(texts(compose(material(point(passages=[page], slots={"words": "complaint"}, intent=intent)))))

    assert ("help@" in said) is quoted
    assert "We read every complaint." in said
