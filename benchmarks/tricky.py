"""The numbered messages of the sample brands and their twins as drafts, each in an e-mail's and in a chat's shape.

python -m benchmarks.tricky [--drafts FILE]

Counts what each case demands of the words (must say, must not say, what is asked, the kind of reply), citations that
are verbatim, claims and promises nobody keeps, completeness, and words in a chat. Composed drafts, no model.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from assist.bootstrap import Services
from assist.domain.base import ClientId
from assist.domain.enums import Channel
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion
from evals import tasks
from evals.cases import Case, read_cases
from evals.decisions import case_files, services_in
from evals.scorers import replied, sound
from evals.scorers.words import said_to_customer

NUMBERED = re.compile(r"(?:nf|os)-\d\d(?:-twin)?")
SHAPES = (Channel.EMAIL, Channel.CHAT)
ABOUT_ITS_CHANNEL = frozenset({"os-23"})
"""A message whose matter is the channel it came by keeps it: in another shape nothing is asked."""
CHAT_WORDS = 90
"""A chat reply stays under so many words."""


def main() -> None:
    """Print a line for every answer that is not all right, then the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--drafts", type=Path, help="where to write the drafts, to be read as an agent would")
    options = parser.parse_args()
    counts: dict[Channel, Counter[str]] = defaultdict(Counter)
    drafts: list[str] = []
    with TemporaryDirectory() as folder:
        services = services_in(Path(folder))
        for case, suggestion in answers(services):
            shape = case.request.channel
            faults = list(faults_of(services, case, suggestion))
            counts[shape]["answers"] += 1
            counts[shape].update({kind for kind, _ in faults})
            counts[shape]["all right"] += not faults
            for kind, why in faults:
                print(f"{case.id} {shape}: {kind}: {why}")
            drafts.append(f"## {case.id} {shape}\n{said_to_customer(suggestion.reply) or suggestion.reply.kind}\n")
        services.close()
    for shape, row in counts.items():
        rest = ", ".join(f"{kind} {row[kind]}" for kind in sorted(row.keys() - {"answers", "all right"}))
        print(f"{shape}: all right {row['all right']} of {row['answers']}" + (f"; {rest}" if rest else ""))
    if options.drafts:
        options.drafts.write_text("\n".join(drafts), encoding="utf-8")


def answers(services: Services) -> Iterator[tuple[Case, Suggestion]]:
    """Yield every numbered case in both shapes with what is suggested for it."""
    for case in (case for file in case_files() for case in read_cases(file) if NUMBERED.fullmatch(case.id)):
        side = tasks.Side(services.version(ClientId(str(case.request.client_id))), services.encoder)
        shapes = [case.request.channel] if case.id in ABOUT_ITS_CHANNEL else SHAPES
        for shape in shapes:
            shaped = case.model_copy(update={"request": case.request.model_copy(update={"channel": shape})})
            yield shaped, tasks.suggest(side, shaped)


def faults_of(services: Services, case: Case, suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an answer: its kind and why."""
    reply = suggestion.reply
    version = services.version(ClientId(str(case.request.client_id)))
    yield from (("words", why) for why in replied.of_reply(case.expect, reply))
    yield from ((one.code, one.says) for one in sound.violations(case, version, suggestion))
    if not isinstance(reply, Draft):
        return
    for workflow, parts in reply.check.completeness.items():
        yield from (("incomplete", f"{workflow}: {part}") for part, by in parts.items() if by is None)
    words = len(reply.text.split())
    if case.request.channel is Channel.CHAT and words >= CHAT_WORDS:
        yield "too long", f"{words} words"


if __name__ == "__main__":
    main()
