"""Statements that contradict, are stale, are said twice or disagree with the rules, planted in a client's pages by seed.

Shares the mutators of `evals.edits` and nothing with what is measured, but for finding the number of a rule in
`workflows.yaml`.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from assist import text
from evals.edits import numbers, parameters, polarity, rephrasing
from evals.edits.edit import FileText
from evals.edits.numbers import Changed
from evals.edits.shelf import WORKFLOWS, Shelf, Spot

PAST = "2026-10-31"
_ALIKE = 0.6
_REPHRASED = 0.5
"""Share of what is planted that is in other words than what it contradicts."""


@dataclass(frozen=True)
class Injection:
    """Files with something wrong in them, and where a finding has to point."""

    about: str
    before: str
    after: str
    files: tuple[FileText, ...]
    places: tuple[tuple[str, int, int], ...]
    """`(file, first line, last line)`."""


Inject = Callable[[Shelf, Spot, random.Random], Injection | None]


def contradicting_number(shelf: Shelf, spot: Spot, rng: random.Random) -> Injection | None:
    """Say another number on another page."""
    return _said_otherwise(shelf, spot, lambda said, _, rng: numbers.changed(said, rng), rng)


def contradicting_yes_or_no(shelf: Shelf, spot: Spot, rng: random.Random) -> Injection | None:
    """Say no for yes, or another condition, on another page."""
    mutate = rng.choice([polarity.denied, polarity.conditioned])
    return _said_otherwise(shelf, spot, mutate, rng)


def stale(shelf: Shelf, spot: Spot, rng: random.Random) -> Injection | None:
    """Let a section end in the past; or change a number wherever it is said but here, where the old one stays."""
    if rng.random() < 0.5:
        return _expired(shelf, spot)
    if spot.is_macro:
        return None
    for start, end in spot.sentences:
        said = spot.body[start:end]
        changed = numbers.changed(said, rng)
        again = _said_again(shelf, spot, said, changed) if changed else []
        if changed and again:
            return _left_behind(shelf, spot, said, changed, again)
    return None


def said_twice(shelf: Shelf, spot: Spot, rng: random.Random) -> Injection | None:
    """Copy a passage to another page in slightly other words, half of them with one number changed too."""
    if spot.is_macro or len(spot.body.split()) < 15 or not spot.section.headings or "|" in spot.body:
        return None
    rephrased = rephrasing.rephrased(spot.body, spot.sentences, spot.locale, rng)
    body = rephrased[0] if rephrased else spot.body
    drifted = numbers.changed(body, rng) if rng.random() < 0.5 else None
    body = drifted.text if drifted else body
    page = _elsewhere(shelf, spot, rng)
    if page is None:
        return None
    rows = shelf.files[page.file].removesuffix("\n").split("\n")
    heading = f"## {spot.section.headings[-1]} {{#said-again}}"
    written = "\n".join([*rows, "", heading, "", body, ""])
    there = (page.file, len(rows) + 2, len(rows) + 3 + len(body.split("\n")))
    file = FileText(file=page.file, text=written)
    about = f"{spot.passage_id} on {page.page_id}, {'value and ' if drifted else ''}words drifted"
    return Injection(about, spot.body, body, (file,), (there, _place(spot)))


def against_the_rules(shelf: Shelf, spot: Spot, rng: random.Random) -> Injection | None:
    """Change a number of `workflows.yaml` that this passage states."""
    spans = list(spot.sentences)
    rng.shuffle(spans)
    for start, end in spans:
        changed = numbers.changed(spot.body[start:end], rng)
        written = parameters.with_value(shelf, spot.page_id, changed) if changed else None
        if changed and written:
            old, new = (text.split("\n") for text in (shelf.workflows, written))
            row = next(n for n, pair in enumerate(zip(old, new, strict=True), 1) if pair[0] != pair[1])
            pages = parameters.pages_of_row(shelf.workflows, row)
            stated = [_place(each) for each in shelf.spots if each.page_id in pages and changed.old in each.body]
            file = FileText(file=WORKFLOWS, text=written)
            places = ((WORKFLOWS, row, row), *stated)
            return Injection(spot.passage_id, old[row - 1].strip(), new[row - 1].strip(), (file,), places)
    return None


KINDS: dict[str, Inject] = {
    "contradicting number": contradicting_number,
    "contradicting yes/no or condition": contradicting_yes_or_no,
    "stale": stale,
    "said twice, drifted": said_twice,
    "against workflows.yaml": against_the_rules,
}


def _said_otherwise(
    shelf: Shelf, spot: Spot, mutate: Callable[[str, str, random.Random], Changed | None], rng: random.Random
) -> Injection | None:
    spans = list(spot.sentences)
    rng.shuffle(spans)
    page = None if spot.is_macro else _elsewhere(shelf, spot, rng)
    for start, end in spans:
        changed = mutate(spot.body[start:end], spot.locale, rng)
        if changed and page:
            said = _in_other_words(changed.text, spot.locale, rng)
            file = shelf.with_body(page, f"{page.body}\n{said}")
            row = page.end + 1
            about = f"{spot.passage_id} on {page.passage_id}"
            return Injection(about, spot.body[start:end], said, (file,), ((page.file, row, row),))
    return None


def _in_other_words(said: str, locale: str, rng: random.Random) -> str:
    if rng.random() >= _REPHRASED:
        return said
    found = rephrasing.rephrased(said, [(0, len(said))], locale, rng)
    return found[0] if found else said


def _elsewhere(shelf: Shelf, spot: Spot, rng: random.Random) -> Spot | None:
    """Return a passage of another page on a topic in common, which may hold for the same order."""
    found = [
        each for each in shelf.spots
        if each.file != spot.file and not each.is_macro and each.locale == spot.locale and not each.is_dated
        and each.for_customers == spot.for_customers and "|" not in each.body
        and each.section.narrowing.countries == spot.section.narrowing.countries and not spot.is_dated
        and set(each.intents) & set(spot.intents)
    ]  # fmt: skip
    return rng.choice(found) if found else None


def _expired(shelf: Shelf, spot: Spot) -> Injection | None:
    if spot.is_dated or not spot.section.headings:
        return None
    row = spot.section.line - 1
    heading = shelf.files[spot.file].split("\n")[row]
    dated = re.sub(r"(\{#[\w-]+)([^}]*)\}\s*$", rf"\1\2 effective_until={PAST}}}", heading)
    if dated == heading:
        return None
    return Injection(
        f"{spot.passage_id} ended",
        heading,
        dated,
        (shelf.with_rows(spot.file, row, row + 1, [dated]),),
        (_place(spot),),
    )


def _said_again(shelf: Shelf, spot: Spot, said: str, changed: Changed) -> list[tuple[Spot, tuple[int, int]]]:
    """Return the sentences elsewhere that certainly say the same with the same number."""
    unit = said[said.index(changed.old) + len(changed.old) :].split()[:2]
    stated = re.compile(rf"(?<![\d.,]){re.escape(' '.join([changed.old, *unit]).strip('.,;'))}")
    words = text.content_words(said)
    found = []
    for each in shelf.spots:
        if each is spot or each.locale != spot.locale or each.is_dated != spot.is_dated:
            continue
        for span in each.sentences:
            other = text.content_words(each.body[slice(*span)])
            alike = len(words & other) / max(len(words | other), 1)
            if alike >= _ALIKE and stated.search(each.body[slice(*span)]):
                found.append((each, span))
                break
    return found


def _left_behind(
    shelf: Shelf, spot: Spot, said: str, changed: Changed, again: list[tuple[Spot, tuple[int, int]]]
) -> Injection | None:
    files: dict[str, str] = {}
    for each, span in again:
        old = each.body[slice(*span)]
        rows = files.get(each.file, shelf.files[each.file])
        files[each.file] = rows.replace(old, old.replace(changed.old, changed.new, 1), 1)
    rules = parameters.with_value(shelf, spot.page_id, changed)
    if rules:
        files[WORKFLOWS] = rules
    if spot.file in files:
        return None
    written = tuple(FileText(file=file, text=text) for file, text in files.items())
    places = (_place(spot), *(_place(each) for each, _ in again))
    about = f"{changed.old} stays on {spot.passage_id}, {changed.new} on {len(again)} others"
    return Injection(about, said, changed.text, written, places)


def _place(spot: Spot) -> tuple[str, int, int]:
    return spot.file, spot.section.line, spot.end
