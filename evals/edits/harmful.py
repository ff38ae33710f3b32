"""Edits after which customers would be told something wrong, or no longer what is right."""

import random
import re
from collections.abc import Callable, Sequence

from assist import text
from assist.domain.enums import PageKind
from evals.edits import numbers, parameters, planted, polarity
from evals.edits.edit import Edit, FileText, Kind
from evals.edits.numbers import Changed
from evals.edits.shelf import WORKFLOWS, Shelf, Spot

PAST = "2026-06-30"
"""Before every order and message the cases know."""
MOSTLY_ELSEWHERE = 0.5
"""From here a sentence's words stand in one other passage: leaving it out there takes nothing from customers."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b|\b\w+(?=\.example\b)")
_AMOUNT = re.compile(r"£\d+(?:\.\d\d)?|\d+[.,]\d\d EUR|\b\d+ (?:working )?(?:days|months|weeks|hours|minutes|días)")
Mutation = Callable[[str, str, random.Random], Changed | None]


def delete(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Delete a passage that is not said again elsewhere; every second time its rules no longer name it either."""
    if spot.is_macro or not _states_a_rule(spot) or _is_said_elsewhere(shelf, spot):
        return None
    alone = len(shelf.of_page(spot.file)) == 1
    heading = spot.start if not spot.section.headings else spot.section.line - 1
    page = FileText(file=spot.file, text=None) if alone else shelf.with_rows(spot.file, heading, spot.end, [])
    unnamed = parameters.without_passage(shelf.workflows, spot.passage_id)
    if unnamed == shelf.workflows:
        return _edit(spot, Kind.DELETE, "named by no rule", spot.body, "", page)
    if rng.random() < 0.5:
        return _edit(spot, Kind.DELETE, "left in the rules", spot.body, "", page)
    rules = FileText(file=WORKFLOWS, text=unnamed)
    return _edit(spot, Kind.DELETE, "taken out of the rules too", spot.body, "", page, rules)


