"""One behaviour for every encoder: the fake of the unit tests and the one that serves."""

import numpy as np
import pytest

from assist.bootstrap import Services
from assist.ports import Encoder
from tests.fakes import FakeEncoder

TEXTS = [
    "Where is my order?",
    "",
    " \n\t",
    "¿Dónde está mi paquete? 👍",
    "WHERE IS MY PARCEL?!",
    "a\x00b",
    "word " * 5_000,
    "x" * 20_000,
]


@pytest.fixture(params=["fake", "real"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "fake":
        return FakeEncoder()
    services: Services = request.getfixturevalue("services")
    return services.encoder


def test_every_text_gets_one_row_of_the_encoders_width(encoder: Encoder) -> None:
    rows = encoder.encode(TEXTS)

    assert rows.shape == (len(TEXTS), encoder.dim)


def test_rows_are_float32(encoder: Encoder) -> None:
    assert encoder.encode(["refund"]).dtype == np.float32


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:12]))
def test_rows_have_length_one_whatever_the_text(encoder: Encoder, text: str) -> None:
    row = encoder.encode([text])[0]

    assert np.linalg.norm(row) == pytest.approx(1.0, abs=1e-5)


def test_a_text_alone_has_exactly_the_row_it_has_beside_others(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)

    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])

    assert np.array_equal(together, alone)


def test_the_order_of_texts_only_orders_the_rows(encoder: Encoder) -> None:
    forwards = encoder.encode(TEXTS[:5])

    backwards = encoder.encode(TEXTS[:5][::-1])

    assert np.array_equal(forwards, backwards[::-1])


def test_the_same_text_has_the_same_row_every_time(encoder: Encoder) -> None:
    rows = encoder.encode(["refund", "refund"])

    assert np.array_equal(rows[0], rows[1])


def test_no_texts_make_no_rows(encoder: Encoder) -> None:
    rows = encoder.encode([])

    assert rows.shape == (0, encoder.dim)
    assert rows.dtype == np.float32


def test_a_text_is_nearer_to_its_like_than_to_something_else(encoder: Encoder) -> None:
    near, same, far = encoder.encode(
        ["where is my order", "my order, where is it", "the label costs five euros in the outlet shop"]
    )

    assert near @ same > near @ far


def test_a_caller_may_change_the_rows_it_got(encoder: Encoder) -> None:
    first = encoder.encode(["refund"])
    before = first.copy()

    first[:] = 0

    assert np.array_equal(encoder.encode(["refund"]), before)


def test_the_fingerprint_is_a_name(encoder: Encoder) -> None:
    assert encoder.fingerprint
    assert encoder.fingerprint == encoder.fingerprint.strip()


def test_an_everyday_word_is_known(encoder: Encoder) -> None:
    assert encoder.knows("where")
