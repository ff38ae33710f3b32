"""How well the right passage is found, and how well its absence is noticed: `python -m benchmarks.retrieval [--fit]`.

Conversations about 149 public documents, cross-fitted in two folds (by dialogue, and by document): each half is ranked
with weights learned on the other. The sample brands' labelled questions: weights never saw the test half. Abstention:
answerable against unanswerable, wrong brand, and general knowledge.
"""

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np

from assist import briefing, pipeline
from assist.bootstrap import Services, build
from assist.domain.conversation import Conversation
from assist.retrieval.ranker import WEIGHTS
from assist.retrieval.search import Question, Scope, Search
from assist.triage_input import read_triage_input
from benchmarks.agency import ROOT
from benchmarks.corpora import BRANDS, DATA, add, agency_in, missing, read_lines
from benchmarks.ranking import Floats, Labelled, auroc, learn, measured, page_rank, passage_rank

DOCUMENTS, PASSAGES = "doc2dial_half", "clapnq_dev"
ASKED_ON = "2026-11-25"
SAME_ANSWER = 0.3
"""Share of an answer's word triples that a passage must hold to be the one it was written from."""
SHIPPED = np.array(list(WEIGHTS.values()), dtype=np.float32)


@dataclass(frozen=True)
class Asked:
    """A labelled question as it is searched."""

    line: dict[str, Any]
    conversation: Conversation
    now: datetime
    search: Search
    question: Question
    scope: Scope


def main() -> None:
    """Print the figures; with `--fit`, the weights learned from everything but the brands' test halves."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--fit", action="store_true", help="learn and print the weights")
    fit = arguments.parse_args().fit
    absent = missing([DOCUMENTS, PASSAGES])
    if absent:
        print(f"absent, skipped: {', '.join(absent)} (looked in BENCH_DATA or {DATA})")
    with tempfile.TemporaryDirectory(prefix="assist-bench-") as folder:
        agency = agency_in(Path(folder))
        if DOCUMENTS not in absent:
            add(agency, "documents", _documents())
        if PASSAGES not in absent:
            add(agency, "encyclopedia", _encyclopedia())
        services = build(agency.settings)
        brands = {brand: _brand_questions(services, brand) for brand in BRANDS}
        dialogues = [] if DOCUMENTS in absent else _dialogue_questions(services)
        _print_brands(brands)
        if dialogues:
            _print_dialogues(dialogues, [one for each in brands.values() for one in each])
        _print_abstention(services, with_encyclopedia=PASSAGES not in absent)
        if fit and dialogues:
            learned = _learned(dialogues, [one for each in brands.values() for one in each])
            print("weights:", {name: round(float(weight), 2) for name, weight in zip(WEIGHTS, learned, strict=True)})


def _documents() -> Iterator[dict[str, str]]:
    for row in read_lines(DATA / DOCUMENTS / "docs.jsonl"):
        yield {"id": row["doc_id"], "title": row["title"], "text": row["text"]}


def _encyclopedia() -> Iterator[dict[str, str]]:
    for name in ("answerable", "unanswerable"):
        for row in read_lines(DATA / PASSAGES / f"dev_{name}.jsonl"):
            first = row["passages"][0]
            yield {"id": row["id"], "title": first["title"], "text": first["text"]}


def _asked(services: Services, client_id: str, line: dict[str, Any]) -> Asked:
    """Read a question as the path does, with the days its line gives."""
    version = services.version(client_id)
    conversation = read_triage_input({"messages": line["messages"]}).conversation
    now = datetime.combine(date.fromisoformat(line.get("asked_on", ASKED_ON)), time(12), tzinfo=UTC)
    reading = version.read(conversation)
    vectors = services.encoder.encode(reading.texts)
    tagged = version.triager.triage(reading, vectors, conversation, now)
    scope = briefing.scope(version, tagged.triage, (), conversation, now)
    if "ordered_on" in line:
        scope = replace(scope, moments=replace(scope.moments, order=date.fromisoformat(line["ordered_on"])))
    row = reading.message_row
    question = Question(None, row, words=reading.turn_text, likely=tagged.likely[row])
    search = briefing.search(reading, tagged, vectors)
    named = [one for one in search.questions if one.intent]
    if named:
        question = replace(question, intent=named[0].intent, confidence=named[0].confidence)
    return Asked(line, conversation, now, search, question, replace(scope, country=line.get("country", scope.country)))


def _labelled(services: Services, client_id: str, asked: Asked, pages: set[str], right: set[str]) -> Labelled:
    version = services.version(client_id)
    found = version.retriever.features(asked.search, asked.question, asked.scope)
    rows = np.flatnonzero(np.isfinite(found[:, 0]) & version.retriever.quotable)
    passages = [version.retriever.passages[row] for row in rows]
    line = asked.line
    return Labelled(
        id=line["id"],
        group=line.get("group", line["id"]),
        document=line.get("document", line["id"]),
        features=found[rows],
        pages=np.array([passage.page_id for passage in passages]),
        right_page=np.array([passage.page_id in pages for passage in passages]),
        right_passage=np.array([passage.id in right for passage in passages]),
        has_history=len(line["messages"]) > 1,
    )


def _brand_questions(services: Services, brand: str) -> list[tuple[str, Labelled]]:
    """Return the brand's answerable questions with the half they belong to."""
    questions = []
    for line in read_lines(ROOT / "evals" / "questions" / f"{brand}.jsonl"):
        if line["passages"]:
            right = set(line["passages"])
            asked = _asked(services, brand, line)
            labelled = _labelled(services, brand, asked, {each.split("#")[0] for each in right}, right)
            if labelled.right_passage.any():
                questions.append((line["split"], labelled))
    return questions


