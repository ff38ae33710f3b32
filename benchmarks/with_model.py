r"""The demo's messages through a real model: what it wrote, what the check removed, when the composed draft stood.

ASSIST_LLM=openai/local ASSIST_LLM_API_BASE=http://127.0.0.1:18080/v1 ASSIST_LLM_API_KEY=unused \\
    ASSIST_LLM_DEADLINE_S=60 python -m benchmarks.with_model
"""

import os
import statistics

from assist import pipeline, wire
from assist.bootstrap import build
from assist.console import scenes
from assist.domain.reply import Draft
from assist.domain.suggestion import SuggestRequest
from assist.settings import from_environment


def main() -> None:
    """Run every scene once and print a line each, then the rates."""
    services = build(from_environment(os.environ))
    services.warm_up()
    services.wait_for_writer()
    by_model, asked, removed, seconds = 0, 0, 0, []
    for scene in scenes.load():
        request = wire.validate(SuggestRequest, scene.request)
        suggestion = pipeline.suggest(services.version(str(request.client_id)), request, services.context())
        if not isinstance(suggestion.reply, Draft):
            continue
        asked += 1
        by_model += suggestion.reply.written_by == "model"
        cut = sum(warning.code == "model_sentence_removed" for warning in suggestion.warnings)
        removed += cut
        seconds.append(suggestion.timings_ms["draft"] / 1000)
        degraded = ", ".join(suggestion.degraded) or "-"
        print(
            f"{scene.title:32} {suggestion.reply.written_by:9} removed {cut}  {seconds[-1]:5.1f} s  {degraded}",
            flush=True,
        )
    median = statistics.median(seconds)
    print(f"\n{by_model} of {asked} drafts by the model, {removed} sentences removed, median {median:.1f} s")


if __name__ == "__main__":
    main()
