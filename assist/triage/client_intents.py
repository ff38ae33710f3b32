"""One client's view of the intents: those it taught, those it only named anew, and the shared ones that count beside them.

A message is judged under the client's names; every later stage sees the shared intent a name stands for.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from assist.domain.client import IntentSettings, OwnIntent
from assist.ports import Vectors
from assist.triage.judged import Judged
from assist.triage.learned import Learned
from assist.triage.taxonomy import IntentDefinition, Taxonomy

NEGLIGIBLE = 0.02
"""Chance below which an intent is left out of what is likely: 67 of them share one."""
LIKELIER_THAN_NOT = 0.5
ABOUT_OWN = "An intent of this client alone."


@dataclass(frozen=True)
class ClientIntents:
    """Judges a reading for one client; the shared heads have judged it before. Thread-safe, holds only read-only parts."""

    learned: Learned | None = None
    stands_for: Mapping[str, str] = field(default_factory=dict)
    """Own name to shared intent."""

    def judged(self, vectors: Vectors, shared: Judged) -> Judged:
        """Return the client's judgement of the texts."""
        found = self.learned.judged(vectors, shared) if self.learned else shared
        return self._renamed(found)

    def shared_name(self, name: str) -> str:
        """Return the name every other stage knows an intent by."""
        return self.stands_for.get(name, name)

    def claims(self, judged: Judged, row: int) -> bool:
        """Say whether a taught intent, more likely than not, claims the row: then its word on bare thanks counts."""
        if self.learned is None:
            return False
        top = int(judged.probabilities[row].argmax())
        is_likely = judged.in_scope[row] and judged.probabilities[row, top] >= LIKELIER_THAN_NOT
        return bool(is_likely and judged.names[top] in self.learned.meta.names)

    def likely(self, judged: Judged) -> tuple[Mapping[str, float], ...]:
        """Return the likely intents of each row under every name a page may declare: the client's and the shared one."""
        likely = []
        for row in judged.probabilities:
            found: dict[str, float] = {}
            for at in np.flatnonzero(row >= NEGLIGIBLE):
                for name in {judged.names[at], self.shared_name(judged.names[at])}:
                    found[name] = min(found.get(name, 0.0) + float(row[at]), 1.0)
            likely.append(found)
        return tuple(likely)

    def _renamed(self, judged: Judged) -> Judged:
        """Give the chance of a shared intent to the own names that stand for it, by their own chances."""
        names = list(judged.names)
        chances = judged.probabilities.copy()
        for shared, own in self._own_names().items():
            if shared not in names:
                continue
            column = names.index(shared)
            taught = [names.index(name) for name in own if name in names]
            if not taught:
                names[column] = own[0]
                continue
            shares = chances[:, taught] + 1e-9
            chances[:, taught] += chances[:, [column]] * shares / shares.sum(axis=1, keepdims=True)
            chances[:, column] = 0
        return replace(judged, names=tuple(names), probabilities=np.clip(chances, 0, 1))

    def _own_names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for own, shared in self.stands_for.items():
            found.setdefault(shared, []).append(own)
        return found


def unusable(settings: IntentSettings, taxonomy: Taxonomy, taught: Sequence[str], queues: Sequence[str]) -> str | None:
    """Return what is wrong with a client's `intents:`, beginning with the name to mend; None when all is well."""
    untaught: dict[str, str] = {}
    for own, shared in settings.map.items():
        if shared not in taxonomy.intents:
            return f"{own}: {shared} is no shared intent{_did_you_mean(shared, taxonomy)}"
        if own in taxonomy.intents:
            return f"{own}: is a shared intent itself and stands for no other"
        if own in settings.own:
            return f"{own}: stands for {shared} and goes where that goes: leave it out of intents.own"
        other = untaught.setdefault(shared, own) if own not in taught else own
        if other != own:
            return f"{own}: {other} stands for {shared} too, and neither has examples to tell them apart"
    for own, intent in settings.own.items():
        if own in taxonomy.intents:
            return f"{own}: is a shared intent; an own one needs a name of its own"
        if intent.queue not in queues:
            return f"{own}: {intent.queue} is none of this client's queues"
    return None


def _did_you_mean(name: str, taxonomy: Taxonomy) -> str:
    near = difflib.get_close_matches(name, taxonomy.intents, n=1)
    return f"; did you mean {near[0]}?" if near else ": knowledge/_shared/taxonomy.yaml names them all"


def view(taxonomy: Taxonomy, settings: IntentSettings, taught: Sequence[str]) -> Taxonomy:
    """Return the taxonomy with the client's own intents in it: what pages may name, and where each one goes."""
    own: dict[str, IntentDefinition] = {}
    for name in dict.fromkeys([*taught, *settings.own, *settings.map]):
        if name in taxonomy.intents:
            continue
        if name in settings.map:
            own[name] = taxonomy.intents[settings.map[name]]
        else:
            own[name] = _definition(settings, name)
    return taxonomy.model_copy(update={"intents": {**taxonomy.intents, **own}}) if own else taxonomy


def _definition(settings: IntentSettings, name: str) -> IntentDefinition:
    given = settings.own.get(name) or OwnIntent()
    return IntentDefinition(definition=given.about or ABOUT_OWN, near_miss="", level=given.level, queue=given.queue)
