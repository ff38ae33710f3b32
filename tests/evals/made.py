"""Small answers, cases and evaluations, made by hand for the tests of the harness."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from assist.domain.base import ClientId, PageId, PassageId, VersionId
from assist.domain.enums import Audience, PageKind
from assist.domain.evaluation import EvaluationKey, Verdict
from assist.domain.knowledge import Passage
from evals.cases import Case
from evals.changes import Differences, Item, ItemKind
from evals.evaluation import Evaluation, Provenance, Reason, Run, Scope
from evals.meaning import Kind
from evals.outcomes import Cited, Outcome, Said
from evals.scorers.totals import totals
from evals.scores import Assertion, Part

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def case(name: str = "a-1", **given: Any) -> Case:
    """Return a case of norrfell; `given` replaces fields."""
    request = {"client_id": "norrfell", "now": NOON.isoformat(), "messages": [{"id": "m1", "text": "can it go back?"}]}
    whole = {"id": name, "why": "1 November and 30 days", "request": request, "expect": {"must_say": ["30 days"]}}
    return Case.model_validate({**whole, **given})


def passage(
    name: str = "returns#window", text: str = "You can return an item within 30 days.", **given: Any
) -> Passage:
    fields: Mapping[str, Any] = {
        "id": PassageId(name), "page_id": PageId(name.partition("#")[0]), "kind": PageKind.POLICIES,
        "headings": ("Returns", "Window"), "text": text, "locale": "en", "audience": Audience.CUSTOMER,
    }  # fmt: skip
    return Passage.model_validate({**fields, **given})


def said(text: str = "You have 30 days.", *, cites: Mapping[str, str] | None = None, **given: Any) -> Said:
    """Return an answer; `cites` are quotes by passage."""
    quotes = tuple(Cited(passage_id=name, quote=quote) for name, quote in (cites or {}).items())
    return Said.model_validate({"reply_kind": "draft", "reason": None, "text": text, "citations": quotes, **given})


def outcome(
    name: str = "a-1", answer: Said | None = None, *, wrong: Mapping[Part, str] | None = None, **given: Any
) -> Outcome:
    """Return what was said on a case; parts are right unless named in `wrong`."""
    wrong = wrong or {}
    scores = tuple(
        Assertion(name=part.value, part=part, why=(wrong[part],) if part in wrong else ())
        for part in (Part.INTENTS, Part.DECISIONS, Part.REPLY)
    )
    return Outcome.model_validate({"case_id": name, "said": answer or said(), "scores": scores, **given})


def item(name: str = "returns#window", **given: Any) -> Item:
    """Return a passage whose limit went from 30 to 45 days."""
    whole = {
        "id": name, "kind": ItemKind.PASSAGE, "change": Kind.CHANGED, "before": "30 days", "after": "45 days",
        "label": "30 day -> 45 day", "is_meant": True,
        "facts": ({"kind": "duration", "before": "30 day", "after": "45 day"},),
    }  # fmt: skip
    return Item.model_validate({**whole, **given})


def differences(*items: Item) -> Differences:
    return Differences(items=items)


def evaluation(verdict: Verdict = Verdict.BLOCK, **given: Any) -> Evaluation:
    """Return an evaluation with one reason."""
    whole = {
        "client_id": ClientId("norrfell"),
        "brand": "Norrfell",
        "key": EvaluationKey(
            version_id=VersionId("kv_new"), encoder="fake", prompts="none", writer=None, package="0.1.0"
        ),
        "against": VersionId("kv_old"),
        "verdict": verdict,
        "scope": Scope.FULL,
        "reasons": (Reason(code="loss_budget", says="1 case got worse: a-1.", next_step="Take it back."),),
        "violations": (),
        "after": totals([outcome()]),
        "provenance": Provenance(
            package="0.1.0", revision="abc", case_digest="d", gates_digest="g", seed=1, cases=1, approved=1
        ),
        "run": Run(at=NOON, by="Ana", seconds=1.0, median_ms=2.0, slowest_ms=3.0, cost_usd=0.0),
    }
    return Evaluation.model_validate({**whole, **given})
