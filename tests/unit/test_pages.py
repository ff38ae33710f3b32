"""Pages become passages, and a broken page is refused by file and line."""

import json
from datetime import date
from pathlib import Path

import pytest

from assist.domain.enums import Audience, DatesBy, PageKind
from assist.domain.knowledge import Page
from assist.errors import BadKnowledge, NotFound
from assist.retrieval.pages import read_page, read_pages
from assist.retrieval.sections import slug

INTENTS = ("return/policy", "return/request", "warranty/claim", "shipping/policy")

MATTER = """\
---
id: returns-policy
title: Returns
owner: Ana
locale: en
audience: customer
---
"""
BODY = "You can return an unworn item within 30 days.\n"


def page_file(tmp_path: Path, text: str | bytes, name: str = "returns-policy") -> Path:
    folder = tmp_path / "norrfell" / "policies"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def read(tmp_path: Path, text: str | bytes) -> Page:
    return read_page(page_file(tmp_path, text), PageKind.POLICIES, INTENTS)


def refusal(tmp_path: Path, text: str | bytes) -> BadKnowledge:
    with pytest.raises(BadKnowledge) as caught:
        read(tmp_path, text)
    assert caught.value.message.startswith(f"norrfell/policies/returns-policy.md:{caught.value.line}: ")
    return caught.value


def with_key(line: str) -> str:
    return MATTER.replace("audience: customer\n", f"audience: customer\n{line}\n") + BODY


def test_text_before_the_first_heading_is_the_intro(tmp_path: Path) -> None:
    page = read(tmp_path, MATTER + BODY)

    assert [(p.id, p.headings, p.text) for p in page.passages] == [("returns-policy#intro", ("Returns",), BODY.strip())]


def test_each_heading_begins_a_passage_with_its_path(tmp_path: Path) -> None:
    page = read(tmp_path, MATTER + "# Window\nA.\n## Outlet\nB.\n## Members\nC.\n# Label\nD.\n")

    assert [p.headings for p in page.passages] == [
        ("Returns", "Window"),
        ("Returns", "Window", "Outlet"),
        ("Returns", "Window", "Members"),
        ("Returns", "Label"),
    ]


def test_an_anchor_outlives_its_heading(tmp_path: Path) -> None:
    page = read(tmp_path, MATTER + "## How long? {#return-window}\n" + BODY)

    assert page.passages[0].id == "returns-policy#return-window"
    assert page.passages[0].headings[-1] == "How long?"


def test_a_section_narrows_what_the_page_says(tmp_path: Path) -> None:
    heading = "## Christmas {#holiday effective_from=2026-11-01 effective_until=2026-12-24 dates_by=order intents=return/policy countries=ES,FR}\n"

    passage = read(
        tmp_path, with_key("intents: [return/policy, return/request]").replace(BODY, heading + BODY)
    ).passages[0]

    assert (passage.effective_from, passage.effective_until) == (date(2026, 11, 1), date(2026, 12, 24))
    assert (passage.dates_by, passage.intents, passage.countries) == (DatesBy.ORDER, ("return/policy",), ("ES", "FR"))


def test_a_section_inherits_what_it_does_not_say(tmp_path: Path) -> None:
    text = with_key("intents: [shipping/policy]\ncountries: [ES]\neffective_from: 2026-11-01").replace(
        BODY, "## Window\n" + BODY
    )

    passage = read(tmp_path, text).passages[0]

    assert (passage.intents, passage.countries, passage.effective_from) == (
        ("shipping/policy",),
        ("ES",),
        date(2026, 11, 1),
    )
    assert passage.audience is Audience.CUSTOMER


@pytest.mark.parametrize(
    ("intent", "dates_by"),
    [("return/policy", DatesBy.ORDER), ("warranty/claim", DatesBy.DELIVERY), ("shipping/policy", DatesBy.MESSAGE)],
)
def test_the_topic_says_which_date_counts_when_the_page_does_not(
    tmp_path: Path, intent: str, dates_by: DatesBy
) -> None:
    page = read(tmp_path, with_key(f"intents: [{intent}]"))

    assert page.passages[0].dates_by is dates_by


def test_windows_line_ends_make_the_same_page(tmp_path: Path) -> None:
    text = MATTER + "## Window\n" + BODY

    assert read(tmp_path, text.replace("\n", "\r\n")) == read(tmp_path, text)


