"""Seeded edits do what they say, to text files, and the same seed draws the same ones."""

import random
from collections import Counter
from pathlib import Path

import pytest

from evals.edits import drawing, edit, harmful, harmless, numbers, parameters, polarity, rephrasing, shelf
from evals.edits.edit import HARMFUL, Edit, Kind
from evals.edits.numbers import Changed
from evals.edits.shelf import Shelf, Spot

RETURNS = """---
id: returns
title: Returns
owner: Ana
locale: en
audience: customer
intents: [return/policy]
---

## Window {#window intents=return/policy}

You can return an item within 30 days of delivery.
We do not exchange outlet items.

## Label {#label}

The return label costs 4.95 EUR, and we deduct the label from the refund.
If the label is lost, write to us by e-mail.
"""
DELIVERY = """---
id: delivery
title: Delivery
owner: Ana
locale: en
audience: customer
---

## Price {#price}

Express delivery costs 12.90 EUR.
You can follow your parcel with the tracking link.
"""
FOREIGN = """---
id: tea
title: Tea
owner: Bo
locale: en
audience: customer
intents: [return/policy]
---

## Tins {#tins}

You can return sealed tins of Zephyr tea within 77 days.
"""
RULES = """return:
  pages: [returns]
  window_days: 30
  label_fee: '4.95'
passages:
  return.window: [returns#window, returns#label]
  return.label: [returns#label]
"""


def folder_of(place: Path, name: str, pages: dict[str, str]) -> Shelf:
    for file, text in pages.items():
        (place / name / file).parent.mkdir(parents=True, exist_ok=True)
        (place / name / file).write_text(text, encoding="utf-8")
    (place / name / "workflows.yaml").write_text(RULES, encoding="utf-8")
    return shelf.read(place / name, name.title(), "EUR")


@pytest.fixture
def shop(tmp_path: Path) -> Shelf:
    return folder_of(tmp_path, "shop", {"policies/returns.md": RETURNS, "policies/delivery.md": DELIVERY})


@pytest.fixture
def other(tmp_path: Path) -> Shelf:
    return folder_of(tmp_path, "other", {"policies/tea.md": FOREIGN})


def spot(of: Shelf, passage_id: str) -> Spot:
    return next(each for each in of.spots if each.passage_id == passage_id)


def written(made: Edit, file: str) -> str:
    found = next(each.text for each in made.files if each.file == file)
    assert found is not None
    return found


def rng() -> random.Random:
    return random.Random(1)


def test_a_shelf_knows_where_each_passage_stands_in_its_file(shop: Shelf) -> None:
    window = spot(shop, "returns#window")

    assert RETURNS.split("\n")[window.start : window.end] == window.body.split("\n")
    assert shop.with_body(window, window.body).text == RETURNS


def test_a_deleted_passage_leaves_no_line_of_it(shop: Shelf) -> None:
    made = harmful.delete(shop, spot(shop, "returns#window"), rng())

    assert made is not None and "Window" not in written(made, "policies/returns.md")
    assert "## Label {#label}" in written(made, "policies/returns.md")


def test_a_page_of_one_passage_is_deleted_whole(shop: Shelf) -> None:
    made = harmful.delete(shop, spot(shop, "delivery#price"), rng())

    assert made is not None and made.files[0].text is None


def test_rules_can_lose_a_passage_with_its_page() -> None:
    assert parameters.without_passage(RULES, "returns#label") == RULES.replace(
        "[returns#window, returns#label]", "[returns#window]"
    ).replace("  return.label: [returns#label]\n", "")


def test_a_changed_number_is_the_only_change(shop: Shelf) -> None:
    made = harmful.number(shop, spot(shop, "returns#window"), rng())

    assert made is not None and "30 days" in made.before and "30 days" not in made.after
    assert written(made, "policies/returns.md") == RETURNS.replace(made.before, made.after)


def test_a_number_can_change_in_the_rules_too(shop: Shelf) -> None:
    changed = Changed("within 45 days", "duration", "30", "45")

    assert parameters.with_value(shop, "returns", changed) == RULES.replace("window_days: 30", "window_days: 45")
    assert parameters.with_value(shop, "delivery", changed) is None


@pytest.mark.parametrize("said", ["Wear the Fjell 28 Backpack.", "Level 2 decides.", "The day of delivery is day 0.",
                                  "WELCOME10 works once.", "SPF 30 is enough."])  # fmt: skip
def test_names_and_levels_are_no_stated_numbers(said: str) -> None:
    assert numbers.changed(said, rng()) is None


def test_a_range_stays_a_range() -> None:
    found = {numbers.changed("It takes 3 to 5 working days.", random.Random(n)).text for n in range(40)}  # type: ignore[union-attr]

    assert all(int(text.split()[2]) != int(text.split()[4]) for text in found)


def test_a_grant_is_denied_and_a_denial_granted() -> None:
    assert polarity.denied("You can return an item.", "en", rng()).text == "You cannot return an item."  # type: ignore[union-attr]
    assert polarity.denied("No hacemos cambios.", "es", rng()).text == "Hacemos cambios."  # type: ignore[union-attr]


