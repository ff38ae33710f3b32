"""The demo's messages: what `assist demo` answers and the Try page offers to start from."""

import json
from importlib import resources
from typing import Any

from assist.domain.base import Frozen


class Scene(Frozen):
    """One message with its order and its moment; `request` is a suggest-reply request."""

    title: str
    request: dict[str, Any]


def load() -> list[Scene]:
    """Return all scenes in the order they are told."""
    text = resources.files("assist.console").joinpath("scenes.json").read_text(encoding="utf-8")
    return [Scene.model_validate(scene) for scene in json.loads(text)]
