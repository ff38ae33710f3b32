"""Latency in one run: the encoder alone, the whole path, and the same retrieval by hand.

    python -m benchmarks.latency [--messages 200]

A fixed, seeded mix of messages (median 30 tokens), each distinct, the three candidates interleaved message by message,
nothing else running. The by-hand side is what one would write first: sentence-transformers encodes the message, a flat
FAISS index finds the passages; it is measured with one and with two threads and its better median counts.
"""

import argparse
import os
import platform
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import faiss
import numpy as np
import torch

from assist import pipeline, tokens, wire
from assist.bootstrap import Services, build
from assist.domain.suggestion import SuggestRequest
from assist.encoder.opening import open_float_encoder
from assist.retrieval.bundle import embedded_text
from assist.retrieval.pages import read_pages
from assist.settings import DEFAULT_ENCODER, from_environment
from assist.triage.utterances import read_utterances

CLIENT = "norrfell"
SEED = 20261120
MEDIAN_TOKENS = 30
ENCODER_AIM_MS = 4.0
RATIO_AIM = 3.0


def messages(services: Services, count: int) -> list[str]:
    """Return `count` distinct customer messages, drawn by seed, half of them of at least 30 tokens."""
    examples = read_utterances(services.knowledge.utterances_file, services.taxonomy.intents)
    texts = [example.text for example in examples if example.locale == "en"]
    draw = random.Random(SEED)
    draw.shuffle(texts)
    short = [text for text in texts if tokens.count(text) < MEDIAN_TOKENS]
    long = [text for text in texts if tokens.count(text) >= MEDIAN_TOKENS]
    mixed = short[: count // 2] + long[: count - count // 2]
    draw.shuffle(mixed)
    return mixed


def by_hand(services: Services) -> Callable[[str], object]:
    """Return the retrieval one would write first, over the same passages and the same model."""
    model = open_float_encoder(DEFAULT_ENCODER)
    pages = read_pages(services.knowledge.folder / CLIENT, services.taxonomy.intents)
    texts = [embedded_text(passage) for page in pages for passage in page.passages]
    rows = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(np.ascontiguousarray(rows))

    def search(text: str) -> object:
        vector = model.encode([text], normalize_embeddings=True, show_progress_bar=False)
        return index.search(vector, 8)

    return search


def timed(call: Callable[[], object]) -> float:
    """Return the milliseconds one call takes."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def measure(services: Services, texts: list[str]) -> dict[str, list[float]]:
    """Run all candidates on every message in turn; return milliseconds by candidate."""
    version = services.version(CLIENT)
    context = services.context(with_writer=False)
    search = by_hand(services)
    taken: dict[str, list[float]] = {
        name: []
        for name in ("encoder alone", "suggest", "suggest but encoder", "by hand, 1 thread", "by hand, 2 threads")
    }
    for text in [*texts[:10], *texts]:  # the first ten warm everything up and are dropped below
        request = wire.validate(SuggestRequest, {"client_id": CLIENT, "messages": [{"text": text}]})
        taken["encoder alone"].append(timed(lambda text=text: services.encoder.encode([text])))  # type: ignore[misc]
        started = time.perf_counter()
        suggestion = pipeline.suggest(version, request, context)
        whole = (time.perf_counter() - started) * 1000
        taken["suggest"].append(whole)
        taken["suggest but encoder"].append(whole - suggestion.timings_ms["encode"])
        for threads in (1, 2):
            torch.set_num_threads(threads)
            name = f"by hand, {threads} thread{'s' if threads > 1 else ''}"
            taken[name].append(timed(lambda text=text: search(text)))  # type: ignore[misc]
    return {name: times[10:] for name, times in taken.items()}


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=200)
    count = parser.parse_args().messages
    services = build(from_environment(os.environ))
    services.warm_up()
    texts = messages(services, count)
    faiss.omp_set_num_threads(1)
    taken = measure(services, texts)
    sizes = sorted(tokens.count(text) for text in texts)
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    print(f"{count} distinct messages, median {sizes[len(sizes) // 2]} tokens, seed {SEED}, client {CLIENT}\n")
    print(f"{'':22} {'p50 ms':>8} {'p95 ms':>8}")
    for name, times in taken.items():
        ordered = sorted(times)
        print(f"{name:22} {statistics.median(times):8.2f} {ordered[int(len(ordered) * 0.95)]:8.2f}")
    hand = min(statistics.median(taken[name]) for name in taken if name.startswith("by hand"))
    rest, whole = statistics.median(taken["suggest but encoder"]), statistics.median(taken["suggest"])
    print(
        f"\neverything but the encoder: {rest:.2f} ms p50 (aim <= {ENCODER_AIM_MS:.0f}), {hand / rest:.1f}x faster than the"
    )
    print(
        f"by-hand retrieval (aim >= {RATIO_AIM:.0f}x); the whole suggestion against by-hand retrieval: {hand / whole:.1f}x"
    )


if __name__ == "__main__":
    main()