def test_a_heading_without_text_makes_no_passage(tmp_path: Path) -> None:
    page = read(tmp_path, MATTER + "# Empty\n\n# Full\nText.\n")

    assert [p.id for p in page.passages] == ["returns-policy#full"]


def test_accents_leave_an_anchor_readable() -> None:
    assert slug("¿Cuánto cuesta la devolución?") == "cuanto-cuesta-la-devolucion"


def test_a_heading_without_letters_still_has_an_anchor() -> None:
    assert slug("???") == "section"


def test_an_unknown_key_is_refused_by_line_and_the_known_ones_are_listed(tmp_path: Path) -> None:
    error = refusal(tmp_path, with_key("efective_from: 2026-11-01"))

    assert error.line == 7
    assert "efective_from" in error.message and "effective_from" in error.message


def test_a_date_that_is_no_date_is_refused_by_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, with_key("effective_from: soon"))

    assert error.line == 7
    assert "effective_from" in error.message


def test_a_day_no_calendar_has_is_refused_by_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, with_key("effective_until: 2026-11-31"))

    assert error.line == 7


def test_a_missing_id_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER.replace("id: returns-policy\n", "") + BODY)

    assert (error.line, "needs id" in error.message) == (1, True)


@pytest.mark.parametrize("key", ["title", "owner", "locale", "audience"])
def test_every_other_missing_key_is_named(tmp_path: Path, key: str) -> None:
    lines = [line for line in MATTER.splitlines() if not line.startswith(f"{key}:")]

    error = refusal(tmp_path, "\n".join(lines) + "\n" + BODY)

    assert f"needs {key}" in error.message


def test_an_id_that_is_not_the_files_name_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER.replace("returns-policy", "return-policy") + BODY)

    assert error.line == 2
    assert "return-policy" in error.message and "returns-policy" in error.message


def test_a_wrong_id_is_refused_on_its_own_line(tmp_path: Path) -> None:
    matter = MATTER.replace("id: returns-policy\n", "").replace("locale: en\n", "locale: en\nid: return-policy\n")

    error = refusal(tmp_path, matter + BODY)

    assert error.line == 5


def test_reversed_dates_are_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, with_key("effective_from: 2026-12-24\neffective_until: 2026-11-01"))

    assert "2026-11-01 is before" in error.message


def test_reversed_dates_are_refused_on_the_line_of_one_of_them(tmp_path: Path) -> None:
    error = refusal(tmp_path, with_key("effective_from: 2026-12-24\neffective_until: 2026-11-01"))

    assert error.line in (7, 8)


def test_reversed_dates_of_a_section_are_refused_on_its_heading(tmp_path: Path) -> None:
    heading = "## Christmas {#holiday effective_from=2026-12-24 effective_until=2026-11-01}\n"

    error = refusal(tmp_path, MATTER + BODY + heading + BODY)

    assert error.line == 9


def test_a_section_that_begins_after_its_page_has_ended_is_refused(tmp_path: Path) -> None:
    text = with_key("effective_until: 2026-11-01").replace(BODY, "## Late {#late effective_from=2026-12-01}\n" + BODY)

    error = refusal(tmp_path, text)

    assert (error.line, "never in force" in error.message) == (9, True)


def test_a_section_that_has_ended_before_its_page_begins_is_refused(tmp_path: Path) -> None:
    text = with_key("effective_from: 2026-11-01").replace(BODY, "## Past {#past effective_until=2026-10-01}\n" + BODY)

    assert refusal(tmp_path, text).line == 9


def test_a_section_may_end_after_its_page(tmp_path: Path) -> None:
    text = with_key("effective_until: 2026-11-01").replace(BODY, "## Long {#long effective_until=2026-12-01}\n" + BODY)

    assert read(tmp_path, text).passages[0].effective_until == date(2026, 12, 1)


def test_a_date_that_is_no_date_in_a_heading_is_refused_by_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + BODY + "## Christmas {#holiday effective_from=2026-11-31}\n" + BODY)

    assert error.line == 9
    assert "effective_from" in error.message


def test_an_unknown_heading_attribute_is_refused_by_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "## Christmas {#holiday from=2026-11-01}\n" + BODY)

    assert error.line == 8
    assert "from is not a heading attribute" in error.message


def test_attributes_without_an_anchor_are_not_lost_in_the_title(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "## Christmas {effective_from=2026-11-01}\n" + BODY)

    assert (error.line, "{#christmas}" in error.message) == (8, True)


