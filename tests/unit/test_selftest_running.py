"""Every edit becomes a candidate as `kb build` would make it, and what was judged before is not judged again."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assist.domain.base import ClientId
from assist.domain.evaluation import Verdict
from evals.edits.edit import Edit, FileText, Kind
from evals.selftest import running
from evals.selftest.outcome import REFUSED, Judgement, Outcome
from evals.selftest.running import Bench, Side
from tests.fakes import FRIDAY, FakeEncoder
from tests.knowledge import ground, small_client, write_page

CLIENT = ClientId("norrfell")


class Watching:
    """A gate that ships everything and remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []

    def judge(self, live: Side, candidate: Side) -> Judgement:
        self.shown.append((_words(live), _words(candidate)))
        return Judgement(verdict=Verdict.SHIP)


def _words(side: Side) -> str:
    return " ".join(passage.text for passage in side.version.retriever.passages)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    folder = small_client(tmp_path / "knowledge")
    write_page(folder, "tea", "## Tins {#tins}\n\nA tin holds ten bags.\n")
    own = ground(folder, tmp_path / "bundles", FakeEncoder())
    return running.bench(tmp_path / "knowledge", own, tmp_path / "work", FRIDAY)


def edit_of(bench: Bench, old: str, new: str, *, was: str | None = None) -> Edit:
    page = (bench.knowledge / CLIENT / "policies/tea.md").read_text(encoding="utf-8")
    live = (FileText(file="policies/tea.md", text=page.replace(old, was)),) if was else ()
    return Edit(
        id="number-001", client_id=CLIENT, kind=Kind.NUMBER, variant="count", passage_id="tea#tins",
        file="policies/tea.md", before=old, after=new, live_files=live,
        files=(FileText(file="policies/tea.md", text=page.replace(old, new)),),
    )  # fmt: skip


def ran(edits: Sequence[Edit], bench: Bench, gate: Watching, known: dict[str, Outcome] | None = None) -> list[Outcome]:
    return list(running.run(edits, bench, gate.judge, known or {}))


def test_the_gate_sees_the_folder_before_and_after_the_edit(bench: Bench) -> None:
    gate = Watching()

    ran([edit_of(bench, "ten bags", "six bags")], bench, gate)

    [(live, candidate)] = gate.shown
    assert "ten bags" in live and "six bags" in candidate


def test_a_mended_mistake_is_live_first(bench: Bench) -> None:
    gate = Watching()

    ran([edit_of(bench, "ten bags", "ten bags", was="tne bags")], bench, gate)

    [(live, candidate)] = gate.shown
    assert "tne bags" in live and "ten bags" in candidate


def test_the_clients_own_folder_stays_as_it_is(bench: Bench) -> None:
    ran([edit_of(bench, "ten bags", "six bags")], bench, Watching())

    assert "ten bags" in (bench.knowledge / CLIENT / "policies/tea.md").read_text(encoding="utf-8")


def test_what_cannot_be_built_is_refused_with_its_place(bench: Bench) -> None:
    gate = Watching()

    [outcome] = ran([edit_of(bench, "title:", "titel:")], bench, gate)

    assert outcome.said == REFUSED and "tea.md" in outcome.reasons[0]
    assert gate.shown == []


def test_what_was_judged_before_is_not_judged_again(bench: Bench) -> None:
    edit, gate = edit_of(bench, "ten bags", "six bags"), Watching()
    [first] = ran([edit], bench, Watching())

    [again] = ran([edit], bench, gate, {first.digest: first})

    assert again == first and gate.shown == []


def test_an_edit_after_a_mended_mistake_still_finds_the_live_version(bench: Bench) -> None:
    edits = [edit_of(bench, "ten bags", "ten bags", was="tne bags"), edit_of(bench, "ten bags", "six bags")]

    assert [outcome.said for outcome in ran(edits, bench, Watching())] == ["SHIP", "SHIP"]
    live = bench.ground.bundles_folder / CLIENT
    assert len([each for each in live.iterdir() if (each / "manifest.json").is_file()]) == 1
