"""A writer over a scripted model, and what of its answer becomes the draft."""

import json

import pytest

from assist.drafting.composer import compose
from assist.drafting.material import Material, Sketch
from assist.drafting.writer import Writer, Written
from assist.errors import Unavailable
from tests.drafts import LABEL, material, passage, point
from tests.fakes import FakeModel

NOTHING = Sketch("Hi,", (), None)
"""A composed draft that says nothing."""
MESSAGE = "What does the return label cost?"
POLICY = "The return label costs 4.95 EUR."


def asking() -> Material:
    return material(point(passages=[passage(LABEL, "refunds#label")], slots={"words": MESSAGE}))


def answer(*sentences: tuple[str, list[str]]) -> str:
    return json.dumps({"sentences": [{"text": text, "sources": sources} for text, sources in sentences]})


def write(said: str | Unavailable, given: Material | None = None, message: str = MESSAGE) -> tuple[Written, FakeModel]:
    model = FakeModel(said)
    subject = given or asking()
    composed = compose(subject) or Sketch("Hi,", (), None)
    return Writer(model, deadline_s=1.0).write(subject, composed, message), model


def kept(said: str, given: Material | None = None) -> list[str]:
    return [claim.text for claim in write(said, given)[0].draft.check.claims]


def failure(said: str | Unavailable, given: Material | None = None) -> str:
    with pytest.raises(Unavailable) as caught:
        write(said, given)
    return caught.value.code
