"""The training examples a message is most like, kept as vectors."""

from pathlib import Path

import numpy as np
import pytest

from assist.domain.enums import SentimentLabel
from assist.triage import neighbours
from assist.triage.utterances import Utterance
from tests.fakes import FakeEncoder

TEXTS = ("where is my parcel", "send the jacket back", "is the parcel lost")
EXAMPLES = [
    Utterance(text=text, intents=("order/status",), sentiment=SentimentLabel.NEUTRAL, locale="en") for text in TEXTS
]


def nearest(file: Path, encoder: FakeEncoder) -> list[str]:
    kept = neighbours.read(file, EXAMPLES, encoder)
    return [one.utterance.text for one in kept.nearest(encoder.encode(["where is my big parcel"])[0], 2)]


def test_the_nearest_examples_come_first(tmp_path: Path) -> None:
    assert nearest(tmp_path / "kept.npz", FakeEncoder()) == [TEXTS[0], TEXTS[2]]


def test_examples_are_encoded_once(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    neighbours.read(tmp_path / "deep" / "kept.npz", EXAMPLES, encoder)

    again = neighbours.read(tmp_path / "deep" / "kept.npz", EXAMPLES, encoder)

    assert len(encoder.calls) == 1
    assert np.allclose(again.vectors, encoder.encode(TEXTS), atol=1e-3)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"not an archive"])
def test_a_file_that_is_torn_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept.npz").write_bytes(content)

    assert nearest(tmp_path / "kept.npz", FakeEncoder())[0] == TEXTS[0]


def test_a_file_of_other_examples_is_made_anew(tmp_path: Path) -> None:
    neighbours.read(tmp_path / "kept.npz", EXAMPLES[:1], FakeEncoder())

    assert nearest(tmp_path / "kept.npz", FakeEncoder())[0] == TEXTS[0]
