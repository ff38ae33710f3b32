"""Everything of a client that states something: passages, macros, numbers, answers, cases; each with its place."""

import json
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from assist import strict_yaml, text
from assist.domain.base import Frozen
from assist.errors import BadKnowledge
from assist.lint.subject import Subject


class MentionKind(StrEnum):
    PASSAGE = "passage"
    MACRO = "macro"
    NUMBER = "number"
    ANSWER = "answer"
    CASE = "case"


class Mention(Frozen):
    """One statement and where it stands."""

    kind: MentionKind
    file: str
    line: int
    name: str
    """What it belongs to: a passage id, a parameter's path, a rule, a case's id."""
    text: str
    context: str = ""
    """Words that say what it is about without being said: the heading above it."""
    locale: str = "en"


def of_pages(subject: Subject) -> Iterator[Mention]:
    """Yield every sentence of every passage and macro."""
    for placed in subject.passages:
        whole = placed.passage.text
        for start, end in text.sentences(whole):
            yield Mention(
                kind=MentionKind.MACRO if placed.is_macro else MentionKind.PASSAGE,
                file=placed.file, line=placed.line_at(start), name=placed.passage.id, text=whole[start:end],
                context=placed.passage.headings[-1], locale=placed.passage.locale,
            )  # fmt: skip


_UNITS = re.compile(r"(?:^|_)(?P<unit>working_days|days|weeks|months|years|hours|minutes|percent)$")
_WIRING = re.compile(r"^passages\b|(?:^|\.)(?:pages?|id)$")


def of_numbers(subject: Subject) -> Iterator[Mention]:
    """Yield every parameter of `workflows.yaml` in words: `return window 30 days`, `shipping fee 5.95 EUR`."""
    if not subject.workflows_text or subject.parameters is None:
        return
    currency = subject.profile.currency if subject.profile else ""
    for leaf in strict_yaml.leaves(subject.workflows_text, file=subject.workflows_file):
        if leaf.value and not _WIRING.search(leaf.path):
            yield Mention(
                kind=MentionKind.NUMBER, file=subject.workflows_file, line=leaf.line, name=leaf.path,
                text=_in_words(leaf.path, leaf.value, currency),
            )  # fmt: skip


def _in_words(path: str, value: str, currency: str) -> str:
    steps = re.split(r"[.\[\]]+", path.rstrip("]"))
    words = " ".join(steps)
    if re.fullmatch(r"\d+\.\d{2}", value):
        return f"{words.replace('_', ' ')} {value} {currency}"
    # The unit may stand a step above the leaf: trace_after_working_days.ES.
    unit = next((found["unit"] for step in reversed(steps) if (found := _UNITS.search(step))), "")
    if unit:
        words, unit = words.replace(f"_{unit}", ""), "%" if unit == "percent" else unit
    return f"{words} {value} {unit}".replace("_", " ").strip()


def of_answers(subject: Subject, knowledge_folder: Path) -> Iterator[Mention]:
    """Yield every sentence of the answer bank, shared and own, that a rule says."""
    for owner in ("_shared", subject.client_id):
        for file in sorted((knowledge_folder / owner / "answers").glob("*.yaml")):
            shown = f"{owner}/answers/{file.name}"
            try:
                leaves = strict_yaml.leaves(file.read_text(encoding="utf-8-sig"), file=shown)
            except (BadKnowledge, UnicodeDecodeError):
                continue  # what cannot be read is for `kb check` to say
            for leaf in leaves:
                rule = re.match(r"rules\.(?P<rule>.+?)\[\d+\]\.(?:say|or_say)$", leaf.path)
                if rule:
                    yield Mention(
                        kind=MentionKind.ANSWER, file=shown, line=leaf.line, name=rule["rule"],
                        text=leaf.value, locale=file.stem,
                    )  # fmt: skip


def of_cases(client_id: str, knowledge_folder: Path, cases_folder: Path) -> Iterator[Mention]:
    """Yield every evaluation case: the harness's own for this client, and those in the client's folder."""
    for folder, shown in ((cases_folder / client_id, f"evals/cases/{client_id}"),
                          (knowledge_folder / client_id / "cases", f"{client_id}/cases")):  # fmt: skip
        for file in sorted(folder.glob("*.jsonl")):
            lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
            for number, line in enumerate(lines, start=1):
                case = _case(line)
                if case:
                    yield Mention(
                        kind=MentionKind.CASE, file=f"{shown}/{file.name}", line=number,
                        name=str(case.get("id") or number), text=" ".join(_said(case)), locale=case.get("locale") or "en",
                    )  # fmt: skip


_SAID = frozenset({"text", "query", "message", "draft", "say", "must_say", "must_not_say", "expected", "question"})
"""Keys of a case whose words are about policy; the others are ids, moments and order facts."""


def _case(line: str) -> dict[str, Any] | None:
    try:
        parsed = json.loads(line)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None


def _said(value: Any, *, counts: bool = False) -> Iterable[str]:
    if isinstance(value, str):
        return [value] if counts else []
    if isinstance(value, list):
        return [words for each in value for words in _said(each, counts=counts)]
    if isinstance(value, dict):
        return [words for key, each in value.items() for words in _said(each, counts=counts or key in _SAID)]
    return []
