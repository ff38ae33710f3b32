"""Own intents from a handful of examples, on public sets: `python -m benchmarks.few_shot [SET ...] [--dev] [--end-to-end]`.

Learns with the functions `assist intents learn` and `kb build` use, judges with the triager that serves. Examples are drawn
at random, the same number an intent, by a seeded shuffle of the train part; test parts are only measured on. `--dev` measures
on what the train part has left (clinc150: its validation part) instead: what choices were made on. The plain logistic head
on the same vectors stands beside each figure.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assist import taught
from assist.bootstrap import Services, build
from assist.domain.base import ClientId
from assist.domain.client import IntentSettings
from assist.domain.conversation import Conversation, Message
from assist.encoder.remembered import RememberedEncoder
from assist.pipeline import Context
from assist.reading import read
from assist.settings import from_environment
from assist.taught import Taught
from assist.triage.client_intents import ClientIntents, view
from assist.triage.examples import Example, places_of
from assist.triage.judged import shared_judgement
from assist.triage.learning import Learning
from assist.triage.left_out import calibration_error
from assist.triage.triager import Triager
from benchmarks.agency import Agency
from benchmarks.corpora import DATA, missing, read_lines

SEEDS = (0, 1, 2)
SHOTS = (3, 5, 10, 20)
MEMORY = Path("var/vectors/bench-few-shot.npz")
SETS = ("banking77", "clinc150_oos", "dstc11_natcs_intents", "nlupp")
TRAFFIC = (1 / 3, 2 / 3)
"""Shares of the traffic that are out of scope."""


class Text(NamedTuple):
    """A message and what it asks; nothing when it is out of scope."""

    text: str
    intents: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """What is learnt from and what is asked after."""

    name: str
    train: tuple[Text, ...]
    asked: tuple[Text, ...]


@dataclass(frozen=True)
class Outcome:
    """Figures of one task."""

    right: float
    kept_and_right: float
    rejected: float | None
    auroc: float | None
    calibration: float
    micro_f1: float
    seconds: float
    plain: float | None
    learning: Learning

    def traffic(self, outside: float) -> float | None:
        """Return the share handled right when this share of the traffic is out of scope."""
        return None if self.rejected is None else (1 - outside) * self.kept_and_right + outside * self.rejected


def drawn(texts: Sequence[Text], shots: int, seed: int) -> tuple[list[Text], list[Text]]:
    """Return `shots` texts of every intent, and the others."""
    shuffled = list(texts)
    random.Random(seed).shuffle(shuffled)
    taken: dict[str, int] = {}
    chosen: list[Text] = []
    left: list[Text] = []
    for text in shuffled:
        name = text.intents[0]
        taken[name] = taken.get(name, 0) + 1
        (chosen if taken[name] <= shots else left).append(text)
    return chosen, left


class Bench:
    """One set of services with a memory for vectors."""

    def __init__(self) -> None:
        self.services: Services = build(from_environment({}))
        self.encoder = RememberedEncoder(self.services.encoder, MEMORY)
        self.background = self.services.background()
        version = self.services.version("norrfell")
        self.profile, self.calendar = version.profile, version.calendar
        self.now = Context(now=self.services.context().now, new_id=str, encoder=self.encoder, timer=time.perf_counter)

    def measure(self, task: Task) -> Outcome:
        """Learn and ask."""
        names = places_of(Example(text=t.text, intents=t.intents, place="x") for t in task.train)
        rare = {name for name, places in names.items() if len(places) < 2}
        examples = [
            Example(text=t.text, intents=tuple(i for i in t.intents if i not in rare), place=f"line {n}")
            for n, t in enumerate(task.train, 1)
            if not t.intents or set(t.intents) - rare
        ]
        settings = IntentSettings(shared=False)
        own = Taught(ClientId("bench"), settings, ("en",), tuple(examples), self.services.taxonomy)
        self.encoder.encode([example.text for example in examples])
        started = time.perf_counter()
        learning = taught.learn(own, self.background, self.encoder, self.encoder)
        seconds = time.perf_counter() - started
        return self._asked(task, learning, own, seconds)

    def _asked(self, task: Task, learning: Learning, own: Taught, seconds: float) -> Outcome:
        intents = ClientIntents(learning.learned)
        heads = self.services.heads
        seen = view(own.view, own.settings, own.names)
        triager = Triager(heads, seen, self.profile, self.calendar, intents, moods=self.services.moods)
        self._encode_all(task.asked)
        tags: list[tuple[bool, tuple[str, ...]]] = []
        chances, firsts, scores = [], [], []
        for asked in task.asked:
            conversation = Conversation(messages=(Message(text=asked.text),))
            reading = read(conversation.messages)
            vectors = self.encoder.encode(reading.texts)
            tagged = triager.triage(reading, vectors, conversation, self.now.now).triage.as_reported()
            tags.append((tagged.in_scope, tuple(intent.name for intent in tagged.intents)))
            row = vectors[[reading.message_row]]
            judged = intents.judged(row, shared_judgement(heads, row, [reading.turn_text], "en"))
            chances.append(float(judged.probabilities[0].max()))
            firsts.append(judged.names[int(judged.probabilities[0].argmax())])
            scores.append(float(learning.learned.scope_scores(row)[0]))
        return _outcome(task, learning, tags, np.array(chances), firsts, np.array(scores), seconds, self._plain(task))

    def _encode_all(self, asked: Iterable[Text]) -> None:
        texts = [text for one in asked for text in read((Message(text=one.text),)).texts]
        self.encoder.encode(texts)

    def _plain(self, task: Task) -> float | None:
        """Return the accuracy of a plain logistic head on the same vectors."""
        from sklearn.linear_model import LogisticRegression  # the baseline only

        train = [t for t in task.train if len(t.intents) == 1]
        asked = [t for t in task.asked if len(t.intents) == 1]
        if not asked or len(train) > 4_000:
            return None
        head = LogisticRegression(C=30, max_iter=1000)
        head.fit(self.encoder.encode([t.text for t in train]), [t.intents[0] for t in train])
        told = head.predict(self.encoder.encode([t.text for t in asked]))
        return float(np.mean([one == t.intents[0] for one, t in zip(told, asked, strict=True)]))


def _outcome(
    task: Task,
    learning: Learning,
    tags: Sequence[tuple[bool, tuple[str, ...]]],
    chances: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    firsts: Sequence[str],
    scores: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    seconds: float,
    plain: float | None,
) -> Outcome:
    inside = np.array([bool(t.intents) for t in task.asked])
    right = np.array([first in t.intents for first, t in zip(firsts, task.asked, strict=True)])
    first_tag = np.array(
        [bool(names) and names[0] in t.intents for (_, names), t in zip(tags, task.asked, strict=True)]
    )
    out = ~np.array([in_scope for in_scope, _ in tags])
    hits = sum(len(set(names) & set(t.intents)) for (_, names), t in zip(tags, task.asked, strict=True))
    named = sum(len(names) + len(t.intents) for (_, names), t in zip(tags, task.asked, strict=True))
    strangers = ~inside
    return Outcome(
        right=float(right[inside].mean()),
        kept_and_right=float(first_tag[inside].mean()),
        rejected=float(out[strangers].mean()) if strangers.any() else None,
        auroc=_auroc(scores[inside], scores[strangers]) if strangers.any() else None,
        calibration=calibration_error(chances[inside].astype(np.float32), right[inside]),
        micro_f1=2 * hits / max(named, 1),
        seconds=seconds,
        plain=plain,
        learning=learning,
    )


def _auroc(
    inside: "np.ndarray[tuple[int], np.dtype[np.float64]]", outside: "np.ndarray[tuple[int], np.dtype[np.float64]]"
) -> float:
    ranks = np.argsort(np.argsort(np.concatenate([inside, outside]), kind="stable"), kind="stable") + 1
    return float((ranks[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2) / (len(inside) * len(outside)))


def _texts(file: Path) -> list[Text]:
    rows = read_lines(file)
    return [
        Text(r["text"], () if r.get("oos") else tuple(r["intents"]) if "intents" in r else (r["intent"],)) for r in rows
    ]


def banking77(*, dev: bool) -> Iterable[Task]:
    """Yield 77 banking intents at 3 to 20 examples, and all of them."""
    train, test = (_texts(DATA / "banking77" / f"{part}.jsonl") for part in ("train", "test"))
    for shots in SHOTS:
        for seed in SEEDS:
            chosen, left = drawn(train, shots, seed)
            yield Task(f"banking77 {shots} shots, seed {seed}", tuple(chosen), tuple(left[:3000] if dev else test))
    if not dev:
        yield Task("banking77 full", tuple(train), tuple(test))


def clinc150_oos(*, dev: bool) -> Iterable[Task]:
    """Yield 150 intents with strangers; full: train and validation part with their out-of-scope messages as null lines."""
    train, val, test = (_texts(DATA / "clinc150_oos" / f"{part}.jsonl") for part in ("train", "val", "test"))
    asked = tuple(val if dev else test)
    inside, nulls = [t for t in train if t.intents], [t for t in train if not t.intents]
    for shots in SHOTS:
        for marked in (0, 30) if shots == 10 else (0,):
            for seed in SEEDS:
                chosen, _ = drawn(inside, shots, seed)
                name = f"clinc150 {shots} shots, {marked} nulls, seed {seed}"
                yield Task(name, (*chosen, *nulls[:marked]), asked)
    yield Task("clinc150 full", tuple(train) if dev else (*train, *val), asked)


def dstc11_natcs_intents(*, dev: bool) -> Iterable[Task]:
    """Yield three spoken sets without a split of their own: all intents, and half of them with the others as strangers."""
    for domain in ("banking", "insurance", "finance"):
        texts = _texts(DATA / "dstc11_natcs_intents" / f"{domain}.jsonl")
        names = sorted({t.intents[0] for t in texts})
        for shots in (3, 5, 10):
            for seed in (10, 11, 12) if dev else SEEDS:
                chosen, left = drawn(texts, shots, seed)
                yield Task(f"dstc11 {domain} {shots} shots, seed {seed}", tuple(chosen), tuple(left))
                half = set(random.Random(seed).sample(names, len(names) // 2))
                known = tuple(t for t in chosen if t.intents[0] in half)
                asked = tuple(t if t.intents[0] in half else Text(t.text, ()) for t in left)
                yield Task(f"dstc11 {domain} half, {shots} shots, seed {seed}", known, asked)


def nlupp(*, dev: bool) -> Iterable[Task]:
    """Yield several intents a message: learnt from one of twenty folds and from nineteen, asked the others."""
    rows = read_lines(DATA / "nlupp" / "all.jsonl")
    folds = (17, 18) if dev else (0, 1, 2)
    for domain in ("banking", "hotels"):
        mine = [(row["fold"], Text(row["text"], tuple(row["intents"]))) for row in rows if row["domain"] == domain]
        for fold in folds:
            one = tuple(t for at, t in mine if at == fold and t.intents)
            others = tuple(t for at, t in mine if at != fold and t.intents)
            yield Task(f"nlupp {domain} from fold {fold}", one, others)
            yield Task(f"nlupp {domain} from all but fold {fold}", others, one)


def _shown(task: Task, found: Outcome) -> str:
    parts = [f"{task.name:38} right {found.right:.3f}"]
    if found.plain is not None:
        parts.append(f"plain {found.plain:.3f}")
    parts.append(f"kept and right {found.kept_and_right:.3f}")
    if found.rejected is not None:
        parts.append(f"rejected {found.rejected:.3f} AUROC {found.auroc:.4f}")
        parts.append("traffic " + "/".join(f"{found.traffic(share):.3f}" for share in TRAFFIC))
    if any(len(t.intents) > 1 for t in task.asked):
        parts.append(f"micro-F1 {found.micro_f1:.3f}")
    parts.append(f"ECE {found.calibration:.3f}  {found.seconds:.0f} s")
    return "  ".join(parts)


def end_to_end(task: Task, folder: Path) -> str:
    """Do the same with the commands a person types, in an agency of its own, and say what came out."""
    agency = Agency(folder)
    agency.open_up()
    lines, asked, answers = (folder / f"{name}.jsonl" for name in ("lines", "asked", "answers"))
    named = [{"text": t.text, "intents": list(t.intents)} for t in task.train]
    lines.write_text("".join(json.dumps(row) + "\n" for row in named), encoding="utf-8")
    asked.write_text("".join(json.dumps({"text": t.text}) + "\n" for t in task.asked), encoding="utf-8")
    agency.assist("client", "add", "bench")
    took = [
        agency.assist("intents", "learn", "--client", "bench", "-i", str(lines)).wall_s,
        agency.assist("kb", "build", "--client", "bench").wall_s,
        agency.assist("kb", "publish", "--client", "bench", "--override", "bench", "--by", "bench").wall_s,
        agency.assist("triage", "--client", "bench", "-i", str(asked), "-o", str(answers)).wall_s,
    ]
    told = read_lines(answers)
    first = [row["intents"][0]["name"] if row["intents"] else None for row in told]
    inside = [name in t.intents for name, t in zip(first, task.asked, strict=True) if t.intents]
    outside = [not row["in_scope"] for row, t in zip(told, task.asked, strict=True) if not t.intents]
    rejected = f"  rejected {sum(outside) / len(outside):.4f}" if outside else ""
    spent = "  ".join(
        f"{name} {s:.0f} s" for name, s in zip(("learn", "build", "publish", "triage"), took, strict=True)
    )
    return f"{task.name:38} by commands: kept and right {sum(inside) / len(inside):.4f}{rejected}  {spent}"


def main() -> None:
    """Measure the sets named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help=f"any of {', '.join(SETS)}; default: all")
    parser.add_argument("--dev", action="store_true", help="measure on development parts")
    parser.add_argument("--only", default="", help="only tasks whose name holds this")
    parser.add_argument("--end-to-end", action="store_true", help="by the public commands instead")
    parser.add_argument("--json", action="store_true", help="print JSON lines")
    options = parser.parse_args()
    wanted = options.sets or list(SETS)
    absent = missing(wanted)
    if absent:
        raise SystemExit(f"not there: {', '.join(absent)} (BENCH_DATA={DATA})")
    bench = Bench()
    makers = {
        "banking77": banking77,
        "clinc150_oos": clinc150_oos,
        "dstc11_natcs_intents": dstc11_natcs_intents,
        "nlupp": nlupp,
    }
    for name in wanted:
        for task in makers[name](dev=options.dev):
            if options.only not in task.name:
                continue
            if options.end_to_end:
                with tempfile.TemporaryDirectory() as folder:
                    print(end_to_end(task, Path(folder)), flush=True)
                continue
            found = bench.measure(task)
            figures = {"task": task.name, **{k: v for k, v in vars(found).items() if k != "learning"}}
            print(json.dumps(figures) if options.json else _shown(task, found), flush=True)


if __name__ == "__main__":
    main()
