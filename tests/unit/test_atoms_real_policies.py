"""What must hold of any text, on policies of real companies: `BENCH_DATA` names the folder they stand in."""

import json
import os
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from assist import atoms, text
from assist.atoms import AtomKind

FOLDER = os.environ.get("BENCH_DATA", "")
DOCUMENTS = Path(FOLDER) / "real_company_policies" / "docs.jsonl"
SAMPLE = 12
"""Documents read, chosen by a fixed seed."""

pytestmark = pytest.mark.skipif(
    not FOLDER or not DOCUMENTS.is_file(), reason="the real policies are not here: set BENCH_DATA"
)


@pytest.fixture(scope="module")
def policies() -> list[str]:
    rows = [json.loads(line)["text"] for line in DOCUMENTS.read_text(encoding="utf-8").splitlines()]
    return random.Random(4).sample(rows, min(SAMPLE, len(rows)))


def test_atoms_stand_in_order_without_overlap(policies):
    for policy in policies:
        found = atoms.extract(policy)

        assert all(0 <= atom.start < atom.end <= len(policy) for atom in found)
        assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_fact_read_alone_has_the_value_it_has_in_its_policy(policies):
    steady = (AtomKind.MONEY, AtomKind.PERCENT, AtomKind.DURATION, AtomKind.COUNT, AtomKind.EMAIL)
    for policy in policies:
        for atom in atoms.extract(policy):
            if atom.kind in steady and "-" not in atom.value:
                assert atom.value in {again.value for again in atoms.extract(policy[atom.start : atom.end])}


def test_every_amount_of_dollars_and_every_number_of_days_is_found(policies):
    for policy in policies:
        found = {atom.start: atom for atom in atoms.extract(policy)}
        for match in re.finditer(r"\$\d|(?<![\w.,–-])\d+ (?:calendar |business )?days\b", policy):
            assert found[match.start()].kind in (AtomKind.MONEY, AtomKind.DURATION)


def test_facts_stand_in_their_sentence(policies):
    for policy in policies:
        for fact in atoms.facts_about(policy, text.sentences(policy)):
            assert fact.sentence[0] <= fact.atom.start < fact.atom.end <= fact.sentence[1]
