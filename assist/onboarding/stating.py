"""Which passages state a value: those that hold its typed facts. Equal numbers of another promise can look alike."""

from collections.abc import Sequence

from assist import atoms
from assist.domain.enums import Audience
from assist.domain.knowledge import Passage

MOST_PASSAGES = 3


def is_checkable(value: str) -> bool:
    """Say whether the value holds typed facts (an amount, a span of days) and no bare number, found anywhere."""
    facts = atoms.extract(_as_pages_say(value))
    return bool(facts) and not any(fact.kind is atoms.AtomKind.NUMBER for fact in facts)


def stated_in(value: str, about: Sequence[str], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the first passages that hold every typed fact of the value, those for agents marked.

    Of `about`, unless it is empty, a passage must hold one word.
    """
    if not is_checkable(value):
        return ()
    said = _as_pages_say(value)
    stating = [
        passage for passage in passages if _speaks_of(passage, about) and not atoms.unsupported(said, [passage.text])
    ]
    return tuple(_shown(passage) for passage in stating[:MOST_PASSAGES])


def _as_pages_say(value: str) -> str:
    """Return the value in the words of pages, which say days for calendar days."""
    return value.replace("calendar day", "day")


def _speaks_of(passage: Passage, about: Sequence[str]) -> bool:
    said = f"{passage.headings[-1]} {passage.text}".lower()
    return not about or any(word in said for word in about)


def _shown(passage: Passage) -> str:
    return passage.id if passage.audience is Audience.CUSTOMER else f"{passage.id} (agents only)"
