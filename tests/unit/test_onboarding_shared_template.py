"""The files every client starts from agree with the taxonomy, the answers and the numbers they speak of."""

import pytest

from assist.drafting import answers
from assist.onboarding import plain_words
from assist.onboarding.shared_template import ALWAYS, SharedTemplate
from assist.triage.taxonomy import Taxonomy, read_taxonomy
from assist.workflows import parameters, template
from tests.brands import KNOWLEDGE, workflows_yaml

SHARED = SharedTemplate(KNOWLEDGE / "_shared")


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return read_taxonomy(KNOWLEDGE / "_shared" / "taxonomy.yaml")


def test_the_template_is_a_workflows_yaml() -> None:
    assert parameters.parse(SHARED.workflows_text, file="template").return_.window_days == 14


def test_every_workflow_of_the_taxonomy_has_topics(taxonomy: Taxonomy) -> None:
    workflows = {taxonomy.workflow(intent) for intent in taxonomy.intents} - {None}

    assert workflows | {ALWAYS} == set(SHARED.topics)


def test_topics_name_intents_of_the_taxonomy(taxonomy: Taxonomy) -> None:
    named = {intent for topics in SHARED.topics.values() for topic in topics for intent in topic.intents}

    assert named <= set(taxonomy.intents)


def test_topics_cover_every_block_of_the_template() -> None:
    named = {topic.block for topics in SHARED.topics.values() for topic in topics}

    assert set(template.pages_of(SHARED.workflows_text, file="template")) <= named


def test_topics_name_rules_that_have_answers() -> None:
    bank = answers.parse(answers.read_folder(KNOWLEDGE / "_shared" / "answers"), {})["en"]

    named = {rule for topics in SHARED.topics.values() for topic in topics for rule in topic.rules}

    for rule in named - {"exchange.not-offered"}:
        assert any(known == rule or known.startswith(f"{rule}.") for known in bank.rules), rule


@pytest.mark.parametrize("client", ["norrfell", "osmere"])
def test_every_number_of_the_sample_brands_has_plain_words(client: str) -> None:
    leaves = template.leaves(workflows_yaml(client), file=client)

    unnamed = [leaf.path for leaf in leaves if plain_words.words_of(leaf.path, SHARED.words) is None]

    assert unnamed == []


def test_every_number_of_the_template_has_plain_words() -> None:
    leaves = template.leaves(SHARED.workflows_text, file="template")

    unnamed = [leaf.path for leaf in leaves if plain_words.words_of(leaf.path, SHARED.words) is None]

    assert unnamed == []


def test_the_template_keeps_the_law_it_names() -> None:
    for leaf in template.leaves(SHARED.workflows_text, file="template"):
        words = plain_words.words_of(leaf.path, SHARED.words)
        assert words is not None and plain_words.is_lawful(leaf.value, words), leaf.path
