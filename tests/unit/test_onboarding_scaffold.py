"""A new client's folder: whole or not at all, and one the program reads whatever the brand, zone or language."""

from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.domain.client import Profile
from assist.errors import BadInput
from assist.onboarding import scaffold, standing
from assist.onboarding.scaffold import NewClient
from assist.onboarding.shared_template import SharedTemplate
from assist.workflows import confirmations
from tests.brands import KNOWLEDGE

SHARED = SharedTemplate(KNOWLEDGE / "_shared")
CODES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=2)
ONE_LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=80)


def asked(name: str = "blue-fox", **given: str) -> NewClient:
    options = {
        "brand": "", "currency": "EUR", "time_zone": "Europe/Madrid", "locales": "en", "countries": "", "tier": "growth",
    }  # fmt: skip
    return scaffold.new_client(name, **{**options, **given})


def profile_of(folder: Path) -> Profile:
    return standing.read(folder, known_intents=()).profile


def test_a_brand_is_named_after_its_id_when_nobody_said_otherwise() -> None:
    assert asked("blue-fox").brand == "Blue Fox"


def test_the_folder_holds_what_was_said(tmp_path: Path) -> None:
    client = asked(brand="Blåräv", currency="sek", time_zone="Europe/Stockholm", locales="EN,es", countries="se, no")

    profile = profile_of(scaffold.add(tmp_path, client, SHARED))

    assert (profile.id, profile.brand, profile.currency) == ("blue-fox", "Blåräv", "SEK")
    assert (profile.locales, profile.countries) == (("en", "es"), ("SE", "NO"))
    assert profile.tone.greetings["es"].none == "Hola:"


def test_the_folder_has_room_for_every_kind_of_page(tmp_path: Path) -> None:
    folder = scaffold.add(tmp_path, asked(), SHARED)

    assert {path.name for path in folder.iterdir() if path.is_dir()} == {"policies", "faq", "macros", "answers"}


def test_words_of_an_unknown_language_are_english_and_marked(tmp_path: Path) -> None:
    folder = scaffold.add(tmp_path, asked(locales="de"), SHARED)

    open_values = {one.path: one.ask for one in confirmations.of((folder / "client.yaml").read_text(encoding="utf-8"))}

    assert profile_of(folder).tone.greetings["de"].none == "Hi there,"
    assert open_values["tone", "greetings", "de"].startswith("English so far")


@settings(max_examples=10, deadline=None)
@given(
    brand=ONE_LINE,
    currency=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3),
    time_zone=st.sampled_from(sorted(available_timezones())),
    locales=st.lists(CODES, min_size=1, max_size=4, unique=True),
    countries=st.lists(CODES.map(str.upper), max_size=4, unique=True),
    tier=st.sampled_from(["foundation", "growth", "scale"]),
)
def test_any_brand_zone_currency_and_language_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    brand: str,
    currency: str,
    time_zone: str,
    locales: list[str],
    countries: list[str],
    tier: str,
) -> None:
    client = asked(
        brand=brand, currency=currency, time_zone=time_zone, locales=",".join(locales),
        countries=",".join(countries), tier=tier,
    )  # fmt: skip

    profile = profile_of(scaffold.add(tmp_path_factory.mktemp("knowledge"), client, SHARED))

    assert (profile.brand, profile.currency, profile.time_zone) == (brand, currency, time_zone)
    assert (list(profile.locales), list(profile.countries), profile.tier) == (locales, countries, tier)
    assert profile.tone.signature[locales[0]].format(agent_name="Ana").endswith(f"\nAna\n{brand}")


@pytest.mark.parametrize("name", ["", "Blue", "blue_fox", "-blue", "blue--fox", "../blue", "_shared", "a" * 41])
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="NAME"):
        asked(name)


@pytest.mark.parametrize(
    ("option", "given_"),
    [
        ("--currency", {"currency": "euro"}),
        ("--time-zone", {"time_zone": "Mars/Base"}),
        ("--time-zone", {"time_zone": ""}),
        ("--locales", {"locales": "english"}),
        ("--locales", {"locales": ""}),
        ("--countries", {"countries": "Spain"}),
    ],
)
def test_a_wrong_value_is_refused_by_its_option(option: str, given_: dict[str, str]) -> None:
    with pytest.raises(BadInput) as refused:
        asked(**given_)

    assert refused.value.path == option


def test_a_tier_nobody_knows_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="foundation, growth, scale"):
        scaffold.add(tmp_path, asked(tier="gold"), SHARED)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "blue-fox").mkdir()
    (tmp_path / "blue-fox" / "client.yaml").write_text("mine", encoding="utf-8")

    with pytest.raises(BadInput, match="there already"):
        scaffold.add(tmp_path, asked(), SHARED)

    assert (tmp_path / "blue-fox" / "client.yaml").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["blue-fox"]


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        scaffold.add(tmp_path / "nowhere", asked(), SHARED)
