"""`assist intents report`: how often the heads are right, what they confuse, and how far their confidence can be believed."""

import json

from assist.cli.services import open_services
from assist.errors import BadInput
from assist.triage.confusion import Confusion, table

MOST_LINES = 67


def run(client: str | None, *, top: int, as_json: bool) -> None:
    """Print what cross-validation said of the heads that tag this client's messages, or any client's without one.

    Raises: NotFound for an unknown client; BadInput when `top` is no count of lines.
    """
    if not 1 <= top <= MOST_LINES:
        raise BadInput(f"--top: between 1 and {MOST_LINES}")
    services = open_services()
    which = "the shared heads" if client is None else f"{client}, version {services.version(client).id}"
    meta = services.heads.meta
    if as_json:
        report = {"of": which, "figures": meta.report, **_as_json(meta.confusion, top)}
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return
    print(f"{which}: {len(meta.intents)} intents, every message judged by heads trained without it\n")
    print("\n".join(table(meta.confusion, at_most=top)))


def _as_json(found: Confusion, top: int) -> dict[str, object]:
    return {
        "accuracy": round(found.accuracy, 4),
        "calibration_error": round(found.calibration_error, 4),
        "worst": [pair.model_dump() for pair in found.worst(top)],
        **found.model_dump(),
    }
