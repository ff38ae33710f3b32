"""The placeholders a macro may hold, and braces that are none of them."""

import re
from collections.abc import Iterator

from assist.lint.findings import Finding, Level
from assist.lint.subject import Placed, Subject

PLACEHOLDER = "unknown-placeholder"

KNOWN = {
    "agent_name": "who writes",
    "amount": "the sum of the refund or credit",
    "brand": "the brand as customers know it",
    "carrier": "the carrier of the parcel",
    "customer_name": "the customer's first name",
    "date": "the day that is promised or meant",
    "item": "the item",
    "items": "the items",
    "last_day": "last day of the window",
    "order_number": "the order number",
    "tracking": "the tracking number or link",
}
"""The closed list: what a macro may ask the agent's screen to fill in."""

_BRACED = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{[^{}\n]{0,200}\}|[{}]")
_FOREIGN = re.compile(
    r"\[(?:your |the |customer |order |agent |first |last )?(?:name|number|date|order|tracking|amount|item)s?\](?!\()|<<[^<>\n]{1,60}>>|%[A-Z_]{3,40}%",
    re.I,
)
"""Placeholders as other desks and word processors write them; nothing here would ever fill them."""


def placeholders(subject: Subject) -> list[Finding]:
    """Report placeholders that do not exist, braces that do not close, and any placeholder on a customer page."""
    return [finding for placed in subject.passages if placed.for_customers for finding in _of(placed)]


def _of(placed: Placed) -> Iterator[Finding]:
    text = placed.passage.text
    for match in sorted((*_BRACED.finditer(text), *_FOREIGN.finditer(text)), key=lambda found: found.start()):
        why = _why_wrong(match.group(), is_macro=placed.is_macro)
        if why:
            yield Finding(
                check=PLACEHOLDER, level=Level.ERROR, file=placed.file, line=placed.line_at(match.start()),
                message=why, passage_id=placed.passage.id,
            )  # fmt: skip


def _why_wrong(written: str, *, is_macro: bool) -> str | None:
    if written in "{}":
        return f"A brace {written} stands alone: the customer would see it."
    if not is_macro:
        return f"{written} stands on a page, where nothing fills it: the customer would see it."
    if written.startswith("{") and written[1:-1] in KNOWN:
        return None
    return f"{written} is no placeholder and stays in the message; there are: {', '.join(f'{{{name}}}' for name in KNOWN)}."
