"""How far a client leaves the shared template: what counts as a parameter of its own, and what never does."""

import pytest

from assist.errors import BadKnowledge
from assist.workflows import template
from tests.brands import KNOWLEDGE, workflows_yaml

SHARED = """\
return:
  pages: []
  window_days: 14
  dated_windows: []
  label_fee: '0.00'
shipping:
  fee: null
passages: {}
"""
TIERS = (KNOWLEDGE / "_shared" / "tiers.yaml").read_text(encoding="utf-8")
TEMPLATE = (KNOWLEDGE / "_shared" / "template" / "workflows.yaml").read_text(encoding="utf-8")


def test_the_template_does_not_differ_from_itself() -> None:
    assert template.differing(TEMPLATE, TEMPLATE) == []


def test_a_changed_value_is_named_by_its_path() -> None:
    own = SHARED.replace("window_days: 14", "window_days: 30")

    assert template.differing(own, SHARED) == ["return.window_days"]


def test_a_promise_of_the_brands_own_counts_value_by_value() -> None:
    own = SHARED + "patch_test:\n  window_days: 30\n  up_to: '45.00'\n"

    assert template.differing(own, SHARED) == ["patch_test.window_days", "patch_test.up_to"]


def test_a_dated_entry_counts_once() -> None:
    own = SHARED + "batches:\n  known: [{id: b1, from: 2026-11-10, until: 2026-12-15}]\n"

    assert template.differing(own, SHARED) == ["batches.known.b1"]


@pytest.mark.parametrize(
    ("shared", "own"),
    [
        ("fee: null", "fee: '5.95'"),
        ("dated_windows: []", "dated_windows: [{id: c, ordered_from: 2026-11-01, last_day: 2027-01-31}]"),
    ],
)
def test_what_the_template_leaves_open_never_counts(shared: str, own: str) -> None:
    assert template.differing(SHARED.replace(shared, own), SHARED) == []


def test_a_value_left_out_of_a_block_counts() -> None:
    own = SHARED.replace("  label_fee: '0.00'\n", "")

    assert template.differing(own, SHARED) == ["return.label_fee"]


def test_a_block_left_out_is_a_workflow_not_contracted() -> None:
    own = "shipping:\n  fee: '5.95'\n"

    assert template.differing(own, SHARED) == []


def test_the_pages_behind_a_number_are_no_parameter() -> None:
    own = SHARED.replace("pages: []", "pages: [returns]").replace("passages: {}", "passages: {return: [returns#a]}")

    assert template.differing(own, SHARED) == []


def test_a_block_names_its_pages_and_those_of_its_dated_entries() -> None:
    text = "wismo:\n  pages: [tracking]\n  extra_days: [{id: strike, page: strike-notice}]\npassages: {wismo: [a#b]}\n"

    assert template.pages_of(text, file="workflows.yaml") == {"wismo": ("tracking", "strike-notice")}


@pytest.mark.parametrize("client", ["norrfell", "osmere"])
def test_the_sample_brands_stay_within_their_tier(client: str) -> None:
    profile = (KNOWLEDGE / client / "client.yaml").read_text(encoding="utf-8")
    tier = next(line.removeprefix("tier: ") for line in profile.splitlines() if line.startswith("tier: "))
    most = template.tiers(TIERS, file="tiers.yaml")[tier]

    own = template.differing(workflows_yaml(client), TEMPLATE)

    assert most is not None
    assert 0 < len(own) <= most


def test_a_tier_may_have_no_limit() -> None:
    assert template.tiers("small: 3\nlarge: null\n", file="tiers.yaml") == {"small": 3, "large": None}


@pytest.mark.parametrize("broken", ["small: many\n", "small: -1\n"])
def test_a_tier_that_is_no_number_is_refused_by_line(broken: str) -> None:
    with pytest.raises(BadKnowledge) as refused:
        template.tiers(f"large: null\n{broken}", file="tiers.yaml")

    assert refused.value.line == 2
