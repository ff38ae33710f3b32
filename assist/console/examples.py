"""The orders of the demo's scenes, offered on the Try page to be asked about."""

from typing import Any

from assist import wire
from assist.console import scenes
from assist.domain.base import Frozen
from assist.errors import BadInput


class Example(Frozen):
    """An order to ask about, and the moment at which its facts hold."""

    number: str
    client_id: str
    about: str
    moment: str
    orders: str
    """JSON, as a person edits it."""


def load() -> list[Example]:
    """Return the example orders, as the scenes tell them."""
    found = [_example(scene) for scene in scenes.load() if scene.request.get("orders")]
    return list({one.number: one for one in found}.values())


def chosen(number: str, client_id: str) -> Example:
    """Return an example order of a client. Raises: BadInput naming the field."""
    found = next((one for one in load() if one.number == number), None)
    if found is None:
        raise BadInput("example names no example order", path="example")
    if found.client_id != client_id:
        raise BadInput(f"example: {number} is an order of {found.client_id}", path="example")
    return found


def _example(scene: scenes.Scene) -> Example:
    request = scene.request
    first: dict[str, Any] = request["orders"][0]
    return Example(
        number=str(first["number"]),
        client_id=str(request["client_id"]),
        about=scene.title,
        moment=moment_of(request),
        orders=wire.pretty(request["orders"]),
    )


def moment_of(request: dict[str, Any]) -> str:
    """Return a scene's moment as the form holds it: UTC, without the letter that says so."""
    return str(request.get("now", "")).removesuffix("Z")
