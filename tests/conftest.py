"""Shared fixtures. Unit tests use the fakes; the rest shares one real set of services over the sample knowledge."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assist.bootstrap import Services, build
from assist.pipeline import Context
from assist.settings import Settings
from tests.fakes import FRIDAY, numbered_ids

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "knowledge"


def settings_in(folder: Path, **overrides: object) -> Settings:
    """Settings with their own data folder that shares what the checkout encoded once: encoder export and examples (20 s each)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("encoders", "examples"):
        shared = ROOT / "var" / name
        shared.mkdir(parents=True, exist_ok=True)
        if not (folder / name).exists():
            (folder / name).symlink_to(shared)
    return Settings.model_validate({"data_dir": folder, "knowledge_dir": KNOWLEDGE, **overrides})


def published_in(folder: Path, services: Services) -> Path:
    """Put a copy of the sample brands into a folder, each with its first version live, and return the folder."""
    shutil.copytree(KNOWLEDGE, folder / "knowledge")
    settings = settings_in(folder / "data", knowledge_dir=folder / "knowledge")
    opened = build(settings, encoder=services.encoder)
    for client in ("norrfell", "osmere"):
        opened.releases(client).ensure_first(datetime.now(UTC))
    opened.close()
    return folder


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The real thing over the two sample brands: real encoder, real bundles, SQLite in a temporary folder."""
    yield build(settings_in(tmp_path_factory.mktemp("data")))


@pytest.fixture
def context(services: Services) -> Context:
    """One request's outside, with the clock at Friday 16:47 and counted ids."""
    ticks = iter(range(10**9))
    return Context(
        now=FRIDAY,
        new_id=numbered_ids(),
        encoder=services.encoder,
        timer=lambda: next(ticks) / 1000,
    )
