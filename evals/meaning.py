"""What a change of the pages means: which statements are new, gone or only worded differently, passage by passage.

Two statements mean the same when each stands by the other under the checker of claims and both hold the same typed
facts; of a small edit the small words count as well. Compares texts; asks no version anything.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from assist import atoms
from assist import text as texts
from assist.atoms import AtomKind
from assist.domain.base import Frozen
from assist.domain.knowledge import Passage
from assist.drafting.checking import judging, statements
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.statements import Draft
from assist.publishing.diff import FactChange, FieldChange, facts_changed
from evals import small_edits

HOLDS_FOR = ("locale", "audience", "effective_from", "effective_until", "dates_by", "countries")
"""For whom and when a passage holds: a change is a change of what customers are told."""
SAME_MATTER = 0.7
"""Share of what a new statement names, rare names weighing more, that an earlier one must hold to speak of the same."""
Said = Mapping[str, Counter[str]]
"""How often each statement stands in a version, by for whom it holds."""


class Kind(StrEnum):
    """What became of a passage."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """Every word of it stands somewhere else."""
    REWORDED = "reworded"
    """The same said otherwise, or in another order."""


class StatementChange(Frozen):
    """A statement before and after; None where it is new or gone."""

    before: str | None
    after: str | None
    why: str = ""
    """Why the two do not mean the same."""


class Meaning(Frozen):
    """What a change of one passage means."""

    passage_id: str
    kind: Kind
    statements: tuple[StatementChange, ...] = ()
    """That mean something else now; empty when only the wording changed."""
    facts: tuple[FactChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    """For whom and when it holds."""
    speaks_of: str | None = None
    """Of a new passage: an earlier one that speaks of the same matter and does not say the same."""

    @property
    def is_meant(self) -> bool:
        """Whether anybody is told something else."""
        return bool(self.statements or self.fields)


def changes(before: Iterable[Passage], after: Iterable[Passage]) -> list[Meaning]:
    """Return what became of every passage that is not the same in both, in the order of the pages."""
    old = {str(passage.id): passage for passage in before}
    new = {str(passage.id): passage for passage in after}
    ids = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    said_before, said_after = _said(old.values()), _said(new.values())
    gone = [old[name] for name in ids if name not in new]
    come = [new[name] for name in ids if name not in old]
    found = [_meaning(old.get(name), new.get(name), gone, come, (said_before, said_after)) for name in ids]
    if not any(one.kind is Kind.ADDED for one in found):
        return found
    known = {locale: _evidence(old.values(), locale) for locale in {passage.locale for passage in old.values()}}
    return [
        one.model_copy(update={"speaks_of": _speaks_of(one, known.get(new[one.passage_id].locale))})
        if one.kind is Kind.ADDED
        else one
        for one in found
    ]


def _evidence(passages: Iterable[Passage], locale: str) -> Evidence:
    spoken = [passage for passage in passages if passage.locale == locale]
    return Evidence([Source(str(one.id), SourceKind.POLICY, one.text, _about(one)) for one in spoken])


def _speaks_of(one: Meaning, known: Evidence | None) -> str | None:
    """Return the earlier passage that holds most of what a new statement names."""
    for change in one.statements if known else ():
        near = known.nearest(statements.read(change.after or "")) if known and change.after else []
        if near and near[0][0] >= SAME_MATTER:
            return near[0][1].source.id
    return None


def same_meaning(before: Sequence[str], after: Sequence[str], heading: str = "") -> list[StatementChange]:
    """Return the statements of both sides that the other side does not carry; empty when they mean the same."""
    if not before or not after:
        return [StatementChange(before=one, after=None, why="is gone") for one in before] + [
            StatementChange(before=None, after=one, why="is new") for one in after
        ]
    mended = [small_edits.mended(one, _nearest(one, after)) for one in before]
    old, new = "\n".join(mended), "\n".join(after)
    found = []
    for one in after:
        nearest = _nearest(one, mended)
        why = _unsupported(one, old, heading) or small_edits.differs(nearest, one, (old, new))
        if why:
            found.append(StatementChange(before=_partner(one, before), after=one, why=why))
    told = {change.before for change in found}
    for one, read in zip(before, mended, strict=True):
        why = _unsupported(read, new, heading)
        if why and one not in told:
            found.append(StatementChange(before=one, after=_partner(one, after), why=why))
    if not found and _facts(old) != _facts(new):
        found.append(StatementChange(before=before[0], after=after[0], why="a number differs"))
    return found


def _meaning(
    old: Passage | None,
    new: Passage | None,
    gone: Sequence[Passage],
    come: Sequence[Passage],
    said: tuple[Said, Said],
) -> Meaning:
    passage = old or new
    assert passage is not None, "a change has at least one side"
    fields = _fields(old, new)
    earlier, later = said
    lost = [] if old is None else _left(old, earlier, later)
    fresh = [] if new is None else _left(new, later, earlier)
    if old is None:
        # What was cut from one page and put on another, perhaps in other words, is not new.
        lost = [one for each in gone if _scope(each) == _scope(passage) for one in _left(each, earlier, later)]
        found = [one for one in same_meaning(lost, fresh, _about(passage)) if one.after in fresh] if fresh else []
    elif new is None:
        fresh = [one for each in come if _scope(each) == _scope(passage) for one in _left(each, later, earlier)]
        found = [one for one in same_meaning(lost, fresh, _about(passage)) if one.before in lost] if lost else []
    else:
        found = same_meaning(lost, fresh, _about(passage)) if lost or fresh else []
        found += _heading(old, new)
    facts = _facts_of(found) if old is None or new is None else facts_changed(old.text, new.text)
    return Meaning(
        passage_id=passage.id,
        kind=_kind(old, new, found, fields),
        statements=tuple(found),
        facts=tuple(facts),
        fields=tuple(fields),
    )


def _kind(
    old: Passage | None, new: Passage | None, found: Sequence[StatementChange], fields: Sequence[FieldChange]
) -> Kind:
    if not found and not fields:
        return Kind.REWORDED if old and new else Kind.MOVED
    if old is None:
        return Kind.ADDED
    return Kind.REMOVED if new is None else Kind.CHANGED


def _heading(old: Passage, new: Passage) -> list[StatementChange]:
    """A question is part of its answer: `yes` to another question says something else."""
    was, is_now = old.headings[-1], new.headings[-1]
    if small_edits.plain(was) == small_edits.plain(is_now):
        return []
    return same_meaning([was], [is_now], f"{old.text} {new.text}")


def _fields(old: Passage | None, new: Passage | None) -> list[FieldChange]:
    if old is None or new is None:
        return []
    return [
        FieldChange(name=name, before=_shown(getattr(old, name)), after=_shown(getattr(new, name)))
        for name in HOLDS_FOR
        if getattr(old, name) != getattr(new, name)
    ]


def _facts_of(found: Sequence[StatementChange]) -> list[FactChange]:
    before = " ".join(one.before or "" for one in found)
    after = " ".join(one.after or "" for one in found)
    return facts_changed(before, after)


def _said(passages: Iterable[Passage]) -> Said:
    """Return how often everything is said, by for whom it holds, in a form that ignores case, spaces and stops."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        found[_scope(passage)].update(small_edits.plain(one) for one in sentences(passage))
    return found


