"""The real gate as the self-test calls it: everything that is the same for all candidates is prepared once a client."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from assist import versions
from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation import EvaluationKey
from assist.retrieval.bundle import Bundle
from evals import cases, gate, gates
from evals.cases import Case
from evals.evaluation import Evaluation, Provenance
from evals.gate import Asked
from evals.gates import Gates
from evals.outcomes import Outcome
from evals.selftest.outcome import Judgement
from evals.selftest.running import Bench, Side
from evals.suites import planting
from evals.suites.leaks import Neighbour
from evals.tasks import Side as Answering
from evals.tasks import State


@dataclass
class Gatekeeper:
    """The gate over the sample cases of each client; what the live version says is asked once."""

    bench: Bench
    now: datetime
    _cases: dict[ClientId, list[Case]] = field(default_factory=dict)
    _gates: dict[ClientId, Gates] = field(default_factory=dict)
    _neighbours: dict[ClientId, Neighbour] = field(default_factory=dict)
    _said: dict[VersionId, list[Outcome]] = field(default_factory=dict)

    def judge(self, live: Side, candidate: Side) -> Judgement:
        """Return what the gate says of a candidate. Raises: BadKnowledge for a broken case or gate."""
        client_id = ClientId(live.folder.name)
        asked = self._asked(client_id, live, candidate)
        if live.version.id not in self._said:
            self._said[live.version.id] = gate.observe_live(asked)
        found = gate.evaluate(replace(asked, known=self._said[live.version.id]), self._gates_of(client_id))
        return _judgement(found, len(asked.cases))

    def _asked(self, client_id: ClientId, live: Side, candidate: Side) -> Asked:
        found = self._cases_of(client_id)
        return Asked(
            client_id=client_id,
            candidate=self._state(candidate),
            live=self._state(live),
            cases=found,
            key=EvaluationKey(version_id=candidate.version.id, encoder=self.bench.ground.encoder.fingerprint,
                              prompts="", writer=None, package=""),
            provenance=Provenance(package="", revision="", case_digest="", gates_digest="", seed=0, cases=len(found),
                                  approved=len(found)),
            now=self.now,
            by="selftest",
            neighbours=self._others(client_id),
        )  # fmt: skip

    def _state(self, side: Side) -> State:
        client_id = ClientId(side.folder.name)
        loaded = versions.open_bundle(client_id, side.version.id, self.bench.ground)
        return State(Answering(side.version, self.bench.ground.encoder), loaded)

    def _cases_of(self, client_id: ClientId) -> list[Case]:
        if client_id not in self._cases:
            self._cases[client_id] = cases.of_client(client_id, self.bench.knowledge)
        return self._cases[client_id]

    def _gates_of(self, client_id: ClientId) -> Gates:
        if client_id not in self._gates:
            self._gates[client_id] = gates.of_client(self.bench.knowledge / client_id)
        return self._gates[client_id]

    def _others(self, client_id: ClientId) -> Sequence[Neighbour]:
        for other in self.bench.ground.client_ids:
            known = ClientId(other)
            if known not in self._neighbours:
                loaded = self._untouched(known)
                scratch = self.bench.work / "planted"
                self._neighbours[known] = planting.neighbour(loaded, self.bench.ground, scratch, self.now)
        return [one for name, one in self._neighbours.items() if name != client_id]

    def _untouched(self, client_id: ClientId) -> Bundle:
        side = self.bench.side(client_id, "neighbour", ())
        return versions.open_bundle(client_id, side.version.id, self.bench.ground)


def _judgement(found: Evaluation, count: int) -> Judgement:
    reasons = tuple(reason.says for reason in found.reasons)
    return Judgement(verdict=found.verdict, reasons=reasons, scores=found.scores, cases=count)
