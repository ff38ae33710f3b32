"""New pages go into the client's folder whole or not at all, and never over another page unasked."""

from pathlib import Path

import pytest

from assist.domain.enums import Audience, PageKind
from assist.importing import writing
from assist.importing.material import NewPage, Part
from assist.importing.writing import Plan, Terms
from assist.retrieval.pages import read_pages
from tests.counting import counted_ids


def terms(*, kind: PageKind | None = None, replace: bool = False) -> Terms:
    return Terms(owner="Ana", locale="en", audience=Audience.AGENT, kind=kind, replace=replace)


def page(identity: str, words: str = "Words.", *, is_faq: bool = False) -> NewPage:
    return NewPage(id=identity, title="T", parts=(Part(lines=(words,)),), source="a.jsonl", line=7, is_faq=is_faq)


def imported(folder: Path, *new_pages: NewPage, given: Terms | None = None) -> Plan:
    plan = writing.planned(new_pages, folder, given or terms())
    writing.write(plan)
    return plan


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def messages(plan: Plan) -> list[str]:
    return [fault.message for fault in plan.faults]


def test_a_page_is_written_as_front_matter_and_body_and_nothing_else(tmp_path: Path) -> None:
    imported(tmp_path, page("returns"))

    assert (tmp_path / "policies" / "returns.md").read_text() == (
        "---\nid: returns\ntitle: T\nowner: Ana\nlocale: en\naudience: agent\n---\n\nWords.\n"
    )


def test_questions_go_to_faq_and_a_kind_that_is_given_wins(tmp_path: Path) -> None:
    imported(tmp_path, page("a", is_faq=True))
    imported(tmp_path, page("b", is_faq=True), given=terms(kind=PageKind.MACROS))

    assert files(tmp_path) == ["faq/a.md", "macros/b.md"]


def test_ids_that_spell_one_file_name_are_numbered(tmp_path: Path) -> None:
    imported(tmp_path, page("a/b"), page("A b"), page("a-b"))

    assert files(tmp_path) == ["policies/a-b-2.md", "policies/a-b-3.md", "policies/a-b.md"]
    assert {read.id for read in read_pages(tmp_path, ())} == {"a/b", "A b", "a-b"}


def test_a_page_that_exists_is_refused(tmp_path: Path) -> None:
    imported(tmp_path, page("a/b", "Old."))

    plan = imported(tmp_path, page("a/b", "New."), page("c"))

    assert [(fault.line, fault.id, fault.code) for fault in plan.faults] == [(7, "a/b", "page_exists")]
    assert "--replace" in messages(plan)[0]
    assert [passage.text for read in read_pages(tmp_path, ()) for passage in read.passages] == ["Old.", "Words."]


def test_replace_writes_over_the_file_that_holds_the_page(tmp_path: Path) -> None:
    imported(tmp_path, page("x"), page("a/b"), page("a b", "Old."))

    plan = imported(tmp_path, page("a b", "New."), given=terms(replace=True))

    assert [(each.file.name, each.status) for each in plan.pages] == [("a-b-2.md", "replaces")]
    assert "New." in (tmp_path / "policies" / "a-b-2.md").read_text()


def test_a_page_of_another_kind_is_not_replaced_by_accident(tmp_path: Path) -> None:
    imported(tmp_path, page("a", is_faq=True))

    plan = imported(tmp_path, page("a"), given=terms(replace=True))

    assert "replace it with --kind faq" in messages(plan)[0]
    assert files(tmp_path) == ["faq/a.md"]


def test_an_id_that_comes_twice_is_written_once(tmp_path: Path) -> None:
    plan = imported(tmp_path, page("a", "First."), page("a", "Second."))

    assert messages(plan) == ["page id a comes twice in this import"]
    assert "First." in (tmp_path / "policies" / "a.md").read_text()


def test_ids_are_looked_up_not_compared_pair_by_pair(tmp_path: Path) -> None:
    own_id = counted_ids()
    many = [page("x").model_copy(update={"id": own_id(f"p{number}")}) for number in range(200)]

    plan = writing.planned(many, tmp_path, terms())

    assert len(plan.pages) == 200
    assert own_id.compared <= 10 * len(many)  # pair by pair it would be a hundred each


def test_a_refused_page_takes_no_file_name(tmp_path: Path) -> None:
    unreadable = page("a b").model_copy(update={"parts": (Part(level=2, heading="{x}", lines=("Words.",)),)})

    plan = imported(tmp_path, unreadable, page("a-b"))

    assert (len(plan.faults), files(tmp_path)) == (1, ["policies/a-b.md"])


def test_a_broken_page_in_the_folder_does_not_stop_an_import(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "a.md").write_text("no front matter")

    plan = imported(tmp_path, page("a"))

    assert [each.file.name for each in plan.pages] == ["a-2.md"]


def test_planning_writes_nothing(tmp_path: Path) -> None:
    writing.planned([page("a")], tmp_path, terms())

    assert files(tmp_path) == []


def test_an_id_too_long_for_a_file_name_is_refused(tmp_path: Path) -> None:
    plan = imported(tmp_path, page("㏂" * 120))  # one sign spells a.m.

    assert messages(plan) == ["id: spells a file name of more than 200 characters"]


@pytest.mark.parametrize("title", ["yes", "12", "a: b", "# x", '"q"', "2026-11-25", "- a", "{x}", "a #b", "\\", "é 😩"])
def test_a_title_yaml_would_misread_is_quoted(tmp_path: Path, title: str) -> None:
    imported(tmp_path, page("a").model_copy(update={"title": title}))

    assert [read.title for read in read_pages(tmp_path, ())] == [title]
