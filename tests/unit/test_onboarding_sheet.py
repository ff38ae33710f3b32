"""The sheet a brand signs: nothing in force is missing from it, and what needs a decision is marked."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.base import ClientId, VersionId
from assist.domain.notice import Notice
from assist.domain.publication import Publication, PublicationAction
from assist.onboarding import parameter_lines, plain_words, sheet, sheet_text, standing
from assist.onboarding.parameter_lines import ParameterLine
from assist.onboarding.shared_template import ParameterWords, SharedTemplate
from assist.onboarding.sheet import Live
from assist.onboarding.standing import Standing
from assist.triage.taxonomy import read_taxonomy
from assist.workflows import template
from tests.brands import KNOWLEDGE

SHARED = SharedTemplate(KNOWLEDGE / "_shared")
INTENTS = read_taxonomy(KNOWLEDGE / "_shared" / "taxonomy.yaml").intents
TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BRANDS = {name: standing.read(KNOWLEDGE / name, INTENTS) for name in ("norrfell", "osmere")}


def edited(old: str, new: str) -> Standing:
    norrfell = BRANDS["norrfell"]
    assert norrfell.workflows_text.count(old) == 1
    return Standing(
        client_id=norrfell.client_id,
        profile_text=norrfell.profile_text,
        workflows_text=norrfell.workflows_text.replace(old, new),
        pages=norrfell.pages,
    )


def line_of(found: Standing, path: str) -> ParameterLine:
    return next(line for line in parameter_lines.of(found, SHARED) if line.path == path)


def printed(found: Standing, **given_: object) -> str:
    return sheet_text.markdown(sheet.of(found, SHARED, today=TODAY, **given_))  # type: ignore[arg-type]


LINES = {name: {line.path: line for line in parameter_lines.of(found, SHARED)} for name, found in BRANDS.items()}
SHEETS = {name: printed(found) for name, found in BRANDS.items()}


@pytest.mark.parametrize("name", sorted(BRANDS))
def test_every_number_stands_on_the_sheet_in_its_words(name: str) -> None:
    numbers = [leaf for leaf in template.leaves(BRANDS[name].workflows_text, file=name) if leaf.numbers]

    assert len(numbers) > 40
    for leaf in numbers:
        line = LINES[name][leaf.path]
        assert line.written == leaf.value
        assert f"- {line.says}: **{line.value}**" in SHEETS[name]


@given(value=st.integers(0, 10**6), key=st.sampled_from(["window_days", "fee", "cutoff_percent", "moons"]))
def test_whatever_the_number_its_digits_stand_in_its_value(value: int, key: str) -> None:
    leaf = next(iter(template.leaves(f"thing:\n  {key}: {value}\n", file="workflows.yaml")))

    assert str(value) in plain_words.value_of(leaf, ParameterWords(says="Thing"), "EUR").split()


@pytest.mark.parametrize(("days", "value"), [(1, "1 calendar day"), (31, "31 calendar days")])
def test_a_changed_number_changes_the_sheet(days: int, value: str) -> None:
    found = edited("  window_days: 30\n", f"  window_days: {days}\n")

    assert f"- Time to ask for a return after delivery: **{value}**" in printed(found)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("return.label_fee", "4.95 EUR"),
        ("shipping.standard_working_days.ES", "1 to 3 working days"),
        ("delivered_not_received.safe_place_check_working_days", "1 working day"),
        ("refund.store_credit_bonus_percent", "10 %"),
        ("order_lock.cutoff", "13:00"),
        ("return.dated_windows.holiday-2026.last_day", "31 January 2027"),
        ("address_change.same_country_only", "yes"),
        ("damaged.evidence.default", "photo of item, photo of label"),
        ("damaged.evidence.missing_item", "none"),
    ],
)
def test_a_value_carries_its_unit(path: str, value: str) -> None:
    assert LINES["norrfell"][path].value == value


def test_a_number_names_the_passages_that_state_it() -> None:
    line = LINES["norrfell"]["wismo.lost_after_working_days.ES"]

    assert "wismo-policy#no-scan" in line.stated_in


def test_a_number_no_page_states_is_said_to_be_so() -> None:
    found = edited("  window_days: 30\n", "  window_days: 31\n")

    assert line_of(found, "return.window_days").stated_in == ()
    assert "no page states it" in printed(found)


def test_another_promise_of_as_many_days_is_not_taken_for_the_source() -> None:
    line = LINES["norrfell"]["return.member_window_days"]

    assert not [page for page in line.stated_in if "condition" in page]


def test_a_number_outside_the_law_is_marked() -> None:
    found = edited("outlet: {window_days: 14", "outlet: {window_days: 7")

    assert line_of(found, "return.outlet.window_days").is_against_law
    assert "OUTSIDE the law's bound" in printed(found)


def test_the_sample_brands_keep_the_law() -> None:
    assert not [
        line.path for found in BRANDS.values() for line in parameter_lines.of(found, SHARED) if line.is_against_law
    ]


def test_what_leaves_the_template_shows_what_the_template_has() -> None:
    line = LINES["norrfell"]["return.window_days"]

    assert (line.differs, line.template_value) == (True, "14")


def test_a_dated_value_says_when_it_holds() -> None:
    line = LINES["norrfell"]["return.dated_windows.holiday-2026.last_day"]

    assert (line.in_force_from, line.in_force_until) == ("2026-11-01", "2026-12-24")


def test_a_page_that_does_not_exist_is_named() -> None:
    found = edited("  pages: [exchanges]\n", "  pages: [swaps]\n")

    assert "Said to stand in pages that do not exist: swaps." in printed(found)


def test_a_value_nobody_confirmed_is_marked() -> None:
    found = edited("  window_days: 30\n", "  window_days: 30  # confirm: how long\n")

    assert line_of(found, "return.window_days").is_to_confirm
    assert "TO CONFIRM" in printed(found)


def test_a_parameter_without_plain_words_stands_on_the_sheet_all_the_same() -> None:
    found = edited("goodwill:\n", "moon_shipping:\n  fee: '99.00'\ngoodwill:\n")

    text = printed(found)

    assert "### Moon shipping" in text
    assert "- Fee: **99.00 EUR** *" in text


@pytest.mark.parametrize("name", sorted(BRANDS))
def test_every_approver_holiday_channel_and_page_stands_on_the_sheet(name: str) -> None:
    profile, text = BRANDS[name].profile, SHEETS[name]

    for limit in profile.approvals.values():
        assert limit.up_to is None or f"up to {limit.up_to} {profile.currency}" in text
    for day in (*profile.holidays, *profile.short_days):
        assert f"{day:%a} {day.day} {day:%b %Y}" in text
    for channel in profile.channels:
        assert f"| {channel.value} |" in text
    for page in BRANDS[name].pages:
        assert f"| {page.id} |" in text


def test_a_brand_that_wants_two_people_signs_that() -> None:
    norrfell = BRANDS["norrfell"]
    wanting = Standing(
        client_id=norrfell.client_id,
        profile_text=f"{norrfell.profile_text}\npublishing: {{two_people: true}}\n",
        workflows_text=norrfell.workflows_text,
        pages=norrfell.pages,
    )

    text = printed(wanting)

    assert "goes live by two people" in text
    assert "goes live by two people" not in SHEETS["norrfell"]


def test_a_sheet_of_a_folder_says_that_it_is_not_live() -> None:
    assert "Not live yet" in SHEETS["norrfell"]


def test_a_live_sheet_names_the_version_and_who_let_it_go_live() -> None:
    gone_live = Publication(
        client_id=ClientId("norrfell"), number=1, action=PublicationAction.PUBLISH, version_id=VersionId("kv_1"),
        previous_id=None, reason="reviewed", by="Ines", at=NOON,
    )  # fmt: skip
    live = Live(version_id=VersionId("kv_1"), publication=gone_live, built_at=NOON)

    text = printed(BRANDS["norrfell"], live=live, has_unpublished_changes=True)

    assert "kv_1, live since 2026-11-20 12:00 UTC by Ines" in text
    assert "changes that are not live" in text


@pytest.mark.parametrize(
    ("last_day", "ended", "is_shown"),
    [(TODAY, False, True), (date(2026, 11, 19), False, False), (date(2026, 12, 1), True, False)],
)
def test_notices_stand_on_the_sheet_until_they_end(last_day: date, ended: bool, is_shown: bool) -> None:
    notice = Notice(
        id="notice-1", client_id=ClientId("norrfell"), text="Parcels take longer.", locale="en",
        first_day=date(2026, 11, 18), last_day=last_day, recorded_by="Ines", recorded_at=NOON,
        ended_at=NOON if ended else None,
    )  # fmt: skip

    assert ("Parcels take longer." in printed(BRANDS["norrfell"], notices=[notice])) is is_shown


def test_pages_of_a_version_are_those_of_the_folder() -> None:
    found = BRANDS["osmere"]
    owners = {page.id: page.owner for page in found.pages}

    pages = sheet.pages_of(found.passages, owners)

    assert pages == list(found.pages)


def test_a_page_that_left_the_folder_has_no_owner() -> None:
    pages = sheet.pages_of(BRANDS["osmere"].passages, {})

    assert {page.owner for page in pages} == {sheet.NO_OWNER}
