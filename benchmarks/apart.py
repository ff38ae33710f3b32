"""Clients side by side: whatever is asked of one, nothing of another is ever found, cited or said.

    python -m benchmarks.apart [--queries 10000] [--suggestions 400] [--together 2000] [--threads 8]

The real policies of three companies and the guidelines of a fourth shop are imported, built and published by the public
commands as four clients of one agency. Then, in one process, sentences and headings of all of them, half misspelt, are put
to every client in turn: first one after the other, then from many threads at once, the clients mixed, while one of them is
rolled back and forth. A passage counts as the client's own only when that client's bundle on disk holds it under the same
id with the same bytes. Exit code 1 on any leak. The data is looked for in `BENCH_DATA`, by default `../shared/data`.
"""

import argparse
import itertools
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock

from assist import pipeline, text
from assist.bootstrap import Services, build
from assist.briefing import Version
from assist.domain.conversation import Message
from assist.domain.suggestion import SuggestRequest
from assist.ports import Encoder
from benchmarks.agency import ROOT, Agency
from benchmarks.leaks import Own, Texts, bundles_on_disk, of_search, of_suggestion
from benchmarks.remembered import RememberedVectors

SEED = 20261125
COMPANIES, GUIDELINES = Path("real_company_policies/docs.jsonl"), Path("abcd_partial/guideline_passages.jsonl")
SHOP = "abcd"
"""The client of the guidelines."""
MOVING = "github"
"""The client that is rolled back and forth: the largest, first published with half of its pages."""
WORDS = range(2, 41)
"""Words of a query: shorter ones are no question, longer ones no sentence of a customer."""
SUGGESTED_EVERY = 4
"""In the crowd, one question of so many asks for a suggestion, the others search."""


