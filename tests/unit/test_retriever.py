"""Which passages are found, which of them may be quoted, and when nothing is near enough."""

from datetime import date

import numpy as np
import pytest

from assist import atoms
from assist.domain.base import ClientId, PageId, PassageId, VersionId
from assist.domain.enums import Audience, DatesBy, PageKind
from assist.domain.knowledge import Passage
from assist.retrieval import terms
from assist.retrieval.bundle import Bundle, Manifest, embedded_text, heading_text
from assist.retrieval.faiss_index import NEIGHBOURS, FaissIndex
from assist.retrieval.lexical import LexicalIndex
from assist.retrieval.retriever import FOUND, Retriever
from assist.retrieval.search import Evidence, Moments, Question, Scope, Search
from assist.retrieval.support import FLOOR
from tests.fakes import FRIDAY, FakeEncoder

TODAY = date(2026, 11, 20)
RETURNS = "You can return an unworn item within thirty days of delivery."
SHIPPING = "Standard shipping takes three working days in Spain."


def passage(name: str, text: str = RETURNS, **fields: object) -> Passage:
    given = {
        "id": PassageId(name),
        "page_id": PageId(name.split("#")[0]),
        "kind": PageKind.POLICIES,
        "headings": ("Norrfell", name),
        "text": text,
        "locale": "en",
        "audience": Audience.CUSTOMER,
        **fields,
    }
    return Passage.model_validate(given)


def bundle_of(*passages: Passage) -> Bundle:
    manifest = Manifest(
        format=4,
        client_id=ClientId("norrfell"),
        version=VersionId("kv_1"),
        built_at=FRIDAY,
        encoder_fingerprint=FakeEncoder.fingerprint,
        passages=len(passages),
        pages=len({one.page_id for one in passages}),
        encoded=0,
        sha256={},
    )
    texts = [embedded_text(one) for one in passages] + [heading_text(one) for one in passages]
    words = [terms.terms(embedded_text(one), one.locale) for one in passages]
    of_pages: dict[str, list[str]] = {}
    for one, found in zip(passages, words, strict=True):
        of_pages.setdefault(one.page_id, []).extend(found)
    return Bundle(
        manifest=manifest,
        passages=passages,
        index=FaissIndex.build(FakeEncoder().encode(texts)),
        lexical=LexicalIndex.build(words),
        page_lexical=LexicalIndex.build(list(of_pages.values())),
        facts=tuple(tuple({atom.kind for atom in atoms.extract(one.text)}) for one in passages),
        sources={},
        made={},
    )


def retriever(*passages: Passage, floor: float = FLOOR) -> Retriever:
    return Retriever(bundle_of(*passages), floor=floor)


def scope(locale: str = "en", country: str | None = None, **days: date) -> Scope:
    return Scope(locale=locale, moments=Moments(**{"message": TODAY, **days}), country=country)


def looking_for(
    *texts: str, intent: str | None = None, sure: float = 0.0, conversation: str = "", first: int = 0
) -> Search:
    """Texts as they are encoded; those from `first` on are questions."""
    questions = [Question(intent, row, sure, texts[row]) for row in range(first, len(texts))]
    return Search(FakeEncoder().encode(texts), conversation or texts[0], questions)


def ask(
    searched: Retriever, *texts: str, intent: str | None = None, sure: float = 1.0, within: Scope | None = None
) -> Evidence:
    return searched.retrieve(looking_for(*texts, intent=intent, sure=sure), within or scope())


def found(evidence: Evidence) -> list[str]:
    return [hit.passage.id for hit in evidence.found]


def quotable(evidence: Evidence) -> list[str]:
    return [hit.passage.id for hit in evidence.answers[0]]


def test_the_passage_that_speaks_of_it_comes_first() -> None:
    searched = retriever(passage("shipping#a", SHIPPING), passage("returns#a", RETURNS))

    evidence = ask(searched, "can I return an unworn item within thirty days")

    assert found(evidence)[0] == "returns#a"
    assert quotable(evidence)[0] == "returns#a"
    assert not evidence.abstained


