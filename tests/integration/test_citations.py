"""What every draft promises about its sources, over the demo scenes and some sixty messages to both brands."""

import itertools
import re
from dataclasses import dataclass
from datetime import date

import pytest

from assist import pipeline, wire
from assist.bootstrap import Services
from assist.console import scenes
from assist.domain.enums import Audience, ClaimKind, PageKind
from assist.domain.knowledge import Passage
from assist.domain.reply import Citation, Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from tests.integration.messages import BY_CLIENT, DEMO_MOMENT, passages_of

CHANNELS = ("email", "chat", "phone")
_CITATION_ID = re.compile(r"c\d+")


@dataclass(frozen=True)
class Case:
    """One answered request, with the passages of its client at hand."""

    title: str
    request: SuggestRequest
    suggestion: Suggestion
    passages: dict[str, Passage]

    @property
    def draft(self) -> Draft | None:
        return self.suggestion.reply if isinstance(self.suggestion.reply, Draft) else None

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.draft.citations if self.draft else ()


@pytest.fixture(scope="module")
def cases(services: Services) -> list[Case]:
    """Every demo scene and every message of both lists, each channel in turn."""
    told = [(scene.title, scene.request) for scene in scenes.load()]
    asked = [
        (
            text,
            {
                "client_id": client,
                "channel": CHANNELS[number % len(CHANNELS)],
                "now": DEMO_MOMENT,
                "messages": [{"text": text, "sent_at": DEMO_MOMENT}],
                "customer": {"name": "Ana Ruiz"},
            },
        )
        for client, texts in BY_CLIENT.items()
        for number, text in enumerate(texts)
    ]
    passages = {client: passages_of(services, client) for client in BY_CLIENT}
    return [_answered(services, title, raw, passages) for title, raw in (*told, *asked)]


def _answered(services: Services, title: str, raw: dict[str, object], passages: dict[str, dict[str, Passage]]) -> Case:
    request = wire.validate(SuggestRequest, raw)
    version = services.version(str(request.client_id))
    suggestion = pipeline.suggest(version, request, services.context(with_writer=False))
    return Case(title, request, suggestion, passages[version.profile.id])


def test_the_messages_are_many_and_most_are_drafted(cases: list[Case]) -> None:
    drafted = [case for case in cases if case.draft]

    assert len(cases) >= 75
    assert len(drafted) >= 50
    assert sum(len(case.citations) for case in cases) >= 100


def test_every_quote_is_the_passage_text_at_its_offsets(cases: list[Case]) -> None:
    wrong = [
        (case.title, citation.id)
        for case in cases
        for citation in case.citations
        if case.passages[citation.passage_id].text[citation.start : citation.end] != citation.quote
    ]

    assert wrong == []


def test_no_quote_is_empty(cases: list[Case]) -> None:
    assert [case.title for case in cases for citation in case.citations if not citation.quote.strip()] == []


def test_every_claim_is_the_draft_text_at_its_offsets(cases: list[Case]) -> None:
    wrong = [
        (case.title, claim.id)
        for case in cases
        if case.draft
        for claim in case.draft.check.claims
        if case.draft.text[claim.start : claim.end] != claim.text
    ]

    assert wrong == []


def test_claims_follow_each_other_without_overlap(cases: list[Case]) -> None:
    for case in (case for case in cases if case.draft):
        claims = case.draft.check.claims if case.draft else ()

        assert all(first.end <= second.start for first, second in itertools.pairwise(claims)), case.title


def test_only_greeting_and_signature_stand_outside_the_claims(cases: list[Case]) -> None:
    for case in (case for case in cases if case.draft and case.draft.check.claims):
        draft = case.draft
        assert draft is not None
        claims = draft.check.claims
        between = [draft.text[first.end : second.start] for first, second in itertools.pairwise(claims)]

        assert not "".join(between).strip(), case.title
        assert len(draft.text[: claims[0].start].split()) <= 4, case.title
        assert len(draft.text[claims[-1].end :].split()) <= 5, case.title


def test_every_citation_supports_the_claim_it_names(cases: list[Case]) -> None:
    lost = [
        (case.title, citation.id)
        for case in cases
        if case.draft
        for citation in case.citations
        if citation.id not in {c.id: c for c in case.draft.check.claims}[citation.claim].by
    ]

    assert lost == []


def test_every_citation_a_claim_names_exists(cases: list[Case]) -> None:
    dangling = [
        (case.title, name)
        for case in cases
        if case.draft
        for claim in case.draft.check.claims
        for name in claim.by
        if _CITATION_ID.fullmatch(name) and name not in {citation.id for citation in case.citations}
    ]

    assert dangling == []


def test_citation_ids_count_from_one_without_gaps(cases: list[Case]) -> None:
    for case in cases:
        assert [citation.id for citation in case.citations] == [f"c{n}" for n in range(1, len(case.citations) + 1)]


