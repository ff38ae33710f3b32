"""Every value of a `workflows.yaml` as a line a brand can sign: in plain words, with unit, source, template and law."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assist.domain.base import Frozen
from assist.domain.knowledge import Passage
from assist.onboarding import plain_words, stating
from assist.onboarding.shared_template import SharedTemplate, Words
from assist.onboarding.standing import Standing
from assist.versions import WORKFLOWS
from assist.workflows import confirmations, template
from assist.workflows.template import Leaf

_STARTS, _ENDS = ("ordered_from", "from"), ("ordered_until", "until")
"""Names of the days between which a dated entry holds."""


class ParameterLine(Frozen):
    """One line of the sheet."""

    path: str
    block: str
    says: str
    written: str
    """The value as the file has it."""
    value: str
    """The value with its unit."""
    stated_in: tuple[str, ...] = ()
    """Passages of the block's pages that state the value; those for agents only say so."""
    is_checkable: bool
    """Whether the value holds a typed fact (an amount, a span of days) that a page could be seen to state."""
    template_value: str | None = None
    """What the shared template has; None where the template leaves it to the brand."""
    differs: bool = False
    law: str = ""
    is_against_law: bool = False
    is_to_confirm: bool = False
    """Still the template's value: nobody has asked the brand."""
    missing_pages: tuple[str, ...] = ()
    """Pages the block names and the client does not have."""
    in_force_from: str | None = None
    in_force_until: str | None = None


@dataclass(frozen=True)
class _Context:
    standing: Standing
    leaves: Sequence[Leaf]
    passages: Mapping[str, Sequence[Passage]]
    """Passages of the pages each block names."""
    missing_pages: Mapping[str, tuple[str, ...]]
    unconfirmed: tuple[str, ...]
    """Paths of values the brand has not confirmed; what stands below them is unconfirmed too."""
    shared_values: Mapping[str, str]
    differing: frozenset[str]
    words: Words


def of(standing: Standing, shared: SharedTemplate) -> list[ParameterLine]:
    """Return a line for every value of the client's `workflows.yaml`, in the file's order."""
    file = standing.file(WORKFLOWS)
    found = template.leaves(standing.workflows_text, file=file)
    named = template.pages_of(standing.workflows_text, file=file)
    known = {page.id for page in standing.pages}
    context = _Context(
        standing=standing,
        leaves=found,
        passages={
            block: [passage for passage in standing.passages if passage.page_id in page_ids]
            for block, page_ids in named.items()
        },
        missing_pages={
            block: tuple(page_id for page_id in page_ids if page_id not in known) for block, page_ids in named.items()
        },
        unconfirmed=tuple(".".join(one.path) for one in confirmations.of(standing.workflows_text)),
        shared_values={leaf.path: leaf.value for leaf in template.leaves(shared.workflows_text, file="template")},
        differing=frozenset(template.differing(standing.workflows_text, shared.workflows_text)),
        words=shared.words,
    )
    return [_line(leaf, context) for leaf in found]


def _line(leaf: Leaf, context: _Context) -> ParameterLine:
    words = plain_words.words_of(leaf.path, context.words) or plain_words.aloud(leaf.path)
    value = plain_words.value_of(leaf, words, context.standing.profile.currency)
    return ParameterLine(
        path=leaf.path,
        block=plain_words.block_title(leaf.block, context.words),
        says=plain_words.name_of(leaf, context.words, context.leaves),
        written=leaf.value,
        value=value,
        stated_in=stating.stated_in(value, words.about, context.passages.get(leaf.block, ())),
        is_checkable=stating.is_checkable(value),
        is_to_confirm=_is_within(leaf.path, context.unconfirmed),
        missing_pages=context.missing_pages.get(leaf.block, ()),
        template_value=_template_value(context.shared_values.get(leaf.path)),
        differs=_is_within(leaf.path, context.differing),
        law=words.floor_says,
        is_against_law=not plain_words.is_lawful(leaf.value, words),
        in_force_from=_beside(leaf, _STARTS, context.leaves),
        in_force_until=_beside(leaf, _ENDS, context.leaves),
    )


def _is_within(path: str, parents: Collection[str]) -> bool:
    return any(path == parent or path.startswith(f"{parent}.") for parent in parents)


def _template_value(written: str | None) -> str | None:
    return None if written in (None, template.UNKNOWN, template.NONE) else written


def _beside(leaf: Leaf, names: tuple[str, ...], leaves: Sequence[Leaf]) -> str | None:
    """Return the day that stands beside a value in its dated entry."""
    entry = leaf.path.rpartition(".")[0]
    values = {other.path: other.value for other in leaves}
    beside = (values.get(f"{entry}.{name}") for name in names)
    return next((value for value in beside if plain_words.is_day(value)), None)
