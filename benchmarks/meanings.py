"""What counts as another meaning of a page: seeded changes of one fact, other orders, pages cut in two, paraphrases.

Every passage of the sample brands is edited once a kind. Of the changes of a fact all should be told, of the others none.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assist import text as texts
from assist.domain.base import PageId, PassageId
from assist.domain.knowledge import Passage
from assist.retrieval import pages
from assist.triage.taxonomy import read_taxonomy
from benchmarks.mutations import MUTATORS
from evals import meaning

ROOT = Path(__file__).parent.parent
CLIENTS = ("norrfell", "osmere")
PARAPHRASES = ("paraphrases.jsonl", "paraphrases_fresh.jsonl")
SEED = 20261128
Edit = Callable[[Passage, random.Random], list[Passage] | None]


def main() -> int:
    """Print, a kind of edit a line, how many of how many mean something else."""
    told = {name: passages(name) for name in CLIENTS}
    for name in [kind for kind in MUTATORS if kind != "promise"]:
        _line(f"one {name} changed", _counted(told, _mutating(name)), "all")
    _line("a sentence gone", _counted(told, _without_one), "all")
    _line("another order", _counted(told, _reordered), "none")
    _line("cut in two", _counted(told, _cut), "none")
    for file in PARAPHRASES:
        _line(f"paraphrased ({file})", [_paraphrased(told, line) for line in _lines(file)], "none")
    return 0


def passages(client: str) -> list[Passage]:
    """Return a sample brand's passages."""
    taxonomy = read_taxonomy(ROOT / "knowledge" / "_shared" / "taxonomy.yaml")
    found = pages.read_pages(ROOT / "knowledge" / client, taxonomy.intents)
    return [passage for page in found for passage in page.passages]


def _counted(told: dict[str, list[Passage]], edit: Edit) -> list[bool | None]:
    rng = random.Random(SEED)
    found: list[bool | None] = []
    for mine in told.values():
        for one in mine:
            edited = edit(one, rng)
            # Only what stands beside the passage matters; all of a client would take minutes.
            beside = [other for other in mine if other.page_id == one.page_id and other.id != one.id]
            found.append(None if edited is None else _is_meant([*beside, one], [*beside, *edited]))
    return found


def _is_meant(before: Sequence[Passage], after: Sequence[Passage]) -> bool:
    return any(one.is_meant for one in meaning.changes(before, after))


def _mutating(name: str) -> Edit:
    def edit(one: Passage, rng: random.Random) -> list[Passage] | None:
        said = rng.choice(meaning.sentences(one))
        new = MUTATORS[name](said, rng)
        return None if new is None or new == said else [_with(one, one.text.replace(said, new, 1))]

    return edit


def _without_one(one: Passage, rng: random.Random) -> list[Passage] | None:
    said = meaning.sentences(one)
    if len(said) < 2:
        return None
    return [_with(one, one.text.replace(rng.choice(said), "", 1).strip())]


def _reordered(one: Passage, _: random.Random) -> list[Passage] | None:
    said = meaning.sentences(one)
    return [_with(one, "\n".join(said[::-1]))] if len(said) > 1 else None


def _cut(one: Passage, rng: random.Random) -> list[Passage] | None:
    said = meaning.sentences(one)
    if len(said) < 2:
        return None
    at = rng.randrange(1, len(said))
    other = {"id": PassageId(f"two-{one.id}"), "page_id": PageId(f"two-{one.page_id}")}
    return [_with(one, "\n".join(said[:at])), _with(one, "\n".join(said[at:])).model_copy(update=other)]


def _paraphrased(told: dict[str, list[Passage]], line: dict[str, str]) -> bool | None:
    one = next((each for each in told[line["client"]] if each.id == line["passage_id"]), None)
    if one is None:
        return None
    words = texts.content_words(line["draft"])
    said = max(meaning.sentences(one), key=lambda each: len(words & texts.content_words(each)))
    return _is_meant([one], [_with(one, one.text.replace(said, line["draft"], 1))])


def _lines(file: str) -> Iterator[dict[str, str]]:
    for line in (ROOT / "evals" / "checking" / file).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _with(one: Passage, text: str) -> Passage:
    return one.model_copy(update={"text": text})


def _line(name: str, found: Sequence[bool | None], wanted: str) -> None:
    tried = [one for one in found if one is not None]
    print(f"{name}: {sum(tried)} of {len(tried)} mean something else (should: {wanted})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