def test_everything_else_a_claim_names_exists_too(cases: list[Case]) -> None:
    for case in (case for case in cases if case.draft):
        known = {decision.id for decision in case.suggestion.decisions}
        known |= {action.id for action in case.suggestion.actions}
        known |= {f"orders/{order.number}" for order in case.request.orders}
        known |= {"follow_up"} if case.suggestion.follow_up else set()
        names = {name for claim in case.draft.check.claims for name in claim.by} if case.draft else set()

        assert {name for name in names if not _CITATION_ID.fullmatch(name)} <= known, case.title


def test_every_policy_sentence_is_supported_by_something(cases: list[Case]) -> None:
    bare = [
        (case.title, claim.text)
        for case in cases
        if case.draft
        for claim in case.draft.check.claims
        if claim.kind in (ClaimKind.POLICY, ClaimKind.FACT, ClaimKind.PROMISE) and not claim.by
    ]

    assert bare == []


def test_every_draft_that_is_shown_is_grounded(cases: list[Case]) -> None:
    assert [case.title for case in cases if case.draft and not case.draft.check.grounded] == []


def test_every_promise_has_a_keeper(cases: list[Case]) -> None:
    unkept = [
        (case.title, promise.claim)
        for case in cases
        if case.draft
        for promise in case.draft.check.promises
        if promise.kept_by is None
    ]

    assert unkept == []


def test_an_action_names_the_sentence_that_promises_it(cases: list[Case]) -> None:
    for case in (case for case in cases if case.draft):
        promised = {p.kept_by: p.claim for p in case.draft.check.promises} if case.draft else {}
        named = {action.id: action.promised_by for action in case.suggestion.actions}

        assert named == {action_id: promised.get(action_id) for action_id in named}, case.title


def test_agent_only_pages_are_never_quoted(cases: list[Case]) -> None:
    quoted = [
        (case.title, citation.passage_id)
        for case in cases
        for citation in case.citations
        if case.passages[citation.passage_id].audience is Audience.AGENT
    ]

    assert any(p.audience is Audience.AGENT for case in cases for p in case.passages.values())
    assert quoted == []


def test_macros_are_never_quoted(cases: list[Case]) -> None:
    quoted = [
        (case.title, citation.passage_id)
        for case in cases
        for citation in case.citations
        if case.passages[citation.passage_id].kind is PageKind.MACROS
    ]

    assert quoted == []


def test_no_placeholder_reaches_a_draft(cases: list[Case]) -> None:
    assert [case.title for case in cases if case.draft and re.search(r"[{}]|\bNone\b", case.draft.text)] == []


def test_a_quoted_passage_was_in_force_on_the_day_the_trace_states(cases: list[Case]) -> None:
    for case in cases:
        as_of = case.suggestion.retrieval.as_of
        for citation in case.citations:
            passage = case.passages[citation.passage_id]

            assert passage.in_force_on(date.fromisoformat(as_of[passage.page_id])), (case.title, passage.id)


def test_no_passage_found_was_out_of_force(cases: list[Case]) -> None:
    for case in cases:
        for found in case.suggestion.retrieval.found:
            passage = case.passages[found.passage_id]
            day = date.fromisoformat(case.suggestion.retrieval.as_of[passage.page_id])

            assert passage.in_force_on(day), (case.title, passage.id)


def test_quotes_are_in_the_language_of_the_draft(cases: list[Case]) -> None:
    mixed = [
        (case.title, citation.passage_id)
        for case in cases
        if case.draft
        for citation in case.citations
        if case.passages[citation.passage_id].locale != case.draft.locale
    ]

    assert mixed == []


def test_the_trace_marks_exactly_the_quoted_passages_as_used(cases: list[Case]) -> None:
    for case in cases:
        used = {found.passage_id for found in case.suggestion.retrieval.found if found.used}

        assert used == {citation.passage_id for citation in case.citations}, case.title


def test_the_trace_names_no_passage_twice(cases: list[Case]) -> None:
    for case in cases:
        found = [one.passage_id for one in case.suggestion.retrieval.found]

        assert len(found) == len(set(found)), case.title


def test_intent_spans_lie_within_the_message_they_name(cases: list[Case]) -> None:
    for case in cases:
        texts = {message.id: message.text for message in case.request.messages}
        for intent in case.suggestion.triage.intents:
            start, end = intent.span

            assert 0 <= start <= end <= len(texts[str(intent.message_id)]), case.title


def test_an_entity_stands_where_it_says(cases: list[Case]) -> None:
    for case in cases:
        texts = {message.id: message.text for message in case.request.messages}
        for entity in case.suggestion.triage.entities:
            said = texts[str(entity.message_id)][entity.start : entity.end]

            assert said.strip() == said != "", case.title
            if entity.type == "order_number":
                assert entity.value[-5:] == said[-5:], case.title


def test_the_brands_forbidden_words_are_in_no_draft(services: Services, cases: list[Case]) -> None:
    said = [
        (case.title, phrase)
        for case in cases
        if case.draft
        for phrase in services.version(case.suggestion.client_id).profile.never_promise
        if re.search(rf"\b{phrase}\b" if phrase.isalpha() else re.escape(phrase), case.draft.text, re.I)
    ]

    assert said == []
