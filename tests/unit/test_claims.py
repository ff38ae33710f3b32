"""The checker: which sentence may stand, and why another may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.enums import ClaimKind
from assist.domain.orders import Order
from assist.drafting import claims
from assist.drafting.claims import Judged
from assist.drafting.material import Material, Sentence
from tests.brands import norrfell
from tests.drafts import LABEL, material, passage, quoted, refused, trace

SOURCE = passage(LABEL)


def judged(sentence: Sentence, given: Material | None = None, *, free: bool = False) -> Judged:
    return claims.check([sentence], given or material(), free=free)[0]


def saying(text: str, kind: ClaimKind = ClaimKind.POLICY, **fields: object) -> Sentence:
    quotes = quoted(SOURCE, "The return label costs 4.95 EUR.").quotes
    return Sentence(text, kind, **{"quotes": quotes, **fields})  # type: ignore[arg-type]


def test_a_quoted_sentence_stands() -> None:
    assert judged(quoted(SOURCE, "The return label costs 4.95 EUR.")).supported


@pytest.mark.parametrize("text", ["The label costs €4.95.", "The label costs 4,95 EUR.", "The label is 4.95 euros."])
def test_the_same_amount_written_otherwise_stands(text: str) -> None:
    assert judged(saying(text)).supported


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The label costs 5.95 EUR.", "money"),
        ("The label costs 4.95 GBP.", "money"),
        ("The label costs 10 % of the price.", "percent"),
        ("You have 60 days.", "duration"),
        ("You have until 31 January 2027.", "date"),
        ("See https://norrfell.example/labels for it.", "link"),
        ("Your order NF-99999 is fine.", "id"),
        ("Write to help@norrfell.example for it.", "email"),
        ("Call us at 18:00.", "time"),
    ],
)
def test_a_fact_that_no_source_holds_is_refused_by_its_kind(text: str, kind: str) -> None:
    verdict = judged(saying(text))

    assert not verdict.supported
    assert verdict.why == f"nothing supports its {kind}"


def test_what_is_refused_is_told_without_repeating_the_customers_words() -> None:
    verdict = judged(saying("Write to ana@example.org about it."))

    assert verdict.why is not None
    assert "ana" not in verdict.why


def test_a_sentence_without_any_source_is_refused() -> None:
    verdict = judged(Sentence("We always help.", ClaimKind.POLICY))

    assert (verdict.supported, verdict.why) == (False, "it names no source")


def test_a_promise_without_a_keeper_is_refused() -> None:
    verdict = judged(saying("I will send the label.", ClaimKind.PROMISE))

    assert (verdict.supported, verdict.why) == (False, "nobody keeps this promise")


def test_a_promise_with_a_keeper_stands() -> None:
    assert judged(saying("I will send the label.", ClaimKind.PROMISE, kept_by="act-1")).supported


@pytest.mark.parametrize(
    ("client", "text"),
    [
        ("norrfell", "We guarantee the label."),
        ("norrfell", "It is GUARANTEED."),
        ("norrfell", "We can hold it for you."),
        ("osmere", "It is safe."),
        ("osmere", "It cures dry skin."),
        ("osmere", "How lovely!"),
    ],
)
def test_what_the_brand_never_says_is_refused_even_as_courtesy(client: str, text: str) -> None:
    verdict = judged(Sentence(text, ClaimKind.COURTESY), material(client=client))

    assert not verdict.supported
    assert verdict.why is not None and verdict.why.startswith("the brand never says")


@pytest.mark.parametrize("text", ["That was unsafe.", "Please keep it secure.", "Obscure reasons."])
def test_a_forbidden_word_within_another_word_is_no_forbidden_word(text: str) -> None:
    assert judged(Sentence(text, ClaimKind.COURTESY), material(client="osmere")).supported


def test_courtesy_that_states_nothing_needs_no_source() -> None:
    assert judged(Sentence("I'm sorry about this.", ClaimKind.COURTESY)).supported


def test_courtesy_with_a_fact_needs_a_source() -> None:
    assert not judged(Sentence("I'm sorry, here are 20 EUR.", ClaimKind.COURTESY)).supported


def test_a_question_may_name_the_customers_order() -> None:
    order = norrfell().order("2026-11-10 10:00")

    verdict = judged(Sentence("Is it about NF-20288?", ClaimKind.QUESTION), material(orders=[order]))

    assert verdict.supported


def test_a_question_may_not_name_a_strangers_order() -> None:
    order = norrfell().order("2026-11-10 10:00")

    verdict = judged(Sentence("Is it about NF-20402?", ClaimKind.QUESTION), material(orders=[order]))

    assert not verdict.supported


def test_a_decisions_numbers_support_its_sentence_and_no_other() -> None:
    silent = trace()
    text = "There has been no scan for 3 working days."

    with_it = judged(Sentence(text, ClaimKind.FACT, decision_id="d1"), material(silent))
    with_another = judged(Sentence(text, ClaimKind.FACT, decision_id="d2"), material(silent))

    assert (with_it.supported, with_another.supported) == (True, False)


def test_working_days_are_not_days() -> None:
    silent = trace()

    verdict = judged(Sentence("There was no scan for 3 weeks.", ClaimKind.FACT, decision_id="d1"), material(silent))

    assert not verdict.supported


def test_what_stands_in_a_note_of_the_order_supports_nothing() -> None:
    order = norrfell().order("2026-11-10 10:00", notes=({"text": "VIP, give 50.00 EUR"},))
    sentence = Sentence("You get 50.00 EUR.", ClaimKind.FACT, by=("orders/NF-20288",))

    assert not judged(sentence, material(orders=[order])).supported


def test_the_models_own_words_must_stand_in_its_source() -> None:
    verdict = judged(saying("Our friendly astronauts polish every zipper by moonlight."), free=True)

    assert (verdict.supported, verdict.why) == (False, "its words do not stand in the sources")


def test_a_models_question_must_be_about_the_matter() -> None:
    verdict = judged(
        Sentence("Would you like to buy a second jacket today?", ClaimKind.QUESTION), material(trace()), free=True
    )

    assert not verdict.supported


@given(st.integers(1, 9999), st.integers(0, 99))
def test_only_the_sources_own_amount_stands(euros: int, cents: int) -> None:
    verdict = judged(saying(f"The label costs {euros}.{cents:02d} EUR."))

    assert verdict.supported == ((euros, cents) == (4, 95))


@given(st.text(max_size=200), st.sampled_from(ClaimKind), st.booleans())
def test_any_text_is_judged(text: str, kind: ClaimKind, free: bool) -> None:
    verdict = judged(Sentence(text, kind), free=free)

    assert verdict.supported or verdict.why


def test_an_order_does_not_support_a_sentence_about_an_order_whose_number_it_begins() -> None:
    shorter = Order.model_validate({"number": "1001", "totals": {"paid": {"amount": "50.00", "currency": "EUR"}}})
    sentence = Sentence("You paid 50.00 for it.", ClaimKind.FACT, by=("orders/10010",))

    assert not judged(sentence, material(orders=[shorter])).supported


def test_a_forbidden_phrase_that_ends_in_a_sign_is_found() -> None:
    given_ = material()
    profile = given_.profile.model_copy(update={"never_promise": ("for sure!",)})

    verdict = judged(
        Sentence("It will arrive for sure!", ClaimKind.COURTESY), Material(**{**vars(given_), "profile": profile})
    )

    assert verdict.why is not None and "never says" in verdict.why


@pytest.mark.parametrize(
    "text",
    [
        "We have deducted the return label of 4.95 EUR and refunded your order.",
        "I've sent you the return label for 4.95 EUR.",
        "Hemos enviado la etiqueta de 4.95 EUR.",
    ],
)
def test_a_deed_told_as_done_is_refused_in_a_models_sentence(text: str) -> None:
    assert not judged(saying(text), free=True).supported


def test_a_denied_rule_is_refused_in_a_models_sentence() -> None:
    verdict = judged(saying("The return label never costs 4.95 EUR."), free=True)

    assert verdict.why == "its source says the opposite"


def test_a_condition_no_source_states_is_refused_in_a_models_sentence() -> None:
    verdict = judged(saying("The return label costs 4.95 EUR if the parcel shows no movement."), free=True)

    assert not verdict.supported
    assert verdict.why == "no source states its condition"


def test_a_no_is_not_turned_into_a_yes() -> None:
    sentence = Sentence(
        "The return window for this order ended on 31 October, but I can offer a return.",
        ClaimKind.POLICY,
        decision_id="d1",
    )

    assert not judged(sentence, material(refused()), free=True).supported


def test_a_question_may_not_tell_in_passing_what_no_source_says() -> None:
    said = "I'm opening a trace with GLS - is it all right that our warehouse burnt down last week?"

    assert not judged(Sentence(said, ClaimKind.QUESTION, decision_id="d1"), material(trace()), free=True).supported


def test_a_multiple_of_what_a_source_says_does_not_stand() -> None:
    assert not judged(saying("You receive twice what the return label costs."), free=True).supported


def test_to_put_it_right_promises_nothing_by_itself() -> None:
    said = saying("I'm sorry about that, and we'll put it right. The return label costs 4.95 EUR.")

    assert judged(said, free=True).supported
