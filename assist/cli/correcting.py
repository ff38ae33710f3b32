"""`assist intents corrections`: what people corrected in triages, as examples to review and learn from."""

import sys

from assist import corrections
from assist.bootstrap import corrected_turns
from assist.cli import lines
from assist.cli.services import settings


def run(client: str, target: str) -> None:
    """Write `{text, intent}` lines, personal data masked, and say what to do with them."""
    rows = list(corrections.examples(corrected_turns(settings(), client)))
    lines.write(target, rows)
    if target != "-" or sys.stderr.isatty():
        hint = f"review them, then: assist intents learn -c {client} -i {target}" if rows else "nothing to learn from"
        print(f"{len(rows)} examples from corrections; {hint}", file=sys.stderr)
