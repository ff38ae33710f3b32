"""What was expected and what was said, side by side, for measures over many cases. Judges no single case."""

from collections.abc import Iterator

from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion
from evals.cases import Case
from evals.scorers.tagged import right_names
from evals.scores import Label

NONE = "none"
INTENT, SENTIMENT, LANGUAGE, LEVEL, QUEUE, PRIORITY = "intent", "sentiment", "language", "level", "queue", "priority"
ABSTENTION = "abstention"


def labels(case: Case, found: Suggestion) -> list[Label]:
    """Return a label for everything of which one value was expected."""
    return list(_labels(case, found))


def _labels(case: Case, found: Suggestion) -> Iterator[Label]:
    expect, triage = case.expect, found.triage
    if expect.intents:
        first = triage.intents[0] if triage.intents else None
        tag = first.name if first else NONE
        wanted = expect.intents[0]
        right = any(tag in right_names(expect, one, at) for at, one in enumerate(expect.intents))
        # An intent that is as good as the expected one counts as the expected one.
        said = wanted.name if right else tag
        yield Label(name=INTENT, expected=wanted.name, said=said, confidence=first.confidence if first else None)
    if expect.sentiment:
        yield _one_of(SENTIMENT, expect.sentiment, triage.sentiment.label)
    if expect.language:
        yield Label(name=LANGUAGE, expected=expect.language, said=triage.language.tag)
    for name in (LEVEL, QUEUE, PRIORITY):
        if getattr(expect, name) is not None:
            yield Label(name=name, expected=str(getattr(expect, name)), said=str(getattr(triage.route, name)))
    if expect.refuses_a_draft or "draft" in expect.reply_kind:
        wanted_kind = "silent" if expect.refuses_a_draft else "answered"
        kind = "answered" if isinstance(found.reply, Draft) else "silent"
        yield Label(name=ABSTENTION, expected=wanted_kind, said=kind)


def _one_of(name: str, wanted: tuple[str, ...], said: str) -> Label:
    return Label(name=name, expected=str(said if said in wanted else wanted[0]), said=str(said))
