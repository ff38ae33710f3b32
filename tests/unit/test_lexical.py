"""Which words and pairs are counted, and what BM25 says of them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.errors import Corrupt
from assist.retrieval.lexical import LexicalIndex
from assist.retrieval.terms import terms, words

DOCUMENTS = ["free shipping from eighty euros", "outlet boots go back within fourteen days", "boots and socks"]


def index(*texts: str) -> LexicalIndex:
    return LexicalIndex.build([terms(text, "en") for text in texts])


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / "lexical").iterdir()}


def best(searched: LexicalIndex, query: str) -> int:
    return int(searched.scores(terms(query, "en")).argmax())


def test_words_meet_in_their_stem_and_pairs_over_the_small_words_between() -> None:
    assert terms("Returning the boots", "en") == ["return", "boot", "return_boot"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("devolución", "devolucion"), ("devoluciones", "devolucion"), ("¿Cuánto tarda?", "cuanto tardan")],
)
def test_spanish_is_found_with_and_without_its_accents(one: str, other: str) -> None:
    assert words(one, "es") == words(other, "es")


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert terms("zwroty butów", "pl") == ["zwroty", "butow", "zwroty_butow"]


def test_the_document_with_the_rarest_common_words_wins() -> None:
    searched = index(*DOCUMENTS)

    assert best(searched, "outlet boots") == 1
    assert best(searched, "socks") == 2


def test_a_term_asked_twice_counts_twice() -> None:
    searched = index(*DOCUMENTS)

    once, twice = searched.scores(["sock"]), searched.scores(["sock", "sock"])

    assert np.allclose(twice, 2 * once)


def test_unknown_words_and_no_words_score_nothing() -> None:
    searched = index(*DOCUMENTS)

    assert not searched.scores(["zebra"]).any()
    assert not searched.scores([]).any()


def test_an_unknown_word_is_rarer_than_a_known_one() -> None:
    known, common, unknown = index(*DOCUMENTS).rarity(["sock", "boot", "zebra"])

    assert common < known < unknown


@pytest.mark.parametrize("texts", [(), ("",), ("", "boots"), tuple(DOCUMENTS)], ids=len)
def test_what_was_written_is_read_again(texts: tuple[str, ...], tmp_path: Path) -> None:
    searched = index(*texts)
    searched.write(tmp_path / "lexical")

    read = LexicalIndex.parse(files(tmp_path), len(texts))

    assert len(read) == len(texts)
    assert np.array_equal(read.scores(["boot"]), searched.scores(["boot"]))


def test_the_same_documents_are_written_the_same(tmp_path: Path) -> None:
    for name in ("a", "b"):
        index(*DOCUMENTS).write(tmp_path / name)

    assert [file.read_bytes() for file in sorted((tmp_path / "a").iterdir())] == [
        file.read_bytes() for file in sorted((tmp_path / "b").iterdir())
    ]


def test_an_index_of_another_size_is_corrupt(tmp_path: Path) -> None:
    index(*DOCUMENTS).write(tmp_path / "lexical")

    with pytest.raises(Corrupt, match="not one of 2 documents"):
        LexicalIndex.parse(files(tmp_path), 2)


def test_an_index_with_a_file_missing_is_corrupt(tmp_path: Path) -> None:
    index(*DOCUMENTS).write(tmp_path / "lexical")
    (tmp_path / "lexical" / "scores.npy").unlink()

    with pytest.raises(Corrupt, match="not readable"):
        LexicalIndex.parse(files(tmp_path), 3)


@given(st.lists(st.text(alphabet="abc _", max_size=12), max_size=6), st.text(alphabet="abc _", max_size=12))
def test_a_document_scores_only_for_a_term_it_holds(documents: list[str], query: str) -> None:
    held = [terms(document, "en") for document in documents]
    asked = terms(query, "en")

    scores = LexicalIndex.build(held).scores(asked)

    assert [bool(score > 0) for score in scores] == [bool(set(document) & set(asked)) for document in held]
