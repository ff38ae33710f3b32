"""Everyday messages of any shop (`evals/triage/plain.jsonl`), told through the path as a client runs it.

    python -m benchmarks.plain [--show]

The client is `norrfell`, which answers in English and Spanish. `--show` lists the mistakes of the `dev` half; the `sealed`
half is only ever counted.
"""

import argparse
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assist import pipeline
from assist.bootstrap import Services, build
from assist.domain.conversation import Conversation, Message
from benchmarks.agency import ROOT
from benchmarks.corpora import agency_in, read_lines

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
CASES = ROOT / "evals" / "triage" / "plain.jsonl"
CLIENT = "norrfell"
DEV, SEALED = "dev", "sealed"
LOCALES = ("en", "es")


@dataclass(frozen=True)
class Told:
    """One message: the intents it has, and those found, likeliest first; none is out of scope."""

    text: str
    locale: str
    half: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def is_stranger(self) -> bool:
        return not self.wanted

    @property
    def is_rejected(self) -> bool:
        return not self.found

    @property
    def is_first_right(self) -> bool:
        """The likeliest is one of those the message has."""
        return bool(self.found) and self.found[0] in self.wanted

    @property
    def is_exact(self) -> bool:
        return set(self.found) == set(self.wanted)


def tell(services: Services) -> list[Told]:
    """Tag every message."""
    version, context = services.version(CLIENT), services.context(with_writer=False)
    done = []
    for case in read_lines(CASES):
        conversation = Conversation(messages=(Message(text=case["text"]),))
        triage = pipeline.triage(version, conversation, context)
        found = tuple(intent.name for intent in triage.intents) if triage.in_scope else ()
        done.append(Told(case["text"], case["locale"], case["half"], tuple(case["intents"]), found))
    return done


def table(done: Sequence[Told]) -> str:
    """Return a line for each half and locale and for everything."""
    lines = [
        f"{'':14} {'in scope':>8} {'first right':>11} {'rejected':>9} {'exact':>6} {'strangers':>10} {'recalled':>9}"
    ]
    for half in (DEV, SEALED):
        for locale in LOCALES:
            lines.append(_line(f"{half} {locale}", [one for one in done if (one.half, one.locale) == (half, locale)]))
        lines.append(_line(half, [one for one in done if one.half == half]))
    return "\n".join([*lines, _line("all", done)])


def _line(name: str, told: Sequence[Told]) -> str:
    ours = [one for one in told if not one.is_stranger]
    strangers = [one for one in told if one.is_stranger]
    right, rejected = _share(one.is_first_right for one in ours), _share(one.is_rejected for one in ours)
    exact, recalled = _share(one.is_exact for one in ours), _share(one.is_rejected for one in strangers)
    return f"{name:14} {len(ours):8} {right:11.3f} {rejected:9.3f} {exact:6.3f} {len(strangers):10} {recalled:9.3f}"


def _share(held: Iterable[bool]) -> float:
    answers = list(held)
    return sum(answers) / max(len(answers), 1)


def mistakes(done: Sequence[Told]) -> str:
    """Return a line for each message of the `dev` half whose first intent, or rejection, is wrong."""
    wrong = [
        one for one in done if one.half == DEV and not (one.is_first_right or (one.is_stranger and one.is_rejected))
    ]
    return "\n".join(f"  {_names(one.wanted)} taken for {_names(one.found)}: {one.text}" for one in wrong)


def _names(intents: Sequence[str]) -> str:
    return " + ".join(intents) or "(out of scope)"


def main() -> None:
    """Measure both halves; show the mistakes of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    with tempfile.TemporaryDirectory() as place:
        services = build(agency_in(Path(place)).settings)
        done = tell(services)
        services.close()
    print(table(done))
    if show:
        print(mistakes(done))


if __name__ == "__main__":
    main()
