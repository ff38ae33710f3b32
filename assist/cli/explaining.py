"""`assist triage --explain`: why each message was tagged and routed as it was, for a person to read or as JSON lines."""

import json
import sys
from collections.abc import Callable
from typing import Any

from assist import explanation, wire
from assist.cli import lines
from assist.cli.services import open_services
from assist.cli.tagging import refuse_other_client
from assist.triage.explain import Against, Explanation
from assist.triage_input import read_triage_input

LONGEST_EXAMPLE = 90
"""Characters shown of a training example."""


def run(client: str, source: str, target: str, *, text: str | None, as_json: bool) -> None:
    """Explain one message, or every line of a batch."""
    services = open_services()
    services.warm_up(client)
    services.wait_for_adviser()
    version, examples = services.version(client), explanation.examples(services)

    def explained(parsed: dict[str, Any]) -> Explanation:
        given = read_triage_input(parsed).conversation
        refuse_other_client(given, client)
        return explanation.explain(version, given, services.context(with_writer=False, with_adviser=True), examples)

    if text is None:
        shown = None if as_json else _readable_row
        sys.exit(lines.run(source, target, _answer(explained), as_text=shown))
    found = explained(wire.loads(json.dumps({"text": text})))
    print(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2) if as_json else readable(found))


def _answer(explained: Callable[[dict[str, Any]], Explanation]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda parsed: explained(parsed).model_dump(mode="json")


def _readable_row(row: dict[str, Any]) -> str:
    """Return one answered line as a person reads it; an error stays in its place."""
    title = f"── {row['id']} " if "id" in row else "── "
    if "error" in row:
        return f"{title}line {row['line']}: {row['error']['message']}\n"
    found = Explanation.model_validate({name: value for name, value in row.items() if name != "id"})
    return f"{title}{'─' * max(3, 76 - len(title))}\n{readable(found)}\n"


def readable(found: Explanation) -> str:
    """Return an explanation in lines for a terminal."""
    triage, route = found.triage, found.triage.route
    tagged = ", ".join(f"{one.name} {one.confidence:.2f}" for one in triage.intents) or "none: out of scope"
    sections = [
        ("intents", tagged),
        (
            "considered",
            ", ".join(f"{one.name} {one.chance:.2f}{' ✓' if one.tagged else ''}" for one in found.considered),
        ),
        ("in scope", _against(found.scope)),
        ("sure", _against(found.sure)),
        *((f"like {one.cosine:.2f}", _example(one.text, one.intents)) for one in found.nearest),
        ("sentiment", _sentiment(found)),
        ("language", f"{triage.language.tag} {triage.language.confidence:.2f}"),
        *((f"flag {one.flag}", f"stands on {one.on}") for one in found.flags),
        ("cause", f"{triage.cause}, value role {triage.value_role}"),
        *((f"rule {'✓' if rule.holds else '✗'}", f"{rule.rule_id}: {rule.because}") for rule in found.rules),
        ("route", f"{route.level.replace('_', ' ')} → {route.queue}, {route.priority}"),
        *(("", reason) for reason in route.reasons),
        ("respond by", found.respond_by),
    ]
    return "\n".join(f"{name:>16}  {said}" for name, said in sections)


def _against(one: Against) -> str:
    return f"{'yes' if one.met else 'no'}: {one.value:.2f} against a threshold of {one.least:.2f}"


def _example(text: str, intents: tuple[str, ...]) -> str:
    shown = text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"
    return f"“{' '.join(shown.split())}” ({', '.join(intents) or 'out of scope'})"


def _sentiment(found: Explanation) -> str:
    sentiment = found.triage.sentiment
    parts = ", ".join(f"{name.replace('_', ' ')} {chance:.2f}" for name, chance in found.moods.items())
    return f"{sentiment.label.replace('_', ' ')} {sentiment.confidence:.2f}, score {sentiment.score:+.2f} ({parts})"
