"""`python -m evals.decisions`: every decision case, a line each, and what differs. The edge of the harness.

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
from evals.decision_cases import DecisionCase, read_cases
from evals.decision_differences import Part, said_to_customer
from evals.decision_run import Verdict, run

FOLDER = Path(__file__).parent / "cases" / "decisions"
KNOWN_FAILING = FOLDER / "known_failing.txt"
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


def _judged(cases: Iterable[DecisionCase], services: Services, *, drafts: bool) -> list[Verdict]:
    verdicts = []
    for verdict in run(cases, services.version, lambda: services.context(with_writer=False)):
        verdicts.append(verdict)
        _show(verdict, drafts=drafts)
    return verdicts


def case_files() -> list[Path]:
    """Return the case files, one a client."""
    return sorted(FOLDER.glob("*.jsonl"))


def listed(verdicts: Iterable[Verdict]) -> str:
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


def _chosen(options: argparse.Namespace) -> list[DecisionCase]:
    files = [file for file in case_files() if options.client in (None, file.stem)]
    cases = [
        case
        for file in files
        for case in read_cases(file)
        if options.id in (None, case.id) and (options.slice is None or options.slice in case.slices)
    ]
    if not cases:
        raise BadInput("no such case; clients with cases: " + ", ".join(file.stem for file in case_files()))
    return cases


def _show(verdict: Verdict, *, drafts: bool) -> None:
    state = "pass" if verdict.passed else "FAIL"
    print(f"{state} {verdict.case.id} {' '.join(verdict.failing)}".rstrip(), flush=True)
    for difference in verdict.as_it_is:
        print(f"     {difference}")
    told = [one for one in verdict.with_intents if one not in verdict.as_it_is and one.part is not Part.ROUTE]
    for difference in told:
        print(f"     with the intents given, {difference}")
    if drafts:
        words = said_to_customer(verdict.found.reply)
        print("     " + (words or f"({verdict.found.reply.kind})").replace("\n", "\n     "))


def _summarise(verdicts: Sequence[Verdict]) -> None:
    count = len(verdicts)
    for part in Part:
        right = sum(all(one.part is not part for one in verdict.as_it_is) for verdict in verdicts)
        print(f"{part.value} right: {right} of {count}")
    print(f"decisions right with the intents given: {sum(verdict.decided for verdict in verdicts)} of {count}")
    print(f"everything right: {sum(verdict.passed for verdict in verdicts)} of {count}")


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