def test_an_answer_is_turned_with_its_sentence() -> None:
    assert polarity.denied("Yes, you can cancel.", "en", rng()).text == "No, you cannot cancel."  # type: ignore[union-attr]


def test_a_condition_is_turned_round() -> None:
    assert polarity.conditioned("Unless a tag is missing.", "en", rng()) is None
    assert polarity.conditioned("Send it back until Monday.", "en", rng()).text == "Send it back only after Monday."  # type: ignore[union-attr]


def test_a_contradiction_stands_on_another_page(shop: Shelf) -> None:
    made = harmful.contradict(shop, spot(shop, "returns#window"), rng())

    assert made is not None and [each.file for each in made.files] == ["policies/delivery.md"]
    assert made.after in written(made, "policies/delivery.md")


def test_a_passage_expires_in_its_heading(shop: Shelf) -> None:
    made = harmful.expire(shop, spot(shop, "returns#label"), rng())

    assert made is not None
    assert f"## Label {{#label effective_until={harmful.PAST}}}" in written(made, "policies/returns.md")


def test_an_instruction_is_planted_beside_the_text(shop: Shelf) -> None:
    made = harmful.poison(shop, spot(shop, "returns#label"), rng())

    assert made is not None and made.after in written(made, "policies/returns.md")
    assert spot(shop, "returns#label").body in written(made, "policies/returns.md")


def test_another_brands_words_take_a_passages_place(shop: Shelf, other: Shelf) -> None:
    made = harmful.foreign([shop, other], shop, spot(shop, "returns#window"), random.Random(3))

    assert made is not None and "77 days" in "".join(each.text or "" for each in made.files)


def test_without_another_brand_nothing_is_mixed_in(shop: Shelf) -> None:
    assert harmful.foreign([shop], shop, spot(shop, "returns#window"), rng()) is None


def test_a_rephrased_passage_keeps_its_numbers(shop: Shelf) -> None:
    for number in range(20):
        made = harmless.rephrase(shop, spot(shop, "returns#label"), random.Random(number))
        assert made is not None and "4.95" in made.after and made.after != made.before


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ("If the item is sold out, we refund the item in full.", "We refund the item in full if the item is sold out."),
        ("If the boots slip, send them back.", None),
    ],
)
def test_a_condition_moves_only_where_nothing_points_back(said: str, moved: str | None) -> None:
    found = [site.written for site in rephrasing._sites(0, said, "en") if site.rule == "condition last"]

    assert found == ([moved] if moved else [])


def test_a_moved_section_keeps_every_line(shop: Shelf) -> None:
    made = harmless.reorder(shop, spot(shop, "returns#label"), rng())

    assert made is not None and Counter(written(made, "policies/returns.md").split()) == Counter(RETURNS.split())
    assert written(made, "policies/returns.md").index("## Label") < written(made, "policies/returns.md").index("## Win")


def test_a_typo_is_live_and_mended_in_the_candidate(shop: Shelf) -> None:
    made = harmless.typo(shop, spot(shop, "returns#label"), rng())

    assert made is not None and written(made, "policies/returns.md") == RETURNS
    assert made.before in (made.live_files[0].text or "") and made.live_files[0].text != RETURNS


def test_a_page_splits_with_the_rules_that_name_it(shop: Shelf) -> None:
    made = harmless.split(shop, spot(shop, "returns#label"), rng())

    assert made is not None and "## Label" not in written(made, "policies/returns.md")
    assert "id: returns-2\n" in written(made, "policies/returns-2.md")
    assert "return.label: [returns-2#label]" in written(made, "workflows.yaml")
    assert "pages: [returns, returns-2]" in written(made, "workflows.yaml")


def test_a_new_page_states_no_number(shop: Shelf) -> None:
    made = harmless.new_page(shop, spot(shop, "returns#label"), rng())

    assert made is not None and "{brand}" not in made.after
    body = made.after.split("---", 2)[2]
    assert numbers.changed(body, rng()) is None


def test_the_same_seed_draws_the_same_edits(shop: Shelf, other: Shelf) -> None:
    first, again = (drawing.draw([shop], [shop, other], seed=5, each=12) for _ in range(2))

    assert first == again
    assert first != drawing.draw([shop], [shop, other], seed=6, each=12)


def test_kinds_are_drawn_evenly_and_nothing_twice(shop: Shelf, other: Shelf) -> None:
    drawn = drawing.draw([shop], [shop, other], seed=5, each=8)

    counts = Counter(each.kind for each in drawn if each.is_harmful)
    assert set(counts) <= set(HARMFUL) and max(counts.values()) == 1
    contents = [each.model_dump_json(include={"files", "live_files"}) for each in drawn]
    assert len(set(contents)) == len(contents)


def test_an_edit_is_written_into_a_folder(tmp_path: Path, shop: Shelf) -> None:
    made = harmful.delete(shop, spot(shop, "delivery#price"), rng())

    edit.write(tmp_path / "shop", made.files if made else ())

    assert not (tmp_path / "shop/policies/delivery.md").exists()


def test_every_kind_is_harmful_or_harmless() -> None:
    assert {kind for kind in Kind if kind.is_harmful} == set(HARMFUL)
