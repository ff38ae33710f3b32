"""The labelled search questions are well formed, and every label is a passage a customer may be shown that day."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

from assist.domain.base import Frozen, PassageId
from assist.domain.enums import Audience, DatesBy, PageKind, Role
from assist.domain.knowledge import Passage
from assist.retrieval.pages import read_pages
from assist.triage.taxonomy import read_taxonomy
from tests.conftest import KNOWLEDGE, ROOT

CLIENTS = ("norrfell", "osmere")
BY_KIND = {"single": 70, "conversation": 45, "several": 15, "unanswerable": 30}
"""The counts that evals/questions/README.md states."""


class Turn(Frozen):
    role: Literal[Role.CUSTOMER, Role.AGENT, Role.BOT]
    text: Annotated[str, Field(min_length=1)]


class Question(Frozen):
    """One line; evals/questions/README.md says what each key means."""

    id: Annotated[str, Field(pattern=r"^[no]q-\d{3}$")]
    messages: Annotated[tuple[Turn, ...], Field(min_length=1)]
    passages: tuple[PassageId, ...]
    also: tuple[PassageId, ...]
    split: Literal["dev", "test"]
    kind: Literal["single", "conversation", "several", "unanswerable"]
    asked_on: date = date(2026, 11, 25)
    ordered_on: date | None = None
    country: Literal["ES", "PT", "FR", "IE", "NL", "DE", "GB"] | None = None

    def day_for(self, dates_by: DatesBy) -> date:
        """Return the day that decides whether a passage is in force; an order of unknown day is today's."""
        return self.ordered_on or self.asked_on if dates_by is DatesBy.ORDER else self.asked_on


def questions_file(client: str) -> Path:
    return ROOT / "evals" / "questions" / f"{client}.jsonl"


@cache
def questions(client: str) -> tuple[Question, ...]:
    """Every line of one brand, in order."""
    lines = questions_file(client).read_text(encoding="utf-8").rstrip("\n").split("\n")
    return tuple(Question.model_validate_json(line) for line in lines)


@cache
def answers(client: str) -> dict[PassageId, Passage]:
    """Every passage that may be a label: a customer's, and no macro."""
    intents = read_taxonomy(KNOWLEDGE / "_shared" / "taxonomy.yaml").intents
    return {
        passage.id: passage
        for page in read_pages(KNOWLEDGE / client, intents)
        for passage in page.passages
        if passage.audience is Audience.CUSTOMER and passage.kind is not PageKind.MACROS
    }


def labels(question: Question) -> tuple[PassageId, ...]:
    return (*question.passages, *question.also)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_kinds_are_as_many_as_the_readme_says(client: str) -> None:
    counted = Counter(question.kind for question in questions(client))

    assert counted == BY_KIND


@pytest.mark.parametrize("client", CLIENTS)
def test_ids_count_up_from_one(client: str) -> None:
    found = [question.id for question in questions(client)]

    assert found == [f"{client[0]}q-{number:03}" for number in range(1, len(found) + 1)]


@pytest.mark.parametrize("client", CLIENTS)
def test_every_label_is_a_customer_passage_of_the_brand(client: str) -> None:
    unknown = {
        question.id: stray
        for question in questions(client)
        if (stray := [label for label in labels(question) if label not in answers(client)])
    }

    assert unknown == {}


@pytest.mark.parametrize("client", CLIENTS)
def test_every_label_is_in_force_on_the_day_that_counts(client: str) -> None:
    expired = {
        question.id: label
        for question in questions(client)
        for label in labels(question)
        if not (passage := answers(client)[label]).in_force_on(question.day_for(passage.dates_by))
    }

    assert expired == {}


@pytest.mark.parametrize("client", CLIENTS)
def test_a_label_for_some_countries_goes_with_a_question_from_one_of_them(client: str) -> None:
    elsewhere = {
        question.id: label
        for question in questions(client)
        for label in question.passages
        if (countries := answers(client)[label].countries) and question.country not in countries
    }

    assert elsewhere == {}


@pytest.mark.parametrize("client", CLIENTS)
def test_only_unanswerable_questions_have_no_passage_and_nothing_that_helps(client: str) -> None:
    for question in questions(client):
        assert bool(question.passages) is (question.kind != "unanswerable"), question.id
        assert question.passages or not question.also, question.id


@pytest.mark.parametrize("client", CLIENTS)
def test_a_single_question_has_at_most_three_passages_that_answer(client: str) -> None:
    for question in questions(client):
        assert question.kind == "several" or len(question.passages) <= 3, question.id


@pytest.mark.parametrize("client", CLIENTS)
def test_a_label_is_given_once(client: str) -> None:
    for question in questions(client):
        assert len(set(labels(question))) == len(labels(question)), question.id


@pytest.mark.parametrize("client", CLIENTS)
def test_the_customer_has_the_last_word_and_only_a_conversation_needs_an_earlier_one(client: str) -> None:
    for question in questions(client):
        assert question.messages[-1].role is Role.CUSTOMER, question.id
        assert question.kind != "conversation" or 3 <= len(question.messages) <= 6, question.id
        assert question.kind not in {"single", "several"} or len(question.messages) == 1, question.id


@pytest.mark.parametrize("client", CLIENTS)
def test_every_customer_page_is_asked_about(client: str) -> None:
    asked = {answers(client)[label].page_id for question in questions(client) for label in question.passages}

    assert {passage.page_id for passage in answers(client).values()} - asked == set()


@pytest.mark.parametrize("client", CLIENTS)
def test_each_split_holds_about_half_of_every_kind(client: str) -> None:
    dev = Counter[str](question.kind for question in questions(client) if question.split == "dev")

    for kind, of_both in BY_KIND.items():
        assert abs(2 * dev[kind] - of_both) <= 1, kind


@pytest.mark.parametrize("client", CLIENTS)
def test_no_conversation_is_asked_twice(client: str) -> None:
    repeated = [
        turns for turns, times in Counter(question.messages for question in questions(client)).items() if times > 1
    ]

    assert repeated == []


@pytest.mark.parametrize("client", CLIENTS)
def test_an_order_is_placed_before_it_is_asked_about(client: str) -> None:
    for question in questions(client):
        assert question.ordered_on is None or question.ordered_on <= question.asked_on, question.id
