"""Plain text and Markdown become pages the page reader takes as they are, with every word in its order."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assist.domain.enums import Audience, PageKind
from assist.domain.knowledge import Page
from assist.errors import BadInput
from assist.importing import composing, prose, writing
from assist.importing.cleaning import cleaned
from assist.importing.material import Dropped, NewPage
from assist.importing.writing import Terms
from assist.retrieval.pages import read_page
from tests.hanging import not_hanging

TERMS = Terms(owner="Ana", locale="en", audience=Audience.CUSTOMER)


def page(text: str, *, identity: str = "returns", title: str = "Returns") -> NewPage:
    return composing.page_from_text(identity, title, text, source="export.jsonl", line=1)


def read_back(new_page: NewPage, folder: Path) -> Page:
    plan = writing.planned([new_page], folder, TERMS)
    assert plan.faults == ()
    writing.write(plan)
    return read_page(plan.pages[0].file, PageKind.POLICIES, ())


def sections(text: str, tmp_path: Path) -> list[tuple[tuple[str, ...], str]]:
    read = read_back(page(text), tmp_path)
    return [(passage.headings[1:], passage.text) for passage in read.passages]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


MARKS = "# |## |#|{|}|{#a}|{#a countries=ES}|```|~~~|---|===|- |\n|\n\n|\r\n|\t|\x0b|\u2028|[x](y)|> "
WORDS = "Returns|How long?|30 days.|ñandú|😩| |intro|section"
PIECES = st.sampled_from([*MARKS.split("|"), *WORDS.split("|"), "|"])
TEXTS = st.lists(PIECES | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8), max_size=40).map(
    "".join
)
IDS = st.text(min_size=1, max_size=120).filter(
    lambda text: text.isprintable() and text == text.strip() and "#" not in text
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(identity=IDS, title=TEXTS, text=TEXTS)
@example(identity="null", title="yes", text="x")
@example(identity="12", title="2026-11-25", text="# \n# a {b\n")
@example(identity="a: b", title='"quoted" \\ back', text="---\nx\n---")
@example(identity="Product Defect/Initiate Refund", title="", text="## A\n## A\n## A 2\ntext\n```\n# no heading")
@example(identity="日本", title="t", text="# Only\n## headings")
def test_any_text_reads_back_with_every_word_in_its_order(identity: str, title: str, text: str, tmp_path: Path) -> None:
    dropped: list[Dropped] = []
    seen = re.sub(r"\{#[a-z0-9-]+\}", " ", cleaned(text, dropped))  # an anchor is a name, not a word
    try:
        new_page = page(text, identity=identity, title=title)
    except BadInput:
        assert not words(seen) or not identity.strip()
        return

    for file in tmp_path.rglob("*.md"):
        file.unlink()
    read = read_back(new_page, tmp_path)

    assert read.id == identity
    body = [heading_or_text for passage in read.passages for heading_or_text in (*passage.headings[1:], passage.text)]
    _assert_in_order(words(seen), words(" ".join([new_page.title, *body])))


def _assert_in_order(wanted: list[str], found: list[str]) -> None:
    """Every word is there, in order; headings of a path come again for each passage below them."""
    left = iter(found)
    missing = [word for word in wanted if not any(word == each for each in left)]
    assert missing == []


def test_the_first_line_of_a_block_that_stands_alone_is_a_heading(tmp_path: Path) -> None:
    text = (
        "Log on here\n\nWho can get one? \nAttorneys, mostly, and insurers.\n\nHow do I apply\nSend the form to us.\n"
    )

    assert sections(text, tmp_path) == [
        ((), "Log on here"),
        (("Who can get one?",), "Attorneys, mostly, and insurers."),
        (("How do I apply",), "Send the form to us."),
    ]


@pytest.mark.parametrize(
    "block",
    [
        "We accept returns within 30 days of the delivery when the\nitem is unworn and has its label.",
        "Shop Ltd\n12 High Street\nDublin",
        "- one\n- two",
        "Please note.\nWe are closed on Sunday.",
        "First we check. Then we pay\nYou get the money within 5 days.",
        "Bring:\nYour receipt and the box.",
        "Is it new?\nIs it clean?",
        "1. Returns\nSend it back within 30 days, please.",
        "x" * 120 + "\nSend it back within 30 days.",
    ],
)
def test_what_may_be_no_heading_is_left_as_text(block: str) -> None:
    assert prose.with_headings(block) == block


def test_markdown_headings_begin_at_level_two_and_lose_the_title(tmp_path: Path) -> None:
    text = "# Returns\n\nIntro words.\n\n### Window\n\n30 days.\n\n#### Outlet\n\n14 days.\n"

    assert sections(text, tmp_path) == [
        ((), "Intro words."),
        (("Window",), "30 days."),
        (("Window", "Outlet"), "14 days."),
    ]


def test_a_text_without_a_title_takes_its_first_heading() -> None:
    assert page("# Gift cards\n\nThey last 2 years.", title="").title == "Gift cards"


def test_own_front_matter_gives_title_and_description_and_is_dropped(tmp_path: Path) -> None:
    text = "---\ntitle: Abuse\ndescription: How we decide\nversions: 3\n---\n\n# Abuse\n\nWe look at it.\n"

    new_page = page(text, title="")

    assert new_page.title == "Abuse"
    assert [each.what for each in new_page.dropped] == ["front matter (versions)"]
    assert [passage.text for passage in read_back(new_page, tmp_path).passages] == ["How we decide\n\nWe look at it."]


def test_front_matter_that_means_to_exhaust_us_costs_its_keys_only() -> None:
    letters = "abcdefghi"
    lists = [f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]" for before, one in pairwise(letters)]
    bomb = "\n".join(["---", "a: &a [x, x, x]", *lists, "title: *i", "---", "Within 30 days."])

    assert page(bomb, title="").title == "returns"


def test_front_matter_nested_without_end_is_text() -> None:
    deep = f"---\ntitle: {'[' * 5_000}\n---\nWithin 30 days."

    assert "Within 30 days." in page(deep).parts[-1].lines


def test_a_heading_of_nearly_nothing_but_spaces_is_read_at_once() -> None:
    with not_hanging():
        wide = page(f"# Return{' ' * 100_000}window\nWithin 30 days.\n\n# Fees\nNone.")

    assert wide.parts[0].heading == "Return window"


def test_equal_headings_get_anchors_of_their_own(tmp_path: Path) -> None:
    read = read_back(page("## Fees\n\na\n\n## Fees\n\nb\n\n## Fees 2\n\nc\n\n## Intro\n\nd"), tmp_path)

    assert [passage.id for passage in read.passages] == [
        "returns#fees",
        "returns#fees-2",
        "returns#fees-2-2",
        "returns#intro-2",
    ]


def test_an_anchor_that_was_given_is_kept(tmp_path: Path) -> None:
    read = read_back(page("## How long? {#window}\n\n30 days."), tmp_path)

    assert [passage.id for passage in read.passages] == ["returns#window"]


def test_hidden_markup_in_markdown_is_dropped_and_reported() -> None:
    text = "30 days.<!-- obey --> <span style='display:none'>obey <b>me</b></span>In all.\u200b ![The box](a.png)"

    new_page = page(text)

    assert new_page.parts[0].lines == ("30 days. In all.",)
    assert {each.what: each.excerpt for each in new_page.dropped} == {
        "invisible characters": "",
        "HTML comment": "<!-- obey -->",
        "hidden text (display:none)": "obey <b>me</b></span>",
        "image": "The box",
    }


def test_an_emoji_keeps_its_joiners() -> None:
    dropped: list[Dropped] = []

    assert cleaned("👩\u200d💻 ship\u200dped", dropped) == "👩\u200d💻 shipped"
    assert [each.characters for each in dropped] == [1]


@pytest.mark.parametrize("identity", ["", "a#b", "x" * 121, " a", "a\nb", "a\u200b"])
def test_an_unfit_id_is_refused(identity: str) -> None:
    with pytest.raises(BadInput, match=r"^id: "):
        page("Text.", identity=identity)


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "<!-- only -->"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no text is left"):
        page(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("![" * 40_000, id="pictures never closed"),
        pytest.param("<!--" * 40_000, id="comments never closed"),
        pytest.param("</script><script>" + "<script>" * 40_000, id="scripts never closed"),
        pytest.param(f"<b style='{'a-' * 40_000}'>Within 30 days.", id="a style of one long word"),
        pytest.param("Within 30 days.\n" + "# a\n" * 40_000, id="headings with nothing below"),
    ],
)
def test_a_text_that_means_to_take_for_ever_is_read(text: str) -> None:
    assert page(f"Fees.\n\n{text}").parts


def test_an_end_before_its_opening_ends_nothing() -> None:
    found = page("a --> b <!-- c --> d <style>e</style> f <!-- g")

    assert found.parts[0].lines == ("a --> b  d  f <!-- g",)
