"""A fact keeps its meaning in other words (numbers, days, bounds, sums), and loses it with one word changed."""

import pytest

from assist.drafting.checking import verification
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.verification import Brand


def stands(draft: str, *pages: str, facts: str = "") -> bool:
    sources = [Source(f"page#{number}", SourceKind.POLICY, page) for number, page in enumerate(pages)]
    if facts:
        sources.append(Source("orders/1", SourceKind.FACT, facts))
    check, _ = verification.verify(draft, Evidence(sources), Keepers(), Brand())
    return check.grounded


@pytest.mark.parametrize(
    ("draft", "page"),
    [
        ("Your fitting takes half an hour.", "A fitting takes 30 minutes."),
        ("The tour lasts an hour and a half.", "The tour lasts 90 minutes."),
        ("The frame is covered for a year and a half.", "The frame is covered for 18 months."),
        ("La visita dura una hora y media.", "La visita dura 90 minutos."),
        ("Feed the starter daily for the first fourteen days.", "Feed the starter daily in the first two weeks."),
        ("Feed the starter daily for the first seven days.", "Feed the starter daily in its first week."),
        ("Revisamos los frenos en los primeros doce meses.", "Revisamos los frenos en el primer año."),
        ("The kit is three-quarters built.", "The kit is 75% built."),
        ("Nine tenths of the crate is recycled.", "90% of the crate is recycled."),
        ("If one day the hinge snaps, a new hinge costs 4 EUR.", "A new hinge costs 4 EUR if a hinge snaps."),
        ("Each day begun is charged at what a day usually costs.", "Every day begun is charged at the daily rate."),
        (
            "A steel blade takes 6 working days, a ceramic one 12.",
            "Steel blades take 6 working days and ceramic ones 12.",
        ),
        ("A ceramic blade takes 12 working days.", "Steel blades take 6 working days and ceramic ones 12."),
        (
            "Las sillas de roble tienen 4 años de garantía.",
            "Las sillas de pino tienen 2 años de garantía, las de roble 4.",
        ),
    ],
)
def test_a_number_in_other_words_is_the_same_number(draft: str, page: str) -> None:
    assert stands(draft, page)


@pytest.mark.parametrize(
    ("draft", "page"),
    [
        ("Your fitting takes half an hour.", "A fitting takes 45 minutes."),
        ("Feed the starter daily for the first ten days.", "Feed the starter daily in the first week."),
        ("The kit is nine-tenths built.", "The kit is 75% built."),
        ("A ceramic blade takes 6 working days.", "Steel blades take 6 working days and ceramic ones 12."),
        ("A steel blade takes 12 working days.", "Steel blades take 6 working days and ceramic ones 12."),
        ("You have one day to send the hinge back.", "You have 14 days to send a hinge back."),
        (
            "Las sillas de roble tienen 2 años de garantía.",
            "Las sillas de pino tienen 2 años de garantía, las de roble 4.",
        ),
    ],
)
def test_another_number_in_other_words_does_not_stand(draft: str, page: str) -> None:
    assert not stands(draft, page)


BEFOREHAND = "You can move the appointment free of charge up to 24 hours beforehand; after that we charge 15 EUR."


@pytest.mark.parametrize(
    "draft",
    [
        "You can move the appointment at no charge as long as it is at least 24 hours ahead.",
        "Move your appointment no later than 24 hours in advance and it's free of charge.",
        "You can move the appointment free of charge until 24 hours before.",
    ],
)
def test_up_to_a_time_before_something_is_at_least_that_time_ahead(draft: str) -> None:
    assert stands(draft, BEFOREHAND)


def test_less_than_a_time_ahead_is_not_at_least_that_time() -> None:
    assert not stands("You can move the appointment free of charge less than 24 hours beforehand.", BEFOREHAND)


def test_at_least_some_days_after_is_not_up_to_those_days() -> None:
    page = "You can return the lamp up to 14 days after delivery."

    assert not stands("You can return the lamp at least 14 days after delivery.", page)


DAYS = "Plants leave on Mondays, Tuesdays and Wednesdays only. The greenhouse is open from Thursday to Saturday."


@pytest.mark.parametrize(
    "draft",
    [
        "Plants leave Monday to Wednesday.",
        "Your plants can leave on a Tuesday.",
        "The greenhouse is open on Fridays.",
        "The greenhouse is open on a Friday.",
    ],
)
def test_a_weekday_stands_in_a_plural_and_in_a_stretch(draft: str) -> None:
    assert stands(draft, DAYS)


@pytest.mark.parametrize("draft", ["The greenhouse is open on Sundays.", "Plants leave Monday to Sunday."])
def test_a_weekday_out_of_the_stretch_does_not_stand(draft: str) -> None:
    assert not stands(draft, DAYS)


ORDER = "The paid total of the order is 520.00 GBP."
COLLECTION = "A stock desk can be returned within 14 days; collection costs £60.00, which we take off the refund."


