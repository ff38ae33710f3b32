"""`python -m benchmarks.language [--show dev]`: the language of short messages, and the language replied in.

Public sentences, word pairs and single words (lingua_langid) beside py3langid unrestricted; and our own messages to the
two sample brands, where a reply in the wrong language is an error.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable

from assist.triage import language
from benchmarks.corpora import DATA, missing, read_lines
from benchmarks.triage_cases import SPLITS, cases

SERVED = {"norrfell": ("en", "es"), "osmere": ("en",)}
SET = "lingua_langid"


def main() -> None:
    """Print wrong reply languages on both halves, then accuracy on the public set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", choices=SPLITS)
    shown = parser.parse_args().show
    for split in SPLITS:
        rows = cases("languages", split)
        wrong = [row for row in rows if _replied_in(row["text"], row["client"]) not in _right(row)]
        print(f"{split}: wrong reply language {len(wrong)} of {len(rows)}")
        for row in wrong if shown == split else ():
            print(f"  {row['language']} as {language.identify(row['text'], SERVED[row['client']]).tag}: {row['text']}")
    if missing([SET]):
        print(f"{SET} is not under {DATA}: set BENCH_DATA")
        return
    _public()


def _replied_in(text: str, client: str) -> str:
    """Return the language a reply would be in: an undecided message is answered in the client's first."""
    tag = language.identify(text, SERVED[client]).tag
    return SERVED[client][0] if tag == language.UNKNOWN else tag


def _right(row: dict[str, str]) -> set[str]:
    """Return the languages a reply may be in; a foreign message is right under any name the client does not serve."""
    served, wanted = SERVED[row["client"]], row["language"]
    if wanted == language.UNKNOWN:
        return set(served)
    return {wanted} if wanted in served else {wanted, *language.NEIGHBOURS} - set(served)


def _public() -> None:
    unrestricted = language._identifier(())
    methods: dict[str, Callable[[str], str]] = {
        "py3langid, all languages": lambda text: str(unrestricted.classify(text)[0]),
        "ours, client of en and es": lambda text: language.identify(text, ("en", "es")).tag,
        "ours, client of en": lambda text: language.identify(text, ("en",)).tag,
        "ours, client of all ten": lambda text: language.identify(text, TEN).tag,
    }
    rows = [row for row in read_lines(DATA / SET / "test.jsonl") if row["lang"] in TEN]
    kinds = sorted({row["kind"] for row in rows})
    print(f"{len(rows)} texts of {SET} in {', '.join(TEN)}: named rightly / undecided / wrongly")
    for name, identify in methods.items():
        counts: dict[tuple[str, str, str], int] = defaultdict(int)
        for row in rows:
            said = identify(row["text"])
            whose = "served" if row["lang"] in _served_by(name) else "others"
            fate = "right" if said == row["lang"] else "undecided" if said == language.UNKNOWN else "wrong"
            counts[whose, row["kind"], fate] += 1
        for whose in ("served", "others"):
            shares = [_shares(counts, whose, kind) for kind in kinds]
            if any(shares):
                print(
                    f"  {name:26} {whose:7} "
                    + "  ".join(f"{kind} {share}" for kind, share in zip(kinds, shares, strict=True))
                )


TEN = ("en", "es", "pt", "fr", "de", "it", "nl", "pl", "sv", "da")


def _served_by(name: str) -> tuple[str, ...]:
    return {"ours, client of en": ("en",), "ours, client of all ten": TEN}.get(name, ("en", "es"))


def _shares(counts: dict[tuple[str, str, str], int], whose: str, kind: str) -> str:
    figures = [counts[whose, kind, fate] for fate in ("right", "undecided", "wrong")]
    total = sum(figures)
    return " / ".join(f"{figure / total:.3f}" for figure in figures) if total else ""


if __name__ == "__main__":
    main()
