"""Batches known to be faulty: recognised in the customer's words, never named to them."""

import re

from assist.workflows import signs
from assist.workflows.blocks.claiming import Damaged, KnownBatch
from assist.workflows.case import Case

_STATED = re.compile(
    r"\b(?:batch|lot|lote)\W*(?:code|no|nr|number|codigo)?\W*(?:is |es )?(?P<code>[a-z]{0,2}[ -]?\d{3,6})\b|\b[a-z]\d{3,5}\b"
)
"""A batch code is told as one, or looks like one: a letter and digits, without the dash of order numbers."""


def known(case: Case, rules: Damaged) -> KnownBatch | None:
    """Return the faulty batch the customer names, while its notice runs and if its fault is the one reported."""
    words = signs.plain(case.words)
    for code, batch in rules.known_batches.items():
        spaced = r"\W?".join(re.escape(char) for char in code.lower())
        if re.search(rf"(?<!\w){spaced}(?!\w)", words) and _is_on(batch, case) and _is_its_fault(batch, case):
            return batch
    return None


def may_be_known(case: Case, rules: Damaged) -> bool:
    """Say whether the fault is that of a known batch and no batch code was given: then it is asked for."""
    fits = any(_is_on(batch, case) and _is_its_fault(batch, case) for batch in rules.known_batches.values())
    return fits and _STATED.search(signs.plain(case.words)) is None


def _is_on(batch: KnownBatch, case: Case) -> bool:
    return batch.from_ <= case.asked_on <= batch.until


def _is_its_fault(batch: KnownBatch, case: Case) -> bool:
    return batch.part is None or (batch.part == "pump" and signs.PUMP.in_(case.words))