def test_a_question_in_a_heading_is_matched_as_a_question() -> None:
    searched = retriever(
        passage("faq#a", "Yes.", headings=("FAQ", "Do you ship boots to Lisbon?")), passage("returns#a", RETURNS)
    )

    evidence = ask(searched, "do you ship boots to lisbon?")

    assert quotable(evidence) == ["faq#a"]


def test_below_the_floor_nothing_is_quoted_but_the_nearest_are_shown() -> None:
    searched = retriever(passage("returns#a", RETURNS))

    evidence = ask(searched, "quantum entanglement lecture timetable")

    assert evidence.abstained
    assert found(evidence) == ["returns#a"]


def test_a_client_may_raise_its_floor() -> None:
    text = "can I return an unworn item within thirty days"

    evidence = ask(retriever(passage("returns#a", RETURNS), floor=0.99999), text)

    assert evidence.abstained


def test_a_passage_that_declares_the_intent_beats_an_equal_one() -> None:
    searched = retriever(passage("a#a"), passage("b#b", headings=("Norrfell", "a#a"), intents=("return/policy",)))

    evidence = ask(searched, "return an unworn item", intent="return/policy")

    assert quotable(evidence)[0] == "b#b"


def test_agent_pages_are_found_and_never_quoted() -> None:
    searched = retriever(passage("goodwill#a", audience=Audience.AGENT))

    evidence = ask(searched, RETURNS)

    assert found(evidence) == ["goodwill#a"]
    assert quotable(evidence) == []


def test_macros_are_found_and_never_quoted() -> None:
    searched = retriever(passage("label-sent#a", kind=PageKind.MACROS))

    evidence = ask(searched, RETURNS)

    assert found(evidence) == ["label-sent#a"]
    assert quotable(evidence) == []


def test_passages_in_another_language_are_not_found() -> None:
    searched = retriever(passage("returns#a"), passage("devoluciones#a", locale="es"))

    evidence = ask(searched, RETURNS, within=scope("es"))

    assert found(evidence) == ["devoluciones#a"]


@pytest.mark.parametrize(("country", "expected"), [("FR", ["eu#a"]), ("ES", ["es#a"]), (None, ["es#a", "eu#a"])])
def test_the_destination_chooses_the_passage_and_an_unknown_one_hides_none(
    country: str | None, expected: list[str]
) -> None:
    searched = retriever(passage("es#a", countries=("ES",)), passage("eu#a", countries=("FR", "PT")))

    evidence = ask(searched, RETURNS, within=scope(country=country))

    assert sorted(found(evidence)) == expected


@pytest.mark.parametrize(
    ("dates_by", "days", "in_force"),
    [
        (DatesBy.ORDER, {"order": date(2026, 11, 1)}, True),
        (DatesBy.ORDER, {"order": date(2026, 12, 24)}, True),
        (DatesBy.ORDER, {"order": date(2026, 10, 31)}, False),
        (DatesBy.ORDER, {"order": date(2026, 12, 25)}, False),
        (DatesBy.ORDER, {}, True),
        (DatesBy.MESSAGE, {"order": date(2026, 10, 31)}, True),
        (DatesBy.MESSAGE, {"message": date(2026, 12, 25), "order": date(2026, 11, 5)}, False),
        (DatesBy.DELIVERY, {"delivery": date(2026, 10, 31)}, False),
        (DatesBy.DELIVERY, {"delivery": date(2026, 11, 1), "message": date(2028, 1, 1)}, True),
    ],
    ids=[
        "order on the first day",
        "order on the last day",
        "order a day before",
        "order a day after",
        "unknown order counts as today",
        "a notice goes by the message",
        "a notice has ended for a later message",
        "delivered a day before",
        "a warranty goes by the delivery, years later",
    ],
)
def test_the_date_that_counts_decides_what_is_in_force(
    dates_by: DatesBy, days: dict[str, date], in_force: bool
) -> None:
    dated = passage("dated#a", effective_from=date(2026, 11, 1), effective_until=date(2026, 12, 24), dates_by=dates_by)

    evidence = ask(retriever(dated), RETURNS, within=scope(**days))

    assert bool(evidence.found) is in_force


