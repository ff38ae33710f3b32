"""`python -m evals.decisions`: every case of the sample brands with its intents given too, a line each: a wrong tag or a wrong decision?

Judges the knowledge folder as it stands, in a data folder of its own: the version that is live is neither read nor moved.

Exit code 0: all as expected; 1: something differs; 3: misuse, or a case file that cannot be read.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assist.bootstrap import Services, build
from assist.errors import AssistError, BadInput
from assist.settings import from_environment
from evals.cases import SAMPLES, Case, read_cases
from evals.forced import Judged, run
from evals.scorers.words import said_to_customer
from evals.scores import Part

KNOWN_FAILING = SAMPLES / "known_failing.txt"
DONE, FINDINGS, ERROR = 0, 1, 3
HEADING = """# Cases that do not pass yet, and in which part; a test holds this list to be exact.
# Written by: python -m evals.decisions --update
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _options(arguments)
    try:
        with TemporaryDirectory(prefix="decision-cases-") as folder:
            services = services_in(Path(folder))
            verdicts = _judged(_chosen(options), services, drafts=options.drafts)
            services.close()
    except AssistError as error:
        print(f"evals.decisions: {error.message}", file=sys.stderr)
        return ERROR
    _summarise(verdicts)
    if options.update:
        KNOWN_FAILING.write_text(listed(verdicts), encoding="utf-8")
    return DONE if all(verdict.passed for verdict in verdicts) else FINDINGS


def services_in(folder: Path) -> Services:
    """Return services that keep what they write in this folder; the encoder's export is made once and shared."""
    settings = from_environment(os.environ)
    encoder = build(settings).encoder
    return build(settings.model_copy(update={"data_dir": folder, "database_url": ""}), encoder=encoder)


def _judged(cases: Iterable[Case], services: Services, *, drafts: bool) -> list[Judged]:
    verdicts = []
    for verdict in run(cases, services.version, lambda: services.context(with_writer=False)):
        verdicts.append(verdict)
        _show(verdict, drafts=drafts)
    return verdicts


def case_files() -> list[Path]:
    """Return the sample brands' case files."""
    return sorted(SAMPLES.glob("*/*.jsonl"))


def listed(verdicts: Iterable[Judged]) -> str:
    """Return the text of the list of cases that fail, and in what."""
    lines = [f"{verdict.case.id}: {' '.join(verdict.failing)}\n" for verdict in verdicts if not verdict.passed]
    return HEADING + "".join(lines)


def known_failing(file: Path = KNOWN_FAILING) -> Mapping[str, str]:
    """Return the cases known to fail and in what. Raises: BadInput naming the line that is no `id: parts`."""
    found: dict[str, str] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, parts = line.partition(": ")
        if not colon or name in found:
            raise BadInput(f"{file.name}:{number}: expected one line `id: parts` a case")
        found[name] = parts
    return found


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evals.decisions", description="Judge the decisions on the sample brands.")
    parser.add_argument("--client", help="only this client's cases")
    parser.add_argument("--id", help="only this case")
    parser.add_argument("--slice", help="only cases of this slice, such as tricky or N12")
    parser.add_argument("--drafts", action="store_true", help="show what would be said to the customer")
    parser.add_argument("--update", action="store_true", help="write known_failing.txt from this run of all cases")
    try:
        options = parser.parse_args(arguments)
    except SystemExit as ended:
        raise SystemExit(ERROR if ended.code else DONE) from None
    if options.update and (options.client or options.id or options.slice):
        print("evals.decisions: --update needs a run of all cases", file=sys.stderr)
        raise SystemExit(ERROR)
    return options


def _chosen(options: argparse.Namespace) -> list[Case]:
    files = [file for file in case_files() if options.client in (None, file.parent.name)]
    cases = [
        case
        for file in files
        for case in read_cases(file)
        if case.counts and options.id in (None, case.id) and (options.slice is None or options.slice in case.slices)
    ]
    if not cases:
        raise BadInput(
            "no such case; clients with cases: " + ", ".join(sorted({file.parent.name for file in case_files()}))
        )
    return cases


def _show(judged: Judged, *, drafts: bool) -> None:
    state = "pass" if judged.passed else "FAIL"
    print(f"{state} {judged.case.id} {' '.join(judged.failing)}".rstrip(), flush=True)
    as_it_is = [f"{one.part}: {why}" for one in judged.as_it_is for why in one.why]
    told = [f"{one.part}: {why}" for one in judged.with_intents if one.part is not Part.ROUTE for why in one.why]
    for difference in as_it_is:
        print(f"     {difference}")
    for difference in told:
        if difference not in as_it_is:
            print(f"     with the intents given, {difference}")
    if drafts:
        words = said_to_customer(judged.found.reply)
        print("     " + (words or f"({judged.found.reply.kind})").replace("\n", "\n     "))


def _summarise(verdicts: Sequence[Judged]) -> None:
    count = len(verdicts)
    for part in Part:
        expected = [one for one in verdicts if any(each.part is part for each in one.as_it_is)]
        right = sum(all(each.holds for each in one.as_it_is if each.part is part) for one in expected)
        if expected:
            print(f"{part.value} right: {right} of {len(expected)}")
    print(f"decisions right with the intents given: {sum(one.decided for one in verdicts)} of {count}")
    print(f"everything right: {sum(one.passed for one in verdicts)} of {count}")


def _until_nobody_reads() -> int:
    """Run the command; a reader that leaves early, as `head` does, is no error."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    return code


if __name__ == "__main__":
    sys.exit(_until_nobody_reads())
