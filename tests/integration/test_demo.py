"""Friday 16:47: what the demo decides and proposes, scene by scene."""

import pytest

from assist import pipeline, wire
from assist.bootstrap import Services
from assist.console import scenes
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.pipeline import Context

RULES = {
    "the stuck parcel": ["wismo.no-scan.trace"],
    "the address before the lock": ["address_change.before-lock"],
    "the wrong size, two hours ago": ["order_change.before-lock"],
    "an address after the lock": ["address_change.locked"],
    "an outlet jacket, too late": ["return.ended.outlet"],
    "boots too small": ["exchange.window.holiday-2026"],
    "no movement": ["wismo.no-scan.trace"],
}
KINDS = {
    "in Spanish, without a number": "draft",
    "a code and a promise": "draft",
    "thanks": "no_reply_needed",
    "a skin reaction": "escalation",
    "breastfeeding": "draft",
    "two questions": "draft",
    "not for us": "abstention",
}


def suggestion_for(title: str, services: Services, context: Context) -> Suggestion:
    scene = next(scene for scene in scenes.load() if scene.title == title)
    request = wire.validate(SuggestRequest, scene.request)
    return pipeline.suggest(services.version(str(request.client_id)), request, context)


@pytest.mark.parametrize("title", RULES)
def test_the_policy_is_decided_for_this_order(title: str, services: Services, context: Context) -> None:
    suggestion = suggestion_for(title, services, context)

    assert [decision.rule_id for decision in suggestion.decisions] == RULES[title]
    assert suggestion.reply.kind == "draft"
    assert suggestion.reply.check.grounded


@pytest.mark.parametrize("title", KINDS)
def test_the_right_kind_of_reply_is_proposed(title: str, services: Services, context: Context) -> None:
    assert suggestion_for(title, services, context).reply.kind == KINDS[title]


@pytest.mark.parametrize(
    ("title", "said", "never_said"),
    [
        ("the stuck parcel", ["Tuesday 24 November", "Wednesday 25 November"], ["guarantee"]),
        ("the wrong size, two hours ago", ["Monday 23 November at 15:00", "nothing to send back"], ["label"]),
        ("an address after the lock", ["can no longer be changed"], ["I've changed"]),
        ("an outlet jacket, too late", ["19 November", "14 days"], ["31 January"]),
        ("boots too small", ["31 January 2027"], ["12 December"]),
        ("breastfeeding", ["midwife or doctor"], ["safe", "order number"]),
    ],
)
def test_the_draft_says_what_it_must(
    title: str, said: list[str], never_said: list[str], services: Services, context: Context
) -> None:
    text = suggestion_for(title, services, context).reply.text

    assert [words for words in said if words not in text] == []
    assert [words for words in never_said if words in text] == []
