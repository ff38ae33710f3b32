"""Example lines of a client's own intents: read strictly, merged without surprises."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.errors import BadInput, BadKnowledge
from assist.triage import examples, merging
from assist.triage.examples import Example
from assist.triage.merging import Merged

SHARED = ("order/status", "return/request", "other/thanks")
NAMES = st.sampled_from(["swallowed", "Pin change", "plan/upgrade", "order/status"])


def line(text: str, intent: str | None = "swallowed", **more: object) -> bytes:
    return json.dumps({"text": text, "intent": intent, **more}).encode()


def merge(lines: Sequence[bytes], stored: Sequence[Example] = (), own: Sequence[str] = ()) -> Merged:
    return merging.merge(stored, lines, SHARED, own)


def stored(*texts: str, intent: str = "swallowed") -> tuple[Example, ...]:
    return tuple(Example(text=text, intents=(intent,), place=f"intents.jsonl:{n}") for n, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b"no json", "not JSON"),
        (b"[1]", "a JSON object is expected"),
        (line("   "), "text: holds no text"),
        (line(""), "text: string should have at least 1 character"),
        (line("a" * 4_001), "text: string should have at most 4000 characters"),
        (b'{"text": "a\\u0000b", "intent": "x"}', "text holds a NUL character"),
        (b'{"text": "a\\ud800", "intent": "x"}', "text holds half a surrogate pair"),
        (b'{"text": "card gone"}', "intent is required"),
        (b'{"text": "card gone", "intent": 7}', "intent: input should be a valid string"),
        (b'{"text": "card gone", "intent": " x "}', "intent: is a name of printable characters"),
        (b'{"text": "card gone", "intent": "x", "intents": ["y"]}', "give intent or intents, not both"),
        (b'{"text": "card gone", "intnet": "x"}', "intnet is not a field; did you mean intent?"),
        (b'{"text": "card gone", "intent": null, "also": true}', "nothing is out of scope and in scope at once"),
        (b'{"text": "card gone", "intent": "x", "locale": "English"}', "locale: string should match pattern"),
    ],
)
def test_a_line_that_says_nothing_usable_is_refused_by_what_is_wrong(written: bytes, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        examples.parse(written, "line 1")

    assert why in refused.value.message
    assert "card gone" not in refused.value.message


def test_null_and_an_empty_list_both_mean_out_of_scope() -> None:
    assert examples.parse(line("hi", None), "line 1").intents == ()
    assert examples.parse(b'{"text": "hi", "intents": []}', "line 1").intents == ()


def test_names_come_back_as_they_are() -> None:
    merged = merge(
        [line("a", "Pin change"), line("b", "Pin change"), line("c", "card_arrival"), line("d", "card_arrival")]
    )

    assert list(examples.places_of(merged.examples)) == ["Pin change", "card_arrival"]


def test_a_text_known_already_is_dropped_whatever_its_case_blanks_and_outer_punctuation() -> None:
    merged = merge([line("  CARD is   gone!! ")], stored("Card is gone", "Ate my card"))

    assert (merged.added, merged.duplicates, len(merged.examples)) == (0, 1, 2)


def test_a_text_given_another_intent_replaces_the_old_one_and_is_said() -> None:
    merged = merge(
        [line("card is gone", "lost"), line("I lost it", "lost")], stored("Card is gone", "Ate it", "Kept it")
    )

    assert [(one.place, one.before, one.after) for one in merged.replaced] == [("line 1", ("swallowed",), ("lost",))]
    assert len(merged.examples) == 4


def test_also_lets_a_text_mean_both() -> None:
    merged = merge(
        [line("card is gone", "lost", also=True), line("I lost it", "lost")], stored("Card is gone", "Ate it")
    )

    assert merged.examples[0].intents == ("swallowed", "lost")
    assert merged.replaced == ()


def test_an_intent_with_one_example_is_refused_by_line() -> None:
    merged = merge([line("a", "swallowed"), line("b", "swallowed"), line("c", "lonely")])

    assert [(one.line, one.message.split(";")[0]) for one in merged.bad] == [(3, "lonely has one example")]
    assert merged.examples == ()


def test_one_new_example_is_enough_where_others_are_stored() -> None:
    merged = merge([line("the cash machine kept it")], stored("Card is gone"))

    assert merged.bad == ()


def test_two_intents_with_the_same_examples_are_refused_with_both_lines() -> None:
    merged = merge([line("a b", "A"), line("c d", "A"), line("A b", "B"), line("C d", "B")])

    assert [one.line for one in merged.bad] == [3]
    assert "A and B have the same examples (lines 1 and 3, 2 and 4)" in merged.bad[0].message


def test_a_line_that_leaves_a_stored_intent_with_one_example_is_refused() -> None:
    merged = merge([line("card is gone", "lost"), line("I lost it", "lost")], stored("Card is gone", "Ate it"))

    assert [one.message for one in merged.bad] == ["leaves swallowed with one example; an intent needs two"]


def test_a_slip_in_a_shared_name_is_refused_with_the_name_that_was_meant() -> None:
    merged = merge([line("a", "order/sttus"), line("b", "order/sttus")])

    assert [one.line for one in merged.bad][:2] == [1, 2]
    assert "did you mean order/status?" in merged.bad[0].message


def test_a_name_like_a_shared_one_is_accepted_once_client_yaml_knows_it() -> None:
    merged = merge([line("a", "order/state"), line("b", "order/state")], own=["order/state"])

    assert merged.bad == ()


def test_a_name_of_its_own_in_the_shared_form_is_accepted() -> None:
    assert merge([line("a", "plan/upgrade"), line("b", "plan/upgrade")]).bad == ()


def test_one_bad_line_and_nothing_is_merged() -> None:
    before = stored("Card is gone", "Ate it")

    merged = merge([line("the cash machine kept it"), b"oops"], before)

    assert merged.examples == before
    assert merged.added == 0


def test_stored_examples_with_a_broken_line_are_refused_by_file_and_line() -> None:
    with pytest.raises(BadKnowledge, match=r"acme/intents\.jsonl:2: not JSON"):
        examples.read('{"text": "a", "intent": "x"}\noops\n', "acme/intents.jsonl")


def test_a_stored_text_that_stands_twice_is_refused_by_both_lines() -> None:
    text = '{"text": "a b", "intent": "x"}\n{"text": "A b.", "intent": "x"}\n'

    with pytest.raises(BadKnowledge, match=r":2: the text stands already in intents\.jsonl:1"):
        examples.read(text, "acme/intents.jsonl")


def test_a_stored_intent_with_one_example_is_refused_by_line() -> None:
    with pytest.raises(BadKnowledge, match=r":1: x has one example"):
        examples.read('{"text": "a b", "intent": "x"}\n', "acme/intents.jsonl")


@given(st.lists(st.tuples(st.text(min_size=1, max_size=12), NAMES), max_size=12))
def test_what_was_merged_reads_back_as_itself(pairs: list[tuple[str, str]]) -> None:
    merged = merge([line(text, intent) for text, intent in pairs if text.isprintable() and text.strip()])

    if not merged.bad:
        read = examples.read(examples.written(merged.examples), "acme/intents.jsonl")
        assert [(one.text, one.intents) for one in read] == [(one.text, one.intents) for one in merged.examples]


@given(st.lists(st.tuples(st.sampled_from(["a b", "c d", "e f", "g h"]), NAMES), max_size=8))
def test_merging_the_same_lines_again_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    lines = [line(text, intent) for text, intent in pairs]
    once = merge(lines)

    if not once.bad and not once.replaced:
        again = merging.merge(once.examples, lines, SHARED, ())
        assert again.examples == once.examples
        assert again.added == 0
