"""The claim checker on drafts made wrong in one fact, on faithful paraphrases, and on two public sets.

`python -m benchmarks.checking`: recall by kind of mutation over the brands' pages and, where they are there, public policies;
false alarms on faithful paraphrases and what is caught of plausible wrong sentences, both written for this; AUROC of the
score beside plain word overlap; milliseconds a draft. Of the fresh sets every second row was read while tuning. The replies
(`replies_*.jsonl`: hand-written, a small model's read one by one, and a second set with its untruths) are the test: rows at even places may be looked at,
the others give a number and nothing else (`--looked-at` prints the false alarms of the former).
"""

import argparse
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assist import strict_yaml, text, verifying
from assist.domain.client import Profile
from assist.domain.reply import Check
from assist.domain.verification import VerifyRequest
from assist.drafting.checking import verification
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.verification import Brand
from assist.retrieval.pages import read_pages
from assist.text import content_words
from assist.working_time import WorkingTime
from benchmarks import corpora
from benchmarks.agency import ROOT
from benchmarks.mutations import MUTATORS

SETS = ROOT / "evals/checking"
_FIRST = "paraphrases.jsonl"
_SETS = (
    ("false alarms on faithful paraphrases (aim 0.05)", _FIRST, "written_by"),
    ("false alarms on fresh faithful paraphrases (aim 0.05)", "paraphrases_fresh.jsonl", "written_by"),
    ("plausible wrong sentences caught", "unfaithful_fresh.jsonl", None),
)
_WRITERS = ("hand", "model")
_SECOND = "second"
"""Replies by somebody who had not seen the checker, faithful ones and some with one sentence that is not true."""
_LABELS = frozenset({"id", "locale", "shop", "written_by", "wrong", "false_sentence"})
SEED = 20261128
LOOKED_AT = "looked at"
SENTENCES = 2
"""Sentences of a page that make one draft."""
EXACT = ("number", "unit", "currency", "date", "link")


@dataclass(frozen=True)
class Pair:
    """A faithful draft and the passage it comes from."""

    group: str
    draft: str
    passage: str


@dataclass
class Tally:
    """What was found of what there was."""

    total: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, *, hit: bool) -> None:
        self.total[name] += 1
        self.found[name] += hit

    def share(self, names: Iterable[str]) -> float:
        kinds = list(names)
        return sum(self.found[name] for name in kinds) / max(sum(self.total[name] for name in kinds), 1)