def number(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Change a stated number; where the rules hold it too, every second time in both."""
    found = _mutated(spot, lambda said, _, rng: numbers.changed(said, rng), rng)
    if found is None:
        return None
    span, changed = found
    page = shelf.with_body(spot, spot.with_sentence(span, changed.text))
    both = parameters.with_value(shelf, spot.page_id, changed)
    files = [page]
    if both is not None and rng.random() < 0.5:
        files.append(FileText(file=WORKFLOWS, text=both))
    where = "in the rules too" if len(files) > 1 else "on the page alone"
    return _edit(spot, Kind.NUMBER, f"{changed.variant}, {where}", spot.body[slice(*span)], changed.text, *files)


def condition(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Turn a condition, a bound or an exception round, or drop it."""
    return _in_place(shelf, spot, Kind.CONDITION, polarity.conditioned, rng)


def negation(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Deny what is granted, or grant what is denied."""
    return _in_place(shelf, spot, Kind.NEGATION, polarity.denied, rng)


def contradict(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Say otherwise on another page, among what is said there on a topic in common where there is one."""
    if spot.is_macro:
        return None
    mutations: list[Mutation] = [lambda said, _, rng: numbers.changed(said, rng), polarity.denied, polarity.conditioned]
    rng.shuffle(mutations)
    found = next((each for each in (_mutated(spot, mutate, rng) for mutate in mutations) if each), None)
    elsewhere = _other_places(shelf, spot)
    if found is None or not elsewhere:
        return None
    span, changed = found
    place = rng.choice(elsewhere)
    page = shelf.with_body(place, f"{place.body}\n{changed.text}")
    return _edit(
        spot, Kind.CONTRADICT, f"{changed.variant}, on {place.passage_id}", spot.body[slice(*span)], changed.text, page
    )


def expire(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Let a passage end in the past."""
    del rng
    if spot.is_macro or spot.is_dated or not _states_a_rule(spot) or _is_said_elsewhere(shelf, spot):
        return None
    row = spot.section.line - 1
    heading = shelf.files[spot.file].split("\n")[row]
    dated = _with_attribute(heading, spot.section.anchor, f"effective_until={PAST}")
    page = shelf.with_rows(spot.file, row, row + 1, [dated])
    return _edit(spot, Kind.EXPIRE, "a section", heading, dated, page)


def poison(shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Plant an instruction, to be seen or hidden."""
    said = rng.choice(planted.COMMANDS.get(spot.locale, planted.COMMANDS_EN)).format(brand=shelf.brand)
    variant, form = rng.choice(planted.FORMS)
    line = form.format(said=said)
    body = rng.choice([f"{line}\n{spot.body}", f"{spot.body}\n{line}"])
    return _edit(spot, Kind.POISON, variant, "", line, shelf.with_body(spot, body))


def foreign(others: Sequence[Shelf], shelf: Shelf, spot: Spot, rng: random.Random) -> Edit | None:
    """Put another brand's words in the place of a passage, on the same topic where there is one; or its whole page."""
    theirs = [each for other in others if other.client_id != shelf.client_id for each in other.spots]
    same_kind = [
        each for each in theirs
        if (each.is_macro, each.for_customers, each.locale) == (spot.is_macro, spot.for_customers, spot.locale)
    ]  # fmt: skip
    telling = [each for each in same_kind if _is_wrong_here(shelf, each.body) and not _is_alike(each.body, spot.body)]
    if not telling:
        return None
    on_topic = [each for each in telling if set(each.intents) & set(spot.intents)]
    taken = rng.choice(on_topic or telling)
    if spot.kind is PageKind.POLICIES and rng.random() < 0.25:
        whole = _their_page(others, shelf, taken)
        if whole is not None:
            return _edit(spot, Kind.FOREIGN, f"a page of {taken.client_id} added", "", taken.body, whole)
    variant = f"a passage of {taken.client_id}"
    return _edit(spot, Kind.FOREIGN, variant, spot.body, taken.body, shelf.with_body(spot, taken.body))


def _their_page(others: Sequence[Shelf], shelf: Shelf, taken: Spot) -> FileText | None:
    file = taken.file
    if file in shelf.files:
        return None
    written = next(other.files[file] for other in others if other.client_id == taken.client_id)
    return FileText(file=file, text=written)


def _is_wrong_here(shelf: Shelf, written: str) -> bool:
    """Say whether words of another brand are certainly wrong here: they name a thing or an amount this one has not."""
    here = "\n".join(each.body for each in shelf.spots)
    names = set(_NAME.findall(written)) - set(re.findall(r"\w+", here))
    return bool(names) or any(amount not in here for amount in _AMOUNT.findall(written))


def _is_alike(one: str, other: str) -> bool:
    a, b = text.content_words(one), text.content_words(other)
    return len(a & b) > 0.6 * max(min(len(a), len(b)), 1)


def _in_place(shelf: Shelf, spot: Spot, kind: Kind, mutate: Mutation, rng: random.Random) -> Edit | None:
    found = _mutated(spot, mutate, rng)
    if found is None:
        return None
    span, changed = found
    page = shelf.with_body(spot, spot.with_sentence(span, changed.text))
    return _edit(spot, kind, changed.variant, spot.body[slice(*span)], changed.text, page)


def _mutated(spot: Spot, mutate: Mutation, rng: random.Random) -> tuple[tuple[int, int], Changed] | None:
    spans = list(spot.sentences)
    rng.shuffle(spans)
    for span in spans:
        changed = mutate(spot.body[slice(*span)], spot.locale, rng)
        if changed is not None:
            return span, changed
    return None


def _other_places(shelf: Shelf, spot: Spot) -> list[Spot]:
    places = [
        each for each in shelf.spots
        if each.file != spot.file and not each.is_macro and each.locale == spot.locale
        and each.for_customers == spot.for_customers and not each.is_dated and not each.body.rstrip().endswith("|")
    ]  # fmt: skip
    return [each for each in places if set(each.intents) & set(spot.intents)] or places


def _states_a_rule(spot: Spot) -> bool:
    """Say whether leaving it out would leave something out: a greeting above the first heading states nothing."""
    rng = random.Random(0)
    said = [spot.body[start:end] for start, end in spot.sentences] if spot.section.headings else []
    return any(
        numbers.changed(one, rng)
        or polarity.denied(one, spot.locale, rng)
        or polarity.conditioned(one, spot.locale, rng)
        for one in said
    )


def _is_said_elsewhere(shelf: Shelf, spot: Spot) -> bool:
    """Say whether most of its sentences stand, in other words too, in other passages of its language."""
    others = [
        text.content_words(each.body)
        for each in shelf.spots
        if each is not spot and each.locale == spot.locale and not each.is_macro
    ]
    said = [text.content_words(spot.body[a:b]) for a, b in spot.sentences]
    told = [own for own in said if own]
    again = sum(any(len(own & other) >= MOSTLY_ELSEWHERE * len(own) for other in others) for own in told)
    return again * 2 >= len(told)


def _with_attribute(heading: str, anchor: str, attribute: str) -> str:
    if heading.rstrip().endswith("}"):
        return f"{heading.rstrip()[:-1]} {attribute}}}"
    return f"{heading.rstrip()} {{#{anchor} {attribute}}}"


def _edit(spot: Spot, kind: Kind, variant: str, before: str, after: str, *files: FileText) -> Edit:
    return Edit(
        client_id=spot.client_id, kind=kind, variant=variant, passage_id=spot.passage_id, file=spot.file,
        before=before, after=after, files=files,
    )  # fmt: skip
