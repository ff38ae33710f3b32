"""The benches of scale and of brands apart, tiny: they run, and what they look for they would find."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from assist.bootstrap import Services, build
from assist.domain.enums import PageKind
from assist.domain.suggestion import SuggestRequest
from assist.pipeline import search, suggest
from assist.retrieval.pages import read_page
from benchmarks import apart, building, leaks, scale
from benchmarks.agency import Agency
from benchmarks.leaks import Own
from benchmarks.shop_pages import shop_pages
from benchmarks.shops import Size, write_bundles
from tests.conftest import settings_in
from tests.knowledge import small_client, write_page

CLIENTS = ("lom", "vidda")


@pytest.fixture(scope="module")
def two_brands(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Two clients with a page of the same name and other words on it, both live."""
    folder = tmp_path_factory.mktemp("apart")
    for client, days in zip(CLIENTS, (14, 45), strict=True):
        page = f"You can return an unworn item to {client} within {days} days of delivery. Outlet items stay with you."
        write_page(small_client(folder / "knowledge", client), "returns", page)
        write_page(folder / "knowledge" / client, f"care-{client}", f"Wash every {client} fleece at {days} degrees.")
    both = build(settings_in(folder / "data", knowledge_dir=folder / "knowledge"), encoder=services.encoder)
    for client in CLIENTS:
        both.ensure_baseline(client)
    yield both


@pytest.fixture(scope="module")
def own(two_brands: Services) -> Own:
    return {client: leaks.bundles_on_disk(two_brands.settings, client) for client in CLIENTS}


def test_brands_apart_asks_everything_of_every_client_and_finds_no_leak(
    two_brands: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    found = apart.run(two_brands, queries=8, suggestions=2, together=4, threads=2)

    printed = capsys.readouterr().out
    assert found.leaks == []
    assert "8 distinct queries" in printed
    assert [line.split()[-4] for line in printed.splitlines() if line.startswith(REPORTED)] == ["16", "4", "8"]


REPORTED = ("searches, each", "suggestions, the", "both, from")


def test_a_passage_that_only_another_client_holds_is_a_leak(two_brands: Services, own: Own) -> None:
    version = two_brands.version("lom")
    result = search(version, _asked("How do I wash it?"), two_brands.context(), count=9)

    found = list(leaks.of_search({version.id: next(iter(own["vidda"].values()))}, version, result))

    assert sorted(found) == ["lom found care-lom#window", "lom found returns#window"]


def test_a_suggestion_made_of_another_clients_version_is_a_leak(two_brands: Services, own: Own) -> None:
    suggestion = suggest(two_brands.version("lom"), _asked("How many days to return?"), two_brands.context())

    assert list(leaks.of_suggestion(own, "lom", suggestion)) == []
    assert "vidda was answered as lom" in set(leaks.of_suggestion(own, "vidda", suggestion))
    assert "vidda names returns#window" in set(leaks.of_suggestion(own, "vidda", suggestion))


def test_without_the_public_data_brands_apart_says_so_and_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apart.main(["--data", str(tmp_path)])

    assert capsys.readouterr().out.startswith("skipped: ")


def test_a_shop_page_reads_back_from_its_file_as_it_was_meant(services: Services, tmp_path: Path) -> None:
    written = list(shop_pages(120, seed=3))

    for page in written:
        file = tmp_path / f"{page.id}.md"
        file.write_text(page.as_markdown(), encoding="utf-8")
        assert read_page(file, PageKind.POLICIES, services.taxonomy.intents) == page.as_page()


def test_a_larger_shop_begins_with_the_pages_of_a_smaller_one() -> None:
    smaller, larger = list(shop_pages(40, seed=3)), list(shop_pages(80, seed=3))

    assert larger[: len(smaller)] == smaller
    assert sum(len(page.sections) for page in larger) == 80


def test_search_at_scale_measures_every_shop_it_opened(services: Services, tmp_path: Path) -> None:
    size = Size(clients=2, each=12)
    agency = Agency(tmp_path)
    agency.open_up()
    built = write_bundles(services, agency.settings.data_dir / "bundles", size, real=8)

    figures = scale.measured(services, agency.settings.data_dir / "bundles", size, messages=3, rounds=1)

    assert (figures.passages, figures.clients) == (24, 2)
    assert built.disk_mb > 0
    assert set(figures.p50_ms) == set(scale.MEASURED)
    assert all(0 < figures.p50_ms[name] <= figures.p95_ms[name] for name in scale.MEASURED)
    assert figures.p50_ms[scale.SEARCH] > figures.p50_ms[scale.REST] > figures.p50_ms[scale.RETRIEVE]


def test_builds_by_command_encode_again_only_what_changed() -> None:
    builds = building.measure(passages=8, rounds=1)

    assert [one.passages for one in (*builds.from_nothing, *builds.changed)] == [8, 8]
    assert [one.encoded for one in (*builds.changed, *builds.unchanged)] == [1, 0]
    assert all(0 < one.said_s < one.wall_s for one in (*builds.from_nothing, *builds.changed))


def test_misspelt_lines_stay_near_what_was_meant() -> None:
    draw = random.Random(5)

    typed = [apart.misspelt("How long do I have to return outlet items?", draw) for _ in range(20)]

    assert len(set(typed)) > 10
    assert all(38 <= len(line) <= 44 for line in typed)


def _asked(text: str) -> SuggestRequest:
    return SuggestRequest.model_validate({"messages": [{"text": text}]})
