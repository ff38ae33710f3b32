"""The authored answer bank: what a draft says for a rule, in each language, with a client's own wording on top."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from assist import strict_yaml
from assist.domain.base import Frozen
from assist.domain.enums import ClaimKind
from assist.errors import BadKnowledge

_SLOT = re.compile(r"\{(\w+)\}")


def _listed(given: object) -> object:
    """Return a name alone as a list of one."""
    return (given,) if isinstance(given, str) else given


Slots = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class AnswerSentence(Frozen):
    """One sentence with `{slots}`; `keeper` names what keeps a promise: `action` or `follow_up`."""

    say: str
    or_say: str | None = None
    """Used when a slot of `say` is empty."""
    kind: ClaimKind
    keeper: str | None = None
    when: Slots = ()
    """Said only where these slots are filled, though the sentence may not show them."""
    unless: Slots = ()
    """Left out where one of these slots is filled."""
    in_letters: bool = False
    """Left out of chats, where every sentence counts."""

    def fits(self, slots: Mapping[str, str], *, in_chat: bool) -> bool:
        """Say whether the sentence belongs to this decision and channel."""
        if self.in_letters and in_chat:
            return False
        return all(slots.get(name) for name in self.when) and not any(slots.get(name) for name in self.unless)

    def filled(self, slots: Mapping[str, str]) -> str | None:
        """Fill the slots of the first wording that can be filled; None when none can: an empty slot is never shown."""
        for wording in (self.say, self.or_say):
            names = _SLOT.findall(wording or "")
            if wording and all(slots.get(name) for name in names):
                said = wording.format(**{name: slots[name] for name in names})
                return said[:1].upper() + said[1:]
        return None


class Answers(Frozen):
    """All answers in one language."""

    locale: str
    courtesy: Mapping[str, str]
    rules: Mapping[str, tuple[AnswerSentence, ...]]
    questions: Mapping[str, str]
    words: Mapping[str, str]
    """What to say when an order names none: `carrier`."""
    holding: Mapping[str, str]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    date_with_year: str
    moment: str

    def fill(self, answer: AnswerSentence, slots: Mapping[str, str], *, in_chat: bool = False) -> str | None:
        """Fill an answer's slots, with a general word where the order names none; None where it does not belong."""
        if not answer.fits(slots, in_chat=in_chat):
            return None
        return answer.filled({**self.words, **{name: value for name, value in slots.items() if value}})

    def for_rule(self, rule_id: str) -> tuple[AnswerSentence, ...]:
        """Return the sentences of the longest prefix of the rule that has any."""
        parts = rule_id.split(".")
        for length in range(len(parts), 0, -1):
            found = self.rules.get(".".join(parts[:length]))
            if found is not None:
                return found
        return ()


def parse(shared: Mapping[str, str], own: Mapping[str, str]) -> dict[str, Answers]:
    """Merge shared answer files with a client's own, by locale; both map file names to YAML text.

    Raises: BadKnowledge naming the file.
    """
    merged = (_merged(name, text, own.get(name)) for name, text in shared.items())
    return {answers.locale: answers for answers in merged}


@lru_cache(maxsize=512)
def _merged(name: str, shared: str, own: str | None) -> Answers:
    """Merge one file with the client's own; two hundred clients share most of them, and each takes 50 ms to read."""
    base = _mapping(name, shared)
    for key, value in (_mapping(name, own) if own is not None else {}).items():
        base[key] = {**base.get(key, {}), **value} if isinstance(value, dict) else value
    try:
        return Answers.model_validate(base)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise BadKnowledge(f"answers/{name}", 1, f"{where}: {first['msg']}") from None


def read_folder(folder: Path) -> dict[str, str]:
    """Return the YAML files of a folder as name to text; empty when there is none. Raises: BadKnowledge naming the file."""
    return {file.name: _text(file) for file in sorted(folder.glob("*.yaml"))}


def _text(file: Path) -> str:
    shown = "/".join(file.parts[-3:])
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadKnowledge(shown, 1, "is not UTF-8") from error
    except OSError as error:
        raise BadKnowledge(shown, 1, f"cannot be read: {error.strerror}") from error


def _mapping(name: str, text: str) -> dict[str, Any]:
    parsed = strict_yaml.load(text, file=f"answers/{name}")
    if not isinstance(parsed, dict):
        raise BadKnowledge(f"answers/{name}", 1, "must be a mapping")
    return parsed