def test_a_clause_without_its_subject_is_helped_by_the_whole_message() -> None:
    searched = retriever(passage("returns#a", RETURNS), passage("shipping#a", SHIPPING))

    evidence = searched.retrieve(looking_for(RETURNS, "swap them", first=1), scope())

    assert quotable(evidence) == ["returns#a"]


def test_each_question_has_its_own_answers() -> None:
    searched = retriever(passage("returns#a", RETURNS), passage("shipping#a", SHIPPING))

    evidence = searched.retrieve(looking_for(f"{RETURNS} {SHIPPING}", RETURNS, SHIPPING, first=1), scope())

    assert [hits[0].passage.id for hits in evidence.answers] == ["returns#a", "shipping#a"]


def test_equal_scores_are_ordered_by_id_whatever_the_order_of_pages() -> None:
    names = ["c#c", "a#a", "b#b"]

    evidence = ask(retriever(*(passage(name, headings=("Same",)) for name in names)), RETURNS)

    assert found(evidence) == ["a#a", "b#b", "c#c"]


def test_many_equal_scores_are_cut_by_id_too() -> None:
    names = [f"p{number:02d}#a" for number in range(40)]

    evidence = ask(retriever(*(passage(name, headings=("Same",)) for name in reversed(names))), RETURNS)

    assert found(evidence) == names[:FOUND]


def test_ties_after_rounding_are_ordered_by_id_however_the_last_digits_fall() -> None:
    names = ["b#b", "a#a"]
    searched = retriever(*(passage(name, headings=("Same",)) for name in names))
    vectors = FakeEncoder().encode([RETURNS])

    for nudge in (-3e-7, 3e-7):
        vectors[0, 0] += nudge
        evidence = searched.retrieve(Search(vectors, RETURNS, [Question(None, 0, words=RETURNS)]), scope())
        assert found(evidence) == ["a#a", "b#b"]


def test_the_trace_is_short_and_best_first() -> None:
    searched = retriever(*(passage(f"p{n:02d}#a", f"{RETURNS} {'extra ' * n}") for n in range(20)))

    evidence = ask(searched, RETURNS)

    scores = [hit.score for hit in evidence.found]
    assert len(scores) == FOUND
    assert scores == sorted(scores, reverse=True)


def search(searched: Retriever, text: str) -> tuple[list[str], bool]:
    hits = searched.search(looking_for(text), scope())
    return sorted(hit.passage.id for hit in hits.ranked), hits.abstained


def test_search_returns_every_passage_in_scope_agent_pages_and_macros_included() -> None:
    searched = retriever(
        passage("a#a"),
        passage("b#b", audience=Audience.AGENT),
        passage("c#c", kind=PageKind.MACROS),
        passage("d#d", locale="es"),
    )

    hits, _ = search(searched, "nothing like it")

    assert hits == ["a#a", "b#b", "c#c"]


def test_search_returns_a_passage_that_points_the_other_way() -> None:
    searched = retriever(passage("a#a"))

    hits = searched.search(Search(-FakeEncoder().encode([RETURNS]), "", [Question(None, 0)]), scope()).ranked

    assert [hit.passage.id for hit in hits] == ["a#a"]
    assert hits[0].score < 0


def test_a_passage_that_points_the_other_way_is_not_quoted_whatever_the_floor() -> None:
    searched = retriever(passage("a#a"), floor=-1.0)

    evidence = searched.retrieve(Search(-FakeEncoder().encode([RETURNS]), "", [Question(None, 0)]), scope())

    assert evidence.abstained
    assert evidence.found == ()


