"""Edits after which every customer is told the same as before."""

import random
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assist.domain.enums import PageKind
from evals.edits import parameters, rephrasing
from evals.edits.edit import Edit, FileText, Kind
from evals.edits.shelf import WORKFLOWS, Shelf, Spot

POOL = Path(__file__).with_name("unrelated.yaml")
_WORD = re.compile(r"(?<![\w@./{<-])[a-záéíóúñ]{6,}(?![\w@/}>-])(?!\.\w)")


def rephrase(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Say a passage in other words."""
    found = rephrasing.rephrased(spot.body, spot.sentences, spot.locale, rng)
    if found is None:
        return None
    return _edit(spot, Kind.REPHRASE, found[1], spot.body, found[0], shelf.with_body(spot, found[0]))


def reorder(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Move a passage to another place on its page; an introduction and sections with sections below them stay."""
    sections = [each for each in shelf.of_page(spot.file) if each.section.headings]
    if spot not in sections or len(sections) < 2 or len({len(each.section.headings) for each in sections}) > 1:
        return None
    rows = shelf.files[spot.file].removesuffix("\n").split("\n")
    starts = [each.section.line - 1 for each in sections]
    blocks = [_trimmed(rows[start:end]) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    at = sections.index(spot)
    target = rng.choice([place for place in range(len(blocks)) if place != at])
    moved = blocks.pop(at)
    blocks.insert(target, moved)
    body = "\n\n".join("\n".join(block) for block in blocks)
    text = "\n".join(rows[: starts[0]]) + "\n" + body + "\n"
    where = f"section {at + 1} moved to place {target + 1}"
    return _edit(spot, Kind.REORDER, where, str(at + 1), str(target + 1), FileText(file=spot.file, text=text))


def typo(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Mend a typing mistake: two letters of a longer word stand the wrong way round in the live version."""
    words = list(_WORD.finditer(spot.body))
    rng.shuffle(words)
    for word in words:
        places = [n for n in range(1, len(word.group()) - 2) if word.group()[n] != word.group()[n + 1]]
        if places:
            at = word.start() + rng.choice(places)
            wrong = spot.body[:at] + spot.body[at + 1] + spot.body[at] + spot.body[at + 2 :]
            mistaken = wrong[word.start() : word.end()]
            live = shelf.with_body(spot, wrong)
            whole = FileText(file=spot.file, text=shelf.files[spot.file])
            made = _edit(spot, Kind.TYPO, "two letters", mistaken, word.group(), whole)
            return made.model_copy(update={"live_files": (live,)})
    return None


def new_page(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Add a page about something no other page speaks of."""
    pool = [page for page in _pool() if page.get("locale", "en") == spot.locale]
    if not pool or spot.is_macro:
        return None
    page = rng.choice(pool)
    file = f"{spot.kind}/{page['id']}.md"
    if file in shelf.files:
        return None
    sections = "".join(f"\n## {heading}\n\n{text}" for heading, text in page["sections"].items())
    text = (
        f"---\nid: {page['id']}\ntitle: {page['title']}\nowner: {spot.matter.owner}\n"
        f"locale: {spot.locale}\naudience: customer\n---\n{sections}"
    ).replace("{brand}", shelf.brand)
    return _edit(spot, Kind.NEW_PAGE, str(page["id"]), "", text, FileText(file=file, text=text))


def split(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Let a page go on in a second one from this passage on; rules name the passages as they are called then."""
    del rng
    sections = [each for each in shelf.of_page(spot.file) if each.section.headings]
    is_flat = len({len(each.section.headings) for each in sections}) == 1
    if spot.kind is PageKind.MACROS or not is_flat or spot not in sections[1:]:
        return None
    new_id = f"{spot.page_id}-2"
    file = f"{spot.kind}/{new_id}.md"
    if file in shelf.files:
        return None
    rows = shelf.files[spot.file].split("\n")
    at = spot.section.line - 1
    front = _front_matter(rows)
    second = [_renamed(row, new_id) for row in front] + ["", *rows[at:]]
    moved = {each.passage_id: f"{new_id}#{each.section.anchor}" for each in sections[sections.index(spot) :]}
    rules = parameters.with_moved(shelf.workflows, moved, spot.page_id, new_id)
    files = [
        FileText(file=spot.file, text="\n".join(rows[:at]).rstrip("\n") + "\n"),
        FileText(file=file, text="\n".join(second)),
    ]
    files += [FileText(file=WORKFLOWS, text=rules)] if rules != shelf.workflows else []
    return _edit(spot, Kind.SPLIT, f"{len(moved)} of {len(sections)} sections moved", spot.page_id, new_id, *files)


def _renamed(row: str, new_id: str) -> str:
    if row.startswith("id:"):
        return f"id: {new_id}"
    return f"{row} (2)" if row.startswith("title:") else row


def _front_matter(rows: list[str]) -> list[str]:
    return rows[: rows.index("---", 1) + 1]


def _trimmed(rows: list[str]) -> list[str]:
    while rows and not rows[-1].strip():
        rows = rows[:-1]
    return rows


@lru_cache(maxsize=1)
def _pool() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(POOL.read_text(encoding="utf-8")))


def _edit(spot: Spot, kind: Kind, variant: str, before: str, after: str, *files: FileText) -> Edit:
    return Edit(
        client_id=spot.client_id, kind=kind, variant=variant, passage_id=spot.passage_id, file=spot.file,
        before=before, after=after, files=files,
    )  # fmt: skip
