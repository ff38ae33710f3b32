"""A suggestion as an agent wants to see it in a terminal: verdict and draft first, sources beside the sentences."""

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assist.domain.reply import Abstention, Draft, Escalation, NoReplyNeeded
from assist.domain.suggestion import Suggestion, SuggestRequest

MOOD = {"very_negative": "red", "negative": "yellow", "neutral": "white", "positive": "green", "very_positive": "green"}


def suggestion(found: Suggestion, request: SuggestRequest, *, title: str | None = None) -> None:
    """Print one suggestion."""
    console = Console()
    parts: list[RenderableType] = [_message(request), _tags(found), _route(found)]
    parts += [_decisions(found)] if found.decisions else []
    parts += [_reply(found), _sources(found), _footer(found)]
    console.print(Panel(Group(*parts), title=title or f"{found.client_id} · {request.channel}", title_align="left"))


def _message(request: SuggestRequest) -> Text:
    last = request.messages[-1] if request.messages else None
    said = (last.text if last else "").strip().replace("\n", " ")
    return Text(f"“{said[:300]}{'…' if len(said) > 300 else ''}”", style="italic")


def _tags(found: Suggestion) -> Text:
    triage = found.triage
    line = Text("\n")
    if not triage.intents:
        line.append("out of scope  " if not triage.in_scope else "no intent  ", style="bold")
    for intent in triage.intents:
        line.append(f"{intent.name} ", style="bold cyan")
        line.append(f"{intent.confidence:.2f}  ")
    if not triage.sure:
        line.append("not sure  ", style="yellow")
    line.append(triage.sentiment.label, style=MOOD[triage.sentiment.label])
    line.append(f"  {triage.language.tag}")
    for flag in triage.flags:
        line.append(f"  {flag}", style="bold red")
    return line


def _route(found: Suggestion) -> Text:
    route = found.triage.route
    line = Text(f"{route.level.replace('_', ' ')} → {route.queue}, {route.priority}")
    if route.respond_by:
        line.append(f", answer by {route.respond_by:%a %d %b %H:%M}Z")
    return line.append(f"  ({'; '.join(route.reasons)})", style="dim")


def _decisions(found: Suggestion) -> Text:
    line = Text()
    for number, decision in enumerate(found.decisions):
        line.append("\n" if number else "")
        line.append(f"{decision.outcome}", style="bold")
        line.append(f"  {decision.rule_id}  ")
        line.append(", ".join(f"{name} {value}" for name, value in decision.facts.items()), style="dim")
    return line


def _reply(found: Suggestion) -> Padding:
    reply = found.reply
    if isinstance(reply, Draft):
        return Padding(_marked(reply), (1, 2))
    text = Text()
    if isinstance(reply, Abstention):
        text.append(f"No draft: {reply.reason}. ", style="bold yellow").append(reply.for_agent)
        if reply.ask:
            text.append("\nAsk: ", style="bold").append(reply.ask)
    elif isinstance(reply, NoReplyNeeded):
        text.append(f"No reply needed: {reply.reason}", style="green")
    elif isinstance(reply, Escalation):
        text.append(f"To a person: {reply.reason}", style="bold red")
        if reply.holding_text:
            text.append("\nMeanwhile: ", style="bold").append(reply.holding_text)
    return Padding(text, (1, 2))


def _marked(draft: Draft) -> Text:
    """Number the sources behind each sentence; promises amber, unsupported red."""
    text = Text()
    at = 0
    for claim in draft.check.claims:
        text.append(draft.text[at : claim.start])
        style = "red" if not claim.supported else ("yellow" if claim.kind == "promise" else "")
        text.append(claim.text, style=style)
        numbers = [name.removeprefix("c") for name in claim.by if name.startswith("c") and name[1:].isdigit()]
        if numbers:
            text.append(f" [{','.join(numbers)}]", style="dim")
        at = claim.end
    text.append(draft.text[at:])
    return text


def _sources(found: Suggestion) -> Table | Text:
    if not isinstance(found.reply, Draft) or not found.reply.citations:
        return Text("")
    table = Table.grid(padding=(0, 1))
    for citation in found.reply.citations:
        table.add_row(
            f"[{citation.id.removeprefix('c')}]",
            Text(citation.passage_id, style="cyan"),
            Text(citation.quote, style="dim"),
        )
    return table


def _footer(found: Suggestion) -> Text:
    line = Text()
    for action in found.actions:
        line.append(f"[ ] {action.kind}  ", style="yellow").append(
            "  ".join(action.params.values()) + f"  (needs {action.requires})\n", style="dim"
        )
    if found.follow_up:
        line.append(f"step back in on {found.follow_up.due_on}: {found.follow_up.reason}\n")
    for warning in found.warnings:
        line.append(f"{warning.severity}: {warning.message}\n", style="yellow" if warning.severity != "info" else "dim")
    written = f"{found.reply.written_by}, " if isinstance(found.reply, Draft) else ""
    degraded = f", degraded: {', '.join(found.degraded)}" if found.degraded else ""
    total = found.timings_ms.get("total", 0.0)
    encode = found.timings_ms.get("encode", 0.0)
    return line.append(
        f"{written}{found.knowledge_version}, {total:.1f} ms ({encode:.1f} encoding){degraded}", style="dim"
    )
