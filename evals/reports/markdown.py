"""The report for a pull request: the words first, the statistics folded below them."""

from collections.abc import Iterable, Iterator

from evals.evaluation import Evaluation
from evals.reports import words

MOST_CHANGES = 20


def written(found: Evaluation) -> str:
    """Return the report as Markdown; the same twice but for its last line."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Evaluation) -> Iterator[str]:
    yield f"## {words.title(found)}"
    yield ""
    for reason in found.reasons:
        yield f"- {_plain(reason.says)}"
    step = words.next_step(found)
    if step:
        yield f"\n**Next:** `{step}`"
    yield from _section("Worse now", (words.worse(one) for one in found.losses))
    yield from _section("Accepted as intended", (one.case_id for one in found.accepted))
    yield from _section("No case says it is right", (words.uncovered(one) for one in found.coverage if one.needed))
    yield from _section("Changed answers by cause", (_group(found, at) for at in range(len(found.groups))))
    yield from _section("Drift", (f"{one.case_id}: {', '.join(one.changed)}" for one in found.drift))
    yield from _section("Standing violations", (f"{one.where}: {one.says}" for one in found.standing))
    yield from _answers(found)
    yield from _statistics(found)
    yield f"\n_{found.run.at.isoformat()}, by {found.run.by}, {found.run.seconds:.1f} s_"


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = list(rows)
    if lines:
        yield f"\n### {title} ({len(lines)})\n"
        yield from (f"- {_plain(line)}" for line in lines)


def _group(found: Evaluation, at: int) -> str:
    one = found.groups[at]
    tail = f", {len(one.lost)} worse" if one.lost else ""
    return f"{one.name}: {len(one.cases)} answer(s){tail}: {one.cause}"


def _answers(found: Evaluation) -> Iterator[str]:
    changes = [one for one in (*found.changes, *found.drift) if one.before != one.after]
    if not changes:
        return
    yield f"\n<details><summary>Answers that differ ({len(changes)})</summary>\n"
    yield "| case | live | candidate | cause |"
    yield "|---|---|---|---|"
    for one in changes[:MOST_CHANGES]:
        yield f"| {one.case_id} | {_cell(words.said(one.before))} | {_cell(words.said(one.after))} | {_cell(one.cause)} |"
    if len(changes) > MOST_CHANGES:
        yield f"\n{len(changes) - MOST_CHANGES} more are in the JSON report."
    yield "\n</details>"


def _statistics(found: Evaluation) -> Iterator[str]:
    yield "\n<details><summary>Statistics</summary>\n"
    if found.flips:
        yield f"{words.flips(found.flips)} {found.flips.power}\n"
    if found.generalisation:
        layer = found.generalisation
        yield (
            f"Over all cases the share passed moves by {layer.interval.mean:+.1%} ({layer.interval.low:+.1%} to "
            f"{layer.interval.high:+.1%}); the margin is {layer.margin:.1%}.\n"
        )
    yield "| measure | live | candidate | cases |"
    yield "|---|---|---|---|"
    yield from (f"| {name} | {before} | {after} | {cases} |" for name, before, after, cases in words.measures(found))
    if found.generalisation:
        yield "\n| slice | cases | live | candidate | lost | gained | p (Holm) |"
        yield "|---|---|---|---|---|---|---|"
        for one in found.generalisation.slices:
            cells = (one.name, str(one.cases), f"{one.before:.2f}", f"{one.after:.2f}", str(one.lost), str(one.gained))
            yield f"| {' | '.join((*cells, words.adjusted(one.p_value)))} |"
    yield ""
    yield from (f"- {words.suite(one)}" for one in found.suites)
    source = found.provenance
    yield (
        f"\n{source.approved} approved of {source.cases} cases (digest `{source.case_digest}`), gates `{source.gates_digest}`, "
        f"seed {source.seed}, package {source.package}, revision {source.revision}, encoder `{found.key.encoder}`."
    )
    yield "\n</details>"


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|").replace("\n", "<br>")


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is: what customers and pages wrote is data."""
    return text.replace("<", "&lt;").replace("*", "\\*").replace("`", "\\`").replace("[", "\\[")