def _left(passage: Passage, mine: Said, theirs: Said) -> list[str]:
    """Return the statements of a passage that the other version says less often; what only moved is as often there."""
    scope = _scope(passage)
    here, there = mine.get(scope, Counter()), theirs.get(scope, Counter())
    return [one for one in sentences(passage) if there[small_edits.plain(one)] < here[small_edits.plain(one)]]


def sentences(passage: Passage) -> list[str]:
    """Return a passage's statements."""
    return list(_cut(passage.text))


@lru_cache(maxsize=8192)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in texts.sentences(text))


def _scope(passage: Passage) -> str:
    """Return for whom and when a passage holds; a macro is another kind of text than a page."""
    return " ".join(str(getattr(passage, name)) for name in HOLDS_FOR) + str(passage.kind == "macros")


def _about(passage: Passage) -> str:
    return " ".join(passage.headings)


def _unsupported(statement: str, source: str, heading: str) -> str | None:
    evidence = Evidence([Source("page", SourceKind.POLICY, source, heading)])
    return judging.judge(statements.read(statement), evidence, Draft()).why


def _facts(text: str) -> set[tuple[str, str]]:
    found = atoms.facts_about(text, texts.sentences(text))
    return {(fact.atom.kind.value, fact.amount) for fact in found if fact.atom.kind is not AtomKind.NUMBER}


def _nearest(statement: str, others: Sequence[str]) -> str | None:
    words = set(small_edits.plain(statement).split())
    return max(others, key=lambda one: len(words & set(small_edits.plain(one).split())), default=None)


def _partner(statement: str, others: Sequence[str]) -> str | None:
    """Return the statement on the other side that this one replaces, None where it replaces nothing."""
    nearest = _nearest(statement, others)
    if nearest is None:
        return None
    words, other = set(small_edits.plain(statement).split()), set(small_edits.plain(nearest).split())
    return nearest if len(words & other) >= 0.4 * min(len(words), len(other)) else None


def _shown(value: object) -> str | None:
    if isinstance(value, tuple | list):
        return ", ".join(str(each) for each in value)
    return None if value is None else str(value)
