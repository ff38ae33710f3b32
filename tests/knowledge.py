"""A small client of its own in a temporary folder, and the ground its versions stand on: fake encoder, shipped heads."""

import re
from functools import cache
from pathlib import Path

from assist import versions
from assist.ports import Encoder
from assist.triage.heads import Heads, read_heads
from assist.triage.sentiment import MoodHeads, read_mood_heads
from assist.triage.taxonomy import Taxonomy, read_taxonomy
from tests.fakes import FakeEncoder

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
PAGE = """\
---
id: {name}
title: {title}
owner: Ana
locale: en
audience: customer
---
# Window {{#window}}
{text}
"""
TINY = """\
id: norrfell
brand: Norrfell
tier: standard
time_zone: Europe/Madrid
currency: EUR
locales: [en]
countries: [ES]
order_number: {pattern: NF-, prefix: NF-, digits: 5}
tone: {style: plain, greetings: {}, signature: {}}
channels: [email]
workflows: []
queues: {}
"""
THIRTY = "You can return an unworn item within 30 days."


def small_client(knowledge: Path, name: str = "norrfell") -> Path:
    """Make a client with one page and no passages behind its rules; return its folder."""
    folder = knowledge / name
    folder.mkdir(parents=True)
    if not (knowledge / "_shared").exists():
        (knowledge / "_shared").symlink_to(KNOWLEDGE / "_shared")
    settings = (KNOWLEDGE / "norrfell" / "client.yaml").read_text(encoding="utf-8")
    (folder / "client.yaml").write_text(settings.replace("\nid: norrfell", f"\nid: {name}"), encoding="utf-8")
    numbers = (KNOWLEDGE / "norrfell" / "workflows.yaml").read_text(encoding="utf-8")
    (folder / "workflows.yaml").write_text(numbers[: numbers.index("\npassages:") + 1], encoding="utf-8")
    write_page(folder, "returns", THIRTY)
    return folder


def tiny_client(knowledge: Path) -> Path:
    """Make a client with nothing but what must be there: its files are read again and again by tests of many steps."""
    folder = small_client(knowledge)
    (folder / "client.yaml").write_text(TINY, encoding="utf-8")
    numbers = re.split(r"^(?=\w)", (folder / "workflows.yaml").read_text(encoding="utf-8"), flags=re.M)
    needed = [block for block in numbers if block.split(":")[0] in ("return", "exchange", "order_lock", "wismo")]
    (folder / "workflows.yaml").write_text("".join(needed), encoding="utf-8")
    return folder


def write_page(folder: Path, name: str, text: str, kind: str = "policies") -> None:
    (folder / kind).mkdir(exist_ok=True)
    page = PAGE.format(name=name, title=name.title(), text=text)
    (folder / kind / f"{name}.md").write_text(page, encoding="utf-8")


def ground(folder: Path, bundles: Path, encoder: Encoder | None = None) -> versions.Ground:
    """Return what the versions of this client stand on; without shared answers, which take long to parse."""
    return versions.Ground(
        taxonomy=_taxonomy(),
        heads=_heads(),
        moods=_moods(),
        encoder=encoder or FakeEncoder(),
        answers_folder=folder / "no-shared-answers",
        bundles_folder=bundles,
        client_ids=frozenset({folder.name}),
    )


@cache
def _taxonomy() -> Taxonomy:
    return read_taxonomy(KNOWLEDGE / "_shared" / "taxonomy.yaml")


@cache
def _heads() -> Heads:
    return read_heads(KNOWLEDGE / "_shared" / "heads.npz")


@cache
def _moods() -> MoodHeads:
    return read_mood_heads(KNOWLEDGE / "_shared" / "moods.npz")
