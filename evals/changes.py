"""What differs between two versions, as items that an answer can be traced to: passages by meaning, settings by path."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from assist.domain.base import Frozen
from assist.domain.knowledge import Passage
from assist.domain.notice import Notice
from assist.publishing import diff
from assist.publishing.diff import FactChange, SettingChange, VersionDiff
from assist.retrieval.bundle import Bundle
from assist.retrieval.retriever import is_quotable
from assist.triage import examples
from evals import meaning
from evals.meaning import Kind, Meaning, StatementChange

WORKFLOWS, PROFILE, ANSWERS = "workflows.yaml", "client.yaml", "answers."
MOST_SHOWN = 60
"""Characters of a value in a label."""


AROUND = 2
"""Words shown around what differs."""


class ItemKind(StrEnum):
    PASSAGE = "passage"
    PARAMETER = "parameter"
    """A number of `workflows.yaml`."""
    SETTING = "setting"
    """Of `client.yaml`."""
    ANSWER = "answer"
    """A sentence of the answer bank."""
    INTENTS = "intents"
    """Examples that the heads of own intents are trained on."""
    NOTICE = "notice"
    """A dated sentence that is told beside the pages: it changes no number and no page."""
    ENCODER = "encoder"
    """Another encoder or writer: touches everything."""


class Item(Frozen):
    """One thing that differs."""

    id: str
    """A passage id, or `file:path` of a setting."""
    kind: ItemKind
    change: Kind
    before: str
    after: str
    label: str
    """The change in one line: `30 day -> 45 day`."""
    is_meant: bool
    """Whether anybody is told something else; false where only the wording changed."""
    statements: tuple[StatementChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    speaks_of: str | None = None
    """Of a new passage: an earlier one on the same matter that says otherwise."""
    is_quoted: bool = True
    """False of agent-only pages and macros: no draft quotes them, so that no case can look after them."""


class Differences(Frozen):
    """Everything that differs between two versions."""

    items: tuple[Item, ...] = ()
    content: VersionDiff | None = None
    """Page by page; None where the two cannot be compared so."""

    @property
    def passages(self) -> dict[str, Item]:
        """Return the items that an answer cites, by passage id: a notice is cited like one."""
        return {one.id: one for one in self.items if one.kind in (ItemKind.PASSAGE, ItemKind.NOTICE)}

    @property
    def settings(self) -> tuple[Item, ...]:
        """Return the items that are no passages."""
        return tuple(one for one in self.items if one.kind not in (ItemKind.PASSAGE, ItemKind.NOTICE))

    @property
    def is_meant(self) -> bool:
        """Whether anything means something else."""
        return any(one.is_meant for one in self.items)


def between(before: Bundle, after: Bundle) -> Differences:
    """Return what differs between two bundles of one client."""
    content = diff.compare(before, after)
    old, new = ({str(passage.id): passage for passage in bundle.passages} for bundle in (before, after))
    items = [
        _passage(one, old.get(one.passage_id), new.get(one.passage_id))
        for one in meaning.changes(before.passages, after.passages)
    ]
    settings = [item for setting in content.settings for item in _settings(setting)]
    items += [_without_moves(item, [one for one in items if not one.is_meant]) for item in settings]
    if before.manifest.encoder_fingerprint != after.manifest.encoder_fingerprint:
        items.append(other("encoder", before.manifest.encoder_fingerprint, after.manifest.encoder_fingerprint))
    return Differences(items=tuple(items), content=content)


def of_notice(notice: Notice) -> Differences:
    """Return the difference a notice makes: it tells something and means nothing else."""
    item = Item(
        id=notice.id, kind=ItemKind.NOTICE, change=Kind.ADDED, before="", after=notice.text,
        label=f"notice: “{_short(notice.text)}”", is_meant=False,
    )  # fmt: skip
    return Differences(items=(item,))


def other(name: str, before: str, after: str) -> Item:
    """Return the item of another encoder, writer or threshold: it touches every answer."""
    return Item(
        id=name, kind=ItemKind.ENCODER, change=Kind.CHANGED, before=before, after=after,
        label=f"{_short(before)} -> {_short(after)}", is_meant=True,
    )  # fmt: skip


def _passage(one: Meaning, old: Passage | None, new: Passage | None) -> Item:
    return Item(
        id=one.passage_id,
        kind=ItemKind.PASSAGE,
        change=one.kind,
        before=old.text if old else "",
        after=new.text if new else "",
        label=_label(one),
        is_meant=one.is_meant,
        statements=one.statements,
        facts=one.facts,
        speaks_of=one.speaks_of,
        is_quoted=any(is_quotable(passage) for passage in (old, new) if passage is not None),
    )


def _label(one: Meaning) -> str:
    """Return the change as a person would name it: the facts, the dates, else the statement."""
    if one.kind in (Kind.REMOVED, Kind.ADDED, Kind.MOVED, Kind.REWORDED):
        return f"{one.passage_id} {one.kind}"
    facts = [f"{fact.before or 'nothing'} -> {fact.after or 'nothing'}" for fact in one.facts]
    facts += [f"{field.name} {field.before or 'open'} -> {field.after or 'open'}" for field in one.fields]
    if facts:
        return ", ".join(facts[:2]) + (", ..." if len(facts) > 2 else "")
    first = one.statements[0]
    gone, come = _differing(first.before or "", first.after or "")
    return f"“{_short(gone)}” -> “{_short(come)}”"


def _differing(before: str, after: str) -> tuple[str, str]:
    """Return the stretch of two statements in which they differ, with a word or two around it."""
    old, new = before.split(), after.split()
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    first, last = max(start - AROUND, 0), max(end - AROUND, 0)
    return " ".join(old[first : len(old) - last]), " ".join(new[first : len(new) - last])


def _settings(setting: SettingChange) -> Iterator[Item]:
    for field in setting.changes:
        before, after = field.before or "", field.after or ""
        kind = _kind(setting.file)
        yield Item(
            id=f"{setting.file}:{field.name}",
            kind=kind,
            change=_change(field.before, field.after),
            before=before,
            after=after,
            label=f"{_short(before) or 'nothing'} -> {_short(after) or 'nothing'}",
            is_meant=kind is not ItemKind.ANSWER or bool(meaning.same_meaning(_listed(before), _listed(after))),
        )


def _without_moves(item: Item, unmeant: Sequence[Item]) -> Item:
    """Take the meaning from a list of passages or pages that only follows what was moved."""
    path = item.id.partition(":")[2]
    if item.kind is not ItemKind.PARAMETER or not (path.startswith("passages.") or path.endswith(".pages")):
        return item
    before, after = ({name.strip() for name in value.split(",") if name.strip()} for value in (item.before, item.after))
    moved = {one.id for one in unmeant} | {one.id.partition("#")[0] for one in unmeant}
    return item.model_copy(update={"is_meant": bool((before ^ after) - moved)})


def _kind(file: str) -> ItemKind:
    if file == WORKFLOWS:
        return ItemKind.PARAMETER
    if file.startswith(ANSWERS):
        return ItemKind.ANSWER
    return ItemKind.INTENTS if file == examples.FILE else ItemKind.SETTING


def _change(before: str | None, after: str | None) -> Kind:
    if before is None:
        return Kind.ADDED
    return Kind.REMOVED if after is None else Kind.CHANGED


def _listed(value: str) -> list[str]:
    return [value] if value else []


def _short(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= MOST_SHOWN else value[: MOST_SHOWN - 1] + "…"


def ids(items: Iterable[Item]) -> tuple[str, ...]:
    """Return the ids of items, in order."""
    return tuple(item.id for item in items)