def test_what_is_searched_is_what_is_in_scope_for_each_passage() -> None:
    first, last = date(2026, 11, 1), date(2026, 12, 24)
    passages = [
        passage(f"p#{locale}-{countries}-{start}-{dates_by}", locale=locale, countries=countries, effective_from=start,
                effective_until=last if start else None, dates_by=dates_by)
        for locale in ("en", "es") for countries in ((), ("ES",)) for start in (None, first) for dates_by in DatesBy
    ]  # fmt: skip
    searched = retriever(*passages)

    for within in (
        scope(), scope("es", "FR"), scope("fr"), scope(country="ES", order=date(2026, 10, 1)),
        scope(message=date(2027, 1, 1), delivery=first),
    ):  # fmt: skip
        hits = searched.search(looking_for("zebra"), within).ranked
        assert {hit.passage.id for hit in hits} == {p.id for p in passages if searched.in_scope(p, within)}


def test_a_large_index_scores_the_nearest_rows_only() -> None:
    rows = np.zeros((NEIGHBOURS + 10, 8), dtype=np.float32)
    rows[:, 0] = np.linspace(0.5, 1.0, len(rows))
    query = np.zeros((1, 8), dtype=np.float32)
    query[0, 0] = 1.0

    scores = FaissIndex.build(rows).scores(query)[0]

    assert np.all(scores[:10] == -1.0)
    assert np.array_equal(scores[10:], rows[10:, 0])


@pytest.mark.parametrize(("text", "abstained"), [("zebra", True), (RETURNS, False)])
def test_search_says_whether_everything_lies_too_far(text: str, abstained: bool) -> None:
    searched = retriever(passage("a#a"))

    assert search(searched, text)[1] is abstained


def test_search_does_not_count_a_near_passage_of_another_language() -> None:
    searched = retriever(passage("a#a", SHIPPING), passage("b#b", RETURNS, locale="es"))

    assert search(searched, "return an unworn item within thirty days")[1] is True


@pytest.mark.parametrize(("chance", "quoted"), [(0.9, ["a#a"]), (0.0, [])])
def test_a_likely_intent_brings_near_what_declares_it(chance: float, quoted: list[str]) -> None:
    searched = retriever(
        passage("a#a", intents=("return/policy",)), passage("b#b", SHIPPING, intents=("order/status",))
    )
    likely = {"return/policy": chance}
    words = "unworn item zebra lecture timetable physics"
    asked = Question("return/policy", 0, chance, words, likely)

    evidence = searched.retrieve(Search(FakeEncoder().encode([words]), words, [asked], likely), scope())

    assert quotable(evidence) == quoted


def test_where_no_page_declares_an_intent_nothing_is_lost_by_it() -> None:
    bare, declaring = retriever(passage("a#a")), retriever(passage("a#a", intents=("order/status",)))

    score, other = (ask(one, RETURNS).found[0].score for one in (bare, declaring))

    assert score > other


def test_an_agents_words_find_the_page_the_customer_goes_on_asking_about() -> None:
    searched = retriever(passage("gift#a", "Gift cards last two years."), passage("shipping#a", SHIPPING))
    search = looking_for("and how long is that?", conversation="Gift cards cannot be returned. And how long is that?")

    assert found(searched.retrieve(search, scope()))[0] == "gift#a"


def test_a_question_of_how_long_prefers_the_passage_with_a_duration() -> None:
    searched = retriever(
        passage("a#a", "A refund is paid to the card you used.", headings=("Refunds",)),
        passage("b#b", "A refund is paid within 5 working days.", headings=("Refunds",)),
    )

    assert found(ask(searched, "how long until the refund is paid"))[0] == "b#b"


def test_a_passage_is_looked_up_by_its_id() -> None:
    searched = retriever(passage("returns#a"))

    assert searched.passage("returns#a") is not None
    assert searched.passage("returns#b") is None


def test_a_client_without_passages_has_no_evidence() -> None:
    evidence = ask(retriever(), "hello")

    assert evidence.abstained
    assert evidence.found == ()
