"""What a person must not overlook: each flag on the words customers use, and not on words that only look alike."""

import pytest

from assist.domain.enums import Flag
from assist.triage import flags
from assist.triage.flags import ALWAYS_HUMAN
from tests.hanging import not_hanging


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I don't want to live any more", Flag.SELF_HARM),
        ("I want to kill myself", Flag.SELF_HARM),
        ("I'll kill you", Flag.VIOLENCE),
        ("os voy a quemar la tienda", Flag.VIOLENCE),
        ("my lawyer will write to you", Flag.LEGAL),
        ("voy a poner una denuncia", Flag.LEGAL),
        ("quiero la hoja de reclamaciones", Flag.LEGAL),
        ("I call my bank now", Flag.CHARGEBACK),
        ("I'll dispute the charge", Flag.CHARGEBACK),
        ("my cheeks are swollen after the serum", Flag.HEALTH_SAFETY),
        ("it gave me a rash", Flag.HEALTH_SAFETY),
        ("the balm left me with red stuff all round my mouf and it wont stop iching", Flag.HEALTH_SAFETY),
        ("Pay me today or I'll turn up at your office", Flag.THREATENING),
        ("refund me, your staff will regret it otherwise", Flag.THREATENING),
        ("me da alergia", Flag.HEALTH_SAFETY),
        ("I never placed this order", Flag.FRAUD_RISK),
        ("delete my data", Flag.PRIVACY_REQUEST),
        ("borrad mis datos, RGPD", Flag.PRIVACY_REQUEST),
        ("can I speak to a real person", Flag.WANTS_HUMAN),
        ("quiero hablar con una persona", Flag.WANTS_HUMAN),
        ("or I leave a bad review", Flag.THREATENING),
        ("you idiots", Flag.OFFENSIVE),
        ("I need it by Friday", Flag.URGENT),
        ("es urgente", Flag.URGENT),
        ("this is the third time I write", Flag.REPEAT_CONTACT),
        ("ya os he escrito", Flag.REPEAT_CONTACT),
    ],
)
def test_the_words_customers_use_raise_the_flag(text, flag):
    assert flag in flags.find(text)


@pytest.mark.parametrize(
    "text",
    [
        "where is my order?",
        "can I change the size to L?",
        "¿cuándo llega mi pedido?",
        "thanks, all good 👍",
        "is the Skarn waterproof?",
        "can I come to your shop and pick it up?",
        "the dye left marks all over the white shirt",
        "",
    ],
)
def test_an_ordinary_message_raises_none(text):
    assert flags.find(text) == []


def test_a_message_may_raise_several():
    found = flags.find("3rd time I write, I call my bank, this is urgent")

    assert {Flag.REPEAT_CONTACT, Flag.CHARGEBACK, Flag.URGENT} <= set(found)


@pytest.mark.parametrize("text", ["KILL MYSELF", "Kill Myself"])
def test_case_does_not_hide_a_flag(text):
    assert flags.find(text) == [Flag.SELF_HARM]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I don’t want to live", Flag.SELF_HARM),
        ("i’ll kill you", Flag.VIOLENCE),
        ("I didn’t place this order", Flag.FRAUD_RISK),
    ],
)
def test_a_curly_apostrophe_does_not_hide_a_flag(text, flag):
    assert flag in flags.find(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I want to kill\nmyself", Flag.SELF_HARM),
        ("I will call my\nbank", Flag.CHARGEBACK),
        ("I take legal\naction", Flag.LEGAL),
    ],
)
def test_a_line_break_does_not_hide_a_flag(text, flag):
    assert flag in flags.find(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("he tenido una reacción alérgica", Flag.HEALTH_SAFETY),
        ("soy alérgica a algo del sérum", Flag.HEALTH_SAFETY),
        ("tengo hinchazón en la cara", Flag.HEALTH_SAFETY),
        ("my skin is burning", Flag.HEALTH_SAFETY),
        ("I can't breathe since I used it", Flag.HEALTH_SAFETY),
        ("I feel like killing myself", Flag.SELF_HARM),
        ("I want to die", Flag.SELF_HARM),
        ("quiero morirme", Flag.SELF_HARM),
        ("llamaré al banco", Flag.CHARGEBACK),
        ("os voy a demandar", Flag.LEGAL),
    ],
)
def test_danger_in_other_words_raises_the_flag_too(text, flag):
    assert flag in flags.find(text)


@pytest.mark.parametrize(
    "text", ["see you in court", "I take you to court", "voy a ir a consumo", "oficina del consumidor"]
)
def test_a_court_or_the_consumer_authority_is_a_legal_threat(text):
    assert Flag.LEGAL in flags.find(text)


def test_to_call_a_lawyer_is_no_wish_about_data():
    assert flags.find("You are thieves, I will call my lawyer") == [Flag.LEGAL]


@pytest.mark.parametrize(
    "text",
    [
        "are these good tennis court shoes?",
        "are they close to court shoes?",
        "12 Elm Court, third floor",
        "¿es una lámpara de bajo consumo?",
        "hay mucha demanda",
    ],
)
def test_a_product_question_is_no_legal_threat(text):
    assert Flag.LEGAL not in flags.find(text)


