"""Passages that questions bring up, and those that none does."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assist.domain.base import PassageId
from assist.domain.enums import SentimentLabel
from assist.lint import findability
from assist.lint.findability import Asked, unfindable
from assist.lint.folder import Surroundings, read_subject
from assist.lint.searching import search_over
from assist.triage.utterances import Utterance
from tests.fakes import FakeEncoder
from tests.lint_folders import INTENTS, TODAY, page, subject, written

WINDOW = PassageId("returns#window")


def finding_for(answers: dict[str, PassageId]) -> tuple[Callable[[Sequence[Asked]], list[list[PassageId]]], list[str]]:
    """A search that knows the answer to some texts, and remembers what it was asked."""
    asked: list[str] = []

    def search(questions: Sequence[Asked]) -> list[list[PassageId]]:
        asked.extend(question.text for question in questions)
        return [[answers[question.text]] if question.text in answers else [] for question in questions]

    return search, asked


def saying(text: str, locale: str = "en") -> Utterance:
    return Utterance(text=text, intents=("return/policy",), sentiment=SentimentLabel.NEUTRAL, locale=locale)


def test_a_passage_its_heading_finds_asks_no_messages(tmp_path: Path) -> None:
    search, asked = finding_for({"Return window": WINDOW})

    found = unfindable(subject(tmp_path, utterances=(saying("can i send it back"),)), search)

    assert found == []
    assert asked == ["Return window"]


def test_a_message_of_a_declared_intent_may_find_it(tmp_path: Path) -> None:
    search, _ = finding_for({"can i send it back": WINDOW})

    assert unfindable(subject(tmp_path, utterances=(saying("can i send it back"),)), search) == []


def test_a_message_in_another_language_is_not_asked(tmp_path: Path) -> None:
    search, asked = finding_for({})

    unfindable(subject(tmp_path, utterances=(saying("¿puedo devolverlo?", "es"),)), search)

    assert asked == ["Return window"]


def test_a_passage_nothing_finds_is_reported_at_its_heading(tmp_path: Path) -> None:
    search, _ = finding_for({})

    [finding] = unfindable(subject(tmp_path), search)

    assert (finding.check, finding.line, finding.passage_id) == ("unfindable", 10, WINDOW)


def test_a_heading_of_one_word_is_no_question(tmp_path: Path) -> None:
    search, asked = finding_for({"Details": PassageId("returns#details")})
    files = {"brand/policies/returns.md": page("## Details {#details}\n\nThirty days.\n")}

    [finding] = unfindable(subject(tmp_path, files), search)

    assert finding.passage_id == "returns#details"
    assert asked == []


def test_what_lies_sixth_is_not_found(tmp_path: Path) -> None:
    others = [PassageId(f"other#{number}") for number in range(findability.FIRST)]

    [finding] = unfindable(subject(tmp_path), lambda questions: [[*others, WINDOW] for _ in questions])

    assert finding.passage_id == WINDOW


def test_agent_pages_macros_and_expired_pages_need_no_question(tmp_path: Path) -> None:
    files = {
        "brand/policies/returns.md": page("## Return window {#window}\n\nThirty days.\n", audience="agent"),
        "brand/macros/hello.md": page("## Say hello {#hello}\n\nHello.\n", name="hello"),
        "brand/faq/old.md": page("## Old rule {#old}\n\nOld.\n", name="old", effective_until="2026-01-01"),
    }

    assert unfindable(subject(tmp_path, files), finding_for({})[0]) == []


def test_the_real_search_finds_by_words_and_leaves_no_bundle_behind(tmp_path: Path) -> None:
    body = "## Return window {#window}\n\nThirty days.\n\n## Gift cards {#gift}\n\nThey do not expire.\n"
    read = subject(tmp_path, {"brand/policies/returns.md": page(body)})

    hits = search_over(read, FakeEncoder(), tmp_path / "bundles")([Asked(text="gift cards", locale="en")])

    assert hits[0][0] == "returns#gift"
    assert not (tmp_path / "bundles").exists()


def test_a_client_without_pages_has_nothing_to_find(tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    (folder / "policies" / "returns.md").unlink()
    around = Surroundings(tmp_path / "_shared", INTENTS, (saying("where is it"),), today=lambda zone: TODAY)
    read = read_subject(folder, around)

    assert unfindable(read, search_over(read, FakeEncoder())) == []
