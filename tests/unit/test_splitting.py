"""A long section is cut where a reader would: between blocks, never inside a table row, a list item or a sentence."""

from hypothesis import given
from hypothesis import strategies as st

from assist import tokens
from assist.retrieval.splitting import BUDGET, split

SENTENCE = "Parcels to the islands take two days more than parcels to the mainland."


def test_a_section_within_the_budget_stays_as_it_is() -> None:
    assert split("Short.\n\n- a\n- b") == ["Short.\n\n- a\n- b"]


def test_paragraphs_are_kept_whole() -> None:
    paragraphs = [" ".join([SENTENCE] * 8)] * 4

    parts = split("\n\n".join(paragraphs))

    assert len(parts) > 1
    assert all(paragraph in paragraphs for part in parts for paragraph in part.split("\n\n"))


def test_a_list_stays_with_what_leads_into_it() -> None:
    listed = "You need:\n\n- a photo\n- the label"

    parts = split("\n\n".join([" ".join([SENTENCE] * 12), listed, " ".join([SENTENCE] * 12)]))

    assert any(listed in part for part in parts)


def test_a_table_that_is_too_long_is_cut_between_rows_and_keeps_its_head() -> None:
    head = "| Country | Days | Price |\n| --- | --- | --- |"
    rows = [f"| Country {number} | {number} working days | {number}.95 EUR |" for number in range(60)]

    parts = split("\n".join([head, *rows]))

    assert len(parts) > 1
    assert all(part.startswith(head) for part in parts)
    assert [row for part in parts for row in part.split("\n")[2:]] == rows


def test_a_list_that_is_too_long_is_cut_between_items() -> None:
    items = [f"- Item {number}: {SENTENCE}\n  and a second line of it." for number in range(40)]

    parts = split("\n".join(items))

    assert "\n".join(parts) == "\n".join(items)
    assert all(part.startswith("- Item") for part in parts)


def test_a_paragraph_that_is_too_long_is_cut_between_sentences() -> None:
    parts = split(" ".join([SENTENCE] * 60))

    assert len(parts) > 1
    assert all(part.startswith("Parcels") and part.endswith("mainland.") for part in parts)


def test_a_code_block_is_never_cut() -> None:
    block = "```\n" + "\n".join(f"line {number} of something long enough" for number in range(80)) + "\n```"

    parts = split(f"{SENTENCE}\n\n{block}\n\n{SENTENCE}")

    assert any(block in part for part in parts)


@given(st.lists(st.text(alphabet="ab .\n-|#", max_size=120), max_size=40))
def test_no_word_is_lost_or_moved(blocks: list[str]) -> None:
    section = "\n\n".join(blocks)

    parts = split(section, budget=20)

    expected = section.split()
    found = [word for part in parts for word in part.split()]
    if "|" not in section:  # the head of a table comes again
        assert found == expected
    assert set(expected) <= set(found)


@given(st.integers(1, 200))
def test_parts_of_ordinary_prose_fit_the_budget(sentences: int) -> None:
    parts = split(" ".join([SENTENCE] * sentences))

    assert all(tokens.count(part) <= BUDGET * 7 / 6 for part in parts)
