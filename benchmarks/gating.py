"""How long the gate takes on the sample brands, and whether it says the same twice: a changed number and a typing error.

Works on a copy of the knowledge folder, in a data folder of its own; nothing is read from or written to the real ones.
"""

import os
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assist.bootstrap import Services, build
from assist.domain.base import ClientId
from assist.settings import from_environment
from evals import gate, preparing
from evals.evaluation import Evaluation
from evals.preparing import Order

EDITS = {
    "a changed number": ("within 30 days of delivery", "within 45 days of delivery"),
    "a typing error": ("You are welcome to try an item on at home.", "You are welcome to try an item on at hoem."),
}
CLIENT, PAGE = ClientId("norrfell"), Path("policies") / "returns-policy.md"
WANTED_S, WANTED_CASES = 30.0, 300


def main() -> int:
    """Print a line an edit; 1 when 300 cases would take longer than wanted, or two runs differ."""
    settings = from_environment(os.environ)
    encoder = build(settings).encoder
    good = True
    for name, (old, new) in EDITS.items():
        with TemporaryDirectory(prefix="gating-") as scratch:
            folder = Path(scratch)
            shutil.copytree(settings.knowledge_dir, folder / "knowledge")
            own = settings.model_copy(
                update={"data_dir": folder / "data", "knowledge_dir": folder / "knowledge", "database_url": ""}
            )
            services = build(own, encoder=encoder)
            for client in services.client_ids():
                services.ensure_baseline(client)
            page = folder / "knowledge" / CLIENT / PAGE
            page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
            services.releases(CLIENT).build(datetime.now(UTC))
            good &= _measured(name, services)
            services.close()
    return 0 if good else 1


def _measured(name: str, services: Services) -> bool:
    first, first_s = _timed(services)
    again, again_s = _timed(services)
    cases = first.provenance.cases
    scaled = first_s * WANTED_CASES / cases
    same = first.stable_json() == again.stable_json()
    print(
        f"{name}: {first.verdict}, {len(first.scores)} of {cases} cases asked; {first_s:.1f} s with nothing known "
        f"({scaled:.1f} s for {WANTED_CASES} cases), {again_s:.1f} s again; {'the same' if same else 'DIFFERENT'} twice"
    )
    return same and scaled < WANTED_S


def _timed(services: Services) -> tuple[Evaluation, float]:
    started = time.perf_counter()
    order = Order(
        candidate="candidate",
        against="live",
        by="bench",
        now=datetime.now(UTC),
        data_dir=services.settings.data_dir,
        key_of=services.program.key_of,
    )
    others = [services.releases(name) for name in services.client_ids() if name != CLIENT]
    found = preparing.evaluate(services.releases(CLIENT), others, order, gate.in_silence)
    return found, time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