def main() -> None:
    """Run all parts that can be run here."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--each", type=int, default=20, help="mutations of a kind and a group of pages")
    parser.add_argument("--looked-at", action="store_true", help="print the false alarms that may be read")
    arguments = parser.parse_args()
    pairs = list(_pairs())
    _mutations(pairs, arguments.each)
    _paraphrases()
    _replies(_WRITERS, show=arguments.looked_at)
    _replies((_SECOND,), show=arguments.looked_at)
    _untruths(show=arguments.looked_at)
    for name in ("begin", "summedits"):
        if corpora.missing([name]):
            print(f"{name}: not there (BENCH_DATA), left out")
        else:
            _public(name)


def grounded(draft: str, passage: str, about: str = "") -> tuple[bool, float]:
    """Check a draft against one passage; return whether all of it stands, and the score."""
    evidence = Evidence([Source("p#1", SourceKind.POLICY, passage, about)], vocabulary=["Norrfell", "Osmere"])
    check, _ = verification.verify(draft, evidence, Keepers(), Brand())
    return check.grounded, check.score


def _pairs() -> Iterator[Pair]:
    for group, body in _pages():
        for section in re.split(r"^#+ .*$", body, flags=re.M):
            spans = [section[start:end] for start, end in text.sentences(section)]
            kept = [
                one for one in spans if 5 <= len(one.split()) <= 45 and not one.startswith(("|", "#", "- ", "* ", "<"))
            ]
            for at in range(0, len(kept), SENTENCES):
                yield Pair(group, " ".join(kept[at : at + SENTENCES]), section)


def _pages() -> Iterator[tuple[str, str]]:
    for brand in corpora.BRANDS:
        for file in sorted((ROOT / "knowledge" / brand).glob("*/*.md")):
            if file.parent.name != "macros":
                yield "brands", file.read_text(encoding="utf-8").split("---", 2)[2]
    if corpora.missing(["real_company_policies", "tau_bench_retail"]):
        print("public policies: not there (BENCH_DATA), the brands' pages alone")
        return
    yield "public", (corpora.DATA / "tau_bench_retail/wiki.md").read_text(encoding="utf-8")
    for row in corpora.read_lines(corpora.DATA / "real_company_policies/docs.jsonl"):
        yield "public", row["text"].split("---", 2)[-1]


def _mutations(pairs: Sequence[Pair], each: int) -> None:
    rng = random.Random(SEED)
    tally, faithful, times = Tally(), Tally(), []
    for group in sorted({pair.group for pair in pairs}):
        pool = [pair for pair in pairs if pair.group == group]
        rng.shuffle(pool)
        for pair in pool[: 5 * each]:
            faithful.add(group, hit=grounded(pair.draft, pair.passage)[0])
        for kind, mutate in MUTATORS.items():
            wrong = ((pair, mutate(pair.draft, rng)) for pair in pool)
            taken = [(pair, said) for pair, said in wrong if said is not None and said != pair.draft][:each]
            for pair, said in taken:
                began = time.perf_counter()
                stands, _ = grounded(said, pair.passage)
                times.append((time.perf_counter() - began) * 1000)
                tally.add(kind, hit=not stands)
    print(f"\n{sum(tally.total.values())} mutations, seed {SEED}")
    for kind in MUTATORS:
        print(f"  {kind:10} {tally.found[kind]:4} of {tally.total[kind]:4}  {tally.share([kind]):.3f}")
    print(
        f"  exact kinds ({', '.join(EXACT)}) {tally.share(EXACT):.3f} (aim 0.99), all {tally.share(MUTATORS):.3f} (aim 0.90)"
    )
    print(f"  the same sentences unchanged: {sum(faithful.found.values())} of {sum(faithful.total.values())} stand")
    ordered = sorted(times)
    print(
        f"  a draft with its page read anew: p50 {statistics.median(ordered):.2f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.2f} ms"
    )


def _paraphrases() -> None:
    intents = yaml.safe_load((ROOT / "knowledge/_shared/taxonomy.yaml").read_text(encoding="utf-8"))["intents"]
    passages = {
        (brand, passage.id): passage
        for brand in corpora.BRANDS
        for page in read_pages(Path(ROOT) / "knowledge" / brand, set(intents))
        for passage in page.passages
    }
    for title, name, field_name in _SETS:
        tally = Tally()
        for number, row in enumerate(corpora.read_lines(SETS / name)):
            passage = passages[row["client"], row["passage_id"]]
            stands, _ = grounded(row["draft"], passage.text, " ".join(passage.headings))
            half = "" if name == _FIRST else (" read while tuning" if number % 2 == 0 else " never read")
            tally.add((row[field_name] if field_name else "wrong") + half, hit=not stands)
        print(f"\n{title}")
        for group, total in sorted(tally.total.items()):
            print(f"  {group:30} {tally.found[group]:4} of {total:4}  {tally.share([group]):.3f}")


def _replies(writers: Sequence[str], *, show: bool) -> None:
    replies, claims = Tally(), Tally()
    for written_by in writers:
        for half, row, check in _checked(f"replies_{written_by}.jsonl"):
            named = f"{written_by} {half}"
            replies.add(named, hit=not check.grounded)
            for claim in check.claims:
                claims.add(named, hit=not claim.supported)
                if show and half == LOOKED_AT and not claim.supported:
                    print(f"  {row['id']}: {claim.text}")
    print("\nfalse alarms on support replies in other words (aim 0.05), and on their sentences")
    for half, total in replies.total.items():
        print(
            f"  {half:24} {replies.found[half]:4} of {total:4}  {replies.share([half]):.3f}   "
            f"{claims.found[half]:4} of {claims.total[half]:4}  {claims.share([half]):.3f}"
        )
    print(
        f"  {'all':24} {sum(replies.found.values()):4} of {sum(replies.total.values()):4}  {replies.share(replies.total):.3f}"
    )


def _untruths(*, show: bool) -> None:
    """Count the false sentences that are flagged themselves: a flag elsewhere in the reply catches nothing."""
    tally, elsewhere = Tally(), Counter[str]()
    for half, row, check in _checked(f"unfaithful_{_SECOND}.jsonl"):
        false = row["false_sentence"]
        flagged = [claim.text for claim in check.claims if not claim.supported]
        hit = any(said in false or false in said for said in flagged)
        tally.add(half, hit=hit)
        elsewhere[half] += bool(flagged) and not hit
        if show and half == LOOKED_AT and not hit:
            print(f"  {row['id']}, {row['wrong']}: {false}")
    print("\nthe one false sentence of a reply caught")
    for half, total in tally.total.items():
        print(
            f"  {half:24} {tally.found[half]:4} of {total:4}  {tally.share([half]):.3f}   {elsewhere[half]} flagged elsewhere only"
        )


def _checked(name: str) -> Iterator[tuple[str, dict[str, Any], Check]]:
    clocks = {brand: _clock(brand) for brand in corpora.BRANDS}
    for number, row in enumerate(corpora.read_lines(SETS / name)):
        asked = VerifyRequest.model_validate({name: value for name, value in row.items() if name not in _LABELS})
        half = LOOKED_AT if number % 2 == 0 else "never looked at"
        yield half, row, verifying.verify(asked, calendar=clocks.get(row["shop"])).check


def _clock(brand: str) -> WorkingTime:
    read = strict_yaml.load(
        (ROOT / "knowledge" / brand / "client.yaml").read_text(encoding="utf-8"), file="client.yaml"
    )
    profile = Profile.model_validate(read)
    return WorkingTime(
        time_zone=profile.time_zone, holidays=profile.holidays, hours=profile.hours, short_days=profile.short_days
    )


def _public(name: str) -> None:
    from sklearn.metrics import roc_auc_score  # a bench's own

    for part, rows in _rows(name):
        truth = [label for *_, label in rows]
        scores = [grounded(claim, source)[1] for source, claim, _ in rows]
        overlap = [len(content_words(c) & content_words(s)) / max(len(content_words(c)), 1) for s, c, _ in rows]
        ours, plain = roc_auc_score(truth, scores), roc_auc_score(truth, overlap)
        print(f"{part}: {len(rows)} rows, AUROC {ours:.3f}, word overlap {plain:.3f}")


def _rows(name: str) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    folder = corpora.DATA / name
    for file in sorted(folder.glob("*.jsonl")):
        read = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        if name == "begin":
            fully = "Fully attributable"
            yield file.stem, [(row["knowledge"], row["response"], int(row["begin_label"] == fully)) for row in read]
        else:
            yield file.stem, [(row["doc"], row["summary"], row["label"]) for row in read]


if __name__ == "__main__":
    main()
