"""JSON from outside becomes a model or an error that names the path and never echoes the input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist import wire
from assist.domain.conversation import Conversation
from assist.domain.suggestion import SuggestRequest
from assist.errors import BadInput

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True)


def refusal(work, *args) -> BadInput:
    with pytest.raises(BadInput) as caught:
        work(*args)
    return caught.value


def request_refusal(**fields: object) -> BadInput:
    return refusal(wire.validate, SuggestRequest, {"messages": [{"role": "customer", "text": "hi"}], **fields})


def test_good_json_becomes_the_model():
    conversation = wire.read(Conversation, b'{"messages": [{"text": "where is it? \\ud83d\\ude00"}]}')

    assert conversation.messages[0].text == "where is it? 😀"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"a": 1', "line 1 column 8"),
        ("", "line 1 column 1"),
        ('{"a": NaN}', "NaN"),
        ("[-Infinity]", "-Infinity"),
        ("[" * 100_000, "nested too deeply"),
        ("[" * 5_000 + "]" * 5_000, "nested too deeply"),
        ("9" * 5_000, "too long"),
        (b'"\x80"', "UTF-8"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
    ids=["cut", "empty", "NaN", "infinity", "open brackets", "deep", "long number", "latin-1", "half of UTF-16"],
)
def test_what_is_not_json_is_refused_saying_why(body, said):
    error = refusal(wire.loads, body)

    assert error.code == "json_invalid"
    assert said in error.message


@pytest.mark.parametrize("body", ["1e999", '{"a": [-1e999]}'])
def test_a_number_beyond_all_bounds_is_refused(body):
    assert "too large" in refusal(wire.loads, body).message


@pytest.mark.parametrize("escape", ["\\u0000", "\\ud83d", "\\udc00x"])
def test_text_no_database_can_hold_is_refused_by_path(escape):
    error = refusal(wire.loads, '{"messages": [{"text": "fine"}, {"text": "a' + escape + '"}]}')

    assert error.path == "messages[1].text"


def test_such_text_is_refused_in_a_key_too():
    assert refusal(wire.loads, '{"a\\u0000b": 1}').path == "?"


def test_an_endless_key_is_not_sent_back():
    error = refusal(wire.loads, '{"' + "a" * 5_000 + '": "\\u0000"}')

    assert len(error.message) < 200


@PROPERTY
@given(st.binary(max_size=60))
def test_any_bytes_are_parsed_or_refused_by_name(body):
    try:
        wire.loads(body)
    except BadInput as error:
        assert error.message


def test_an_unknown_field_is_named_with_the_field_it_resembles():
    error = request_refusal(orders=[{"number": "NF-20288", "shipping_adress": {}}])

    assert error.code == "field_unknown"
    assert error.path == "orders[0].shipping_adress"
    assert error.message == "orders[0].shipping_adress is not a field; did you mean shipping_address?"


def test_an_unknown_field_of_the_request_itself_is_named():
    error = request_refusal(chanel="email")

    assert error.message == "chanel is not a field; did you mean channel?"


def test_an_unknown_field_like_no_other_is_named_without_a_guess():
    assert request_refusal(zzz=1).message == "zzz is not a field"


def test_a_missing_field_is_named():
    error = request_refusal(events=[{"type": "label_sent"}])

    assert (error.code, error.path) == ("field_missing", "events[0].at")


def test_a_time_without_a_zone_is_refused_with_an_example():
    error = request_refusal(now="2026-11-20T15:47:00")

    assert error.message == "now needs a time zone, such as 2026-11-20T15:47:00Z"


def test_an_infinite_number_is_refused_at_the_field_that_holds_it():
    assert refusal(wire.loads, '{"metadata": {"a": [1, 1e999]}}').path == "metadata.a[1]"


def test_the_branches_of_a_union_are_no_part_of_a_path():
    assert request_refusal(metadata={"a": [float("inf")]}).path == "metadata.a[0]"


def test_a_path_is_cut_before_it_fills_the_log():
    nested: object = float("inf")
    for _ in range(100):
        nested = [nested]

    assert len(request_refusal(metadata={"a": nested}).message) < 300


def test_a_body_in_utf_16_is_refused():
    assert refusal(wire.loads, '{"messages": []}'.encode("utf-16")).code == "json_invalid"


def test_a_key_that_is_no_name_is_shown_as_a_question_mark_by_the_parser_too():
    error = refusal(wire.loads, '{"my card 4111": "\\u0000"}')

    assert (error.path, "4111" in error.message) == ("?", False)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_of_another_age_is_refused(moment):
    assert request_refusal(now=moment).message == "now: must lie between the years 1970 and 2200"


def test_a_rule_over_several_fields_names_the_one_to_mend():
    error = refusal(wire.validate, SuggestRequest, {"messages": []})

    assert error.path == "messages"
    assert error.message == "messages needs at least one customer message for purpose reply"


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": "ana@mail.example"},
        {"now": "ana@mail.example"},
        {"locale": "ana@mail.example"},
        {"alternatives": "ana@mail.example"},
        {"orders": "ana@mail.example"},
        {"customer": {"country": "ana@mail.example"}},
        {"messages": [{"role": "ana@mail.example"}]},
        {"messages": [{"attachments": [{"kind": "ana@mail.example"}]}]},
        {"metadata": {"note": "ana@mail.example" * 500}},
    ],
)
def test_the_value_refused_is_never_repeated(fields):
    assert "ana@mail" not in request_refusal(**fields).message


@pytest.mark.parametrize("name", ["\x1b[31m", "a" * 61, "dirección"])
def test_a_field_name_unfit_for_a_log_is_shown_as_a_question_mark(name):
    assert request_refusal(**{name: 1}).path == "?"


@pytest.mark.parametrize("parsed", [None, 1, "text", [], [{}]])
def test_something_other_than_an_object_is_refused(parsed):
    error = refusal(wire.validate, Conversation, parsed)

    assert (error.code, error.message) == ("field_invalid", "a JSON object is expected")


def test_a_key_given_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="twice"):
        wire.loads('{"client_id": "norrfell", "client_id": "osmere"}')