def _dialogue_questions(services: Services) -> list[Labelled]:
    triples: dict[str, list[tuple[str, Counter[tuple[str, ...]]]]] = {}
    for passage in services.version("documents").retriever.passages:
        triples.setdefault(passage.page_id, []).append((passage.id, _triples(passage.text)))
    questions = []
    for row in read_lines(DATA / DOCUMENTS / "questions.jsonl"):
        said = [*row["history"], {"speaker": "user", "text": row["question"]}]
        roles = {"user": "customer", "agent": "agent"}
        line = {
            "id": row["id"], "group": row["id"].rsplit("_", 1)[0], "document": row["doc_id"],
            "messages": [{"role": roles[turn["speaker"]], "text": turn["text"]} for turn in said],
        }  # fmt: skip
        answers = row["answer_texts"] if isinstance(row["answer_texts"], list) else [row["answer_texts"]]
        right = {best for answer in answers for best in _sources(answer, triples[row["doc_id"]])}
        questions.append(_labelled(services, "documents", _asked(services, "documents", line), {row["doc_id"]}, right))
    return questions


def _triples(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return Counter(zip(words, words[1:], words[2:], strict=False)) or Counter((word,) for word in words)


def _sources(answer: str, passages: Sequence[tuple[str, Counter[tuple[str, ...]]]]) -> list[str]:
    """Return the passages an answer was written from, by the word triples they share."""
    wanted = _triples(answer)
    shares = {name: sum((wanted & held).values()) / max(sum(wanted.values()), 1) for name, held in passages}
    best = max(shares.values(), default=0.0)
    return [name for name, share in shares.items() if best > SAME_ANSWER and share >= 0.8 * best]


def _learned(dialogues: Sequence[Labelled], brands: Sequence[tuple[str, Labelled]]) -> Floats:
    """Learn from dialogues and the brands' development halves; both count alike."""
    shop = [question for split, question in brands if split == "dev"]
    weights = [1.0] * len(dialogues) + [2.0 * len(dialogues) / len(shop)] * len(shop)
    return learn([*dialogues, *shop], weights)


def _print_dialogues(dialogues: Sequence[Labelled], brands: Sequence[tuple[str, Labelled]]) -> None:
    print(f"\nconversations about {len({one.document for one in dialogues})} public documents")
    single = [not one.has_history for one in dialogues]
    for name in ("group", "document"):
        ranks = _cross_fitted(dialogues, brands, name)
        print(f"  two folds by {'dialogue' if name == 'group' else name:9} page     {measured(ranks)}")
        print(
            f"    of these without history      {measured([rank for rank, alone in zip(ranks, single, strict=True) if alone])}"
        )
    shipped = [(one.features @ SHIPPED, one) for one in dialogues]
    print(f"  shipped weights       page     {measured([page_rank(scores, one) for scores, one in shipped])}")
    found = [passage_rank(scores, one) for scores, one in shipped if one.right_passage.any()]
    print(f"  shipped weights       passage  {measured(found)}")
    for label, feature in (
        ("vectors alone", "text"),
        ("last turn's vector", "focus_text"),
        ("BM25 alone", "page_terms"),
    ):
        at = list(WEIGHTS).index(feature)
        print(f"  {label:21} page     {measured([page_rank(one.features[:, at], one) for one in dialogues])}")


def _cross_fitted(dialogues: Sequence[Labelled], brands: Sequence[tuple[str, Labelled]], name: str) -> list[int]:
    """Return each question's page rank under weights that never saw its fold."""
    keys = sorted({getattr(one, name) for one in dialogues})
    np.random.default_rng(0).shuffle(keys)
    first = set(keys[: len(keys) // 2])
    ranks: dict[str, int] = {}
    for fold in (True, False):
        learned = _learned([one for one in dialogues if (getattr(one, name) in first) is not fold], brands)
        for one in dialogues:
            if (getattr(one, name) in first) is fold:
                ranks[one.id] = page_rank(one.features @ learned, one)
    return [ranks[one.id] for one in dialogues]


def _print_brands(brands: dict[str, list[tuple[str, Labelled]]]) -> None:
    print("\nquestions to the sample brands (customer passages; shipped weights)")
    for split in ("dev", "test"):
        chosen = [one for each in brands.values() for half, one in each if half == split]
        scored = [(one.features @ SHIPPED, one) for one in chosen]
        print(f"  {split:5} page     {measured([page_rank(scores, one) for scores, one in scored])}")
        print(f"  {split:5} passage  {measured([passage_rank(scores, one) for scores, one in scored])}")
        at = list(WEIGHTS).index("focus_text")
        print(f"        vectors alone: passage {measured([passage_rank(one.features[:, at], one) for one in chosen])}")


def _print_abstention(services: Services, *, with_encyclopedia: bool) -> None:
    print("\nabstention: chance that the nearest passage answers; share answered at the floor")
    lines = {brand: read_lines(ROOT / "evals" / "questions" / f"{brand}.jsonl") for brand in BRANDS}
    test = {brand: [line for line in each if line["split"] == "test"] for brand, each in lines.items()}
    answerable = [_chance(services, brand, line) for brand in BRANDS for line in test[brand] if line["passages"]]
    against = {
        "unanswerable": [
            _chance(services, brand, line) for brand in BRANDS for line in test[brand] if not line["passages"]
        ],
        "wrong brand": [
            _chance(services, brand, line)
            for brand, other in zip(BRANDS, reversed(BRANDS), strict=True)
            for line in test[other]
            if line["passages"]
        ],
    }
    general: dict[str, list[tuple[float, bool]]] = {}
    if with_encyclopedia:
        for name in ("answerable", "unanswerable"):
            rows = read_lines(DATA / PASSAGES / f"dev_{name}.jsonl")
            asked = [{"messages": [{"role": "customer", "text": row["input"]}]} for row in rows]
            general[name] = [_chance(services, "encyclopedia", line) for line in asked]
            if name == "answerable":
                against["general knowledge"] = [
                    _chance(services, brand, line) for brand in BRANDS for line in asked[::2]
                ]
    print(f"  sample brands, answerable: answered {_answered(answerable):.2f} ({len(answerable)})")
    for name, found in against.items():
        area = auroc([chance for chance, _ in answerable], [chance for chance, _ in found])
        print(f"    against {name:18} AUROC {area:.3f}  answered {_answered(found):.2f} ({len(found)})")
    if general:
        yes, no = general["answerable"], general["unanswerable"]
        area = auroc([chance for chance, _ in yes], [chance for chance, _ in no])
        print(f"  encyclopedia passages: AUROC {area:.3f}  answered {_answered(yes):.2f} / {_answered(no):.2f}")


def _chance(services: Services, client_id: str, line: dict[str, Any]) -> tuple[float, bool]:
    """Return the estimate for the nearest passage, and whether the search answers."""
    conversation = read_triage_input({"messages": line["messages"]}).conversation
    found = pipeline.search(services.version(client_id), conversation, services.context(with_writer=False), count=1)
    return found.chance, not found.abstained


def _answered(found: Sequence[tuple[float, bool]]) -> float:
    return float(np.mean([answered for _, answered in found]))


if __name__ == "__main__":
    main()
