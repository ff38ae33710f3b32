"""What speaks of a text: the same rule in other words or with another number, and not merely the same number."""

from assist.lint.likeness import alike
from assist.lint.mentions import Mention, MentionKind
from tests.fakes import FakeEncoder

RULE = "You can return an item within 30 days of delivery."


def mention(text: str, name: str, kind: MentionKind = MentionKind.PASSAGE, context: str = "") -> Mention:
    return Mention(kind=kind, file=f"brand/{name}.md", line=1, name=name, text=text, context=context)


OTHERS = [
    mention("A gift card does not expire.", "gift"),
    mention("We answer e-mails within 30 days in summer.", "answering"),
    mention("Parcels to the islands take longer.", "islands"),
]


def names(like: str, *mentions: Mention) -> list[str]:
    return [each.mention.name for each in alike(like, [*mentions, *OTHERS], FakeEncoder())]


def test_the_same_rule_is_found_and_says_what_it_shares() -> None:
    [found] = alike("Return an item within 30 days.", [mention(RULE, "returns"), *OTHERS], FakeEncoder())

    assert found.mention.name == "returns"
    assert found.shared_facts == ("30 day",)
    assert set(found.shared_words) == {"return", "item"}


def test_the_same_rule_with_another_number_is_found() -> None:
    assert names("You can return an item within 45 days of delivery.", mention(RULE, "returns")) == ["returns"]


def test_the_same_number_of_another_rule_is_not() -> None:
    assert names("You can return an item within 30 days of delivery.", mention(RULE, "returns")) == ["returns"]


def test_a_parameter_is_found_by_its_terse_name() -> None:
    parameter = mention("return window 30 days", "return.window_days", MentionKind.NUMBER)

    assert "return.window_days" in names("The return window is 30 days.", mention(RULE, "returns"), parameter)


def test_a_text_nobody_speaks_of_finds_nothing() -> None:
    assert names("Engraving costs 9.00 EUR.") == []


def test_a_passage_is_listed_once_by_its_best_sentence() -> None:
    also = mention("An item comes back by post.", "returns")

    [found] = alike(RULE, [also, mention(RULE, "returns"), *OTHERS], FakeEncoder())

    assert found.mention.text == RULE


def test_of_several_sentences_asked_each_finds_its_own() -> None:
    gift = mention("A gift card does not expire.", "gift-cards")

    found = names(f"{RULE} A gift card does not expire.", mention(RULE, "returns"), gift)

    assert {"returns", "gift-cards"} <= set(found)


def test_nothing_to_look_through_finds_nothing() -> None:
    assert alike(RULE, [], FakeEncoder()) == []