@pytest.mark.parametrize(
    "heading", ["## Window {#window", "## Window {#window} for members", "## Use {code}", "## Window {}", "## Window }"]
)
def test_braces_that_are_not_attributes_at_the_end_are_refused(tmp_path: Path, heading: str) -> None:
    assert refusal(tmp_path, f"{MATTER}{heading}\n{BODY}").line == 8


def test_a_heading_attribute_given_twice_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "## Window {#window countries=ES countries=FR}\n" + BODY)

    assert (error.line, "twice" in error.message) == (8, True)


def test_the_attributes_of_an_empty_section_are_checked_too(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "## Christmas {#holiday from=2026-11-01}\n\n## Label\n" + BODY)

    assert error.line == 8


def test_the_intents_of_an_empty_section_are_checked_too(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "## Christmas {#holiday intents=return/polcy}\n\n## Label\n" + BODY)

    assert error.line == 8


def test_two_sections_with_one_anchor_are_refused_naming_both_lines(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "## Window {#window}\nA.\n## Window\nB.\n")

    assert error.line == 10
    assert "line 8" in error.message


def test_an_anchor_with_capitals_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "## Window {#Return_Window}\n" + BODY)

    assert error.line == 8


@pytest.mark.parametrize("text", ["", BODY, "\n---\n", "title: Returns\n"])
def test_a_page_without_front_matter_is_refused(tmp_path: Path, text: str) -> None:
    error = refusal(tmp_path, text)

    assert (error.line, "front matter" in error.message) == (1, True)


def test_front_matter_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, "---\nid: returns-policy\n" + BODY)

    assert "never closed" in error.message


@pytest.mark.parametrize("matter", ["---\n---\n", "---\njust words\n---\n", "---\n- id\n---\n"])
def test_front_matter_without_keys_is_refused(tmp_path: Path, matter: str) -> None:
    error = refusal(tmp_path, matter + BODY)

    assert "key: value" in error.message


def test_front_matter_that_is_no_yaml_is_refused_by_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, with_key("intents: [return/policy"))

    assert error.line >= 7


def test_a_key_given_twice_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, with_key("audience: agent"))

    assert (error.line, "audience is given twice" in error.message) == (7, True)


def test_a_page_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, (MATTER + "Devolución.\n").encode("latin-1"))

    assert (error.line, "UTF-8" in error.message) == (1, True)


def test_a_byte_order_mark_is_not_held_against_a_page(tmp_path: Path) -> None:
    page = read(tmp_path, (MATTER + BODY).encode("utf-8-sig"))

    assert page.id == "returns-policy"


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "# Window\n\n")

    assert "no text" in error.message


def test_an_intent_outside_the_taxonomy_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "## Window {#window intents=return/polcy}\n" + BODY)

    assert (error.line, "return/polcy" in error.message) == (8, True)


def test_an_unknown_intent_of_the_page_is_refused_on_its_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, with_key("intents: [return/polcy]")).line == 7


def test_an_unknown_audience_is_refused_by_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER.replace("audience: customer", "audience: everyone") + BODY)

    assert error.line == 6


def test_a_hash_in_a_code_fence_is_no_heading(tmp_path: Path) -> None:
    page = read(tmp_path, MATTER + "Run:\n```\n# not a heading\n```\n# Heading\nText.\n")

    assert [p.id for p in page.passages] == ["returns-policy#intro", "returns-policy#heading"]


@pytest.mark.parametrize(
    "block",
    ["~~~\n# no\n~~~", "````\n```\n# no\n````", "```sh\n# no\n```` ", "```\n~~~\n# no\n```", "```\n# no\n```x\n```"],
)
def test_a_code_block_ends_with_the_marks_it_began_with(tmp_path: Path, block: str) -> None:
    page = read(tmp_path, f"{MATTER}{block}\n# Heading\nText.\n")

    assert [p.id for p in page.passages] == ["returns-policy#intro", "returns-policy#heading"]


def test_three_marks_around_words_on_one_line_open_no_block(tmp_path: Path) -> None:
    page = read(tmp_path, f"{MATTER}```code``` here\n# Heading\nText.\n")

    assert len(page.passages) == 2


def test_a_code_block_that_is_never_closed_is_refused_on_its_first_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, MATTER + "Run:\n```\n# Heading\nText.\n")

    assert (error.line, "never closed" in error.message) == (9, True)


