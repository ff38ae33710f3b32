"""`python -m benchmarks.sentiment [--rows N --vader FOLDER]`: moods on our own messages, and across whole sources.

The shipped heads on `evals/triage/moods.jsonl`; then the same recipe trained on one public source and measured on another
it never saw: goemotions -> UCI, and UCI with our own -> goemotions in three classes. VADER stands beside it when the
folder its package lies in is given (`pip install --target FOLDER vaderSentiment`); it is no dependency of ours.
"""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from assist import bootstrap
from assist.bootstrap import Services
from assist.settings import Settings
from assist.triage import flags
from assist.triage.sentiment import LABELS, judge
from assist.triage.sentiment_training import MOST_STEPS, mood_rows
from benchmarks.corpora import DATA, missing, read_lines
from benchmarks.triage_cases import SPLITS, cases

GOEMOTIONS, UCI = "goemotions", "uci_sentiment_sentences"
GLAD = frozenset(
    [
        "admiration",
        "amusement",
        "approval",
        "caring",
        "desire",
        "excitement",
        "gratitude",
        "joy",
        "love",
        "optimism",
        "pride",
        "relief",
    ]
)
CROSS = frozenset(
    [
        "anger",
        "annoyance",
        "disappointment",
        "disapproval",
        "disgust",
        "embarrassment",
        "fear",
        "grief",
        "nervousness",
        "remorse",
        "sadness",
    ]
)
STRENGTH = 1.0
VADER_LIMIT = 0.05
"""From which VADER's authors call a text positive, below which negative."""

Signs = NDArray[np.int64]
Floats = NDArray[np.float32]
Scores = Callable[[Sequence[str]], NDArray[np.float64]]


class Source:
    """Texts with a sign each: -1, 0 or 1; encoded once."""

    def __init__(self, services: Services, rows: Sequence[tuple[str, int]]) -> None:
        self.texts = [text for text, _ in rows]
        self.signs: Signs = np.array([sign for _, sign in rows])
        self.vectors: Floats = services.encoder.encode(self.texts)
        self.rows: Floats = mood_rows(self.texts, self.vectors)


