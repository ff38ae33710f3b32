"""New examples join those a client has: duplicates dropped, changes of mind said, nothing half-learnt."""

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assist.domain.base import Frozen
from assist.errors import BadInput
from assist.triage.examples import MAX_EXAMPLES, MAX_INTENTS, Example, numbered, parse, places_of

ALIKE = 0.86
"""Likeness of two names from which `order/sttus` is a slip for `order/status` and not an intent of its own."""


class BadLine(Frozen):
    """A line that cannot be learnt from."""

    line: int
    code: str
    message: str


class Replaced(Frozen):
    """A text that was given another intent than it had."""

    place: str
    instead_of: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """All examples after merging, and what the merging did; with any bad line nothing was merged."""

    examples: tuple[Example, ...]
    added: int = 0
    duplicates: int = 0
    replaced: tuple[Replaced, ...] = ()
    bad: tuple[BadLine, ...] = ()


def merge(stored: Sequence[Example], lines: Iterable[bytes], shared: Collection[str], own: Collection[str]) -> Merged:
    """Read new lines and join them to the stored examples; `own` are names `client.yaml` already knows."""
    known_own = {*own, *places_of(stored)}
    new: list[tuple[int, Example]] = []
    bad: list[BadLine] = []
    for number, line in numbered(lines):
        try:
            example = parse(line, f"line {number}")
            _refuse_slips(example, shared, known_own)
        except BadInput as error:
            bad.append(BadLine(line=number, code=error.code, message=error.message))
        else:
            new.append((number, example))
    merged = _join(stored, [example for _, example in new])
    bad += _unlearnable(new, merged)
    if bad:
        return Merged(tuple(stored), bad=tuple(sorted(bad, key=lambda one: one.line)))
    return merged


def _refuse_slips(example: Example, shared: Collection[str], own: Collection[str]) -> None:
    """Refuse a name that is nearly a shared one: the form object/action is what shared names look like."""
    for name in example.intents:
        if name in shared or name in own or "/" not in name:
            continue
        near = difflib.get_close_matches(name.casefold(), shared, n=1, cutoff=ALIKE)
        if near:
            why = f"{name} is no shared intent: did you mean {near[0]}? An intent of the client's own that is named so"
            raise BadInput(f"{why} is listed under intents.own in client.yaml first", path="intent")


def _join(stored: Sequence[Example], new: Sequence[Example]) -> Merged:
    found = {example.key: example for example in stored}
    added, duplicates = 0, 0
    replaced: list[Replaced] = []
    for example in new:
        before = found.get(example.key)
        intents = example.intents
        if before is None:
            added += 1
        elif set(example.intents) <= set(before.intents) and (example.also or len(intents) == len(before.intents)):
            duplicates += 1
            continue
        elif example.also:
            intents = tuple(dict.fromkeys([*before.intents, *intents]))
        else:
            replaced.append(
                Replaced(place=example.place, instead_of=before.place, before=before.intents, after=intents)
            )
        found[example.key] = example.model_copy(update={"intents": intents})
    return Merged(tuple(found.values()), added, duplicates, tuple(replaced))


def _unlearnable(new: Sequence[tuple[int, Example]], merged: Merged) -> list[BadLine]:
    """Return what no line alone shows: intents with too little, two with the same examples, too many of all."""
    line_of = {example.place: number for number, example in new}
    given = places_of(example for _, example in new)
    kept = places_of(merged.examples)
    bad = [
        *_too_few(given, kept, line_of),
        *_left_alone(merged, given, kept, line_of),
        *_same(merged, given, kept, line_of),
    ]
    if len(merged.examples) > MAX_EXAMPLES:
        why = f"with this line there are more than {MAX_EXAMPLES} examples: keep at most a few hundred an intent"
        bad.append(_bad(new[-1][0], why))
    if len(kept) > MAX_INTENTS:
        bad.append(_bad(new[-1][0], f"{len(kept)} intents; at most {MAX_INTENTS}"))
    return bad


def _too_few(
    given: Mapping[str, list[str]], kept: Mapping[str, list[str]], line_of: Mapping[str, int]
) -> Iterable[BadLine]:
    for name, places in given.items():
        if len(kept.get(name, ())) == 1:
            yield _bad(line_of[places[0]], f"{name} has one example; give at least two, better five to fifty")


def _left_alone(
    merged: Merged, given: Mapping[str, list[str]], kept: Mapping[str, list[str]], line_of: Mapping[str, int]
) -> Iterable[BadLine]:
    """Yield lines that take a stored intent's examples until a single one is left."""
    for change in merged.replaced:
        for name in change.before:
            if name not in given and len(kept.get(name, ())) == 1:
                yield _bad(line_of[change.place], f"leaves {name} with one example; an intent needs two")


def _same(
    merged: Merged, given: Mapping[str, list[str]], kept: Mapping[str, list[str]], line_of: Mapping[str, int]
) -> Iterable[BadLine]:
    """Yield intents of which every example was also given, later, as another."""
    taken: dict[str, list[Replaced]] = {}
    for change in merged.replaced:
        for name in change.before:
            if name in given and name not in kept and change.instead_of in line_of:
                taken.setdefault(name, []).append(change)
    for name, changes in taken.items():
        others = sorted({other for change in changes for other in change.after})
        lines = ", ".join(f"{line_of[change.instead_of]} and {line_of[change.place]}" for change in changes[:3])
        why = f"{name} and {', '.join(others) or 'out of scope'} have the same examples (lines {lines})"
        yield _bad(line_of[changes[0].place], f"{why}: give them as one intent, or tell them apart")


def _bad(line: int, message: str) -> BadLine:
    return BadLine(line=line, code="field_invalid", message=message)