def test_one_id_in_two_folders_is_refused_naming_both_files(tmp_path: Path) -> None:
    page_file(tmp_path, MATTER + BODY)
    faq = tmp_path / "norrfell" / "faq"
    faq.mkdir()
    (faq / "returns-policy.md").write_text(MATTER + BODY, encoding="utf-8")

    with pytest.raises(BadKnowledge) as caught:
        read_pages(tmp_path / "norrfell", INTENTS)

    assert "norrfell/faq/returns-policy.md" in caught.value.message
    assert "norrfell/policies/returns-policy.md" in caught.value.message


def test_pages_come_in_the_same_order_every_time(tmp_path: Path) -> None:
    for name in ("b-page", "a-page"):
        page_file(tmp_path, MATTER.replace("returns-policy", name) + BODY, name)

    pages = read_pages(tmp_path / "norrfell", INTENTS)

    assert [page.id for page in pages] == ["a-page", "b-page"]


def test_a_client_without_a_folder_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_pages(tmp_path / "nobody", INTENTS)


@pytest.mark.parametrize("page_id", ["basecamp:abuse/index.md", "Product Defect/Initiate Refund", "Política 2026"])
def test_an_imported_page_keeps_the_id_its_source_knows_it_by(tmp_path: Path, page_id: str) -> None:
    text = (MATTER + BODY).replace("id: returns-policy", f"id: {json.dumps(page_id, ensure_ascii=False)}")
    file = page_file(tmp_path, text, name=slug(page_id) + "-2")

    page = read_page(file, PageKind.POLICIES, INTENTS)

    assert page.id == page_id
    assert page.passages[0].id.startswith(f"{page_id}#")


@pytest.mark.parametrize("page_id", ["a#b", " a", "a\\tb", ""])
def test_an_id_that_would_break_passage_ids_is_refused(tmp_path: Path, page_id: str) -> None:
    text = (MATTER + BODY).replace("id: returns-policy", f'id: "{page_id}"')

    assert "id: " in refusal(tmp_path, text).message


def test_a_section_beyond_the_token_budget_becomes_numbered_passages(tmp_path: Path) -> None:
    paragraph = "Parcels to the islands take two days more than parcels to the mainland. " * 12
    text = f"{MATTER}{BODY}\n## Islands {{#islands}}\n{paragraph}\n\n{paragraph}\n\n## More {{#islands-2}}\nShort.\n"

    page = read(tmp_path, text)

    assert [p.id.split("#")[1] for p in page.passages][-3:] == ["islands", "islands-3", "islands-2"]
    assert {p.headings for p in page.passages[-3:-1]} == {(page.title, "Islands")}


def test_an_answer_stays_one_passage_however_long(tmp_path: Path) -> None:
    paragraph = "Parcels to the islands take two days more than parcels to the mainland. " * 30
    file = page_file(tmp_path, f"{MATTER}{BODY}\n## How long?\n{paragraph}\n")

    page = read_page(file, PageKind.FAQ, INTENTS)

    assert page.passages[-1].text == paragraph.strip()


def test_a_page_that_cannot_be_opened_is_refused_by_name(tmp_path: Path) -> None:
    """Editors lay a link to nowhere beside a page that is being written."""
    file = page_file(tmp_path, MATTER + BODY)
    lock = file.with_name("lock.md")
    lock.symlink_to(tmp_path / "nowhere")

    with pytest.raises(BadKnowledge, match=r"policies/lock\.md:1: cannot be read: No such file"):
        read_pages(file.parent.parent, INTENTS)


def test_a_sentence_that_an_editor_wrapped_is_one_line_again(tmp_path: Path) -> None:
    text = f"{MATTER}\nLit candles cannot be returned,\nunless they are faulty.\nA second sentence.\n\n- one item that\n  goes on\n- two\n"

    page = read(tmp_path, text)

    assert page.passages[0].text == (
        "Lit candles cannot be returned, unless they are faulty.\nA second sentence.\n\n- one item that goes on\n- two"
    )


def test_tables_code_and_wanted_breaks_keep_their_lines(tmp_path: Path) -> None:
    body = "| a | b |\n| - | - |\n| 1 | 2 |\n\n```\none\ntwo\n```\n\nCalle Olmo 7  \nBilbao"

    assert read(tmp_path, f"{MATTER}\n{body}\n").passages[0].text == body