@dataclass
class Findings:
    """What was asked and looked at; `leaks` must stay empty."""

    searches: int = 0
    suggestions: int = 0
    passages: int = 0
    """Passages looked at."""
    served: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Questions answered by each version."""
    leaks: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def note(self, version: Version, seen: int, leaks: Iterable[str], *, suggested: bool = False) -> None:
        found = list(leaks)
        with self._lock:
            self.suggestions += suggested
            self.searches += not suggested
            self.passages += seen
            self.served[version.profile.id, version.id] += 1
            self.leaks += found


def main(arguments: Sequence[str] | None = None) -> None:
    """Set the clients up, ask, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--suggestions", type=int, default=400)
    parser.add_argument("--together", type=int, default=2_000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--data", type=Path, default=os.environ.get("BENCH_DATA") or ROOT / "../shared/data")
    asked = parser.parse_args(arguments)
    source = Path(asked.data)
    if not (source / COMPANIES).is_file() or not (source / GUIDELINES).is_file():
        print(f"skipped: {COMPANIES} or {GUIDELINES} is absent; BENCH_DATA names the folder that holds them")
        return
    with tempfile.TemporaryDirectory(prefix="apart-") as folder:
        agency = Agency(Path(folder))
        started = time.perf_counter()
        set_up(agency, source)
        print(f"set up by command in {time.perf_counter() - started:.0f} s")
        services = build(agency.settings)
        found = run(services, asked.queries, asked.suggestions, asked.together, asked.threads)
    for leak in found.leaks[:10]:
        print(f"LEAK {leak}")
    sys.exit(1 if found.leaks else 0)


def run(services: Services, queries: int, suggestions: int, together: int, threads: int) -> Findings:
    """Ask one after the other, then from many threads; print what came of each."""
    clients: list[str] = list(services.client_ids())
    services.warm_up()
    own = {client: bundles_on_disk(services.settings, client) for client in clients}
    drawn = draw_queries(own, queries, random.Random(SEED))
    for client in clients:
        live = own[client][services.version(client).id]
        print(f"{client:12} {len(live):5,} passages live, {len(own[client])} versions")
    print(f"{len(drawn):,} distinct queries from the texts of all {len(clients)} clients, seed {SEED}\n")
    print(f"{'':34} {'asked':>8} {'passages seen':>14} {'leaks':>6} {'seconds':>8}")
    in_turn = _reported("searches, each put to every client", lambda f: search_all(services, own, drawn, f))
    drafted = _reported("suggestions, the same", lambda f: suggest_all(services, own, drawn[:suggestions], f))
    moving = MOVING if MOVING in own else clients[0]
    between = [version_id for version_id, texts in own[moving].items() if texts]
    with rolled_back_and_forth(services, moving, between) as moves:
        crowd = _reported(
            f"both, from {threads} threads", lambda f: ask_together(services, own, drawn[:together], threads, f)
        )
    answered = ", ".join(f"{crowd.served[moving, version_id]:,}" for version_id in between)
    print(
        f"\nmeanwhile {moving} was rolled back or forth {len(moves)} times; its versions answered {answered} questions"
    )
    return Findings(leaks=[*in_turn.leaks, *drafted.leaks, *crowd.leaks])


def _reported(name: str, ask: Callable[[Findings], None]) -> Findings:
    found, started = Findings(), time.perf_counter()
    ask(found)
    taken = time.perf_counter() - started
    asked = found.searches + found.suggestions
    print(f"{name:34} {asked:8,} {found.passages:14,} {len(found.leaks):6} {taken:8.0f}", flush=True)
    return found


# Setting up


def set_up(agency: Agency, source: Path) -> None:
    """Make every client as a person would: add, import, build, publish; the moving one in two steps."""
    agency.open_up()
    exports = _exports(agency.folder / "exports", source)
    for client, parts in exports.items():
        agency.assist("client", "add", client)
        for number, part in enumerate(parts, start=1):
            agency.assist("kb", "import", "--client", client, "--from", str(part))
            agency.assist("kb", "build", "--client", client)
            agency.assist(
                "kb", "publish", "--client", client, "--override", f"side by side, part {number}", "--by", "bench"
            )


def _exports(folder: Path, source: Path) -> dict[str, list[Path]]:
    """Lay the companies' documents out as their help centres would export them: Markdown files in folders."""
    exports: dict[str, list[Path]] = {SHOP: [source / GUIDELINES]}
    with (source / COMPANIES).open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    for number, document in enumerate(documents):
        client = document["company"].lower()
        part = folder / client / str(number % 2 if client == MOVING else 0)
        file = part / document["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document["text"], encoding="utf-8")
        if part not in exports.setdefault(client, []):
            exports[client].append(part)
    return exports


def draw_queries(own: Own, count: int, draw: random.Random) -> list[str]:
    """Return distinct sentences and headings of all clients in random order, from each about as many, then misspelt."""
    by_client = [sorted({line for texts in bundles.values() for line in _lines(texts)}) for bundles in own.values()]
    for lines in by_client:
        draw.shuffle(lines)
    rounds = range(max(map(len, by_client)))
    plain = list(dict.fromkeys(lines[at] for at in rounds for lines in by_client if at < len(lines)))
    drawn = dict.fromkeys(plain[: count - count // 2])
    while plain and len(drawn) < count:
        drawn[misspelt(draw.choice(plain), draw)] = None
    shuffled = list(drawn)
    draw.shuffle(shuffled)
    return shuffled


def _lines(texts: Texts) -> Iterator[str]:
    for passage_id, whole in texts.items():
        heading = passage_id.partition("#")[2].replace("-", " ")
        for line in (heading, *(whole[start:end] for start, end in text.sentences(whole))):
            if len(line.split()) in WORDS:
                yield line


def misspelt(line: str, draw: random.Random) -> str:
    """Return the line as somebody in a hurry types it: small letters, two letters swapped, lost or doubled."""
    letters = list(line.lower())
    for _ in range(2):
        at = draw.randrange(len(letters) - 1)
        typed = (letters[at + 1] + letters[at], letters[at], letters[at] * 2 + letters[at + 1])
        letters[at : at + 2] = list(draw.choice(typed))
    return "".join(letters)


# Asking


def search_all(services: Services, own: Own, queries: Sequence[str], found: Findings) -> None:
    """Put every query to every client; look at all that comes back, not only at the first hits."""
    for query in queries:
        encoder = RememberedVectors(services.encoder)
        for client in own:
            _search(services, own, client, query, found, encoder)


def suggest_all(services: Services, own: Own, queries: Sequence[str], found: Findings) -> None:
    """Ask every client for a suggestion for every query."""
    for query in queries:
        for client in own:
            _suggest(services, own, client, query, found)


def ask_together(services: Services, own: Own, queries: Sequence[str], threads: int, found: Findings) -> None:
    """Ask from many threads at once, the clients mixed."""
    pairs = [(client, query) for query in queries for client in own]
    random.Random(SEED).shuffle(pairs)

    def ask(number: int) -> None:
        client, query = pairs[number]
        asking = _search if number % SUGGESTED_EVERY else _suggest
        asking(services, own, client, query, found)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(ask, range(len(pairs))))


@contextmanager
def rolled_back_and_forth(services: Services, client: str, between: Sequence[str]) -> Iterator[list[str]]:
    """Let one version of a client after the other go live until the block ends; yields what went live so far."""
    stop, moves = Event(), list[str]()

    def move() -> None:
        for version_id in itertools.cycle(between):
            if stop.is_set():
                return
            moved = services.releases(client).rollback(version_id, reason="apart", by="bench", now=datetime.now(UTC))
            services.refresh()
            moves.extend([version_id] if moved.changed else [])

    with ThreadPoolExecutor(1) as mover:
        moving = mover.submit(move)
        try:
            yield moves
        finally:
            stop.set()
        moving.result()  # a mover that failed would have tested nothing


def _search(
    services: Services, own: Own, client: str, query: str, found: Findings, encoder: Encoder | None = None
) -> None:
    version = services.version(client)
    context = services.context(with_writer=False)
    request = SuggestRequest(messages=(Message(text=query),))
    result = pipeline.search(version, request, replace(context, encoder=encoder or services.encoder), count=sys.maxsize)
    found.note(version, len(result.hits), of_search(own[client], version, result))


def _suggest(services: Services, own: Own, client: str, query: str, found: Findings) -> None:
    version = services.version(client)
    request = SuggestRequest(client_id=client, messages=(Message(text=query),))
    suggestion = pipeline.suggest(version, request, services.context(with_writer=False))
    seen = len(suggestion.retrieval.found)
    found.note(version, seen, of_suggestion(own, client, suggestion), suggested=True)


if __name__ == "__main__":
    main()
