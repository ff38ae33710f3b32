"""A suggestion as a page shows it: sentences beside what supports them."""

from assist.console import showing
from assist.domain.reply import Draft, NoReplyNeeded
from tests import follow_ups


def test_the_pieces_of_a_draft_are_the_draft() -> None:
    suggestion = follow_ups.suggestion()
    assert isinstance(suggestion.reply, Draft)

    shown = showing.of(suggestion, "Where is it?")

    assert "".join(piece.text for piece in shown.pieces) == suggestion.reply.text


def test_a_sentence_rests_on_exactly_the_sources_that_name_it() -> None:
    shown = showing.of(follow_ups.suggestion(), "")

    said = {(piece.anchor, source) for piece in shown.pieces for source in piece.rests_on}
    sources = {(place.anchor, source.anchor) for source in shown.sources for place in source.says}
    assert said == sources
    assert said


def test_a_passage_quoted_for_two_sentences_is_shown_once() -> None:
    suggestion = follow_ups.suggestion()
    assert isinstance(suggestion.reply, Draft)
    first = suggestion.reply.citations[0]
    other = next(claim.id for claim in suggestion.reply.check.claims if claim.id != first.claim)
    twice = first.model_copy(update={"id": "c99", "claim": other})
    reply = suggestion.reply.model_copy(update={"citations": (first, twice)})

    shown = showing.of(suggestion.model_copy(update={"reply": reply}), "")

    pages = [source for source in shown.sources if source.kind == showing.PAGE]
    assert len(pages) == 1
    assert {f"say-{first.claim}", f"say-{other}"} <= {place.anchor for place in pages[0].says}


def test_pages_come_first_and_decisions_last() -> None:
    kinds = [source.kind for source in showing.of(follow_ups.suggestion(), "").sources]

    assert kinds[0] == showing.PAGE
    assert showing.PAGE not in kinds[kinds.index(showing.DECISION) :]


def test_an_order_path_is_told_in_words() -> None:
    texts = [(source.kind, source.text) for source in showing.of(follow_ups.suggestion(), "").sources]

    assert all("/" not in text for kind, text in texts if kind == "order facts")


def test_what_fell_back_is_told_in_words_and_an_unknown_code_as_it_is() -> None:
    shown = showing.of(follow_ups.suggestion(degraded=("store_read_only", "something_new")), "")

    assert list(shown.degraded) == [showing.DEGRADED["store_read_only"], "something new"]


def test_a_reply_that_is_no_draft_has_neither_pieces_nor_sources() -> None:
    shown = showing.of(follow_ups.suggestion(reply=NoReplyNeeded(reason="thanks")), "")

    assert (list(shown.pieces), list(shown.sources)) == ([], [])
    assert showing.in_words("thanks") == "The customer only says thanks."
