"""`assist demo`: Friday 16:47 over both brands, with the moment fixed, so that everybody sees the same."""

import json

from rich.console import Console

from assist import pipeline, wire
from assist.cli import render
from assist.cli.services import open_services
from assist.console import scenes
from assist.console.scenes import Scene
from assist.domain.suggestion import Suggestion, SuggestRequest


def run(*, as_json: bool) -> None:
    """Answer every demo message and print a readable account of each, or JSON lines."""
    services = open_services()
    services.warm_up()
    answered: list[tuple[Scene, SuggestRequest, Suggestion]] = []
    for scene in scenes.load():
        request = wire.validate(SuggestRequest, scene.request)
        version = services.version(str(request.client_id))
        services.wait_for_writer()
        answered.append((scene, request, pipeline.suggest(version, request, services.context())))
    if as_json:
        for _, _, suggestion in answered:
            print(json.dumps(suggestion.model_dump(mode="json"), ensure_ascii=False))
        return
    console = Console()
    console.print("Friday 20 November 2026, 16:47. Two brands, one team of agents.\n", style="bold")
    for scene, request, suggestion in answered:
        render.suggestion(suggestion, request, title=f"{suggestion.client_id} · {request.channel} · {scene.title}")
    times = sorted(suggestion.timings_ms["total"] for _, _, suggestion in answered)
    median = times[len(times) // 2]
    console.print(
        f"{len(times)} messages, median {median:.1f} ms each, nothing sent: a person presses Send.", style="bold"
    )
