"""Samples before a judge: each metric of each draft, as often as asked. Says what came of it and judges nothing itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assist.briefing import Version
from assist.drafting.writer import Writer
from assist.errors import AssistError, place_of
from assist.ports import Encoder
from evals import tasks
from evals.cases import Case
from evals.judging import samples, spoiling
from evals.judging.metrics import ASK_A_MODEL, Measurement, Metric, NotApplicable, Scorer, lacking
from evals.judging.report import JudgedCase
from evals.judging.samples import Gathered, Sample
from evals.judging.transcripts import RecordedModel
from evals.tasks import Side

Progress = Callable[[str, int], None]
GATHERING = "drafting"
CANARY = "0" * 16
"""In the writer's prompts instead of a random word, which would make every question a new one."""


@dataclass(frozen=True)
class Judge:
    """Who judges: what measures, the model it asks, what that is told first, and how long it may take."""

    scorer: Scorer
    model: RecordedModel | None
    system: str
    deadline_s: float


@dataclass(frozen=True)
class Drafting:
    """How the drafts are made that are judged; `writer_of` gives a case's writer where a model writes."""

    version: Version
    encoder: Encoder
    writer_of: Callable[[Case], Writer] | None = None
    with_spoiled: bool = False
    """Whether each draft is judged once more, made wrong."""


def steady_writer(model: RecordedModel, deadline_s: float) -> Writer:
    """Return a writer that asks the same twice: no random word, and no clock that decides whether there is a second round."""
    return Writer(model, deadline_s=deadline_s, clock=lambda: 0.0, new_canary=lambda: CANARY)


def gather(drafting: Drafting, cases: Sequence[Case], limit: int, progress: Progress) -> Gathered:
    """Return the first `limit` drafts among the cases; one that crashes is named and never stops the others.

    Raises: Unanswered when the writer gave no answer.
    """
    found = Gathered()
    for case in samples.in_order(cases):
        if sum(not one.spoiled for one in found.samples) == limit:
            break
        try:
            made = _drafted(drafting, case)
        except AssistError:
            raise
        except Exception as error:  # whatever a case provokes is a finding about that case
            found.crashed[case.id] = f"{type(error).__name__} in {place_of(error)}"
            continue
        progress(GATHERING, 1)
        found.samples += made
        found.no_draft += not made
    return found


def _drafted(drafting: Drafting, case: Case) -> list[Sample]:
    """Return a case's draft to be judged, and the same made wrong if asked; none where it is answered otherwise."""
    writer = drafting.writer_of(case) if drafting.writer_of else None
    suggestion = tasks.suggest(Side(drafting.version, drafting.encoder, writer), case)
    made = [samples.sample(case, suggestion, drafting.version)]
    wrong = spoiling.checked(suggestion, case.request, drafting.version) if drafting.with_spoiled else None
    if wrong is not None:
        made.append(samples.sample(case, wrong, drafting.version, spoiled=True))
    return [one for one in made if one is not None]


def judge(
    asked: Sequence[Sample], metrics: Sequence[Metric], judged_by: Judge, *, repeats: int, progress: Progress
) -> list[JudgedCase]:
    """Return what came of every sample. Raises: Unanswered naming case and metric, when a question got no answer.

    Metric by metric: its examples stand first in every question, and a server that remembers them reads them once.
    """
    found: dict[tuple[str, int], list[Measurement]] = {}
    for repeat in range(repeats):
        for metric in metrics if repeat == 0 else [one for one in metrics if one in ASK_A_MODEL]:
            for sample in asked:
                if sample.spoiled and metric is not Metric.FAITHFULNESS:
                    continue
                found.setdefault((sample.case_id, repeat), []).append(_measured(metric, sample, judged_by, repeat))
                progress(metric.value, 1)
    return [
        JudgedCase(
            case_id=sample.case_id,
            client_id=sample.client_id,
            grounded=sample.grounded,
            spoiled=sample.spoiled,
            repeats=tuple(tuple(found.get((sample.case_id, repeat), ())) for repeat in range(repeats)),
        )
        for sample in asked
    ]


def _measured(metric: Metric, sample: Sample, judged_by: Judge, repeat: int) -> Measurement:
    why = lacking(metric, sample)
    if why is not None:
        return NotApplicable(metric=metric, why=why)

    def ask(question: str) -> str:
        assert judged_by.model is not None, "who asks for judged metrics names a judge"
        model = judged_by.model.for_(f"{sample.case_id} {metric}", repeat)
        return model.complete(judged_by.system, question, deadline_s=judged_by.deadline_s).text

    return judged_by.scorer.measure(metric, sample, ask)
