"""A client's workflows.yaml: what is broken is refused by file, line and key, never read as something else."""

from datetime import time
from decimal import Decimal

import pytest

from assist.errors import BadKnowledge
from assist.workflows import parameters
from tests.brands import Brand, norrfell, osmere, workflows_yaml


def edited(old: str, new: str) -> str:
    text = workflows_yaml("norrfell")
    assert old in text
    return text.replace(old, new)


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def refusal(text: str) -> BadKnowledge:
    with pytest.raises(BadKnowledge) as caught:
        parameters.parse(text, file="norrfell/workflows.yaml")
    assert caught.value.message.startswith(f"norrfell/workflows.yaml:{caught.value.line}: ")
    return caught.value


def test_norrfells_numbers_are_those_of_its_sheet() -> None:
    numbers = norrfell().parameters

    assert (numbers.return_.window_days, numbers.return_.member_window_days, numbers.return_.label_fee) == (
        30,
        60,
        Decimal("4.95"),
    )
    assert numbers.return_.outlet is not None
    assert (numbers.return_.outlet.window_days, numbers.return_.outlet.refund_only) == (14, True)
    assert (numbers.exchange.first_fee, numbers.exchange.further_fee) == (Decimal("0.00"), Decimal("4.95"))
    assert (numbers.order_lock.cutoff, numbers.order_lock.locks_at) == (time(13), time(15))
    assert numbers.wismo.write_within_working_days == 2


def test_osmeres_numbers_are_those_of_its_sheet() -> None:
    numbers = osmere().parameters

    assert (numbers.return_.window_days, numbers.return_.send_within_days) == (14, 14)
    assert (numbers.order_lock.kind, numbers.order_lock.minutes) == ("minutes", 60)
    assert numbers.exchange.offered is False


def test_a_misspelt_key_is_named_with_its_line() -> None:
    text = edited("member_window_days: 60", "member_windows_days: 60")

    error = refusal(text)

    assert "return.member_windows_days" in error.message
    assert error.line == line_of(text, "member_windows_days")


def test_a_word_for_a_number_is_named_with_its_line() -> None:
    text = edited("  window_days: 30\n", "  window_days: thirty\n")

    error = refusal(text)

    assert "return.window_days" in error.message
    assert error.line == line_of(text, "thirty")


def test_a_window_of_no_days_is_refused() -> None:
    error = refusal(edited("  window_days: 30\n", "  window_days: 0\n"))

    assert "return.window_days" in error.message


def test_broken_yaml_is_named_with_its_line() -> None:
    error = refusal("return:\n  window_days: 30\n  - no\n")

    assert error.line == 3


@pytest.mark.parametrize("text", ["", "just words", "[]", "42"])
def test_a_file_that_is_no_mapping_is_refused(text: str) -> None:
    error = refusal(text)

    assert error.line == 1


def test_an_unknown_kind_of_lock_is_refused() -> None:
    error = refusal(edited("kind: pick", "kind: never"))

    assert "order_lock.kind" in error.message


def test_a_day_no_calendar_has_is_refused_with_its_line() -> None:
    text = edited("ordered_until: 2026-12-24", "ordered_until: 2026-12-34")

    assert refusal(text).line == line_of(text, "2026-12-34")


def test_an_unquoted_clock_time_is_not_read_as_another_one() -> None:
    text = edited("cutoff: '13:00'", "cutoff: 13:00")

    try:
        cutoff = parameters.parse(text, file="norrfell/workflows.yaml").order_lock.cutoff
    except BadKnowledge:
        return
    assert cutoff == time(13)


def test_thresholds_without_a_default_are_refused_when_read() -> None:
    error = refusal(edited("trace_after_working_days: {ES: 3, default: 5}", "trace_after_working_days: {ES: 3}"))

    assert "wismo.trace_after_working_days" in error.message


def test_a_lock_by_minutes_needs_its_minutes() -> None:
    refusal(edited("kind: pick", "kind: minutes"))


def test_a_dated_window_that_ends_before_it_begins_is_refused() -> None:
    refusal(edited("ordered_until: 2026-12-24", "ordered_until: 2025-12-24"))


@pytest.mark.parametrize("written", ["780", "'780'", "'25:00'", "'13:00Z'", "1 pm"])
def test_what_is_no_clock_time_is_refused_with_its_line(written: str) -> None:
    text = edited("  locks_at: '15:00'", f"  locks_at: {written}")

    error = refusal(text)

    assert "order_lock.locks_at" in error.message
    assert error.line == line_of(text, "  locks_at: ")


def test_a_member_window_needs_to_say_who_is_a_member() -> None:
    error = refusal(edited("  member_tiers: [summit]\n", ""))

    assert "member_tiers" in error.message


def test_a_notice_that_ends_before_it_begins_is_refused() -> None:
    error = refusal(edited("until: 2026-11-27", "until: 2025-11-27"))

    assert "wismo.extra_days.0.until" in error.message


def test_a_key_that_several_blocks_have_is_found_in_its_own() -> None:
    text = edited("  window_days: 60\n  path", "  window_days: sixty\n  path")

    error = refusal(text)

    assert "comfort_promise.window_days" in error.message
    assert error.line == line_of(text, "sixty")


@pytest.mark.parametrize("brand", [norrfell(), osmere()])
def test_both_brands_check_a_missing_delivery_within_a_working_day(brand: Brand) -> None:
    assert brand.parameters.delivered_not_received.safe_place_check_working_days == 1
