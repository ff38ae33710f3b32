"""Numbers with what is said of them: two passages on one matter meet, passages on two matters do not."""

import pytest

from assist import atoms, text
from assist.atoms import AtomKind, Fact
from tests.hanging import not_hanging


def facts(statement: str) -> tuple[Fact, ...]:
    return atoms.facts_about(statement, text.sentences(statement))


def only(statement: str) -> Fact:
    (fact,) = facts(statement)
    return fact


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You have 30 days to return.", "Returns are accepted within 14 days."),
        ("You can return an item within 30 days of delivery.", "Tienes 14 días desde la entrega para devolver un artículo."),
        ("We send your refund within 5 working days.", "The refund takes 14 working days after the return arrives."),
        ("The return label costs 4.95 EUR.", "We deduct 5.95 EUR for the return label."),
        ("The return label costs 4.95 EUR.", "La etiqueta cuesta 5,95 EUR."),
        ("Standard shipping is free from 80 EUR.", "Below 60 EUR, standard shipping costs 5.95 EUR."),
        ("Please send 2 photos of the damage.", "We need three photos of the damage."),
    ],
)  # fmt: skip
def test_two_wordings_of_one_matter_share_a_role(one, other):
    assert atoms.same_role(facts(one)[0], facts(other)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You have 30 days to return.", "The refund takes 14 days."),
        ("You can return it within 30 days of delivery.", "We refund you within 5 days after the return arrives."),
        ("You can return it within 30 days.", "No return is possible after 30 days."),
        ("Standard shipping costs 5.95 EUR.", "Standard shipping is free from 80 EUR."),
        ("You have 30 days to return.", "A return costs 30 EUR."),
        ("Send 2 photos of the damage.", "Send 2 videos of the damage."),
        ("It costs $10 per month to rent.", "It costs $90 per year to rent."),
    ],
)
def test_two_matters_share_no_role(one, other):
    assert not atoms.same_role(facts(one)[0], facts(other)[0])


def test_what_a_clock_starts_from_and_what_is_excepted_are_no_roles():
    fact = only("You can return boots within 30 days of delivery, except for outlet items.")

    assert fact.roles == {"return", "boot"}
    assert fact.anchor == {"deliver"}
    assert fact.conditional


def test_a_fact_carries_its_comparator_modality_and_denial():
    fact = only("You cannot return it after 30 days.")

    assert (fact.comparator, fact.modality, fact.denied) == (">", {"may_not"}, True)


@pytest.mark.parametrize(
    "statement", ["Return it no later than 30 days after delivery.", "Return it within 30 days at no extra charge."]
)
def test_a_no_that_only_bounds_denies_nothing(statement):
    assert not only(statement).denied


@pytest.mark.parametrize(
    ("written", "amount"),
    [("2 weeks", "14 day"), ("1 year", "12 month"), ("24 hours", "1440 minute"), ("2 working days", "2 working day")],
)
def test_durations_compare_across_units(written, amount):
    assert only(f"It takes {written}.").amount == amount


def test_a_fact_stands_in_its_own_sentence():
    statement = "Hello there. You have 30 days. Bye."

    fact = only(statement)

    assert statement[slice(*fact.sentence)] == "You have 30 days."
    assert statement[fact.atom.start : fact.atom.end] == "30 days"


def test_a_monstrous_sentence_is_read_whole():
    statement = "return 5 days, " * 2_000

    with not_hanging():
        found = atoms.facts_about(statement, [(0, len(statement))])

    assert len(found) == 2_000


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("How long do I have to return it?", {AtomKind.DURATION, AtomKind.DATE}),
        ("how many days do I have", {AtomKind.DURATION, AtomKind.DATE}),
        ("How much time do I have?", {AtomKind.DURATION, AtomKind.DATE}),
        ("¿Cuánto tarda el envío?", {AtomKind.DURATION, AtomKind.DATE}),
        ("¿Qué plazo tengo?", {AtomKind.DURATION, AtomKind.DATE}),
        ("How much is shipping?", {AtomKind.MONEY, AtomKind.PERCENT}),
        ("¿Cuánto cuesta la etiqueta?", {AtomKind.MONEY, AtomKind.PERCENT}),
        ("When will it arrive?", {AtomKind.DATE, AtomKind.TIME, AtomKind.DURATION}),
        ("¿Hasta cuándo puedo devolver?", {AtomKind.DATE, AtomKind.TIME, AtomKind.DURATION}),
        ("What percentage do I get?", {AtomKind.PERCENT}),
        ("How many photos do you need?", {AtomKind.COUNT, AtomKind.NUMBER}),
        ("¿Cuántas fotos necesitáis?", {AtomKind.COUNT, AtomKind.NUMBER}),
        ("Can I return boots?", set()),
        ("¿Puedo cambiar la talla?", set()),
        ("How do I open an account?", set()),
    ],
)
def test_a_question_says_which_kinds_of_fact_it_wants(question, kinds):
    assert atoms.expected_kinds(question) == kinds
