"""What differs between two versions: pages, passages with their typed facts and dates, and settings. Asks nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from assist import atoms, strict_yaml
from assist.domain.base import ClientId, Frozen, VersionId
from assist.domain.knowledge import Passage
from assist.errors import BadKnowledge
from assist.publishing.asking import AnswerChange
from assist.retrieval.bundle import Bundle
from assist.triage import examples

_PAGE_FIELDS = ("kind", "headings", "locale", "audience", "effective_from", "effective_until", "dates_by", "intents",
                "countries")  # fmt: skip
"""What a passage says beside its text."""


class FactChange(Frozen):
    """A typed fact before and after; None where it is new or gone."""

    kind: str
    before: str | None
    after: str | None


class FieldChange(Frozen):
    """A front-matter value or a setting before and after; None where it is new or gone."""

    name: str
    before: str | None
    after: str | None


class PassageChange(Frozen):
    """A passage whose words, facts or dates changed."""

    passage_id: str
    text_before: str
    text_after: str
    facts: tuple[FactChange, ...]
    fields: tuple[FieldChange, ...]


class SettingChange(Frozen):
    """A value of `client.yaml`, `workflows.yaml` or an answer file, by dotted path."""

    file: str
    changes: tuple[FieldChange, ...]


class Parts(Frozen):
    """Ids added, removed and changed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.added or self.removed or self.changed)


class VersionDiff(Frozen):
    """Everything that differs; `before` is what is compared with, usually what is live."""

    client_id: ClientId
    before: VersionId
    after: VersionId
    pages: Parts
    passages: Parts
    changed_passages: tuple[PassageChange, ...]
    settings: tuple[SettingChange, ...]
    questions_asked: int = 0
    questions_left_out: int = 0
    answers: tuple[AnswerChange, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.pages.any or self.passages.any or self.settings or self.answers)


def compare(before: Bundle, after: Bundle) -> VersionDiff:
    """Return what differs in content between two bundles of one client."""
    old, new = ({passage.id: passage for passage in bundle.passages} for bundle in (before, after))
    changed = tuple(
        _passage_change(old[passage_id], passage)
        for passage_id, passage in new.items()
        if passage_id in old and old[passage_id] != passage
    )
    return VersionDiff(
        client_id=after.manifest.client_id,
        before=before.manifest.version,
        after=after.manifest.version,
        pages=_parts(_by_page(before), _by_page(after)),
        passages=_parts(old, new),
        changed_passages=changed,
        settings=tuple(_setting_changes(before.sources, after.sources)),
    )


def _parts(old: Mapping[Any, object], new: Mapping[Any, object]) -> Parts:
    return Parts(
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
        changed=tuple(name for name, content in new.items() if name in old and old[name] != content),
    )


def _by_page(bundle: Bundle) -> dict[str, list[Passage]]:
    pages: dict[str, list[Passage]] = {}
    for passage in bundle.passages:
        pages.setdefault(passage.page_id, []).append(passage)
    return pages


def _passage_change(old: Passage, new: Passage) -> PassageChange:
    fields = [
        FieldChange(name=name, before=_shown(getattr(old, name)), after=_shown(getattr(new, name)))
        for name in _PAGE_FIELDS
        if getattr(old, name) != getattr(new, name)
    ]
    return PassageChange(
        passage_id=new.id,
        text_before=old.text,
        text_after=new.text,
        facts=tuple(facts_changed(old.text, new.text)),
        fields=tuple(fields),
    )


def facts_changed(old: str, new: str) -> list[FactChange]:
    """Return the typed facts one text has and the other has not, paired by kind in the order they stand."""
    before, after = _facts(old), _facts(new)
    gone, come = before - after, after - before
    changes: list[FactChange] = []
    for kind in dict.fromkeys(kind for kind, _ in (*gone, *come)):
        pairs = zip_longest(_values(gone, kind), _values(come, kind))
        changes += [FactChange(kind=kind, before=was, after=now) for was, now in pairs]
    return list(dict.fromkeys(changes))


def _facts(text: str) -> Counter[tuple[str, str]]:
    return Counter((atom.kind.value, atom.value) for atom in atoms.extract(text))


def _values(facts: Counter[tuple[str, str]], kind: str) -> list[str]:
    return [value for (of, value), count in facts.items() if of == kind for _ in range(count)]


def _setting_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterable[SettingChange]:
    for file in sorted({*old, *new}):
        if old.get(file) == new.get(file):
            continue  # reading the answer files takes half a second
        before, after = (_leaves(file, texts.get(file)) for texts in (old, new))
        changes = tuple(
            FieldChange(name=path, before=before.get(path), after=after.get(path))
            for path in dict.fromkeys((*before, *after))
            if before.get(path) != after.get(path)
        )
        if changes:
            yield SettingChange(file=file, changes=changes)


def _leaves(file: str, text: str | None) -> dict[str, str]:
    """Return a file's values by dotted path; one whole value where this program cannot read it."""
    if text is None:
        return {}
    if file == examples.FILE:
        return _examples_by_intent(text, file)
    try:
        return dict(_flattened("", strict_yaml.load(text, file=file)))
    except BadKnowledge:
        return {"": text}


def _examples_by_intent(text: str, file: str) -> dict[str, str]:
    """Return how many examples each intent has, and a digest of them: nobody reads a thousand lines of difference."""
    texts: dict[str, list[str]] = {}
    for example in examples.read(text, file):
        for intent in example.intents or ("out of scope",):
            texts.setdefault(intent, []).append(example.text)
    return {
        intent: f"{len(found)} examples ({hashlib.sha256(chr(10).join(found).encode()).hexdigest()[:6]})"
        for intent, found in texts.items()
    }


def _flattened(path: str, value: Any) -> Iterable[tuple[str, str]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _flattened(f"{path}.{key}" if path else str(key), inner)
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for position, inner in enumerate(value):
            yield from _flattened(f"{path}[{position}]", inner)
    else:
        yield path, _shown(value) or ""


def _shown(value: Any) -> str | None:
    if isinstance(value, tuple | list):
        return ", ".join(str(each) for each in value)
    return None if value is None else str(value)
