"""The databases every store test runs on: SQLite always, PostgreSQL where `TEST_DATABASE_URL` names one."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

POSTGRESQL_URL = "TEST_DATABASE_URL"
"""Such as `postgresql+psycopg://user@localhost/scratch`; each test gets a schema of its own in it."""


DATABASES = ("sqlite", "postgresql")


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    with empty_database(request.param, tmp_path) as found:
        yield found


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """Yield the URL of an empty database of this kind; skips the test where there is none."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'assist.db'}"
        return
    given = os.environ.get(POSTGRESQL_URL)
    if not given:
        pytest.skip(f"{POSTGRESQL_URL} names no PostgreSQL database")
    with _own_schema(make_url(given)) as scratch:
        yield scratch.render_as_string(hide_password=False)


@contextmanager
def _own_schema(database: URL) -> Iterator[URL]:
    schema = f"test_{secrets.token_hex(8)}"
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.execute(text(f"create schema {schema}"))
    yield database.update_query_dict({"options": f"-csearch_path={schema}"})
    with engine.begin() as connection:
        connection.execute(text(f"drop schema {schema} cascade"))
    engine.dispose()
