"""Shared intents on the two Bitext support sets, which trained nothing: the mapping of classes was written first.

    python -m benchmarks.bitext [--client norrfell] [--only untouched]

Every distinct text goes through `assist triage`'s own batch; a message rejected as out of scope counts as wrong. Speed is
measured on a drawn sample in the same run: the batch and the bare encoding of the same texts (messages and clauses) in
turns, and messages tagged one by one.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from assist import reading
from assist.bootstrap import Services, build
from assist.cli.tagging import tag_lines
from assist.domain.conversation import Conversation, Message
from assist.triage.confusion import OUTSIDE, Confusion, Judgement, confusion, table
from benchmarks.corpora import BRANDS, DATA, agency_in, missing, read_lines

SETS = {
    "bitext_cs_20k (development)": ("bitext_cs_20k", ("all.jsonl",)),
    "bitext_cs_intents (untouched)": ("bitext_cs_intents", ("train.jsonl", "dev.jsonl", "test.jsonl")),
}
MAPPING = Path(__file__).with_name("bitext_mapping.yaml")
AIM = 0.90
SAMPLE = 1_500
ROUNDS = 3
SEED = 20261128


@dataclass(frozen=True)
class Labelled:
    """The distinct texts of one set and the intent each should have."""

    texts: tuple[str, ...]
    intents: tuple[str, ...]


def read_set(folder: str, files: Sequence[str]) -> Labelled:
    """Return the distinct texts of a set with their class mapped; a text under two classes keeps its first."""
    mapping = yaml.safe_load(MAPPING.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for file in files:
        for row in read_lines(DATA / folder / file):
            found.setdefault(row["text"], mapping[row["intent"]])
    return Labelled(tuple(found), tuple(found.values()))


def tagged(services: Services, client: str, texts: Sequence[str], folder: Path) -> tuple[list[Judgement], float]:
    """Tag texts through the batch command; return what was found (right still empty) and the seconds it took."""
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    lines = (json.dumps({"id": at, "text": text}) for at, text in enumerate(texts))
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    started = time.perf_counter()
    tag_lines(services, client, str(source), str(target))
    took = time.perf_counter() - started
    found = []
    for row in read_lines(target):
        first = row["intents"][0] if row["intents"] else None
        name, confidence = (first["name"], first["confidence"]) if first else (OUTSIDE, 0.0)
        found.append(Judgement("", name, confidence))
    return found, took


def encoded_alone(services: Services, texts: Sequence[str]) -> float:
    """Return the seconds the encoder alone needs for the same texts: messages and clauses."""
    all_texts = [text for message in texts for text in reading.read((Message(text=message),)).texts]
    started = time.perf_counter()
    services.encoder.encode(all_texts)
    return time.perf_counter() - started


def macro_accuracy(counted: Confusion) -> float:
    """Return the mean over intents of the share found right."""
    names = {pair.right for pair in counted.counts}
    return sum(counted.recall(name) for name in names) / len(names)


def all_but_the_encoder(services: Services, client: str, texts: Sequence[str]) -> float:
    """Return the median milliseconds of reading and tagging one message, its encoding left out."""
    version, context = services.version(client), services.context(with_writer=False)
    took = []
    for text in texts:
        conversation = Conversation(messages=(Message(text=text),))
        started = time.perf_counter()
        read = version.read(conversation)
        middle = time.perf_counter()
        vectors = context.encoder.encode(read.texts)
        encoded = time.perf_counter()
        version.triager.triage(read, vectors, conversation, context.now)
        took.append((middle - started + time.perf_counter() - encoded) * 1000)
    return statistics.median(took)


def measure(services: Services, client: str, name: str, folder: Path, say: Callable[[str], None]) -> None:
    """Measure one set and say it."""
    where, files = SETS[name]
    labelled = read_set(where, files)
    sample = random.Random(SEED).sample(labelled.texts, SAMPLE)
    turns = [(tagged(services, client, sample, folder)[1], encoded_alone(services, sample)) for _ in range(ROUNDS)]
    batch, alone = statistics.median(took for took, _ in turns), statistics.median(took for _, took in turns)
    milliseconds = all_but_the_encoder(services, client, sample)
    found, _ = tagged(services, client, labelled.texts, folder)
    counted = confusion([one._replace(right=right) for one, right in zip(found, labelled.intents, strict=True)])
    rejected = sum(pair.times for pair in counted.counts if pair.found == OUTSIDE)
    say(f"\n{name}: {counted.total} distinct texts")
    say(f"macro accuracy {macro_accuracy(counted):.4f} (aim >= {AIM}), rejected {rejected / counted.total:.2%}")
    say("for comparison: six hasty sentences an intent 0.83 / 0.89, TF-IDF trained on the other set 0.68 / 0.81")
    say(f"calibration error {counted.calibration_error:.3f} (aim <= 0.05)")
    ratios = " ".join(f"{took / bare:.2f}" for took, bare in turns)
    say(
        f"batch {SAMPLE / batch:.0f} messages/s (aim >= 400), {batch / alone:.2f}x encoding alone (aim <= 1.3; {ratios})"
    )
    say(f"one message, all but the encoder: {milliseconds:.2f} ms p50 (aim <= 2)")
    if "development" in name:
        say("\n".join(table(counted)))


def main() -> None:
    """Measure both sets, or say which are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--client", default=BRANDS[0], choices=BRANDS)
    parser.add_argument("--only", default="", help="part of a set's name")
    given = parser.parse_args()
    client = given.client
    absent = missing([folder for folder, _ in SETS.values()])
    if absent:
        print(f"not measured, no folder {' or '.join(absent)} in {DATA}")
        return
    with tempfile.TemporaryDirectory() as place:
        agency = agency_in(Path(place))
        services = build(agency.settings)
        services.warm_up(client)
        for name in (name for name in SETS if given.only in name):
            measure(services, client, name, Path(place), print)
        services.close()


if __name__ == "__main__":
    main()
