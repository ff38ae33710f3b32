"""What a client still lacks before its suggestions can be trusted: what is missing, why it matters, what to do next."""

from collections.abc import Callable, Iterator

from assist.domain.base import Frozen
from assist.domain.enums import PageKind
from assist.onboarding import coverage
from assist.onboarding.coverage import Coverage
from assist.onboarding.shared_template import SharedTemplate
from assist.onboarding.standing import Standing
from assist.versions import PROFILE, WORKFLOWS
from assist.workflows import confirmations, template
from assist.workflows.parameters import Parameters

FEWEST_CASES = 20
"""Two of each kind for ten kinds of message: fewer say little about a change. Also what a person writes in ten minutes."""


class Item(Frozen):
    """One thing that is missing."""

    area: str
    """pages, rules, numbers, parameters, macros, hours, approvals, brand or cases."""
    missing: str
    why: str
    next_step: str
    where: tuple[str, ...] = ()
    """Places to look at, or lines ready to paste."""


def of(standing: Standing, shared: SharedTemplate) -> list[Item]:
    """Return what the client lacks, in the order a person would mend it."""
    profile = standing.profile
    covered = coverage.of(shared.topics, profile.workflows, standing.quotable(profile.locales[0]))
    checks: tuple[Callable[[], Iterator[Item]], ...] = (
        lambda: _pages(standing, covered),
        lambda: _rules(standing, covered),
        lambda: _numbers(standing, covered),
        lambda: _confirmations(standing),
        lambda: _macros(standing),
        lambda: _cases(standing),
    )
    return [item for check in checks for item in check()]


def _pages(standing: Standing, covered: list[Coverage]) -> Iterator[Item]:
    name, locales = standing.client_id, standing.profile.locales
    importing = f"assist kb import --client {name} --from HELP-CENTRE-EXPORT"
    if not standing.quotable(locales[0]):
        why = "drafts quote the brand's own pages; without one every question is left to a person"
        yield Item(area="pages", missing=f"no page for customers in {locales[0]}", why=why, next_step=importing)
    missing = tuple(f"{one.workflow}: {one.topic.topic}" for one in covered if not one.passage_ids)
    if missing:
        why = "no page speaks of these, so a question about them gets no answer from the brand's own words"
        what = f"{len(missing)} of {len(covered)} topics of the contracted workflows"
        write = f"ask the brand, then {importing}, or write a page in knowledge/{name}/policies"
        yield Item(area="pages", missing=what, why=why, next_step=write, where=missing)
    for locale in locales[1:]:
        if not standing.quotable(locale):
            why = f"customers who write in {locale} get no quoted answer"
            yield Item(
                area="pages",
                missing=f"no page for customers in {locale}",
                why=why,
                next_step=f"{importing} --locale {locale}",
            )


def _rules(standing: Standing, covered: list[Coverage]) -> Iterator[Item]:
    mapped = tuple(standing.parameters.passages)
    never = _never_decided(standing.parameters)
    proposed = {rule: ids for rule, ids in coverage.proposals(covered, mapped).items() if rule not in never}
    if proposed:
        yield Item(
            area="rules",
            missing=f"rules without a passage behind them: {len(proposed)}",
            why="a decision (eligible until 4 December) is only drafted with the page that says so",
            next_step=f"read the proposed passages, then paste the right lines below `passages:` in {_path(standing)}",
            where=tuple(f"{rule}: [{', '.join(ids)}]" for rule, ids in proposed.items()),
        )


def _numbers(standing: Standing, covered: list[Coverage]) -> Iterator[Item]:
    named = template.pages_of(standing.workflows_text, file=standing.file(WORKFLOWS))
    found: dict[str, list[str]] = {}
    for one in covered:
        block = one.topic.block
        if block in named and not named[block]:
            pages = [passage_id.partition("#")[0] for passage_id in one.passage_ids]
            found[block] = list(dict.fromkeys([*found.get(block, []), *pages]))
    lines = tuple(f"{block}: pages: [{', '.join(pages)}]" for block, pages in found.items() if pages)
    if lines:
        yield Item(
            area="numbers",
            missing=f"numbers that name no page: {len(lines)} blocks",
            why="only a number tied to its page is compared with it (the page says 30 days, the rule says 14)",
            next_step=f"fill in `pages:` in {_path(standing)}, then assist kb check --client {standing.client_id}",
            where=lines,
        )


def _never_decided(numbers: Parameters) -> frozenset[str]:
    """Return the rules these numbers leave no room for: they need no passage."""
    offered = numbers.exchange.offered
    possible = {
        "exchange.not-offered": not offered,
        "exchange.window": offered,
        "exchange.refund-only": offered and numbers.return_.outlet is not None,
        "address_change.other-country": numbers.address_change.same_country_only,
        "address_change.review": numbers.address_change.specialist_when is not None,
    }
    return frozenset(rule for rule, is_possible in possible.items() if not is_possible)


_AREAS = {"hours": "hours", "holidays": "hours", "targets_minutes": "hours", "approvals": "approvals"}
_WHY = {
    "hours": "answer-by times and promised days are counted in the brand's own hours and working days",
    "approvals": "a draft may only offer what the person in front of it may approve",
    "brand": "greetings, order numbers and contracted work are still guesses",
    "parameters": "these are the shared template's numbers, not yet the brand's",
}


def _confirmations(standing: Standing) -> Iterator[Item]:
    """Group the lines still marked `confirm:` by what they are about."""
    found: dict[str, list[str]] = {}
    for name, text in ((WORKFLOWS, standing.workflows_text), (PROFILE, standing.profile_text)):
        for one in confirmations.of(text):
            area = "parameters" if name == WORKFLOWS else _AREAS.get(one.path[0], "brand")
            found.setdefault(area, []).append(f"{name}:{one.line} {'.'.join(one.path)}: {one.ask}")
    for area, lines in found.items():
        yield Item(
            area=area,
            missing=f"values to confirm with the brand: {len(lines)}",
            why=_WHY[area],
            next_step=f"assist client sheet {standing.client_id}, ask, correct, and take out the word `confirm:`",
            where=tuple(lines),
        )


def _macros(standing: Standing) -> Iterator[Item]:
    if not any(page.kind is PageKind.MACROS for page in standing.pages):
        yield Item(
            area="macros",
            missing="no macros",
            why="agents see the brand's own wording for things already done (label sent, refund paid)",
            next_step=f"assist kb import --client {standing.client_id} --from MACROS --kind macros",
        )


def _cases(standing: Standing) -> Iterator[Item]:
    if standing.cases < FEWEST_CASES:
        yield Item(
            area="cases",
            missing=f"{standing.cases} of {FEWEST_CASES} real messages with the right answer",
            why="only cases tell whether a change of a page makes answers better or worse",
            next_step=f"put messages as JSON lines into knowledge/{standing.client_id}/cases/",
        )


def _path(standing: Standing) -> str:
    return f"knowledge/{standing.file(WORKFLOWS)}"
