"""The report of `assist intents learn` in words."""

from collections.abc import Iterator, Sequence

from assist.triage.learning import Method
from assist.triage.learning_report import Figures, LearningReport, LearntIntent, Pair
from assist.triage.merging import Merged

MOST_INTENTS = 25
"""Intents listed, the worst recognised first; `--json` has them all."""
MOST_REPLACED = 10


def words(report: LearningReport, merged: Merged, *, dry_run: bool) -> str:
    """Return the report as a person reads it."""
    return "\n".join(_lines(report, merged, dry_run=dry_run))


def _lines(report: LearningReport, merged: Merged, *, dry_run: bool) -> Iterator[str]:
    marked = f", {report.out_of_scope} marked out of scope" if report.out_of_scope else ""
    yield f"{report.client_id}: {len(report.intents)} intents from {report.examples} examples{marked}"
    yield f"  {merged.added} new, {merged.duplicates} known already, {len(merged.replaced)} changed"
    for change in merged.replaced[:MOST_REPLACED]:
        yield f"    {change.place}: now {_named(change.after)}, was {_named(change.before)} ({change.instead_of})"
    yield from _standing(report)
    yield ""
    yield "Judged on examples left out, each with its hurried copy:"
    yield from _figures(report.figures, report)
    yield ""
    yield f"  method                     {_method(report.method)}; tried {len(report.tried)}"
    yield f"  thresholds                 scope {report.scope_threshold}, sure {report.sure_threshold}, second intent {report.second_threshold}"
    yield "  a stricter or laxer scope  " + ", ".join(
        f"keeping {point.kept:.0%} rejects {point.rejected:.0%}" for point in report.curve if point.rejected is not None
    )
    yield from _intents(report.intents)
    yield from _findings(report)
    yield ""
    yield _next(report, dry_run=dry_run)


def _standing(report: LearningReport) -> Iterator[str]:
    if report.beside_shared:
        yield "  The shared intents count beside them (client.yaml, intents.shared: false turns them off)."
    else:
        yield "  The shared intents do not count any more (client.yaml, intents.shared: true keeps them)."
    if report.several:
        yield "  Examples carry several intents at once: each intent is judged by itself."


def _figures(figures: Figures, report: LearningReport) -> Iterator[str]:
    yield f"  right intent               {figures.accuracy:.1%}; hurried and misspelt {figures.accuracy_misspelt:.1%}"
    if figures.micro_f1 is not None:
        yield f"  several intents            micro-F1 {figures.micro_f1:.3f}"
    yield f"  kept in scope              {figures.in_scope_kept:.1%}; hurried and misspelt {figures.in_scope_kept_misspelt:.1%}"
    yield f"  kept and right             {figures.kept_and_right:.1%}"
    if figures.out_of_scope_rejected is not None:
        whose = (
            "the messages marked out of scope"
            if report.out_of_scope
            else "the shared out-of-scope messages: mark your own"
        )
        yield f"  out of scope, rejected     {figures.out_of_scope_rejected:.1%} of {whose}"
    yield f"  of an intent never shown   {figures.unknown_intent_rejected:.1%} rejected"
    yield f"  calibration error          {figures.calibration_error:.3f}"


def _method(method: Method) -> str:
    parts = [f"kernel ridge {method.sharpness:g}/{method.ridge:g}"]
    parts += ["intents' names as examples"] if method.names else []
    return ", ".join(parts)


def _intents(intents: Sequence[LearntIntent]) -> Iterator[str]:
    yield ""
    worst = sorted(intents, key=lambda intent: (intent.recognised, intent.examples))[:MOST_INTENTS]
    yield "Intents:" if len(worst) == len(intents) else f"Intents, the {len(worst)} worst recognised of {len(intents)}:"
    for intent in worst:
        to = f"  stands for {intent.stands_for}" if intent.stands_for else ""
        yield f"  {intent.name:32} {intent.examples:5} examples  {intent.recognised:4.0%} recognised{to}"


def _findings(report: LearningReport) -> Iterator[str]:
    if report.confusions:
        yield ""
        yield "Taken for another:"
    for one in report.confusions:
        yield f"  {one.meant} taken for {one.taken_for}: {one.count} of {one.of}"
    yield from _pairs("Nearly the same text under different intents: is one of them wrong?", report.contradictions)
    more = f" ({report.near_duplicates} pairs in all)" if report.near_duplicates > len(report.duplicates) else ""
    yield from _pairs(f"Nearly the same text twice: a different wording would teach more{more}", report.duplicates)
    if report.proposed_map:
        yield ""
        yield "A shared intent claims most of these examples; if it is the same thing, add to client.yaml:"
        yield "  intents:"
        yield "    map:"
        yield from (f"      {name}: {to}" for name, to in report.proposed_map.items())


def _pairs(title: str, pairs: Sequence[Pair]) -> Iterator[str]:
    if not pairs:
        return
    yield ""
    yield title if title.endswith("?") else f"{title}:"
    for pair in pairs:
        yield f"  {pair.first} ({_named(pair.first_intents)}) and {pair.second} ({_named(pair.second_intents)}), {pair.cosine}"


def _named(intents: Sequence[str]) -> str:
    return ", ".join(intents) or "out of scope"


def _next(report: LearningReport, *, dry_run: bool) -> str:
    if dry_run:
        return "Nothing was written (--dry-run)."
    return (
        f"Written to {report.client_id}/intents.jsonl. Live is what was live: `assist kb build -c {report.client_id}` trains a"
        " candidate, `assist kb publish` lets it go live."
    )
