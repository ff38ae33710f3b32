"""Tables become pages: a row with an id is that page, questions gather into FAQ pages, a bad row costs only itself."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assist.errors import NotFound
from assist.importing import intake, tabular
from assist.importing.confined import Limits
from assist.importing.material import Intake, NewPage
from assist.importing.rows import Row, Table
from tests.counting import counted_ids


def taken(tmp_path: Path, name: str, content: str | bytes) -> Intake:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return intake.read(file)


def faults(found: Intake) -> list[tuple[int | None, str | None, str]]:
    return [(fault.line, fault.id, fault.message) for fault in found.faults]


def questions(page: NewPage) -> list[tuple[str, str, str]]:
    return [(part.anchor, part.heading, "\n".join(part.lines)) for part in page.parts]


@pytest.mark.parametrize(
    "identity", ["basecamp:abuse/how-we-handle/index.md", "Product Defect/Initiate Refund", "dc10b2529b13", "¿Qué?"]
)
def test_the_id_of_a_line_is_the_id_of_its_page(tmp_path: Path, identity: str) -> None:
    found = taken(tmp_path, "docs.jsonl", f'{{"id": "{identity}", "title": "T", "text": "Words."}}\n')

    assert [page.id for page in found.pages] == [identity]


def test_a_number_may_be_an_id(tmp_path: Path) -> None:
    found = taken(tmp_path, "docs.jsonl", '{"id": 36001, "title": "T", "text": "Words."}\n')

    assert [page.id for page in found.pages] == ["36001"]


def test_bad_lines_do_not_cost_the_others(tmp_path: Path) -> None:
    rows = (
        '{"id": "a", "title": "T", "text": "Words."}\n\nnot json\n{"id": "a", "text": "Again."}\n{"id": "b"}\n[1]\n'
        '{"id": "c#d", "text": "Words."}\n{"id": "e", "text": 5}\n{"id": "f", "text": "a\\u0000b"}\n{"text": "Words."}\n'
        '{"id": "z", "text": "Words."}\n'
    )

    found = taken(tmp_path, "docs.jsonl", rows)

    assert [page.id for page in found.pages] == ["a", "z"]
    assert faults(found) == [
        (3, None, "not JSON: Expecting value at line 1 column 1"),
        (4, "a", "id: is also on line 1"),
        (5, "b", "no text: a row needs an answer, text, body, content or html"),
        (6, None, "a JSON object is expected"),
        (7, "c#d", "id: # separates a page from its passage and cannot stand in an id"),
        (8, None, "text: text is expected"),
        (9, None, "text holds a NUL character"),
        (10, None, "no question: a row needs a question or title, or an id to be a page"),
    ]


def test_ids_of_rows_are_looked_up_not_compared_pair_by_pair() -> None:
    own_id = counted_ids()
    words = Row(line=1, text="Words.")
    rows = tuple(words.model_copy(update={"id": own_id(f"p{number}"), "line": number}) for number in range(200))

    found = tabular.pages("docs.jsonl", "docs", Table(rows=rows), Limits())

    assert len(found.pages) == 200
    assert own_id.compared <= 10 * len(rows)  # pair by pair it would be a hundred each


def test_twenty_thousand_rows_are_read_as_pages_and_as_questions(tmp_path: Path) -> None:
    pages = "".join(f'{{"id": "p{number}", "text": "Words."}}\n' for number in range(10_000))
    asked = "".join(f'{{"question": "How long?", "answer": "{number} days."}}\n' for number in range(10_000))

    found = taken(tmp_path, "docs.jsonl", pages + asked)

    assert len(found.pages) == 10_001
    assert found.pages[-1].parts[-1].anchor == "how-long-10000"


def test_one_question_is_one_section_with_an_anchor_of_its_words(tmp_path: Path) -> None:
    found = taken(tmp_path, "shop_faq.csv", "Question,Answer\nHow long?,Three days.\nHow much?,4 EUR\n")

    assert [(page.id, page.title, page.is_faq) for page in found.pages] == [("shop-faq", "Shop faq", True)]
    assert questions(found.pages[0]) == [("how-long", "How long?", "Three days."), ("how-much", "How much?", "4 EUR")]


def test_questions_are_grouped_by_category(tmp_path: Path) -> None:
    found = taken(
        tmp_path, "faq.csv", "q,a,Category\nHow long?,3 days,Delivery\nHow much?,4 EUR,Fees\nTo Spain?,Yes,Delivery\n"
    )

    assert [(page.id, page.title, len(page.parts)) for page in found.pages] == [
        ("faq-delivery", "Delivery", 2),
        ("faq-fees", "Fees", 1),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "Pregunta;Respuesta\n¿Cuánto tarda?;Tres días, más en Canarias\n".encode("latin-1"),
        "\ufeffPregunta;Respuesta\r\n¿Cuánto tarda?;Tres días, más en Canarias\r\n".encode(),
        "Pregunta\tRespuesta\n¿Cuánto tarda?\tTres días, más en Canarias\n".encode("utf-16"),
        'PREGUNTA,"Respuesta "\n¿Cuánto tarda?,"Tres días, más en Canarias"\n'.encode(),
    ],
    ids=["latin-1 with semicolons", "byte order mark", "utf-16 with tabs", "quoted"],
)
def test_a_spreadsheets_own_ways_are_read(tmp_path: Path, content: bytes) -> None:
    found = taken(tmp_path, "faq.csv", content)

    assert questions(found.pages[0]) == [("cuanto-tarda", "¿Cuánto tarda?", "Tres días, más en Canarias")]


def test_a_text_torn_by_its_own_commas_is_a_bad_line(tmp_path: Path) -> None:
    found = taken(tmp_path, "faq.csv", "question,answer\nHow long?,Three days, sometimes four\nHow much?,4 EUR\n")

    assert faults(found) == [(2, None, "has 3 cells, the first row 2; is a text without its quotes?")]
    assert len(found.pages[0].parts) == 1


def test_a_cell_over_several_lines_keeps_the_line_numbers(tmp_path: Path) -> None:
    found = taken(tmp_path, "faq.csv", 'question,answer\nHow long?,"Three\ndays"\nHow much?,\n')

    assert [line for line, _, _ in faults(found)] == [4]


def test_columns_without_a_meaning_are_named(tmp_path: Path) -> None:
    found = taken(tmp_path, "faq.csv", "question,answer,Author,views\nHow long?,3 days,Ana,7\n")

    assert found.notes == ("faq.csv: columns not used: Author, views",)


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "just words\n"])
def test_a_table_without_a_known_column_is_refused(tmp_path: Path, content: str) -> None:
    found = taken(tmp_path, "faq.csv", content.replace("a,b", "x,y"))

    assert "no column is known" in found.faults[0].message


@pytest.mark.parametrize(
    "content",
    ['[{"question": "How long?", "answer": "3 days"}]', '{"articles": [{"q": "How long?", "respuesta": "3 days"}]}'],
)
def test_a_json_array_is_read(tmp_path: Path, content: str) -> None:
    found = taken(tmp_path, "faq.json", content)

    assert questions(found.pages[0]) == [("how-long", "How long?", "3 days")]


def test_an_answer_stays_one_section_whatever_it_holds(tmp_path: Path) -> None:
    answer = '"Yes.\n\n## Unless worn\n\nThen not.\n\n```\n# code"'

    found = taken(tmp_path, "faq.csv", f"question,answer\nCan I?,{answer}\n")

    assert [part.heading for part in found.pages[0].parts] == ["Can I?"]
    assert "**Unless worn**" in found.pages[0].parts[0].lines
    assert found.pages[0].parts[0].lines[-1] == "```"


def test_equal_questions_with_different_answers_are_both_kept(tmp_path: Path) -> None:
    found = taken(tmp_path, "faq.csv", "question,answer\nHow long?,3 days\nHow long?,4 days\nHow long?,3 days\n")

    assert [anchor for anchor, _, _ in questions(found.pages[0])] == ["how-long", "how-long-2"]
    assert [each.what for each in found.pages[0].dropped] == ["question given twice"]


def test_a_long_questions_anchor_is_cut_at_a_word(tmp_path: Path) -> None:
    question = "How long does it take until " + "a parcel sent on a Friday " * 5 + "arrives?"

    found = taken(tmp_path, "faq.csv", f"question,answer\n{question},3 days\n")

    assert found.pages[0].parts[0].anchor == "how-long-does-it-take-until-a-parcel-sent-on-a-friday-a"


@pytest.mark.parametrize("content", ["", "   \n"])
def test_an_empty_file_is_a_fault(tmp_path: Path, content: str) -> None:
    assert faults(taken(tmp_path, "faq.csv", content)) == [(None, None, "is empty")]


def test_links_between_imported_documents_lead_to_their_pages(tmp_path: Path) -> None:
    (tmp_path / "help" / "terms").mkdir(parents=True)
    (tmp_path / "help" / "returns.md").write_text(
        "# Returns\n\nSee [fees](terms/fees.md#by-country), [all](terms/fees), [out](https://a.example/fees.md), [no](x.md).\n"
    )
    (tmp_path / "help" / "terms" / "fees.md").write_text("# Fees\n\n[back](../returns.md)\n\n## By country\n\n4 EUR\n")

    found = {page.id: page for page in intake.read(tmp_path / "help").pages}

    assert found["returns"].parts[0].lines[-1] == (
        "See [fees](terms-fees#by-country), [all](terms-fees), [out](https://a.example/fees.md), [no](x.md)."
    )
    assert "[back](returns)" in found["terms-fees"].parts[0].lines


def test_links_between_rows_follow_their_ids(tmp_path: Path) -> None:
    rows = '{"id": "b:x/a.md", "text": "See [c](../c.md)."}\n{"id": "b:c.md", "text": "Words."}\n'

    found = taken(tmp_path, "docs.jsonl", rows)

    assert found.pages[0].parts[0].lines == ("See [c](b%3Ac.md).",)


def test_a_folder_is_read_in_order_without_links_and_hidden_files(tmp_path: Path) -> None:
    folder = tmp_path / "help"
    (folder / "b").mkdir(parents=True)
    for name in ("c.txt", "a.txt", "b/a.txt", ".hidden.txt", "~$c.txt"):
        (folder / name).write_text("Words.")
    (folder / "picture.png").write_bytes(b"x")
    (folder / "link.txt").symlink_to("/etc/hostname")

    found = intake.read(folder)

    assert [page.id for page in found.pages] == ["a", "b-a", "c"]
    assert found.notes == ("picture.png: passed over: .png files are not read",)


def test_files_whose_names_give_one_id_are_numbered(tmp_path: Path) -> None:
    for name in ("fees.md", "fees.txt"):
        (tmp_path / name).write_text("Words.")

    assert [page.id for page in intake.read(tmp_path).pages] == ["fees", "fees-2"]


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda file: file.write_bytes(b"\x00\x01\x02"), "is not text: it holds NUL bytes"),
        (lambda file: file.write_bytes(b"a" * (20 * 1024 * 1024 + 1)), "has 21 MB, more than 20 MB"),
    ],
)
def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path, made: Callable[[Path], object], message: str) -> None:
    made(tmp_path / "a.txt")

    assert faults(intake.read(tmp_path)) == [(None, None, message)]


def test_a_source_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="--from: no file or folder"):
        intake.read(tmp_path / "nowhere")