@pytest.mark.parametrize(
    "card",
    [
        "4111 1111 1111 1111",
        "4111111111111111",
        "4111-1111-1111-1111",
        "378282246310005",
        "5555 5555 5555 4444",
        "2223003122003222",
        "6011 1111 1111 1117",
    ],
)
def test_a_payment_card_is_seen_in_any_grouping(card):
    assert Flag.PAYMENT_CARD in flags.find(f"my card is {card}, thanks")


@pytest.mark.parametrize(
    "number",
    [
        "4111 1111 1111 1112",
        "0000 0000 0000 0000",
        "4444444444444444",
        "00340434161094027318",
        "12345678901",
        "+34 612 345 678",
        "NF-4111111111111111",
        "1Z12345E0205271688",
        "9111 1111 1111 1111",
        "sizes 38 40 42 44 46 48 50",
    ],
)
def test_other_long_numbers_are_no_payment_card(number):
    assert flags.find(f"the number is {number}, thanks") == []


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1111 12/27",
        "order 20288 4111 1111 1111 1111",
        "4111 1111 1111 1111 123",
        "4111-1111-1111-1111 12 27",
    ],
)
def test_a_card_is_seen_with_its_expiry_or_code_behind_it(text):
    assert Flag.PAYMENT_CARD in flags.find(text)


@pytest.mark.parametrize("card", ["4111 1111\n1111 1111", "4111.1111.1111.1111"])
def test_a_card_is_seen_across_a_line_break_or_with_points(card):
    assert Flag.PAYMENT_CARD in flags.find(card)


def test_what_always_needs_a_person_includes_danger_law_and_cards():
    assert {Flag.SELF_HARM, Flag.VIOLENCE, Flag.LEGAL, Flag.HEALTH_SAFETY, Flag.PAYMENT_CARD} <= ALWAYS_HUMAN


@pytest.mark.parametrize("text", ["1 " * 4_000, "kill " * 1_600, "i am going to " * 570, "a" * 8_000, "4111 " * 1_600])
def test_hostile_text_is_searched_to_its_end(text):
    with not_hanging():
        flags.find(text * 4)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I can't go on anymore", Flag.SELF_HARM),
        ("no quiero seguir viviendo", Flag.SELF_HARM),
        ("I know where you live", Flag.VIOLENCE),
        ("le voy a romper las piernas al mensajero", Flag.VIOLENCE),
        ("my solicitor's letter goes out on Monday", Flag.LEGAL),
        ("mi abogado os escribirá", Flag.LEGAL),
        ("my eye is swollen shut since your cream", Flag.HEALTH_SAFETY),
        ("se me han puesto los labios como un globo", Flag.HEALTH_SAFETY),
        ("I do not recognise this payment", Flag.FRAUD_RISK),
        ("am I talking to a robot?", Flag.WANTS_HUMAN),
        ("opening a PayPal dispute today", Flag.CHARGEBACK),
        ("sigo sin respuesta", Flag.REPEAT_CONTACT),
        ("f***ing useless", Flag.OFFENSIVE),
    ],
)
def test_indirect_and_misspelt_words_raise_the_flag(text, flag):
    assert flag in flags.find(text)


@pytest.mark.parametrize(
    "text",
    [
        "that killer jacket in red, do you have it in L?",
        "these boots are to die for",
        "shoot me an email when it ships",
        "is the burnt orange fleece coming back?",
        "do you sell a folder for legal size paper?",
        "my name is Sue",
        "suicide squad t-shirt in M?",
        "I'm allergic to nuts, does the balm contain any?",
        "is the serum ok for sensitive skin?",
        "la calle es Avenida de los Tribunales 4",
        "the machine swallowed my card",
        "I want to end it, the subscription, how?",
    ],
)
def test_words_that_only_look_dangerous_need_no_person(text):
    assert not ALWAYS_HUMAN.intersection(flags.find(text))


@pytest.mark.parametrize(
    "text",
    [
        "tracking 4111111111111111",
        "EAN 4012888888881881",
        "gift card 4111 1111 1111 1111",
        "sizes 36 38 40 42 44 46 48 50 52",
    ],
)
def test_a_long_number_announced_as_another_is_no_payment_card(text):
    assert Flag.PAYMENT_CARD not in flags.find(text)


def test_the_words_behind_a_flag_are_given_and_never_a_card_number():
    found = dict(flags.evidence("I call my bank. 4111 1111 1111 1111"))

    assert found[Flag.CHARGEBACK] == "call my bank"
    assert not any(letter.isdigit() for letter in found[Flag.PAYMENT_CARD])


@pytest.mark.parametrize(
    "text", ["cheeks swolen after the serum", "lips burning since your balm", "had an alergic reaction"]
)
def test_a_hurt_is_seen_in_few_and_misspelt_words(text):
    assert Flag.HEALTH_SAFETY in flags.find(text)