def main() -> None:
    """Print both halves of our own messages, then the figures across sources."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=6000, help="of goemotions, to train on")
    parser.add_argument("--vader", type=Path, help="folder that holds the package vaderSentiment")
    given = parser.parse_args()
    services = bootstrap.build(Settings())
    for split in SPLITS:
        _own(services, split)
    absent = missing([GOEMOTIONS, UCI])
    if absent:
        print(f"{', '.join(absent)} not under {DATA}: set BENCH_DATA")
        return
    vader = _vader(given.vader)
    if vader is None:
        print("vaderSentiment is not there: --vader FOLDER adds its figures")
    _across(services, given.rows, vader)


def _own(services: Services, split: str) -> None:
    rows = cases("moods", split)
    vectors = services.encoder.encode([row["text"] for row in rows])
    said = [
        judge(services.moods, vector, row["text"], found=flags.find(row["text"])).label
        for vector, row in zip(vectors, rows, strict=True)
    ]
    sign = np.array([np.sign(LABELS.index(label) - 2) for label in said])
    for locale in ("en", "es"):
        of = {
            mood: sign[[row["mood"] == mood and row["locale"] == locale for row in rows]]
            for mood in ("calm", "angry", "glad")
        }
        print(
            f"{split} {locale}: calm called negative {np.mean(of['calm'] < 0):.3f} of {len(of['calm'])}; angry found "
            f"{np.mean(of['angry'] < 0):.3f} of {len(of['angry'])}; glad found {np.mean(of['glad'] > 0):.3f} of {len(of['glad'])}"
        )


def _across(services: Services, count: int, vader: Scores | None) -> None:
    emotions = Source(services, _goemotions("train")[:count])
    held_out = Source(services, _goemotions("test"))
    reviews = Source(services, _uci())
    examples = services.school.mood_examples()
    labelled = [(one.text, one.sentiment) for one in examples.moods]
    labelled += [(one.text, one.sentiment) for one in examples.utterances]
    own = Source(services, [(text, int(np.sign(LABELS.index(label) - 2))) for text, label in labelled])
    print(
        f"macro-F1; goemotions {len(emotions.texts)} to train, {len(held_out.texts)} to test; UCI {len(reviews.texts)}"
    )
    _compare("goemotions -> UCI, two classes", [emotions], reviews, vader)
    _compare("UCI + our own -> goemotions, three classes", [reviews, own], held_out, vader)


def _compare(name: str, train: Sequence[Source], test: Source, vader: Scores | None) -> None:
    """Print our heads; VADER; VADER's score beside the vector in the same kind of head."""
    signs = np.concatenate([one.signs for one in train])
    shares = np.concatenate([np.full(len(one.signs), 1 / len(one.signs)) for one in train]) * len(signs) / len(train)
    classes = sorted(set(test.signs.tolist()))
    print(f"  {name}")
    print(
        f"    ours            {_quality(_predicted(np.vstack([one.rows for one in train]), signs, shares, test.rows), test.signs, classes):.3f}"
    )
    if vader is None:
        return
    scores = vader(test.texts)
    alone = np.where(scores >= VADER_LIMIT, 1, np.where(scores <= -VADER_LIMIT, -1, 0))
    print(
        f"    VADER           {_quality(np.where(scores > 0, 1, -1) if len(classes) == 2 else alone, test.signs, classes):.3f}"
    )
    with_score = [np.hstack([one.vectors, vader(one.texts)[:, None]]) for one in (*train, test)]
    heads = _predicted(np.vstack(with_score[:-1]), signs, shares, with_score[-1])
    print(f"    VADER + heads   {_quality(heads, test.signs, classes):.3f}")


def _predicted(rows: Floats, signs: Signs, shares: NDArray[np.float64], test: Floats) -> NDArray[np.float64]:
    """Return what a head trained on `rows` says of `test`: one column a class in ascending order."""
    model = LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS, class_weight="balanced")
    model.fit(rows, signs, sample_weight=shares)
    return np.column_stack([model.predict_proba(test), model.classes_[None, :].repeat(len(test), axis=0)])


def _quality(said: NDArray[Any], signs: Signs, classes: Sequence[int]) -> float:
    """Return macro-F1; where there is no neutral class the side with more probability counts."""
    if said.ndim > 1:
        half = said.shape[1] // 2
        chances, names = said[:, :half], said[0, half:]
        if len(classes) == 2:
            said = np.where(chances[:, names > 0].sum(axis=1) > chances[:, names < 0].sum(axis=1), 1, -1)
        else:
            said = names[chances.argmax(axis=1)].astype(int)
    return float(f1_score(signs, said, labels=list(classes), average="macro"))


def _goemotions(part: str) -> list[tuple[str, int]]:
    """Return comments of one side only; those of both sides or of neither nor neutral are left out."""
    found = []
    for row in read_lines(DATA / GOEMOTIONS / f"{part}.jsonl"):
        labels = set(row["labels"])
        glad, cross = bool(labels & GLAD), bool(labels & CROSS)
        if glad != cross or labels == {"neutral"}:
            found.append((row["text"], glad - cross))
    return found


def _uci() -> list[tuple[str, int]]:
    rows = [row for name in ("amazon", "yelp") for row in read_lines(DATA / UCI / f"{name}.jsonl")]
    return [(row["text"], 1 if row["label"] else -1) for row in rows]


def _vader(folder: Path | None) -> Scores | None:
    if folder is None:
        return None
    sys.path.insert(0, str(folder))
    analyser = importlib.import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return lambda texts: np.array([analyser.polarity_scores(text)["compound"] for text in texts])


if __name__ == "__main__":
    main()