@pytest.mark.parametrize(
    "draft",
    [
        "Collection costs £60, so of the £520 you paid £460 comes back to you.",
        "You paid £520. Collection costs £60, which leaves a refund of £460.",
    ],
)
def test_the_difference_of_two_known_amounts_stands(draft: str) -> None:
    assert stands(draft, COLLECTION, facts=ORDER)


@pytest.mark.parametrize(
    "draft",
    [
        "Collection costs £60, so of the £520 you paid £470 comes back to you.",
        "Collection costs £60, so of the £520 you paid £580 comes back to you.",
        "Collection costs £460.",
        "You get a refund of £460.",
    ],
)
def test_a_wrong_or_unexplained_sum_does_not_stand(draft: str) -> None:
    assert not stands(draft, COLLECTION, facts=ORDER)


def test_a_unit_is_no_name() -> None:
    assert stands("Wash the quilt at 40 degrees Celsius.", "Wash the quilt at 40°C.")


def test_another_unit_of_warmth_does_not_stand() -> None:
    assert not stands("Wash the quilt at 40 degrees Fahrenheit.", "Wash the quilt at 40°C.")


def test_degrees_in_letters_keep_their_scale() -> None:
    assert not stands("Wash the quilt at 40°F.", "Wash the quilt at 40°C.")


COVER = "Cracks that come later because of heat, falls or children are not covered. Brackets and hinges are covered for 2 years."
KERB = "Pianos come to the kerb only; the driver cannot carry them up stairs."
PACKED = "You can skip a crate up to 2 days before it is sent. After that the crate is packed and cannot be changed."
TOYS = "If your dog dislikes a chew, we refund the first pack, even when opened, as long as half is left."


@pytest.mark.parametrize(
    ("draft", "page"),
    [
        ("Cracks from heat, falls or children are nothing we cover.", COVER),
        ("What comes later from heat, falls or children isn't something we cover.", COVER),
        ("Cracks from a fall are not among the things we cover.", COVER),
        ("The driver can only bring a piano as far as the kerb, and can't carry it up any stairs.", KERB),
        ("Once the crate is packed, there's nothing we can change.", PACKED),
        ("The crate is packed after that, so there is no way for us to change it.", PACKED),
        ("The hinges are covered. The cracks aren't.", COVER),
        (
            "If the chew made your dog turn away, we refund the first pack, even opened, as long as half of it is left.",
            TOYS,
        ),
    ],
)
def test_a_denial_or_a_condition_in_other_words_is_the_same(draft: str, page: str) -> None:
    assert stands(draft, page)


@pytest.mark.parametrize(
    ("draft", "page"),
    [
        ("Cracks from heat, falls or children are something we cover.", COVER),
        ("Hinges are not among the things we cover.", COVER),
        ("The driver can carry a piano up the stairs.", KERB),
        ("Once the crate is packed, it can still be changed.", PACKED),
        ("If you joined the kennel club in spring, we refund the first pack.", TOYS),
    ],
)
def test_a_denial_or_a_condition_turned_round_does_not_stand(draft: str, page: str) -> None:
    assert not stands(draft, page)


@pytest.mark.parametrize(
    "remark",
    [
        "Oh dear, a cup without a handle is infuriating.",
        "Ugh, waiting for a parcel is no fun.",
        "We do hope everybody got home safely.",
        "I've some good news and some bad.",
        "Fussy kittens have us all on our toes!",
        "¡Felicidades por el bebé!",
        "¡Ay, qué rabia!",
        "Congratulations on the new puppy!",
        "What a gorgeous piano!",
        "Lovely choice of guitar!",
    ],
)
def test_a_remark_states_nothing_of_the_shops(remark: str) -> None:
    assert stands(f"{remark} Pianos come to the kerb only.", KERB)


@pytest.mark.parametrize(
    "claim",
    [
        "We also rent out kayaks in Norway!",
        "Oh no, our warehouse burnt down.",
        "Kittens eat free!",
        "Kayaks for everybody all summer!",
    ],
)
def test_a_remark_that_says_something_of_the_shop_is_a_claim(claim: str) -> None:
    assert not stands(f"{claim} Pianos come to the kerb only.", KERB)


WAIT = "Delivery by pallet takes 7 to 10 working days. Honey may crystallise in the cold."


def test_the_far_end_of_a_stretch_may_stand_for_it_and_the_near_end_may_not() -> None:
    assert stands("Reckon with ten working days for the delivery by pallet.", WAIT)
    assert not stands("Reckon with seven working days for the delivery by pallet.", WAIT)


def test_words_of_one_root_are_about_the_same() -> None:
    assert stands("Crystals in the honey are natural.", WAIT)


def test_what_costs_nothing_is_free_and_not_a_denial() -> None:
    page = "We pay the postage for the first exchange. Further exchanges cost 5.90 EUR each."

    assert stands("The first exchange won't cost you a cent in postage; after that it's 5.90 EUR.", page)
    assert not stands("The further exchanges won't cost you a cent.", page)
